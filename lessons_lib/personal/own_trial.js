// Your own trial. Stands behind gate.js (see there for gateMake, drawGate). Nothing is kept here: the saved file is the memory.
// What is added up below is what lessons_lib/advice/diary*.py adds up, held together by tests/browser/test_own_trial.py.

/** @typedef {{day: string, week: number, pair: number, insert: string, pain: number|null, note: string}} TrialEntry */
/** @typedef {{pair: number, without: number, withInsert: number}} TrialPair mean pain of the two weeks of a pair */
/** @typedef {{pairs: TrialPair[], leftOut: number[], difference: number, low: number, high: number, points: number,
 *   share: number, why: string, verdict: string, words: string[]}} TrialReading  why: nothing can be told yet, or "" */
/** @typedef {{entries: TrialEntry[], faults: string[], unread: string[][]}} TrialLoaded */
/** @typedef {any} TrialData  trait `trial` of the widget, made by own_trial.py: trial_data() */

const TRIAL_COLUMNS = ["date", "week", "pair", "insert", "pain", "note"];
const TRIAL_DAY = 86_400_000;

// --- weeks -----------------------------------------------------------------------------------------------------------

/** @param {string} day @param {number} more */
function trialLater(day, more) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + more * TRIAL_DAY).toISOString().slice(0, 10);
}

/** Whole days from one day to another. @param {string} first @param {string} last */
function trialGap(first, last) {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / TRIAL_DAY);
}

/** The empty days of a trial; bit 0 of `order` is the first pair, 1 means that the week with the insert comes first.
 * @param {string} start @param {number} pairs @param {number} order @returns {TrialEntry[]} */
function trialBlank(start, pairs, order) {
  return Array.from({ length: pairs * 14 }, (_, place) => {
    const [pair, second] = [Math.floor(place / 14), Math.floor(place / 7) % 2];
    const insert = ((order >> pair) & 1) !== second ? "with" : "without";
    return { day: trialLater(start, place), week: 2 * pair + second + 1, pair: pair + 1, insert, pain: null, note: "" };
  });
}

/** What is wrong with a plan, as in diary.py. @param {TrialData} data @param {string} start @param {number} pairs @param {string} today */
function trialFaults(data, start, pairs, today) {
  const { least_pairs: least, most_pairs: most, days_ahead: ahead } = data.limits;
  const gap = trialGap(today, start);
  return [
    ...(Number.isInteger(pairs) && pairs >= least && pairs <= most ? [] : [`A diary has ${least} to ${most} pairs of weeks, not ${pairs}.`]),
    ...(gap >= 0 && gap <= ahead ? [] : [`The diary begins today or at most ${ahead} days from now, not on ${start || "an unknown day"}.`]),
  ];
}

/** The entries of each week, in order. @param {TrialEntry[]} entries @returns {TrialEntry[][]} */
function trialWeeks(entries) {
  const weeks = new Map(entries.map(({ week }) => [week, /** @type {TrialEntry[]} */ ([])]));
  for (const entry of entries) weeks.get(entry.week)?.push(entry);
  const numbers = [...weeks.keys()].sort((a, b) => a - b);
  return numbers.map((number) => /** @type {TrialEntry[]} */ (weeks.get(number)).sort((a, b) => (a.day < b.day ? -1 : 1)));
}

// --- how long --------------------------------------------------------------------------------------------------------

/** @param {number[]} numbers */
function trialMean(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Standard deviation of a sample. @param {number[]} numbers */
function trialSpread(numbers) {
  const mean = trialMean(numbers);
  return Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (numbers.length - 1));
}

/** Where a spread stands in the tables: rounded up, so that no trial looks better than it is. @param {TrialData} data @param {number} spread */
function trialPlace(data, spread) {
  const place = data.spreads.findIndex((/** @type {number} */ one) => one >= spread - 1e-9);
  return place < 0 ? data.spreads.length - 1 : place;
}

/** @param {TrialData} data @param {number} spread @param {number} change */
function trialPreview(data, spread, change) {
  const [row, place] = [data.changes.indexOf(change), trialPlace(data, spread)];
  const pairs = Math.max(data.pairs[row][place], data.limits.least_pairs);
  const feasible = pairs <= data.limits.most_pairs;
  const words = `With your ups and downs you need about ${pairs} pairs of weeks, that is ${2 * pairs} weeks.`;
  const seen = (/** @type {number} */ length) => data.seen[row][place][length - data.limits.least_pairs];
  return { pairs, feasible, seen, words: feasible ? words : `${words} That is more than a year. A diary cannot tell you this.` };
}

// --- reading ---------------------------------------------------------------------------------------------------------

/** Mean pain of a week from its first counted day on; null with too few numbers. @param {TrialData} data @param {TrialEntry[]} days */
function trialWeekMean(data, days) {
  const counted = days.filter(({ day, pain }) => pain !== null && trialGap(days[0].day, day) >= data.limits.skip_days);
  return counted.length >= data.limits.days_needed ? trialMean(counted.map(({ pain }) => /** @type {number} */ (pain))) : null;
}

/** Whether all days of a week agree on its pair and its kind. @param {TrialEntry[]} days */
function trialAgrees(days) {
  return days.every(({ pair, insert }) => pair === days[0].pair && insert === days[0].insert);
}

/** Every pair with one usable week of each kind. @param {TrialData} data @param {TrialEntry[]} entries @returns {TrialPair[]} */
function trialPairs(data, entries) {
  const usable = trialWeeks(entries).filter(trialAgrees).map((days) => ({ ...days[0], mean: trialWeekMean(data, days) }));
  const pairs = [...new Set(entries.map(({ pair }) => pair))].sort((a, b) => a - b);
  return pairs.flatMap((pair) => {
    const weeks = usable.filter((week) => week.pair === pair && week.mean !== null);
    const mean = (/** @type {string} */ kind) => /** @type {number} */ (weeks.find(({ insert }) => insert === kind)?.mean);
    const whole = weeks.length === 2 && weeks[0].insert !== weeks[1].insert;
    return whole ? [{ pair, without: mean("without"), withInsert: mean("with") }] : [];
  });
}

/** To nine decimals, as in Python: the order of adding up changes no word. @param {number} points */
function trialRound(points) {
  return Number(points.toFixed(9));
}

/** Mean, low and high end of Student's interval. @param {TrialData} data @param {number[]} reliefs */
function trialInterval(data, reliefs) {
  if (reliefs.length < 2) return [NaN, NaN, NaN];
  const half = (data.quantiles[reliefs.length - 2] * trialSpread(reliefs)) / Math.sqrt(reliefs.length);
  const mean = trialMean(reliefs);
  return [mean, mean - half, mean + half].map(trialRound);
}

