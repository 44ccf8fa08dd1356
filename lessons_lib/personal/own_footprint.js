// Your own footprint: the lines that Python found, a limit to move, and what three methods say. Stands after gate.js.

/** @typedef {{limit: number, numbers: string[], words: string[], print: string, cut: string, thirds: string,
 *   middle: string}} PrintStep  numbers and words: one for each method */
/** @typedef {{first: string[], meaning: string[], notes: string[], box: string, start: number,
 *   methods: [string, string][], steps: PrintStep[]}} Print  methods: name and range */
/** @typedef {{show(print: Print, title: string, own: boolean): void, node: HTMLElement}} PrintBoard */

const PRINT_PIECE = 2_000_000; // bytes of one message; a server takes ten million
const PRINT_SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string>} traits @param {...Node} children @returns {any} */
function printDraw(tag, traits, ...children) {
  const node = document.createElementNS(PRINT_SVG, tag);
  for (const [name, value] of Object.entries(traits)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {string[]} lines @param {string} className @returns {Node[]} a list, or nothing */
function printLines(lines, className) {
  const items = lines.map((textContent) => gateMake("li", { textContent }));
  return lines.length ? [gateMake("ul", { className }, ...items)] : [];
}

// --- the board: one print at the limit the slider stands at ----------------------------------------------------------

/** The outline, its middle third darker, and the lines across. @param {string} box @param {string} mark for ids */
function printPicture(box, mark) {
  const clip = printDraw("path", {});
  const [print, middle] = ["print", "middle"].map((name) => printDraw("path", { class: name, "fill-rule": "evenodd" }));
  middle.setAttribute("clip-path", `url(#${mark})`);
  const [thirds, cut] = ["thirds", "cut"].map((name) => printDraw("path", { class: name }));
  const svg = printDraw("svg", { viewBox: box, role: "img" }, printDraw("clipPath", { id: mark }, clip), print, middle, thirds, cut);
  const draw = (/** @type {PrintStep} */ step, /** @type {string} */ words) => {
    for (const node of [print, middle]) node.setAttribute("d", step.print);
    clip.setAttribute("d", step.middle);
    thirds.setAttribute("d", step.thirds);
    cut.setAttribute("d", step.cut);
    svg.setAttribute("aria-label", words);
  };
  return { node: svg, draw };
}

/** One mark for each limit, spoken as a count. @param {Print} print @param {number} method @param {number} at */
function printMarks(print, method, at) {
  const flat = print.steps.map(({ words }) => words[method] === "flat");
  const marks = flat.map((is, place) => gateMake("span", { className: place === at ? "mark here" : "mark", textContent: is ? "●" : "○" }));
  const row = gateMake("span", { className: "marks" }, ...marks);
  row.setAttribute("aria-hidden", "true");
  const count = `flat at ${flat.filter(Boolean).length} of ${flat.length} limits`;
  return gateMake("td", {}, row, gateMake("span", { className: "aloud", textContent: count }));
}

/** @param {any} said @param {Print} print @param {number} at */
function printTable(said, print, at) {
  const head = said.columns.map((/** @type {string} */ textContent) => gateMake("th", { scope: "col", textContent }));
  const rows = print.methods.map(([name, range], method) => {
    const { numbers, words } = print.steps[at];
    const number = gateMake("td", {}, gateMake("strong", { textContent: numbers[method] }), ` (${range})`);
    return gateMake("tr", {}, gateMake("th", { scope: "row", textContent: name }), number, gateMake("td", { textContent: words[method] }), printMarks(print, method, at));
  });
  const caption = gateMake("caption", { textContent: said.table });
  return [caption, gateMake("thead", {}, gateMake("tr", {}, ...head)), gateMake("tbody", {}, ...rows)];
}

/** The limit: a slider, and a button to either side of it. @param {any} said @param {(at: number) => void} moved */
function printLimit(said, moved) {
  const slider = gateMake("input", { type: "range", min: "0", step: "1" });
  const name = gateMake("span", { textContent: said.limit });
  const stands = gateMake("span", { className: "stands" });
  const ends = gateMake("span", { className: "ends" }, gateMake("span", { textContent: said.faint }), gateMake("span", { textContent: said.clear }));
  const turn = (/** @type {number} */ by) => { slider.value = String(Number(slider.value) + by); moved(Number(slider.value)); };
  const button = (/** @type {string} */ sign, /** @type {string} */ words, /** @type {number} */ by) => {
    const made = gateMake("button", { type: "button", className: "turn", textContent: sign });
    made.setAttribute("aria-label", words);
    made.addEventListener("click", () => turn(by));
    return made;
  };
  slider.addEventListener("input", () => moved(Number(slider.value)));
  const track = gateMake("div", { className: "track" }, button("−", said.lower, -1), slider, button("+", said.higher, 1));
  slider.setAttribute("aria-label", said.limit);
  const node = gateMake("div", { className: "limit" }, gateMake("p", { className: "name" }, name), track, ends, stands);
  const stand = (/** @type {number} */ at, /** @type {number} */ last, /** @type {string} */ words) => {
    Object.assign(slider, { max: String(last), value: String(at) });
    slider.setAttribute("aria-valuetext", words);
    stands.textContent = words;
  };
  return { node, stand };
}

/** What a screen reader hears when the limit moves. @param {Print} print @param {number} at @param {any} said */
function printSpoken(print, at, said) {
  const { limit, numbers, words } = print.steps[at];
  return `${limit} ${said.of}. ${print.methods.map(([name], place) => `${name} ${numbers[place]}: ${words[place]}.`).join(" ")}`;
}

/** Where a print is shown. @param {any} said @param {string} mark @returns {PrintBoard} */
function printBoard(said, mark) {
  const title = gateMake("p", { className: "title", tabIndex: -1 });
  const aloud = gateMake("p", { className: "aloud" });
  aloud.setAttribute("aria-live", "polite");
  const [before, around, after] = [gateMake("div"), gateMake("div", { className: "around" }), gateMake("div")];
  const table = gateMake("table");
  const node = gateMake("div", { className: "board" }, title, before, around, after, aloud);
  const show = (/** @type {Print} */ print, /** @type {string} */ words, /** @type {boolean} */ own) => {
    const picture = printPicture(print.box, mark);
    const move = (/** @type {number} */ at) => {
      const spoken = printSpoken(print, at, said);
      limit.stand(at, print.steps.length - 1, `${print.steps[at].limit} ${said.of}`);
      picture.draw(print.steps[at], `${words}. ${said.key}`);
      table.replaceChildren(...printTable(said, print, at));
      aloud.textContent = spoken;
    };
    const limit = printLimit(said, move);
    const key = gateMake("p", { className: "quiet", textContent: said.key });
    const drawing = gateMake("div", { className: "drawing" }, picture.node, key);
    const notes = [said.marks, said.brackets].map((textContent) => gateMake("p", { className: "quiet", textContent }));
    title.textContent = words;
    before.replaceChildren(...printLines(own ? print.first : [], "first"), ...print.meaning.slice(0, 1).map((textContent) => gateMake("p", { className: "meaning", textContent })));
    around.replaceChildren(drawing, gateMake("div", { className: "numbers" }, limit.node, table, ...notes));
    after.replaceChildren(...printLines([...print.meaning.slice(1), ...print.notes], "quiet"));
    move(print.start);
  };
  return { node, show };
}

// --- a picture of one's own: where Python runs -----------------------------------------------------------------------

/** The field for a file and what becomes of it. @param {any} said */
function printField(said) {
  const file = gateMake("input", { type: "file", accept: "image/*" });
  const label = gateMake("label", {}, gateMake("span", { className: "name", textContent: said.file }), file);
  const kinds = gateMake("p", { className: "quiet", textContent: said.kinds });
  const bar = gateMake("progress", { max: 1 });
  const step = gateMake("p", { className: "step" });
  const busy = gateMake("div", { className: "busy", hidden: true }, bar, step);
  bar.setAttribute("aria-label", said.reading);
  const trouble = gateMake("p", { className: "trouble" });
  trouble.setAttribute("role", "status");
  const node = gateMake("div", { className: "field", hidden: true }, label, kinds, busy, trouble);
  const work = (/** @type {string} */ words, /** @type {number|null} */ share) => {
    busy.hidden = !words;
    step.textContent = words;
    if (share === null) bar.removeAttribute("value"); else bar.value = share;
  };
  return { node, file, trouble, work };
}

/** Sends a file piece by piece, each when Python asks for it; forgets it after the last.
 * @param {any} model @param {any} said @param {ReturnType<typeof printField>} field */
function printSender(model, said, field) {
  /** @type {{file: File, at: number, answers: object}|null} */
  let sending = null;
  const stop = () => { sending = null; field.work("", 0); };
  const next = async () => {
    if (!sending) return;
    const { file, at, answers } = sending;
    const end = Math.min(at + PRINT_PIECE, file.size);
    field.work(end < file.size ? said.reading : said.measuring, end < file.size ? at / file.size : null);
    try {
      const bytes = await file.slice(at, end).arrayBuffer();
      if (sending?.file !== file) return;
      sending.at = end;
      model.send({ kind: "piece", first: at === 0, last: end === file.size, answers }, undefined, [bytes]);
    } catch { stop(); field.trouble.textContent = said.lost; }
  };
  const begin = (/** @type {File} */ file, /** @type {object} */ answers) => {
    sending = { file, at: 0, answers };
    field.trouble.textContent = "";
    next();
  };
  return { begin, next, stop, busy: () => sending !== null };
}

/** What appears once Python has answered: the form about warning signs, and behind it the field.
 * @param {any} here what Python said @param {any} parts */
function printOpen(here, { gateAt, closed, field, sender, board, first }) {
  const changed = () => {
    const shut = gate ? gate.closed("barefoot") : [here.gate.words.first];
    const refused = Boolean(gate?.state().closes.includes("barefoot"));
    closed.replaceChildren(...shut.map((/** @type {string} */ textContent) => gateMake("p", { textContent })));
    field.node.hidden = shut.length > 0;
    board.node.hidden = first.hidden = refused;
    if (shut.length) board.forget();
  };
  /** @type {any} */
  let gate = null;
  gate = drawGate(gateAt, here.gate, changed);
  changed();
  field.file.addEventListener("change", () => {
    const [file] = field.file.files;
    if (!file || sender.busy() || gate.closed("barefoot").length) return;
    if (file.size > here.most) field.trouble.textContent = here.heavy;
    else sender.begin(file, gate.answers());
    field.file.value = ""; // the page, too, lets go of it
  });
  return gate;
}

/** The board with the example and, if there is one, the print of one's own. @param {any} model @param {any} said @param {string} mark */
function printStage(model, said, mark) {
  const board = printBoard(said, mark);
  const again = gateMake("button", { type: "button", textContent: said.again, hidden: true });
  const node = gateMake("div", {}, board.node, again);
  const look = () => { example(); board.node.querySelector(".title").focus(); };
  const example = () => { again.hidden = true; board.show(model.get("example"), said.example, false); };
  const own = (/** @type {Print} */ print) => {
    board.show(print, said.own, true);
    again.hidden = false;
    board.node.querySelector(".title").focus();
  };
  const forget = () => { if (!again.hidden) example(); };
  again.addEventListener("click", look);
  example();
  return { node, own, forget, look };
}

/** @param {{model: any, el: HTMLElement}} view */
function render({ model, el }) {
  const said = model.get("said");
  const stage = printStage(model, said, `own-print-${document.querySelectorAll(".lesson-print").length}`);
  const field = printField(said);
  const sender = printSender(model, said, field);
  const first = gateMake("button", { type: "button", textContent: said.try, hidden: true }); // the form above it is long
  first.addEventListener("click", stage.look);
  const [gateAt, closed] = [gateMake("div"), gateMake("div", { className: "closed" })];
  const alone = gateMake("p", { className: "alone", textContent: said.alone });
  const care = gateMake("p", { className: "quiet care", textContent: said.care });
  const before = gateMake("div", { className: "before" }, gateMake("p", { className: "lead", textContent: said.before }), ...printLines(said.notice, "notice"));
  const root = gateMake("div", { className: "lesson-widget lesson-personal lesson-print" }, before, care, alone, first, gateAt, closed, field.node, stage.node);
  /** @type {any} */
  let gate = null;
  const open = (/** @type {any} */ news) => {
    alone.hidden = care.hidden = true;
    gate = printOpen(news, { gateAt, closed, field, sender, board: stage, first });
  };
  const hear = (/** @type {any} */ news) => {
    if (news.kind === "here" && !gate) open(news);
    if (news.kind === "next") sender.next();
    if (!["trouble", "print"].includes(news.kind) || !sender.busy()) return;
    sender.stop();
    if (news.kind === "trouble") field.trouble.textContent = news.trouble;
    else if (!gate.closed("barefoot").length) stage.own(news.print);
  };
  root.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation()); // JupyterLab has its own keys
  model.on("msg:custom", hear);
  el.append(root);
  model.send({ kind: "hello" }); // only Python answers; without it the example is all there is
  return () => { model.off("msg:custom", hear); gate?.stop(); };
}

export default { render };
