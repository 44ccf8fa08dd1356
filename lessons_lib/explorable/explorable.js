/**
 * A figure that stays alive without Python.
 *
 * matplotlib drew it at a few settings (the nodes). What it drew has the same elements everywhere; only numbers move.
 * So the picture in the page is the template, `mask` says by one bit per number which of them move, and
 *
 *     numbers = template + weights(setting) x basis
 *
 * tells every setting between the nodes. Words are looked up, because a wrong sign is worse than a wrong pixel.
 *
 * @typedef {{get(name: string): any, set(name: string, value: any): void, on(event: string, act: () => void): void,
 *   off(event: string, act: () => void): void, save_changes(): void}} Model  what anywidget gives, and the page's host too
 * @typedef {{name: string, nodes: number[], kinds: string, last: number}} Axis
 * @typedef {{decimals: number, comma: boolean, plus: boolean, minus: string}} Numeral
 * @typedef {Record<string, number | string | boolean>} Values
 */

/** Attributes whose numbers count, in the order in which they stand in the picture. The Python side writes no others with digits. */
const NUMBERED = new Set(["d", "x", "y", "width", "height", "cx", "cy", "r", "transform", "viewBox", "font-size",
  "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity"]);
const COLOURED = new Set(["fill", "stroke"]);
const NUMBER = /-?\d+(?:\.\d+)?/g;

/** Whole numbers travel as letters (figures.py): the first sixty end a number, the others are followed by more of it. */
const LETTERS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter((letter) => !"\"&'<\\".includes(letter));
const LAST = 60;

/** How far a number may be off, by what it is: the unit in which the basis counts (tape.py holds the same table). */
const UNITS = { place: 0.5, colour: 3, opacity: 0.02, width: 0.1 };

/** The page tells the kernel where the sliders are at most this often, in ms. */
const TELL_EVERY = 60;
/** The caption is spoken when the hand has rested this long, in ms. */
const REST = 700;

// -- the bake: from a setting to numbers and words -----------------------------------------------------------------

class Bake {
  /** @param {any} packed what bake.py packed */
  constructor(packed) {
    this.axes = packed.axes;
    this.choices = packed.choices;
    this.combos = packed.combos;
    this.wordings = expandRuns(packed.wording);
    this.groups = packed.groups.map(unpackGroup);
  }

  /** @param {Values} values @param {any} spec @returns {{group: any, numbers: Float64Array, says: number[]}} */
  tell(values, spec) {
    const combo = this.combo(values);
    const steps = this.axes.map((axis) => Math.round((Number(values[axis.name]) - spec[axis.name].low) / spec[axis.name].step));
    const group = this.groups[this.combos[combo]];
    return { group, numbers: this.numbers(group, combo, steps), says: group.says[this.wordings[this.flat(combo, steps)]] };
  }

  combo(values) {
    return this.choices.reduce((combo, choice) => combo * choice.states.length + choice.states.indexOf(values[choice.name]), 0);
  }

  flat(combo, steps) {
    return this.axes.reduce((place, axis, at) => place * (axis.last + 1) + steps[at], combo);
  }

  numbers(group, combo, steps) {
    const { basis, weights, scales, count } = group;
    const rank = scales.length;
    const numbers = new Float64Array(count);
    const mix = new Float64Array(rank);
    for (const [node, share] of this.blend(group.combos.indexOf(combo), steps)) {
      for (let r = 0; r < rank; r++) mix[r] += share * weights[node * rank + r] * scales[r];
    }
    for (let n = 0, at = 0; n < count; n++) {
      for (let r = 0; r < rank; r++, at++) numbers[n] += mix[r] * basis[at];
    }
    return numbers;
  }

  /** The nodes that make up a setting, with their shares. */
  blend(combo, steps) {
    let corners = [[combo, 1]];
    this.axes.forEach((axis, at) => {
      const parts = crossing(axis, steps[at]);
      corners = corners.flatMap(([node, share]) => parts.map(([place, part]) => [node * axis.nodes.length + place, share * part]));
    });
    return corners;
  }
}

