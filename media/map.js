/**
 * The map's page: lights up a task's number in every space that sees it, searches, zooms, and tells the
 * extension what was chosen. Knows nothing of spaces; everything that it needs is in the drawing's attributes.
 */
(() => {
  const editor = acquireVsCodeApi();
  const byId = (id) => document.getElementById(id);
  const [map, search, said] = [byId("map"), byId("search"), byId("said")];
  const hint = said.textContent;
  /** Chosen by the person; until then the map is as wide as there is room, for the host's number stands at its right. */
  let zoom = editor.getState()?.zoom;
  let shown = 1;

  const tasks = () => [...map.querySelectorAll(".task")];
  const taskOf = (event) => event.target.closest?.(".task");
  const found = () => tasks().filter((task) => !task.classList.contains("missed"));

  function light(task) {
    const names = task ? JSON.parse(task.dataset.names) : {};
    for (const name of map.querySelectorAll(".name")) {
      const nr = names[name.dataset.space];
      name.textContent = nr ?? "";
      name.closest(".space").classList.toggle("sees", nr !== undefined);
    }
    for (const other of map.querySelectorAll(".task.lit")) other.classList.remove("lit");
    task?.classList.add("lit");
    said.textContent = task ? task.getAttribute("aria-label") : hint;
  }

  function sizeOf(svg) {
    return svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
  }

  function resize(to) {
    shown = Math.min(4, Math.max(0.2, to));
    const svg = map.querySelector("svg");
    if (!svg) return;
    const [width, height] = sizeOf(svg);
    svg.setAttribute("width", String(width * shown));
    svg.setAttribute("height", String(height * shown));
  }

  function scale(to) {
    resize(to);
    zoom = shown;
    editor.setState({ zoom });
  }

  function fitting() {
    const svg = map.querySelector("svg");
    return svg ? (map.clientWidth - 24) / sizeOf(svg)[0] : 1;
  }

  function seek() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const task of tasks()) {
      task.classList.toggle("missed", !words.every((word) => task.dataset.search.includes(word)));
    }
    const first = words.length > 0 ? found()[0] : undefined;
    first?.scrollIntoView({ block: "nearest", inline: "nearest" });
    light(first);
    for (const task of tasks()) task.setAttribute("tabindex", "-1");
    (first ?? tasks()[0])?.setAttribute("tabindex", "0");
  }

  function step(by) {
    const all = found();
    const now = all.indexOf(document.activeElement);
    const next = all[Math.min(all.length - 1, Math.max(0, now + by))];
    if (!next) return;
    document.activeElement?.setAttribute?.("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  const choose = (task) => editor.postMessage({ is: "chosen", task: task.dataset.task });
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  map.addEventListener("mouseover", (event) => light(taskOf(event)));
  map.addEventListener("mouseleave", () => light(undefined));
  map.addEventListener("focusin", (event) => light(taskOf(event)));
  map.addEventListener("click", (event) => {
    const task = taskOf(event);
    if (task) choose(task);
  });
  map.addEventListener("keydown", (event) => {
    if (steps[event.key]) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (taskOf(event)) choose(taskOf(event));
    } else if (event.key === "+" || event.key === "-") scale(event.key === "+" ? shown * 1.2 : shown / 1.2);
  });
  map.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      scale(event.deltaY < 0 ? shown * 1.1 : shown / 1.1);
    },
    { passive: false },
  );
  search.addEventListener("input", seek);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found()[0]) choose(found()[0]);
    if (event.key === "ArrowDown") found()[0]?.focus();
  });
  byId("bigger").addEventListener("click", () => scale(shown * 1.2));
  byId("smaller").addEventListener("click", () => scale(shown / 1.2));
  byId("fit").addEventListener("click", () => scale(fitting()));
  byId("export").addEventListener("click", () => editor.postMessage({ is: "export" }));

  window.addEventListener("message", ({ data }) => {
    if (data.is !== "drawn") return;
    const focused = document.activeElement?.dataset?.task;
    const lit = map.querySelector(".task.lit")?.dataset.task;
    map.innerHTML = data.svg; // written by the extension, every text in it escaped
    resize(zoom ?? Math.min(1, Math.max(0.5, fitting())));
    seek();
    const same = (id) => tasks().find((task) => task.dataset.task === id);
    if (lit) light(same(lit));
    if (focused) same(focused)?.focus();
  });
  editor.postMessage({ is: "ready" });
})();
