// The decision aid behind the warning signs (gate.js stands before this file). It looks answers up in the baked table, as
// the docstring of lessons_lib/advice/table.py tells, and shows the words of seeds/advice.yaml.

/** @typedef {Record<string, string>} AidSituation an answer to each input, and "gate": open, ask or none */
/** @typedef {Record<string, number>} AidValues how much each value matters, 0 to 2 */
/** @typedef {{input: string, answer: string, before: string, after: string}} AidChange */
/** @typedef {{tiers: string[][], fired: string[], change: AidChange|null, insertChange: AidChange|null}} AidAnswer */

const AID_LETTERS = "abcdefghijklmnopqrstuvwxyz";
const AID_FIGURES = "0123456789" + AID_LETTERS + AID_LETTERS.toUpperCase();
const AID_NO = 3;
const AID_PAGE = 940; // pixels of height inside the margins of a page of letter size, which is shorter than A4
const AID_FIELDS = ["what_it_is", "tried_in", "in_favour", "against", "benefit", "harm", "cost", "effort", "undo", "living"];

// --- what is looked up -----------------------------------------------------------------------------------------------

/** The outcome of the table for a situation. @param {any} table @param {AidSituation} situation @returns {string} */
function aidOutcome(table, situation) {
  const walk = (/** @type {number} */ node, /** @type {[string, string[]]} */ [name, answers], /** @type {number} */ step) => table.steps[step][node][answers.indexOf(situation[name])];
  return table.outcomes[table.inputs.reduce(walk, 0)];
}

/** The figures of every option for these values. @param {any} table @param {AidValues} values @returns {number[]} */
function aidTotals(table, values) {
  const line = table.values.reduce((/** @type {number} */ sum, /** @type {string} */ name) => sum * table.weights.length + table.weights.indexOf(values[name] ?? 0), 0);
  return [...table.totals[line]].map((figure) => AID_FIGURES.indexOf(figure));
}

/** The options of each tier in order; ties stay as they are. @param {any} table @param {AidSituation} situation
 * @param {number[]} totals @returns {string[][]} */
function aidTiers(table, situation, totals) {
  const isLast = (/** @type {number} */ place) => Number(table.last.includes(table.options[place]));
  return aidOutcome(table, situation).split("|").map((tier) => [...tier].map((letter) => AID_LETTERS.indexOf(letter))
    .sort((a, b) => isLast(a) - isLast(b) || totals[b] - totals[a]).map((place) => table.options[place]));
}

/** The rules whose bit is set for every answer. @param {any} table @param {AidSituation} situation @returns {string[]} */
function aidFired(table, situation) {
  const masks = table.inputs.map((/** @type {[string, string[]]} */ [name, answers]) => BigInt(`0x${table.fires[name][answers.indexOf(situation[name])]}`));
  const left = masks.reduce((/** @type {bigint} */ one, /** @type {bigint} */ two) => one & two);
  return table.rules.filter((/** @type {string} */ _, /** @type {number} */ place) => (left >> BigInt(place)) & 1n);
}

/** The first insert that is not ruled out. @param {any} data @param {string[][]} tiers */
function aidFirstInsert(data, tiers) {
  return tiers.slice(0, AID_NO).flat().find((id) => data.options[id].insert) ?? "";
}

/** The questions with their answers, in the order of the file: a page's JSON sorts the keys of every object.
 * @param {any} data @returns {[string, string[]][]} */
function aidInputs(data) {
  return data.table.inputs.slice(1); // the first is what triage left open
}

/** All single other answers: those first that a person can find out or alter. @param {any} data @param {AidSituation} situation
 * @returns {[string, string][]} */
function aidNeighbours(data, situation) {
  const inputs = aidInputs(data).sort(([a], [b]) => Number(data.inputs[b].could_change) - Number(data.inputs[a].could_change));
  return inputs.flatMap(([name, answers]) => answers.filter((answer) => answer !== situation[name]).map((answer) => /** @type {[string, string]} */ ([name, answer])));
}

/** The nearest answer that flips what `top` finds. @param {any} data @param {AidSituation} situation
 * @param {(other: AidSituation) => string} top @returns {AidChange|null} */
function aidChange(data, situation, top) {
  const before = top(situation);
  for (const [input, answer] of aidNeighbours(data, situation)) {
    const after = top({ ...situation, [input]: answer });
    if (after !== before) return { input, answer, before, after };
  }
  return null;
}