/** Why nothing can be told yet, or "". @param {TrialData} data @param {TrialEntry[]} entries @param {number[]} reliefs */
function trialTooSoon(data, entries, reliefs) {
  const last = trialWeeks(entries).at(-1);
  if (last && trialWeekMean(data, last) === null) return "unfinished";
  if (reliefs.length < data.limits.least_pairs) return "few";
  return Math.max(...reliefs) - Math.min(...reliefs) < 1e-9 ? "no-spread" : "";
}

/** The verdict that the whole interval supports. @param {number} low @param {number} high @param {number} points @param {number} share */
function trialJudge(low, high, points, share) {
  if (high < 0) return "more";
  if (low >= Math.max(points, share)) return "helps";
  const small = Math.min(points, share);
  if (-small < low && high < small) return "little";
  return low > 0 ? "some" : "cannot-tell";
}

/** One decimal as Python writes it: a quarter lies between two tenths, and the even one is taken. @param {number} points */
function trialShown(points) {
  return (points % 1 === 0.25 ? points - 0.05 : points).toFixed(1);
}

/** @param {number} points */
function trialSide(points) {
  const shown = trialShown(Math.abs(points));
  return shown === "0.0" ? "0.0 points" : `${shown} points ${points > 0 ? "less" : "more"}`;
}

/** @param {TrialData} data @param {Omit<TrialReading, "words">} found */
function trialWords(data, { pairs, leftOut, difference, low, high, points, share, why, verdict }) {
  const numbers = [
    `Pain was ${trialShown(Math.abs(difference))} points ${difference >= 0 ? "less" : "more"} in the weeks with the insert.`,
    `The true difference may well lie anywhere from ${trialSide(low)} to ${trialSide(high)}.`,
    `A change begins to matter at about ${points} points, or at ${data.matters.percent} %, here ${trialShown(share)} points.`,
  ];
  const { name, text } = data.readings[verdict];
  return [
    `${pairs.length} ${pairs.length === 1 ? "pair" : "pairs"} of weeks could be compared.`,
    ...(leftOut.length ? [`Left out, as a week has too few numbers: pair ${leftOut.join(", ")}.`] : []),
    ...(why ? [] : numbers), `${name}.`, why ? data.why[why] : text,
    ...["unblinded", "carry-over", "one-person"].map((one) => data.says[one]),
  ];
}

/** What a diary says. @param {TrialData} data @param {TrialEntry[]} entries @returns {TrialReading} */
function trialRead(data, entries) {
  const pairs = trialPairs(data, entries);
  const reliefs = pairs.map(({ without, withInsert }) => without - withInsert);
  const [difference, low, high] = trialInterval(data, reliefs);
  const { points, percent } = data.matters;
  const share = trialRound((percent / 100) * trialMean(pairs.map(({ without }) => without)));
  const why = trialTooSoon(data, entries, reliefs);
  const verdict = why ? "cannot-tell" : trialJudge(low, high, points, share);
  const whole = new Set(pairs.map(({ pair }) => pair));
  const leftOut = [...new Set(entries.map(({ pair }) => pair))].filter((pair) => !whole.has(pair)).sort((a, b) => a - b);
  const found = { pairs, leftOut, difference, low, high, points, share, why, verdict };
  return { ...found, words: trialWords(data, found) };
}

// --- out and in ------------------------------------------------------------------------------------------------------

/** A number without an exponent. @param {number} number */
function trialPlain(number) {
  const [digits, exponent] = String(number).split("e-");
  return exponent ? `0.${"0".repeat(Number(exponent) - 1)}${digits.replace(".", "")}` : digits;
}

