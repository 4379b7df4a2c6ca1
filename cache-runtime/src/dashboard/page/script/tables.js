// Tables that keep their rows: a row that stays is the same element with other text, so that focus and selection stay too.
function makeTable(id, columns, settings) {
  const table = byId(id);
  const head = table.tHead.rows[0];
  const body = table.tBodies[0];
  const rows = new Map();
  const made = { table, body, rows, columns, sorted: settings.sorted || null, up: false };
  table.setAttribute("role", "table");
  for (const column of columns) {
    const cell = element("th", { scope: "col", role: "columnheader", class: column.kind });
    if (settings.sorted && column.by) {
      const button = element("button", { type: "button" }, column.title);
      button.addEventListener("click", () => sortBy(made, column.name, settings.changed));
      cell.append(button);
      column.head = cell;
    } else {
      cell.append(column.title || element("span", { class: "unseen" }, "Action"));
    }
    head.append(cell);
  }
  markSorted(made);
  return made;
}

function sortBy(table, name, changed) {
  table.up = table.sorted === name ? !table.up : false;
  table.sorted = name;
  markSorted(table);
  changed();
}

function markSorted(table) {
  for (const column of table.columns) {
    if (!column.head) continue;
    if (column.name === table.sorted) column.head.setAttribute("aria-sort", table.up ? "ascending" : "descending");
    else column.head.removeAttribute("aria-sort");
  }
}

function inOrder(table, items) {
  const column = table.columns.find((one) => one.name === table.sorted);
  if (!column) return items;
  const value = (item) => column.by(item);
  const direction = table.up ? 1 : -1;
  const compare = (one, other) => {
    const [left, right] = [value(one), value(other)];
    if (left === right) return 0;
    // What has no value stands last, whatever the order.
    if (left === null || left === undefined) return 1;
    if (right === null || right === undefined) return -1;
    if (typeof left === "string") return -direction * left.localeCompare(right);
    return direction * (left - right);
  };
  return items.slice().sort(compare);
}

function showRows(table, items, keyOf) {
  const wanted = new Set();
  const ordered = [];
  for (const item of items) {
    const key = keyOf(item);
    if (wanted.has(key)) continue;
    wanted.add(key);
    let row = table.rows.get(key);
    if (!row) {
      row = makeRow(table);
      table.rows.set(key, row);
    }
    row.item = item;
    table.columns.forEach((column, place) => column.show(row.cells[place], item));
    ordered.push(row.node);
  }
  for (const [key, row] of table.rows) {
    if (!wanted.has(key)) {
      row.node.remove();
      table.rows.delete(key);
    }
  }
  place(table.body, ordered);
}

function makeRow(table) {
  const row = { item: null, cells: [] };
  row.node = element("tr", { role: "row" });
  for (const column of table.columns) {
    const cell = element("td", { role: "cell", class: column.kind, "data-label": column.title });
    if (column.make) column.make(cell, () => row.item);
    row.cells.push(cell);
    row.node.append(cell);
  }
  return row;
}

// Moves as few rows as it takes: one that is moved loses the focus.
function place(body, ordered) {
  const focused = document.activeElement;
  ordered.forEach((node, at) => {
    if (body.children[at] !== node) body.insertBefore(node, body.children[at] || null);
  });
  if (focused && focused !== document.activeElement && body.contains(focused)) focused.focus({ preventScroll: true });
}

function numberColumn(name, title, of, format) {
  return {
    name, title, kind: "number",
    by: of,
    show: (cell, item) => setText(cell, (format || count)(of(item))),
  };
}

// A function's path with its last part in front, and its key template below.
function nameOf(cell) {
  const path = element("span", { class: "path" });
  const last = element("span");
  const under = element("span", { class: "under" });
  cell.append(element("span", { class: "name" }, path, last), under);
  cell.parts = { path, last, under };
}

function showName(cell, item) {
  const end = item.function.lastIndexOf("::");
  const { path, last, under } = cell.parts;
  setText(path, end < 0 ? "" : item.function.slice(0, end + 2));
  setText(last, end < 0 ? item.function : item.function.slice(end + 2));
  setText(under, item.key);
}

function startFunctions(changed, invalidate) {
  const columns = [
    { name: "function", title: "Function", kind: "first c-function", by: (row) => row.function, make: nameOf, show: showName },
    numberColumn("calls", "Calls", (row) => row.calls),
    {
      name: "ratio", title: "Hit ratio", kind: "number c-ratio", by: (row) => row.hit_ratio,
      make: (cell) => {
        cell.text = element("span");
        cell.fill = element("span");
        cell.append(element("span", { class: "bar", "aria-hidden": "true" }, cell.fill), cell.text);
      },
      show: (cell, row) => {
        setText(cell.text, percent(row.hit_ratio));
        cell.fill.style.width = `${(row.hit_ratio || 0) * 100}%`;
      },
    },
    numberColumn("misses", "Misses", (row) => row.gets.misses),
    numberColumn("stale", "Stale", (row) => row.gets.memory_stale + row.gets.shared_stale),
    {
      ...numberColumn("errors", "Errors", (row) => row.errors),
      show: (cell, row) => {
        setText(cell, count(row.errors));
        cell.classList.toggle("bad-number", row.errors > 0);
      },
    },
    {
      ...numberColumn("audits", "Found stale", (row) => row.found_stale),
      show: (cell, row) => {
        setText(cell, row.found_stale === null ? "–" : count(row.found_stale));
        cell.classList.toggle("bad-number", row.found_stale > 0);
      },
    },
    numberColumn("p99", "Load p99", (row) => row.load_p99, seconds),
    numberColumn("entries", "Entries", (row) => row.entries),
    numberColumn("evictions", "Evicted", (row) => row.evictions),
  ];
  if (invalidate) {
    columns.push({
      name: "action", title: "", kind: "action c-action",
      make: (cell, item) => {
        cell.button = element("button", { type: "button", class: "quiet small" }, "Invalidate");
        cell.button.addEventListener("click", () => invalidate({ kind: "function", name: item().key }));
        cell.append(cell.button);
      },
      show: (cell, row) => cell.button.setAttribute("aria-label", `Invalidate ${row.function}`),
    });
  }
  const table = makeTable("functions", columns, { sorted: "calls", changed });
  const choice = byId("sort");
  for (const column of columns) {
    if (column.by) choice.append(element("option", { value: column.name, selected: column.name === table.sorted }, column.title));
  }
  choice.addEventListener("change", () => {
    table.sorted = choice.value;
    table.up = false;
    markSorted(table);
    changed();
  });
  return showFunctions(table, changed);
}

