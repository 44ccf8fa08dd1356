// What every card that asks is made of; card.js stands before quiz.js, or before another card, in one module.

/** @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(name: string, call: () => void): void, off(name: string, call: () => void): void}} Model */

/** @param {string} tag @param {object} traits @param {...(Node|string)} children @returns {any} */
function make(tag, traits = {}, ...children) {
  const node = Object.assign(document.createElement(tag), traits);
  node.append(...children);
  return node;
}

/** Shows HTML that lessons_lib.markup has sanitised. @param {string} tag @param {string} html @param {string} className */
function sanitised(tag, html, className = "") {
  return Object.assign(document.createElement(tag), { className, innerHTML: html });
}

/** A verdict; the style sheet sets a tick or a mark before it. @param {"right"|"wrong"} kind @param {string} textContent */
function judged(kind, textContent) {
  return make("strong", { className: `judged ${kind}`, textContent });
}

/** A place whose words a screen reader speaks when they change. @param {string} className */
function spoken(className) {
  const node = make("div", { className, tabIndex: -1 });
  node.setAttribute("aria-live", "polite");
  return node;
}

/** A button; without `pressed` it submits. @param {string} className @param {string} words @param {() => void} [pressed] */
function button(className, words, pressed) {
  const node = make("button", { type: pressed ? "button" : "submit", className, textContent: words });
  if (pressed) node.addEventListener("click", pressed);
  return node;
}

/** Shows a button or hides it; a hand that stood on it moves on, and the page stays where it is.
 * @param {HTMLElement} node @param {boolean} wanted @param {HTMLElement} next */
function offer(node, wanted, next) {
  const held = node.matches(":focus");
  node.hidden = !wanted;
  if (held && !wanted) next.focus({ preventScroll: true });
}

/** Keeps what the learner did. @param {Model} model @param {object} news @param {object} [others] */
function respond(model, news, others = {}) {
  const changes = { response: { ...model.get("response"), ...news }, ...others };
  for (const [name, value] of Object.entries(changes)) model.set(name, value);
  model.save_changes();
}

/** @param {HTMLElement} place @param {string} complaint */
function complain(place, complaint) {
  fill(place, complaint, () => [make("p", { textContent: complaint })]);
}

/** @param {HTMLElement} node @param {any} key @param {() => (Node|string)[]} contents filled anew only when the key differs */
function fill(node, key, contents) {
  const written = JSON.stringify(key);
  if (node.dataset.key === written) return;
  node.dataset.key = written;
  node.replaceChildren(...contents());
}

/** @param {string} eyebrow @param {any} question @param {HTMLElement[]} parts @param {() => void} submitted */
function card(eyebrow, question, parts, submitted) {
  const above = make("p", { className: "eyebrow", textContent: eyebrow });
  const form = make("form", { className: "card", noValidate: true }, above, ...parts);
  form.setAttribute("aria-label", `${eyebrow}: ${question.id}`);
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); submitted(); });
  return form;
}

/** Waits some frames until an element stands on the page. @param {HTMLElement} el @param {() => void} act @param {number} tries */
function onPage(el, act, tries = 120) {
  if (el.isConnected) act();
  else if (tries) requestAnimationFrame(() => onPage(el, act, tries - 1));
}

/** The readable form that stands before the card. @param {HTMLElement} el @param {string} id @returns {Element|undefined} */
function findStill(el, id) {
  for (let around = el.parentElement; around; around = around.parentElement) {
    const stills = [...around.querySelectorAll(`.lesson-quiz-still[data-question="${CSS.escape(id)}"]`)];
    const before = stills.filter((still) => still.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (before.length) return before[before.length - 1];
  }
}

/** Hides it, and takes its picture out: the ids in there must not stand on the page twice. @param {HTMLElement} el @param {string} id */
function hideStill(el, id) {
  const still = findStill(el, id);
  still?.querySelector(".picture")?.remove();
  still?.setAttribute("hidden", "");
}


/** Tells other parts of the page something now and whenever they ask; returns how to stop. @param {string} name @param {() => any} say */
function tellPage(name, say) {
  const tell = () => {
    const detail = say();
    if (detail) document.dispatchEvent(new CustomEvent(name, { detail }));
  };
  document.addEventListener(`${name}-wanted`, tell);
  return { tell, stop: () => document.removeEventListener(`${name}-wanted`, tell) };
}