/** @param {TrialEntry[]} entries @returns {string} with the mark that spreadsheets look for at its start */
function trialCsv(entries) {
  const rows = entries.map(({ day, week, pair, insert, pain, note }) => [day, week, pair, insert, pain === null ? "" : trialPlain(pain), note]);
  const quote = (/** @type {string} */ field) => (/[,"\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  return `\ufeff${[TRIAL_COLUMNS, ...rows].map((row) => `${row.map((field) => quote(String(field))).join(",")}\r\n`).join("")}`;
}

/** The text of a file; null where it is none. @param {Uint8Array} bytes @returns {string|null} */
function trialDecode(bytes) {
  const mark = (bytes[0] << 8) | bytes[1];
  const wide = mark === 0xfffe ? ["utf-16le"] : mark === 0xfeff ? ["utf-16be"] : [];
  for (const name of wide.length ? wide : ["utf-8", "windows-1252"]) {
    if (name === "windows-1252" && bytes.some((one) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(one))) continue;
    try {
      const text = new TextDecoder(name, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text;
    } catch { continue; }
  }
  return null;
}

/** The lines as fields, as Python's csv module takes them apart. @param {string} text @returns {{rows: string[][], wrong: string}} */
function trialRows(text) {
  const head = text.split("\n", 1)[0];
  const counts = [...",;\t"].map((one) => head.split(one).length);
  const parted = ",;\t"[counts.indexOf(Math.max(...counts))];
  const rows = [];
  let [row, field, place] = [/** @type {string[]} */ ([]), "", "line"]; // line, field, plain, quoted, after
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (place === "quoted") {
      if (one === '"') place = "after";
      else field += one;
    } else if (one === "\n" || one === "\r") {
      rows.push(place === "line" ? [] : [...row, field]);
      if (one === "\r" && text[at + 1] === "\n") at += 1;
      [row, field, place] = [[], "", "line"];
    } else if (one === parted) {
      row.push(field);
      [field, place] = ["", "field"];
    } else if (one === '"' && place !== "plain") {
      field += place === "after" ? one : "";
      place = "quoted";
    } else if (place === "after") {
      return { rows, wrong: `'${parted}' expected after '"'` };
    } else {
      field += one;
      place = "plain";
    }
    if (field.length > 131_072) return { rows, wrong: "field larger than field limit (131072)" };
  }
  if (place !== "line" && place !== "quoted") rows.push([...row, field]);
  return { rows, wrong: place === "quoted" ? "unexpected end of data" : "" };
}

/** Without blanks at both ends, as Python counts blanks. @param {string} text */
function trialStrip(text) {
  const blank = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  return text.replace(new RegExp(`^${blank}`), "").replace(new RegExp(`${blank}$`), "");
}

/** A text in quotes, as Python shows it. @param {string} text */
function trialQuoted(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const spelt = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", [mark]: `\\${mark}` };
  const coded = (/** @type {string} */ one) => {
    const code = /** @type {number} */ (one.codePointAt(0));
    const [letter, width] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return `\\${letter}${code.toString(16).padStart(/** @type {number} */ (width), "0")}`;
  };
  const shown = (/** @type {string} */ one) => spelt[one] ?? (/[\p{C}\p{Z}]/u.test(one) && one !== " " ? coded(one) : one);
  return `${mark}${Array.from(text, shown).join("")}${mark}`;
}

/** A day as year-month-day; "" where it is none. @param {string} text */
function trialDate(text) {
  const plain = trialStrip(text);
  const found = /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/.exec(plain) ?? /^(?<d>\d{1,2})\.[ \t-\r]?(?<m>\d{1,2})\.[ \t-\r]?(?<y>\d{4})$/.exec(plain);
  if (!found?.groups || found.groups.y === "0000") return "";
  const day = [found.groups.y, found.groups.m.padStart(2, "0"), found.groups.d.padStart(2, "0")].join("-");
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === day ? day : "";
}

/** The number, null for an empty field, NaN for no pain. @param {string} text */
function trialPain(text) {
  const plain = trialStrip(text).replaceAll(",", ".");
  if (!plain) return null;
  return /^\d{1,2}(\.\d*)?$/.test(plain) && Number(plain) <= 10 ? Number(plain) : NaN;
}

/** What is wrong with one line. @param {Record<string, string>} fields @returns {string[]} */
function trialLineFaults(fields) {
  const given = (/** @type {string} */ name) => fields[name] ?? "";
  const whole = (/** @type {string} */ name) => /^[1-9]\d{0,3}$/.test(trialStrip(given(name)));
  return [
    ...(trialDate(given("date")) ? [] : [`${trialQuoted(given("date"))} is no date such as 2026-11-21 or 21.11.2026`]),
    ...["week", "pair"].filter((name) => !whole(name)).map((name) => `${name} is a number from 1, not ${trialQuoted(given(name))}`),
    ...(["with", "without"].includes(trialStrip(given("insert")).toLowerCase()) ? [] : [`insert is with or without, not ${trialQuoted(given("insert"))}`]),
    ...(Number.isNaN(trialPain(given("pain"))) ? [`pain is a number from 0 to 10 or empty, not ${trialQuoted(given("pain"))}`] : []),
  ];
}

/** @param {Record<string, string>} fields @returns {TrialEntry} */
function trialEntry(fields) {
  const [week, pair] = [fields.week, fields.pair].map((text) => Number(trialStrip(text)));
  const insert = trialStrip(fields.insert).toLowerCase();
  return { day: trialDate(fields.date), week, pair, insert, pain: trialPain(fields.pain ?? ""), note: fields.note ?? "" };
}

/** Weeks that are more than one thing. @param {TrialEntry[]} entries @returns {string[]} */
function trialContradictions(entries) {
  return trialWeeks(entries).filter((days) => !trialAgrees(days)).map((days) => {
    const order = days.slice().sort((a, b) => a.pair - b.pair || (a.insert < b.insert ? -1 : 1));
    const kinds = new Set(order.map(({ pair, insert }) => `pair ${pair} ${insert}`));
    return `Week ${days[0].week} is ${[...kinds].join(" and ")}; a week is one of them, so it is not counted.`;
  });
}

/** What a file holds; throws an Error with a sentence where it is no diary at all. @param {Uint8Array} bytes @returns {TrialLoaded} */
function trialLoad(bytes) {
  if (bytes.length > 1_000_000) throw new Error("This file is too large for a diary.");
  const text = trialDecode(bytes);
  if (text === null) throw new Error("This file is no text. Save the diary as CSV.");
  const { rows, wrong } = trialRows(text);
  if (wrong) throw new Error(`This file cannot be read as CSV: ${wrong}.`);
  const names = (rows[0] ?? []).map((name) => trialStrip(name).toLowerCase());
  const missing = TRIAL_COLUMNS.slice(0, 4).filter((name) => !names.includes(name));
  if (missing.length) throw new Error(`This is no diary: its first line lacks ${missing.join(", ")}. It needs ${TRIAL_COLUMNS.join(", ")}.`);
  return trialSort(names, rows);
}

/** Takes the lines one by one: entries to one side, faults with their lines to the other. @param {string[]} names @param {string[][]} rows */
function trialSort(names, rows) {
  const kept = new Map();
  const faults = names.filter((name) => !TRIAL_COLUMNS.includes(name)).map((name) => `The column ${trialQuoted(name)} is not known and was left out.`);
  const unread = [];
  for (const [place, row] of rows.entries()) {
    if (!place || row.every((field) => !trialStrip(field))) continue;
    const fields = Object.fromEntries(names.slice(0, row.length).map((name, at) => [name, row[at]]));
    const wrong = trialLineFaults(fields);
    if (row.length !== names.length) wrong.push(`it has ${row.length} fields and not ${names.length}`);
    if (!wrong.length && kept.has(trialDate(fields.date))) wrong.push(`the day ${fields.date} stands there twice`);
    if (wrong.length) [faults.push(`Line ${place + 1}: ${wrong.join("; ")}.`), unread.push(row)];
    else kept.set(trialDate(fields.date), trialEntry(fields));
  }
  const entries = [...kept.keys()].sort().map((day) => kept.get(day));
  return { entries, faults: [...faults, ...trialContradictions(entries)], unread };
}

// --- what is drawn ---------------------------------------------------------------------------------------------------

/** @param {string} tag @param {Record<string, string|number>} traits @param {string} [words] */
function trialSvg(tag, traits, words) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(traits)) node.setAttribute(name, String(value));
  if (words !== undefined) node.textContent = words;
  return node;
}

/** A square for a day with the insert, a ring for one without. @param {string} insert @param {number} x @param {number} y @param {number} size */
function trialMark(insert, x, y, size) {
  return insert === "with" ? trialSvg("rect", { class: "with", x: x - size, y: y - size, width: 2 * size, height: 2 * size })
    : trialSvg("circle", { class: "without", cx: x, cy: y, r: size });
}

/** A drawing as wide as its place, with words for those who do not see it. @param {number} width @param {number} height @param {string} words */
function trialCanvas(width, height, words) {
  const node = trialSvg("svg", { viewBox: `0 0 ${width} ${height}`, width: "100%", role: "img", "aria-label": words });
  const text = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ said, /** @type {string} */ anchor = "middle", /** @type {string} */ name = "") =>
    node.append(trialSvg("text", { x, y, "text-anchor": anchor, class: name }, said));
  const line = (/** @type {string} */ name, /** @type {number} */ x1, /** @type {number} */ y1, /** @type {number} */ x2, /** @type {number} */ y2) =>
    node.append(trialSvg("line", { class: name, x1, y1, x2, y2 }));
  return { node, text, line, add: (/** @type {Element[]} */ ...parts) => node.append(...parts) };
}

