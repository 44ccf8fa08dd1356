// The quiz and prediction card. Python has computed every answer and sanitised every text; this page only asks.

/** @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(name: string, call: () => void): void, off(name: string, call: () => void): void}} Model */
/** @typedef {{text: string, right: boolean, feedback: string}} Option texts are sanitised HTML */
/** @typedef {{node: HTMLElement, read(): any, write(answer: any): void, mark(seen: Seen): void}} Controls */
/** @typedef {{answer: any, checked: boolean, open: boolean}} Seen what is answered, judged, and laid open */
/** @typedef {{right: boolean, answer?: any, note?: string, complaint?: string}} Grade */

const CLOSE = { close: "Close.", low: "Your guess is lower.", high: "Your guess is higher." };

/** @param {string} tag @param {object} traits @param {...(Node|string)} children @returns {any} */
function make(tag, traits = {}, ...children) {
  const node = Object.assign(document.createElement(tag), traits);
  node.append(...children);
  return node;
}

/** Shows HTML that lessons_lib.markup has sanitised. @param {string} tag @param {string} html @param {string} className */
function sanitised(tag, html, className = "") {
  return Object.assign(document.createElement(tag), { className, innerHTML: html });
}

/** A verdict; the style sheet sets a tick or a mark before it. @param {"right"|"wrong"} kind @param {string} textContent */
function judged(kind, textContent) {
  return make("strong", { className: `judged ${kind}`, textContent });
}

/** A place whose words a screen reader speaks when they change. @param {string} className */
function spoken(className) {
  const node = make("div", { className, tabIndex: -1 });
  node.setAttribute("aria-live", "polite");
  return node;
}

/** A button; without `pressed` it submits. @param {string} className @param {string} words @param {() => void} [pressed] */
function button(className, words, pressed) {
  const node = make("button", { type: pressed ? "button" : "submit", className, textContent: words });
  if (pressed) node.addEventListener("click", pressed);
  return node;
}

/** Shows a button or hides it; a hand that stood on it moves on, and the page stays where it is.
 * @param {HTMLElement} node @param {boolean} wanted @param {HTMLElement} next */
function offer(node, wanted, next) {
  const held = node.matches(":focus");
  node.hidden = !wanted;
  if (held && !wanted) next.focus({ preventScroll: true });
}

/** Keeps what the learner did. @param {Model} model @param {object} news @param {object} [others] */
function respond(model, news, others = {}) {
  const changes = { response: { ...model.get("response"), ...news }, ...others };
  for (const [name, value] of Object.entries(changes)) model.set(name, value);
  model.save_changes();
}

/** @param {Model} model @param {any} written what stands in the controls @param {Grade} graded */
function attempt(model, written, { answer, right }) {
  const { hints = 0, shown = false } = model.get("response");
  const attempts = [...model.get("attempts"), { answer, right, hints, shown }];
  respond(model, { answer: written }, { checked: true, attempts });
}

/** @param {HTMLElement} place @param {string} complaint */
function complain(place, complaint) {
  fill(place, complaint, () => [make("p", { textContent: complaint })]);
}

/** @param {HTMLElement} node @param {any} key @param {() => (Node|string)[]} contents filled anew only when the key differs */
function fill(node, key, contents) {
  const written = JSON.stringify(key);
  if (node.dataset.key === written) return;
  node.dataset.key = written;
  node.replaceChildren(...contents());
}

/** @param {any} question @param {number} place @param {string} found how a right option is called @returns {any} */
function optionRow(question, place, found) {
  const box = make("input", { type: question.many ? "checkbox" : "radio", name: question.id, value: String(place) });
  const said = spoken("said");
  const label = make("label", {}, box, sanitised("span", question.options[place].text));
  return { node: make("div", { className: "option" }, label, said), box, said, found };
}

/** Says beside an option what there is to say. @param {any} row @param {Option} option @param {Seen} seen */
function markOption(row, option, seen) {
  const chosen = seen.checked && row.box.checked;
  const told = chosen || (seen.open && option.right);
  const kind = option.right ? "right" : "wrong";
  const word = seen.open && option.right ? row.found : option.right ? "Right." : "Not quite.";
  row.node.dataset.mark = told ? kind : "";
  fill(row.said, told && word, () => (told ? [judged(kind, word), " ", sanitised("span", option.feedback)] : []));
}