/** Everything the aid answers. @param {any} data @param {AidSituation} situation @param {AidValues} values @returns {AidAnswer} */
function aidAnswer(data, situation, values) {
  const totals = aidTotals(data.table, values);
  const tiers = (/** @type {AidSituation} */ other) => aidTiers(data.table, other, totals);
  return { tiers: tiers(situation), fired: aidFired(data.table, situation),
    change: aidChange(data, situation, (other) => tiers(other).flat()[0]),
    insertChange: aidChange(data, situation, (other) => aidFirstInsert(data, tiers(other))) };
}

/** Why an option stands where it does: what holds it, where it begins (if nothing raises it), what raises it.
 * @param {any} data @param {string} id @param {string[]} fired @returns {{because: string, claims: string[]}[]} */
function aidReasons(data, id, fired) {
  const mine = fired.map((rule) => data.rules[rule]).filter((rule) => rule.options.includes(id));
  const [holds, raises] = ["hold", "raise"].map((verb) => mine.filter((rule) => rule.effect.startsWith(verb)));
  const { start_because: because, start_claims: claims } = data.options[id];
  return [...holds, ...(raises.length ? [] : [{ because, claims }]), ...raises];
}

/** What to ask a clinician. @param {any} data @param {AidSituation} situation @returns {string[]} */
function aidQuestions(data, situation) {
  const fits = (/** @type {any} */ { when }) => Object.entries(when).every(([name, answers]) => answers.includes(situation[name]));
  return data.questions.filter(fits).map((/** @type {any} */ { text }) => text);
}

/** Whether an option may be shown: nothing that is bought where triage left no insert open. @param {any} data
 * @param {AidSituation} situation @param {string} id */
function aidShown(data, situation, id) {
  return situation.gate !== "none" || !data.options[id].buy;
}

// --- words -----------------------------------------------------------------------------------------------------------

/** @param {string} words with {gaps} @param {Record<string, any>} gaps */
function aidFill(words, gaps) {
  return words.replace(/\{(\w+)\}/g, (_, name) => String(gaps[name]));
}

/** @param {any} data @param {AidChange|null} change @param {boolean} insert @returns {string[]} */
function aidChangeWords(data, change, insert) {
  if (!change) return [];
  const { words } = data;
  const way = !insert ? words.change_top : !change.after ? words.change_to_none : !change.before ? words.change_from_none : words.change_insert;
  const name = (/** @type {string} */ id) => data.options[id]?.name ?? "";
  const { text, answers } = data.inputs[change.input];
  return [aidFill(way, { answer: answers[change.answer], question: text, before: name(change.before), after: name(change.after) })];
}

/** @param {any} data @param {AidAnswer} answer @returns {string[]} */
function aidChanges(data, { change, insertChange }) {
  const lines = [...aidChangeWords(data, change, false), ...aidChangeWords(data, insertChange, true)];
  return lines.length ? lines : [data.about.no_change];
}

/** The names in each tier. @param {any} data @param {AidSituation} situation @param {AidAnswer} answer
 * @returns {{name: string, text: string, ids: string[], tier: string}[]} */
function aidGroups(data, situation, { tiers }) {
  return tiers.map((ids, place) => ({ tier: data.table.tiers[place], ...data.tiers[data.table.tiers[place]], ids: ids.filter((id) => aidShown(data, situation, id)) }))
    .filter(({ ids }) => ids.length);
}

/** @param {string} tag @param {string} textContent @param {string} className */
function aidSay(tag, textContent, className = "") {
  return gateMake(tag, { textContent, className });
}

/** @param {string[]} lines @param {string} className */
function aidList(lines, className = "") {
  return gateMake("ul", { className }, ...lines.map((line) => aidSay("li", line)));
}

// --- pictures --------------------------------------------------------------------------------------------------------

