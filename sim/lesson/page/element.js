// Elements of the page. Text is only ever set as text, so nothing from an address or a file can become markup.

const SVG = "http://www.w3.org/2000/svg";

function put(node, attributes, children) {
  set(node, attributes);
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Set attributes by name; false and null take one away. `on…` are listeners, `--…` custom properties. */
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    // The policy refuses style attributes; single properties may be set.
    else if (name.startsWith("--")) node.style.setProperty(name, value);
    else if (value === false || value === null || value === undefined) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  return node;
}

/** Make an element of the page with attributes and children; text children become text. */
export function element(tag, attributes = {}, ...children) {
  return put(document.createElement(tag), attributes, children);
}

/** Make an element of a drawing. */
export function shape(tag, attributes = {}, ...children) {
  return put(document.createElementNS(SVG, tag), attributes, children);
}

/** Replace what a node holds. */
export function fill(node, ...children) {
  node.replaceChildren();
  return put(node, {}, children);
}

/** Set text only where it differs: an unchanged node needs no new layout. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", ...attributes, onclick }, label);
}

/** Make a table of a caption, heads and rows; the first cell of a row is its head. */
export function tableOf(caption, heads, rows) {
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        heads.map((head) => element("th", { scope: "col" }, head)),
      ),
    ),
    element(
      "tbody",
      {},
      rows.map((row) =>
        element(
          "tr",
          {},
          row.map((cell, k) =>
            k ? element("td", {}, cell) : element("th", { scope: "row" }, cell),
          ),
        ),
      ),
    ),
  );
}

/**
 * Make a fold that holds a table and fills it only when it is opened or printed: many rows cost time that a
 * moved lever does not have.
 */
export function tableFold(title, make) {
  const box = element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title });
  const fold = element("details", { class: "table" }, element("summary", {}, title), box);
  const write = () => {
    if (fold.open) fill(box, make());
  };
  fold.addEventListener("toggle", write);
  return { node: fold, write };
}