/** Every day as a dot, every week's mean as a bar. @param {TrialData} data @param {TrialEntry[]} entries @param {number} width @param {string} stamp */
function trialDaysPlot(data, entries, width, stamp) {
  const weeks = trialWeeks(entries);
  const [left, right, top, bottom] = [26, 6, stamp ? 46 : 28, 214];
  const column = (width - left - right) / weeks.length;
  const y = (/** @type {number} */ pain) => bottom - (pain / 10) * (bottom - top);
  const canvas = trialCanvas(width, 262, `${stamp} Pain each day from 0 to 10 over ${weeks.length} weeks. The means are in the table below.`);
  for (const pain of [0, 5, 10]) {
    canvas.line("grid", left, y(pain), width - right, y(pain));
    canvas.text(left - 6, y(pain) + 4, String(pain), "end", "quiet");
  }
  canvas.text(0, 14, "Pain each day, 0 to 10", "start", "name");
  canvas.text(0, 32, stamp, "start", "quiet");
  weeks.forEach((days, place) => trialWeekPlot(data, canvas, days, { x: left + place * column, column, y, top, bottom }));
  return canvas.node;
}

/** @param {TrialData} data @param {any} canvas @param {TrialEntry[]} days @param {{x: number, column: number, y: (pain: number) => number, top: number, bottom: number}} at */
function trialWeekPlot(data, canvas, days, { x, column, y, top, bottom }) {
  const [{ day: first, insert, pair, week }] = days;
  const across = (/** @type {number} */ day) => x + ((day + 0.5) / 7) * column;
  if (insert === "with") canvas.add(trialSvg("rect", { class: "shade", x, y: top, width: column, height: bottom - top }));
  for (const { day, pain } of days) {
    if (pain === null) continue;
    const mark = trialMark(insert, across(trialGap(first, day)), y(pain), Math.max(1.2, Math.min(3.2, column / 14)));
    mark.classList.toggle("uncounted", trialGap(first, day) < data.limits.skip_days);
    canvas.add(mark);
  }
  const mean = trialWeekMean(data, days);
  if (mean !== null) canvas.line(`mean ${insert}`, x + 1, y(mean), x + column - 1, y(mean));
  if (column > 52) canvas.text(x + column / 2, bottom + 17, insert, "middle", insert);
  else canvas.add(trialMark(insert, x + column / 2, bottom + 13, Math.min(4.5, column / 3)));
  if (week % 2 === 0) canvas.line("grid", x + column, bottom + 4, x + column, bottom + 26);
  if (week % 2 === 1 && column > 9) canvas.text(x + column, bottom + 38, column > 30 ? `pair ${pair}` : String(pair), "middle", "quiet");
}

/** The difference with its interval, beside the band of changes that are too small to matter. @param {TrialReading} found @param {number} width @param {string} stamp */
function trialChangePlot({ difference, low, high, points, share }, width, stamp) {
  const small = Math.min(points, share);
  const reach = Math.ceil(Math.max(3, Math.abs(low), Math.abs(high), points, share) + 0.3);
  const x = (/** @type {number} */ change) => width / 2 + (change / reach) * (width / 2 - 12);
  const words = `${stamp} Difference: ${trialSide(difference)}, anywhere from ${trialSide(low)} to ${trialSide(high)}. Too small to matter: below ${trialShown(small)} points.`;
  const canvas = trialCanvas(width, 176, words);
  canvas.text(0, 14, "Difference in points, with the insert", "start", "name");
  const large = Math.max(points, share);
  canvas.add(trialSvg("rect", { class: "band", x: x(-small), y: 30, width: x(small) - x(-small), height: 90 }));
  for (const from of [-large, small]) canvas.add(trialSvg("rect", { class: "begins", x: x(from), y: 30, width: x(large) - x(small), height: 90 }));
  canvas.line("zero", x(0), 30, x(0), 120);
  canvas.line("axis", x(-reach), 120, x(reach), 120);
  const step = reach > 6 ? 2 : 1;
  for (let tick = 0; tick <= reach; tick += step) for (const side of tick ? [-1, 1] : [1]) {
    canvas.line("axis", x(side * tick), 120, x(side * tick), 125);
    canvas.text(x(side * tick), 140, String(tick), "middle", "quiet");
  }
  canvas.text(0, 164, "\u2190 more pain with it", "start");
  canvas.text(width, 164, "less pain with it \u2192", "end");
  canvas.line("interval", x(low), 75, x(high), 75);
  for (const end of [low, high]) canvas.line("interval", x(end), 66, x(end), 84);
  canvas.add(trialSvg("path", { class: "found", d: `M${x(difference)} 66l9 9-9 9-9-9z` }));
  return canvas.node;
}

/** What the shapes mean. @param {[Element, string][]} rows */
function trialLegend(...rows) {
  return gateMake("p", { className: "legend quiet" }, ...rows.map(([mark, words]) => {
    const icon = trialSvg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
    icon.append(mark);
    return gateMake("span", {}, icon, ` ${words}`);
  }));
}

/** @returns {[Element, string][]} */
function trialDaysLegend() {
  const faint = trialMark("with", 8, 8, 4);
  faint.classList.add("uncounted");
  return [[trialMark("with", 8, 8, 4), "with the insert"], [trialMark("without", 8, 8, 4), "without"],
    [trialSvg("line", { class: "mean with", x1: 1, y1: 8, x2: 15, y2: 8 }), "mean of a week"], [faint, "faint: not counted"]];
}

/** @returns {[Element, string][]} */
function trialChangeLegend() {
  const box = { x: 1, y: 1, width: 14, height: 14 };
  return [[trialSvg("rect", { class: "band", ...box }), "too small to matter"], [trialSvg("rect", { class: "begins", ...box }), "begins to matter"],
    [trialSvg("path", { class: "found", d: "M8 1l7 7-7 7-7-7z" }), "found here"], [trialSvg("line", { class: "interval", x1: 1, y1: 8, x2: 15, y2: 8 }), "the truth may well lie here"]];
}

/** @param {string[]} heads @param {(string|Node)[][]} rows @param {string} caption */
function trialTable(heads, rows, caption) {
  const head = gateMake("tr", {}, ...heads.map((textContent) => gateMake("th", { scope: "col", textContent })));
  const body = rows.map(([first, ...more]) => gateMake("tr", {}, gateMake("th", { scope: "row" }, first), ...more.map((one) => gateMake("td", {}, one))));
  return gateMake("table", {}, gateMake("caption", { textContent: caption }), gateMake("thead", {}, head), gateMake("tbody", {}, ...body));
}

