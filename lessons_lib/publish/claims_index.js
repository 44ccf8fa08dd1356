// Chooses among the claims; the address keeps the choice, so that a view can be linked to.
{
  const form = /** @type {HTMLFormElement} */ (document.querySelector(".sieve"));
  const output = form.querySelector("output");
  const main = form.closest("main");
  const FIELDS = ["verdict", "topic", "article", "lesson", "words", "stop"];
  const topics = [...document.querySelectorAll(".topic")];
  const claims = [...document.querySelectorAll(".one")].map((box) => ({
    box,
    verdict: box.querySelector(".lesson-claim").dataset.verdict,
    topic: box.closest(".topic").dataset.topic,
    articles: box.dataset.articles.split(" "),
    lesson: box.dataset.lesson,
    stop: box.classList.contains("stop"),
  }));
  const texts = new Map();
  /** Read when somebody types, and once: it takes a phone a while. */
  const textOf = ({ box }) => texts.get(box) ?? texts.set(box, fold(box.textContent)).get(box);

  /** What is chosen: only the fields that choose something. @returns {Record<string, string>} */
  const read = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  const fits = (claim, chosen, patterns) =>
    ["verdict", "topic", "lesson"].every((field) => !chosen[field] || claim[field] === chosen[field]) &&
    (!chosen.article || claim.articles.includes(chosen.article)) && (!chosen.stop || claim.stop) && (!patterns.length || holdsAll(textOf(claim), patterns));

  const sift = () => {
    const chosen = read();
    const patterns = readWords(chosen.words ?? "");
    for (const claim of claims) claim.box.hidden = !fits(claim, chosen, patterns);
    for (const topic of topics) topic.hidden = !topic.querySelector(".one:not([hidden])");
    const shown = claims.filter(({ box }) => !box.hidden).length;
    const empty = shown ? "" : " Choose less, or show all.";
    output.textContent = `${shown} of ${claims.length} claims shown.${empty}`;
  };
  const write = () => {
    const chosen = new URLSearchParams(read()).toString();
    history.replaceState(null, "", chosen ? `#${chosen}` : `${location.pathname}${location.search}`);
  };
  /** Set the form as the address says; what it does not know is left out. */
  const recall = (/** @type {URLSearchParams} */ asked) => {
    form.reset();
    for (const field of FIELDS) {
      const control = form.elements[field];
      if (control.type === "checkbox") control.checked = asked.get(field) === control.value;
      else control.value = asked.get(field) ?? "";
      if (control.selectedIndex < 0) control.value = "";
    }
    sift();
  };
  /** The address names a choice, a claim or a topic; what is hidden and asked for comes up. */
  const follow = () => {
    const hash = location.hash.slice(1);
    if (/^\w+=/.test(hash)) return recall(new URLSearchParams(hash));
    const wanted = document.getElementById(hash);
    if (!wanted) return undefined;
    main.classList.add("whole");
    if (wanted.closest("[hidden]")) recall(new URLSearchParams());
    return wanted.scrollIntoView();
  };

  for (const link of document.querySelectorAll("[data-href]")) link.href = link.dataset.href;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { sift(); write(); });
  form.addEventListener("reset", () => setTimeout(() => { sift(); write(); }));
  addEventListener("hashchange", follow);
  sift();
  follow();
}
