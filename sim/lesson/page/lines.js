// Month by month: some twenty twin lines first, since a band's edge is read as a border; bands on demand.

import { button, element, say, set, tableFold, tableOf } from "./element.js";
import {
  bandOf,
  createLegend,
  createPicture,
  lineOf,
  monthAxis,
  part,
  scaleOf,
  spread,
  valueAxis,
} from "./chart.js";
import { fanOf } from "./statistics.js";
import { monthWords, plain, fixed, word } from "./words.js";
import { variableWords } from "./variables.js";

/** Twins drawn as lines. */
const LINES = 20;

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];

export function createLines(page) {
  const variable = page.registry.known.variables.find(
    (item) => item.name === page.lesson.outcome.path,
  );
  const label = variableWords(page.lesson.outcome.path, variable);
  const height = (width) => Math.round(Math.max(260, Math.min(420, width * 0.78)));
  const picture = createPicture({
    label: word("lines_title", { what: label }),
    height,
    draw,
    right: 30,
  });
  const bands = button("", () => page.store.change({ bands: !page.store.state.bands }), {
    class: "quiet",
    "aria-pressed": "false",
  });
  const says = element("p", { class: "note" });
  const legend = createLegend();
  let fans = null;
  let fanOfA = null;
  let drawn = "";
  let drawnOf = null;
  const fold = tableFold(word("table_lines"), () => {
    const { months, T } = page.comparison;
    const [a, b] = fansOf();
    const rows = Array.from({ length: T }, (_, m) => [
      monthWords(months[m], "short"),
      ...[a, b].flatMap((fan) => [1, 2, 3].map((k) => fixed(fan[k][m]))),
    ]);
    const heads = ["A", "B"].flatMap((world) =>
      ["25 %", word("median"), "75 %"].map((what) => `${world} ${what}`),
    );
    return tableOf(word("table_lines_caption", { what: label }), [word("month"), ...heads], rows);
  });
  const node = element(
    "section",
    { class: "card lines", "data-panel": "lines", "aria-labelledby": "lines-title" },
    element("h2", { id: "lines-title" }, word("lines_title", { what: label })),
    picture.node,
    legend.node,
    element("div", { class: "row" }, bands),
    says,
    fold.node,
  );

  /** Return the fans of both worlds; World A's stays while only B is changed. */
  function fansOf() {
    const { pathA, pathB, count, T, same } = page.comparison;
    if (fanOfA?.path !== pathA) fanOfA = { path: pathA, rows: fanOf(pathA, count, T, SHARES) };
    fans ??= [fanOfA.rows, same ? fanOfA.rows : fanOf(pathB, count, T, SHARES)];
    return fans;
  }

  /** Return the number above or below which worlds are counted, where it belongs to the path that is drawn. */
  function boundOf() {
    const { name, above, below } = page.lesson.outcome;
    return name.endsWith("_final") ? (above ?? below ?? null) : null;
  }

  function boundWords() {
    const { above } = page.lesson.outcome;
    const isAbove = above !== undefined && above !== null;
    return word(isAbove ? "lines_above" : "lines_below", { bound: plain(boundOf()) });
  }

  function draw() {
    const { months, T, pathA, pathB, same } = page.comparison;
    const { state } = page.store;
    const [low, high] = [variable?.low ?? -1, variable?.high ?? 1];
    const x = scaleOf(0, T - 1, picture.left, picture.width - picture.right);
    const y = scaleOf(low, high, picture.height - picture.bottom, picture.top);
    monthAxis(picture, months, x);
    valueAxis(picture, y, low, high);
    const bound = boundOf();
    const there = bound !== null;
    const level = there ? y(bound) : 0;
    part(picture, "bound", "line", {
      x1: picture.left,
      x2: picture.width - picture.right,
      y1: level,
      y2: level,
      class: "bound",
      visibility: there ? "visible" : "hidden",
    });
    const [fanA, fanB] = fansOf();
    for (const [name, fan, hidden] of [
      ["a", fanA, false],
      ["b", fanB, same],
    ]) {
      const visibility = state.bands && !hidden ? "visible" : "hidden";
      const [wide, narrow] =
        state.bands && !hidden
          ? [bandOf(fan[0], fan[4], T, x, y), bandOf(fan[1], fan[3], T, x, y)]
          : ["", ""];
      part(picture, `wide${name}`, "path", { d: wide, class: `band band-${name}`, visibility });
      part(picture, `narrow${name}`, "path", { d: narrow, class: `band band-${name}`, visibility });
    }
    const several = (paths) =>
      Array.from({ length: LINES }, (_, r) => lineOf(paths, r * T, T, x, y)).join("");
    const frame = `${picture.width} ${picture.height}`;
    if (drawnOf !== pathA || drawn !== frame) {
      [drawn, drawnOf] = [frame, pathA];
      part(picture, "twinsa", "path", { d: several(pathA), class: "twin-line line-a" });
      twinsB();
      const median = lineOf(fanA[2], 0, T, x, y);
      part(picture, "medianaground", "path", { d: median, class: "median-ground" });
      part(picture, "mediana", "path", { d: median, class: "median line-a" });
    } else {
      twinsB();
    }
    function twinsB() {
      part(picture, "twinsb", "path", { d: same ? "" : several(pathB), class: "twin-line line-b" });
    }
    const medianB = same ? "" : lineOf(fanB[2], 0, T, x, y);
    part(picture, "medianbground", "path", { d: medianB, class: "median-ground" });
    part(picture, "medianb", "path", { d: medianB, class: "median line-b" });
    drawChosen(x, y);
    const ends = spread([y(fanA[2][T - 1]), y(fanB[2][T - 1])], 15);
    const right = picture.width - picture.right + 8;
    part(
      picture,
      "enda",
      "text",
      { x: right, y: (same ? y(fanA[2][T - 1]) : ends[0]) + 5, class: "name-a" },
      "A",
    );
    part(picture, "endb", "text", { x: right, y: ends[1] + 5, class: "name-b" }, same ? "" : "B");
  }

  /** The twin that is followed is broken and ends in a ring, so that nobody takes it for the median. */
  function drawChosen(x, y) {
    const { T, pathA, pathB, same } = page.comparison;
    const { twin } = page.store.state;
    for (const [name, path, there] of [
      ["a", pathA, twin !== null],
      ["b", pathB, twin !== null && !same],
    ]) {
      const d = there ? lineOf(path, twin * T, T, x, y) : "";
      part(picture, `chosenground${name}`, "path", { d, class: "chosen-ground" });
      part(picture, `chosen${name}`, "path", { d, class: `chosen line-${name}` });
      part(picture, `chosenend${name}`, "circle", {
        cx: x(T - 1),
        cy: there ? y(path[twin * T + T - 1]) : 0,
        r: 5,
        class: `chosen-end line-${name}`,
        visibility: there ? "visible" : "hidden",
      });
    }
  }

  return {
    node,
    follows: ["result", "twin", "bands"],
    update(changed) {
      if (changed.has("result")) fans = null;
      const { state } = page.store;
      say(bands, word(state.bands ? "bands_hide" : "bands_show"));
      set(bands, { "aria-pressed": String(state.bands) });
      say(
        says,
        [
          word("lines_says", { lines: LINES }),
          state.bands ? word("bands_say") : "",
          state.twin !== null ? word("lines_twin", { twin: state.twin }) : "",
          boundOf() !== null ? boundWords() : "",
        ]
          .join(" ")
          .trim(),
      );
      legend.update(page.comparison.months);
      picture.redraw();
      fold.write();
    },
  };
}