/** Which nodes of an axis make up a step: one at a node, two on a line, up to four on a cubic. @param {Axis} axis */
function crossing(axis, step) {
  const { nodes, kinds } = axis;
  const hit = nodes.indexOf(step);
  if (hit >= 0) return [[hit, 1]];
  const gap = nodes.findIndex((node) => node > step) - 1;
  const low = kinds[gap] === "L" ? gap : Math.max(0, gap - 1);
  const high = kinds[gap] === "L" ? gap + 1 : Math.min(nodes.length - 1, gap + 2);
  const reach = Array.from({ length: high - low + 1 }, (_, at) => low + at);
  return reach.map((here) => [here, reach.reduce((share, other) =>
    other === here ? share : share * (step - nodes[other]) / (nodes[here] - nodes[other]), 1)]);
}

function unpackGroup(packed) {
  const rank = packed.scales.length;
  const basis = readRows(packed.basis, rank);
  return { ...packed, basis, weights: readRows(packed.weights, rank), mask: bytes(packed.mask),
    count: rank ? basis.length / rank : 0 };
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Rows of whole numbers; each is told as its difference from the row `back` before it. @returns {number[]} */
function readRows([back, text], wide) {
  const numbers = [];
  let left = 0, unit = 1;
  for (const letter of text) {
    const digit = LETTERS.indexOf(letter);
    left += unit * digit;
    unit *= LETTERS.length - LAST;
    if (digit >= LAST) continue;
    const before = back ? numbers[numbers.length - back * wide] ?? 0 : 0;
    numbers.push(before + (left % 2 ? -(left + 1) / 2 : left / 2));
    left = 0;
    unit = 1;
  }
  return numbers;
}

function expandRuns(runs) {
  const flat = [];
  for (let at = 0; at < runs.length; at += 2) flat.push(...Array(runs[at + 1]).fill(runs[at]));
  return flat;
}

// -- the picture: the template and its moving attributes ------------------------------------------------------------

class Picture {
  /** @param {SVGSVGElement} svg the template @param {any} group whose numbers move */
  constructor(svg, group) {
    this.svg = svg;
    this.group = group;
    this.texts = [...svg.querySelectorAll("text")];
    this.caption = svg.getAttribute("aria-label") ?? "";
    this.movers = findMovers(svg, group.mask);
    this.moving = this.movers.reduce((sum, mover) => sum + mover.count, 0);
  }

  /** Write the numbers and words of a setting; returns the caption, or undefined if it never changes. */
  show(numbers, says) {
    for (const mover of this.movers) mover.write(numbers);
    let at = this.moving;
    let unit = 0;
    let caption;
    this.group.texts.forEach((text, place) => {
      const spoken = this.group.units.slice(unit, unit + text.slots).map((size, n) => size * (numbers[at + n] ?? 0));
      const phrase = writePhrase(text.ways[says[place]], spoken);
      if (text.at < 0) caption = phrase;
      else this.texts[text.at].textContent = phrase;
      at += text.slots;
      unit += text.slots;
    });
    return caption;
  }
}

/** An attribute with at least one moving number. */
class Mover {
  constructor(element, name, words, base, slots, unit) {
    Object.assign(this, { element, name, words, base, slots, unit });
    this.count = slots.length;
  }

  write(numbers) {
    const { words, base, slots, unit } = this;
    let text = words[0];
    for (let at = 0; at < slots.length; at++) text += round(base[at] + unit * numbers[slots[at]]) + words[at + 1];
    this.element.setAttribute(this.name, text);
  }
}

class ColourMover extends Mover {
  write(numbers) {
    const channels = this.words.map(Number);
    this.slots.forEach((slot, at) => { channels[this.base[at]] += this.unit * numbers[slot]; });
    this.element.setAttribute(this.name, "#" + channels.map(hex).join(""));
  }
}

function round(number) {
  return String(Math.round(number * 1000) / 1000);
}

function hex(channel) {
  return Math.min(255, Math.max(0, Math.round(channel))).toString(16).padStart(2, "0");
}

/** Walk the picture in document order and pick the attributes in which a number moves. */
function findMovers(svg, mask) {
  const movers = [];
  const count = { seen: 0, moving: 0 };
  for (const element of svg.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const mover = COLOURED.has(name) && value.startsWith("#") ? readColour(element, name, value, mask, count)
        : NUMBERED.has(name) ? readNumbers(element, name, value, mask, count) : null;
      if (mover) movers.push(mover);
    }
  }
  return movers;
}

function nextMoves(mask, count) {
  const bit = count.seen++;
  return (mask[bit >> 3] >> (7 - (bit & 7))) & 1 ? count.moving++ : -1;
}

