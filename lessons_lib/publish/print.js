// Paper cannot be clicked: what is folded opens, and where links lead is noted at the end. Afterwards all is as it was.
{
  const root = document.documentElement;
  const all = (/** @type {string} */ found) => /** @type {any[]} */ ([...document.querySelectorAll(found)]);
  const make = (/** @type {string} */ name, /** @type {object} */ traits) => Object.assign(document.createElement(name), traits);
  /** @type {Element[]} */ let folds = [];

  /** An address that can be read in the text needs no note; nor does what is not printed. @param {HTMLAnchorElement} link */
  const needsNote = (link) => !/^(doi:|http|www\.)/.test(link.textContent.trim())
    && !link.closest(root.dataset.print ? ".lesson-quiz-still" : ".lesson-quiz, .for-teacher");
  const note = () => {
    const links = all("main a[href^=http]").filter(needsNote);
    const places = [...new Set(links.map((link) => link.href))];
    const list = make("ol", { className: "lesson-note" });
    list.append(...places.map((place) => make("li", { textContent: place })));
    for (const link of links) link.after(make("sup", { className: "lesson-note", textContent: ` ${places.indexOf(link.href) + 1}` }));
    if (links.length) document.querySelector("main")?.append(list);
  };
  addEventListener("beforeprint", () => {
    if (folds.length || all(".lesson-note").length) return;
    folds = all("main details:not([open], .lesson-code)");
    for (const fold of folds) fold.open = true;
    note();
  });
  addEventListener("afterprint", () => {
    for (const fold of folds) fold.open = false;
    for (const added of all(".lesson-note")) added.remove();
    folds = [];
    delete root.dataset.print;
  });

  const place = make("p", { className: "printing" });
  const offer = (/** @type {string} */ words, /** @type {() => void} */ before) => {
    const button = make("button", { type: "button", textContent: words });
    button.addEventListener("click", () => { before(); print(); });
    place.append(button, " ");
  };
  offer("Print", () => {});
  if (all(".lesson-quiz-still, .for-teacher").length) offer("Print with answers", () => { root.dataset.print = "answers"; });
  document.querySelector("footer")?.prepend(place);
}
