// Keeps progress in this browser, one entry for all pages of the site.
const store = (() => {
  const KEY = "lessons-progress", ASIDE = `${KEY}-damaged`, SAVE = "The page works all the same. Save your progress before you close it.";
  let trouble = "";
  /** @param {(box: Storage) => any} work */
  const use = (work) => {
    try {
      const done = work(localStorage);
      trouble = "";
      return done;
    } catch (problem) {
      trouble = `${problem.name === "QuotaExceededError" ? "This browser has no room left to keep your answers." : "This browser does not keep your answers, perhaps because this is a private window."} ${SAVE}`;
      throw new Error(trouble);
    }
  };
  /** @param {string|null} text */
  const parse = (text) => {
    try {
      const found = JSON.parse(text);
      if (found === null || found.format === "from-the-ground-up/progress") return found;
    } catch { /* as bad as anything else that is not ours */ }
    use((box) => {
      box.setItem(ASIDE, text);
      box.removeItem(KEY);
    });
    throw new Error("What this browser kept of your answers is damaged, and was set aside. New answers are kept again.");
  };
  return {
    /** @returns {Promise<object|null>} */
    async read() { return parse(use((box) => box.getItem(KEY))); },
    /** @param {{kept: object, places: object}} progress */
    async write(progress) {
      const empty = !Object.keys({ ...progress.kept, ...progress.places }).length;
      use((box) => {
        if (!empty) return box.setItem(KEY, JSON.stringify(progress));
        for (const key of [KEY, ASIDE]) box.removeItem(key);
      });
    },
    problem: () => trouble,
  };
})();
