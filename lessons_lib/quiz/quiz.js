// The quiz and prediction card, on what card.js has. Python has computed every answer and sanitised every text.

/** @typedef {{text: string, right: boolean, feedback: string}} Option texts are sanitised HTML */
/** @typedef {{node: HTMLElement, read(): any, write(answer: any): void, mark(seen: Seen): void}} Controls */
/** @typedef {{answer: any, checked: boolean, open: boolean}} Seen what is answered, judged, and laid open */
/** @typedef {{node: HTMLElement, said: HTMLElement}} Piece a part of a question with what is said about it */
/** @typedef {{right: boolean, answer?: any, note?: string, complaint?: string}} Grade */

/** What it says about a learner to have been unsure, fairly sure or certain of a verdict. */
const FIT = {
  right: ["You called it a guess, and it fits. You know more than you thought.", "You were fairly sure, and it fits.", "You were certain, and it fits."],
  wrong: ["You called it a guess, so you knew that you did not know.", "You were fairly sure. This one is worth a second look.", "You were certain. Remember this one: being sure is not the same as being right."],
};
const LETTERS = "ABCDEFGH";
const CLOSE = { close: "Close.", low: "Your guess is lower.", high: "Your guess is higher." };

/** @param {Model} model @param {any} written what stands in the controls @param {Grade} graded */
function attempt(model, written, { answer, right }) {
  const { hints = 0, shown = false } = model.get("response");
  const attempts = [...model.get("attempts"), { answer, right, hints, shown }];
  respond(model, { answer: written }, { checked: true, attempts });
}

/** @param {any} question @param {number} place @param {string} found how a right option is called @returns {any} */
function optionRow(question, place, found) {
  const box = make("input", { type: question.many ? "checkbox" : "radio", name: question.id, value: String(place) });
  const said = spoken("said");
  const label = make("label", {}, box, sanitised("span", question.options[place].text));
  return { node: make("div", { className: "option" }, label, said), box, said, found };
}

/** Says below a piece what there is to say, and marks it; without a kind it is left unmarked.
 * @param {Piece} piece @param {""|"right"|"wrong"} kind @param {string} word @param {string} [feedback] sanitised HTML */
function tell({ node, said }, kind, word, feedback = "") {
  node.dataset.mark = kind;
  fill(said, kind && [word, feedback], () => (kind ? [judged(kind, word), " ", sanitised("span", feedback)] : []));
}

