// The form about warning signs that stands before every tool. Python (gate.py) made all words and all that a tick closes.
// A tool puts this file before its own: every name here begins with "gate", and nothing is exported.
// Shared look: give your root the classes "lesson-widget lesson-personal" (gate.css), and call stop() when you are taken away.

/** @typedef {{id: string, group: string, text: string, parts?: string[], means: string, urgency: number, soon?: string,
 *   place: string, closes: number, source: string}} GateSign */
/** @typedef {{id: string, text: string, closes: number, because: string, place: string}} GateReason */
/** @typedef {{words: Record<string, string>, activities: [string, string][], ages: [string, string][],
 *   places: Record<string, string>, levels: Record<string, [string, string]>, groups: [string, string][],
 *   signs: GateSign[], conditions: GateReason[], feeling: GateReason[], child: GateReason, closings: string[][],
 *   rare: string[], net: string[], notes: string[]}} GateData */
/** @typedef {{age: string, feeling: string, signs: string[], conditions: string[], noSigns: boolean,
 *   noConditions: boolean, day: string}} GateAnswers what was answered, and on which day */
/** @typedef {{complete: boolean, age: string, feeling: string, signs: string[], conditions: string[],
 *   urgency: number|null, closes: string[]}} GateState  urgency: 0 (now) to 4, null without a sign */
/** @typedef {{state: GateState, told: GateSign[], reasons: GateReason[], missing: string[]}} GateWeighed */

const GATE_SAID = "lessons:gate";
const GATE_WANTED = "lessons:gate-wanted";

/** @param {string} tag @param {object} traits @param {...(Node|string)} children @returns {any} */
function gateMake(tag, traits = {}, ...children) {
  const node = Object.assign(document.createElement(tag), traits);
  node.append(...children);
  return node;
}

/** Today as year-month-day, by the clock of the device. */
function gateToday() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** @returns {GateAnswers} */
function gateEmpty() {
  return { age: "", feeling: "", signs: [], conditions: [], noSigns: false, noConditions: false, day: "" };
}

/** What still waits for an answer, in order. @param {GateAnswers} answers @returns {string[]} names of gate.py's WORDS */
function gateMissing(answers) {
  const open = { age: !answers.age, feeling: !answers.feeling, signs: !answers.signs.length && !answers.noSigns,
    conditions: !answers.conditions.length && !answers.noConditions };
  return Object.entries(open).flatMap(([name, missing]) => (missing ? [name] : []));
}

/** Everything but the signs that closes a door. @param {GateData} data @param {GateAnswers} answers @returns {GateReason[]} */
function gateReasons(data, answers) {
  const child = answers.age === data.child.id ? [data.child] : [];
  const ticked = data.conditions.filter(({ id }) => answers.conditions.includes(id));
  const felt = data.feeling.filter((one) => one.id === answers.feeling && data.closings[one.closes].length);
  return [...child, ...ticked, ...felt];
}

/** The most urgent sign decides, all are told, and each tick can only close. @param {GateData} data
 * @param {GateAnswers} answers @returns {GateWeighed} */
function weighGate(data, answers) {
  const told = data.signs.filter(({ id }) => answers.signs.includes(id)).sort((a, b) => a.urgency - b.urgency);
  const reasons = gateReasons(data, answers);
  const shut = new Set([...told, ...reasons].flatMap(({ closes }) => data.closings[closes]));
  const missing = gateMissing(answers);
  const { age, feeling, signs, conditions } = answers;
  const closes = data.activities.flatMap(([name]) => (shut.has(name) ? [name] : []));
  const state = { complete: !missing.length, age, feeling, signs, conditions, urgency: told[0]?.urgency ?? null, closes };
  return { state, told, reasons, missing };
}

/** How inserts may be shown: "open", "ask" (with a clinician only) or "none". @param {GateState} state */
function gateProducts(state) {
  return !state.closes.includes("product") ? "open" : !state.closes.includes("ask") ? "ask" : "none";
}

/** Where to go, most urgent first, each place once. @param {GateData} data @param {GateWeighed} weighed @returns {string[]} */
function gateFirst(data, { told, reasons }) {
  const places = [...told, ...reasons].map(({ place }) => data.places[place]);
  return [...new Set(places.filter(Boolean))];
}

/** Why an activity is shut, in sentences; none when it is open. @param {GateData} data @param {GateAnswers} answers
 * @param {string} activity @param {string} today @returns {string[]} */
