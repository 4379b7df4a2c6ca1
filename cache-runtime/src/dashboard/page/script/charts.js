// Pictures of the past: what happened between two samples, drawn as SVG.
const HEIGHT = 180;
// In milliseconds.
const LEAST_RANGE = 60_000;
const EDGE = { top: 8, right: 6, bottom: 20, left: 44 };

const CHARTS = [
  {
    title: "Hit ratio",
    kind: "lines",
    soft: true,
    top: () => 1,
    format: percent,
    series: [{ name: "answered without a load", colour: "memory", of: (interval) => interval.ratio }],
  },
  {
    title: "Calls a second",
    kind: "stack",
    top: (largest) => rounded(largest, 1),
    format: rate,
    series: [
      { name: "memory", colour: "memory", of: (interval) => interval.rates.memory_hits },
      { name: "Redis", colour: "shared", of: (interval) => interval.rates.shared_hits },
      { name: "stale", colour: "stale", of: (interval) => interval.rates.stale_hits },
      { name: "shared a load", colour: "coalesced", of: (interval) => interval.rates.coalesced },
      { name: "loaded", colour: "misses", of: (interval) => interval.rates.misses },
    ],
  },
  {
    title: "Time of loads",
    kind: "lines",
    top: (largest) => rounded(largest, 0.001),
    format: seconds,
    series: [
      { name: "p99", colour: "p99", of: (interval) => interval.p99 },
      { name: "p50", colour: "p50", of: (interval) => interval.p50 },
    ],
  },
];

const RATES = [
  "calls", "memory_hits", "shared_hits", "stale_hits", "coalesced", "misses", "bypassed", "timeouts", "load_errors", "evictions",
  "invalidations",
];

// What happened from each sample to the next. Samples count from the creation of the cache; where they fall, it is another one.
function intervals(samples) {
  const all = [];
  for (let place = 1; place < samples.length; place += 1) {
    const interval = between(samples[place - 1], samples[place]);
    if (interval) all.push(interval);
  }
  return all;
}

function between(before, after) {
  const time = (after.unix_millis - before.unix_millis) / 1000;
  if (time <= 0) return null;
  const counts = {};
  const rates = {};
  for (const name of RATES) {
    counts[name] = after[name] - before[name];
    if (counts[name] < 0) return null;
    rates[name] = counts[name] / time;
  }
  return {
    at: after.unix_millis,
    counts,
    rates,
    ratio: ratioOf(counts),
    p50: after.load_p50_seconds,
    p99: after.load_p99_seconds,
  };
}

// Of the calls that asked the cache.
function ratioOf(counts) {
  const asked = counts.calls - counts.bypassed;
  return asked > 0 ? (counts.memory_hits + counts.shared_hits + counts.stale_hits) / asked : null;
}

// The next of 1, 2, 5, 10 and so on.
function rounded(largest, least) {
  if (!(largest > least)) return least;
  const power = 10 ** Math.floor(Math.log10(largest));
  for (const step of [1, 2, 5, 10]) {
    if (largest <= step * power * 1.0001) return step * power;
  }
  return 10 * power;
}

function makeChart(definition, number) {
  const heading = element("h3", { id: `chart-${number}` }, definition.title);
  const legend = element("ul", { class: "legend" });
  for (const series of definition.series) legend.append(setColour(element("li", null, series.name), series.colour));
  const svg = shape("svg", { role: "img", "aria-roledescription": "chart, arrow keys move along it", tabindex: "0", "aria-labelledby": `chart-${number} chart-words-${number}`, focusable: "true" });
  const spoken = element("span", { id: `chart-words-${number}`, class: "unseen" });
  const tip = element("div", { class: "tip", hidden: true });
  const figure = element(
    "figure", { class: "chart" },
    element("figcaption", null, heading, legend),
    svg, spoken, tip,
  );
  const chart = { definition, figure, svg, spoken, tip, intervals: [], place: null, from: 0, to: 1 };
  svg.addEventListener("pointermove", (event) => point(chart, nearest(chart, event)));
  svg.addEventListener("pointerleave", () => point(chart, null));
  svg.addEventListener("blur", () => point(chart, null));
  svg.addEventListener("keydown", (event) => step(chart, event));
  return chart;
}

