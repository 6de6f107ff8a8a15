// A table of the report: Tabulator sorts and pages it; searching, filtering and downloading are ours.
// The page's data file calls verbatimTable({columns, rows, words, file}).
"use strict";
window.verbatimTable = ({ columns, rows, words, file }) => {
  const place = document.querySelector("#table");
  const status = document.querySelector("#table-status");
  const search = document.querySelector("#table-search");
  const filters = document.querySelector("#table-filters");
  const plain = (value) => String(value ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const saved = columns.filter((column) => !column.unsaved);
  const data = rows.map((row, number) => {
    const record = { _number: number };
    columns.forEach((column, index) => (record[column.name] = row[index]));
    record._words = plain(saved.map((column) => record[column.name]).join(" "));
    return record;
  });

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const header = (cell) => element("button", { type: "button", className: "sort" }, cell.getValue());
  const show = (column) => (cell) => {
    const value = cell.getValue();
    if (value === null || value === undefined || value.length === 0) return element("span", { className: "none" }, "—");
    const shown = column.kind === "share" ? value.toFixed(2) : String(value);
    const href = column.link && cell.getRow().getData()[column.link];
    if (Array.isArray(value)) return element("div", { lang: "fr" }, ...value.map((line) => element("div", {}, line)));
    const inner = href ? element("a", { href }, shown) : element("span", {}, shown);
    if (column.french) inner.lang = "fr";
    return inner;
  };

  // Room in pixels for the longest word of a column, so that none breaks; a word out of all measure does.
  const roomFor = (column) => {
    const length = (value) => Math.max(0, ...String(value ?? "").split(/[\s-]+/).map((word) => word.length));
    return Math.min(150, 24 + 7.6 * Math.max(0, ...data.slice(0, 500).map((record) => length(record[column.name]))));
  };

  const table = new Tabulator(place, {
    data,
    index: "_number",
    layout: "fitColumns",
    renderVertical: "basic",
    pagination: true,
    paginationSize: 25,
    paginationSizeSelector: [25, 50, 100],
    paginationButtonCount: 3,
    paginationElement: document.querySelector("#table-pages"),
    placeholder: words.nothing,
    columnDefaults: { vertAlign: "top", headerSortTristate: true, resizable: true, minWidth: 70 },
    columns: columns
      .filter((column) => !column.hidden)
      .map((column) => ({
        title: column.title,
        field: column.name,
        titleFormatter: header,
        formatter: show(column),
        variableHeight: true,
        widthGrow: column.wide ? 4 : column.filter || column.kind ? 0.6 : 1,
        // Room for the heading and the arrow beside it.
        minWidth: Math.max(column.wide ? 166 : roomFor(column), 8.4 * column.title.length + 40),
        hozAlign: column.kind ? "right" : "left",
        sorter: column.kind
          ? (a, b) => (a ?? -1) - (b ?? -1)
          : (a, b) => String(a ?? "").localeCompare(String(b ?? ""), "fr", { numeric: true }),
      })),
    langs: { default: { pagination: words.pagination } },
  });

  const chosen = new Map();
  let least = 0;
  const values = (record, name) => [record[name] ?? "—"].flat().map(String);
  const narrow = () => {
    const sought = plain(search.value).split(/\s+/).filter(Boolean);
    table.setFilter((record) =>
      sought.every((word) => record._words.includes(word)) &&
      [...chosen].every(([name, value]) => value === "" || values(record, name).includes(value)) &&
      (least === 0 || (record.confidence ?? 0) >= least));
  };
  for (const column of columns.filter((column) => column.filter)) {
    const found = [...new Set(data.flatMap((record) => values(record, column.name)))];
    found.sort((a, b) => a.localeCompare(b, "fr"));
    const options = found.map((value) => element("option", { value }, value));
    const select = element("select", {}, element("option", { value: "" }, words.all), ...options);
    select.addEventListener("change", () => (chosen.set(column.name, select.value), narrow()));
    filters.append(element("label", {}, column.title, select));
  }
  let waiting;
  search.addEventListener("input", () => (clearTimeout(waiting), (waiting = setTimeout(narrow, 120))));

  const visible = () => table.getData("active").map((record) =>
    Object.fromEntries(saved.map((column) => [column.name, record[column.name] ?? null])));
  // A spreadsheet runs a cell that begins like a formula; an apostrophe before it makes it text.
  const cell = (value) => {
    const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
    const safe = typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  const csv = () => {
    const names = saved.map((column) => column.name);
    const lines = visible().map((record) => names.map((name) => cell(record[name])).join(","));
    return "\ufeff" + [names.map(cell).join(","), ...lines].join("\r\n") + "\r\n";
  };
  const save = (content, type, ending) => {
    const href = URL.createObjectURL(new Blob([content], { type }));
    element("a", { href, download: `${file}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };
  document.querySelector("#table-csv").addEventListener("click", () => save(csv(), "text/csv;charset=utf-8", "csv"));
  document.querySelector("#table-json").addEventListener("click", () =>
    save(JSON.stringify(visible(), null, 1), "application/json", "json"));

  table.on("dataFiltered", (_, active) => {
    status.textContent = words.status.replace("{shown}", active.length).replace("{total}", data.length);
  });
  table.on("tableBuilt", () => {
    for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
    for (const part of document.querySelectorAll(".without-script")) part.hidden = true;
    place.setAttribute("aria-label", document.querySelector("h1").textContent);
    // A grid holds groups of rows; the part that scrolls is the group of the body.
    place.removeAttribute("aria-owns");
    place.querySelector(".tabulator-tableholder").setAttribute("role", "rowgroup");
    place.querySelector(".tabulator-table").setAttribute("role", "presentation");
    verbatimConfidence((value) => ((least = value), narrow()));
    place.dataset.ready = "true";
  });
};