function gateClosed(data, answers, activity, today) {
  const weighed = weighGate(data, answers);
  const shuts = (/** @type {{closes: number}} */ one) => data.closings[one.closes].includes(activity);
  const why = [...weighed.told.filter(shuts).map(({ place }) => data.places[place]),
    ...weighed.reasons.filter(shuts).flatMap(({ because, place }) => [because, data.places[place]])];
  if (why.length) return [`${data.words.against} ${new Map(data.activities).get(activity)}.`, ...new Set(why.filter(Boolean))];
  if (!weighed.state.complete) return [data.words.first];
  return answers.day === today ? [] : [data.words.stale];
}

/** How soon, in words. @param {GateData} data @param {GateSign} sign */
function gateSoon(data, sign) {
  return sign.soon ?? data.levels[sign.urgency][1];
}

/** What stands first: the most urgent, or that nothing was ticked. @param {GateData} data @param {GateWeighed} weighed */
function gateHeadline(data, { told }) {
  return told.length ? data.levels[told[0].urgency][1] : data.words.none_ticked;
}

// --- what is shown ---------------------------------------------------------------------------------------------------

/** @param {GateData} data @param {GateSign} sign */
function gateToldSign(data, sign) {
  const quiet = gateMake("p", { className: "quiet", textContent: `${data.words.means} ${sign.means} ${data.words.source} ${sign.source}.` });
  const where = gateMake("p", { className: "where" }, gateMake("strong", { textContent: data.places[sign.place] }));
  const soon = sign.soon ? [gateMake("p", { textContent: sign.soon })] : [];
  const name = gateMake("span", { className: "badge", textContent: data.levels[sign.urgency][0] });
  const node = gateMake("li", {}, gateMake("p", {}, name, " ", sign.text), where, ...soon, quiet);
  node.dataset.urgency = String(sign.urgency);
  return node;
}

/** @param {string} words @param {Node[]} lines */
function gateList(words, lines) {
  return lines.length ? [gateMake("p", { className: "lead", textContent: words }), gateMake("ul", {}, ...lines)] : [];
}

/** The words of triage: every sign, most urgent first, then what else closes a door, then what to watch for.
 * @param {GateData} data @param {GateWeighed} weighed @returns {Node[]} */
function gateTold(data, weighed) {
  const { told, reasons, state } = weighed;
  if (!told.length && !reasons.length && !state.complete) return [];
  const signs = told.length ? [gateMake("p", { className: "headline", textContent: gateHeadline(data, weighed) }),
    gateMake("ul", { className: "signs" }, ...told.map((sign) => gateToldSign(data, sign)))] : [];
  const closed = reasons.map(({ because, place }) => gateMake("li", {}, because, " ", gateMake("strong", { textContent: data.places[place] ?? "" })));
  const net = data.net.map((line) => gateMake("li", { textContent: line }));
  const lead = told.length || !state.complete ? data.words.sooner : data.words.none_ticked;
  return [...signs, ...gateList(data.words.closed, closed), ...gateList(lead, net)];
}

/** What a screen reader speaks at a tick. @param {GateData} data @param {GateWeighed} weighed */
function gateSpoken(data, weighed) {
  const { told, reasons, state } = weighed;
  if (told.length) return `${gateHeadline(data, weighed)} ${data.places[told[0].place]}`;
  if (reasons.length) return `${reasons[0].because} ${data.places[reasons[0].place] ?? ""}`;
  return state.complete ? data.words.none_ticked : "";
}

/** One box or button with its words; what it means to tick it stands below it. @param {"radio"|"checkbox"} type
 * @param {string} name @param {string} value @param {string} words @param {string[]} parts */
function gateChoice(type, name, value, words, parts = []) {
  const box = gateMake("input", { type, name, value });
  const text = gateMake("span", {}, words, ...parts.map((part) => gateMake("span", { className: "part", textContent: part })));
  const said = gateMake("p", { className: "where" });
  return { box, said, value, node: gateMake("div", { className: "choice" }, gateMake("label", {}, box, text), said) };
}

/** @param {GateData} data @param {string} name @param {[string, string][]} answers */
function gateRadios(data, name, answers) {
  const rows = answers.map(([value, words]) => gateChoice("radio", name, value, words));
  const legend = gateMake("legend", { textContent: data.words[name] });
  return { node: gateMake("fieldset", {}, legend, ...rows.map(({ node }) => node)), rows };
}

/** The ticks of one question with "none of these" at the end. @param {GateData} data @param {string} name
 * @param {Node[]} before @param {Node[]} inside @param {any[]} rows */
function gateTicks(data, name, before, inside, rows) {
  const none = gateChoice("checkbox", `none-${name}`, "none", data.words.none);
  const legend = gateMake("legend", { textContent: data.words[name] });
  return { node: gateMake("fieldset", {}, legend, ...before, ...inside, none.node), rows, none };
}

