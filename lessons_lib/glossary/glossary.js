// The tips of the glossary. A link to #term-… shows the meaning of its word; without this script it leads to the list.

/** @typedef {{get(name: "meanings"): Record<string, [string, string]>}} Model by anchor: word and meaning, plain text */
/** @typedef {{node: HTMLElement, at(): HTMLElement|null, show(link: HTMLElement, words: [string, string]): void,
 *   place(): void, hide(): void}} Tip */

const EDGE = 8; // pixels kept free at the sides of the window
const LINGER = 250; // milliseconds in which a pointer may travel from the word to its tip
const PAUSE = 120; // and that it rests on a word first, so that one that passes by brings up nothing
const LINK = 'a[href*="#term-"]';

/** The part of the page a view looks after: its own notebook, where several are open. @param {Element} el */
const notebookOf = (el) => el.closest(".jp-MainAreaWidget");

/** @param {EventTarget|null} target @returns {HTMLAnchorElement|null} */
const linkAt = (target) => (target instanceof Element ? target.closest(LINK) : null);

/** Tells whether links in a notebook are this view's own. JupyterLab takes cells that are out of sight off the page:
 * a view that stands nowhere yet answers in notebooks which no other view has claimed. @param {HTMLElement} el */
function territory(el) {
  /** @type {HTMLElement|null} */ let mine = null;
  let frame = 0;
  const claim = () => {
    if (mine || !el.isConnected) return;
    mine = notebookOf(el) ?? document.body;
    mine.dataset.lessonWords = String(1 + Number(mine.dataset.lessonWords ?? 0));
  };
  const settle = (/** @type {number} */ tries) => {
    claim();
    if (!mine && tries) frame = requestAnimationFrame(() => settle(tries - 1));
  };
  const leave = () => {
    cancelAnimationFrame(frame);
    if (mine) mine.dataset.lessonWords = String(Number(mine.dataset.lessonWords) - 1);
  };
  const holds = (/** @type {Element} */ link) => {
    claim();
    const home = notebookOf(link) ?? document.body;
    return mine ? home === mine : !Number(/** @type {HTMLElement} */ (home).dataset.lessonWords ?? 0);
  };
  settle(120);
  return { holds, leave };
}

/** Where a box of this size goes: below its word, or above where that is too near to the window's end.
 * @param {HTMLElement} link @param {HTMLElement} node */
function place(link, node) {
  const [word, first] = [link.getBoundingClientRect(), link.getClientRects()[0]];
  const { width, height } = node.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - EDGE;
  const below = word.bottom + 4;
  const top = below + height + EDGE > innerHeight && word.top > height + EDGE ? word.top - height - 4 : below;
  node.style.left = `${Math.max(EDGE, Math.min(first?.left ?? 0, room))}px`;
  node.style.top = `${top}px`;
}

/** @param {HTMLElement} link */
const isInSight = (link) => {
  const { top, bottom } = link.getBoundingClientRect();
  return link.isConnected && bottom > 0 && top < innerHeight;
};

/** The one box of a view. @param {string} id @returns {Tip} */
function makeTip(id) {
  const node = document.createElement("div");
  Object.assign(node, { id, className: "lesson-tip", role: "tooltip", hidden: true });
  /** @type {HTMLElement|null} */ let shownAt = null;
  const hide = () => {
    shownAt?.removeAttribute("aria-describedby");
    shownAt = null;
    node.remove();
  };
  const show = (/** @type {HTMLElement} */ link, /** @type {[string, string]} */ [word, meaning]) => {
    if (shownAt === link || link.hasAttribute("aria-describedby")) return; // or another view was first
    hide();
    shownAt = link;
    node.replaceChildren(Object.assign(document.createElement("strong"), { textContent: word }), meaning);
    node.hidden = false;
    link.setAttribute("aria-describedby", id);
    (link.closest("main") ?? document.body).append(node); // no ancestor may clip it or move with it
    place(link, node);
  };
  const replace = () => {
    if (shownAt) isInSight(shownAt) ? place(shownAt, node) : hide();
  };
  return { node, at: () => shownAt, show, place: replace, hide };
}

/** Calls back later, and forgets it when something newer comes up. */
function makeTimer() {
  /** @type {ReturnType<typeof setTimeout>|undefined} */ let running;
  const stop = () => clearTimeout(running);
  const start = (/** @type {() => void} */ call, /** @type {number} */ wait) => {
    stop();
    running = setTimeout(call, wait);
  };
  return { start, stop };
}

/** What hands, keys and pointers do to a tip. @param {Tip} tip @param {(link: Element) => [string, string]|undefined} meaningOf */
function gestures(tip, meaningOf) {
  const timer = makeTimer();
  let kept = false; // a tap or a click keeps the tip until the next one
  const hide = () => {
    timer.stop();
    kept = false;
    tip.hide();
  };
  const show = (/** @type {HTMLElement} */ link) => {
    const words = meaningOf(link);
    if (words) tip.show(link, words);
    return Boolean(words);
  };
  const over = (/** @type {PointerEvent} */ { target, pointerType }) => {
    const link = linkAt(target);
    if (pointerType === "touch" || kept) return;
    if (tip.node.contains(/** @type {Node} */ (target)) || (link && link === tip.at())) return timer.stop();
    if (link && meaningOf(link)) timer.start(() => show(link), PAUSE);
    else if (tip.at() && !tip.at()?.matches(":focus-visible")) timer.start(hide, LINGER);
    else timer.stop();
  };
  const focus = (/** @type {FocusEvent} */ { target }) => {
    const link = linkAt(target);
    if (!link?.matches(":focus-visible")) return; // a press of the pointer is a click, below
    timer.stop();
    kept = false;
    show(link);
  };
  const blur = (/** @type {FocusEvent} */ { target }) => {
    if (tip.at() && tip.at() === linkAt(target) && !kept) hide();
  };
  const click = (/** @type {MouseEvent} */ event) => {
    const link = linkAt(event.target);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (!link || !meaningOf(link)) return tip.node.contains(/** @type {Node} */ (event.target)) ? undefined : hide();
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would follow the link all the same
    if (kept && tip.at() === link) return hide();
    timer.stop();
    kept = show(link);
  };
  const key = (/** @type {KeyboardEvent} */ { key }) => { if (key === "Escape" && tip.at()) hide(); };
  return { over, focus, blur, click, key, hide };
}

/** @param {Tip} tip @param {(link: Element) => [string, string]|undefined} meaningOf */
function listen(tip, meaningOf) {
  const { over, focus, blur, click, key, hide } = gestures(tip, meaningOf);
  const ear = new AbortController();
  /** @type {[string, any][]} */ const heard = [["pointerover", over], ["focusin", focus], ["focusout", blur],
    ["click", click], ["keydown", key], ["scroll", tip.place]];
  for (const [name, hear] of heard) document.addEventListener(name, hear, { capture: true, signal: ear.signal });
  addEventListener("resize", tip.place, { signal: ear.signal });
  return () => {
    ear.abort();
    hide();
  };
}

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  const meanings = model.get("meanings");
  const { holds, leave } = territory(el);
  const tip = makeTip("lesson-tip");
  const meaningOf = (/** @type {any} */ link) => (holds(link) ? meanings[link.hash.slice(1)] : undefined);
  el.classList.add("lesson-widget", "lesson-glossary");
  const textContent = "Point at a dotted word in the text, or tap it: its meaning comes up beside it.";
  el.append(Object.assign(document.createElement("p"), { textContent }));
  const stop = listen(tip, meaningOf);
  return () => {
    stop();
    leave();
    el.replaceChildren();
  };
}

export default { render };
