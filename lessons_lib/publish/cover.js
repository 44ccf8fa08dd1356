// How far one has come, on the first page. Its list holds <li data-lesson data-questions='["id", …]'><a>…</a></li>;
// keep.js, which stands before this in the module, tells what is kept. Where nothing is known nothing is said.
{
  const rows = [...document.querySelectorAll("[data-lesson]")].map((li) => ({
    li, name: li.dataset.lesson, ids: JSON.parse(li.dataset.questions), link: li.querySelector("a"), far: document.createElement("p"),
  }));
  const onward = document.querySelector(".go-on");

  /** @param {any} row @param {string} words @param {string} [id] where one stopped */
  const lead = ({ link, name }, words, id) => {
    const go = document.createElement("a");
    go.href = link.getAttribute("href") + (id ? `#${encodeURIComponent(id)}` : "");
    go.textContent = words;
    go.setAttribute("aria-label", `${words}: ${link.textContent.trim() || name}`);
    return go;
  };
  const bar = (value, max) => {
    const node = Object.assign(document.createElement("progress"), { value, max });
    node.setAttribute("aria-hidden", "true"); // the words beside it say the same
    return node;
  };
  /** Fills in a lesson's line; returns when it was touched last, "" for never. */
  const paint = (row, { kept, places }) => {
    const { li, name, ids, far } = row;
    const mine = ids.flatMap((id) => kept[id] ?? []);
    const done = mine.filter((one) => one.checked || one.attempts.length).length;
    const last = [places[name], ...mine].map((one) => one?.at ?? "").sort().at(-1);
    far.className = "far";
    far.replaceChildren(...(done ? [bar(done, ids.length), ` ${done} of ${ids.length} answered `] : []), lead(row, "Go on", places[name]?.id));
    if (last) li.append(far);
    else far.remove();
    return last;
  };
  document.addEventListener("lessons:kept", ({ detail }) => {
    const touched = rows.map((row) => ({ row, last: paint(row, detail) })).filter(({ last }) => last);
    const { row } = touched.sort((a, b) => (a.last < b.last ? 1 : -1))[0] ?? {};
    onward.hidden = !row;
    onward.replaceChildren(...(row ? [lead(row, `Go on with ${/^\d/.test(row.name) ? `lesson ${parseInt(row.name, 10)}` : "what you read last"}`, detail.places[row.name]?.id)] : []));
  });
  await keeping.open([]);
}