/** @param {GateData} data */
function gateSigns(data) {
  const rows = data.signs.map(({ id, text, parts }) => gateChoice("checkbox", "signs", id, text, parts));
  const groups = data.groups.map(([group, name]) => {
    const mine = rows.filter((_, place) => data.signs[place].group === group).map(({ node }) => node);
    return gateMake("fieldset", { className: "group" }, gateMake("legend", { textContent: name }), ...mine);
  });
  const [first, ...rest] = data.rare;
  const last = rest.pop() ?? "";
  const lines = rest.map((line) => gateMake("li", { textContent: line }));
  const rare = gateMake("div", { className: "rare" }, gateMake("p", { textContent: first }), gateMake("ul", {}, ...lines), gateMake("p", { textContent: last }));
  return gateTicks(data, "signs", [rare], [gateMake("div", { className: "groups" }, ...groups)], rows);
}

/** @param {GateData} data */
function gateConditions(data) {
  const rows = data.conditions.map(({ id, text }) => gateChoice("checkbox", "conditions", id, text));
  return gateTicks(data, "conditions", [], rows.map(({ node }) => node), rows);
}

/** The four questions: what stands in them can be read and written. @param {GateData} data */
function gateQuestions(data) {
  const age = gateRadios(data, "age", data.ages);
  const feeling = gateRadios(data, "feeling", data.feeling.map(({ id, text }) => [id, text]));
  const [signs, conditions] = [gateSigns(data), gateConditions(data)];
  const ticked = (/** @type {any[]} */ rows) => rows.filter(({ box }) => box.checked).map(({ value }) => value);
  const read = () => ({ age: ticked(age.rows)[0] ?? "", feeling: ticked(feeling.rows)[0] ?? "", signs: ticked(signs.rows),
    conditions: ticked(conditions.rows), noSigns: signs.none.box.checked, noConditions: conditions.none.box.checked });
  const write = (/** @type {GateAnswers} */ answers) => {
    for (const { box, value } of age.rows) box.checked = value === answers.age;
    for (const { box, value } of feeling.rows) box.checked = value === answers.feeling;
    for (const { box, value } of signs.rows) box.checked = answers.signs.includes(value);
    for (const { box, value } of conditions.rows) box.checked = answers.conditions.includes(value);
    for (const [{ none }, on] of /** @type {[any, boolean][]} */ ([[signs, answers.noSigns], [conditions, answers.noConditions]])) none.box.checked = on;
  };
  return { parts: { age, feeling, signs, conditions }, nodes: [age, feeling, signs, conditions].map(({ node }) => node), read, write };
}

/** Says beside each ticked sign where to go; takes "none" away where something is ticked. @param {GateData} data @param {any} parts */
function gateMark(data, parts) {
  for (const { none, rows } of [parts.signs, parts.conditions]) {
    const some = rows.some((/** @type {any} */ row) => row.box.checked);
    if (some) none.box.checked = false;
    none.box.disabled = some;
  }
  parts.signs.rows.forEach((/** @type {any} */ { box, said, node }, /** @type {number} */ place) => {
    const sign = data.signs[place];
    const words = box.checked ? `${gateSoon(data, sign)} ${data.places[sign.place]}` : "";
    if (said.textContent !== words) said.textContent = words;
    node.dataset.urgency = box.checked ? String(sign.urgency) : "";
  });
}

/** The form in its fold. @param {GateData} data @param {Node[]} questions */
function gateFrame(data, questions) {
  const line = gateMake("summary", { textContent: data.words.fold_open });
  const missing = gateMake("p", { className: "missing" });
  const done = gateMake("button", { type: "submit", className: "primary", textContent: data.words.done });
  const again = gateMake("button", { type: "button", textContent: data.words.again });
  const row = gateMake("div", { className: "row" }, done, again);
  const form = gateMake("form", { noValidate: true }, gateMake("p", { textContent: data.words.intro }), ...questions, missing, row);
  const fold = gateMake("details", { open: true }, line, form);
  const told = gateMake("div", { className: "told", hidden: true });
  told.setAttribute("role", "group"); // no landmark: a page may hold several forms
  told.setAttribute("aria-label", data.words.told);
  const aloud = gateMake("p", { className: "aloud" });
  aloud.setAttribute("aria-live", "polite");
  const about = gateMake("details", { className: "about" }, gateMake("summary", { textContent: data.words.about }), ...data.notes.map((textContent) => gateMake("p", { textContent })));
  const notice = gateMake("p", { className: "notice", textContent: data.words.notice });
  return { node: gateMake("div", { className: "lesson-gate" }, notice, fold, told, aloud, about), fold, line, form, missing, told, aloud, again };
}