/** @param {any} question @param {string} found @returns {Controls} */
function choiceControls(question, found) {
  /** @type {any[]} */ const rows = question.options.map((_, /** @type {number} */ place) => optionRow(question, place, found));
  const help = question.many ? [make("p", { className: "quiet", textContent: "More than one may fit." })] : [];
  const stem = sanitised("legend", question.stem);
  return {
    node: make("fieldset", {}, stem, ...help, ...rows.map((row) => row.node)),
    read: () => rows.flatMap((row, place) => (row.box.checked ? [place] : [])),
    write: (answer) => rows.forEach((row, place) => { row.box.checked = (answer ?? []).includes(place); }),
    mark: (seen) => rows.forEach((row, place) => markOption(row, question.options[place], seen)),
  };
}

/** @param {any} question @returns {Controls} */
function numberControls(question) {
  const box = make("input", { type: "text", inputMode: "decimal", autocomplete: "off", className: "number" });
  box.setAttribute("aria-label", question.label);
  const row = make("div", { className: "row" }, box, make("span", { textContent: question.unit }));
  return {
    node: make("fieldset", {}, sanitised("legend", question.stem), row),
    read: () => box.value,
    write: (answer) => { if (box.value !== (answer ?? "")) box.value = answer ?? ""; },
    mark: () => {},
  };
}

/** A slider and a number box that hold the same guess. @param {any} question @returns {Controls} */
function guessControls(question) {
  const { low, high, step, start, unit, label } = question;
  const [slider, box] = ["range", "number"].map((type) => make("input", { type, min: low, max: high, step, className: type }));
  for (const input of [slider, box]) input.setAttribute("aria-label", label);
  const write = (/** @type {any} */ answer) => {
    slider.value = String(answer ?? start);
    if (!box.matches(":focus")) box.value = String(answer ?? start); // a hand that types is left alone
  };
  const held = () => Math.min(high, Math.max(low, box.value === "" ? slider.valueAsNumber : box.valueAsNumber));
  slider.addEventListener("input", () => { box.value = slider.value; });
  box.addEventListener("change", () => { box.value = String(held()); });
  const row = make("div", { className: "row" }, slider, box, make("span", { textContent: unit }));
  return { node: make("fieldset", {}, sanitised("legend", question.stem), row), read: held, write, mark: () => {} };
}

/** @param {any} question @param {number[]} chosen @returns {Grade} */
function gradeChoice(question, chosen) {
  if (!chosen?.length) return { right: false, complaint: question.many ? "Choose at least one." : "Choose one first." };
  const all = question.options.flatMap((/** @type {Option} */ { right }, /** @type {number} */ place) => (right ? [place] : []));
  const hits = chosen.filter((place) => all.includes(place)).length;
  const right = hits === all.length && hits === chosen.length;
  const extra = chosen.length - hits;
  const more = extra ? ` ${extra} you chose ${extra === 1 ? "does" : "do"} not fit.` : "";
  return { right, answer: chosen, note: question.many && !right ? `You found ${hits} of ${all.length} that fit.${more}` : "" };
}

