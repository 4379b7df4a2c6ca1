// Asks every two seconds while somebody can see it.
const PAUSE = 2000;
const LONGEST_PAUSE = 30000;
const KEPT = 3600 * 1000;

const page = { samples: [], overview: null, paused: false, failures: 0, timer: null, asking: false, again: false, parts: null };

function start(overview) {
  const invalidate = startInvalidating(overview.allows_invalidation);
  const parts = {
    invalidate,
    charts: startCharts(),
    functions: startFunctions(redraw, invalidate),
    tags: startTags(invalidate),
    recent: startRecent(redraw),
  };
  return parts;
}

function redraw() {
  const { overview, parts } = page;
  if (!overview) return;
  parts.functions(overview);
  parts.recent(overview);
}

function show(overview) {
  page.overview = overview;
  if (!page.parts) page.parts = start(overview);
  keep(overview);
  showHealth(overview);
  showTiles(overview, page.samples);
  page.parts.charts(page.samples);
  page.parts.tags(overview);
  showTiers(overview);
  if (overview.allows_invalidation) suggestNames(overview);
  setText(byId("version"), `cache-runtime ${overview.version}`);
  setText(byId("updated"), clock.format(overview.unix_millis));
  redraw();
}

function keep({ history, unix_millis: now }) {
  const last = page.samples.at(-1);
  // A server that knows an earlier time than its samples is another one.
  if (last && last.unix_millis > now) page.samples = [];
  page.samples.push(...history);
  page.samples = page.samples.filter((sample) => sample.unix_millis >= now - KEPT);
}

async function refresh() {
  if (page.asking) {
    page.again = true;
    return;
  }
  clearTimeout(page.timer);
  page.asking = true;
  try {
    const last = page.samples.at(-1);
    show(await ask(last ? `overview?since=${last.unix_millis}` : "overview", { signal: AbortSignal.timeout(LONGEST_PAUSE) }));
    page.failures = 0;
  } catch (error) {
    page.failures += 1;
    setText(byId("status"), "Not reached");
    setClass(byId("status"), "badge bad");
    setText(byId("updated"), error instanceof Refused ? error.message : "trying again");
  }
  page.asking = false;
  schedule(page.again ? 0 : Math.min(PAUSE * 2 ** page.failures, LONGEST_PAUSE));
  page.again = false;
}

function schedule(pause) {
  clearTimeout(page.timer);
  if (!document.hidden && !page.paused) page.timer = setTimeout(refresh, pause);
}

function refreshSoon() {
  refresh();
}

byId("pause").addEventListener("click", () => {
  page.paused = !page.paused;
  byId("pause").setAttribute("aria-pressed", String(page.paused));
  setText(byId("pause"), page.paused ? "Resume" : "Pause");
  schedule(0);
});
byId("range").addEventListener("change", () => page.parts && page.parts.charts(page.samples));
document.addEventListener("visibilitychange", () => schedule(0));
startInspecting(() => page.parts && page.parts.invalidate);
refresh();
