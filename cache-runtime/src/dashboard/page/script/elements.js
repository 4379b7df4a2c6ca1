// Elements are made of names and text; text never becomes markup.
const SVG = "http://www.w3.org/2000/svg";

function byId(id) {
  return document.getElementById(id);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

function element(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function shape(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

// Written only where it changes: whatever is selected or read aloud stays so.
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

function setColour(node, colour) {
  node.style.setProperty("--colour", `var(--${colour})`);
  return node;
}

// Facts as pairs of a name and a text or a node.
function facts(pairs, name) {
  const list = element("dl", { class: name || null });
  for (const [title, value] of pairs) {
    if (value === null || value === undefined) continue;
    list.append(element("dt", null, title), element("dd", null, value));
  }
  return list;
}

function badge(text, kind) {
  return element("span", { class: `badge ${kind}` }, text);
}

function chips(texts) {
  const list = element("span");
  for (const text of texts) list.append(element("span", { class: "chip" }, text));
  return list;
}