const FIRST_FUNCTIONS = 20;

function showFunctions(table, changed) {
  let all = false;
  const more = byId("functions-more");
  more.addEventListener("click", () => {
    all = !all;
    changed();
  });
  byId("filter").addEventListener("input", changed);
  return (overview) => {
    const filter = byId("filter").value.trim().toLowerCase();
    const matches = (row) => row.function.toLowerCase().includes(filter) || row.key.toLowerCase().includes(filter);
    const rows = inOrder(table, overview.functions.filter(matches));
    const shown = all ? rows : rows.slice(0, FIRST_FUNCTIONS);
    showRows(table, shown, (row) => `${row.function} ${row.key}`);
    byId("sort").value = table.sorted;
    const left = overview.function_count - overview.functions.length;
    setText(byId("function-count"), left > 0 ? `${count(overview.functions.length)} of most calls, of ${count(overview.function_count)}` : count(overview.function_count));
    byId("functions-empty").hidden = rows.length > 0;
    setText(byId("functions-empty"), overview.functions.length === 0 ? "No function was called yet." : "No function matches the filter.");
    table.table.hidden = rows.length === 0;
    more.hidden = rows.length <= FIRST_FUNCTIONS;
    setText(more, all ? "Show fewer" : `Show all ${count(rows.length)}`);
  };
}

function startTags(invalidate) {
  const columns = [
    { name: "tag", title: "Tag", kind: "first mono", show: (cell, [tag]) => setText(cell, tag) },
    { name: "uses", title: "Entries", kind: "number", show: (cell, [, uses]) => setText(cell, count(uses)) },
  ];
  if (invalidate) {
    columns.push({
      name: "action", title: "", kind: "action c-action",
      make: (cell, item) => {
        cell.button = element("button", { type: "button", class: "quiet small" }, "Invalidate");
        cell.button.addEventListener("click", () => invalidate({ kind: "tag", name: item()[0] }));
        cell.append(cell.button);
      },
      show: (cell, [tag]) => cell.button.setAttribute("aria-label", `Invalidate the tag ${tag}`),
    });
  }
  const table = makeTable("tags", columns, {});
  return ({ tags }) => {
    const used = tags.used.filter(([, uses]) => uses > 0).slice(0, 12);
    showRows(table, used, ([tag]) => tag);
    setText(byId("tag-count"), count(tags.known));
    byId("tags-empty").hidden = used.length > 0;
    table.table.hidden = used.length === 0;
    const note = byId("tags-note");
    note.hidden = tags.counted === tags.known && tags.known <= used.length;
    setText(note, tags.counted < tags.known
      ? `Those with most entries among ${count(tags.counted)} of them.`
      : `Those with most entries; tags that no entry has any more are known for a minute.`);
  };
}

const FIRST_RECENT = 10;

function startRecent(changed) {
  const columns = [
    { name: "when", title: "When", kind: "first", show: (cell, one) => setText(cell, clock.format(one.unix_millis)) },
    { name: "kind", title: "Kind", show: (cell, one) => setText(cell, one.kind) },
    { name: "what", title: "What", kind: "mono whole", show: (cell, one) => setText(cell, one.what || "everything") },
    { name: "source", title: "Source", show: (cell, one) => setText(cell, sourceOf(one)) },
    { name: "where", title: "Where", kind: "mono whole", show: (cell, one) => setText(cell, one.location || one.process || "–") },
    { name: "met", title: "Entries, loads", kind: "number", show: (cell, one) => setText(cell, `${count(one.entries)}, ${count(one.loads)}`) },
  ];
  const table = makeTable("recent", columns, {});
  const more = byId("recent-more");
  let all = false;
  more.addEventListener("click", () => {
    all = !all;
    changed();
  });
  return ({ invalidations }) => {
    const shown = all ? invalidations : invalidations.slice(0, FIRST_RECENT);
    showRows(table, withNumbers(shown), (one) => one.row);
    byId("recent-empty").hidden = shown.length > 0;
    table.table.hidden = shown.length === 0;
    more.hidden = invalidations.length <= FIRST_RECENT;
    setText(more, all ? "Show fewer" : `Show all ${count(invalidations.length)}`);
  };
}

function sourceOf(one) {
  const named = { call: "a call", writer: "a writer", message: "another process", replay: "told later", flush: "memory emptied" };
  const source = named[one.source] || one.source;
  return one.reason ? `${source} (${words(one.reason)})` : source;
}

// Two of the same moment are two.
function withNumbers(list) {
  return list.map((one, place) => ({ ...one, row: `${list.length - place} ${place}` }));
}