/** @param {GateData} data @param {any} frame @param {GateWeighed} weighed @param {boolean} shared answered in another tool of the page */
function gatePaint(data, frame, weighed, shared) {
  const { words } = data;
  const { state, told, reasons } = weighed;
  const calm = told.length || reasons.length ? words.fold_ticked : words.fold_calm;
  frame.line.textContent = state.complete ? calm : shared ? words.fold_shared : words.fold_open;
  frame.missing.textContent = state.complete ? "" : `${words.missing} ${weighed.missing.map((name) => words[name]).join(" ")}`;
  frame.told.replaceChildren(...gateTold(data, weighed));
  frame.told.hidden = !frame.told.childElementCount;
  frame.node.dataset.urgency = String(state.urgency ?? "");
  const spoken = gateSpoken(data, weighed);
  if (frame.aloud.textContent !== spoken) frame.aloud.textContent = spoken;
}

/** Draws the warning-sign form into el and tells `changed` at every change. The form tells the words of triage itself: a
 * tool shows its own result where `closed(activity)` is empty, and nothing (or those sentences) elsewhere.
 * @param {HTMLElement} el @param {GateData} data trait `gate` of the widget, made by gate.py: gate_data()
 * @param {(state: GateState) => void} changed
 * @returns {{state(): GateState, closed(activity: string): string[], answers(): GateAnswers, stop(): void}} */
function drawGate(el, data, changed) {
  const questions = gateQuestions(data);
  const frame = gateFrame(data, questions.nodes);
  let answers = gateEmpty();
  let shared = false;
  const paint = () => {
    gateMark(data, questions.parts);
    gatePaint(data, frame, weighGate(data, answers), shared);
    changed(weighGate(data, answers).state);
  };
  const tell = (/** @type {Node|null} */ to) => document.dispatchEvent(new CustomEvent(GATE_SAID, { detail: { answers, from: frame.node, to } }));
  const take = (/** @type {GateAnswers} */ news) => {
    if (JSON.stringify(news) === JSON.stringify(answers)) return false;
    answers = news;
    questions.write(answers);
    paint();
    return true;
  };
  const hear = (/** @type {any} */ { detail }) => {
    if (detail.from === frame.node || (detail.to && detail.to !== frame.node)) return;
    if (detail.to && !shared) { shared = true; frame.fold.open = false; paint(); } // asked already, further up
    take(detail.answers);
  };
  const ticked = () => {
    gateMark(data, questions.parts);
    if (take({ ...questions.read(), day: gateToday() })) tell(null);
  };
  const restart = () => { if (take(gateEmpty())) tell(null); frame.fold.open = true; };
  const wake = () => { if (!document.hidden && answers.day && answers.day !== gateToday()) restart(); };
  const stops = gateListen([
    [document, GATE_SAID, hear], [document, GATE_WANTED, (/** @type {any} */ { detail }) => { if (detail !== frame.node) tell(detail); }],
    [document, "visibilitychange", wake], [frame.form, "input", ticked],
    [frame.form, "submit", (/** @type {Event} */ event) => { event.preventDefault(); gateFinish(frame, questions.parts, weighGate(data, answers)); }],
    [frame.again, "click", () => { restart(); questions.parts.age.rows[0].box.focus(); }],
    [frame.node, "keydown", (/** @type {Event} */ event) => event.stopPropagation()],
  ]);
  el.append(frame.node);
  paint();
  document.dispatchEvent(new CustomEvent(GATE_WANTED, { detail: frame.node }));
  return { state: () => weighGate(data, answers).state, closed: (activity) => gateClosed(data, answers, activity, gateToday()),
    answers: () => answers, stop: () => { stops(); frame.node.remove(); } };
}

/** @param {[EventTarget, string, (event: any) => void][]} ears @returns {() => void} what takes them off again */
function gateListen(ears) {
  for (const [node, name, call] of ears) node.addEventListener(name, call);
  return () => { for (const [node, name, call] of ears) node.removeEventListener(name, call); };
}

/** Folds the form when all is answered; else the hand goes to what is missing. @param {any} frame @param {any} parts @param {GateWeighed} weighed */
function gateFinish(frame, parts, weighed) {
  const [first] = weighed.missing;
  if (first) return parts[first].node.querySelector("input:enabled")?.focus();
  frame.fold.open = false;
  frame.line.focus();
  frame.node.scrollIntoView({ block: "nearest" });
}
