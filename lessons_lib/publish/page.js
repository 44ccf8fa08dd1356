// Runs where it stands, right after the contents, so that nothing jumps or flashes.
{
  /** @typedef {{key: string, words: string, act: () => void}} Shortcut */
  /** What each theme is called; "auto" follows the reader's system, in contrast too. @type {Record<string, string>} */
  const THEMES = { auto: "auto", light: "light", dark: "dark", contrast: "high contrast" };
  const root = document.documentElement;
  root.classList.add("live"); // what needs scripts has its place from the first paint on
  const tools = document.createElement("div");
  tools.className = "tools";
  document.querySelector(".masthead")?.append(tools);

  /** A private window or a strict browser may refuse storage: the page then forgets, and works. */
  const recall = (/** @type {string} */ key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const remember = (/** @type {string} */ key, /** @type {string} */ value) => {
    try { localStorage.setItem(key, value); } catch { /* forgotten, see above */ }
  };

  /** @param {string} name @param {object} [traits] @param {...(Node|string)} children @returns {any} */
  const make = (name, traits = {}, ...children) => {
    const element = Object.assign(document.createElement(name), traits);
    element.append(...children);
    return element;
  };
  /** @param {string} words @param {() => void} act */
  const addTool = (words, act) => {
    const button = make("button", { type: "button", textContent: words });
    button.addEventListener("click", act);
    tools.append(button);
    return button;
  };

  /** @param {HTMLButtonElement} button @param {string} theme */
  const wear = (button, theme) => {
    root.dataset.theme = theme;
    button.textContent = `Theme: ${THEMES[theme]}`;
  };
  const addThemeButton = () => {
    const button = addTool("", () => {
      const names = Object.keys(THEMES);
      const next = names[(names.indexOf(root.dataset.theme ?? "auto") + 1) % names.length];
      wear(button, next);
      remember("lesson-theme", next);
    });
    const last = recall("lesson-theme") ?? "auto";
    wear(button, Object.hasOwn(THEMES, last) ? last : "auto");
    return button;
  };

  /** Open beside the text, folded above it. Without this script the contents stay open. */
  const foldContents = () => {
    const wide = matchMedia("(min-width: 66rem)");
    const details = document.querySelector(".contents details");
    const fold = () => { if (details) details.open = wide.matches; };
    wide.addEventListener("change", fold);
    details?.querySelector("summary")?.addEventListener("click", (event) => { if (wide.matches) event.preventDefault(); });
    fold();
  };

  /** Marks the last heading that has passed the upper third of the window. */
  const markPlace = () => {
    if (!("IntersectionObserver" in window)) return;
    const links = [...document.querySelectorAll(".contents a")];
    // A cell that is not laid out yet has a place, what is in it has none: so the cell stands for the heading it begins with.
    const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))))
      .map((heading) => heading?.closest(".cell > :first-child")?.parentElement ?? heading);
    const passed = new Map();
    const mark = () => {
      const here = headings.findLastIndex((heading) => passed.get(heading));
      links.forEach((link, i) => i === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
    };
    // All of the page above counts, so that a jump over several headings is noticed too.
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) passed.set(entry.target, entry.isIntersecting);
      mark();
    }, { rootMargin: "9999999px 0px -66% 0px" });
    for (const heading of headings) if (heading) observer.observe(heading);
  };

  // -- links to every section, question and claim ---------------------------------------------------------------------

  const LINKED = "main :is(h2, h3)[id], main .cell[id], main .lesson-claim[id]";
  /** For the hand that points; keys have a shortcut, and who listens need not hear a sign at every heading. */
  const addLinks = () => {
    for (const target of document.querySelectorAll(LINKED)) {
      const link = make("a", { className: "anchor", href: `#${encodeURIComponent(target.id)}`, title: "Link to this place", textContent: "#", tabIndex: -1 });
      link.setAttribute("aria-hidden", "true");
      target.append(link);
    }
  };
  /** What was last passed on the way down: as a reader would say "here". */
  const findHere = () => [...document.querySelectorAll(LINKED)].findLast((target) => target.getBoundingClientRect().top < innerHeight / 3);
  const copyLink = () => {
    const here = findHere();
    history.replaceState(null, "", here ? `#${encodeURIComponent(here.id)}` : location.pathname);
    navigator.clipboard?.writeText(location.href).then(() => say("The link to this place is copied."), () => say("The link to this place stands in the address bar."));
  };

  // -- keys -------------------------------------------------------------------------------------------------------------

  /** @type {Map<string, Shortcut>} */ const shortcuts = new Map();
  const spoken = make("p", { className: "aloud" });
  spoken.setAttribute("role", "status");
  const say = (/** @type {string} */ words) => { spoken.textContent = words; };
  const offer = (/** @type {Shortcut} */ shortcut) => shortcuts.set(shortcut.key, shortcut);

  /** A page where single keys act must let them be switched off: who speaks to the computer types by accident. */
  const areOn = () => recall("lesson-keys") !== "off";
  const isTyping = (/** @type {any} */ target) => target.closest?.("input:not([type=radio], [type=checkbox], [type=range]), select, textarea, dialog, [contenteditable]");
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const found = (areOn() || event.key === "?") && !("classroom" in document.body.dataset) && shortcuts.get(event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  };

  /** @param {number} way */
  const step = (way) => {
    const headings = [...document.querySelectorAll("main :is(h1, h2, h3)")];
    const tops = headings.map((heading) => heading.getBoundingClientRect().top);
    const next = way > 0 ? headings.find((_, i) => tops[i] > 60) : headings.findLast((_, i) => tops[i] < -4);
    next?.setAttribute("tabindex", "-1");
    next?.scrollIntoView();
    next?.focus({ preventScroll: true });
  };
  const follow = (/** @type {string} */ selector) => () => document.querySelector(selector)?.click();

  const openHelp = () => {
    const keys = make("input", { type: "checkbox", checked: areOn() });
    keys.addEventListener("change", () => remember("lesson-keys", keys.checked ? "on" : "off"));
    const rows = [...shortcuts.values()].map(({ key, words }) => make("div", {}, make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: words })));
    const close = make("button", { type: "submit", textContent: "Close" });
    const help = make("dialog", { className: "help" }, make("form", { method: "dialog" },
      make("h2", { id: "help-title", textContent: "Keys" }), make("dl", {}, ...rows),
      make("label", {}, keys, " Single keys act. Switch this off if you speak to your computer."), close));
    help.setAttribute("aria-labelledby", "help-title");
    help.addEventListener("close", () => help.remove());
    document.body.append(help);
    help.showModal();
  };

  /** Who goes by keys must see where: what is laid out only when it comes near may push it out of the window. */
  const keepInView = (/** @type {any} */ { target }) => {
    if (!target.matches(":is(a, button, input, select, textarea, summary):focus-visible")) return;
    let frames = 8;
    const look = () => {
      if (document.activeElement !== target || !frames--) return;
      target.scrollIntoView({ block: "nearest", behavior: "instant" });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  const offerAll = (/** @type {HTMLButtonElement} */ theme) => {
    const search = /** @type {HTMLElement|null} */ (document.querySelector(".masthead input[type=search]"));
    offer({ key: "?", words: "these keys", act: openHelp });
    if (search) offer({ key: "/", words: "search", act: () => search.focus() });
    offer({ key: "j", words: "next section", act: () => step(1) });
    offer({ key: "k", words: "section before", act: () => step(-1) });
    if (document.querySelector("[rel=next]")) offer({ key: "n", words: "next lesson", act: follow("[rel=next]") });
    if (document.querySelector("[rel=prev]")) offer({ key: "b", words: "lesson before", act: follow("[rel=prev]") });
    offer({ key: "l", words: "copy a link to this place", act: copyLink });
    offer({ key: "t", words: "light, dark, …", act: () => theme.click() });
  };

  document.addEventListener("lessons:shortcut", (event) => offer(/** @type {any} */ (event).detail));
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", keepInView);
  const theme = addThemeButton();
  addTool("Keys", openHelp).className = "keys";
  foldContents();
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(spoken);
    offerAll(theme);
    // The figures that are in view come first.
    (self.requestIdleCallback ?? setTimeout)(() => { markPlace(); addLinks(); }, { timeout: 1000 });
  });
}