/** In a page an outline goes by steps from point to point (outlines.py); here its numbers count from the corner again. */
function settle(outline) {
  let x = 0, y = 0, start = [0, 0], text = "";
  for (const [, letter, told] of outline.matchAll(/([a-z])([^a-z]*)/gi)) {
    if (letter === "z") { [x, y] = start; text += "Z"; }
    const numbers = told.match(/-?\d*\.?\d+/g)?.map(Number) ?? [];
    const takes = { q: 4, c: 6, h: 1, v: 1 }[letter] ?? 2;
    for (let at = 0; at < numbers.length; at += takes) {
      const steps = letter === "h" ? [numbers[at], 0] : letter === "v" ? [0, numbers[at]] : numbers.slice(at, at + takes);
      const places = steps.map((step, n) => Number(round(step + (n % 2 ? y : x))));
      [x, y] = places.slice(-2);
      if (letter.toLowerCase() === "m") start = [x, y];
      text += ("hv".includes(letter) ? "L" : letter.toUpperCase()) + places.join(" ");
    }
  }
  return text;
}

function readNumbers(element, name, text, mask, count) {
  const value = name === "d" && /[a-z]/.test(text) ? settle(text) : text;
  if (value !== text) element.setAttribute(name, value);
  const words = [""], base = [], slots = [];
  let end = 0;
  for (const match of value.matchAll(NUMBER)) {
    const slot = nextMoves(mask, count);
    if (slot < 0) continue;
    words[words.length - 1] += value.slice(end, match.index);
    words.push("");
    base.push(Number(match[0]));
    slots.push(slot);
    end = match.index + match[0].length;
  }
  words[words.length - 1] += value.slice(end);
  const unit = name.endsWith("opacity") ? UNITS.opacity : name.startsWith("stroke-") ? UNITS.width : UNITS.place;
  return slots.length ? new Mover(element, name, words, base, slots, unit) : null;
}

function readColour(element, name, value, mask, count) {
  const channels = [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
  const slots = channels.map(() => nextMoves(mask, count));
  const moving = [0, 1, 2].filter((at) => slots[at] >= 0);
  return moving.length ? new ColourMover(element, name, channels, moving, moving.map((at) => slots[at]), UNITS.colour) : null;
}

function writePhrase([words, numerals], values) {
  return words.map((word, at) => word + (at < numerals.length ? writeNumber(numerals[at], values[at]) : "")).join("");
}

function writeNumber([decimals, comma, plus, minus], value) {
  let text = Math.abs(value).toFixed(decimals);
  if (comma) text = text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? minus : plus ? "+" : "") + text;
}

// -- the controls ---------------------------------------------------------------------------------------------------

/** @returns {HTMLElement} */
function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A slider with a number box and two buttons: whatever can be dragged can be typed and stepped too. */
function makeSlider(spec, change) {
  const box = make("div", "control control-slider");
  const label = make("label", "control-label");
  const range = Object.assign(make("input"), { type: "range", min: spec.low, max: spec.high, step: spec.step });
  const number = Object.assign(make("input"), { type: "number", min: spec.low, max: spec.high, step: spec.step, inputMode: "decimal" });
  label.append(make("span", "", spec.label), range);
  number.setAttribute("aria-label", spec.unit ? `${spec.label}, in ${spec.unit}` : spec.label);
  const step = (by) => change(Number(range.value) + by * spec.step);
  range.addEventListener("input", () => change(Number(range.value)));
  number.addEventListener("change", () => change(Number(number.value)));
  box.append(label, stepper("−", `${spec.label}: less`, () => step(-1)), number, make("span", "unit", spec.unit),
    stepper("+", `${spec.label}: more`, () => step(1)));
  const show = (value) => {
    range.value = number.value = value;
    range.setAttribute("aria-valuetext", `${value}${spec.unit}`);
  };
  return { box, show, clean: (value) => cleanNumber(spec, value) };
}

function stepper(sign, name, act) {
  const button = Object.assign(make("button", "stepper", sign), { type: "button" });
  button.setAttribute("aria-label", name);
  button.addEventListener("click", act);
  return button;
}

function cleanNumber(spec, value) {
  const steps = Math.round((Math.min(spec.high, Math.max(spec.low, Number(value) || 0)) - spec.low) / spec.step);
  return Number((spec.low + steps * spec.step).toFixed(spec.decimals));
}

