// What the tiers hold under one key.
const STATES = {
  fresh: ["fresh", "good"], stale: ["stale", "warn"], expired: ["expired by hand", "warn"], over: ["over", ""], invalidated: ["invalidated", "bad"],
};

function startInspecting(invalidate) {
  byId("inspect").addEventListener("submit", async (event) => {
    event.preventDefault();
    const key = byId("inspect-key").value;
    const place = byId("inspection");
    try {
      place.replaceChildren(...showInspection(await send("inspect", { key }), invalidate()));
    } catch (error) {
      place.replaceChildren(element("p", { class: "outcome bad" }, `Not looked up: ${error.message}.`));
    }
  });
}

function showInspection(found, invalidate) {
  const { memory, shared } = found;
  const cards = memory.entries.map((entry) => card("Memory", state(entry.state), lifeOf(entry), [
    ["Functions", entry.functions.join(", ") || null],
    ["Type", entry.value_type],
    ["Size", entry.bytes === null ? null : bytes(entry.bytes)],
    ...restsOn(entry.rests_on),
    ["Order", entry.order],
  ]));
  if (cards.length === 0) cards.push(card("Memory", badge("not there", ""), [], []));
  if (memory.loads > 0) cards.push(card("On its way", badge(plural(memory.loads, "load", "loads"), "warn"), [], []));
  if (shared) cards.push(redisCard(shared));
  const head = element("div", { class: "found-head" },
    element("span", null, element("span", { class: "mono" }, found.key), element("span", { class: "muted" }, ` at ${clock.format(Date.now())}`)));
  if (invalidate) {
    const button = element("button", { type: "button", class: "quiet small" }, "Invalidate this key");
    button.addEventListener("click", () => invalidate({ kind: "key", name: found.key }));
    head.append(button);
  }
  return [head, element("div", { class: "found" }, ...cards)];
}

function card(title, mark, life, rest) {
  return element("article", null, element("div", { class: "tier" }, element("h3", null, title), mark), facts([...life, ...rest]));
}

function state(name) {
  const [word, kind] = STATES[name] || [name, ""];
  return badge(word, kind);
}

function lifeOf(entry) {
  return [
    ["Age", span(entry.age)],
    ["Fresh for", lasting(entry.remaining)],
    ["Stale window", entry.stale_window === 0 ? "none" : span(entry.stale_window)],
    ["Load took", seconds(entry.load_time)],
  ];
}

function restsOn({ tags, keys, functions }) {
  const some = (names) => (names.length > 0 ? chips(names) : null);
  return [["Tags", some(tags) || "none"], ["Depends on", some([...keys, ...functions]) || "nothing"]];
}

function redisCard(shared) {
  switch (shared.found) {
    case "nothing":
      return card("Redis", badge("not there", ""), [], []);
    case "lease":
      return card("Redis", badge("being loaded", "warn"), [], [["Lease", "held by some process"]]);
    case "unreadable":
      return card("Redis", badge("unreadable", "bad"), [], [["Reason", words(shared.reason)]]);
    case "unavailable":
      return card("Redis", badge("not asked", "warn"), [], [["Reason", words(shared.reason)]]);
    default:
      return card("Redis", state(shared.state), lifeOf(shared), [
        ["Kept for", lasting(shared.kept_for)],
        ["Holds", shared.content === "value" ? "a value" : shared.content === "none" ? "a remembered None" : "a remembered error"],
        ["Form", `${shared.codec}, ${bytes(shared.bytes)}, version ${shared.version}`],
        ...restsOn(shared.rests_on),
        ["Invalidated", shared.invalidated.length > 0 ? chips(shared.invalidated) : null],
        ["Order", shared.order],
        ["Lease", shared.lease ? "held by some process" : null],
      ]);
  }
}
