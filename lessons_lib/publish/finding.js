// What the search and the lists have in common: when a text holds what somebody typed.
const LETTER = "[\\p{L}\\p{N}]";

/** The text without capitals and accents. It stays as long as it was, so that a place in one is a place in the other. */
const fold = (/** @type {string} */ text) => text
  .replace(/[A-Z\u0080-\uffff]/g, (one) => one.normalize("NFKD")[0].toLowerCase()[0])
  .replace(/[‘’]/g, "'");

/** A word as a pattern that finds its plural too; what is typed counts as the beginning of a word. */
const stem = (/** @type {string} */ word) => {
  if (/^f(oo|ee)t$/.test(word)) return "f(?:oo|ee)t";
  if (/(.{3}ies|.{2}[^aeiou]y)$/.test(word)) return `${word.replace(/(ies|y)$/, "")}(?:y|ies)`;
  if (/.{2}([cs]h|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return /.{2}[^suai]s$/.test(word) ? word.slice(0, -1) : word;
};

/** The words of what somebody typed, each once. They hold letters and figures only. @param {string} typed */
const splitWords = (typed) => [...new Set(fold(typed.slice(0, 200)).match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 12);

/** A pattern for each word, to be tried on folded text. @param {string} typed */
const readWords = (typed) => splitWords(typed).map((word) => new RegExp(`(?<!${LETTER})${stem(word)}${LETTER}*`, "gu"));

/** @param {string} folded @param {RegExp[]} patterns */
const holdsAll = (folded, patterns) => patterns.every((pattern) => folded.search(pattern) >= 0);