function makeChoice(spec, change, name) {
  const box = make("fieldset", "control control-choice");
  box.append(make("legend", "control-label", spec.label));
  const radios = spec.options.map(([key, words]) => {
    const label = make("label");
    const radio = Object.assign(make("input"), { type: "radio", name, value: key });
    radio.addEventListener("change", () => change(key));
    label.append(radio, make("span", "", words));
    box.append(label);
    return radio;
  });
  return { box, show: (value) => radios.forEach((radio) => { radio.checked = radio.value === value; }), clean: (value) => value };
}

function makeToggle(spec, change) {
  const box = make("div", "control control-toggle");
  const label = make("label");
  const input = Object.assign(make("input"), { type: "checkbox" });
  input.addEventListener("change", () => change(input.checked));
  label.append(input, make("span", "", spec.label));
  box.append(label);
  return { box, show: (value) => { input.checked = value; }, clean: Boolean };
}

const MAKERS = { slider: makeSlider, choice: makeChoice, toggle: makeToggle };

// -- the lab: controls, picture and caption in one ------------------------------------------------------------------

class Lab {
  constructor(model, el) {
    this.model = model;
    this.spec = Object.fromEntries(model.get("spec").map((control) => [control.name, control]));
    this.values = { ...model.get("values") };
    this.root = el;
    this.mark = model.get("mark");
    const still = own(adoptStill(el), this.mark);
    if (!still) awaitStill(el);
    this.build(still);
    this.load();
    this.watch();
  }

  /** @param {SVGSVGElement | null} still the picture that stood in the page before the script came */
  build(still) {
    this.root.classList.add("lesson-widget", "lesson-explorable");
    this.root.addEventListener("keydown", (event) => event.stopPropagation());   // or JupyterLab eats the arrow keys
    this.still = still;
    this.stage = make("div", "stage");
    this.caption = make("p", "caption");
    this.aloud = make("p", "aloud");
    this.aloud.setAttribute("aria-live", "polite");
    this.body = make("div", "lab-body");
    this.form = this.buildControls();
    this.problem = make("p", "problem");
    this.body.append(this.stage, this.caption, this.form, this.aloud, this.problem);
    this.root.append(this.body);
    const picture = still ?? own(parse(this.model.get("picture")), this.mark);
    if (picture) this.stage.append(picture);
    this.setCaption(this.model.get("caption"));
    this.veil();
    this.showProblem();
  }

  buildControls() {
    const form = make("form", "controls");
    form.setAttribute("aria-label", `Controls: ${this.model.get("title")}`);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.controls = {};
    for (const [name, spec] of Object.entries(this.spec)) {
      this.controls[name] = MAKERS[spec.kind](spec, (value) => this.turn(name, value), name);
      this.controls[name].show(this.values[name]);
      form.append(this.controls[name].box);
    }
    return form;
  }

  /** Take the bake, once there is one. */
  load() {
    const packed = this.model.get("bake");
    if (!packed || !packed.groups) return;
    this.bake = new Bake(packed);
    const text = this.model.get("template") || this.model.get("picture");
    this.templates = new Map(this.bake.groups.map((group) => [group, group.svg ?? text]));
    this.pictures = new Map();
    this.show();
    this.root.dataset.live = "baked";
  }

  watch() {
    const changes = {
      "change:bake": () => this.load(),
      "change:frame": () => this.showFrame(this.model.get("frame")),
      "change:values": () => this.follow(this.model.get("values")),
      "change:problem": () => this.showProblem(),
    };
    for (const [event, act] of Object.entries(changes)) this.model.on(event, act);
    const opened = (event) => { if (event.detail?.id === this.model.get("after")) this.unveil(); };
    document.addEventListener("lesson:committed", opened);
    this.stop = () => {
      for (const [event, act] of Object.entries(changes)) this.model.off(event, act);
      document.removeEventListener("lesson:committed", opened);
    };
  }

  /** The learner turned a control. */
  turn(name, value) {
    this.values = { ...this.values, [name]: this.controls[name].clean(value) };
    this.controls[name].show(this.values[name]);
    this.show();
    this.tell();
  }

  /** Python set the values. */
  follow(values) {
    if (Object.keys(this.values).every((name) => this.values[name] === values[name])) return;
    this.values = { ...this.values, ...values };
    for (const name of Object.keys(this.controls)) this.controls[name].show(this.values[name]);
    this.show();
  }

