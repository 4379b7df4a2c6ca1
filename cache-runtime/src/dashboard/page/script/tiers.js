// Memory and Redis.
function showTiers(overview) {
  const { memory, shared } = overview;
  const parts = [
    element("div", { class: "tier" }, element("h3", null, "Memory"), badge("in use", "good")),
    facts([
      ["Entries", count(memory.entries)],
      ["Bytes, where weighed", memory.bytes === null ? null : bytes(memory.bytes)],
      ["Evicted for others", count(memory.evictions)],
      ["Removed as their time was over", count(memory.expirations)],
      ["Too heavy to be kept", count(memory.too_heavy)],
      ["Loads on their way", count(memory.running)],
      ["Keys that others depend on", count(memory.dependencies)],
      ["Keys refreshed by a schedule", count(memory.scheduled)],
    ], "facts"),
  ];
  for (const queue of overview.write_queues) {
    const waits = queue.oldest === null ? "" : `, the oldest for ${span(queue.oldest)}`;
    parts.push(
      element("div", { class: "tier" }, element("h3", null, "Write queue"), queue.dead_letters > 0 ? badge("dead letters", "bad") : badge("in use", "good")),
      facts([
        ["Queue", queue.queue],
        ["Writes that wait", count(queue.items) + waits],
        ["Failed calls of the sink", count(queue.retries)],
        ["Dead letters", count(queue.dead_letters)],
      ], "facts"),
    );
  }
  if (shared) parts.push(...showRedis(shared));
  else parts.push(element("div", { class: "tier" }, element("h3", null, "Redis"), badge("not used", "")));
  refill(byId("tiers"), parts);
}

function showRedis(shared) {
  const state = shared.available ? badge("available", "good") : badge("not available", "warn");
  const breakers = Object.entries(shared.breakers).map(([node, open]) => [`Breaker of ${node}`, open ? badge("open", "bad") : badge("closed", "good")]);
  return [
    element("div", { class: "tier" }, element("h3", null, "Redis"), state),
    facts([
      ...breakers,
      ["Messages of other processes", shared.disconnected_for === null ? "heard" : `not heard for ${span(shared.disconnected_for)}`],
      ["Invalidations not told yet", count(shared.invalidations_waiting)],
      ["Invalidations told late", count(shared.invalidations_replayed)],
      ["Leases held", count(shared.leases)],
      ["Bytes read, written", `${bytes(shared.bytes_read)}, ${bytes(shared.bytes_written)}`],
      ["Operations, time of each", operations(shared.operation_times)],
      ["Faults", byReason(shared.faults)],
      ["Entries rejected", byReason(shared.rejections)],
      ["Memory emptied", byReason(shared.flushes)],
    ], "facts"),
  ];
}

function operations(times) {
  const said = Object.entries(times).filter(([, { count: many }]) => many > 0)
    .map(([name, { count: many, sum }]) => `${name} ${compact(many)}, ${seconds(sum / many)}`);
  return said.length > 0 ? said.join("; ") : "none";
}

function byReason(counts) {
  const said = Object.entries(counts).map(([reason, many]) => `${words(reason)} ${count(many)}`);
  return said.length > 0 ? said.join(", ") : "none";
}

// Only what is different is put in place of what was there.
function refill(node, parts) {
  const next = element("div", null, ...parts);
  if (node.firstElementChild && node.firstElementChild.isEqualNode(next)) return;
  node.replaceChildren(next);
}
