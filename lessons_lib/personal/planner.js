// The wear-in planner. Python has made all hours, rules and sentences; this page looks them up and adds dates to them.
// Stands behind gate.js and uses its gateMake, gateToday, gateFirst and weighGate; every name here begins with "wear".

/** @typedef {{start: string, hours_a_day: number, job: string, insert: string, schedule: string}} WearWish */
/** @typedef {{number: number, date: string, hours: number, phase: string, kind: "wear"|"rest"|"out"}} WearDay */
/** @typedef {{id: string, date: string, name: string, text: string, claims: string[]}} WearCheck */
/** @typedef {Record<string, any>} WearData trait `planner`, made by wear_in_planner.py: planner_data() */
/** @typedef {Record<string, any>} WearPlan as Plan of advice/planner.py, dates as year-month-day */
/** @typedef {{x: (number: number) => number, y: (hours: number) => number, [name: string]: any}} WearBox where what lies in the chart */

const WEAR_MS = 86400000;
const WEAR_WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const WEAR_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// --- dates, which have no clock and no zone ----------------------------------------------------------------------------

/** @param {string} date year-month-day @param {number} days */
function wearLater(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * WEAR_MS).toISOString().slice(0, 10);
}

/** @param {string} from @param {string} to @returns {number} days between them */
function wearBetween(from, to) {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / WEAR_MS;
}

/** "22 Nov" @param {string} date */
function wearShort(date) {
  return `${Number(date.slice(8))} ${WEAR_MONTHS[Number(date.slice(5, 7)) - 1]}`;
}

/** "Sun 22 Nov" @param {string} date */
function wearName(date) {
  return `${WEAR_WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]} ${wearShort(date)}`;
}

/** "Sun 22 Nov 2026" @param {string} date */
function wearFull(date) {
  return `${wearName(date)} ${date.slice(0, 4)}`;
}

/** @param {number} hours */
function wearHours(hours) {
  return `${hours} ${hours === 1 ? "hour" : "hours"}`;
}

// --- the plan, as advice/planner.py makes it ---------------------------------------------------------------------------

/** The number of the first day after a stop, or after too many sore mornings in a row.
 * @param {string[]} mornings @param {number} patience */
function wearEnded(mornings, patience) {
  let sore = 0;
  for (const [place, morning] of mornings.entries()) {
    sore = morning === "sore" ? sore + 1 : 0;
    if (morning === "stop" || sore === patience) return place + 2;
  }
  return Infinity;
}

/** The step of the next day: back to fewer hours, the same after a day of rest, else one on up to the last.
 * @param {number[]} steps @param {number} step @param {string} morning @param {boolean} rested */
function wearNext(steps, step, morning, rested) {
  if (morning !== "fine") return steps.slice(0, Math.max(step, 0)).findLastIndex((hours) => hours < steps[step]);
  return rested && step >= 0 ? step : Math.min(step + 1, steps.length - 1);
}

/** @param {WearData} data @param {WearWish} wish @param {string[]} mornings @returns {WearDay[]} */
function wearDays({ wear_in: known, ladders }, wish, mornings) {
  const chosen = known.schedules[wish.schedule];
  const steps = ladders[wish.schedule][wish.hours_a_day];
  const ended = wearEnded(mornings, known.limits.sore_in_a_row);
  let step = 0;
  return Array.from({ length: known.limits.weeks * 7 }, (_, place) => {
    const number = place + 1;
    const rests = Boolean(chosen.rest_every) && number <= chosen.rest_until && number % chosen.rest_every === 0;
    const kind = number >= ended ? "out" : step < 0 || rests ? "rest" : "wear";
    const hours = kind === "wear" ? steps[step] : 0;
    step = wearNext(steps, step, mornings[place] ?? "fine", rests);
    return { number, date: wearLater(wish.start, place), hours, phase: wearPhase(known, place), kind };
  });
}

/** @param {any} known @param {number} place */
function wearPhase(known, place) {
  const week = Math.floor(place / 7) + 1;
  return known.phases.find((/** @type {any} */ { weeks }) => weeks[0] <= week && week <= weeks[1]).id;
}

/** @param {any} known @param {any} chosen @param {any} job @param {any} insert */
function wearSays({ about }, chosen, job, insert) {
  const added = chosen.kind === "steps" ? [about.half_hours, about.more] : [about.half_hours];
  return [about.custom_wins, ...[job.say, insert.say].filter(Boolean), ...added, about.too_sore, about.again, about.always_ends];
}

/** @param {any} found @param {string[][]} own @param {WearData} data */
function wearCite({ phases, checks }, own, { wear_in: known, stop }) {
  const groups = [phases, checks, stop, Object.values(known.mornings), known.care];
  return [...new Set([...own, ...groups.flatMap((group) => group.map((/** @type {any} */ one) => one.claims))].flat())];
}

/** The plan of a day after some mornings ("fine", "sore", "stop"), as `plan` and `replan` of Python make it.
 * @param {WearData} data @param {WearWish} wish @param {string[]} mornings @param {string} day @param {string[]} first
 * @returns {WearPlan} */
function wearPlan(data, wish, mornings, day, first) {
  const known = data.wear_in;
  const [chosen, job, insert] = [known.schedules[wish.schedule], known.jobs[wish.job], known.inserts[wish.insert]];
  const ended = wearEnded(mornings, known.limits.sore_in_a_row);
  const on = (/** @type {any} */ { id, name, text, claims }, /** @type {number} */ number) => ({ id, date: wearLater(wish.start, number - 1), name, text, claims });
  const found = {
    day, wish, first: [...first, ...[job.first, insert.first].filter(Boolean)], untested: known.about.untested,
    schedule: chosen.name, source: chosen.source, basis: chosen.basis, says: wearSays(known, chosen, job, insert),
    days: wearDays(data, wish, mornings),
    phases: known.phases.map((/** @type {any} */ one) => on(one, (one.weeks[0] - 1) * 7 + 1)),
    checks: known.reviews.filter((/** @type {any} */ one) => one.day < ended).map((/** @type {any} */ one) => on(one, one.day)),
    soreness: data.soreness, mornings: Object.values(known.mornings).map(({ text, then }) => [text, then]), stop: data.stop,
    care: known.care.map((/** @type {any} */ one) => one.say), replace: insert.replace, notes: data.notes,
  };
  return { ...found, claims: wearCite(found, [known.claims, chosen.claims, job.claims, insert.claims], data) };
}

