// Numbers for people.
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const minute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

function count(number) {
  return whole.format(number);
}

function compact(number) {
  return Math.abs(number) < 10000 ? whole.format(number) : short.format(number);
}

function rate(number) {
  if (number === 0) return "0";
  if (number < 0.1) return "< 0.1";
  return number < 10 ? number.toFixed(1) : compact(number);
}

function percent(share) {
  if (share === null || share === undefined) return "–";
  const hundredths = share * 100;
  // What is not all of it does not show as all of it.
  if (hundredths > 99.9 && hundredths < 100) return "> 99.9 %";
  return `${hundredths === 100 ? "100" : hundredths.toFixed(1)} %`;
}

function seconds(time) {
  if (time === null || time === undefined) return "–";
  if (time === 0) return "0 s";
  if (time < 0.001) return `${Math.round(time * 1e6)} µs`;
  if (time < 1) return `${(time * 1000).toPrecision(time < 0.1 ? 2 : 3)} ms`;
  if (time < 100) return `${Number(time.toPrecision(3))} s`;
  return span(time);
}

// Long times, in two units.
function span(time) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  let rest = Math.round(time);
  const parts = [];
  for (const [unit, size] of units) {
    if (parts.length === 2) break;
    const many = Math.floor(rest / size);
    if (many > 0 || (parts.length === 0 && unit === "s")) parts.push(`${many} ${unit}`);
    else if (parts.length === 1) break;
    rest -= many * size;
  }
  return parts.join(" ");
}

function lasting(time) {
  if (time === null || time === undefined) return "for ever";
  return time < 1 ? seconds(time) : span(time);
}

function bytes(number) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let rest = number;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${units[unit]}`;
}

function words(name) {
  return name.replaceAll("_", " ");
}

function plural(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}
