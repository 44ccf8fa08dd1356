// In braces, so that the minifier may shorten the names.
/**
 * A page as slides: the slideshow metadata of its cells says where one begins.
 * @typedef {{number: number, cells: any[], notes: string[]}} Stop  what one press shows; a fragment adds to what stood there
 */
{
  const { body, documentElement: root } = document;
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  const cells = /** @type {any[]} */ ([...document.querySelectorAll(".cell")]);

  /** @param {string} name @param {object} [traits] @param {...(Node|string)} children @returns {any} */
  const make = (name, traits, ...children) => {
    const element = Object.assign(document.createElement(name), traits);
    element.append(...children);
    return element;
  };
  const makeButton = (/** @type {string} */ textContent, /** @type {() => void} */ onclick, traits = {}) =>
    make("button", { type: "button", textContent, onclick, ...traits });
  const sanitised = (/** @type {string} */ name, /** @type {string} */ innerHTML, traits = {}) => make(name, { innerHTML, ...traits }); // by Python

  const stops = cells.reduce((/** @type {Stop[]} */ found, cell) => {
    const { slide = "-", note } = cell.dataset;
    const last = found.at(-1);
    if (slide === "skip") return found;
    if (last && slide === "notes") last.notes.push(cell.textContent);
    else if (!last || slide.endsWith("slide")) found.push({ number: (last?.number ?? 0) + 1, cells: [cell], notes: [] });
    else if (slide === "fragment") found.push({ number: last.number, cells: [...last.cells, cell], notes: [...last.notes] });
    else last.cells.push(cell);
    if (note) found.at(-1)?.notes.push(note);
    return found;
  }, []);

  // -- asking the room ----------------------------------------------------------------------------------------------------

  const ROUNDS = ["first", "after talking"];
  const ENOUGH = 10; // people, below which a percentage only sounds exact
  const letterOf = (/** @type {number} */ place) => "ABCDEFGH"[place];

  const packed = JSON.parse(document.getElementById("lesson-state")?.textContent ?? "null");
  const findQuestion = (/** @type {Element} */ cell) => {
    const { state, shared } = packed?.models[/** @type {any} */ (cell.querySelector("[data-model]"))?.dataset.model] ?? {};
    return state?.question ?? packed?.shared[shared?.question];
  };
  const canPoll = (/** @type {Element} */ cell) => findQuestion(cell)?.options;

  /** @param {any} question @param {Element} cell */
  const makePoll = ({ id, stem, many, options, explanation }, cell) => {
    const rows = options.map(({ text, right }, place) => {
      const hands = ROUNDS.map((round) => make("input", { type: "number", className: "number", min: 0, oninput: () => paint(), ariaLabel: `${letterOf(place)}, ${round}: how many hands?` }));
      const splits = ROUNDS.map(() => make("p", { className: "split" }));
      const words = sanitised("p", text);
      if (right) words.append(make("strong", { className: "told", textContent: "✓ This fits." }));
      return { hands, splits, node: make("li", { className: "option" }, make("b", { textContent: letterOf(place) }), words, ...hands, ...splits) };
    });
    const said = make("p", { role: "status" });
    const sumUp = (/** @type {string} */ name, /** @type {number} */ round) => {
      const counts = rows.map(({ hands }) => Math.max(0, Math.floor(hands[round].valueAsNumber) || 0));
      const all = counts.reduce((sum, each) => sum + each);
      rows.forEach(({ splits }, place) => {
        const share = `${Math.round(100 * counts[place] / (all || 1))}%`;
        splits[round].style.setProperty("--share", share);
        splits[round].textContent = `${name}: ${counts[place]}${many || all < ENOUGH ? "" : `, ${share}`}`;
      });
      return `${name}: ${all} ${many ? "hands" : "answered"}`;
    };
    const paint = () => {
      const { open, again } = dialog.dataset;
      const sums = ROUNDS.map(sumUp);
      said.textContent = open ? sums.slice(0, again ? 2 : 1).join(" · ") : "";
      split.textContent = open ? "Hide the split" : "Show the split";
    };
    /** What is seen by now; the style sheet hides the rest. @param {object} news */
    const turn = (news) => { Object.assign(dialog.dataset, news); paint(); };
    const split = makeButton("", () => turn({ open: dialog.dataset.open ? "" : "yes", shown: "yes" }));
    const again = makeButton("Ask again, after talking", () => { turn({ open: "", again: "yes" }); rows[0].hands[1].focus(); }, { className: "again" });
    const show = makeButton("Show the answer", () => turn({ told: "yes" }), { className: "show" });
    const picture = /** @type {any} */ (cell.querySelector(".picture")?.cloneNode(true) ?? "");
    if (picture) picture.querySelectorAll(".marker").forEach((marker, place) => { marker.removeAttribute("data-mark"); marker.textContent = letterOf(place); });
    const dialog = make("dialog", { className: "poll" }, make("div", { className: "lesson-widget lesson-quiz" }, sanitised("h2", stem, { id: `poll-${id}` }), picture,
      make("p", { textContent: `${many ? "More than one may fit. " : ""}How many hands for each?` }), make("ol", {}, ...rows.map(({ node }) => node)), said,
      sanitised("div", explanation, { className: "told" }), make("p", { className: "row" }, split, again, show, makeButton("Close", () => dialog.close()))));
    dialog.setAttribute("aria-labelledby", `poll-${id}`);
    paint();
    body.append(dialog);
    return dialog;
  };

  const polls = new Map();
  const openPoll = () => {
    const cell = stops[at].cells.find(canPoll);
    if (!cell) return;
    if (!polls.has(cell)) polls.set(cell, makePoll(findQuestion(cell), cell)); // kept: the first hands wait while people talk
    polls.get(cell).showModal();
  };

  // -- one slide at a time ------------------------------------------------------------------------------------------------

  let at = -1; // the stop that is shown
  let came = { at: -1, top: 0 };

  const count = make("p", { ariaHidden: "true" });
  const spoken = make("p", { className: "aloud", role: "status" });
  const notes = make("aside", { className: "presenter", hidden: true, ariaLabel: "Presenter notes" });

  /** What is a little too tall is set a little smaller; what is far too tall scrolls. */
  const fit = () => {
    for (let size = 1; size >= 0.7; size -= 0.05) {
      root.style.setProperty("--fit", String(size));
      if (main.scrollHeight <= main.clientHeight) return;
    }
    root.style.removeProperty("--fit");
  };
  const show = (/** @type {number} */ wanted) => {
    at = Math.min(stops.length - 1, Math.max(0, wanted));
    const { number, cells: shown, notes: told } = stops[at];
    for (const cell of cells) cell.toggleAttribute("data-shown", shown.includes(cell));
    const last = stops.at(-1)?.number;
    count.textContent = `${number} / ${last}`;
    spoken.textContent = `Slide ${number} of ${last}`;
    notes.textContent = told.join("\n") || "No note for this slide.";
    ask.hidden = !shown.some(canPoll);
    history.replaceState(null, "", `#slide=${number}`);
    fit();
    main.scrollTop = 0;
    const start = shown[0].querySelector("h1, h2, h3") ?? shown[0];
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
  };
  const go = (/** @type {number} */ way) => () => show(at + way);
  /** Through a slide that is taller than the window first. @param {number} way */
  const read = (way) => () => {
    const left = way > 0 ? main.scrollHeight - main.clientHeight - main.scrollTop : main.scrollTop;
    if (left > 4) main.scrollBy({ top: way * main.clientHeight * 0.8, behavior: "instant" });
    else show(at + way);
  };
  const toggleNotes = () => { notes.hidden = !notes.hidden; };
  const fill = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.())?.catch(() => {}); // may be refused
  const blacken = () => { spoken.textContent = body.toggleAttribute("data-black") ? "The screen is black. Any key brings it back." : ""; };

  const enter = (wanted = -1) => {
    const here = stops.findLastIndex(({ cells: [first] }) => first.getBoundingClientRect().top < 60);
    came = { at: wanted < 0 ? Math.max(0, here) : -1, top: stops[Math.max(0, here)].cells[0].getBoundingClientRect().top };
    body.dataset.classroom = "";
    show(Math.max(wanted, came.at));
  };
  const leave = () => {
    const [first] = stops[at].cells;
    const stay = at === came.at;
    at = -1;
    delete body.dataset.classroom;
    history.replaceState(null, "", location.pathname + location.search);
    scrollBy({ top: first.getBoundingClientRect().top - (stay ? came.top : 24), behavior: "instant" });
  };

  // -- keys, clickers and fingers -----------------------------------------------------------------------------------------

  /** @type {Record<string, () => void>} */
  const KEYS = {
    ArrowRight: go(1), ArrowDown: read(1), PageDown: read(1), " ": read(1), Enter: read(1),
    ArrowLeft: go(-1), ArrowUp: read(-1), PageUp: read(-1), Home: () => show(0), End: () => show(stops.length - 1),
    Escape: leave, F5: fill, f: fill, b: blacken, ".": blacken, n: toggleNotes, p: openPoll,
  };
  const CONTROL = "input, select, textarea, [contenteditable]";
  /** Single keys can be switched off, for people who speak to their computer. */
  const keysAct = () => {
    try { return localStorage.getItem("lesson-keys") !== "off"; } catch { return true; }
  };
  /** @param {any} event @returns {(() => void)|undefined} */
  const findAct = ({ key, target, shiftKey }) => {
    if ("black" in body.dataset) return blacken;
    if (key === "Escape" && document.querySelector(".lesson-tip:not([hidden])")) return; // closes the tip
    if (/^( |Enter)$/.test(key) && target.closest(`${CONTROL}, button, summary, a`)) return;
    if (target.closest(CONTROL) && !/^(Page|Esc|F5)/.test(key)) return; // a clicker sends those
    if (/^\S$/.test(key) && !keysAct()) return;
    return key === " " && shiftKey ? read(-1) : KEYS[key];
  };
  /** Before the widgets, which let no key pass. @param {KeyboardEvent} event */
  const onKey = (event) => {
    const busy = at < 0 || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]");
    const act = busy ? null : findAct(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  /** @type {Touch|null} */ let finger = null;
  const onTouch = (/** @type {any} */ { touches, target }) => { finger = touches[1] || target.closest(`${CONTROL}, .table`) ? null : touches[0]; };
  const onLift = (/** @type {TouchEvent} */ { changedTouches: [end] }) => {
    if (at < 0 || !finger) return;
    const [x, y] = [end.clientX - finger.clientX, end.clientY - finger.clientY];
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) show(at - Math.sign(x));
  };

  /** A link to another slide, or an address that somebody typed. */
  const follow = () => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const number = Number(/^slide=(\d+)$/.exec(wanted)?.[1]);
    const cell = document.getElementById(wanted)?.closest(".cell");
    const found = stops.findIndex((stop) => stop.number === number || stop.cells.includes(cell));
    if (found >= 0 && (number || at >= 0)) (at < 0 ? enter : show)(found);
  };

  const ask = makeButton("Poll", openPoll, { title: "p" });
  if (cells.some((cell) => cell.dataset.slide)) {
    body.append(make("nav", { className: "slidebar", ariaLabel: "Slides" }, makeButton("‹", go(-1), { ariaLabel: "Slide before" }), count,
      makeButton("›", go(1), { ariaLabel: "Next slide" }), ask, makeButton("Notes", toggleNotes, { title: "n" }), makeButton("Full screen", fill, { title: "f" }),
      makeButton("Leave", leave, { title: "Esc" }), spoken), notes);
    const act = () => enter();
    document.querySelector(".tools")?.append(makeButton("Slides", act));
    document.dispatchEvent(new CustomEvent("lessons:shortcut", { detail: { key: "c", words: "slides for a class", act } }));
    document.addEventListener("keydown", onKey, true);
    main.addEventListener("touchstart", onTouch, { passive: true });
    main.addEventListener("touchend", onLift);
    addEventListener("hashchange", follow);
    addEventListener("resize", () => { if (at >= 0) fit(); });
    follow();
  }
}