function scale(chart) {
  const width = Math.max(chart.svg.clientWidth, 160);
  const inner = { left: EDGE.left, right: width - EDGE.right, top: EDGE.top, bottom: HEIGHT - EDGE.bottom };
  const x = (at) => inner.left + ((at - chart.from) / (chart.to - chart.from)) * (inner.right - inner.left);
  const y = (value) => inner.bottom - (value / chart.top) * (inner.bottom - inner.top);
  return { width, inner, x, y };
}

function drawChart(chart, shown, from, to) {
  const { definition } = chart;
  Object.assign(chart, { intervals: shown, from, to });
  chart.top = definition.top(largest(definition, shown));
  if (chart.place !== null && chart.place >= shown.length) chart.place = null;
  paint(chart);
  setText(chart.spoken, inWords(definition, shown));
}

function largest(definition, shown) {
  let most = 0;
  for (const interval of shown) {
    const values = definition.series.map((series) => series.of(interval) || 0);
    const value = definition.kind === "stack" ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values);
    if (value > most) most = value;
  }
  return most;
}

function paint(chart) {
  const { definition, svg } = chart;
  const view = scale(chart);
  const parts = [...axes(chart, view)];
  const lines = definition.kind === "stack" ? stack(chart, view) : curves(chart, view);
  parts.push(...lines);
  if (lines.length === 0) {
    parts.push(shape("text", { class: "nothing", x: (view.inner.left + view.inner.right) / 2, y: HEIGHT / 2 - 6, "text-anchor": "middle" }, "Nothing in this time yet"));
  }
  if (chart.place !== null) {
    const x = view.x(chart.intervals[chart.place].at);
    parts.push(shape("line", { class: "cross", x1: x, x2: x, y1: view.inner.top, y2: view.inner.bottom }));
  }
  svg.setAttribute("viewBox", `0 0 ${view.width} ${HEIGHT}`);
  svg.replaceChildren(...parts);
}

function axes(chart, view) {
  const parts = [];
  for (const share of [0, 0.5, 1]) {
    const y = view.y(chart.top * share);
    parts.push(shape("line", { class: "grid", x1: view.inner.left, x2: view.inner.right, y1: y, y2: y }));
    const label = share === 0 ? "0" : chart.definition.format(chart.top * share).replace(".0 %", " %");
    parts.push(shape("text", { class: "axis", x: view.inner.left - 6, y: y + 4, "text-anchor": "end" }, label));
  }
  for (const [share, anchor] of [[0, "start"], [0.5, "middle"], [1, "end"]]) {
    const at = chart.from + (chart.to - chart.from) * share;
    const time = chart.to - chart.from < 600_000 ? clock : minute;
    parts.push(shape("text", { class: "axis", x: view.x(at), y: HEIGHT - 4, "text-anchor": anchor }, time.format(at)));
  }
  return parts;
}

// Runs of neighbours that have a value.
function runs(chart, of) {
  const all = [];
  let run = [];
  for (const interval of chart.intervals) {
    const value = of(interval);
    if (value === null || value === undefined) {
      if (run.length > 0) all.push(run);
      run = [];
    } else {
      run.push([interval.at, value]);
    }
  }
  if (run.length > 0) all.push(run);
  return all;
}