/** A drawing that is wider than its place moves sideways there, by hand or by key. @param {SVGElement} drawing @param {number} width */
function trialScrolled(drawing, width) {
  const wanted = Number(/** @type {string} */ (drawing.getAttribute("viewBox")).split(" ")[2]);
  const place = gateMake("div", { className: "wide" }, drawing);
  if (wanted > width) [drawing.style.minWidth, place.tabIndex] = [`${wanted}px`, 0];
  return place;
}

/** Plots, words and numbers of a reading. @param {TrialData} data @param {TrialEntry[]} entries @param {number} width @param {string} stamp @returns {Node[]} */
function trialShow(data, entries, width, stamp) {
  const found = trialRead(data, entries);
  const name = data.readings[found.verdict].name;
  const words = found.words.filter((one) => one !== `${name}.`).map((textContent) => gateMake("p", { textContent }));
  const verdict = gateMake("p", { className: "verdict", tabIndex: -1, textContent: `${stamp ? `${stamp} ` : ""}${name}.` });
  if (found.why === "unfinished") return [verdict, ...words];
  const rows = found.pairs.map(({ pair, without, withInsert }) => [String(pair), ...[without, withInsert].map(trialShown), trialSide(without - withInsert)]);
  const table = trialTable(["Pair", "Without", "With", "With the insert"], rows, "Mean pain of the weeks");
  const numbers = gateMake("details", {}, gateMake("summary", { textContent: "The numbers as a table" }), gateMake("div", { className: "wide" }, table));
  const change = found.why ? [] : [trialChangePlot(found, width, stamp), trialLegend(...trialChangeLegend())];
  return [verdict, trialScrolled(trialDaysPlot(data, entries, Math.max(width, 32 + 12 * trialWeeks(entries).length), stamp), width), trialLegend(...trialDaysLegend()), ...change, ...words, numbers];
}

// --- the steps -------------------------------------------------------------------------------------------------------

/** @param {string} words @param {() => void} pressed @param {string} [className] */
function trialButton(words, pressed, className = "") {
  const node = gateMake("button", { type: "button", className, textContent: words });
  node.addEventListener("click", pressed);
  return node;
}

/** A step with its name. @param {string} name @param {...(Node|string)} children @returns {HTMLElement} */
function trialStep(name, ...children) {
  const node = gateMake("section", { className: "step" }, gateMake("p", { className: "name", tabIndex: -1, textContent: name }), ...children);
  node.setAttribute("aria-label", name);
  return node;
}

/** A place whose words are spoken when they change. @param {string} className */
function trialSaid(className) {
  const node = gateMake("div", { className });
  node.setAttribute("aria-live", "polite");
  return node;
}

/** @param {string} words @param {object} traits @returns {{node: HTMLElement, box: HTMLInputElement}} */
function trialBox(words, traits) {
  const box = gateMake("input", { required: true, ...traits });
  return { node: gateMake("label", { className: "field" }, gateMake("span", { textContent: words }), box), box };
}

/** @param {string[]} sentences @param {string} [className] */
function trialList(sentences, className = "") {
  return gateMake("ul", { className }, ...sentences.map((textContent) => gateMake("li", { textContent })));
}

/** The questions that are asked beside the warning signs. @param {TrialData} data @param {() => void} changed */
function trialQuestions(data, changed) {
  const asked = data.questions.map((/** @type {Record<string, string>} */ { id, text, good, because }) => {
    const rows = ["Yes", "No"].map((words) => gateChoice("radio", `trial-${id}`, words.toLowerCase(), words));
    const why = trialSaid("why");
    const given = () => rows.find(({ box }) => box.checked)?.value ?? "";
    const paint = () => { why.textContent = given() && given() !== good ? because : ""; };
    const yesno = gateMake("div", { className: "yesno" }, ...rows.map(({ node }) => node));
    return { node: gateMake("fieldset", {}, gateMake("legend", { textContent: text }), yesno, why), given, paint, good };
  });
  const form = gateMake("form", {}, ...asked.map(({ node }) => node));
  form.addEventListener("input", () => { asked.forEach(({ paint }) => paint()); changed(); });
  const answers = () => asked.map(({ given, good }) => (given() ? given() === good : null));
  return { node: trialStep("Does a trial fit now?", form), open: () => answers().every(Boolean), shut: () => answers().includes(false) };
}

/** Averages of past weeks, for those who have them. @param {() => void} changed */
function trialPastWeeks(changed) {
  const boxes = [1, 2, 3, 4, 5, 6].map((week) => trialBox(`Week ${week}`, { type: "number", min: "0", max: "10", step: "any", required: false }));
  const said = trialSaid("quiet");
  const given = () => boxes.filter(({ box }) => box.value !== "" && box.checkValidity()).map(({ box }) => Number(box.value));
  const words = () => {
    if (boxes.some(({ box }) => !box.checkValidity())) return "Each average is a number from 0 to 10.";
    if (!given().length) return "";
    return given().length < 3 ? "Ups and downs show in three weeks at least." : `Your ups and downs: ${trialShown(trialRound(trialSpread(given())))} points. They take the place of the answer above.`;
  };
  const node = gateMake("details", {}, gateMake("summary", { textContent: "Or type the averages of three to six past weeks" }),
    gateMake("p", { className: "quiet", textContent: "Weeks in which nothing was changed. One week cannot show ups and downs; three are the least." }),
    gateMake("div", { className: "fields" }, ...boxes.map((box) => box.node)), said);
  node.addEventListener("input", () => { said.textContent = words(); changed(); });
  return { node, spread: () => (given().length >= 3 ? trialSpread(given()) : null) };
}

/** @param {string} legend @param {string} name @param {[number, string][]} choices */
function trialPick(legend, name, choices) {
  const rows = choices.map(([value, words]) => gateChoice("radio", name, String(value), words));
  const node = gateMake("fieldset", {}, gateMake("legend", { textContent: legend }), ...rows.map((row) => row.node));
  const value = () => rows.find(({ box }) => box.checked)?.value;
  return { node, value: () => (value() === undefined ? null : Number(value())) };
}

