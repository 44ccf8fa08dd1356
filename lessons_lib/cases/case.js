// A person to decide about, on what card.js has. Python has sanitised every text and weighed every choice.

/** @typedef {{chosen: number, reason: number, sure: number}} Decision places of what was chosen, from 0 */
/** @typedef {{at: string, gone: {step: any, choice: any, reason: any, decision: Decision}[]}} Way */

/** By credit 0, 1, 2: the mark and the word. @type {["wrong"|"part"|"right", string][]} */
const WORTH = [["wrong", "No."], ["part", "In part."], ["right", "Yes."]];
const SOME = 100;
/** A day and a half: what is later is drawn at the end of the line. */
const LONGEST = 36;

/** Where the decisions so far lead. @param {any} question @param {Decision[]} path @returns {Way} */
function follow(question, path) {
  let at = question.start;
  const gone = path.map((decision) => {
    const step = question.steps[at];
    const choice = step.choices[decision.chosen];
    at = choice.then;
    return { step, choice, reason: step.reasons[decision.reason], decision };
  });
  return { at, gone };
}

/** Radio buttons under a legend. @param {string} name @param {string} legend sanitised HTML
 * @param {{text: string}[]} options @param {number|undefined} chosen @param {(place: number) => void} turned @param {string} className */
function radios(name, legend, options, chosen, turned, className = "") {
  const rows = options.map(({ text }, place) => {
    const box = make("input", { type: "radio", name, value: String(place), checked: place === chosen });
    box.addEventListener("change", () => turned(place));
    return make("div", { className: "option" }, make("label", {}, box, sanitised("span", text)));
  });
  return make("fieldset", { className }, sanitised("legend", legend), ...rows);
}

