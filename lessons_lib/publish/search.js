// Searches all pages: their words travel in this one.
{
  /** @typedef {{kind: string, href: string, page: string, heading: string, text: string, name: string, head: string, body: string}} Row */
  const WEIGHTS = { page: 8, section: 4, term: 3, claim: 2, question: 1, work: 2 };
  const [MOST, AROUND, NEAR] = [50, 90, 5];
  const find = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
  const [input, list, more, near, urgent, all] = ["words", "found", "more", "near", "urgent", "all"].map(find);
  const form = input.form;
  const output = form.querySelector("output");

  /** Read JSON that was deflated and written in base64. */
  const inflate = (/** @type {string} */ base64) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  };
  const unpack = ({ pages, columns: [kinds, places, anchors, headings, texts], words, urgent: warnings }) => ({
    words, warnings,
    rows: kinds.map((kind, i) => {
      const [[file, name], heading, text] = [pages[places[i]], headings[i], texts[i]];
      const anchor = anchors[i] === 1 ? heading.replace(/\s/g, "-") : anchors[i];
      const href = `${encodeURIComponent(file)}.html${anchor && "#"}${encodeURIComponent(anchor)}`;
      return { kind, href, page: name, heading, text, name: fold(name), head: fold(heading), body: fold(text) };
    }),
  });

  /** How well a row fits; 0 where a word is missing, or stands in nothing but the name of the page around it. */
  const rate = (/** @type {Row} */ row, /** @type {RegExp[]} */ patterns) => {
    let sum = 0;
    for (const pattern of patterns) {
      const points = row.head.search(pattern) >= 0 ? WEIGHTS[row.kind] : Number(row.body.search(pattern) >= 0);
      if (!points && row.name.search(pattern) < 0) return 0;
      sum += points;
    }
    return sum;
  };
  const search = (/** @type {Row[]} */ rows, /** @type {RegExp[]} */ patterns) => patterns.length === 0 ? [] : rows
    .map((row) => ({ row, points: rate(row, patterns) }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
    .map(({ row }) => row);

  /** Where the words stand, in order and none twice. @param {string} folded @returns {[number, number][]} */
  const findPlaces = (folded, patterns) => {
    const found = patterns.flatMap((pattern) => [...folded.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]));
    let end = 0;
    return found.sort(([one], [other]) => one - other).filter(([start, stop]) => start >= end && (end = stop));
  };
  /** Append a text with what was looked for marked. */
  const mark = (/** @type {Element} */ parent, /** @type {string} */ text, /** @type {RegExp[]} */ patterns) => {
    let at = 0;
    for (const [start, stop] of findPlaces(fold(text), patterns)) {
      const marked = document.createElement("mark");
      marked.textContent = text.slice(start, stop);
      parent.append(text.slice(at, start), marked);
      at = stop;
    }
    parent.append(text.slice(at));
  };
  /** Some words around the first place. */
  const cut = (/** @type {Row} */ { text, body }, /** @type {RegExp[]} */ patterns) => {
    const first = findPlaces(body, patterns)[0]?.[0] ?? 0;
    const from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
    const to = from + 2.5 * AROUND < text.length ? text.lastIndexOf(" ", from + 2.5 * AROUND) : text.length;
    return `${from ? "… " : ""}${text.slice(from, Math.max(to, first))}${to < text.length ? " …" : ""}`;
  };

  const sayWhere = (/** @type {Row} */ { kind, page, href }) => ({
    page: "Page", section: page, term: "Word", claim: `Claim ${href.slice(-4)}`, question: `Question · ${page}`, work: "Source",
  })[kind];
  const show = (/** @type {Row} */ row, /** @type {RegExp[]} */ patterns) => {
    const [item, link, where, told] = ["li", "a", "span", "p"].map((name) => document.createElement(name));
    where.className = "quiet";
    where.textContent = sayWhere(row);
    link.setAttribute("href", row.href);
    mark(link, row.kind === "question" ? cut(row, patterns) : row.heading, patterns);
    if (row.kind !== "question" && row.text) mark(told, cut(row, patterns), patterns);
    item.append(where, link, told);
    return item;
  };

  /** How many letters are wrong, left out or too many in one of two words. */
  const distance = (/** @type {string} */ one, /** @type {string} */ other) => {
    let row = [...Array(other.length + 1).keys()];
    for (let i = 0; i < one.length; i++) {
      const next = [i + 1];
      for (let j = 0; j < other.length; j++) next.push(Math.min(row[j] + Number(one[i] !== other[j]), row[j + 1] + 1, next[j] + 1));
      row = next;
    }
    return row[other.length];
  };
  /** The words of the glossary that are most like one that was typed. @param {string[][]} words */
  const findNear = (words, typed) => {
    const rated = words.map((forms) => [forms[0], Math.min(...typed.flatMap((word) => forms.flatMap(splitWords)
      .map((part) => distance(word, part.length > word.length + 2 ? part.slice(0, word.length) : part) / Math.max(word.length, 3))))]);
    return rated.filter(([, far]) => far <= 0.5).sort(([, one], [, other]) => one - other).slice(0, NEAR).map(([word]) => word);
  };
  const offer = (/** @type {string[]} */ words, again) => {
    near.replaceChildren(words.length ? "Did you mean one of these? " : "Try a shorter word, or one word less.");
    for (const word of words) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: word });
      button.addEventListener("click", () => { input.value = word; again(); input.focus(); });
      near.append(button, " ");
    }
  };
  /** Whole words only: "numb" must not answer to "number". */
  const isUrgent = (/** @type {string[]} */ typed, /** @type {string[]} */ warnings) =>
    typed.some((word) => warnings.includes(word) || warnings.includes(word.replace(/s$/, "")));

  /** The address keeps what was typed, where a browser lets it. */
  const keep = (/** @type {string} */ typed) => {
    const query = typed ? `?${new URLSearchParams({ q: typed })}` : "";
    try { history.replaceState(null, "", location.pathname + query); } catch { /* a file may not rename itself */ }
  };
  const step = (/** @type {KeyboardEvent} */ event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...list.querySelectorAll("a")];
    const here = stops.indexOf(document.activeElement);
    if (!way || here < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    stops[Math.min(Math.max(here + way, 0), stops.length - 1)].focus();
  };

  /** The box above the page has nothing to do here: whoever calls it, as the key "/" does, gets the large one. */
  const forward = (/** @type {any} */ small) => {
    small.tabIndex = -1;
    small.form.setAttribute("aria-hidden", "true");
    small.addEventListener("focus", () => input.focus());
  };

  const start = ({ rows, words, warnings }) => {
    const numbers = urgent.textContent.match(/\d+/g) ?? [];
    const alarming = [...warnings.map(fold), ...numbers];
    const answer = () => {
      const [typed, patterns] = [input.value.trim(), readWords(input.value)];
      const found = search(rows, patterns);
      const warned = isUrgent(splitWords(typed), alarming);
      list.replaceChildren(...found.slice(0, MOST).map((row) => show(row, patterns)));
      urgent.classList.toggle("up", warned);
      all.hidden = Boolean(typed);
      more.hidden = found.length <= MOST;
      more.textContent = `and ${found.length - MOST} more. One more word makes it fewer.`;
      near.hidden = found.length > 0 || !typed;
      if (!near.hidden) offer(findNear(words, splitWords(typed)), answer);
      const count = `${found.length === 1 ? "1 place" : `${found.length} places`} found.`;
      output.textContent = typed ? `${warned ? "Urgent help stands first. " : ""}${found.length ? count : "Nothing found."}` : "";
      keep(typed);
    };
    input.addEventListener("input", answer);
    form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.focus(); });
    document.querySelector("main").addEventListener("keydown", step);
    input.value = new URLSearchParams(location.search).get("q") ?? input.value;
    answer();
    for (const small of document.querySelectorAll(".masthead input[type=search]")) forward(small);
    input.focus({ preventScroll: true });
  };

  // A browser that cannot do this shows the page as it is without scripts.
  inflate(find("index").textContent).then(unpack).then(start, () => document.documentElement.classList.remove("live"));
}