/** Of 100 diaries of each length, how many see the change. @param {TrialData} data @param {any} found @param {number} change */
function trialLengths(data, found, change) {
  const lengths = [...new Set([...data.lengths, ...(found.feasible ? [found.pairs] : [])])].sort((a, b) => a - b);
  const rows = lengths.map((length) => {
    const seen = found.seen(length);
    const fill = gateMake("span", { className: "fill" });
    fill.style.width = `${seen}%`;
    const bar = gateMake("span", { className: "bar" }, fill);
    bar.setAttribute("aria-hidden", "true");
    const enough = length === found.pairs ? gateMake("strong", { textContent: " \u2190 about what you need" }) : "";
    return [`${length} pairs`, bar, gateMake("span", {}, `${seen} see it, ${100 - seen} ${seen === 99 ? "does" : "do"} not`, enough)];
  });
  const caption = `If the insert truly takes ${change} ${change === 1 ? "point" : "points"} off your pain: what 100 such diaries would find`;
  return trialTable(["Length", "Picture", "Of 100 diaries"], rows, caption);
}

/** How long it would have to be, before anything else. @param {TrialData} data @param {() => void} changed */
function trialPower(data, changed) {
  const spread = trialPick("How far does a usual week lie above or below your average?", "trial-spread", data.choices);
  const past = trialPastWeeks(() => paint());
  const matters = data.matters.points;
  const names = data.changes.map((/** @type {number} */ one) => [one, `${one} ${one === 1 ? "point" : "points"}${one === matters ? ": about where a change begins to matter to most people" : ""}`]);
  const change = trialPick("How big a change do you want to be able to see?", "trial-change", names);
  const [verdict, more] = [trialSaid("verdict"), gateMake("div", {})];
  const said = gateMake("div", { className: "preview", hidden: true }, verdict, more);
  const find = () => {
    const [ups, wanted] = [past.spread() ?? spread.value(), change.value()];
    return ups === null || wanted === null ? null : trialPreview(data, ups, wanted);
  };
  const paint = () => {
    const found = find();
    said.hidden = !found;
    verdict.textContent = found?.words ?? "";
    more.replaceChildren(...trialPreviewShown(data, found, change.value()));
    changed();
  };
  const form = gateMake("form", {}, gateMake("p", { textContent: "Think of the last two or three months. Give each week one number for its pain, from 0 to 10." }),
    spread.node, past.node, change.node);
  form.addEventListener("input", paint);
  form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
  return { node: trialStep("Before you begin: could a trial tell you anything?", form, said), find };
}

/** @param {TrialData} data @param {any} found @param {number|null} change @returns {Node[]} */
function trialPreviewShown(data, found, change) {
  if (!found || change === null) return [];
  const chance = 100 - data.limits.level;
  const lines = [
    `Needed means: about ${data.limits.power} of 100 such diaries would see it.`,
    ...(found.feasible ? [] : ["You may stop here. That is a fair end, and it saves you a year of counting."]),
    "The others mostly end with \u201ccannot tell\u201d or \u201cno difference that matters\u201d. And to see a difference is not yet to know that it is big enough. So even a long diary may not tell.",
    `If the insert does nothing, about ${chance} of 100 diaries still see some difference, by chance alone.`,
  ];
  return [trialLengths(data, found, change), ...lines.map((textContent) => gateMake("p", { textContent }))];
}

/** Start, length and lot; `draw` gets the empty days. @param {TrialData} data @param {() => any} power @param {(entries: TrialEntry[], lot: number) => void} draw */
function trialPlan(data, power, draw) {
  const { least_pairs: least, most_pairs: most, days_ahead: ahead } = data.limits;
  const today = gateToday();
  const start = trialBox("First day", { type: "date", min: today, max: trialLater(today, ahead), value: today });
  const pairs = trialBox(`Pairs of weeks, ${least} to ${most}`, { type: "number", min: String(least), max: String(most), step: "1" });
  const lot = trialBox(`Any number from 1 to ${data.orders.length}`, { type: "number", min: "1", max: String(data.orders.length), step: "1" });
  const wrong = trialSaid("wrong");
  const form = gateMake("form", { noValidate: true }, gateMake("p", { textContent: data.says.chance }),
    gateMake("p", { className: "quiet", textContent: "Your number draws the lot. Take the first that comes to mind, and note it: the same number draws the same weeks again. Do not try others until you like the order." }),
    gateMake("div", { className: "fields" }, start.node, pairs.node, lot.node), wrong,
    gateMake("div", { className: "row" }, gateMake("button", { type: "submit", className: "primary", textContent: "Draw my weeks" })));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const [length, number] = [pairs.box.valueAsNumber, lot.box.valueAsNumber];
    const faults = trialFaults(data, start.box.value, length, gateToday());
    if (!Number.isInteger(number) || !data.orders[number - 1]) faults.push(`Your number is a whole number from 1 to ${data.orders.length}.`);
    wrong.replaceChildren(...(faults.length ? [trialList(faults)] : []));
    if (!faults.length) draw(trialBlank(start.box.value, length, data.orders[number - 1]), number);
  });
  const paint = () => {
    const found = power();
    if (found) pairs.box.value = String(Math.min(found.pairs, most));
  };
  return { node: trialStep("Draw the weeks", form), paint };
}

/** @param {string} day @param {object} how */
function trialDayName(day, how) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...how }).format(new Date(`${day}T00:00:00Z`));
}

/** One day of the grid: a number and a note. @param {TrialData} data @param {TrialEntry} entry @param {string} first the first day of its week
 * @param {() => void} changed */
function trialDayRow(data, entry, first, changed) {
  const long = trialDayName(entry.day, { weekday: "long", day: "numeric", month: "long" });
  const pain = gateMake("input", { type: "number", min: "0", max: "10", step: "any", inputMode: "decimal", value: entry.pain === null ? "" : String(entry.pain), ariaLabel: `Pain, ${long}` });
  const note = gateMake("input", { type: "text", value: entry.note, ariaLabel: `Note, ${long}` });
  pain.addEventListener("input", () => {
    const fine = pain.checkValidity();
    entry.pain = fine && pain.value !== "" ? Number(pain.value) : null;
    pain.setAttribute("aria-invalid", String(!fine));
    changed();
  });
  note.addEventListener("input", () => { entry.note = note.value; changed(); });
  const counted = trialGap(first, entry.day) >= data.limits.skip_days;
  const name = gateMake("span", {}, trialDayName(entry.day, { weekday: "short", day: "numeric", month: "short" }),
    ...(entry.day === gateToday() ? [gateMake("strong", { textContent: " today" })] : []),
    ...(counted ? [] : [gateMake("span", { className: "quiet", textContent: " not counted" })]));
  return [name, pain, note];
}

