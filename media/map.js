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

  /** The space or task that the keyboard stands on, also while the map is drawn anew or another window is in front. */
  let current;

  const tasks = () => [...map.querySelectorAll(".task")];
  const taskOf = (event) => event.target.closest?.(".task");
  const found = () => tasks().filter((task) => !task.classList.contains("missed"));
  /** Everything that the keyboard can stand on, in the order in which it is read. */
  const items = () => [...map.querySelectorAll("[role=treeitem]:not(.missed)")];
  const itemOf = (element) => element?.closest?.("[role=treeitem]");
  const same = (name) => items().find((item) => item.dataset.item === name);

  const isNowhere = () => document.hasFocus() && document.activeElement === document.body;
  const focusAgain = () => same(current)?.focus();

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

  /** Dims what the words do not mean, and leaves one place for the Tab key; what is found first, if anything is sought. */
  function mark() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const task of tasks()) {
      task.classList.toggle("missed", !words.every((word) => task.dataset.search.includes(word)));
    }
    const first = words.length > 0 ? found()[0] : undefined;
    standOn(same(current) ?? first ?? items()[0]);
    return first;
  }

  function standOn(item) {
    for (const other of map.querySelectorAll("[tabindex='0']")) other.setAttribute("tabindex", "-1");
    item?.setAttribute("tabindex", "0");
    current = item?.dataset.item;
  }

  function seek() {
    const first = mark();
    if (first) standOn(first);
    first?.scrollIntoView({ block: "nearest", inline: "nearest" });
    said.ariaLive = "polite"; // the keyboard is in the field, and nobody else says what was found
    light(first);
  }

  const choose = (task) => editor.postMessage({ is: "chosen", task: task.dataset.task });
  const after = (by) => (item, all) => all[Math.min(all.length - 1, Math.max(0, all.indexOf(item) + by))];
  const isSpace = (item) => item.classList.contains("space");
  const nextSpace = (by) => (item, all) => {
    const spaces = all.filter((one) => isSpace(one) || one === item);
    return spaces[spaces.indexOf(item) + by];
  };
  /** Where a key leads from an item, as in every tree; a space's key "right" and Enter lead into it. */
  const ways = {
    ArrowDown: after(1),
    ArrowUp: after(-1),
    ArrowRight: (item, all) => (isSpace(item) ? all.find((one) => one !== item && item.contains(one)) : undefined),
    ArrowLeft: (item) => itemOf(item.parentElement),
    PageDown: nextSpace(1),
    PageUp: nextSpace(-1),
    Home: (item, all) => all[0],
    End: (item, all) => all.at(-1),
  };
  const zooms = { "+": () => shown * 1.2, "-": () => shown / 1.2, 0: fitting };

  function go(item, key) {
    const next = ways[key](item, items());
    next?.focus();
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function press(event) {
    const item = itemOf(event.target);
    const { key } = event;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!item || !isPlain) return;
    if (key === "Enter" || key === " ") isSpace(item) ? go(item, "ArrowRight") : choose(item);
    else if (ways[key]) go(item, key);
    else if (zooms[key]) scale(zooms[key]());
    else if (key === "/") search.focus();
    else return;
    event.preventDefault();
  }

  map.addEventListener("mouseover", (event) => light(taskOf(event)));
  map.addEventListener("mouseleave", () => light(undefined));
  map.addEventListener("focusin", (event) => {
    const item = itemOf(event.target);
    if (!item) return;
    standOn(item);
    said.ariaLive = "off"; // it is read already
    light(item.classList.contains("task") ? item : undefined);
  });
  map.addEventListener("click", (event) => {
    const task = taskOf(event);
    if (task) choose(task);
  });
  map.addEventListener("keydown", press);
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
    if (event.key === "ArrowDown" || event.key === "Escape") {
      event.preventDefault();
      if (event.key === "Escape") search.value = "";
      mark();
      focusAgain();
    }
  });
  byId("bigger").addEventListener("click", () => scale(shown * 1.2));
  byId("smaller").addEventListener("click", () => scale(shown / 1.2));
  byId("fit").addEventListener("click", () => scale(fitting()));
  byId("export").addEventListener("click", () => editor.postMessage({ is: "export" }));

  window.addEventListener("message", ({ data }) => {
    if (data.is !== "drawn") return;
    const isHere = map.contains(document.activeElement);
    const [stood, lit] = [current, map.querySelector(".task.lit")?.dataset.item];
    map.innerHTML = data.svg; // written by the extension, every text in it escaped
    resize(zoom ?? Math.min(1, Math.max(0.5, fitting())));
    current = stood;
    mark();
    if (lit) light(same(lit));
    if (isHere || isNowhere()) focusAgain();
  });
  /** VS Code gives the focus to the page as a whole. */
  window.addEventListener("focus", () => {
    if (isNowhere()) focusAgain();
  });
  editor.postMessage({ is: "ready" });
})();