/** @param {string} tag @param {Record<string, any>} traits @param {...Node} children */
function aidSvg(tag, traits, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(traits)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** Dots from one number to another, twenty a row. @param {string} className @param {number} from @param {number} to */
function aidDotPath(className, from, to) {
  const places = [...Array(100).keys()].filter((place) => place >= from && place < to);
  return aidSvg("path", { class: className, d: places.map((place) => `M${5 + 10 * (place % 20)} ${5 + 10 * Math.floor(place / 20)}h0`).join("") });
}

/** A hundred people. @param {number} count @param {number} low @param {number} high */
function aidDots(count, low, high) {
  const parts = [aidDotPath("rest", high, 100), aidDotPath("maybe", count, high), aidDotPath("hole", count, high), aidDotPath("pale", low, count), aidDotPath("sure", 0, low)];
  return aidSvg("svg", { viewBox: "0 0 200 50", class: "dots", "aria-hidden": "true" }, ...parts);
}

/** A difference in points of 10 on one scale for all options, 2 up to 5 down. @param {any} figures */
function aidScale({ difference, low, high }) {
  const at = (/** @type {number} */ points) => 10 + 30 * (points + 1);
  return aidSvg("svg", { viewBox: "0 0 200 34", class: "points", "aria-hidden": "true" },
    aidSvg("path", { class: "axis", d: `M10 17H190${[-1, 1, 2, 3, 4, 5].map((one) => `M${at(one)} 14v6`).join("")}` }),
    aidSvg("path", { class: "zero", d: `M${at(0)} 3v28` }), aidSvg("path", { class: "bar", d: `M${at(low)} 17H${at(high)}` }),
    aidSvg("circle", { class: "dot", cx: at(difference), cy: 17, r: 6 }));
}

/** Pain of 10 as a bar. @param {number} points */
function aidBar(points) {
  return aidSvg("svg", { viewBox: "0 0 200 14", class: "points", "aria-hidden": "true" }, aidSvg("path", { class: "axis", d: "M10 7H190" }), aidSvg("path", { class: "thick", d: `M10 7H${10 + 18 * points}` }));
}

/** What was counted, drawn; more than a hundred of a hundred cannot be. @param {any} data @param {any} amount @returns {Node[]} */
function aidPicture(data, { unit, figures }) {
  const { words } = data;
  const line = (/** @type {string} */ name, /** @type {string} */ of) => aidSay("p", `${words[name]}: ${figures[name]} ${of}`, "counted");
  if (unit === "people out of 100") return ["with_it", "without_it"].filter((name) => name in figures).flatMap((name) => {
    const count = figures[name];
    const [low, high] = name === "with_it" ? [figures.low ?? count, figures.high ?? count] : [count, count];
    return [line(name, words.of_100), ...(high > 100 ? [] : [aidDots(count, Math.min(low, count), high)])];
  });
  if ("difference" in figures) return [aidScale(figures)];
  return ["before", "after"].filter((name) => name in figures).flatMap((name) => [line(name, words.of_10), aidBar(figures[name])]);
}

/** @param {any} data @param {any} amount */
function aidAmount(data, amount) {
  const facts = [amount.about, amount.over, `${data.words.certainty}: ${amount.certainty}`].filter(Boolean).join(" · ");
  const cited = aidSay("span", ` ${amount.claims.join(", ")}`, "quiet");
  return gateMake("div", { className: "amount" }, aidSay("p", facts, "quiet"), ...aidPicture(data, amount), gateMake("p", {}, amount.words, cited));
}

// --- cards -----------------------------------------------------------------------------------------------------------

/** @param {any} data @param {any} option @param {string} field @returns {Node[]} */
function aidField(data, option, field) {
  if (field === "benefit" || field === "harm") return option[field].map((/** @type {any} */ amount) => aidAmount(data, amount));
  return [aidSay("p", field === "cost" ? option.cost.words : option[field])];
}

/** One option. @param {any} data @param {string} id @param {{tier: string, name: string}} group @param {string[]} fired @param {boolean} open */
function aidCard(data, id, group, fired, open) {
  const option = data.options[id];
  const reasons = aidReasons(data, id, fired).map(({ because, claims }) => gateMake("li", {}, because, aidSay("span", ` ${claims.join(", ")}`, "quiet")));
  const fields = AID_FIELDS.map((field) => gateMake("div", {}, aidSay("dt", data.words[field]), gateMake("dd", {}, ...aidField(data, option, field))));
  const more = gateMake("details", { open }, aidSay("summary", data.words.more), gateMake("dl", {}, ...fields));
  const node = gateMake("article", { className: "aid-card" }, gateMake("h4", {}, option.name, " ", aidSay("span", group.name, "tier")),
    aidSay("p", data.words.why, "lead"), gateMake("ul", {}, ...reasons), more);
  Object.assign(node.dataset, { option: id, tier: group.tier });
  return node;
}

/** Every option in its place; a fold that a hand opened or shut stays so. @param {any} data @param {AidSituation} situation
 * @param {AidAnswer} answer @param {HTMLElement} place */
function aidCards(data, situation, answer, place) {
  const folds = new Map([...place.children].map((/** @type {any} */ card) => [card.dataset.option, card.querySelector("details").open]));
  const cards = aidGroups(data, situation, answer).flatMap((group) =>
    group.ids.map((id) => aidCard(data, id, group, answer.fired, folds.get(id) ?? ["best", "could"].includes(group.tier))));
  place.replaceChildren(...cards);
}

/** All options in one table, for wide screens; phones have the cards. @param {any} data @param {AidSituation} situation
 * @param {AidAnswer} answer */
function aidTable(data, situation, answer) {
  const fields = ["in_favour", "against", "cost", "undo"];
  const head = gateMake("tr", {}, ...["option", ...fields].map((field) => gateMake("th", { scope: "col", textContent: data.words[field] })));
  const rows = aidGroups(data, situation, answer).flatMap(({ ids, name }) => ids.map((id) => gateMake("tr", {},
    gateMake("th", { scope: "row" }, data.options[id].name, " ", aidSay("span", name, "tier")),
    ...fields.map((field) => gateMake("td", {}, field === "cost" ? data.options[id].cost.words : data.options[id][field])))));
  return gateMake("table", {}, gateMake("thead", {}, head), gateMake("tbody", {}, ...rows));
}

/** @param {any} data @param {AidSituation} situation @param {AidAnswer} answer @returns {string[]} every claim cited */
function aidCited(data, situation, answer) {
  const shown = answer.tiers.flat().filter((id) => aidShown(data, situation, id));
  const amounts = shown.flatMap((id) => [...data.options[id].benefit, ...data.options[id].harm]);
  const reasons = shown.flatMap((id) => aidReasons(data, id, answer.fired));
  const rules = answer.fired.map((rule) => data.rules[rule]);
  return [...new Set([...amounts, ...reasons, ...rules].flatMap(({ claims }) => claims))].sort();
}

/** The short answer, which is spoken. @param {any} data @param {AidSituation} situation @param {AidAnswer} answer @returns {Node[]} */
function aidShort(data, situation, answer) {
  const name = (/** @type {string} */ id) => data.options[id].name;
  const lines = aidGroups(data, situation, answer).map((group) => gateMake("p", {}, aidSay("strong", `${group.name}: `), `${group.ids.map(name).join("; ")}.`));
  const kept = situation.gate === "none" ? [aidSay("p", `${data.words.no_products} ${data.rules["no-inserts-now"].because}`)] : [];
  return [...kept, ...lines, aidSay("p", data.words.change, "lead"), ...aidChanges(data, answer).map((line) => aidSay("p", line))];
}

// --- what is asked ---------------------------------------------------------------------------------------------------

/** @param {any} data */
function aidAsk(data) {
  const rows = aidInputs(data).map(([name, values]) => {
    const { text, answers } = data.inputs[name];
    const choices = values.map((value) => gateChoice("radio", name, value, answers[value]));
    const node = gateMake("fieldset", {}, aidSay("legend", text), gateMake("div", { className: "chips" }, ...choices.map((one) => one.node)));
    const write = (/** @type {string} */ wanted) => { for (const { box, value } of choices) box.checked = value === wanted; };
    return { name, node, write, read: () => choices.find(({ box }) => box.checked)?.value ?? "" };
  });
  const read = () => Object.fromEntries(rows.map((row) => [row.name, row.read()]));
  const write = (/** @type {AidSituation} */ answers) => rows.forEach((row) => row.write(answers[row.name]));
  return { nodes: rows.map(({ node }) => node), read, write };
}

/** @param {any} data */
function aidWeigh(data) {
  const rows = data.table.values.map((/** @type {string} */ name) => {
    const text = data.values[name];
    const slider = gateMake("input", { type: "range", min: "0", max: "2", step: "1", value: "0", name });
    const said = aidSay("output", "");
    const node = gateMake("label", { className: "wish" }, aidSay("span", text), slider, said);
    const paint = () => { said.textContent = data.words.weights[slider.valueAsNumber]; slider.setAttribute("aria-valuetext", said.textContent); };
    paint();
    return { name, slider, node, paint };
  });
  const read = () => Object.fromEntries(rows.map(({ name, slider }) => [name, slider.valueAsNumber]));
  const write = (/** @type {AidValues} */ values) => rows.forEach(({ name, slider }) => { slider.value = String(values[name] ?? 0); });
  return { nodes: rows.map(({ node }) => node), read, write, paint: () => rows.forEach((row) => row.paint()) };
}

// --- the summary on paper --------------------------------------------------------------------------------------------

/** @param {string} title @param {...Node} inside @returns {Node[]} */
function aidPart(title, ...inside) {
  return inside.length ? [gateMake("section", {}, aidSay("h2", title), ...inside)] : [];
}

/** Each place to go once, with the signs that lead there. @param {GateData} gate @param {GateWeighed} weighed */
function aidPlaces(gate, { told, reasons }) {
  const places = [...new Set([...told, ...reasons].map(({ place }) => place))];
  const why = (/** @type {string} */ place) => [...told.filter((one) => one.place === place).map((one) => `${gate.levels[one.urgency][0]}: ${one.text}`),
    ...reasons.filter((one) => one.place === place).map((one) => one.because)];
  return places.map((place) => gateMake("li", {}, aidSay("strong", gate.places[place] ?? ""), " ", why(place).join(" ")));
}

/** What was answered before the options, but for the signs. @param {GateData} gate @param {GateWeighed} weighed @returns {string[]} */
function aidTicked(gate, { state }) {
  const ticked = gate.conditions.filter(({ id }) => state.conditions.includes(id)).map(({ text }) => text);
  const felt = gate.feeling.find(({ id }) => id === state.feeling);
  return [new Map(gate.ages).get(state.age) ?? "", felt ? `${gate.words.feeling} ${felt.text}` : "", ...ticked].filter(Boolean);
}

/** One tier on the sheet; a reason that several options share is said once. @param {any} data @param {any} group @param {string[]} fired */
function aidSheetTier(data, group, fired) {
  const why = new Map(group.ids.map((/** @type {string} */ id) => [id, aidReasons(data, id, fired).map(({ because }) => because)]));
  const all = [...why.values()].flat();
  const shared = [...new Set(all.filter((line, place) => all.indexOf(line) !== place))];
  const lines = group.ids.map((/** @type {string} */ id) => gateMake("li", {}, aidSay("b", `${data.options[id].name}. `), why.get(id).filter((/** @type {string} */ line) => !shared.includes(line)).join(" ")));
  const rest = shared.length ? [gateMake("li", {}, aidSay("b", `${data.words.sheet_shared} `), shared.join(" "))] : [];
  return gateMake("div", {}, aidSay("h3", group.name), gateMake("ul", {}, ...lines, ...rest));
}

/** What the aid said: the places, and why for all that may be tried or asked about. @param {any} data
 * @param {AidSituation} situation @param {AidAnswer} answer @returns {Node[]} */
function aidSheetSaid(data, situation, answer) {
  return aidGroups(data, situation, answer).map((group) => {
    if (group.tier !== "no") return aidSheetTier(data, group, answer.fired);
    return gateMake("p", {}, aidSay("strong", `${group.name}: `), `${group.ids.map((id) => data.options[id].name).join("; ")}.`);
  });
}

/** The middle of the sheet, where the options are open. @param {any} data @param {any} answers @returns {Node[]} */
function aidSheetOptions(data, { situation, values, answer }) {
  const asked = aidInputs(data).map(([name]) => `${data.inputs[name].text} ${data.inputs[name].answers[situation[name]]}`);
  const wishes = Object.entries(values).filter(([, weight]) => weight).map(([name, weight]) => `${data.values[name]} (${data.words.weights[weight]})`);
  return [...aidPart(data.words.sheet_answers, aidList(asked, "two")), ...aidPart(data.words.sheet_values, aidSay("p", wishes.join(" ") || data.words.sheet_little)),
    ...aidPart(data.words.sheet_said, ...aidSheetSaid(data, situation, answer), ...aidChanges(data, answer).map((line) => aidSay("p", line)))];
}

/** The one-page summary. @param {any} data @param {GateData} gate @param {any} got answers of both stages, weighed; answer is
 * null where the options are closed or not answered */
function aidSheet(data, gate, got) {
  const { words } = data;
  const { weighed, answer, day } = got;
  const untested = ["not-tested", "unknown"].includes(weighed.state.feeling) ? [words.feeling_ask] : [];
  const places = aidPlaces(gate, weighed);
  const told = places.length ? gateMake("ul", {}, ...places) : aidSay("p", words.sheet_none);
  const node = gateMake("article", { className: "aid-sheet", lang: "en" }, aidSay("h1", words.sheet), aidSay("p", aidFill(words.sheet_from, { day }), "quiet"),
    ...aidPart(words.sheet_told, told), ...aidPart(words.sheet_ticked, aidList(aidTicked(gate, weighed), "two")),
    ...(answer ? aidSheetOptions(data, got) : []), ...aidPart(words.sheet_ask, aidList([...aidQuestions(data, got.situation), ...untested], "two")),
    ...aidPart(words.sheet_own, aidSay("div", "", "lines")));
  aidFit(node);
  return node;
}

/** Makes the letters small enough for one page, of A4 or of letter size. @param {HTMLElement} sheet */
function aidFit(sheet) {
  sheet.classList.add("measured");
  document.body.append(sheet);
  for (let points = 10; points >= 5; points -= 0.25) {
    sheet.style.fontSize = `${points}pt`;
    if (sheet.offsetHeight <= AID_PAGE) break;
  }
  sheet.remove();
  sheet.classList.remove("measured");
}

/** Prints one sheet and nothing else, in JupyterLab too. @param {HTMLElement} sheet */
function aidPrint(sheet) {
  const root = document.documentElement;
  const end = () => { root.classList.remove("aid-printing"); sheet.remove(); window.dispatchEvent(new Event("resize")); }; // JupyterLab must measure itself again
  document.querySelectorAll("body > .aid-sheet").forEach((old) => old.remove());
  document.body.append(sheet);
  root.classList.add("aid-printing");
  window.addEventListener("afterprint", end, { once: true });
  window.print();
}

/** Gives a sheet to the downloads as a page of its own. @param {any} data @param {HTMLElement} sheet @param {string} day */
function aidSave(data, sheet, day) {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${data.words.sheet}</title><style>${data.sheet}</style>`;
  const blob = new Blob([`<!doctype html><html lang="en"><head>${head}</head><body><main>${sheet.outerHTML}</main></body></html>`], { type: "text/html" });
  const link = gateMake("a", { href: URL.createObjectURL(blob), download: `${data.words.file}-${day}.html` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// --- together --------------------------------------------------------------------------------------------------------

/** The parts of the aid below the warning signs. @param {any} data */
function aidFrame(data) {
  const { words, about } = data;
  const [ask, weigh] = [aidAsk(data), aidWeigh(data)];
  const still = aidSay("p", "", "still");
  const short = gateMake("div", { className: "short" });
  short.setAttribute("role", "status");
  const said = gateMake("div", { className: "said" });
  const cards = gateMake("div", { className: "aid-cards" });
  const side = gateMake("div", { className: "table" });
  const claims = gateMake("details", { className: "claims" });
  const form = gateMake("form", { className: "asked" }, aidSay("h3", words.questions), aidSay("p", words.questions_lead), ...ask.nodes, still);
  const wishes = gateMake("form", { className: "wishes" }, aidSay("h3", words.values), aidSay("p", words.values_lead), ...weigh.nodes, aidSay("p", about.scores, "quiet"));
  const result = gateMake("div", { className: "result" }, wishes, aidSay("h3", words.result), aidSay("p", `${about.title}. ${about.purpose}`, "quiet"), short, said,
    gateMake("div", { className: "side" }, aidSay("h3", words.side), aidSay("p", words.side_lead), side),
    aidSay("h3", words.each), aidSay("p", `${words.dots_key} ${words.scale_key}`, "quiet"), cards, claims);
  return { ask, weigh, still, short, said, side, cards, claims, form, wishes, result };
}

/** @param {any} data */
function aidButtons(data) {
  const [print, save] = [gateMake("button", { type: "button", className: "primary", textContent: data.words.print }), gateMake("button", { type: "button", textContent: data.words.save })];
  const kept = aidSay("p", "", "kept");
  kept.setAttribute("role", "status");
  return { print, save, kept, node: gateMake("div", { className: "keep", hidden: true }, gateMake("div", { className: "row" }, print, save), kept) };
}

/** Fills the result in. @param {any} data @param {any} frame @param {AidSituation} situation @param {AidAnswer} answer */
function aidPaint(data, frame, situation, answer) {
  const short = aidShort(data, situation, answer);
  if (short.map((node) => node.textContent).join() !== [...frame.short.children].map((node) => node.textContent).join()) frame.short.replaceChildren(...short);
  const said = answer.fired.map((rule) => data.rules[rule]).filter(({ effect }) => effect === "say");
  frame.said.replaceChildren(aidSay("p", data.words.said, "lead"), gateMake("ul", {}, ...said.map(({ because, claims }) => gateMake("li", {}, because, aidSay("span", ` ${claims.join(", ")}`, "quiet")))));
  frame.side.replaceChildren(aidTable(data, situation, answer));
  aidCards(data, situation, answer, frame.cards);
  const cited = aidCited(data, situation, answer).map((id) => `${id} · ${data.claims[id][0]} ${data.claims[id][1]}.`);
  frame.claims.replaceChildren(aidSay("summary", data.words.claims), aidList(cited));
}

/** @param {{model: {get(name: string): any}, el: HTMLElement}} view */
function render({ model, el }) {
  const [data, gateWords] = [model.get("aid"), model.get("gate")];
  el.classList.add("lesson-widget", "lesson-personal", "lesson-aid");
  const place = gateMake("div", {});
  const notice = aidSay("p", data.words.waiting, "aid-notice");
  const inside = gateMake("div", { className: "inside" });
  const buttons = aidButtons(data);
  const foot = aidSay("p", `${data.about.funding} ${data.about.updates} ${data.about.written} – ${data.about.review_by}.`, "quiet");
  el.append(place, notice, inside, buttons.node, foot);
  /** @type {any} */ let frame = null;
  /** @type {any} */ let gate = null;
  let kept = { answers: {}, values: {} }; // a tick too many, and then taken away, costs nobody the nine answers
  const build = () => {
    frame = aidFrame(data);
    frame.ask.write(kept.answers);
    frame.weigh.write(kept.values);
    return frame;
  };
  const drop = () => {
    if (frame) kept = { answers: frame.ask.read(), values: frame.weigh.read() };
    frame = null;
  };
  const weigh = () => {
    const weighed = weighGate(gateWords, gate.answers());
    const shut = gate.closed("options").length > 0;
    const situation = { gate: shut ? "closed" : gateProducts(weighed.state), ...(shut ? {} : frame?.ask.read()) };
    const values = shut ? {} : frame?.weigh.read() ?? {};
    const missing = shut ? [] : aidInputs(data).flatMap(([name]) => (situation[name] ? [] : [name]));
    const answer = shut || missing.length ? null : aidAnswer(data, situation, values);
    return { weighed, shut, situation, values, missing, answer, day: gateToday() };
  };
  const paint = () => {
    if (!gate) return;
    aidOpen(inside, gate.closed("options").length > 0, build, drop);
    const got = weigh();
    const ticked = got.weighed.told.length || got.weighed.reasons.length;
    notice.textContent = !got.shut ? "" : ticked ? data.words.closed : data.words.waiting;
    buttons.node.hidden = got.shut ? !ticked : !got.answer;
    if (!frame) return;
    frame.weigh.paint();
    frame.still.textContent = got.missing.length ? `${data.words.still} ${got.missing.map((name) => data.inputs[name].text).join(" ")}` : "";
    frame.result.hidden = !got.answer;
    if (got.answer) aidPaint(data, frame, got.situation, got.answer);
  };
  const sheet = () => aidSheet(data, gateWords, weigh());
  const stops = gateListen([
    [inside, "input", paint], [inside, "submit", (/** @type {Event} */ event) => event.preventDefault()],
    [buttons.print, "click", () => aidPrint(sheet())], [buttons.save, "click", () => { aidSave(data, sheet(), gateToday()); buttons.kept.textContent = data.words.saved; }],
    [el, "keydown", (/** @type {Event} */ event) => event.stopPropagation()],
  ]);
  gate = drawGate(place, gateWords, paint);
  paint();
  return () => { stops(); gate.stop(); el.replaceChildren(); };
}

/** Puts the aid into the page where it is open, and takes it out of the page where it is not: what is closed is not there.
 * @param {HTMLElement} inside @param {boolean} shut @param {() => any} build @param {() => void} drop */
function aidOpen(inside, shut, build, drop) {
  if (shut) { inside.replaceChildren(); drop(); return; }
  if (inside.childElementCount) return;
  const frame = build();
  inside.append(frame.form, frame.result);
}

export default { render };