function track(points) {
  return points.map(([x, y], place) => `${place === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function curves(chart, view) {
  const parts = [];
  for (const series of chart.definition.series) {
    for (const run of runs(chart, series.of)) {
      const points = run.map(([at, value]) => [view.x(at), view.y(value)]);
      if (points.length === 1) {
        parts.push(setColour(shape("circle", { class: "dot", cx: points[0][0], cy: points[0][1], r: 2.5 }), series.colour));
        continue;
      }
      if (chart.definition.soft) {
        const down = [[points.at(-1)[0], view.inner.bottom], [points[0][0], view.inner.bottom]];
        parts.push(setColour(shape("path", { class: "area soft", d: `${track([...points, ...down])}Z` }), series.colour));
      }
      parts.push(setColour(shape("path", { class: "line-path", d: track(points) }), series.colour));
    }
  }
  return parts;
}

function stack(chart, view) {
  const { intervals: shown, definition } = chart;
  if (shown.length === 0 || largest(definition, shown) === 0) return [];
  const below = shown.map(() => 0);
  return definition.series.map((series) => {
    const floor = shown.map((interval, place) => [view.x(interval.at), view.y(below[place])]);
    shown.forEach((interval, place) => {
      below[place] += series.of(interval) || 0;
    });
    const ceiling = shown.map((interval, place) => [view.x(interval.at), view.y(below[place])]);
    return setColour(shape("path", { class: "area", d: `${track([...ceiling, ...floor.reverse()])}Z` }), series.colour);
  });
}

function inWords(definition, shown) {
  const last = shown.at(-1);
  if (!last) return "Nothing in this time yet.";
  const said = definition.series.map((series) => `${series.name} ${definition.format(series.of(last) ?? null)}`);
  return `At ${clock.format(last.at)}: ${said.join(", ")}.`;
}

function nearest(chart, event) {
  if (chart.intervals.length === 0) return null;
  const box = chart.svg.getBoundingClientRect();
  const view = scale(chart);
  const x = ((event.clientX - box.left) / box.width) * view.width;
  let best = 0;
  chart.intervals.forEach((interval, place) => {
    if (Math.abs(view.x(interval.at) - x) < Math.abs(view.x(chart.intervals[best].at) - x)) best = place;
  });
  return best;
}

function step(chart, event) {
  const last = chart.intervals.length - 1;
  if (last < 0) return;
  const from = chart.place === null ? last : chart.place;
  const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
  if (event.key === "Escape") point(chart, null);
  if (to === undefined) return;
  event.preventDefault();
  point(chart, Math.min(Math.max(to, 0), last));
}

// Shows what happened in one interval; none hides it.
function point(chart, place) {
  if (chart.place === place) return;
  chart.place = place;
  paint(chart);
  chart.tip.hidden = place === null;
  if (place === null) return;
  const interval = chart.intervals[place];
  const rows = chart.definition.series.map((series) =>
    element("div", null, setColour(element("i", null, series.name), series.colour), element("span", null, chart.definition.format(series.of(interval) ?? null))));
  chart.tip.replaceChildren(element("b", null, clock.format(interval.at)), ...rows);
  const view = scale(chart);
  const x = view.x(interval.at) + chart.svg.getBoundingClientRect().left - chart.figure.getBoundingClientRect().left;
  const width = chart.tip.offsetWidth;
  const left = x + 12 + width > chart.figure.clientWidth ? x - 12 - width : x + 12;
  chart.tip.style.left = `${Math.max(4, left)}px`;
  setText(chart.spoken, inWords(chart.definition, [interval]));
}

function startCharts() {
  const charts = CHARTS.map(makeChart);
  byId("charts").replaceChildren(...charts.map((chart) => chart.figure));
  const resized = new ResizeObserver(() => charts.forEach((chart) => paint(chart)));
  charts.forEach((chart) => {
    chart.top = 1;
    resized.observe(chart.svg);
  });
  return (samples) => {
    const range = Number(document.querySelector("#range input:checked").value) * 1000;
    const to = samples.length > 0 ? samples.at(-1).unix_millis : Date.now();
    const all = intervals(samples);
    // A cache that is younger than the range fills the picture all the same.
    const begun = all.length > 0 ? all[0].at : to;
    const from = Math.max(to - range, Math.min(begun, to - LEAST_RANGE));
    charts.forEach((chart) => drawChart(chart, all.filter((interval) => interval.at >= from), from, to));
  };
}
