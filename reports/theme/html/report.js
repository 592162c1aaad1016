// What a report can do beyond being read. Everything here is added to a page that is complete without it: controls
// are made by this script, nothing is fetched, stored or copied, and no text is ever parsed as markup.
"use strict";
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const LEAST_SORTED = 5, LEAST_FILTERED = 30;  // rows from which a table gets these controls

  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const status = make("p", { class: "unseen", role: "status" });
  document.body.append(status);

  // Tables: rows stay with their details; groups know their members.

  class Sheet {
    constructor(table) {
      this.table = table;
      this.body = table.tBodies[0];
      this.headers = [...table.tHead.rows[0].cells];
      this.entries = [];
      this.sorted = null;  // {column, descending}
      this.wanted = { text: "", tag: "" };
      for (const row of this.body.rows) {
        if (row.matches(".details")) this.entries.at(-1).details = row;
        else this.entries.push({ row, kind: row.matches(".group") ? "group" : row.matches(".total") ? "total" : "body", open: false, members: [] });
      }
      this.rows = this.entries.filter((entry) => entry.kind === "body");
      this.groups = this.entries.filter((entry) => entry.kind === "group");
      const above = [];
      for (const entry of this.entries) {
        const depth = Number(entry.row.dataset.depth || 0);
        if (entry.kind === "group") {
          while (above.length && above.at(-1).depth >= depth) above.pop();
          above.push({ depth, entry });
        } else if (entry.kind === "body") for (const group of above) group.entry.members.push(entry);
      }
      for (const entry of this.rows) {
        const texts = [...entry.row.cells, ...(entry.details?.querySelectorAll("dt, dd") ?? [])].map((part) => part.textContent);
        entry.text = texts.join("\n").replaceAll("\u200b", "").toLowerCase();
        entry.tags = entry.row.dataset.tags?.split("|") ?? [];
      }
    }

    // Shows what is wanted, in the order that is wanted; on paper everything, as it was written.
    show(everything = false) {
      const { text, tag } = this.wanted;
      const sorted = everything ? null : this.sorted;
      const found = new Set(this.rows.filter((entry) => everything ||
        ((!text || entry.text.includes(text)) && (!tag || entry.tags.includes(tag)))));
      const ordered = sorted ? [...this.ordered(sorted), ...this.entries.filter((entry) => entry.kind !== "body")] : this.entries;
      for (const entry of ordered) {
        entry.row.hidden = entry.kind === "body" ? !found.has(entry)
          : entry.kind === "group" && (sorted !== null || (entry.members.length > 0 && !entry.members.some((one) => found.has(one))));
        if (entry.details) entry.details.hidden = entry.row.hidden || !(everything || entry.open);
      }
      if (this.order !== sorted) {
        this.body.append(...ordered.flatMap((entry) => entry.details ? [entry.row, entry.details] : [entry.row]));
        this.order = sorted;
      }
      return found.size;
    }

    ordered({ column, descending }) {
      const keyed = this.rows.map((entry) => ({ entry, key: key(entry.row.cells[column]) }));
      const numeric = keyed.filter(({ key }) => typeof key === "number").length * 2 >= keyed.filter(({ key }) => key !== null).length;
      // In a column of numbers a word (不适用, 缺项) is as good as nothing, and nothing comes last either way.
      const blank = ({ key }) => key === null || (numeric && typeof key !== "number");
      const compare = numeric ? (a, b) => a - b : (a, b) => collator.compare(a, b);
      return keyed.sort((one, other) => blank(one) || blank(other) ? blank(one) - blank(other)
        : compare(one.key, other.key) * (descending ? -1 : 1)).map(({ entry }) => entry);
    }
  }

  // What a cell is sorted by: a number where it is one, null where it says nothing, else its text.
  function key(cell) {
    const text = (cell?.textContent ?? "").trim();
    if (!text || text === "—") return null;
    const plain = text.replace(/[,，\s]/g, "").replace("−", "-").replace(/[%分项位个]$/, "");
    return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
  }

  function sortable(sheet) {
    for (const [column, header] of sheet.headers.entries()) {
      const name = header.textContent.trim();
      if (!name) continue;
      const button = make("button", { type: "button", class: "sort", title: words.sort }, ...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        // Numbers open with the largest, texts with the first; then the other way round; then as written.
        const first = header.matches(".right");
        const now = sheet.sorted?.column === column ? sheet.sorted : null;
        sheet.sorted = now === null ? { column, descending: first }
          : now.descending === first ? { column, descending: !first } : null;
        for (const other of sheet.headers) other.removeAttribute("aria-sort");
        const direction = sheet.sorted && (sheet.sorted.descending ? "descending" : "ascending");
        if (direction) header.setAttribute("aria-sort", direction);
        sheet.show();
        status.textContent = direction
          ? say(words[direction], { column: name, flat: sheet.groups.length ? words.flat : "" }) : words.original;
      });
    }
  }

  function unfoldable(sheet, number) {
    for (const [index, entry] of sheet.rows.entries()) {
      if (!entry.details) continue;
      const header = entry.row.querySelector("th[scope=row]");
      entry.details.id = `d${number}-${index}`;
      entry.button = make("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-controls": entry.details.id },
        ...header.childNodes);
      header.append(entry.button);
      entry.button.addEventListener("click", () => { unfold(entry, !entry.open); sheet.show(); });
    }
  }

  function unfold(entry, open) {
    entry.open = open;
    entry.button?.setAttribute("aria-expanded", String(open));
  }

  // The bar above a long table: filter, states, how many rows are shown, expand and collapse.
  function controls(sheet, number) {
    const long = sheet.rows.length >= LEAST_FILTERED, folded = sheet.rows.some((entry) => entry.details);
    if (!long && !folded) return;
    const made = make("div", { class: "controls", role: "group" });
    if (sheet.table.caption) made.setAttribute("aria-labelledby", sheet.table.caption.id);
    const count = make("p", { class: "count", role: "status" });
    if (long) made.append(...filter(sheet, number, count));
    if (folded) {
      for (const [word, open] of [[words.expand, true], [words.collapse, false]]) {
        const button = make("button", { type: "button" }, word);
        button.addEventListener("click", () => { for (const entry of sheet.rows) unfold(entry, open); sheet.show(); });
        made.append(button);
      }
    }
    if (long) made.append(count);
    sheet.table.closest(".scroll").before(made);
  }

  function filter(sheet, number, count) {
    const box = make("input", { type: "search", id: `f${number}`, placeholder: words.filterHint, autocomplete: "off", spellcheck: "false" });
    const made = [make("label", { for: box.id }, words.filter), box];
    const tally = new Map();
    for (const tag of sheet.rows.flatMap((entry) => entry.tags)) tally.set(tag, (tally.get(tag) ?? 0) + 1);
    const choice = make("select", { id: `c${number}` }, make("option", { value: "" }, `${words.all} (${sheet.rows.length})`));
    for (const [tag, times] of [...tally].sort((one, other) => other[1] - one[1])) {
      choice.append(make("option", { value: tag }, `${tag} (${times})`));
    }
    if (tally.size) made.push(make("label", { for: choice.id }, words.state), choice);
    const apply = () => {
      sheet.wanted = { text: box.value.trim().toLowerCase(), tag: choice.value };
      count.textContent = say(words.shown, { shown: sheet.show(), all: sheet.rows.length });
    };
    box.addEventListener("input", apply);
    choice.addEventListener("change", apply);
    for (const control of [box, choice]) {
      control.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        box.value = choice.value = "";
        apply();
      });
    }
    count.textContent = say(words.shown, { shown: sheet.rows.length, all: sheet.rows.length });
    return made;
  }

  const sheets = [...document.querySelectorAll("main table")].filter((table) => table.tHead && table.tBodies[0]).map((table, number) => {
    const sheet = new Sheet(table);
    if (sheet.rows.length >= LEAST_SORTED) sortable(sheet);
    unfoldable(sheet, number);
    controls(sheet, number);
    sheet.show();
    return sheet;
  });
  window.addEventListener("beforeprint", () => sheets.forEach((sheet) => sheet.show(true)));
  window.addEventListener("afterprint", () => sheets.forEach((sheet) => sheet.show()));

  // A table too wide for its place scrolls, says so, and takes the focus to be scrolled by keys. On a phone one that is
  // far too wide, or of many columns with long texts, becomes a card for each row.

  const phone = matchMedia("(max-width: 40rem)");
  const scrolls = [...document.querySelectorAll(".scroll")].map((element) => {
    const hint = make("p", { class: "hint" }, words.scroll);
    element.before(hint);
    const table = element.firstElementChild;
    const wordy = table.rows[0].cells.length > 3 && [...table.querySelectorAll("td:not([colspan])")].some((cell) => cell.textContent.length > 60);
    return { element, table, hint, wordy };
  });

  // Cards are no longer laid out as a table: roles keep it one for screen readers, labels say what the columns were.
  function cards(table, on) {
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    const names = [...table.tHead.rows[0].cells].map((header) => header.textContent.trim());
    for (const element of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
      if (!on) { element.removeAttribute("role"); element.removeAttribute("data-label"); continue; }
      element.setAttribute("role", roles[element.tagName] ?? (element.scope === "col" ? "columnheader" : "rowheader"));
      if (element.matches("tbody tr > :not([colspan])")) element.dataset.label = names[element.cellIndex];
    }
  }

  let fitted = 0;
  const fit = () => {
    if (innerWidth === fitted) return;
    fitted = innerWidth;
    for (const { element, table } of scrolls) {
      if (element.classList.contains("cards")) cards(table, false);
      element.classList.remove("cards", "fits");
    }
    const excess = scrolls.map(({ element, table }) => table.offsetWidth / Math.max(element.clientWidth, 1));
    scrolls.forEach(({ element, table, hint, wordy }, index) => {
      const carded = phone.matches && (wordy || excess[index] > 1.25), wide = !carded && excess[index] > 1.002;
      if (carded) cards(table, true);
      element.classList.toggle("cards", carded);
      element.classList.toggle("fits", !wide);
      hint.hidden = !wide;
      if (wide) element.tabIndex = 0; else element.removeAttribute("tabindex");
    });
  };
  addEventListener("resize", fit);
  fit();

  // The table of contents shows where the reader is.

  const links = new Map([...document.querySelectorAll(".contents li a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null, asked = false;
  const locate = () => {
    asked = false;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
    const link = links.get((passed.at(-1) ?? headings[0])?.id) ?? null;
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
  };
  document.addEventListener("scroll", () => { if (!asked) { asked = true; requestAnimationFrame(locate); } }, { passive: true });
  locate();

  // Charts: what a mark stands for, under the pointer, the finger, or the arrow keys. A mark has data-tip or a <title>.

  const tip = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  document.body.append(tip);
  let shown = null;
  const point = (mark) => {
    shown?.element.classList.remove("pointed");
    shown = mark ?? null;
    tip.hidden = !shown;
    if (!shown) return;
    mark.element.classList.add("pointed");
    tip.textContent = mark.text;
    const at = mark.element.getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - tip.offsetWidth / 2, 8), document.documentElement.clientWidth - tip.offsetWidth - 8);
    const above = at.top - tip.offsetHeight - 8;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above > 0 ? above : at.bottom + 8) + scrollY}px`;
  };
  for (const drawing of document.querySelectorAll(".drawing")) {
    const chart = drawing.querySelector("svg");
    const marks = [];
    for (const element of chart?.querySelectorAll("*") ?? []) {
      const title = [...element.children].find((child) => child.localName === "title");
      const text = element.dataset.tip ?? title?.textContent;
      if (!text) continue;
      title?.remove();  // or the browser would show its own beside ours
      marks.push({ element, text });
    }
    if (!marks.length) continue;
    for (const mark of marks) {
      mark.element.addEventListener("pointerenter", () => point(mark));
      mark.element.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") point(null); });
    }
    drawing.tabIndex = 0;
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", `${chart.querySelector("title")?.textContent ?? ""} ${words.marks}`.trim());
    drawing.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === "Escape") point(null);
      if (!step) return;
      event.preventDefault();
      const index = marks.indexOf(shown);
      point(marks[index < 0 ? (step > 0 ? 0 : marks.length - 1) : (index + step + marks.length) % marks.length]);
      status.textContent = shown.text;
    });
    drawing.addEventListener("blur", () => point(null));
  }
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest?.(".drawing")) point(null); });
})();