  show() {
    if (!this.bake) return;
    const { group, numbers, says } = this.bake.tell(this.values, this.spec);
    if (this.picture?.group !== group) this.picture = this.enter(group);
    this.setCaption(this.picture.show(numbers, says) ?? this.picture.caption);
  }

  /** Put a group's picture on the stage; the one that stood in the page before the script came is the first group's. */
  enter(group) {
    const known = this.pictures.get(group) ?? new Picture(own(parse(this.templates.get(group)), this.mark) ?? this.still, group);
    this.pictures.set(group, known);
    this.stage.replaceChildren(known.svg);
    return known;
  }

  /** A frame the kernel drew, until the bake is ready. */
  showFrame(frame) {
    if (this.bake || !frame.svg) return;
    this.stage.replaceChildren(own(parse(frame.svg), this.mark));
    this.setCaption(frame.caption);
  }

  setCaption(text) {
    this.caption.textContent = text;
    clearTimeout(this.resting);
    if (!this.spoken) { this.spoken = text; return; }
    this.resting = setTimeout(() => this.speak(text), REST);
  }

  speak(text) {
    this.spoken = this.aloud.textContent = text;
    this.stage.querySelector("svg")?.setAttribute("aria-label", text);
  }

  /** Tell the kernel where the sliders are, not more often than it can listen. */
  tell() {
    if (this.telling) return;
    this.telling = setTimeout(() => {
      this.telling = undefined;
      this.model.set("values", this.values);
      this.model.save_changes();
    }, TELL_EVERY);
  }

  showProblem() {
    const problem = this.model.get("problem") ?? "";
    this.problem.textContent = problem;
    this.problem.hidden = !problem;
  }

  /** Until the guess it belongs to is made, keep the figure covered, or only its controls if the picture is what is guessed from. */
  veil() {
    const id = this.model.get("after");
    if (!id || this.model.get("revealed") || document.querySelector(`.lesson-quiz[data-question="${CSS.escape(id)}"][data-committed]`)) return;
    const covers = this.model.get("covers");
    this.cover = make("div", "veil");
    const open = Object.assign(make("button", "", "Open it without a guess"), { type: "button" });
    open.addEventListener("click", () => { this.unveil(); this.form.querySelector("input")?.focus(); });
    this.cover.append(make("p", "", covers === "controls" ? "First make your guess. Then the controls open." : "First make your guess above. Then this figure opens."), open);
    this.root.dataset.veiled = covers;
    this.body.append(this.cover);
  }

  unveil() {
    if (!this.cover) return;
    this.cover.remove();
    this.cover = undefined;
    delete this.root.dataset.veiled;
    this.model.set("revealed", true);
    this.model.save_changes();
  }
}

/** @returns {SVGSVGElement | null} our own SVG as elements; the text was written by our renderer, which escapes what it is given */
function parse(text) {
  if (!text) return null;
  const holder = document.createElement("template");
  holder.innerHTML = text;
  return holder.content.querySelector("svg");
}

/** Give the ids of a picture (hatches, clips) an ending of their own: the same lab may stand on a page twice. */
function own(svg, mark) {
  for (const element of svg?.querySelectorAll("[id]") ?? []) element.id += mark;
  for (const element of svg?.querySelectorAll("[fill^='url('], [clip-path]") ?? []) {
    for (const name of ["fill", "clip-path"]) {
      const value = element.getAttribute(name);
      if (value?.startsWith("url(")) element.setAttribute(name, value.replace(")", `${mark})`));
    }
  }
  return svg;
}

/** The picture that stands in the page before the figure (an output of its own) leaves it; the figure shows what it held. */
function adoptStill(el) {
  const around = el.closest(".jp-Cell, .cell") ?? document.body;
  const stills = [...around.querySelectorAll(".lesson-still")];
  const still = stills.findLast((each) => each.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
  still?.remove();
  return still?.querySelector("svg") ?? null;
}

/** JupyterLab makes a figure before it stands on the page, and may set its picture there later still. */
function awaitStill(el, tries = 120) {
  if (el.isConnected && adoptStill(el)) return;
  if (tries) requestAnimationFrame(() => awaitStill(el, tries - 1));
}

export default {
  render({ model, el }) {
    const lab = new Lab(model, el);
    return () => lab.stop();
  },
};