/** Says beside an option what there is to say. @param {any} row @param {Option} option @param {Seen} seen */
function markOption(row, option, seen) {
  const chosen = seen.checked && row.box.checked;
  const told = chosen || (seen.open && option.right);
  const word = seen.open && option.right ? row.found : option.right ? "Right." : "Not quite.";
  tell(row, !told ? "" : option.right ? "right" : "wrong", word, option.feedback);
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

/** @param {...(Node|string)} children @returns {Piece} */
function piece(...children) {
  const said = make("div", { className: "said" });
  return { node: make("div", { className: "piece" }, ...children, said), said };
}

/** An item with buttons that move it. @param {any} item @param {(step: number) => void} move */
function orderRow(item, move) {
  const place = make("span", { className: "place" });
  const mover = (/** @type {string} */ sign, /** @type {string} */ way, /** @type {number} */ step) => {
    const node = button("mover", sign, () => move(step));
    node.setAttribute("aria-label", `Move “${item.words}” ${way}`);
    return node;
  };
  const [up, down] = [mover("↑", "up", -1), mover("↓", "down", 1)];
  const inside = piece(make("div", { className: "row" }, place, sanitised("span", item.text, "text"), up, down));
  return { node: make("li", {}, inside.node), piece: inside, place, up, down, item };
}

/** A list that two buttons beside each item put into order. @param {any} question @returns {Controls} */
function orderControls(question) {
  const [list, heard] = [make("ol", { className: "pieces" }), spoken("aloud")];
  /** @type {any[]} */ const rows = question.items.map((/** @type {any} */ item, /** @type {number} */ which) => orderRow(item, (step) => move(rows[which], step)));
  const read = () => [...list.children].map((node) => rows.findIndex((row) => row.node === node));
  const number = () => read().forEach((which, place) => {
    rows[which].place.textContent = String(place + 1);
    rows[which].up.setAttribute("aria-disabled", String(place === 0)); // not disabled, or it would lose the hand on it
    rows[which].down.setAttribute("aria-disabled", String(place === rows.length - 1));
  });
  const move = (/** @type {any} */ row, /** @type {number} */ step) => {
    const place = [...list.children].indexOf(row.node) + step;
    const other = list.children[place];
    if (!other) return;
    row.node[step < 0 ? "after" : "before"](other); // the neighbour moves, so that the hand stays where it is
    number();
    heard.textContent = `${row.item.words}: now place ${place + 1} of ${rows.length}.`;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const write = (/** @type {number[]} */ answer) => {
    const wanted = answer ?? question.start;
    if (String(read()) !== String(wanted)) list.append(...wanted.map((/** @type {number} */ which) => rows[which].node));
    number();
  };
  const ends = question.ends.map((/** @type {string} */ end, /** @type {number} */ place) => make("p", { className: "end" }, place ? "Last: " : "First: ", sanitised("span", end)));
  write(question.start);
  return {
    node: make("fieldset", {}, sanitised("legend", question.stem), ends[0], list, ends[1], heard),
    read,
    write,
    mark: (seen) => read().forEach((which, place) => markItem(rows[which], which, place, seen)),
  };
}

/** @param {any} row @param {number} which its right place @param {number} place where it stands @param {Seen} seen */
function markItem(row, which, place, seen) {
  if (!seen.checked) return tell(row.piece, "", "");
  if (which === place) return tell(row.piece, "right", "In its place.", row.item.feedback);
  if (seen.open) return tell(row.piece, "wrong", `Its place is ${which + 1}.`, row.item.feedback);
  tell(row.piece, "wrong", "Not quite.", `It belongs further ${which < place ? "up" : "down"}.`);
}

/** A list to choose from for one part. @param {any} question @param {number} place */
function picker(question, place) {
  const part = question.parts[place];
  const options = part.options.map((/** @type {any} */ option, /** @type {number} */ value) => make("option", { value, textContent: option.words }));
  const select = make("select", {}, make("option", { value: "", textContent: "Choose…" }), ...options);
  const label = question.sentence ? [] : [make("label", {}, sanitised("span", part.label), select)];
  const { node, said } = piece(...label);
  if (question.sentence) select.setAttribute("aria-label", `${part.label} of ${question.parts.length}`);
  said.id = `${question.id}-said-${place}`;
  select.setAttribute("aria-describedby", said.id);
  return { select, part, named: question.sentence ? `${part.label}: ` : "", node, said };
}

/** Lists beside what they belong to, or in the gaps of a sentence. @param {any} question @returns {Controls} */
function pickControls(question) {
  /** @type {any[]} */ const picks = question.parts.map((_, /** @type {number} */ place) => picker(question, place));
  const between = (question.sentence ?? []).flatMap((/** @type {string} */ html, /** @type {number} */ place) => [sanitised("span", html), ...(picks[place] ? [picks[place].select] : [])]);
  const sentence = question.sentence ? [make("p", { className: "sentence" }, ...between)] : [];
  return {
    node: make("fieldset", {}, sanitised("legend", question.stem), ...sentence, ...picks.map((pick) => pick.node)),
    read: () => picks.map(({ select }) => (select.value === "" ? null : Number(select.value))),
    write: (answer) => picks.forEach(({ select }, place) => { select.value = String(answer?.[place] ?? ""); }),
    mark: (seen) => picks.forEach((pick, place) => markPick(pick, seen.answer?.[place], seen)),
  };
}

/** @param {any} pick @param {number?} chosen @param {Seen} seen */
function markPick(pick, chosen, seen) {
  const option = pick.part.options[chosen ?? -1];
  if (!seen.checked || !option) return tell(pick, "", "");
  const right = pick.part.options.find((/** @type {Option} */ each) => each.right);
  if (seen.open && !option.right) return tell(pick, "wrong", `${pick.named}It is “${right.words}”.`, right.feedback);
  tell(pick, option.right ? "right" : "wrong", pick.named + (option.right ? "Right." : "Not quite."), option.feedback);
}

/** Options that lie on a picture as well. A marker is a second handle of its option in the list, which keys and screen
 * readers use. @param {any} question @param {Node} picture @returns {Controls} */
function hotspotControls(question, picture) {
  const controls = choiceControls(question, "This is the place.");
  /** @type {any[]} */ const boxes = [...controls.node.querySelectorAll("input")];
  const markers = question.spots.map(([x, y], /** @type {number} */ place) => {
    const letter = make("span", { className: "letter", textContent: LETTERS[place], ariaHidden: "true" });
    const marker = make("span", { className: "marker", textContent: LETTERS[place], ariaHidden: "true" });
    Object.assign(marker.style, { left: `${x}%`, top: `${y}%` });
    marker.addEventListener("click", () => { boxes[place].focus({ preventScroll: true }); boxes[place].click(); });
    boxes[place].after(letter);
    return marker;
  });
  controls.node.querySelector("legend")?.after(make("div", { className: "picture" }, picture, ...markers));
  const mark = (/** @type {Seen} */ seen) => {
    controls.mark(seen);
    markers.forEach((marker, /** @type {number} */ place) => {
      const { mark: kind } = boxes[place].closest(".option").dataset;
      Object.assign(marker.dataset, { mark: kind, chosen: boxes[place].checked });
      marker.textContent = kind === "right" ? "✓" : kind ? "!" : LETTERS[place];
    });
  };
  return { ...controls, mark };
}

/** A verdict, and how sure one is of it. @param {any} question @returns {Controls} */
function judgeControls(question) {
  const verdict = choiceControls(question, "This is the verdict.");
  const options = question.sureness.map((/** @type {string} */ text) => ({ text }));
  const sure = choiceControls({ id: `${question.id}-sure`, stem: "How sure are you?", options }, "");
  sure.node.className = "sure";
  const held = (/** @type {number?} */ place) => (typeof place === "number" ? [place] : []);
  return {
    node: make("div", { className: "judge" }, verdict.node, sure.node),
    read: () => ({ chosen: verdict.read()[0] ?? null, sure: sure.read()[0] ?? null }),
    write: (answer) => { verdict.write(held(answer?.chosen)); sure.write(held(answer?.sure)); },
    mark: verdict.mark,
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

/** @param {object} scale @param {string} label @returns {any[]} */
function sliderAndBox(scale, label) {
  const [slider, box] = ["range", "number"].map((type) => make("input", { type, ...scale, className: type }));
  for (const input of [slider, box]) input.setAttribute("aria-label", label);
  slider.addEventListener("input", () => { box.value = slider.value; });
  return [slider, box];
}

/** A slider and a number box that hold the same guess. @param {any} question @returns {Controls} */
function guessControls(question) {
  const { low, high, step, start, unit, label } = question;
  const [slider, box] = sliderAndBox({ min: low, max: high, step }, label);
  const write = (/** @type {any} */ answer) => {
    slider.value = String(answer ?? start);
    if (!box.matches(":focus")) box.value = String(answer ?? start); // a hand that types is left alone
  };
  const held = () => Math.min(high, Math.max(low, box.value === "" ? slider.valueAsNumber : box.valueAsNumber));
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

/** @param {any} question @param {number[]} [answer] @returns {Grade} */
function gradeOrder(question, answer = question.start) {
  const hits = answer.filter((which, place) => which === place).length;
  const right = hits === answer.length;
  return { right, answer, note: right ? "All stand in their place." : `${hits} of ${answer.length} stand in the right place.` };
}

/** @param {any} question @param {(number?)[]} [answer] @returns {Grade} */
function gradePicks(question, answer = []) {
  const chosen = question.parts.map((/** @type {any} */ part, /** @type {number} */ place) => part.options[answer[place] ?? -1]);
  if (chosen.includes(undefined)) return { right: false, complaint: `Choose one for each ${question.sentence ? "gap" : "line"} first.` };
  const hits = chosen.filter((/** @type {Option} */ option) => option.right).length;
  const right = hits === chosen.length;
  return { right, answer, note: right ? "All fit." : `Right so far: ${hits} of ${chosen.length}.` };
}

/** @param {any} question @param {{chosen: number?, sure: number?}} [answer] @returns {Grade} */
function gradeJudge(question, answer) {
  const option = question.options[answer?.chosen ?? -1];
  if (!option) return { right: false, complaint: "Choose a verdict first." };
  if (typeof answer?.sure !== "number") return { right: false, complaint: "Say how sure you are first." };
  return { right: option.right, answer, note: FIT[option.right ? "right" : "wrong"][answer.sure] };
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

/** How a check of each type is asked and graded.
 * @type {Record<string, {controls(question: any, picture: Node): Controls, grade(question: any, answer: any): Grade}>} */
const CHECKS = {
  single: { controls: (question) => choiceControls(question, "This fits."), grade: gradeChoice },
  multiple: { controls: (question) => choiceControls(question, "This fits."), grade: gradeChoice },
  numeric: { controls: numberControls, grade: gradeNumber },
  order: { controls: orderControls, grade: gradeOrder },
  match: { controls: pickControls, grade: gradePicks },
  fill: { controls: pickControls, grade: gradePicks },
  hotspot: { controls: hotspotControls, grade: gradeChoice },
  judge: { controls: judgeControls, grade: gradeJudge },
};

/** @param {Model} model @param {HTMLElement} el @returns {{node: HTMLElement, paint(): void}} */
function checkCard(model, el) {
  const question = model.get("question");
  const { controls: build, grade } = CHECKS[question.type];
  const controls = build(question, findPicture(model, el));
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
  const node = card(question.type === "judge" ? "Judge the claim" : "Check yourself", question, [controls.node, hints.node, buttons, verdict], check);
  controls.node.addEventListener("input", () => {
    respond(model, { answer: controls.read() }, { checked: false });
    paint();
  });
  return { node, paint };
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

/** What is asked one by one, with nothing told until the end. @param {Model} model */
function formCard(model) {
  const { title, stem, questions, ...question } = model.get("question");
  /** @type {Controls[]} */ const controls = questions.map((/** @type {any} */ each) => CHECKS[each.type].controls(each, document.createTextNode("")));
  const panels = controls.map(({ node }) => make("div", { className: "panel", tabIndex: -1 }, node));
  const [count, left, review] = [make("p", { className: "quiet" }), spoken("left"), make("div", { className: "verdict", tabIndex: -1 })];
  const state = () => ({ answers: {}, at: 0, finished: false, ...model.get("response") });
  const go = (/** @type {number} */ at) => {
    respond(model, { at });
    paint();
    panels[at].focus();
  };
  const back = button("plain", "Back", () => go(state().at - 1));
  const next = button("primary", "Next");
  const paint = () => {
    const { answers, at, finished } = state();
    const last = at === questions.length - 1;
    controls.forEach((each, place) => each.write(answers[questions[place].id]));
    panels.forEach((panel, place) => { panel.hidden = finished || place !== at; });
    count.textContent = `Question ${at + 1} of ${questions.length}`;
    next.textContent = last ? "Finish" : "Next";
    const open = questions.flatMap((/** @type {any} */ each, /** @type {number} */ place) => (gradeIn(each, answers).complaint ? [place + 1] : []));
    fill(left, last && !finished && open, () => (last && !finished && open.length ? [`Not answered yet: ${open.join(", ")}. You can go back, or finish as it is.`] : []));
    for (const part of [count, next, intro]) part.hidden = finished;
    back.hidden = finished || at === 0;
    fill(review, finished && answers, () => (finished ? reviewOf(questions, answers) : []));
  };
  const finish = () => {
    const { answers } = state();
    const attempts = questions.map((/** @type {any} */ each) => ({ question: each.id, answer: answers[each.id] ?? null, right: gradeIn(each, answers).right, hints: 0, shown: false }));
    respond(model, { answers, finished: true }, { checked: true, attempts: [...model.get("attempts"), ...attempts] });
    paint();
    review.focus();
  };
  const submitted = () => {
    const { at } = state();
    if (at < questions.length - 1) go(at + 1);
    else finish();
  };
  panels.forEach((panel, place) => panel.addEventListener("input", () => {
    respond(model, { answers: { ...state().answers, [questions[place].id]: controls[place].read() } });
    paint();
  }));
  const intro = sanitised("p", stem);
  return { node: card(title, question, [intro, count, ...panels, left, make("div", { className: "row" }, back, next), review], submitted), paint };
}

/** @param {any} question @param {Record<string, any>} answers @returns {Grade} */
function gradeIn(question, answers) {
  return CHECKS[question.type].grade(question, answers[question.id]);
}

/** The score, then each question with what was chosen, what is right and why. @param {any[]} questions @param {Record<string, any>} answers */
function reviewOf(questions, answers) {
  const grades = questions.map((question) => gradeIn(question, answers));
  const [right, skipped] = ["right", "complaint"].map((trait) => grades.filter((/** @type {any} */ grade) => grade[trait]).length);
  const score = make("p", { className: "score", textContent: `You got ${right} of ${questions.length}.` + (skipped ? ` You skipped ${skipped}.` : "") });
  return [score, make("ol", { className: "review" }, ...questions.map((question, place) => reviewed(question, answers[question.id], grades[place])))];
}

/** @param {any} question @param {any} answer @param {Grade} grade */
function reviewed(question, answer, grade) {
  const chosen = question.options[answer?.chosen ?? answer?.[0] ?? -1];
  const right = question.options.find((/** @type {Option} */ option) => option.right);
  const said = chosen ? [` You chose: ${chosen.words}. `, sanitised("span", chosen.feedback)] : [];
  const word = grade.right ? "Right." : grade.complaint ? "Skipped." : "Not right.";
  const told = make("p", {}, judged(grade.right ? "right" : "wrong", word), ...said);
  const fits = grade.note ? [make("p", { textContent: grade.note })] : [];
  const instead = grade.right ? [] : [make("p", {}, `Right is: ${right.words}. `, sanitised("span", right.feedback))];
  return make("li", {}, sanitised("p", question.stem, "asked"), told, ...fits, ...instead, sanitised("div", question.explanation, "why"));
}

/** A slider and a number box that are empty at first. @param {any} claim @param {string} label */
function trustRow(claim, label) {
  const [slider, box] = sliderAndBox({ min: 0, max: 100, step: 1 }, label);
  const write = (/** @type {number|undefined} */ value) => {
    slider.value = String(value ?? 50);
    slider.setAttribute("aria-valuetext", value ?? "no number yet");
    slider.classList.toggle("empty", value === undefined);
    if (!box.matches(":focus")) box.value = String(value ?? "");
  };
  const read = () => (box.value === "" ? undefined : Math.min(100, Math.max(0, Math.round(box.valueAsNumber))));
  box.addEventListener("change", () => { box.value = String(read() ?? ""); });
  const node = make("fieldset", { className: "piece" }, sanitised("legend", claim.text), make("div", { className: "row" }, slider, box));
  return { node, read, write };
}

/** Claims to rate; the numbers are locked away and stay hidden. @param {Model} model */
function trustCard(model) {
  const { title, stem, scale, claims, kept, ...question } = model.get("question");
  const rows = claims.map((/** @type {any} */ claim) => trustRow(claim, scale));
  const [complaint, told] = [spoken("told"), make("p", { className: "told", tabIndex: -1, textContent: kept })];
  const body = make("div", {}, sanitised("p", stem), make("p", { className: "quiet", textContent: scale }), ...rows.map((/** @type {any} */ row) => row.node), button("primary", "Lock away"), complaint);
  const values = () => Object.fromEntries(claims.flatMap(({ id }, /** @type {number} */ place) => (rows[place].read() === undefined ? [] : [[id, rows[place].read()]])));
  const paint = () => {
    const { values: held = {} } = model.get("response");
    rows.forEach((/** @type {any} */ row, /** @type {number} */ place) => row.write(held[claims[place].id]));
    const locked = model.get("checked");
    body.hidden = locked;
    told.hidden = !locked;
  };
  const lock = () => {
    const open = claims.length - Object.keys(values()).length;
    if (open) return complain(complaint, `Give each claim a number first. ${open} ${open === 1 ? "has" : "have"} none yet.`);
    respond(model, { values: values() }, { checked: true });
    paint();
    told.focus({ preventScroll: true });
  };
  body.addEventListener("input", () => {
    respond(model, { values: values() });
    paint();
  });
  return { node: card(title, question, [body, told], lock), paint };
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

/** The drawing to point at: a page without a kernel holds it in the readable form only. @param {Model} model @param {HTMLElement} el @returns {Node} */
function findPicture(model, el) {
  const drawn = model.get("picture");
  if (drawn) return sanitised("div", drawn); // drawn by our own labs
  return findStill(el, model.get("question").id)?.querySelector(".picture > svg") ?? document.createTextNode("");
}

/** What a finished form and locked numbers tell the page. @type {Record<string, (model: Model) => any>} */
const TOLD = {
  form: (model) => {
    const { answers, finished } = model.get("response");
    const { id, questions } = model.get("question");
    return finished && answers && { id, graded: Object.fromEntries(questions.map((/** @type {any} */ each) => [each.id, gradeIn(each, answers).right])) };
  },
  trust: (model) => model.get("checked") && { id: model.get("question").id, values: model.get("response").values },
};

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  const question = model.get("question");
  const { tell, stop: hush } = tellPage(`lessons:${question.type}`, () => TOLD[question.type]?.(model));
  el.classList.add("lesson-widget", "lesson-quiz");
  Object.assign(el.dataset, { question: question.id, kind: question.type });
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  el.addEventListener("keydown", stop);
  const build = { predict: predictCard, form: formCard, trust: trustCard }[question.type] ?? checkCard;
  const { node, paint } = build(model, el);
  el.append(node);
  paint();
  onPage(el, () => hideStill(el, question.id));
  const names = ["change:response", "change:checked"];
  const seen = () => { paint(); tell(); };
  for (const name of names) model.on(name, seen);
  tell();
  return () => {
    for (const name of names) model.off(name, seen);
    hush();
    el.removeEventListener("keydown", stop);
    node.remove();
  };
}

export default { render };
