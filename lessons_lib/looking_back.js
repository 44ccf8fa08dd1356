// What a learner sees of the own answers, on what card.js has: what is kept, and what is answered on this page meanwhile.
// In JupyterLab the records are given; a page tells what it keeps by lessons:kept, the answers to every question by id.

/** @typedef {{sure: number, right: boolean, words?: string}} Said a verdict or a decision, and how sure somebody was */

/** Too few to say anything about. */
const FEW = 5;

/** One row: a bar of how many were right, and the same in words. @param {string} level @param {Said[]} said */
function surenessRow(level, said) {
  const right = said.filter((one) => one.right).length;
  const bar = make("span", { className: "share" });
  bar.style.width = said.length ? `${(100 * right) / said.length}%` : "0";
  const line = make("div", { className: "line" }, bar);
  line.setAttribute("aria-hidden", "true");
  const few = said.length && said.length < FEW ? " Too few to tell." : "";
  const words = said.length ? `${right} of ${said.length} right.${few}` : "None yet.";
  return make("li", {}, make("strong", { textContent: `When you said “${level}”: ` }), words, line);
}

/** The sharpest lesson: certain, and wrong. @param {Said[]} said */
function surprises(said) {
  const wrong = said.filter((one) => one.sure === 2 && !one.right && one.words);
  if (!wrong.length) return [];
  return [make("p", { className: "asked", textContent: "You were certain here, and the evidence says otherwise:" }),
    make("ul", {}, ...wrong.map((one) => make("li", { textContent: one.words })))];
}

/** @param {any} kept @param {Map<string, Said[]>} cases */
function surenessView({ levels, judged: before }, cases) {
  const said = [...before, ...[...cases.values()].flat()];
  const rows = levels.map((/** @type {string} */ level, /** @type {number} */ place) => surenessRow(level, said.filter((one) => one.sure === place)));
  const help = "If you know how far you can trust yourself, the bars grow from the first to the third.";
  return [make("ul", { className: "rows" }, ...rows), make("p", { className: "quiet", textContent: help }), ...surprises(said)];
}

/** How many of an idea's questions were right. @param {string[]} ids @param {Record<string, boolean>} graded */
function countRight(ids, graded) {
  if (!Object.keys(graded).length) return "–";
  return `${ids.filter((id) => graded[id]).length} of ${ids.length}`;
}

/** @param {string} caption @param {string[]} heads @param {(Node|string)[][]} rows */
function table(caption, heads, rows) {
  const head = make("tr", {}, ...heads.map((words) => make("th", { scope: "col", textContent: words })));
  const body = rows.map(([first, ...rest]) => make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((cell) => make("td", {}, cell))));
  const framed = make("div", { className: "frame", tabIndex: 0 }, make("table", {}, make("caption", { textContent: caption }), make("thead", {}, head), make("tbody", {}, ...body)));
  framed.setAttribute("role", "group");
  framed.setAttribute("aria-label", caption);
  return framed;
}

/** @param {Record<string, boolean>} graded */
function total(graded) {
  const marks = Object.values(graded);
  return marks.length ? `${marks.filter(Boolean).length} of ${marks.length}` : "not done, or not kept here";
}

/** @param {any} kept */
function learnedView({ ideas, forms, trust, claims }) {
  const told = make("p", {}, make("strong", { textContent: "Before: " }), `${total(forms.a)}. `, make("strong", { textContent: "After: " }), `${total(forms.b)}.`);
  const rows = ideas.map((/** @type {any} */ one) => [sanitised("span", one.idea), countRight(one.a, forms.a), countRight(one.b, forms.b)]);
  const valued = (/** @type {string} */ moment, /** @type {string} */ id) => String(trust[moment]?.[id] ?? "–");
  // What studies say would give the answer away to somebody who has not rated yet.
  const trusts = claims.map((/** @type {any} */ one) => [sanitised("span", one.text), valued("start", one.id), valued("end", one.id), one.id in trust.end ? one.verdict : "–"]);
  return [told, table("The ten ideas", ["Idea", "Before", "After"], rows),
    table("Your trust, from 0 to 100", ["Claim", "Start", "End", "What studies say"], trusts)];
}

