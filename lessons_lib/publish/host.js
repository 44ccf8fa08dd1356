/**
 * Runs the page's anywidget modules without a kernel.
 * @typedef {{esm: string, css: string}} Module
 * @typedef {{module: number, state: object, binary: [string[], string][], shared?: object, keep?: {id: string, of: string}}} Packed  binary: path and
 *   base64; shared: where in the page's shared values a trait's value is
 */

const plain = (v) => v !== null && typeof v === "object" && !ArrayBuffer.isView(v);
/** As in Jupyter an equal list is no change: else two listeners could chase each other. */
const same = (a, b) => Object.is(a, b) || (plain(a) && plain(b) && JSON.stringify(a) === JSON.stringify(b));

/** What a widget sees of its traits. Nobody saves them, so a change is complete when it is set. */
class Model {
  #state;
  #listeners = [];

  constructor(state) { this.#state = state; }
  get(key) { return this.#state[key]; }
  set(key, value) {
    const wanted = typeof key === "string" ? { [key]: value } : key;
    const changed = Object.keys(wanted).filter((k) => !same(this.#state[k], wanted[k]));
    Object.assign(this.#state, wanted);
    for (const k of changed) this.#tell(`change:${k}`, wanted[k]);
    if (changed.length) this.#tell("change");
  }
  save_changes() {}
  send() {}
  on(names, callback) { for (const name of names.split(" ")) this.#listeners.push({ name, callback }); }
  off(name, callback) {
    this.#listeners = this.#listeners.filter((l) => (name && l.name !== name) || (callback && l.callback !== callback));
  }
  #tell(name, value) { for (const l of [...this.#listeners]) if (l.name === name) l.callback(this, value); }
}

/** Never aborted: a view lives as long as its page. */
const { signal } = new AbortController();
const experimental = { invoke() { throw new Error("No kernel here."); } };

const decode = (base64) => new DataView(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);

/** @param {Packed} packed */
const unpack = ({ state, binary, shared = {}, keep }, values) => {
  for (const [key, place] of Object.entries(shared)) state[key] = structuredClone(values[place]);
  for (const [path, data] of binary) path.slice(0, -1).reduce((part, key) => part[key], state)[path.at(-1)] = decode(data);
  const model = new Model(state);
  if (keep) keeping.follow(keep, model);
  return model;
};

const run = async (/** @type {string} */ code) => {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try { return await import(url); } finally { URL.revokeObjectURL(url); }
};

const load = ({ esm, css }) => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  return run(esm);
};

/** A module's default export, what it returns, or (the old way) the module. */
const define = async ({ default: exported, ...named }) => (typeof exported === "function" ? exported() : exported ?? named);

const once = (make, made = new Map()) => (key) => made.get(key) ?? made.set(key, make(key)).get(key);

/** @param {{modules: Module[], models: Record<string, Packed>, shared: unknown[]}} page */
const makeMount = ({ modules, models, shared }) => {
  const moduleAt = once((i) => load(modules[i]));
  const widgetOf = once(async (name) => {
    const model = unpack(models[name], shared);
    const widget = await define(await moduleAt(models[name].module));
    await widget.initialize?.({ model, signal, experimental });
    return { model, widget };
  });
  return async (el) => {
    try {
      const { model, widget } = await widgetOf(el.dataset.model);
      await widget.render({ model, el, signal, experimental });
    } catch { apologise(el); }
  };
};

const apologise = (el) => {
  el.className = "lesson-idle";
  const still = el.closest(".cell")?.querySelector(".lesson-still");
  el.textContent = "This figure could not start here." + (still ? " The picture above shows its first state." : "");
};

/** How far below or above the window it stands, by the cell around it: what is far is not laid out yet. */
const far = (view) => {
  const { top, bottom } = (view.closest(".cell") ?? view).getBoundingClientRect();
  return Math.max(top - innerHeight, -bottom, 0);
};

/** Who came by a link stays where it leads while the page around it grows, until the reader moves. */
const stay = (() => {
  const moved = new AbortController();
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(name, () => moved.abort(), { signal: moved.signal, passive: true });
  return () => { if (!moved.signal.aborted) document.querySelector(":target")?.scrollIntoView({ behavior: "instant" }); };
})();

const breath = () => new Promise((go) => setTimeout(go));
const pause = () => new Promise((go) => self.requestIdleCallback?.(go, { timeout: 300 }) ?? setTimeout(go));

const views = [...document.querySelectorAll(".lesson-mount")];
const page = JSON.parse(document.getElementById("lesson-state").textContent);
await keeping.open(Object.values(page.models).flatMap(({ keep }) => keep ?? []));
const mount = makeMount(page);
stay();
const first = views.filter((view) => far(view) < 1000).sort((one, other) => far(one) - far(other));
// What is seen answers before its neighbours are made.
for (const view of first) { await mount(view); stay(); await breath(); }
for (const script of page.scripts ?? []) await run(script);
// The rest when there is time: a search in the page and a printer must find them.
for (const view of views) if (!first.includes(view)) { await pause(); await mount(view); stay(); }
requestAnimationFrame(() => setTimeout(stay)); // what came near with the last of them has its size now
