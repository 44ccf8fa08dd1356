// Runs where it stands, right after the contents, so that nothing jumps or flashes.
{
  const THEMES = ["auto", "light", "dark"];
  const root = document.documentElement;

  /** A private window or a strict browser may refuse storage: the page then forgets, and works. */
  const recall = () => {
    try { return localStorage.getItem("lesson-theme"); } catch { return null; }
  };
  const remember = (/** @type {string} */ theme) => {
    try { localStorage.setItem("lesson-theme", theme); } catch { /* forgotten, see above */ }
  };

  /** @param {HTMLButtonElement} button @param {string} theme */
  const wear = (button, theme) => {
    root.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };

  const addThemeButton = () => {
    const button = document.createElement("button");
    button.type = "button";
    const last = recall() ?? "auto";
    wear(button, THEMES.includes(last) ? last : "auto");
    button.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
      wear(button, next);
      remember(next);
    });
    document.querySelector(".masthead")?.append(button);
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
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
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

  addThemeButton();
  foldContents();
  document.addEventListener("DOMContentLoaded", markPlace);
}
