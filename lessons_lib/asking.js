// One line at the top of a lesson, and a button that leads to the question where the learner stopped.

/** @typedef {{get(name: string): any}} Model */

/** @param {string} tag @param {object} traits @returns {any} */
function make(tag, traits) {
  return Object.assign(document.createElement(tag), traits);
}

/** Finds a question on the same page: in JupyterLab two lessons may be open side by side.
 * @param {HTMLElement} el @param {string} id @returns {HTMLElement|undefined} */
function findQuestion(el, id) {
  const selector = `[data-question="${CSS.escape(id)}"]:not([hidden])`;
  for (let around = el.parentElement; around; around = around.parentElement) {
    const found = [...around.querySelectorAll(selector)].filter((one) => !el.contains(one));
    if (found.length) return /** @type {HTMLElement} */ (found[found.length - 1]); // the widget stands after its words
  }
}

/** @param {HTMLElement} el @param {string} id @param {HTMLElement} said */
function lead(el, id, said) {
  const question = findQuestion(el, id);
  said.textContent = question ? "" : "That question is not on the page yet. Choose Run → Run All Cells first.";
  question?.scrollIntoView({ block: "center" });
  /** @type {HTMLElement|null|undefined} */ (question?.querySelector("input:enabled, select:enabled, button:not([hidden])"))?.focus({ preventScroll: true });
}

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  el.classList.add("lesson-widget", "lesson-resume");
  const line = make("p", { textContent: `${model.get("words")} ` });
  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  const go = make("button", { type: "button", textContent: `Go on where you stopped: “${model.get("stem")}”` });
  go.addEventListener("click", () => lead(el, model.get("question"), said));
  line.append(go);
  el.append(line, said);
  return () => el.replaceChildren();
}

export default { render };
