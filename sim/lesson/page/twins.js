// A hundred pairs of twin worlds as icons: shape and colour say in which of the two the outcome happens.

import { button, element, fill, say, set, shape, tableFold, tableOf } from "./element.js";
import { KINDS, SHOWN } from "./worlds.js";
import { measureWords } from "./scale.js";
import { outcomeWords } from "./sentence.js";
import { outcomeName } from "./variables.js";
import { fixed, word } from "./words.js";

/** One path a kind, in a square of 24: disc, diamond, square, ring. */
const GLYPHS = {
  both: "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0 -17z",
  only_b: "M12 1.5L22.5 12L12 22.5L1.5 12z",
  only_a: "M4.5 4.5h15v15h-15z",
  neither: "M12 7a5 5 0 1 1 0 10a5 5 0 1 1 0 -10z",
};

/** Return the glyph of a kind as a small drawing. */
export function glyphOf(kind) {
  return shape(
    "svg",
    { viewBox: "0 0 24 24", class: "glyph", "aria-hidden": "true" },
    shape("path", { d: GLYPHS[kind], class: `kind-${kind}` }),
  );
}

const COLUMNS = 10;

export function createTwins(page) {
  const title = element("h2", { id: "twins-title" }, word("twins_title", { n: SHOWN }));
  const legend = element("ul", { class: "legend" });
  const numbers = KINDS.map((kind) => {
    const amount = element("b", {});
    legend.append(
      element("li", {}, glyphOf(kind), element("span", {}, amount, " ", word(`kind_${kind}`))),
    );
    return amount;
  });
  const cells = Array.from({ length: SHOWN }, (_, place) => {
    const path = shape("path", {});
    const node = element(
      "button",
      {
        type: "button",
        class: "twin",
        tabindex: place ? -1 : 0,
        onclick: () => choose(place),
        onkeydown: (event) => step(event, place),
      },
      shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, path),
    );
    return { node, path, twin: -1, kind: -1 };
  });
  const grid = element(
    "div",
    { class: "grid", role: "group", "aria-labelledby": "twins-title" },
    cells.map((cell) => cell.node),
  );
  const order = orderChoice();
  const fold = tableFold(word("table_twins"), () => {
    const { comparison } = page;
    const rows = Array.from({ length: comparison.count }, (_, r) => [
      String(r),
      word(`kind_${KINDS[comparison.kinds[r]]}`),
      fixed(comparison.endA[r], 3),
      fixed(comparison.endB[r], 3),
    ]);
    return tableOf(
      word("table_twins_caption", { says: outcomeWords(page) }),
      [word("twin"), word("kind"), "A", "B"],
      rows,
    );
  });
  const says = element("p", { class: "note" });
  const told = element("p", {});
  const go = button(word("twins_go"), toPair, { class: "quiet" });
  const node = element(
    "section",
    { class: "card twins", "data-panel": "twins" },
    title,
    says,
    grid,
    element("div", { class: "twin-told", "aria-live": "polite" }, told, go),
    legend,
    element("p", { class: "row" }, order),
    fold.node,
  );
  let at = 0;

  /** Go down to the two histories of the pair that is pressed. */
  function toPair() {
    const pair = document.querySelector(".card.pair");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pair?.scrollIntoView({ behavior: still ? "auto" : "smooth" });
    pair?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Return what a pair does in A and in B. */
  function toldOf(twin) {
    const { kinds, endA, endB } = page.comparison;
    const { name } = page.lesson.outcome;
    return word("twin_told", {
      twin,
      kind: word(`kind_${KINDS[kinds[twin]]}`),
      what: outcomeName(name, page.data.measures[name]),
      a: measureWords(name, endA[twin]),
      b: measureWords(name, endB[twin]),
    });
  }

  function orderChoice() {
    const options = ["kind", "number"].map((name) =>
      element("option", { value: name }, word(`order_${name}`)),
    );
    const select = element(
      "select",
      { id: "order", oninput: () => page.store.change({ order: select.value }) },
      options,
    );
    return element(
      "span",
      { class: "choice" },
      element("label", { for: "order" }, word("order")),
      " ",
      select,
    );
  }

  function choose(place) {
    page.store.change({ twin: cells[place].twin });
    focusAt(place);
  }

  function focusAt(place) {
    set(cells[at].node, { tabindex: -1 });
    at = place;
    set(cells[at].node, { tabindex: 0 });
  }

  function step(event, place) {
    const by = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
      Home: -place,
      End: SHOWN - 1 - place,
    }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = place + by;
    if (next < 0 || next >= SHOWN) return;
    focusAt(next);
    cells[next].node.focus();
    page.store.change({ twin: cells[next].twin });
  }

  return {
    node,
    follows: ["result", "twin", "order"],
    update() {
      const { comparison } = page;
      const { state } = page.store;
      const twins = Array.from({ length: SHOWN }, (_, r) => r);
      if (state.order === "kind")
        twins.sort((one, other) => comparison.kinds[one] - comparison.kinds[other] || one - other);
      cells.forEach((cell, place) => {
        const twin = twins[place];
        const kind = comparison.kinds[twin];
        const pressed = twin === state.twin;
        if (cell.twin !== twin || cell.kind !== kind) {
          if (cell.kind !== kind)
            set(cell.path, { d: GLYPHS[KINDS[kind]], class: `kind-${KINDS[kind]}` });
          set(cell.node, {
            "aria-label": word("twin_label", { twin, kind: word(`kind_${KINDS[kind]}`) }),
          });
          Object.assign(cell, { twin, kind });
        }
        if (cell.pressed !== pressed) {
          set(cell.node, { "aria-pressed": String(pressed) });
          cell.pressed = pressed;
        }
      });
      const own = cells.findIndex((cell) => cell.twin === state.twin);
      if (own >= 0 && own !== at && !grid.contains(document.activeElement)) focusAt(own);
      comparison.counts.forEach((amount, k) => say(numbers[k], String(amount)));
      order.querySelector("select").value = state.order;
      fill(says, word("twins_says", { says: outcomeWords(page) }));
      go.hidden = state.twin === null || state.hidden.includes("pair");
      say(told, state.twin === null ? word("twins_press") : toldOf(state.twin));
      fold.write();
    },
  };
}