/** What cannot be used, one sentence each, with the name of the field.
 * @param {WearData} data @param {any} read @param {string} today @returns {Record<string, string>} */
function wearFaults({ wear_in: { limits } }, read, today) {
  const { start, hours_a_day: hours, begun } = read;
  const [low, high] = wearRange(limits, begun, today);
  const wrongHours = !Number.isInteger(hours) || hours < limits.least_hours || hours > limits.most_hours;
  const found = {
    start: !start ? "Please give the day as a full date that the calendar has." : start < low || start > high ? wearOutside(begun, start, low, high) : "",
    hours_a_day: wrongHours ? `Hours a day are a whole number from ${limits.least_hours} to ${limits.most_hours}.` : "",
  };
  return Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence));
}

/** The first and the last day that a plan may begin on. @param {any} limits @param {boolean} begun @param {string} today */
function wearRange(limits, begun, today) {
  return begun ? [wearLater(today, -7 * limits.weeks), today] : [today, wearLater(today, limits.days_ahead)];
}

/** @param {boolean} begun @param {string} start @param {string} low @param {string} high */
function wearOutside(begun, start, low, high) {
  const span = `from ${wearFull(low)} to ${wearFull(high)}`;
  if (begun) return start > high ? "That day is still to come, so give the day on which you began." : `That plan is over by now; choose a day ${span}.`;
  return start < low ? `That day is past; choose a day ${span}, or “I began on” above.` : `That is too far ahead; choose a day ${span}.`;
}

// --- the calendar file, byte for byte as advice/ics.py makes it --------------------------------------------------------

/** @param {string} kind @param {number} hours */
function wearTitle(kind, hours) {
  return kind === "wear" ? `Insert: up to ${wearHours(hours)}` : kind === "rest" ? "Insert: day of rest" : "Insert: stopped, leave it out";
}

/** @param {string[]} own @param {WearPlan} plan @param {string} calendar */
function wearText(own, plan, calendar) {
  const stop = ["Stop at once if:", ...plan.stop.map((/** @type {any} */ one) => `- ${one.text} ${one.where}`)];
  return [...own.filter(Boolean), "", ...stop, calendar, "", plan.untested, ...plan.notes].join("\n");
}

/** One event for each run of days with the same hours in the same phase, then one for each check.
 * @param {WearPlan} plan @param {string} calendar */
function wearEvents(plan, calendar) {
  const key = (/** @type {WearDay|undefined} */ day) => day && [day.kind, day.hours, day.phase].join();
  const firsts = plan.days.filter((/** @type {WearDay} */ day, /** @type {number} */ place) => key(day) !== key(plan.days[place - 1]));
  const runs = firsts.map((/** @type {WearDay} */ { kind, hours, phase, number, date }, /** @type {number} */ place) => {
    const about = kind === "out" ? "" : plan.phases.find((/** @type {WearCheck} */ one) => one.id === phase).text;
    const end = firsts[place + 1]?.date ?? wearLater(plan.days[plan.days.length - 1].date, 1);
    const title = wearTitle(kind, hours);
    return { id: `day-${number}`, first: date, end, title, text: wearText([title, about, ...plan.first, plan.soreness], plan, calendar) };
  });
  const checks = plan.checks.map((/** @type {WearCheck} */ one) => ({ id: `check-${one.id}`, first: one.date, end: wearLater(one.date, 1), title: one.name, text: wearText([one.text, ...plan.first], plan, calendar) }));
  return [...runs, ...checks];
}

/** @param {string} text */
function wearEscape(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(/[\x00-\x09\x0b-\x1f\x7f]/g, " ");
  return plain.replace(/([\\;,])/g, "\\$1").replace(/\n/g, "\\n");
}

/** A line in pieces of at most 75 octets, never cut inside a character. @param {string} line */
function wearFold(line) {
  const [pieces, size] = [[""], new TextEncoder()];
  let room = 75;
  for (const letter of line) {
    const octets = letter < "\x80" ? 1 : size.encode(letter).length;
    if (octets > room) { pieces.push(" "); room = 74; }
    pieces[pieces.length - 1] += letter;
    room -= octets;
  }
  return pieces.join("\r\n") + "\r\n";
}