/** @param {string} text @param {string[]} units @returns {{value?: number, complaint?: string}} */
function readNumber(text, units) {
  const found = /^\s*([-+\u2212]?\s*(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*(.*?)\s*$/.exec(text ?? "");
  if (!found) return { complaint: "Write a number first, such as 2.5 or 2,5." };
  if (found[2] && !units.includes(found[2].toLowerCase()))
    return { complaint: units.length ? `Write the number alone, or as ${units[0]}.` : "Write the number alone." };
  return { value: Number(found[1].replace(/\s/g, "").replace("\u2212", "-").replace(",", ".")) };
}

/** @param {any} question @param {string} text @returns {Grade} */
function gradeNumber(question, text) {
  const { value, complaint } = readNumber(text, question.units);
  if (value === undefined) return { right: false, complaint };
  const right = Math.abs(value - question.answer) <= question.tolerance * (1 + 1e-9);
  const trap = question.traps.find((/** @type {any} */ each) => Math.abs(value - each.value) <= each.tolerance);
  const { feedback } = question;
  const missed = trap?.feedback ?? (value < question.answer ? feedback.low : feedback.high);
  return { right, answer: value, note: right ? feedback.right : missed };
}

/** @param {Model} model @param {() => void} paint @returns {{node: HTMLElement, paint(opened: number): void}} */
function hintSteps(model, paint) {
  const hints = model.get("question").hints;
  const list = spoken("hints");
  const next = button("plain", "", () => {
    respond(model, { hints: Math.min(hints.length, (model.get("response").hints ?? 0) + 1) });
    paint();
  });
  const show = (/** @type {number} */ opened) => {
    fill(list, opened, () => hints.slice(0, opened).map((/** @type {string} */ hint) => sanitised("p", hint)));
    next.textContent = `Hint ${opened + 1} of ${hints.length}`;
    offer(next, opened < hints.length, list);
  };
  return { node: make("div", {}, list, next), paint: show };
}

/** What stands below the controls after a check. @param {any} question @param {Grade} grade @param {boolean} shown */
function verdictOf(question, grade, shown) {
  const why = sanitised("div", question.explanation, "why");
  const word = grade.right ? judged("right", "Right.") : judged("wrong", "Not quite.");
  const told = grade.note ? [make("p", {}, word, " ", sanitised("span", grade.note))] : []; // else it stands beside the option
  if (grade.right) return [...told, why];
  if (shown) return [make("p", { textContent: question.shown ? `The answer is ${question.shown}.` : "It is marked above." }), why];
  return [...told, make("p", { className: "quiet", textContent: "Change your answer and check again, or ask to see it." })];
}

/** @param {Model} model @returns {{node: HTMLElement, paint(): void}} */
function checkCard(model) {
  const question = model.get("question");
  const controls = question.options ? choiceControls(question, "This fits.") : numberControls(question);
  const grade = question.options ? gradeChoice : gradeNumber;
  const verdict = spoken("verdict");
  const hints = hintSteps(model, () => paint());
  const show = button("plain", "Show me", () => {
    respond(model, { shown: true });
    paint();
  });
  const paint = () => {
    const [response, checked] = [model.get("response"), model.get("checked")];
    const graded = grade(question, response.answer);
    controls.write(response.answer);
    controls.mark({ answer: response.answer, checked, open: Boolean(checked && response.shown) });
    hints.paint(response.hints ?? 0);
    const state = checked && [response.answer, Boolean(response.shown)];
    fill(verdict, state, () => (checked ? verdictOf(question, graded, response.shown) : []));
    offer(show, checked && !graded.right && !response.shown, verdict);
  };
  const check = () => {
    const graded = grade(question, controls.read());
    if (graded.complaint) return complain(verdict, graded.complaint);
    attempt(model, controls.read(), graded);
    paint();
  };
  const buttons = make("div", { className: "row" }, button("primary", "Check"), show);
  const node = card("Check yourself", question, [controls.node, hints.node, buttons, verdict], check);
  controls.node.addEventListener("input", () => {
    respond(model, { answer: controls.read() }, { checked: false });
    paint();
  });
  return { node, paint };
}

/** @param {string} eyebrow @param {any} question @param {HTMLElement[]} parts @param {() => void} submitted */
function card(eyebrow, question, parts, submitted) {
  const above = make("p", { className: "eyebrow", textContent: eyebrow });
  const form = make("form", { className: "card", noValidate: true }, above, ...parts);
  form.setAttribute("aria-label", `${eyebrow}: ${question.id}`);
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); submitted(); });
  return form;
}

/** @param {string} className @param {number} share of the way from left to right @param {string} words */
function pin(className, share, words) {
  const label = make("span", { className: "label", textContent: words });
  const node = make("span", { className: `pin ${className}` }, make("span", { className: "dot" }), label);
  node.style.left = `${100 * share}%`;
  label.style.transform = `translateX(${-100 * share}%)`; // keeps the words on the line at both ends
  return node;
}

/** The guess and the answer on one line; the words below say the same. @param {any} question @param {number} guess */
function scale(question, guess) {
  const share = (/** @type {number} */ value) => (value - question.low) / (question.high - question.low);
  const line = make("div", { className: "scale" }, make("span", { className: "track" }),
    pin("guess", share(guess), `your guess ${guess}${question.suffix}`), pin("found", share(question.answer), question.shown));
  line.setAttribute("aria-hidden", "true");
  const ends = [question.low, question.high].map((end) => make("span", { textContent: `${end}${question.suffix}` }));
  return make("div", { className: "compared" }, line, make("div", { className: "ends" }, ...ends));
}

/** @param {any} question @param {any} guess @returns {Grade & {how?: "close"|"low"|"high"}} */
function gradeGuess(question, guess) {
  if (question.options) return gradeChoice(question, guess);
  const close = Math.abs(guess - question.answer) <= question.close_within * (1 + 1e-9);
  return { right: close, answer: guess, how: close ? "close" : guess < question.answer ? "low" : "high" };
}

