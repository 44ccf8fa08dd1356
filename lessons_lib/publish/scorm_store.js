// Keeps what is answered in a learning platform (SCORM 1.2); stands before keep.js in one module.

/** @typedef {{of: string, response: any, checked: boolean, attempts: any[], at: string}} Kept */
/** @typedef {{format: string, version: number, kept: Record<string, Kept>, places: Record<string, any>}} Progress */
/** @typedef {{id: string, of: string, question: any}} Asked  a question of this page, and the mark of what it means */

const store = (() => {
  const FORMAT = "from-the-ground-up/progress", VERSION = 1;
  /** Characters that SCORM 1.2 gives to what is kept between two visits; a platform may cut off what is longer. */
  const ROOM = 4096;
  const LEVELS = 10;
  const NOWHERE = "This page was made for a learning platform, and none was found around it. What you answer is gone when you close the page.";
  const REVIEW = "The learning platform opened this lesson to look at only. What you answer now is not kept.";
  const SILENT = "The learning platform did not answer. What you do now may not be kept.";
  const TORN = "What the learning platform kept of this lesson is damaged and cannot be read. What you answer from now on is kept again.";
  class Refusal extends Error {}
  const now = { api: null, status: "", trouble: "", began: 0, turn: 0, review: false, hurry: false, closed: false };
  let asked = /** @type {Asked[]|null} */ (null);
  let known = "null"; // all of the progress as JSON, as it was read or written last
  let late = /** @type {Progress|null} */ (null); // what is being deflated and has not gone out yet

  // --- the platform ---------------------------------------------------------------------------------------------------

  /** @param {any} frame the window to begin at */
  const climb = (frame) => {
    for (let left = LEVELS; frame && left; left--, frame = frame.parent === frame ? null : frame.parent) {
      try { if (frame.API?.LMSInitialize) return frame.API; } catch { /* another server's window; one above it may tell */ }
    }
    return null;
  };
  const findApi = () => climb(self) ?? climb(self.opener) ?? climb(self.top?.opener);

  /** What the platform says of its last refusal. */
  const reason = () => {
    const code = String(now.api.LMSGetLastError());
    const told = [now.api.LMSGetErrorString(code), now.api.LMSGetDiagnostic(code)].map((words) => String(words ?? "").trim());
    return [`error ${code}`, ...new Set(told)].filter(Boolean).join(", ");
  };
  const refuse = (/** @type {string} */ what) => new Refusal(`The learning platform ${what} (${reason()}).`);
  /** Some platforms return true instead of "true". @param {string} call @param {string[]} given */
  const does = (call, ...given) => String(now.api[call](...given)) === "true";
  const get = (/** @type {string} */ name) => String(now.api.LMSGetValue(`cmi.${name}`) ?? "");
  const set = (/** @type {Record<string, string>} */ values) => {
    for (const [name, value] of Object.entries(values))
      if (!does("LMSSetValue", `cmi.${name}`, value)) throw refuse("did not keep what you did last");
  };
  const isDone = () => ["completed", "passed"].includes(now.status);

  /** Hours, minutes and seconds as SCORM writes a span. @param {number} ms */
  const spell = (ms) => {
    const hundredths = Math.min(Math.floor(ms / 10), 3599999999);
    const [hours, minutes, seconds] = [hundredths / 360000, (hundredths / 6000) % 60, (hundredths / 100) % 60].map(Math.floor);
    const pad = (/** @type {number} */ number, size = 2) => String(number).padStart(size, "0");
    return `${pad(hours, 4)}:${pad(minutes)}:${pad(seconds)}.${pad(hundredths % 100)}`;
  };
  /** Goes with every write: a browser that closes the page may not let the last one through. */
  const leaving = () => ({ "core.session_time": spell(Date.now() - now.began), "core.exit": isDone() ? "" : "suspend" });

  const open = () => {
    now.api = findApi();
    if (!now.api) return;
    now.began = Date.now();
    if (!does("LMSInitialize", "")) {
      const no = refuse("did not let this lesson start, so nothing is kept");
      now.api = null;
      throw no;
    }
    now.status = get("core.lesson_status");
    now.review = ["review", "browse"].includes(get("core.lesson_mode")); // a platform need not have it
    // Of a lesson that says nothing a platform thinks that it was completed.
    if (!now.review && !isDone() && now.status !== "failed") set({ "core.lesson_status": "incomplete" });
    // Not beforeunload: who then stays would go on without a platform.
    addEventListener("pagehide", () => { now.hurry = true; });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // back again: a new visit
  };
  /** The visit is closed last, after all that keep.js still writes while the page goes. */
  const closeLast = () => {
    removeEventListener("pagehide", close);
    addEventListener("pagehide", close);
  };
  const close = () => {
    if (late) void methods.write(late).catch(() => {});
    now.closed = true;
    for (const act of [() => now.review || set(leaving()), () => now.api.LMSFinish("")])
      try { act(); } catch { /* nobody is left to read about it */ }
  };

  // --- what has been reached ------------------------------------------------------------------------------------------

  /** @returns {Asked[]} what the page asks, each question once */
  const readAsked = () => {
    const { models, shared } = JSON.parse(document.getElementById("lesson-state")?.textContent ?? '{"models":{}}');
    const found = Object.values(models).filter(({ keep }) => keep);
    return [...new Map(found.map(({ keep, state, shared: at }) => [keep.id, { ...keep, question: state.question ?? shared[at.question] }])).values()];
  };
  /** The last attempt at a question, at each question of a form, at each step of a case. @param {any[]} attempts */
  const latest = (attempts) => [...new Map(attempts.map((one) => [one.question ?? one.step, one])).values()];

  /** A case has been answered when it has come to an end. @param {any} question @param {Kept|undefined} kept */
  const isAnswered = (question, kept) => {
    if (question.type !== "case") return Boolean(kept?.checked || kept?.attempts.length);
    const go = (/** @type {string} */ at, /** @type {any} */ { chosen }) => question.steps[at]?.choices[chosen]?.then;
    return (kept?.response.path ?? []).reduce(go, question.start) in question.ends;
  };
  /** How much is right (0 to 100; null before the first attempt), and whether everything has been answered once.
   *
   * There is no mark to pass and nobody fails: the course teaches how sure one may be, and to be wrong on the way is part
   * of that. Guesses before a figure and trust in claims must be there to have completed a page, and are never scored.
   * @param {(Kept|undefined)[]} kept in the order of `asked` */
  const judge = (kept) => {
    let [right, all, tries] = [0, 0, 0];
    for (const [place, { question }] of asked.entries()) {
      if (["predict", "trust"].includes(question.type)) continue;
      const tried = latest(kept[place]?.attempts ?? []);
      tries += tried.length;
      all += Math.max(tried.length, question.questions?.length ?? 1);
      right += tried.filter((one) => one.right).length;
    }
    return { score: tries ? Math.round((100 * right) / all) : null, done: asked.every(({ question }, place) => isAnswered(question, kept[place])) };
  };

  // --- much in little room --------------------------------------------------------------------------------------------

  /** SCORM takes no other letters; in JSON it means the same. @param {string} text */
  const toAscii = (text) => text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  /** Tells once how the keys of objects that are alike are called: {a: 1} is [1, 1] if the first shape is ["a"]; a list
   * begins with 0. @param {any} value @param {string[]} shapes @returns {any} */
  const pack = (value, shapes) => {
    if (Array.isArray(value)) return [0, ...value.map((one) => pack(one, shapes))];
    if (value === null || typeof value !== "object") return value;
    const shape = JSON.stringify(Object.keys(value));
    if (!shapes.includes(shape)) shapes.push(shape);
    return [shapes.indexOf(shape) + 1, ...Object.values(value).map((one) => pack(one, shapes))];
  };
  /** @param {any} packed @param {string[][]} shapes @returns {any} */
  const unpack = (packed, shapes) => {
    if (!Array.isArray(packed)) return packed;
    const [shape, ...parts] = packed;
    const values = parts.map((one) => unpack(one, shapes));
    return shape ? Object.fromEntries(shapes[shape - 1].map((key, place) => [key, values[place]])) : values;
  };
  /** A question goes by the mark of what it means: no answer comes back to another question.
   * @param {Kept[]} entries @param {any} place */
  const write = (entries, place) => {
    if (!entries.length && !place) return "";
    /** @type {string[]} */ const shapes = [];
    const packed = pack([entries.map((one) => ({ ...one, at: Date.parse(one.at).toString(36) })), place], shapes);
    return toAscii(JSON.stringify([VERSION, shapes.map((shape) => JSON.parse(shape)), packed]));
  };
  /** @param {string} text @returns {Progress} */
  const parse = (text) => {
    const [version, shapes, packed] = JSON.parse(text);
    if (version !== VERSION) return { format: FORMAT, version, kept: {}, places: {} }; // keep.js says what that means
    const [entries, place] = unpack(packed, shapes);
    const dated = entries.map((/** @type {Kept} */ one) => ({ ...one, at: new Date(parseInt(one.at, 36)).toISOString() }));
    const kept = asked.flatMap(({ id, of }) => dated.filter((/** @type {Kept} */ one) => one.of === of).map((/** @type {Kept} */ one) => [id, one]));
    return { format: FORMAT, version, kept: Object.fromEntries(kept), places: place ? { [document.body.dataset.page]: place } : {} };
  };
  const pipe = (/** @type {BlobPart} */ part, /** @type {any} */ stream) => new Response(new Blob([part]).stream().pipeThrough(stream));
  const deflate = async (/** @type {string} */ text) =>
    btoa(String.fromCharCode(...new Uint8Array(await pipe(text, new CompressionStream("deflate")).arrayBuffer())));
  const restore = (/** @type {string} */ text) =>
    pipe(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)), new DecompressionStream("deflate")).text();

  /** What has to go first where there is no room: drafts, then the very long, then the old. @param {Kept} one */
  const worth = (one) => Number(one.checked || one.attempts.length > 0) * 4e15 + Number(JSON.stringify(one).length < ROOM / 4) * 2e15 + Date.parse(one.at);
  const shorten = (/** @type {Kept[]} */ entries) => entries.map((one) => ({ ...one, attempts: latest(one.attempts) }));
  /** All that fits, deflated: of each question the last attempt only if need be, then one entry less and one less.
   * @param {Kept[]} entries @param {any} place */
  const squeeze = async (entries, place) => {
    const order = [...entries].sort((a, b) => worth(a) - worth(b));
    for (let lost = 0; ; lost++) for (const some of [order.slice(lost), shorten(order.slice(lost))]) {
      const text = await deflate(write(some, place));
      if (text.length <= ROOM) return { text, lost };
    }
  };
  /** Plain where it fits, which needs no waiting; a page that closes cannot wait.
   * @param {Kept[]} entries @param {any} place */
  const fit = (entries, place) => {
    const plain = [entries, ...(now.hurry ? [shorten(entries)] : [])].map((some) => write(some, place));
    const text = plain.find((one) => one.length <= ROOM);
    return text !== undefined ? { text, lost: 0 } : now.hurry ? null : squeeze(entries, place);
  };

  /** @param {(Kept|undefined)[]} kept @param {any} place @param {{text: string, lost: number}} packed */
  const send = (kept, place, { text, lost }) => {
    const { score, done } = judge(kept);
    set({ "suspend_data": text, "core.lesson_location": toAscii(place?.id ?? "").slice(0, 255) });
    if (score !== null || get("core.score.raw")) set({ "core.score.raw": String(score ?? 0) });
    // A platform need not know these two, and then takes 0 and 100 for granted.
    for (const [end, value] of [["min", "0"], ["max", "100"]]) does("LMSSetValue", `cmi.core.score.${end}`, value);
    if (done && !isDone()) { // what has been reached is never taken back
      set({ "core.lesson_status": "completed" });
      now.status = "completed";
    }
    set(leaving());
    if (!does("LMSCommit", "")) throw refuse("did not keep what you did last");
    if (lost) throw new Refusal(`The learning platform has no room for all you wrote: ${lost === 1 ? "one answer is" : `${lost} answers are`} not kept. Make the longest shorter.`);
    now.trouble = "";
  };
  const attempt = (/** @type {() => any} */ act) => {
    try { return act(); } catch (error) {
      now.trouble = error instanceof Refusal ? error.message : SILENT;
      throw new Error(now.trouble);
    }
  };

  /** In a platform's frame a link to elsewhere would take the lesson's place. @param {Event} event */
  const leadAway = ({ target }) => {
    const link = /** @type {Element} */ (target).closest("a[href]");
    if (link && link.href.split("#")[0] !== location.href.split("#")[0]) Object.assign(link, { target: "_blank", rel: "noopener" });
  };
  document.addEventListener("click", leadAway, true);

  const methods = {
    /** @returns {Promise<Progress|null>} */
    async read() {
      // The platform is asked once: nobody else writes there while the lesson is open.
      if (!asked) {
        asked = readAsked();
        attempt(open);
        now.trouble = !now.api ? NOWHERE : now.review ? REVIEW : "";
        const text = now.api ? attempt(() => get("suspend_data")) : "";
        if (now.api) setTimeout(closeLast); // keep.js has added its own by then
        try { known = text ? JSON.stringify(parse(text.startsWith("[") ? text : await restore(text))) : "null"; } catch { throw new Error(TORN); }
      }
      return JSON.parse(known);
    },
    /** @param {Progress} progress */
    async write(progress) {
      known = JSON.stringify(progress);
      if (!now.api || now.closed || now.review) return;
      if (!now.hurry) closeLast(); // what is added while the page goes would not be called any more
      const turn = ++now.turn;
      const kept = asked.map(({ id, of }) => (progress.kept[id]?.of === of ? progress.kept[id] : undefined));
      const place = progress.places[document.body.dataset.page] ?? null;
      const fitting = fit(kept.filter((one) => one !== undefined), place);
      late = fitting instanceof Promise ? progress : null;
      const packed = late ? await fitting : fitting;
      if (turn === now.turn) late = null;
      if (packed && turn === now.turn && !now.closed) attempt(() => send(kept, place, packed)); // else something newer went out
    },
    problem: () => now.trouble,
  };
  return methods;
})();