/** The plan as an .ics file. @param {WearPlan} plan @param {WearData} data */
function wearIcs(plan, data) {
  const compact = (/** @type {string} */ date) => date.replaceAll("-", "");
  const { start, hours_a_day: hours, job, insert, schedule } = plan.wish;
  const lines = wearEvents(plan, data.wear_in.about.calendar).flatMap((/** @type {any} */ { id, first, end, title, text }) => [
    "BEGIN:VEVENT", `UID:wear-in-${[compact(start), hours, job, insert, schedule, id].join("-")}@from-the-ground-up`,
    `DTSTAMP:${compact(plan.day)}T000000Z`, `DTSTART;VALUE=DATE:${compact(first)}`, `DTEND;VALUE=DATE:${compact(end)}`,
    `SUMMARY:${wearEscape(title)}`, `DESCRIPTION:${wearEscape(text)}`, "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT",
  ]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//From the Ground Up//Wear-in plan//EN", "CALSCALE:GREGORIAN", "X-WR-CALNAME:Wearing in an insert"];
  return [...head, ...lines, "END:VCALENDAR"].map(wearFold).join("");
}

/** Hands the calendar over as a file: the only thing that ever leaves the page, and only at a press.
 * @param {WearPlan} plan @param {WearData} data */
function wearSave(plan, data) {
  const url = URL.createObjectURL(new Blob([wearIcs(plan, data)], { type: "text/calendar" }));
  gateMake("a", { href: url, download: `wear-in-${plan.wish.start}.ics` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// --- the chart ---------------------------------------------------------------------------------------------------------

/** @param {string} tag @param {Record<string, string|number>} traits @param {...(Node|string)} children @returns {SVGElement} */
function wearDraw(tag, traits, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(traits)) node.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  node.append(...children);
  return node;
}

/** @param {number} x @param {number} y @param {string} words @param {Record<string, string|number>} [traits] */
function wearWrite(x, y, words, traits = {}) {
  return wearDraw("text", { x, y, ...traits }, words);
}

/** Words in lines of so many letters. @param {string} words @param {number} letters @returns {string[]} */
function wearWrap(words, letters) {
  return words.split(" ").reduce((/** @type {string[]} */ lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && `${last} ${word}`.length <= letters ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

/** Where everything lies, in pixels. @param {WearPlan} plan @param {number} width @param {number} tall @returns {WearBox} */
function wearBox(plan, width, tall) {
  const wide = width >= 540;
  const [sentence, ...others] = plan.untested.split(/(?<=\.) /);
  const heads = wearWrap(sentence, width / 10.2);
  const lines = wearWrap([...others, plan.basis === "assumed" ? "The hours are assumed." : "The hours come from commercial pages."].join(" "), width / 7.4);
  const [left, right, band] = [wide ? 34 : 28, width - 2, heads.length * 20 + lines.length * 18 + 12];
  const top = band + 28;
  const most = Math.max(...plan.days.map((/** @type {WearDay} */ day) => day.hours), plan.wish.hours_a_day, 2);
  const column = (right - left) / 48; // six weeks, and some room for what comes after
  const bottom = top + tall;
  return { wide, width, heads, lines, left, right, band, top, bottom, column, most, height: bottom + (wide ? 47 : 32),
    x: (number) => left + (number - 1) * column, y: (hours) => bottom - (hours / most) * (tall - 42) }; // 42: room for the flags and the words
}

/** Hatches, so that no phase is told by its colour alone. @param {string} mark */
function wearPatterns(mark) {
  const pattern = (/** @type {string} */ name, /** @type {number} */ size, /** @type {string} */ d) => wearDraw("pattern",
    { id: `${mark}-${name}`, width: size, height: size, patternUnits: "userSpaceOnUse", class: name },
    wearDraw("rect", { class: "ground", width: size, height: size }), wearDraw("path", { d }));
  return wearDraw("defs", {}, pattern("begin", 6, "M-1.5 1.5 l3 -3 M0 6 l6 -6 M4.5 7.5 l3 -3"), pattern("middle", 7, "M0 3.5 h7"),
    pattern("after", 7, "M3.5 1.5 v4 M1.5 3.5 h4"), pattern("gone", 7, "M0 0 l7 7 M7 0 l-7 7"));
}

/** What nobody knows, on the chart itself. @param {WearBox} box */
function wearHead({ heads, lines }) {
  const high = heads.length * 20;
  return [...heads.map((/** @type {string} */ line, /** @type {number} */ place) => wearWrite(0, 16 + place * 20, line, { class: "untested" })),
    ...lines.map((/** @type {string} */ line, /** @type {number} */ place) => wearWrite(0, high + 14 + place * 18, line, { class: "quiet" }))];
}

/** The phases in words above the days. @param {any} known @param {WearBox} box @param {string} mark */
function wearBands(known, { x, band, right, top, bottom, wide }, mark) {
  return known.phases.flatMap((/** @type {any} */ { id, weeks, name }, /** @type {number} */ place) => {
    const [from, to] = [x((weeks[0] - 1) * 7 + 1), place === known.phases.length - 1 ? right : x(weeks[1] * 7 + 1)];
    const short = place === known.phases.length - 1 ? name.split(" ")[0] : `Weeks ${weeks[0]}–${weeks[1]}`;
    const fits = name.length * 8.2 < to - from;
    const room = place === known.phases.length - 1 ? [wearDraw("rect", { x: from, y: top, width: to - from, height: bottom - top, fill: `url(#${mark}-after)`, class: "later" })] : [];
    return [...room, wearDraw("rect", { x: from + 1, y: band, width: to - from - 2, height: 24, rx: 4, class: `band ${id}` }),
      wearWrite((from + to) / 2, band + 16.5, fits ? name : short, { class: wide ? "phase" : "phase small", "text-anchor": "middle" })];
  });
}

/** @param {WearPlan} plan @param {WearBox} box */
function wearScale(plan, { x, y, left, right, top, bottom, most, wide }) {
  const step = most <= 4 ? 1 : most <= 8 ? 2 : 4;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
  const rules = ticks.flatMap((hours) => [wearDraw("line", { x1: left, x2: right, y1: y(hours), y2: y(hours), class: hours ? "grid" : "base" }),
    wearWrite(left - 6, y(hours) + 4, String(hours), { "text-anchor": "end", class: "quiet" })]);
  const weeks = Array.from({ length: plan.days.length / 7 }, (_, place) => place * 7 + 1);
  const names = weeks.flatMap((number) => [wearDraw("line", { x1: x(number), x2: x(number), y1: top, y2: bottom + 5, class: "grid" }),
    wearWrite((x(number) + x(number + 7)) / 2, bottom + 22, wide ? `week ${(number + 6) / 7}` : String((number + 6) / 7), { "text-anchor": "middle" }),
    ...(wide ? [wearWrite((x(number) + x(number + 7)) / 2, bottom + 39, `from ${wearShort(plan.days[number - 1].date)}`, { "text-anchor": "middle", class: "quiet" })] : [])]);
  const label = wide ? [] : [wearWrite(0, bottom + 22, "week", { class: "quiet small" })];
  return [...rules, ...names, ...label, wearWrite(wide ? left + 5 : 0, top + 15, "hours a day", { class: "quiet" })];
}

/** @param {WearDay[]} days @param {WearBox} box @param {string} mark */
function wearBars(days, { x, y, bottom, column }, mark) {
  return days.filter(({ kind }) => kind !== "out").map(({ number, date, hours, phase, kind }) => {
    const up = kind === "wear" ? y(hours) : bottom - 14;
    const place = { x: x(number) + column * 0.1, y: up, width: column * 0.8, height: bottom - up, rx: 1.5 };
    const paint = kind === "wear" ? { fill: `url(#${mark}-${phase})`, class: `bar ${phase}` } : { class: "rest" };
    return wearDraw("rect", { ...place, ...paint }, wearDraw("title", {}, `Day ${number}, ${wearName(date)}: ${kind === "wear" ? `up to ${wearHours(hours)}` : "day of rest"}`));
  });
}

/** Hours above the first bar, that of each week's first day, and the first full one. @param {WearPlan} plan @param {WearBox} box */
function wearNumbers({ days, wish }, { x, y, column, wide }) {
  const worn = days.filter((/** @type {WearDay} */ day) => day.kind === "wear");
  const full = worn.find((/** @type {WearDay} */ day) => day.hours === wish.hours_a_day);
  const second = worn.find((/** @type {WearDay} */ day) => day.number >= 8 && (!full || Math.abs(day.number - full.number) > 3));
  const begin = wide && !(full && full.number < 4) ? worn[0] : undefined;
  const named = new Set([...(wide ? [begin, second && second.number < 14 && second.hours !== full?.hours ? second : undefined] : []), full].filter(Boolean));
  const reach = Math.ceil(34 / column); // so many days lie below the words
  return [...named].map(({ number, hours }) => {
    const first = number * column < 24; // beside the scale: the words begin at the bar
    const [from, to] = first ? [number - 1, number - 1 + reach] : [Math.max(0, number - 1 - reach / 2), number + reach / 2];
    const highest = Math.max(...days.slice(from, to).map((/** @type {WearDay} */ day) => day.hours));
    return wearWrite(x(number) + (first ? 1 : column / 2), y(highest) - 5, `${hours} h`, { "text-anchor": first ? "start" : "middle", class: "value" });
  });
}

/** Numbered flags where a check stands, and a mark after each sore morning. @param {WearPlan} plan @param {WearBox} box @param {string[]} mornings */
function wearFlags({ checks, wish, days }, { x, y, top, bottom, column }, mornings) {
  const flags = checks.flatMap(({ date }, /** @type {number} */ place) => {
    const at = x(wearBetween(wish.start, date) + 1) + column / 2;
    return [wearDraw("line", { x1: at, x2: at, y1: top + 24, y2: bottom, class: "pole" }), wearDraw("circle", { cx: at, cy: top + 14, r: 10, class: "flag" }),
      wearWrite(at, top + 18.5, String(place + 1), { "text-anchor": "middle", class: "count" })];
  });
  const sore = mornings.flatMap((morning, place) => {
    const day = days[place + 1];
    if (morning !== "sore" || !day || day.kind === "out") return [];
    const [at, up] = [x(day.number) + column / 2, (day.kind === "wear" ? y(day.hours) : bottom - 14) - 4];
    return [wearDraw("path", { d: `M${at.toFixed(1)} ${up.toFixed(1)} l-5 -8 h10 z`, class: "sore" })];
  });
  return [...flags, ...sore];
}

/** Days after the end of a plan, and where today lies. @param {WearPlan} plan @param {WearBox} box @param {string} mark */
function wearOver({ days, wish, day }, { x, top, bottom, column, wide }, mark) {
  const out = days.find((/** @type {WearDay} */ one) => one.kind === "out");
  const number = wearBetween(wish.start, day) + 1;
  const today = number >= 1 && number <= days.length ? [wearDraw("path", { d: `M${(x(number) + column / 2).toFixed(1)} ${bottom + 1} l-5 8 h10 z`, class: "today" })] : [];
  if (!out) return today;
  const [from, to] = [x(out.number), x(days.length + 1)];
  const middle = Math.min(Math.max((from + to) / 2, from), to);
  return [wearDraw("rect", { x: from, y: top + 30, width: to - from, height: bottom - top - 30, fill: `url(#${mark}-gone)`, class: "gone" }),
    ...(to - from > 90 ? [wearDraw("rect", { x: middle - 42, y: (top + bottom) / 2 - 3, width: 84, height: 24, rx: 4, class: "plate" }),
      wearWrite(middle, (top + bottom) / 2 + 14, "Stopped", { "text-anchor": "middle", class: "value" })] : []), ...today];
}

/** The chart in words. @param {WearPlan} plan @returns {string} */
function wearAlt({ days, checks, untested, schedule, wish }) {
  const worn = days.filter((/** @type {WearDay} */ day) => day.kind === "wear");
  const full = worn.find((/** @type {WearDay} */ day) => day.hours === wish.hours_a_day);
  const rests = days.filter((/** @type {WearDay} */ day) => day.kind === "rest").map((/** @type {WearDay} */ day) => day.number);
  const out = days.find((/** @type {WearDay} */ day) => day.kind === "out");
  return [`Bar chart, ${schedule}: hours a day with the insert over ${days.length / 7} weeks. ${untested}`,
    worn.length ? `Day 1, ${wearFull(days[0].date)}: up to ${wearHours(worn[0].hours)}.` : "",
    full ? `Day ${full.number}, ${wearFull(full.date)}: first day with ${wearHours(full.hours)}.` : "",
    rests.length ? `Rest on day ${rests.join(", ")}.` : "", out ? `Stopped from day ${out.number} on.` : "",
    ...checks.map((/** @type {WearCheck} */ one) => `${one.name}: ${wearFull(one.date)}.`)].filter(Boolean).join(" ");
}

/** @param {WearPlan} plan @param {WearData} data @param {string[]} mornings @param {number} width @param {string} mark begins every id @param {number} [tall] */
function wearChart(plan, data, mornings, width, mark, tall = width < 540 ? 170 : 210) {
  const box = wearBox(plan, width, tall);
  const drawn = [...wearHead(box), ...wearBands(data.wear_in, box, mark), ...wearScale(plan, box), ...wearBars(plan.days, box, mark), ...wearOver(plan, box, mark),
    ...wearFlags(plan, box, mornings), ...wearNumbers(plan, box)];
  return wearDraw("svg", { viewBox: `0 0 ${width} ${box.height.toFixed(0)}`, class: "wear-chart", role: "img", "aria-label": wearAlt(plan) }, wearPatterns(mark), ...drawn);
}

// --- words around it ---------------------------------------------------------------------------------------------------

/** @param {string} words @param {string} [className] */
function wearLine(words, className = "") {
  return gateMake("p", { className, textContent: words });
}

/** @param {string[]} lines @param {string} [className] */
function wearList(lines, className = "") {
  return gateMake("ul", { className }, ...lines.map((textContent) => gateMake("li", { textContent })));
}

/** What to do on a day. @param {WearPlan} plan @param {number} place */
function wearTask({ days, checks, phases }, place) {
  const day = days[place];
  const before = days.slice(0, place).findLast((/** @type {WearDay} */ one) => one.kind === "wear");
  const on = (/** @type {WearCheck[]} */ list) => list.filter((one) => one.date === day.date);
  const begins = place && day.kind !== "out" ? on(phases).map(({ name }) => `${name} begin.`) : [];
  return [wearVerb(day, before), ...begins, ...on(checks).map(({ name }) => `${name}.`)].join(" ");
}

/** @param {WearDay} day @param {WearDay|undefined} before the day on which it was worn last */
function wearVerb({ kind, hours }, before) {
  if (kind === "out") return "Stopped: leave it out.";
  if (kind === "rest") return "Leave it out today.";
  if (!before) return "Begin.";
  return hours > before.hours ? "A step up, if no soreness is left." : hours < before.hours ? "A step back." : "As before.";
}

/** @param {WearDay} day */
function wearCell({ kind, hours }) {
  return kind === "wear" ? String(hours) : kind;
}

/** One week as a table in its fold. @param {WearPlan} plan @param {number} week from 0 @param {boolean} open */
function wearWeek(plan, week, open) {
  const days = plan.days.slice(week * 7, week * 7 + 7);
  const rows = days.map((/** @type {WearDay} */ day) => gateMake("tr", { className: day.date === plan.day ? "now" : "" },
    gateMake("th", { scope: "row", textContent: String(day.number) }), gateMake("td", { textContent: wearName(day.date) }),
    gateMake("td", { textContent: wearCell(day) }), gateMake("td", { textContent: wearTask(plan, day.number - 1) })));
  const heads = ["Day", "Date", "Hours", "What to do"].map((textContent) => gateMake("th", { scope: "col", textContent }));
  const caption = gateMake("caption", { className: "aloud", textContent: `Week ${week + 1} of the plan` });
  const table = gateMake("table", {}, caption, gateMake("thead", {}, gateMake("tr", {}, ...heads)), gateMake("tbody", {}, ...rows));
  const hours = days.filter((/** @type {WearDay} */ day) => day.kind === "wear").map((/** @type {WearDay} */ day) => day.hours);
  const span = !hours.length ? "no hours" : Math.min(...hours) === Math.max(...hours) ? wearHours(hours[0]) : `${Math.min(...hours)} to ${wearHours(Math.max(...hours))}`;
  const words = `Week ${week + 1}: ${wearName(days[0].date)} to ${wearName(days[6].date)}, ${span}`;
  const fold = gateMake("details", { className: "week", open }, gateMake("summary", { textContent: words }), table);
  return fold;
}

/** @param {WearPlan} plan */
function wearStops(plan) {
  return gateMake("ul", {}, ...plan.stop.map((/** @type {any} */ one) => gateMake("li", {}, gateMake("strong", { textContent: one.text }), ` ${one.where}`)));
}

/** @param {WearPlan} plan */
function wearChecks(plan) {
  const lines = plan.checks.map((/** @type {WearCheck} */ one) => gateMake("li", {}, gateMake("strong", { textContent: `${one.name}, ${wearFull(one.date)}.` }), ` ${one.text}`));
  return lines.length ? gateMake("ol", { className: "checks" }, ...lines) : wearLine("None lies ahead, as the plan has ended.");
}

/** @param {WearPlan} plan */
function wearPhases(plan) {
  return gateMake("ul", {}, ...plan.phases.map((/** @type {WearCheck} */ one) => gateMake("li", {}, gateMake("strong", { textContent: `${one.name}, from ${wearShort(one.date)}.` }), ` ${one.text}`)));
}

/** A part of the result with its title. @param {string} title @param {string} className @param {...Node} children */
function wearPart(title, className, ...children) {
  return gateMake("div", { className: `part-of ${className}` }, wearLine(title, "title"), ...children);
}

/** @param {WearPlan} plan */
function wearCare(plan) {
  return [wearPart("Check-ups", "", wearChecks(plan)), wearPart("The three phases", "", wearPhases(plan)),
    wearPart("Care, and when to replace it", "", wearList([...plan.care, plan.replace])),
    wearPart("About this plan", "", wearList([plan.source, ...plan.says.slice(1)]), wearLine(`Claims behind it: ${plan.claims.join(", ")}.`, "quiet"))];
}

// --- on paper ----------------------------------------------------------------------------------------------------------

/** Six weeks as a grid of dates and hours. @param {WearPlan} plan */
function wearGrid(plan) {
  const cell = (/** @type {WearDay} */ day) => gateMake("td", {}, `${wearShort(day.date)} `, gateMake("strong", { textContent: day.kind === "wear" ? `${day.hours} h` : day.kind }));
  const names = plan.days.slice(0, 7).map((/** @type {WearDay} */ day) => gateMake("th", { scope: "col", textContent: wearName(day.date).slice(0, 3) }));
  const rows = Array.from({ length: plan.days.length / 7 }, (_, week) => gateMake("tr", {},
    gateMake("th", { scope: "row", textContent: `Week ${week + 1}` }), ...plan.days.slice(week * 7, week * 7 + 7).map(cell)));
  return gateMake("table", {}, gateMake("thead", {}, gateMake("tr", {}, gateMake("td"), ...names)), gateMake("tbody", {}, ...rows));
}

/** The reasons to stop by where to go, so that they fit on a sheet. @param {WearPlan} plan */
function wearStopsShort({ stop }) {
  const places = [...new Set(stop.map((/** @type {any} */ one) => one.where))];
  const reasons = (/** @type {string} */ where) => stop.filter((/** @type {any} */ one) => one.where === where).map((/** @type {any} */ one) => one.text).join(" ");
  return gateMake("ul", {}, ...places.map((where) => gateMake("li", {}, gateMake("strong", { textContent: reasons(where) }), ` ${where}`)));
}

/** Everything of the plan on one sheet. @param {WearPlan} plan @param {WearData} data @param {string[]} mornings */
function wearSheet(plan, data, mornings) {
  const { wish } = plan;
  const asked = `${data.inserts[wish.insert]}. ${wearHours(wish.hours_a_day)} a day. ${plan.schedule}. Made on ${wearFull(plan.day)}.`;
  const page = gateMake("style", { textContent: "@page { margin: 8mm 12mm; }" });
  const rules = plan.mornings.map(([text, then]) => gateMake("li", {}, gateMake("strong", { textContent: `${text}:` }), ` ${then}`));
  return gateMake("div", { className: "lesson-widget lesson-personal lesson-planner lesson-planner-sheet" }, page,
    wearLine("Wearing in an insert", "name"), wearLine(asked), wearLine([...plan.first, plan.says[0]].join(" "), "first"),
    wearChart(plan, data, mornings, 700, "wear-sheet", 110), wearGrid(plan), gateMake("div", { className: "columns" },
      wearPart("Each morning", "", wearLine(plan.soreness), gateMake("ul", {}, ...rules)), wearPart("Stop at once if", "", wearStopsShort(plan)),
      wearPart("Check-ups", "", wearChecks(plan)), wearPart("Care", "", wearLine([...plan.care, plan.replace].join(" "))),
      wearPart("About this plan", "", wearLine([plan.source, ...plan.says.slice(1)].join(" ")))), wearLine(plan.notes.join(" "), "quiet"));
}

/** Prints the sheet alone, as large as one page holds; it leaves the page when that is done. @param {HTMLElement} sheet */
function wearPrint(sheet) {
  const room = 985; // pixels: the shorter one of A4 and Letter, without its margins
  document.querySelector("body > .lesson-planner-sheet")?.remove();
  document.body.append(sheet);
  sheet.style.zoom = String(Math.min(1, room / sheet.offsetHeight));
  window.addEventListener("afterprint", () => sheet.remove(), { once: true });
  window.print();
}

// --- what is asked -----------------------------------------------------------------------------------------------------

/** @param {string} words @param {HTMLElement} control @param {...Node} below */
function wearField(words, control, ...below) {
  return gateMake("div", { className: "field" }, gateMake("label", {}, gateMake("span", { textContent: words }), control), ...below);
}

/** @param {string} name @param {Record<string, string>} options @param {boolean} open with a first entry that chooses nothing */
function wearSelect(name, options, open) {
  const entries = Object.entries(options).map(([value, textContent]) => gateMake("option", { value, textContent }));
  return gateMake("select", { name }, ...(open ? [gateMake("option", { value: "", textContent: "Choose…" })] : []), ...entries);
}

/** A control whose fault is told below it. @param {string} words @param {any} control @param {string} id */
function wearTold(words, control, id) {
  const fault = gateMake("p", { className: "fault", id });
  control.setAttribute("aria-describedby", id);
  const say = (/** @type {string} */ sentence) => {
    control.setAttribute("aria-invalid", String(Boolean(sentence)));
    if (fault.textContent !== sentence) fault.textContent = sentence;
  };
  return { node: wearField(words, control, fault), say };
}

/** The wishes: when, how long, which work and which insert. @param {WearData} data @param {string} mark */
function wearForm(data, mark) {
  const { limits, schedules } = data.wear_in;
  const when = ["I will begin on", "I began on"].map((words, place) => ({ words, box: gateMake("input", { type: "radio", name: `${mark}-when`, checked: !place }) }));
  const [start, hours] = [gateMake("input", { type: "date", name: "start", value: wearLater(gateToday(), 1) }),
    gateMake("input", { type: "number", name: "hours", min: limits.least_hours, max: limits.most_hours, step: 1, value: 8 })];
  const [job, insert] = [wearSelect("job", data.jobs, true), wearSelect("insert", data.inserts, true)];
  const schedule = wearSelect("schedule", Object.fromEntries(Object.values(schedules).map(({ id, name }) => [id, name])), false);
  const told = { start: wearTold("Day", start, `${mark}-start`), hours_a_day: wearTold("Hours in shoes on a usual day", hours, `${mark}-hours`) };
  const source = wearLine("", "quiet");
  const radios = gateMake("div", { className: "when" }, ...when.map(({ words, box }) => gateMake("div", { className: "choice" }, gateMake("label", {}, box, gateMake("span", { textContent: words })))));
  const node = gateMake("form", { noValidate: true }, gateMake("fieldset", {}, gateMake("legend", { textContent: "Your plan" }), radios,
    gateMake("div", { className: "fields" }, told.start.node, told.hours_a_day.node, wearField("Kind of insert", insert), wearField(data.ask, job)),
    wearField("Which way of wearing in?", schedule), source));
  const read = () => ({ start: start.value, hours_a_day: hours.value.trim() ? Number(hours.value) : NaN, job: job.value, insert: insert.value, schedule: schedule.value, begun: when[1].box.checked });
  const say = (/** @type {Record<string, string>} */ faults) => {
    [start.min, start.max] = wearRange(limits, when[1].box.checked, gateToday());
    told.start.say(faults.start ?? "");
    told.hours_a_day.say(faults.hours_a_day ?? "");
    source.textContent = schedules[schedule.value].source;
  };
  return { node, read, say };
}

/** How the mornings were. @param {WearData} data @param {string} mark @param {(number: number, morning: string) => void} tell */
function wearMornings(data, mark, tell) {
  const which = gateMake("select", { name: "morning" });
  const rows = Object.values(data.wear_in.mornings).map(({ id, text }) => ({ id, text, box: gateMake("input", { type: "radio", name: `${mark}-morning`, value: id }) }));
  const choices = rows.map(({ text, box }) => gateMake("div", { className: "choice" }, gateMake("label", {}, box, gateMake("span", { textContent: text }))));
  const trial = wearLine("Not begun yet? Then try a morning and see what it does to the plan. Take it back before you save.", "quiet");
  const [answer, back] = [gateMake("div", { className: "answer" }), gateMake("button", { type: "button", textContent: "Take all mornings back" })];
  answer.setAttribute("aria-live", "polite");
  const node = gateMake("div", { className: "part-of mornings" }, gateMake("fieldset", {}, gateMake("legend", { textContent: "My feet or my back are sore today" }),
    wearLine(data.soreness), trial, wearField("Which morning?", which), ...choices), answer, gateMake("div", { className: "row" }, back));
  node.addEventListener("input", ({ target }) => { if (target !== which) tell(Number(which.value), rows.find(({ box }) => box.checked)?.id ?? "fine"); });
  return { node, which, rows, answer, back, trial };
}

/** The mornings that a plan has, today's chosen at first. @param {any} panel @param {WearPlan} plan @param {string[]} mornings */
function wearOffer({ which, rows, back, trial }, plan, mornings) {
  const days = plan.days.slice(1);
  const key = plan.wish.start + plan.day;
  if (which.dataset.key !== key) {
    which.dataset.key = key;
    which.replaceChildren(...days.map((/** @type {WearDay} */ day) => gateMake("option", { value: String(day.number - 1), textContent: `Day ${day.number}, ${wearFull(day.date)}${day.date === plan.day ? " (today)" : ""}` })));
    which.value = String(days.find((/** @type {WearDay} */ day) => day.date === plan.day)?.number - 1 || 1);
  }
  const told = mornings[Number(which.value) - 1] ?? "";
  for (const { id, box } of rows) box.checked = id === told;
  back.hidden = !mornings.length;
  trial.hidden = plan.day > plan.wish.start;
}

/** What follows from a morning. @param {any} panel @param {WearPlan} plan @param {WearData} data @param {string[]} mornings @param {number} number */
function wearAnswer({ answer }, plan, data, mornings, number) {
  const morning = mornings[number - 1];
  if (!morning) return answer.replaceChildren();
  const day = plan.days[number];
  const sore = mornings.flatMap((one, place) => (one === "sore" ? [wearName(plan.days[place + 1].date)] : []));
  const hours = day.kind === "wear" ? `up to ${wearHours(day.hours)}` : day.kind === "rest" ? "leave it out for the day" : "leave it out";
  const worn = day.kind === "out" && morning === "sore" ? data.wear_in.about.too_sore : data.wear_in.mornings[morning].then;
  answer.replaceChildren(gateMake("p", {}, gateMake("strong", { textContent: `${wearName(day.date)}: ${hours}.` }), ` ${worn}`),
    ...(sore.length ? [wearLine(`Sore mornings told so far: ${sore.join(", ")}.`, "quiet")] : []));
}

// --- the tool ----------------------------------------------------------------------------------------------------------

/** Where the plan stands; its parts keep their place, so that no hand loses hold. @param {WearData} data @param {string} mark
 * @param {(number: number, morning: string) => void} tell @param {() => void} again */
function wearResult(data, mark, tell, again) {
  const part = (/** @type {string} */ className) => gateMake("div", { className });
  const [first, title, chart, weeks, stops, care] = ["first-of-all", "heading", "figure", "weeks", "part-of stops", "care"].map(part);
  const [save, print] = [gateMake("button", { type: "button", className: "primary", textContent: "Save as calendar (.ics)" }), gateMake("button", { type: "button", textContent: "Print on one page" })];
  const panel = wearMornings(data, mark, tell);
  panel.which.addEventListener("change", again);
  const node = gateMake("div", { className: "result", hidden: true }, first, title, chart, gateMake("div", { className: "row" }, save, print),
    wearLine("Nothing is stored or sent. Saving makes a file on your device.", "quiet"), wearPart("Day by day", "", weeks), panel.node, stops, care);
  return { node, first, title, chart, weeks, stops, care, save, print, panel };
}

/** Shows a plan. @param {any} result @param {WearPlan} plan @param {WearData} data @param {string[]} mornings @param {string} mark */
function wearShow(result, plan, data, mornings, mark) {
  const last = plan.days[plan.days.length - 1].date;
  const open = [...result.weeks.children].map((fold) => fold.open);
  const current = Math.floor(wearBetween(plan.wish.start, plan.day) / 7);
  result.first.hidden = !plan.first.length;
  result.first.replaceChildren(wearLine("Before anything else", "title"), ...plan.first.map((/** @type {string} */ line) => wearLine(line)));
  result.title.replaceChildren(wearLine(`Your plan, ${wearShort(plan.wish.start)} to ${wearShort(last)} ${last.slice(0, 4)}`, "name"), wearLine(plan.says[0]));
  result.chart.replaceChildren(wearChart(plan, data, mornings, wearWidth(result.chart), mark), wearKey(plan, mornings));
  result.weeks.replaceChildren(...Array.from({ length: plan.days.length / 7 }, (_, week) => wearWeek(plan, week, open[week] ?? week === Math.max(current, 0))));
  result.stops.replaceChildren(wearLine("Stop at once, take it out, and get help if", "title"), wearStops(plan));
  result.care.replaceChildren(...wearCare(plan));
  wearOffer(result.panel, plan, mornings);
  wearAnswer(result.panel, plan, data, mornings, Number(result.panel.which.value));
}

/** Leaves nothing of a plan behind, not even hidden. @param {any} result */
function wearClear({ first, title, chart, weeks, stops, care, panel }) {
  for (const node of [first, title, chart, weeks, stops, care, panel.answer]) node.replaceChildren();
}

/** @param {HTMLElement} node */
function wearWidth(node) {
  return Math.max(260, Math.min(760, Math.floor(node.clientWidth || 680)));
}

/** What the marks mean that the chart has no room to name. @param {WearPlan} plan @param {string[]} mornings */
function wearKey({ days, checks, day }, mornings) {
  const has = (/** @type {string} */ kind) => days.some((/** @type {WearDay} */ one) => one.kind === kind);
  const lines = [checks.length ? `Circles: ${checks.map((/** @type {WearCheck} */ one, /** @type {number} */ place) => `${place + 1} ${one.name.split(":")[0].toLowerCase()}`).join(", ")}.` : "",
    has("rest") ? "Dashed box: day of rest." : "", mornings.includes("sore") ? "▼\u00a0after a sore morning." : "",
    days.some((/** @type {WearDay} */ one) => one.date === day) ? "▲\u00a0today." : ""];
  return wearLine(lines.filter(Boolean).join(" "), "quiet");
}

/** What stands in place of a plan. @param {string[]} closed @param {any} read @param {Record<string, string>} faults @returns {string[]} */
function wearInstead(closed, read, faults) {
  if (closed.length) return closed;
  if (Object.keys(faults).length) return ["Once the line above is mended, your plan stands here."];
  return read.job && read.insert ? [] : ["Choose your kind of insert and your work. Then your plan stands here."];
}

/** @param {{model: any, el: HTMLElement}} view */
function render({ model, el }) {
  const [data, gate] = [model.get("planner"), model.get("gate")];
  el.classList.add("lesson-widget", "lesson-personal", "lesson-planner");
  const mark = `wear-${document.querySelectorAll(".lesson-planner").length}-${el.dataset.model ?? "lab"}`;
  /** @type {{plan: WearPlan|null, mornings: string[], start: string}} */ const now = { plan: null, mornings: [], start: "" };
  const [instead, heard, head] = [gateMake("div", { className: "instead" }), gateMake("p", { className: "aloud" }), wearLine("Wear-in planner", "eyebrow")];
  heard.setAttribute("role", "status");
  const form = wearForm(data, mark);
  const tell = (/** @type {number} */ number, /** @type {string} */ morning) => {
    now.mornings = Array.from({ length: Math.max(number, now.mornings.length) }, (_, place) => (place === number - 1 ? morning : now.mornings[place] ?? "fine"));
    paint();
  };
  const result = wearResult(data, mark, tell, () => paint());
  const paint = () => {
    const [closed, read, today] = [door.closed("plan"), form.read(), gateToday()];
    const faults = wearFaults(data, read, today);
    const lines = wearInstead(closed, read, faults);
    if (read.start !== now.start) Object.assign(now, { start: read.start, mornings: [] });
    const { begun, ...wish } = read;
    now.plan = lines.length ? null : wearPlan(data, wish, now.mornings, today, gateFirst(gate, weighGate(gate, door.answers())));
    form.node.hidden = closed.length > 0;
    form.say(faults);
    instead.replaceChildren(...lines.map((line) => wearLine(line)));
    result.node.hidden = !now.plan;
    if (now.plan) wearShow(result, now.plan, data, now.mornings, mark);
    else wearClear(result);
    const words = now.plan ? `The plan stands below: ${now.plan.days.length} days from ${wearFull(now.plan.wish.start)}.` : Object.values(faults)[0] ?? "";
    if (!closed.length && heard.textContent !== words) heard.textContent = words;
  };
  const place = gateMake("div", {});
  el.append(head, place, gateMake("div", { className: "desk" }, form.node, instead, heard, result.node));
  const ready = { on: false };
  const door = drawGate(place, gate, () => { if (ready.on) paint(); });
  ready.on = true;
  const act = (/** @type {(plan: WearPlan) => void} */ call) => () => { paint(); if (now.plan) call(now.plan); }; // a day may have passed since
  const stops = gateListen([
    [form.node, "input", paint], [form.node, "submit", (/** @type {Event} */ event) => event.preventDefault()],
    [el, "keydown", (/** @type {Event} */ event) => event.stopPropagation()],
    [result.save, "click", act((plan) => wearSave(plan, data))], [result.print, "click", act((plan) => wearPrint(wearSheet(plan, data, now.mornings)))],
    [result.panel.back, "click", () => { now.mornings = []; result.panel.which.focus(); paint(); }],
  ]);
  const watch = new ResizeObserver(() => { if (now.plan) result.chart.firstElementChild?.replaceWith(wearChart(now.plan, data, now.mornings, wearWidth(result.chart), mark)); });
  watch.observe(result.chart);
  paint();
  return () => { stops(); watch.disconnect(); door.stop(); el.replaceChildren(); };
}

export { wearIcs, wearPlan };
export default { render };