/** @param {any} question @param {any} guess @returns {Node[]} */
function comparison(question, guess) {
  const why = sanitised("div", question.explanation, "why");
  const { right, how } = gradeGuess(question, guess);
  if (!how) return [why]; // options carry their own words
  const words = make("p", { textContent: `You guessed ${guess}${question.suffix}. It is ${question.shown}.` });
  const note = make("p", {}, judged(right ? "right" : "wrong", CLOSE[how]), " ", sanitised("span", question.feedback[how]));
  return [scale(question, guess), words, note, why];
}

/** @param {Model} model @param {HTMLElement} el @returns {{node: HTMLElement, paint(): void}} */
function predictCard(model, el) {
  const question = model.get("question");
  const controls = question.options ? choiceControls(question, "What was found.") : guessControls(question);
  const [told, result] = [spoken("told"), spoken("verdict")];
  const warning = make("p", { className: "quiet", textContent: "Once locked in, a guess stays as it is." });
  const lock = button("primary", "Lock in my guess");
  const compare = button("primary", `Compare with ${question.against}`, () => {
    respond(model, { compared: true });
    paint();
    result.focus({ preventScroll: true });
  });
  const paint = () => {
    const response = model.get("response");
    const committed = model.get("checked") && response.answer !== undefined; // a restored state may come in pieces
    const compared = Boolean(committed && response.compared);
    controls.write(response.answer);
    controls.mark({ answer: response.answer, checked: compared, open: compared });
    controls.node.disabled = committed;
    warning.hidden = committed;
    compare.hidden = !committed || compared;
    lock.hidden = committed;
    fill(told, committed && response.answer, () => (committed ? thenWords(question, response.answer) : []));
    fill(result, compared && response.answer, () => (compared ? comparison(question, response.answer) : []));
    if (committed) commit(el, question.id);
  };
  const guessed = () => {
    const graded = gradeGuess(question, controls.read());
    if (graded.complaint) return complain(told, graded.complaint);
    attempt(model, controls.read(), graded);
    paint();
    compare.focus({ preventScroll: true }); // the controls are closed now, so the hand goes on from here
  };
  const [locking, comparing] = [lock, compare].map((each) => make("div", { className: "row" }, each));
  const parts = [controls.node, warning, locking, told, comparing, result];
  controls.node.addEventListener("input", () => {
    respond(model, { answer: controls.read() });
    paint();
  });
  return { node: card("Predict first", question, parts, guessed), paint };
}

/** @param {any} question @param {any} guess */
function thenWords(question, guess) {
  const named = question.options ? question.options[guess[0]].words : `${guess}${question.suffix}`;
  return [make("p", { textContent: `Your guess is locked in: ${named}.` }), sanitised("p", question.then, "then")];
}

/** Tells the page that a guess is locked in, once. @param {HTMLElement} el @param {string} id */
function commit(el, id) {
  if ("committed" in el.dataset) return;
  el.dataset.committed = "";
  onPage(el, () => el.dispatchEvent(new CustomEvent("lesson:committed", { bubbles: true, composed: true, detail: { id } })));
}

/** Waits some frames until an element stands on the page. @param {HTMLElement} el @param {() => void} act @param {number} tries */
function onPage(el, act, tries = 120) {
  if (el.isConnected) act();
  else if (tries) requestAnimationFrame(() => onPage(el, act, tries - 1));
}

/** Hides the readable form that stands before the card. @param {HTMLElement} el @param {string} id */
function hideStill(el, id) {
  for (let around = el.parentElement; around; around = around.parentElement) {
    const stills = [...around.querySelectorAll(`.lesson-quiz-still[data-question="${CSS.escape(id)}"]`)];
    const before = stills.filter((still) => still.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (before.length) return Object.assign(before[before.length - 1], { hidden: true });
  }
}

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  const question = model.get("question");
  el.classList.add("lesson-widget", "lesson-quiz");
  Object.assign(el.dataset, { question: question.id, kind: question.type });
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  el.addEventListener("keydown", stop);
  const { node, paint } = question.type === "predict" ? predictCard(model, el) : checkCard(model);
  el.append(node);
  paint();
  onPage(el, () => hideStill(el, question.id));
  const names = ["change:response", "change:checked"];
  for (const name of names) model.on(name, paint);
  return () => {
    for (const name of names) model.off(name, paint);
    el.removeEventListener("keydown", stop);
    node.remove();
  };
}

export default { render };
