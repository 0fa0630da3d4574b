// What the change did pair by pair: B less A under the same luck, as a fan over months and as fifty dots.

import { element, fill, say, set, tableFold, tableOf } from "./element.js";
import {
  bandOf,
  createLegend,
  createPicture,
  lineOf,
  monthAxis,
  part,
  scaleOf,
  trim,
  valueAxis,
  whenSeen,
} from "./chart.js";
import { fanOf, meanOf, placesOf, quantileDots, ticksOf } from "./statistics.js";
import { fixed, monthWords, signed, word } from "./words.js";
import { inside, outcomeName, variableWords } from "./variables.js";

/** Dots of a quantile dot plot: with fifty, decisions came nearest to the best (Fernandes and others 2018). */
const DOTS = 50;

const FAN = [0.05, 0.25, 0.5, 0.75, 0.95];

const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/** Return bounds round values and 0 that change in steps, so that an axis stands still while a lever moves. */
export function steadyBounds(values) {
  let [low, high] = [0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const step = (most) => STEPS.find((bound) => bound >= most * 0.999) ?? most;
  const wide = step(Math.max(-low, high));
  // The side where little lies gets a fifth of the other, so that 0 never stands at the edge.
  return [-Math.max(step(-low), wide / 5), Math.max(step(high), wide / 5)];
}

export function createDifference(page) {
  const { path, name } = page.lesson.outcome;
  const known = page.registry.known;
  const pathName = variableWords(
    path,
    known.variables.find((item) => item.name === path),
  );
  const endName = outcomeName(name, page.data.measures[name]);
  const says = element("p", { class: "lead" });
  const fan = createPicture({
    label: "",
    height: (width) => Math.round(Math.max(220, Math.min(300, width * 0.55))),
    draw: drawFan,
    left: 52,
  });
  const dots = createPicture({
    label: "",
    height: 230,
    draw: drawDots,
    left: 12,
    right: 12,
    top: 14,
    bottom: 26,
  });
  const legend = createLegend();
  const threshold = element("input", {
    type: "range",
    id: "threshold",
    class: "on-axis",
    oninput: () => place(Number(threshold.value)),
  });
  const counted = element("p", { class: "counted", "aria-live": "polite" });
  let at = 0;
  let [least, most] = [-1, 1];
  let gaps = null;
  let fans = null;
  let heaps = null;

  const fanTable = tableFold(word("table_fan"), () => {
    const { months, T } = page.comparison;
    const rows = Array.from({ length: T }, (_, m) => [
      monthWords(months[m], "short"),
      ...fansOf().map((row) => signed(row[m])),
    ]);
    return tableOf(
      word("table_fan_caption", { what: pathName }),
      [
        word("month"),
        ...FAN.map((share) => (share === 0.5 ? word("median") : `${fixed(100 * share, 0)} %`)),
      ],
      rows,
    );
  });
  const dotTable = tableFold(word("table_dots"), () => {
    const rows = Array.from(heapsOf().values, (value, k) => [String(k + 1), signed(value, 3)]);
    return tableOf(
      word("table_dots_caption", { what: endName }),
      [word("dot"), word("difference")],
      rows,
    );
  });
  const node = element(
    "section",
    { class: "card difference", "data-panel": "difference", "aria-labelledby": "difference-title" },
    element("h2", { id: "difference-title" }, word("difference_title")),
    says,
    element(
      "div",
      { class: "two" },
      element(
        "div",
        {},
        element("h3", {}, word("difference_fan", { what: pathName })),
        fan.node,
        legend.node,
        element("p", { class: "note" }, word("difference_fan_says")),
        fanTable.node,
      ),
      element(
        "div",
        {},
        element("h3", {}, word("difference_dots", { what: inside(endName) })),
        dots.node,
        element("label", { for: "threshold", class: "unseen" }, word("threshold")),
        threshold,
        counted,
        element("p", { class: "note on-screen" }, word("difference_dots_says")),
        dotTable.node,
      ),
    ),
  );

  /** Return the paired differences of all paths and of the outcome. */
  function gapsOf() {
    if (!gaps) {
      const { pathA, pathB, endA, endB } = page.comparison;
      gaps = {
        path: pathB.map((value, k) => value - pathA[k]),
        end: endB.map((value, k) => value - endA[k]),
      };
    }
    return gaps;
  }
  function fansOf() {
    const { count, T } = page.comparison;
    fans ??= fanOf(gapsOf().path, count, T, FAN);
    return fans;
  }
  /** Return the dots and how they heap in columns as wide as a dot. */
  function heapsOf() {
    if (heaps) return heaps;
    const values = quantileDots(gapsOf().end, DOTS);
    const columns = 48;
    const heights = new Uint8Array(columns + 1);
    const column = (value) =>
      Math.max(0, Math.min(columns, Math.round(((value - least) / (most - least)) * columns)));
    for (const value of values) heights[column(value)]++;
    // A count takes few values: its dots stand in blocks, where one column would be a thread.
    const wide = heights.filter((height) => height > 0).length <= 6 ? 3 : 1;
    const taken = new Uint8Array(columns + 1);
    const places = Array.from(values, (value) => {
      const at = column(value);
      const across = Math.min(wide, heights[at]);
      const number = taken[at]++;
      return [at + (number % across) - (across - 1) / 2, Math.floor(number / across)];
    });
    heaps = {
      values,
      places,
      columns,
      tallest: Math.max(...places.map(([, height]) => height + 1)),
    };
    return heaps;
  }

  function drawFan() {
    const { months, T } = page.comparison;
    const rows = fansOf();
    const [low, high] = steadyBounds([...rows[0], ...rows[4]]);
    const x = scaleOf(0, T - 1, fan.left, fan.width - fan.right);
    const y = scaleOf(low, high, fan.height - fan.bottom, fan.top);
    monthAxis(fan, months, x);
    const ticks = ticksOf(low, high, 5);
    valueAxis(fan, y, low, high, { wanted: 5, write: (tick) => signed(tick, placesOf(ticks)) });
    part(fan, "wide", "path", { d: bandOf(rows[0], rows[4], T, x, y), class: "band band-b" });
    part(fan, "narrow", "path", { d: bandOf(rows[1], rows[3], T, x, y), class: "band band-b" });
    part(fan, "median", "path", { d: lineOf(rows[2], 0, T, x, y), class: "median line-b" });
    set(fan.svg, {
      "aria-label": `${word("difference_fan", { what: pathName })}. ${says.textContent}`,
    });
  }

  function drawDots() {
    const { values, places, columns, tallest } = heapsOf();
    const x = scaleOf(least, most, dots.left, dots.width - dots.right);
    const base = dots.height - dots.bottom;
    const step = (dots.width - dots.left - dots.right) / columns;
    const size = Math.min(step, (base - dots.top) / tallest);
    const radius = Math.max(1.6, Math.min(6, size * 0.46));
    part(dots, "base", "line", {
      x1: dots.left,
      x2: dots.width - dots.right,
      y1: base,
      y2: base,
      class: "axis",
    });
    part(dots, "zero", "line", { x1: x(0), x2: x(0), y1: dots.top, y2: base, class: "grid" });
    part(dots, "threshold", "line", {
      x1: x(at),
      x2: x(at),
      y1: dots.top - 6,
      y2: base + 4,
      class: "threshold",
    });
    const ticks = ticksOf(least, most, dots.width < 420 ? 4 : 8);
    const spots = placesOf(ticks);
    ticks.forEach((tick, k) =>
      part(
        dots,
        `tick${k}`,
        "text",
        {
          x: x(tick),
          y: base + 17,
          class: "tick",
          "text-anchor":
            k === 0 && tick <= least
              ? "start"
              : k === ticks.length - 1 && tick >= most
                ? "end"
                : "middle",
        },
        signed(tick, spots),
      ),
    );
    trim(dots, "tick", ticks.length);
    places.forEach(([column, height], k) => {
      part(dots, `dot${k}`, "circle", {
        cx: (dots.left + column * step).toFixed(1),
        cy: (base - radius - height * size - 1).toFixed(1),
        r: radius.toFixed(2),
        class: values[k] > at ? "fill-b" : "dot-below",
      });
    });
    set(dots.svg, {
      "aria-label": `${word("difference_dots", { what: inside(endName) })}. ${counted.textContent}`,
    });
  }

  function place(value) {
    at = value;
    const { values } = heapsOf();
    const beyond = values.filter((one) => one > at).length;
    const below = values.filter((one) => one < at).length;
    const text =
      at === 0
        ? word("beyond_zero", { count: beyond, below, of: DOTS })
        : word("beyond", { count: beyond, of: DOTS, value: signed(at) });
    say(counted, text);
    set(threshold, { "aria-valuetext": signed(at) });
    dots.redraw();
  }

  const seen = whenSeen(node, refresh);
  return {
    node,
    follows: ["result"],
    update() {
      // The first time at once: a threshold that is reached by keyboard must have its bounds.
      if (gaps) seen.touch();
      else refresh();
    },
  };

  function refresh() {
    gaps = fans = heaps = null;
    const next = steadyBounds(gapsOf().end);
    if (next[0] !== least || next[1] !== most || !threshold.max) {
      [least, most] = next;
      set(threshold, { min: least, max: most, step: (most - least) / 200 });
      at = Math.max(least, Math.min(most, at));
      threshold.value = String(at);
    }
    const { mean, half } = meanOf(gapsOf().end);
    fill(says, word("difference_mean", { what: endName, mean: signed(mean), half: fixed(half) }));
    place(at);
    legend.update(page.comparison.months);
    fan.redraw();
    fanTable.write();
    dotTable.write();
  }
}
