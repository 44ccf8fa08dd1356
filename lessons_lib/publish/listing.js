// A list that shows only what holds the words somebody typed.
{
  const form = /** @type {HTMLFormElement} */ (document.querySelector(".sieve"));
  const [input, output] = [form.elements.words, form.querySelector("output")];
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group, items: [...group.querySelectorAll(".one")].map((item) => ({ item, text: fold(item.textContent ?? "") })),
  }));
  const total = groups.reduce((sum, { items }) => sum + items.length, 0);

  const sift = () => {
    const patterns = readWords(input.value);
    let shown = 0;
    for (const { group, items } of groups) {
      for (const { item, text } of items) item.hidden = !holdsAll(text, patterns);
      const left = items.filter(({ item }) => !item.hidden).length;
      group.hidden = !left;
      shown += left;
    }
    output.textContent = shown === total ? "" : `${shown} ${shown === 1 ? output.dataset.one : output.dataset.many} of ${total}.`;
  };
  /** A link to something that is not shown clears the box. */
  const follow = () => {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted?.closest("[hidden]")) return;
    input.value = "";
    sift();
    wanted.scrollIntoView();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", sift);
  addEventListener("hashchange", follow);
  sift(); // a browser that comes back may have kept what was typed
}
