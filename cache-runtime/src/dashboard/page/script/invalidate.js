// Invalidating: asks before, and needs the token.
const QUESTIONS = {
  key: (name) => `The entry “${name}” and all that depends on it go, in every process. The next call loads it.`,
  tag: (name) => `Every entry with the tag “${name}” goes, in every process. The calls that follow load.`,
  pattern: (name) => `Every entry whose key matches “${name}” goes, in every process. All keys are looked at for that. The calls that follow load.`,
  function: (name) => `Every entry of “${name}” goes, in every process. The calls that follow load.`,
  everything: () => "Every entry goes, in every process of this namespace. All calls that follow load: be sure that the source can bear it.",
};

function startInvalidating(allowed) {
  byId("invalidate-off").hidden = allowed;
  byId("invalidate").hidden = !allowed;
  if (!allowed) return null;
  const [kind, name] = [byId("invalidate-kind"), byId("invalidate-name")];
  const suit = () => {
    name.disabled = kind.value === "everything";
    name.required = !name.disabled;
  };
  kind.addEventListener("change", suit);
  suit();
  const wish = async (wanted) => {
    kind.value = wanted.kind;
    name.value = wanted.name || "";
    suit();
    if (byId("invalidate-token").value === "") {
      byId("invalidate-section").scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      byId("invalidate-token").focus({ preventScroll: true });
      tellOutcome("The token is needed. It is kept until this page is closed.", "");
      return;
    }
    if (await confirmed(wanted)) await carryOut(wanted);
  };
  byId("invalidate").addEventListener("submit", (event) => {
    event.preventDefault();
    wish(kind.value === "everything" ? { kind: kind.value } : { kind: kind.value, name: name.value });
  });
  return wish;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function confirmed(wanted) {
  const dialog = byId("confirm");
  setText(byId("confirm-text"), QUESTIONS[wanted.kind](wanted.name));
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function carryOut(wanted) {
  tellOutcome("Invalidating…", "");
  try {
    const met = await send("invalidate", wanted, { "x-cache-token": byId("invalidate-token").value });
    tellOutcome(`Done: ${outcome(wanted, met)}`, "good");
    refreshSoon();
  } catch (error) {
    if (error.status === 401) byId("invalidate-token").select();
    tellOutcome(`Not done: ${error.message}.`, "bad");
  }
}

function outcome(wanted, met) {
  const name = wanted.name ? ` “${wanted.name}”` : "";
  if (wanted.kind === "key" || wanted.kind === "pattern") {
    return `${wanted.kind}${name} met ${plural(met.entries, "entry", "entries")} and ${plural(met.loads, "load", "loads")} in this process.`;
  }
  return `${wanted.kind}${name} is invalidated. Its entries vanish as they are asked for or swept.`;
}

function tellOutcome(text, kind) {
  const node = byId("invalidate-outcome");
  setText(node, text);
  setClass(node, `outcome ${kind}`);
}

function suggestNames({ functions, tags }) {
  const kind = byId("invalidate-kind").value;
  const names = kind === "function" ? functions.map((row) => row.key) : kind === "tag" ? tags.used.map(([tag]) => tag) : [];
  const list = byId("invalidate-names");
  const known = Array.from(list.children, (option) => option.value);
  const wanted = [...new Set(names)].slice(0, 100);
  if (known.join("\n") !== wanted.join("\n")) list.replaceChildren(...wanted.map((name) => element("option", { value: name })));
}
