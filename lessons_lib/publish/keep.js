/**
 * Keeps what is answered and where one stopped. A store stands before it in the module, `const store`:
 * read(): Promise<object|null>, write(progress): Promise<void>, problem(): string; both may throw a sentence.
 * @typedef {{of: string, response: object, checked: boolean, attempts: object[], at: string}} Entry
 * @typedef {{kept: Map<string, Entry>, places: Map<string, {id: string, at: string}>}} Progress
 * @typedef {{id: string, of: string}} Keep  a question, and the mark of what gives its answers their meaning
 */
const keeping = (() => {
  const FORMAT = "from-the-ground-up/progress", FILE = "from-the-ground-up-progress.json", LARGEST = 5e6, MANY = 5000;
  const BAD = "This file holds no progress of this course, or it is damaged.";
  const name = document.body.dataset.page, block = document.querySelector(".keeping");
  const [note, file] = ["[role=status]", "input"].map((part) => block?.querySelector(part));

  // --- what may come from outside ---
  const is = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
  const isWord = (v, form) => typeof v === "string" && form.test(v);
  const isTime = (v) => isWord(v, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) && Date.parse(v) > 0;
  /** Only what JSON of a reasonable size holds. */
  const isPlain = (v, deep = 8) => {
    if (typeof v === "string") return v.length <= MANY;
    if (v === null || typeof v !== "object") return typeof v !== "number" || Number.isFinite(v);
    const parts = Object.entries(v);
    return deep > 0 && parts.length <= MANY && parts.every(([k, part]) => k !== "__proto__" && isPlain(part, deep - 1));
  };
  const isId = (v) => isWord(v, /^[a-z0-9][\w-]{0,79}$/i);
  const isEntry = ([id, e]) => isId(id) && is(e) && Object.keys(e).length === 5 && isWord(e.of, /^[0-9a-f]{8}$/) && is(e.response)
    && typeof e.checked === "boolean" && Array.isArray(e.attempts) && e.attempts.every(is) && isTime(e.at) && isPlain(e);
  const isPlace = ([page, p]) => isId(page) && is(p) && Object.keys(p).length === 2 && isWord(p.id, /^[^]{1,300}$/) && isTime(p.at);

  /** @param {any} data @param {boolean} [mine] from the store: what is damaged in it is left out @returns {Progress} */
  const examine = (data, mine) => {
    if (!is(data) || data.format !== FORMAT) throw new Error(BAD);
    if (data.version !== 1) throw new Error(mine ? "Another version of the course keeps your answers here, so new ones are not kept." : "This file was written by another version of the course.");
    const sound = (part, isGood) => {
      const all = Object.entries(is(part) ? part : {}), good = all.filter(isGood);
      if (!mine && (!is(part) || good.length < all.length || all.length > MANY)) throw new Error(BAD);
      return new Map(good);
    };
    return { kept: sound(data.kept, isEntry), places: sound(data.places, isPlace) };
  };

  const isAt = (v, list) => Number.isInteger(v) && v >= 0 && v < list.length;
  const isList = (v, many, isGood) => Array.isArray(v) && v.length === many && v.every(isGood);
  const isAnswer = (q, a) => {
    if (q.items) return isList(a, q.items.length, (v, i) => isAt(v, q.items) && a.indexOf(v) === i);
    if (q.parts) return isList(a, q.parts.length, (v, i) => v === null || isAt(v, q.parts[i].options));
    if (q.sureness) return is(a) && [[a.chosen, q.options], [a.sure, q.sureness]].every(([v, list]) => v === null || isAt(v, list));
    if (q.options) return Array.isArray(a) && a.length <= q.options.length && a.every((v) => isAt(v, q.options));
    return q.low === undefined ? typeof a === "string" : typeof a === "number" && a >= q.low && a <= q.high;
  };
  /** Whether the decisions lead somewhere, and what is chosen there exists. */
  const isWay = (q, { path = [], note: lines, answer = {} }) => {
    let at = q.start;
    const fits = (d, some) => is(d) && [["chosen", q.steps[at].choices], ["reason", q.steps[at].reasons], ["sure", q.sureness]]
      .every(([k, list]) => (some && d[k] === undefined) || isAt(d[k], list));
    for (const d of Array.isArray(path) ? path : [0]) {
      if (!q.steps[at] || !fits(d)) return false;
      at = q.steps[at].choices[d.chosen].then;
    }
    const chips = (n, i) => isAt(n, q.note.lines[i]?.chips ?? []);
    if (lines) return at in q.ends && isList(lines, q.note.lines.length, chips);
    return is(answer) && (at in q.ends ? Object.entries(answer.note ?? {}).every(([i, n]) => chips(n, i)) : fits(answer, true));
  };
  /** Whether a card can show it: numbers that count places count places there are. */
  const canShow = (q, { response: r, checked }) => {
    if (q.steps) return isWay(q, r);
    if (q.claims) return is(r.values ?? {}) && q.claims.every(({ id }) => isAt(r.values?.[id] ?? (checked ? -1 : 0), { length: 101 }));
    if (q.questions) return is(r.answers ?? {}) && isAt(r.at ?? 0, q.questions) && q.questions.every((one) => (r.answers?.[one.id] ?? null) === null || isAnswer(one, r.answers[one.id]));
    return isAt(r.hints ?? 0, { length: 100 }) && ((r.answer ?? null) === null ? !checked : isAnswer(q, r.answer) && !(checked && r.answer.length === 0));
  };

  // --- what is kept ---
  /** @returns {Progress} */
  const blank = () => ({ kept: new Map(), places: new Map() });
  let known = blank(), fresh = blank(), quiet = false, timer = 0;
  /** @type {Keep[]} */ let here = [];
  const models = [], touched = new Set(), said = new Set();
  const TRAITS = ["response", "checked", "attempts"];
  const sorted = (_, v) => (is(v) ? Object.fromEntries(Object.entries(v).sort()) : v);
  const write = (v) => JSON.stringify(v, sorted);
  const pack = ({ kept, places }) => ({ format: FORMAT, version: 1, kept: Object.fromEntries(kept), places: Object.fromEntries(places) });
  const pick = (entry) => TRAITS.map((trait) => entry[trait]);
  const look = ({ model }) => TRAITS.map((trait) => model.get(trait));
  /** Puts in what is newer; returns how much that was. @param {Progress} to @param {Progress} from */
  const merge = (to, from) => Object.keys(from).flatMap((part) => [...from[part]].filter(([id, entry]) => !(to[part].get(id)?.at >= entry.at) && to[part].set(id, entry) && part === "kept")).length;
  const add = (part, id, entry) => {
    // A clock may go wrong: what is done now is newer than what was done before.
    const at = new Date(Math.max(Date.now(), Date.parse(known[part].get(id)?.at ?? "1970") + 1)).toISOString();
    for (const progress of [known, fresh]) progress[part].set(id, { ...entry, at });
  };
  const entryOf = ({ id, of }) => {
    const entry = known.kept.get(id);
    return entry?.of === of ? entry : undefined;
  };
  const gather = () => {
    for (const one of touched) {
      const now = look(one), entry = entryOf(one);
      if (write(now) === write(entry ? pick(entry) : one.blank)) continue;
      add("kept", one.id, { of: one.of, ...Object.fromEntries(TRAITS.map((trait, i) => [trait, now[i]])) });
      quiet = false;
    }
    touched.clear();
    const stops = [...document.querySelectorAll("main :is(h2, h3, .cell)[id]")].filter((stop) => stop.getClientRects().length);
    const stop = stops.findLast((each) => each.getBoundingClientRect().top < innerHeight / 2);
    if (stop && here.length && !quiet && scrollY > 200 && known.places.get(name)?.id !== stop.id) add("places", name, { id: stop.id });
  };
  const flush = async () => {
    clearTimeout(timer);
    timer = 0;
    const [last] = touched;
    gather();
    const news = fresh;
    if (!news.kept.size && !news.places.size) return;
    fresh = blank();
    try {
      const there = await read();
      merge(there, news);
      await store.write(pack(there));
      merge(known, there);
      tell();
    } catch (problem) {
      merge(fresh, known); // all that is on the screen waits for the next turn
      warn(problem.message, last?.model);
    }
  };
  const read = async () => {
    const data = await store.read();
    return data ? examine(data, true) : blank();
  };
  /** What another tab of this browser kept, or made us forget. */
  const refresh = async () => {
    await flush();
    try { known = await read(); } catch (problem) { warn(problem.message); }
    show();
  };

  // --- what is shown ---
  const put = (one) => {
    const entry = entryOf(one);
    const wanted = entry && canShow(one.model.get("question"), entry) ? pick(entry) : one.blank;
    if (!touched.has(one) && write(look(one)) !== write(wanted)) one.model.set(Object.fromEntries(TRAITS.map((trait, i) => [trait, wanted[i]])));
  };
  const show = () => {
    models.forEach(put);
    tell();
  };
  /** Tells who looks back what is kept. */
  const tell = () => document.dispatchEvent(new CustomEvent("lessons:kept", { detail: pack(known) }));
  const line = (words, role) => {
    const p = document.createElement("p");
    p.className = "kept-line";
    p.setAttribute("role", role);
    p.append(words);
    return p;
  };
  const warn = (words, model) => {
    if (said.has(words)) return;
    said.add(words);
    const card = model && document.querySelector(`.lesson-quiz[data-question=${CSS.escape(model.get("question").id)}]`);
    if (card) card.after(line(words, "alert"));
    else document.querySelector("main").prepend(line(words, "alert"));
  };
  const welcome = () => {
    const done = here.filter((one) => entryOf(one)?.checked || entryOf(one)?.attempts.length).length;
    const stop = document.getElementById(known.places.get(name)?.id);
    if (!done && !stop) return;
    const p = line(done ? `You have answered ${done} of ${here.length} questions here. ` : "You were here before. ", "status");
    if (stop) {
      const words = (stop.querySelector(".lesson-quiz-still p") ?? stop).textContent.trim();
      const go = document.createElement("a");
      go.href = `#${encodeURIComponent(stop.id)}`;
      go.textContent = "Go on";
      p.append(`You stopped at: “${words.length > 60 ? `${words.slice(0, 60).replace(/\s\S*$/, "")} …` : words}” `, go);
    }
    document.querySelector("main").prepend(p);
  };

  // --- the three buttons ---
  const save = async () => {
    await flush();
    const url = URL.createObjectURL(new Blob([write({ ...pack(known), saved: new Date().toISOString() })], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: url, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
    note.textContent = `Saved as ${FILE}. Answers in it: ${known.kept.size}.`;
  };
  const load = async () => {
    const [chosen] = file.files;
    try {
      if (chosen.size > LARGEST) throw new Error(BAD);
      const found = examine(await chosen.text().then(JSON.parse).catch(() => 0));
      await refresh();
      const came = merge(known, found), left = found.kept.size - came;
      merge(fresh, found);
      show();
      note.textContent = `Answers loaded: ${came}.${left ? ` Left out, as yours here are as new: ${left}.` : ""}`;
      await flush();
    } catch (problem) { note.textContent = `${problem.message} Nothing was changed.`; }
    file.value = "";
  };
  const forget = async () => {
    if (!confirm("Forget all answers that are kept here?")) return;
    [known, fresh, quiet] = [blank(), blank(), true];
    touched.clear();
    show();
    try {
      await store.write(pack(known));
      note.textContent = "Forgotten.";
    } catch (problem) { note.textContent = problem.message; }
  };

  return {
    /** Follows a question; to be called before anything shows it. @param {Keep} keep @param {any} model */
    follow(keep, model) {
      const one = { ...keep, model, blank: null };
      if (!block) return;
      one.blank = look(one);
      models.push(one);
      put(one);
      for (const trait of TRAITS) model.on(`change:${trait}`, () => {
        touched.add(one);
        timer ||= setTimeout(flush, 300);
      });
    },
    /** Reads what is kept, and says so. @param {Keep[]} questions all of this page */
    async open(questions) {
      if (!block) return;
      here = questions;
      try { known = await read(); } catch (problem) { warn(problem.message); }
      if (store.problem()) warn(store.problem());
      if (here.length) welcome();
      block.hidden = false;
      block.querySelectorAll("button").forEach((button, i) => button.addEventListener("click", [save, () => file.click(), forget][i]));
      file.addEventListener("change", load);
      addEventListener("storage", refresh);
      addEventListener("pagehide", flush);
      document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
      document.addEventListener("lessons:kept-wanted", tell);
      tell();
    },
  };
})();
