/**
 * A learning platform's side of SCORM 1.2 for tests: as strict as the standard, and it writes down all it refuses.
 * `new Platform()` keeps the data of one lesson over many visits; `visit()` returns the API of the next one.
 */
const TEXT = (longest) => (value) => value.length <= longest && /^[\t\n\r -~]*$/.test(value);
const ONE_OF = (...words) => (value) => words.includes(value);
const SCORE = (value) => value === "" || (/^\d+(\.\d+)?$/.test(value) && Number(value) <= 100);
const SPAN = (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
const NOTHING = () => false;

/** By element: what may be written there, and whether it can be read. */
const MODEL = {
  "core._children": [NOTHING, true, "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time"],
  "core.student_id": [NOTHING, true, "learner-1"],
  "core.student_name": [NOTHING, true, "Learner, A"],
  "core.lesson_location": [TEXT(255), true, ""],
  "core.credit": [NOTHING, true, "credit"],
  "core.lesson_status": [ONE_OF("passed", "completed", "failed", "incomplete", "browsed"), true, "not attempted"],
  "core.entry": [NOTHING, true, "ab-initio"],
  "core.score._children": [NOTHING, true, "raw,min,max"],
  "core.score.raw": [SCORE, true, ""],
  "core.score.min": [SCORE, true, ""],
  "core.score.max": [SCORE, true, ""],
  "core.total_time": [NOTHING, true, "0000:00:00.00"],
  "core.lesson_mode": [NOTHING, true, "normal"],
  "core.exit": [ONE_OF("time-out", "suspend", "logout", ""), false, ""],
  "core.session_time": [SPAN, false, ""],
  "suspend_data": [TEXT(4096), true, ""],
  "launch_data": [NOTHING, true, ""],
  "comments": [TEXT(4096), true, ""],
  "comments_from_lms": [NOTHING, true, ""],
};
const ERRORS = {
  0: "No error", 101: "General exception", 201: "Invalid argument error", 202: "Element cannot have children",
  301: "Not initialized", 401: "Not implemented error", 402: "Invalid set value, element is a keyword",
  403: "Element is read only", 404: "Element is write only", 405: "Incorrect data type",
};
const NEW = Object.fromEntries(Object.entries(MODEL).map(([name, [, , start]]) => [name, start]));

const toHundredths = (span) => {
  const [hours, minutes, seconds] = span.split(":").map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 100);
};
const toSpan = (hundredths) => {
  const parts = [hundredths / 360000, (hundredths / 6000) % 60, (hundredths / 100) % 60].map((part) => String(Math.floor(part)).padStart(2, "0"));
  return `${parts.join(":")}.${String(hundredths % 100).padStart(2, "0")}`;
};

class Platform {
  /** @param {object} data what is kept already @param {string[]} without optional elements this platform does not have */
  constructor(data = {}, without = []) {
    this.kept = { ...NEW, ...data }; // survives the visit
    this.without = without;
    this.faults = [];
    this.commits = 0;
    this.visits = 0;
    this.open = false;
    this.down = false; // a platform that takes nothing any more
  }

  visit() {
    if (this.open) this.faults.push("left without LMSFinish");
    if (this.visits) this.kept["core.entry"] = this.kept["core.exit"] === "suspend" ? "resume" : "";
    this.visits += 1;
    this.now = { ...this.kept, "core.exit": "", "core.session_time": "" };
    const state = { stage: "before", error: 0, told: false };
    const fail = (code, call, ...given) => {
      state.error = code;
      this.faults.push([code, call, ...given.map((one) => String(one).slice(0, 60))].join(" "));
    };
    const guard = (call, answer, act) => (...given) => {
      state.error = 0;
      if (given.some((one) => typeof one !== "string")) return fail(201, call, ...given) ?? answer;
      if (state.stage !== "open") return fail(301, call, ...given) ?? answer;
      return act(...given);
    };
    const done = (call, act) => guard(call, "false", (empty) => (empty === "" ? act() : fail(201, call, empty) ?? "false"));
    const keep = () => {
      this.commits += 1;
      Object.assign(this.kept, this.now);
      return "true";
    };
    this.open = false;
    return {
      LMSInitialize: (empty) => {
        state.error = 0;
        if (empty !== "") return fail(201, "LMSInitialize", empty) ?? "false";
        if (state.stage !== "before") return fail(101, "LMSInitialize") ?? "false";
        [state.stage, this.open] = ["open", true];
        return "true";
      },
      LMSFinish: done("LMSFinish", () => {
        [state.stage, this.open] = ["after", false];
        if (this.now["core.lesson_status"] === "not attempted") this.now["core.lesson_status"] = "completed"; // as the standard says
        this.now["core.total_time"] = toSpan(toHundredths(this.now["core.total_time"]) + toHundredths(this.now["core.session_time"] || "0:0:0"));
        return keep();
      }),
      LMSCommit: done("LMSCommit", () => (this.down ? fail(101, "LMSCommit") ?? "false" : keep())),
      LMSGetValue: guard("LMSGetValue", "", (name) => {
        const code = this.#refusal(name, false);
        return code ? (fail(code, "LMSGetValue", name), "") : this.now[name.slice(4)];
      }),
      LMSSetValue: guard("LMSSetValue", "false", (name, value) => {
        const code = value === undefined ? 201 : this.#refusal(name, true) || (MODEL[name.slice(4)][0](value) ? 0 : 405);
        if (code) return fail(code, "LMSSetValue", name, value) ?? "false";
        this.now[name.slice(4)] = value;
        return "true";
      }),
      LMSGetLastError: () => String(state.error),
      LMSGetErrorString: (code) => ERRORS[code] ?? "",
      LMSGetDiagnostic: (code) => (code === "101" && this.down ? "The server is down" : ""),
    };
  }

  /** The code with which an element is refused for reading or writing; 0 when it is not. */
  #refusal(name, writing) {
    const element = name.slice(4);
    if (!name.startsWith("cmi.") || !(element in MODEL)) return 201;
    if (this.without.includes(element)) return 401;
    if (!writing) return MODEL[element][1] ? 0 : 404;
    if (element.endsWith("._children")) return 402;
    return MODEL[element][0] === NOTHING ? 403 : 0;
  }
}
