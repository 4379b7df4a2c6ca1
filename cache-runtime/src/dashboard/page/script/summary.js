// The verdict and the numbers of now.
const VERDICTS = { healthy: ["Healthy", "good"], degraded: ["Degraded", "warn"], down: ["Down", "bad"] };
const CALM = "Everything is within its thresholds.";
// In seconds: what the numbers of now are of.
const NOW = 60;

function showHealth({ health }) {
  const [word, kind] = VERDICTS[health.status] || [health.status, ""];
  const status = byId("status");
  setText(status, word);
  setClass(status, `badge ${kind}`);
  document.title = health.status === "healthy" ? "Cache" : `${word} · Cache`;
  const list = byId("reasons");
  const said = health.reasons.map((reason) => `${reason.status} ${reason.text}`).join("\n") || CALM;
  if (list.dataset.said === said) return;
  list.dataset.said = said;
  const reasons = health.reasons.map((reason) => element("li", { class: reason.status === "down" ? "bad" : "warn" }, capital(reason.text)));
  list.replaceChildren(...(reasons.length > 0 ? reasons : [element("li", { class: "calm" }, CALM)]));
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function tile(name, value, note) {
  setText(byId(`tile-${name}`), value);
  setText(byId(`note-${name}`), note);
}

function showTiles(overview, samples) {
  const last = samples.at(-1);
  const first = last && samples.find((sample) => sample.unix_millis >= last.unix_millis - NOW * 1000);
  const now = first && first !== last ? between(first, last) : null;
  const total = totals(overview.functions);
  const recently = now ? "in the last minute" : "since the start";
  tile("ratio", percent(now && now.ratio !== null ? now.ratio : total.ratio), now && now.ratio !== null ? recently : "since the start");
  tile("calls", now ? rate(now.rates.calls) : "–", `${compact(total.calls)} since the start`);
  const slow = latest(samples, "load_p99_seconds");
  tile("latency", seconds(slow), slow === null ? "no load lately" : `median ${seconds(latest(samples, "load_p50_seconds"))}`);
  tile("errors", now ? compact(now.counts.load_errors) : compact(total.errors), recently);
  tile("entries", compact(overview.memory.entries), overview.memory.bytes === null ? "in memory" : `in memory, ${bytes(overview.memory.bytes)}`);
  tile("invalidations", now ? compact(now.counts.invalidations) : "–", recently);
}

function totals(functions) {
  const sum = (of) => functions.reduce((all, row) => all + of(row), 0);
  const calls = sum((row) => row.calls);
  const asked = calls - sum((row) => row.gets.bypassed);
  const hits = sum((row) => (row.hit_ratio || 0) * (row.calls - row.gets.bypassed));
  return { calls, errors: sum((row) => row.errors), ratio: asked > 0 ? hits / asked : null };
}

// The last value within the minute.
function latest(samples, name) {
  const last = samples.at(-1);
  for (let place = samples.length - 1; place >= 0; place -= 1) {
    if (last.unix_millis - samples[place].unix_millis > NOW * 1000) break;
    if (samples[place][name] !== null) return samples[place][name];
  }
  return null;
}