/** A sentence with one stop at its end. @param {string} words */
function stopped(words) {
  return /[.?!…]["”)]?$/.test(words) ? words : `${words}.`;
}

/** What was decided at one step, what it is worth and why. @param {Way["gone"][0]} one @param {string[]} sureness */
function goneBy({ step, choice, reason, decision }, sureness) {
  const [kind, word] = WORTH[choice.credit];
  const why = judged(reason.right ? "right" : "wrong", !reason.right ? "The reason does not fit." : choice.credit ? "The reason fits." : "A good reason, for another choice.");
  return make("li", { tabIndex: -1 },
    sanitised("div", step.told), sanitised("p", step.ask, "asked"),
    make("p", {}, `You chose: ${choice.words} (${sureness[decision.sure]}). `),
    make("p", {}, judged(/** @type {any} */ (kind), word), " ", sanitised("span", choice.feedback)),
    make("p", {}, `Your reason: ${stopped(reason.words)}`),
    make("p", {}, why, " ", sanitised("span", reason.feedback)));
}

/** Hours in words; from two days on they are told in days. @param {number} hours */
function spell(hours) {
  const [count, unit] = hours < 48 ? [hours, "hour"] : [Math.round(hours / 24), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** The hours gone, in words and as a line. @param {{began: number, since: string}} clock @param {number} lost */
function clockFace({ began, since }, lost) {
  const hours = began + lost;
  const said = `${spell(hours)} since ${since}.` + (lost ? ` Lost by waiting: ${spell(lost)}.` : "");
  const line = make("div", { className: "clock" }, ...[["", began], ["lost", lost]].map(([kind, part]) => {
    const bar = make("span", { className: `hours ${kind}` });
    bar.style.width = `${(100 * Math.min(Number(part), LONGEST)) / (LONGEST + Math.max(0, hours - LONGEST))}%`;
    return bar;
  }));
  line.setAttribute("aria-hidden", "true");
  return [make("p", {}, make("strong", { textContent: "Clock: " }), said), line];
}

/** A hundred people, so many of them marked. @param {{number: number, words: string}} people */
function crowd({ number, words }) {
  const marked = Math.round(number);
  const dots = Array.from({ length: SOME }, (_, place) => make("span", { className: place < marked ? "one marked" : "one" }));
  const picture = make("div", { className: "crowd" }, ...dots);
  picture.setAttribute("aria-hidden", "true");
  return [picture, make("p", { className: "quiet", textContent: `${marked} of ${SOME}: ${words}` })];
}

/** What a note's lines say, beside what an expert would have written. @param {any} note @param {number[]} chosen */
function compareNotes({ lines }, chosen) {
  return lines.map((/** @type {any} */ { label, chips }, /** @type {number} */ place) => {
    const mine = chips[chosen[place]];
    const expert = chips.find((/** @type {any} */ chip) => chip.right);
    const mark = judged(mine.right ? "right" : "wrong", mine.right ? "As an expert would." : "An expert would write:");
    const instead = mine.right ? [] : [make("strong", { textContent: ` ${stopped(expert.words)} ` }), sanitised("span", expert.feedback)];
    return make("li", {}, sanitised("p", label, "asked"), make("p", { textContent: `You wrote: ${stopped(mine.words)}` }),
      make("p", {}, sanitised("span", mine.feedback)), make("p", {}, mark, ...instead));
  });
}

/** What the choices, the reasons and the note earned. @param {any} question @param {Way} way @param {number[]} note */
function tally(question, { gone }, note) {
  const points = gone.reduce((sum, { choice }) => sum + choice.credit, 0);
  const reasons = gone.filter(({ reason }) => reason.right).length;
  const lines = question.note.lines.filter((/** @type {any} */ { chips }, /** @type {number} */ place) => chips[note[place]].right).length;
  return `Choices: ${points} of ${2 * gone.length} points. Reasons: ${reasons} of ${gone.length}. Note: ${lines} of ${note.length} lines.`;
}

/** How sure somebody was at each decision, and whether it was right. @param {Way["gone"]} gone */
function sureness(gone) {
  return gone.map(({ choice, decision }) => ({ sure: decision.sure, right: choice.credit === 2 }));
}

/** The step that is asked now. @param {any} question @param {string} at @param {any} draft
 * @param {(news: (draft: any) => object) => void} turned */
function stepNow(question, at, draft, turned) {
  const step = question.steps[at];
  return [
    sanitised("div", step.told, "told-now"),
    radios(`${question.id}-${at}-do`, step.ask, step.choices, draft.chosen, (chosen) => turned(() => ({ chosen }))),
    radios(`${question.id}-${at}-why`, "Why? Give the reason that counts most.", step.reasons, draft.reason, (reason) => turned(() => ({ reason }))),
    radios(`${question.id}-${at}-sure`, "How sure are you?", question.sureness.map((/** @type {string} */ text) => ({ text })), draft.sure, (sure) => turned(() => ({ sure })), "sure"),
  ];
}

/** What became of the person, and where help is if there was a warning sign. @param {any} question @param {string} at */
function ending(question, at) {
  const { happened, people, good } = question.ends[at];
  const title = make("p", { className: "asked", textContent: good ? "How it went on: as well as it could." : "How it went on." });
  const where = question.where.length ? [make("p", { className: "asked", textContent: "Where somebody like this belongs:" }), make("ul", {}, ...question.where.map((/** @type {string} */ place) => sanitised("li", place)))] : [];
  return [title, sanitised("div", happened), ...(people ? crowd(people) : []), ...where];
}

/** @param {any} question @param {any} draft
 * @param {(news: (draft: any) => object) => void} turned */
function noteNow(question, draft, turned) {
  const { to, lines } = question.note;
  const chosen = draft.note ?? {};
  const said = make("p", {}, make("strong", { textContent: "Hand over, in three lines, to " }), sanitised("span", to), ".");
  return [said, ...lines.map((/** @type {any} */ { label, chips }, /** @type {number} */ place) =>
    radios(`${question.id}-note-${place}`, label, chips, chosen[place], (chip) => turned((now) => ({ note: { ...now.note, [place]: chip } }))))];
}

/** What is still missing before a decision or a note counts; "" when nothing is. @param {any} question @param {string} at @param {any} draft */
function missing(question, at, draft) {
  if (question.ends[at]) return Object.keys(draft.note ?? {}).length < question.note.lines.length ? "Choose one chip for each of the three lines first." : "";
  if (draft.chosen === undefined) return "Choose what to do first.";
  if (draft.reason === undefined) return "Give your reason first.";
  return draft.sure === undefined ? "Say how sure you are first." : "";
}

/** @param {Model} model */
function caseCard(model) {
  const question = model.get("question");
  const state = () => ({ path: [], answer: {}, ...model.get("response") });
  const way = () => follow(question, state().path);
  const [clock, now, complaint, after] = [spoken("clock-now"), make("div", { className: "now", tabIndex: -1 }), spoken("said-now"), make("div", { className: "verdict", tabIndex: -1 })];
  const trail = make("ol", { className: "review" });
  const go = button("primary", "Decide");
  const again = button("plain", "Try another way", () => {
    respond(model, { path: [], answer: {}, note: null }, { checked: false, attempts: [] });
    paint();
    now.focus();
  });
  const paint = () => {
    const { path, note, answer } = state();
    const { at, gone } = way();
    const ended = Boolean(question.ends[at]);
    const lost = gone.reduce((sum, { choice }) => sum + choice.hours, 0);
    fill(clock, [lost], () => (question.clock ? clockFace(question.clock, lost) : []));
    fill(trail, path, () => gone.map((one) => goneBy(one, question.sureness)));
    fill(now, [path, Boolean(note), note ? 0 : answer], () => (note ? ending(question, at) : ended ? [...ending(question, at), ...noteNow(question, answer, keep)] : stepNow(question, at, answer, keep)));
    fill(after, note ?? 0, () => (note ? result(note) : []));
    trail.hidden = !gone.length;
    go.textContent = ended ? "Hand over" : "Decide";
    offer(go, !note, after);
    offer(again, ended, now);
  };
  const keep = (/** @type {(draft: any) => object} */ news) => {
    const { path, answer } = state();
    const draft = { ...answer, ...news(answer) };
    now.dataset.key = JSON.stringify([path, false, draft]); // what stands there shows this already; the hand stays on it
    respond(model, { answer: draft });
    fill(complaint, "", () => []);
  };
  const result = (/** @type {number[]} */ note) => [
    make("p", { className: "asked", textContent: "Your note beside an expert's" }), make("ol", { className: "review" }, ...compareNotes(question.note, note)),
    make("p", { className: "score", textContent: tally(question, way(), note) }), sanitised("div", question.lesson, "why"),
  ];
  const decide = () => {
    const { path, answer } = state();
    const { at } = way();
    const { chosen, reason, sure } = answer;
    const attempts = [...model.get("attempts"), { step: at, answer: { chosen, reason, sure }, right: question.steps[at].choices[chosen].credit === 2, hints: 0, shown: false }];
    respond(model, { path: [...path, { chosen, reason, sure }], answer: {} }, { checked: true, attempts });
    paint();
    /** @type {HTMLElement} */ (trail.lastElementChild).focus();
  };
  const handOver = () => {
    const { answer } = state();
    respond(model, { note: question.note.lines.map((/** @type {any} */ _, /** @type {number} */ place) => answer.note[place]), answer: {} });
    paint();
    after.focus();
  };
  const submitted = () => {
    const { at } = way();
    const wrong = missing(question, at, state().answer);
    if (wrong) return complain(complaint, wrong);
    fill(complaint, "", () => []);
    return question.ends[at] ? handOver() : decide();
  };
  const parts = [sanitised("div", question.stem), clock, trail, now, complaint, after, make("div", { className: "row" }, go, again)];
  return { node: card(`Case: ${question.title}`, question, parts, submitted), paint };
}

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  const question = model.get("question");
  el.classList.add("lesson-widget", "lesson-quiz", "lesson-case");
  Object.assign(el.dataset, { question: question.id, kind: "case" });
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  el.addEventListener("keydown", stop);
  const { node, paint } = caseCard(model);
  const { tell, stop: hush } = tellPage("lessons:sure", () => ({ id: question.id, decisions: sureness(follow(question, model.get("response").path ?? []).gone) }));
  el.append(node);
  paint();
  onPage(el, () => hideStill(el, question.id));
  const seen = () => { paint(); tell(); };
  for (const name of ["change:response", "change:checked"]) model.on(name, seen);
  tell();
  return () => {
    for (const name of ["change:response", "change:checked"]) model.off(name, seen);
    hush();
    el.removeEventListener("keydown", stop);
    node.remove();
  };
}

export default { render };