/** The weeks, one at a time. @param {TrialData} data @param {TrialEntry[]} entries @param {() => void} changed */
function trialGrid(data, entries, changed) {
  const weeks = trialWeeks(entries);
  const today = gateToday();
  const now = weeks.findLastIndex((days) => days[0].day <= today);
  const pick = gateMake("select", {}, ...weeks.map(([{ week, insert, day }], value) =>
    gateMake("option", { value: String(value), textContent: `Week ${week}, ${insert}, from ${trialDayName(day, { day: "numeric", month: "short" })}` })));
  pick.value = String(Math.max(0, now));
  const place = gateMake("div", { className: "week" });
  const go = (/** @type {number} */ step) => { pick.value = String(Math.min(weeks.length - 1, Math.max(0, Number(pick.value) + step))); paint(); };
  const [earlier, later] = [trialButton("\u2039 Earlier", () => go(-1)), trialButton("Later \u203a", () => go(1))];
  const paint = () => {
    const days = weeks[Number(pick.value)];
    const table = trialTable(["Day", "Pain, 0 to 10", "Note"], days.map((entry) => trialDayRow(data, entry, days[0].day, changed)),
      `Week ${days[0].week} of ${weeks.at(-1)?.[0].week}, pair ${days[0].pair}: ${days[0].insert} the insert`);
    const mark = trialSvg("svg", { viewBox: "0 0 16 16", width: 18, height: 18, "aria-hidden": "true" });
    mark.append(trialMark(days[0].insert, 8, 8, 6));
    table.caption.prepend(mark, " ");
    place.dataset.insert = days[0].insert;
    place.replaceChildren(table);
    for (const [node, end] of /** @type {[HTMLElement, boolean][]} */ ([[earlier, pick.value === "0"], [later, pick.value === String(weeks.length - 1)]])) node.setAttribute("aria-disabled", String(end));
  };
  pick.addEventListener("change", paint);
  place.addEventListener("keydown", (/** @type {any} */ event) => { if (event.key === "Enter") trialDown(place, event.target); });
  paint();
  const choose = gateMake("label", { className: "field" }, gateMake("span", { textContent: "Week" }), pick);
  return gateMake("div", {}, gateMake("div", { className: "row weeks" }, choose, earlier, later), place);
}