/** Listens to the page and asks it to speak. @param {Record<string, (detail: any) => void>} hear */
function listen(hear) {
  const heard = Object.entries(hear).map(([name, call]) => /** @type {[string, (event: any) => void]} */ ([name, (event) => call(event.detail)]));
  for (const [name, call] of heard) document.addEventListener(name, call);
  for (const [name] of heard) document.dispatchEvent(new CustomEvent(`${name}-wanted`));
  return () => { for (const [name, call] of heard) document.removeEventListener(name, call); };
}

/** How sure somebody was of the first verdict on a claim, or of each decision in a case. @param {any} entry @param {string} [words]
 * @returns {Said[]} */
function saidIn({ attempts }, words) {
  const sure = attempts.filter((/** @type {any} */ one) => typeof one.answer?.sure === "number");
  const counted = sure[0]?.step ? sure : sure.slice(0, 1);
  return counted.map((/** @type {any} */ { answer, right }) => ({ sure: answer.sure, right: right === true, words }));
}

/** Which questions of a test were right when it was first finished. @param {any} entry @returns {Record<string, boolean>} */
function gradedIn(entry) {
  const graded = (entry?.attempts ?? []).map((/** @type {any} */ { question, right }) => [question, right === true]);
  return Object.fromEntries(graded.reverse()); // of two with one name the last one stays
}

/** @param {any} kept @param {HTMLElement} place */
function showSureness(kept, place) {
  /** @type {Map<string, Said[]>} */ let before = new Map();
  /** @type {Map<string, Said[]>} */ const cases = new Map();
  const said = () => new Map([...before, ...cases]);
  const paint = () => fill(place, [...said()], () => surenessView(kept, said()));
  paint();
  return listen({
    "lessons:sure": ({ id, decisions }) => {
      cases.set(id, decisions);
      paint();
    },
    "lessons:kept": ({ kept: all }) => {
      before = new Map(Object.entries(all).map(([id, entry]) => [id, saidIn(entry, kept.words[id])]));
      paint();
    },
  });
}

/** @param {any} kept @param {HTMLElement} place */
function showLearned(kept, place) {
  const known = { ...kept, forms: { ...kept.forms }, trust: { start: {}, end: {}, ...kept.trust } };
  const first = { ...kept.forms };
  const paint = () => fill(place, [known.forms, known.trust], () => learnedView(known));
  paint();
  return listen({
    "lessons:form": ({ id, graded }) => {
      const name = id.slice("form-".length);
      if (!Object.keys(first[name] ?? {}).length) known.forms[name] = graded; // the first time counts
      paint();
    },
    "lessons:kept": ({ kept: all }) => {
      for (const name of Object.keys(first)) {
        first[name] = gradedIn(all[`form-${name}`]);
        known.forms[name] = first[name];
      }
      for (const moment of ["start", "end"]) {
        const { checked, response } = all[`trust-${moment}`] ?? {};
        known.trust[moment] = (checked && response.values) || {};
      }
      paint();
    },
    "lessons:trust": ({ id, values }) => {
      known.trust[id.slice("trust-".length)] = values;
      paint();
    },
  });
}

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  const learned = model.get("kind") === "learned";
  el.classList.add("lesson-widget", "lesson-quiz", "lesson-back");
  const place = spoken("view");
  const above = make("p", { className: "eyebrow", textContent: learned ? "Before and after" : "How sure, and how right" });
  el.append(make("div", { className: "card" }, above, place));
  const leave = (learned ? showLearned : showSureness)(model.get("kept"), place);
  return () => {
    leave();
    el.replaceChildren();
  };
}

export default { render };