/** Every week with its kind and its first day. @param {TrialEntry[]} entries */
function trialOverview(entries) {
  const rows = trialWeeks(entries).map(([{ week, pair, insert, day }]) => [String(week), String(pair), insert, trialDayName(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" })]);
  return trialTable(["Week", "Pair", "Insert", "Begins"], rows, "The weeks that were drawn");
}

/** Enter goes to the same box of the next day. @param {HTMLElement} place @param {HTMLInputElement} box */
function trialDown(place, box) {
  const same = [...place.querySelectorAll(`input[type=${box.type}]`)];
  /** @type {HTMLElement|undefined} */ (same[same.indexOf(box) + 1])?.focus();
}

/** When to stop, and whom to call. @param {TrialData} data */
function trialStops(data) {
  const rows = data.stop.map((/** @type {{text: string, where: string}} */ one) => gateMake("li", {}, `${one.text} `, gateMake("strong", { textContent: one.where })));
  return gateMake("div", {}, gateMake("p", { textContent: data.says.stop }), gateMake("ul", { className: "stops" }, ...rows));
}

/** Hands the file over. @param {TrialEntry[]} entries */
function trialSave(entries) {
  const address = URL.createObjectURL(new Blob([trialCsv(entries)], { type: "text/csv" }));
  gateMake("a", { href: address, download: `my-trial-${entries[0].day}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The diary: write, save, read, stop. @param {TrialData} data @param {any} held @param {() => void} check looks at the gate again: it may have been passed yesterday
 * @param {() => void} leave goes back to the plan, while nothing is written down */
function trialDiary(data, held, check, leave) {
  const said = trialSaid("saved");
  const reading = gateMake("div", { className: "reading" });
  const grid = gateMake("div", {});
  const stop = gateMake("div", { className: "stopping", hidden: true });
  const tell = () => {
    const wrong = grid.querySelector("[aria-invalid=true]") ? "Pain is a number from 0 to 10. The marked box is not kept. " : "";
    said.textContent = `${wrong}${held.unsaved ? "Not saved yet. Save the file before you leave this page." : "Nothing is unsaved."}`;
  };
  const changed = () => { held.unsaved = back.hidden = true; reading.replaceChildren(); tell(); };
  const save = () => { trialSave(held.entries); held.unsaved = false; tell(); check(); };
  const show = () => {
    check();
    reading.replaceChildren(...trialShow(data, held.entries, Math.max(280, Math.min(700, reading.clientWidth)), ""));
    reading.querySelector(".verdict")?.focus();
  };
  const buttons = gateMake("div", { className: "row" }, trialButton("Save my diary (CSV)", save, "primary"), trialButton("Read my diary", show), trialButton("I stop here", () => halt(true), "stop"));
  const halt = (/** @type {boolean} */ open) => {
    stop.hidden = !open;
    if (open) stop.querySelector("p")?.focus();
    else buttons.lastChild.focus();
  };
  const stopped = () => {
    stop.replaceChildren(gateMake("p", { className: "name", tabIndex: -1, textContent: "Your trial has ended." }), trialStops(data),
      gateMake("p", { textContent: "A trial that stops early ends with: cannot tell. That is a result too. Your numbers are yours; save them if you like." }),
      gateMake("div", { className: "row" }, trialButton("Save my diary (CSV)", save)));
    for (const node of [grid, buttons, reading]) node.hidden = true;
    stop.querySelector("p")?.focus();
  };
  stop.append(gateMake("p", { className: "name", tabIndex: -1, textContent: "Stop here?" }), trialStops(data),
    gateMake("p", { textContent: "Worse pain or a sore spot is reason enough. Leave the insert out from now on." }),
    gateMake("div", { className: "row" }, trialButton("Yes, stop my trial", stopped, "stop"), trialButton("Back to my diary", () => halt(false))));
  const lot = held.lot ? [gateMake("p", {}, "Your number was ", gateMake("strong", { textContent: String(held.lot) }), ". Note it.")] : [];
  const back = trialButton("Back to the plan", leave);
  back.hidden = !held.lot;
  grid.append(gateMake("p", { className: "warning", textContent: "Save the file after each entry. This page forgets." }), ...lot,
    gateMake("details", {}, gateMake("summary", { textContent: "What a diary can tell, and what it cannot" }),
      trialList(["unblinded", "carry-over", "once", "one-person", "stop"].map((one) => data.says[one]))),
    gateMake("details", {}, gateMake("summary", { textContent: "All weeks at a glance" }), trialOverview(held.entries)),
    trialGrid(data, held.entries, changed), gateMake("div", { className: "row" }, back));
  tell();
  return trialStep("Your diary", grid, said, buttons, gateMake("p", { className: "quiet", textContent: data.says.once }), stop, reading);
}

/** Made-up diaries, one after the other, with what was true below. @param {TrialData} data */
function trialExamples(data) {
  const place = gateMake("div", { className: "reading" });
  let at = -1;
  const stamp = "Made-up numbers.";
  const more = () => {
    at = (at + 1) % data.examples.length;
    const { start, order, pains, effect } = data.examples[at];
    const entries = trialBlank(start, pains.length / 14, order).map((one, day) => ({ ...one, pain: pains[day] }));
    const truth = effect ? `In truth the insert takes ${effect} ${effect === 1 ? "point" : "points"} off. We made it so.` : "In truth the insert does nothing. We made it so.";
    const [verdict, days, legend, ...rest] = trialShow(data, entries, Math.max(280, Math.min(700, place.clientWidth)), stamp);
    const asked = gateMake("p", { className: "quiet", tabIndex: -1, textContent: `Example ${at + 1} of ${data.examples.length}. Nobody's pain: a machine threw these numbers. Can you tell by eye whether the insert helps?` });
    place.replaceChildren(asked, days, legend,
      gateMake("details", {}, gateMake("summary", { textContent: "What does the diary say?" }), verdict, ...rest),
      gateMake("details", { className: "truth" }, gateMake("summary", { textContent: "What was true?" }), gateMake("p", { textContent: truth })));
    asked.focus();
  };
  const close = () => { node.hidden = true; opener.focus(); };
  const node = trialStep("An example with made-up numbers", place, gateMake("div", { className: "row" }, trialButton("Another example", more), trialButton("Close the example", close)));
  node.classList.add("example");
  node.hidden = true;
  const opener = trialButton("Show me an example with made-up numbers", () => { node.hidden = false; more(); });
  return { node, opener };
}

/** Opens a saved file; nothing is taken from one with a line that cannot be read. @param {TrialData} data @param {any} held @param {(entries: TrialEntry[]) => void} take */
function trialOpener(data, held, take) {
  const said = trialSaid("wrong");
  const box = gateMake("input", { type: "file", accept: ".csv,text/csv" });
  const tell = (/** @type {string} */ lead, /** @type {string[]} */ lines) => said.replaceChildren(gateMake("p", { textContent: lead }), ...(lines.length ? [trialList(lines)] : []));
  const open = (/** @type {TrialLoaded} */ { entries, faults, unread }) => {
    if (unread.length) return tell("Nothing was opened, and your file is as it was. Mend these lines in it, then open it again:", faults);
    if (!entries.length) return tell("This file has no days in it. Nothing was opened.", []);
    if (new Set(entries.map(({ pair }) => pair)).size > data.quantiles.length + 1) return tell(`This page reads up to ${data.quantiles.length + 1} pairs of weeks. Nothing was opened.`, []);
    take(entries);
    tell(`Opened: ${entries.length} days.`, faults);
  };
  box.addEventListener("change", async () => {
    const [file] = box.files;
    if (!file) return;
    if (held.unsaved) tell("Save your diary first. Nothing was opened, and nothing of yours was lost.", []);
    else {
      try { open(trialLoad(new Uint8Array(await file.arrayBuffer()))); } catch (wrong) { tell(/** @type {Error} */ (wrong).message, []); }
    }
    box.value = "";
  });
  return { node: gateMake("label", { className: "field" }, gateMake("span", { textContent: "Go on with a saved diary (CSV)" }), box), said };
}

/** @param {{model: {get(name: string): any}, el: HTMLElement}} view */
function render({ model, el }) {
  const data = /** @type {TrialData} */ (model.get("trial"));
  const held = { entries: /** @type {TrialEntry[]|null} */ (null), lot: 0, unsaved: false };
  el.classList.add("lesson-widget", "lesson-personal", "lesson-trial");
  const [first, shut, keep, diary] = ["first", "shut", "keep", "own"].map((className) => gateMake("div", { className }));
  const take = (/** @type {TrialEntry[]} */ entries, /** @type {number} */ lot = 0) => {
    Object.assign(held, { entries, lot, unsaved: Boolean(lot) });
    diary.replaceChildren(trialDiary(data, held, () => paint(), leave));
    paint();
    diary.querySelector(".name").focus();
  };
  const leave = () => {
    Object.assign(held, { entries: null, lot: 0, unsaved: false });
    diary.replaceChildren();
    paint();
    plan.node.querySelector("input")?.focus();
  };
  const questions = trialQuestions(data, () => paint());
  const power = trialPower(data, () => { plan.paint(); paint(); });
  const plan = trialPlan(data, power.find, take);
  const examples = trialExamples(data);
  const opener = trialOpener(data, held, (entries) => take(entries));
  const intro = gateMake("p", { textContent: "Weeks with the insert, weeks without it, and one number for your pain each day. Nothing is kept here and nothing is sent: the file you save is the only memory." });
  const about = trialStep("Your own trial", intro, gateMake("div", { className: "row" }, examples.opener), opener.node, opener.said);
  const inside = gateMake("div", {}, about, examples.node, questions.node, power.node, plan.node, diary);
  keep.append(gateMake("p", { textContent: "What you typed is not lost." }), trialButton("Save my diary (CSV)", () => { trialSave(/** @type {TrialEntry[]} */ (held.entries)); held.unsaved = false; paint(); }));
  const paint = () => {
    const closed = gate.closed("diary");
    shut.replaceChildren(...closed.map((textContent) => gateMake("p", { textContent })));
    shut.hidden = !closed.length;
    inside.hidden = Boolean(closed.length);
    keep.hidden = !closed.length || !held.unsaved;
    for (const { node } of [questions, power, plan]) node.hidden = Boolean(held.entries);
    power.node.hidden ||= !questions.open();
    plan.node.hidden ||= !questions.open() || !power.find();
  };
  const gate = { closed: (/** @type {string} */ _) => ["\u2026"], stop: () => {} };
  el.append(first, shut, keep, inside);
  Object.assign(gate, drawGate(first, model.get("gate"), () => paint()));
  paint();
  const stay = (/** @type {Event} */ event) => { if (held.unsaved) event.preventDefault(); };
  const off = gateListen([[window, "beforeunload", stay], [el, "keydown", (/** @type {Event} */ event) => event.stopPropagation()]]);
  return () => { off(); gate.stop(); el.replaceChildren(); };
}

export default { render };
