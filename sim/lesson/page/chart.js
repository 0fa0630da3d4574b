// Pictures with axes. Drawn at the width that they have, so that letters keep their size on a phone.

import { element, shape, say, set } from "./element.js";
import { placesOf, ticksOf } from "./statistics.js";
import { monthWords, fixed, word } from "./words.js";

/** The last month that articles and record tell of (sim.spec.calendar.LAST_KNOWN); the builder's data says which. */
let lastKnown = Infinity;

export function setLastKnown(month) {
  lastKnown = month;
}

/** Return whether articles and record tell of a month. */
export function isKnown(month) {
  return month <= lastKnown;
}

/** Make the words under a picture of months: what of it is record, and what is imagined. */
export function createLegend() {
  const shaded = element("span", {});
  const unshaded = element("span", {});
  const node = element(
    "p",
    { class: "note record" },
    element("i", { class: "swatch", "aria-hidden": "true" }),
    shaded,
    " ",
    unshaded,
  );
  return {
    node,
    /** Bring the words to the months of the window. */
    update(months) {
      const after = !isKnown(months[months.length - 1]);
      node.classList.toggle("unshaded", !after);
      say(shaded, after ? word("legend_shaded", { month: monthWords(lastKnown) }) : "");
      const before = isKnown(months[0]);
      say(unshaded, before ? word(after ? "legend_unshaded" : "legend_known") : "");
    },
  };
}

/**
 * Make a picture. `draw(picture)` is called with the width at hand, again when that changes and when `redraw` is
 * called; while the picture is out of sight it waits until it comes into sight.
 */
export function createPicture({
  label,
  height,
  draw,
  left = 44,
  right = 14,
  top = 26,
  bottom = 30,
}) {
  const svg = shape("svg", { role: "img", "aria-label": label, class: "picture" });
  const node = element("div", { class: "frame" }, svg);
  const picture = {
    node,
    svg,
    width: 0,
    height: 0,
    left,
    right,
    top,
    bottom,
    nodes: new Map(),
    label,
  };
  let stale = true;
  let seen = false;

  function paint() {
    if (!picture.width) return;
    stale = false;
    draw(picture);
  }
  picture.redraw = () => {
    stale = true;
    if (seen) paint();
  };
  /** Draw whatever waits, in sight or not: what is printed must be there. */
  picture.settle = () => {
    measure();
    if (stale) paint();
  };
  /** Take another height where what is drawn asks for it. */
  picture.resize = () => {
    measure();
    if (stale && seen) paint();
  };
  function measure() {
    const width = Math.round(node.clientWidth);
    const tall = typeof height === "function" ? height(width) : height;
    if (!width || (width === picture.width && tall === picture.height)) return;
    picture.width = width;
    picture.height = tall;
    set(svg, { viewBox: `0 0 ${width} ${picture.height}`, width, height: picture.height });
    stale = true;
  }
  new ResizeObserver(() => picture.resize()).observe(node);
  new IntersectionObserver(
    (entries) => {
      seen = entries.at(-1).isIntersecting;
      measure();
      if (seen && stale) paint();
    },
    { rootMargin: "120px" },
  ).observe(node);
  pictures.add(picture);
  return picture;
}

/** What is made in quiet moments, so that the page keeps its height while somebody scrolls. */
const quiet = [];
let quietly = 0;

function inQuiet(work) {
  quiet.push(work);
  quietly ||= setInterval(() => {
    quiet.shift()?.();
    if (quiet.length) return;
    clearInterval(quietly);
    quietly = 0;
  }, 120);
}

/**
 * Call `act` when `touch` is called and the node is in sight, or as soon as it comes into sight; with `early` the
 * first time in a quiet moment, in sight or not.
 */
export function whenSeen(node, act, { early = false } = {}) {
  let stale = false;
  let seen = false;
  let waits = early;
  const tend = () => {
    if (seen && stale) {
      stale = false;
      act();
    }
  };
  new IntersectionObserver(
    (entries) => {
      seen = entries.at(-1).isIntersecting;
      tend();
    },
    { rootMargin: "160px" },
  ).observe(node);
  const touch = () => {
    stale = true;
    tend();
    if (waits && stale) inQuiet(settle);
    waits = false;
  };
  const settle = () => {
    if (!stale) return;
    stale = false;
    act();
  };
  waiting.add({ node, settle });
  return { touch, settle };
}

const pictures = new Set();
const waiting = new Set();

/** Bring all that waits in the page up to date, panels before their pictures. */
export function settlePictures() {
  for (const held of [waiting, pictures]) for (const one of held) one.settle();
}

/** Forget all of the page, before it is made anew: what is held here would keep it in memory. */
export function forgetPictures() {
  waiting.clear();
  pictures.clear();
  quiet.length = 0;
}

/** Return a picture's element by name: made once, then only changed, and only where something differs. */
export function part(picture, name, tag, attributes, text) {
  let held = picture.nodes.get(name);
  if (!held) {
    held = { node: shape(tag, {}), attributes: {} };
    picture.nodes.set(name, held);
    picture.svg.append(held.node);
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (held.attributes[key] === value) continue;
    held.attributes[key] = value;
    set(held.node, { [key]: value });
  }
  if (text !== undefined) say(held.node, text);
  return held.node;
}

/** Take away the elements of a picture whose names begin so, from a number on. */
export function trim(picture, stem, from) {
  for (let k = from; ; k++) {
    const held = picture.nodes.get(`${stem}${k}`);
    if (!held) return;
    held.node.remove();
    picture.nodes.delete(`${stem}${k}`);
  }
}

/** Return a straight scale from numbers to places on the drawing. */
export function scaleOf(low, high, from, to) {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** Draw a scale of values at the left with hairlines across. */
export function valueAxis(picture, y, low, high, { wanted = 4, write } = {}) {
  const ticks = ticksOf(low, high, wanted);
  const places = placesOf(ticks);
  ticks.forEach((tick, k) => {
    const at = y(tick).toFixed(1);
    part(picture, `gridline${k}`, "line", {
      x1: picture.left,
      x2: picture.width - picture.right,
      y1: at,
      y2: at,
      class: tick === 0 ? "zero" : "grid",
    });
    const attributes = { x: picture.left - 7, y: +at + 4, class: "tick", "text-anchor": "end" };
    part(picture, `gridtext${k}`, "text", attributes, write ? write(tick) : fixed(tick, places));
  });
  trim(picture, "gridline", ticks.length);
  trim(picture, "gridtext", ticks.length);
}

/** Draw years below a picture of months, and the ground of the course that is imagined. */
export function monthAxis(picture, months, x) {
  const T = months.length;
  const base = picture.height - picture.bottom;
  const from = months.findIndex((month) => month > lastKnown);
  const visibility = from >= 0 ? "visible" : "hidden";
  const start = x(Math.max(0, from - 0.5));
  const wide = picture.width - picture.right - start;
  part(picture, "imagined", "rect", {
    x: start,
    y: picture.top,
    width: Math.max(0, wide),
    height: base - picture.top,
    class: "imagined",
    visibility,
  });
  part(picture, "imaginedfrom", "line", {
    x1: start,
    x2: start,
    y1: picture.top,
    y2: base,
    class: "imagined-from",
    visibility,
  });
  const label = {
    x: picture.width - picture.right,
    y: picture.top - 8,
    class: "imagined-name",
    "text-anchor": "end",
    visibility,
  };
  part(picture, "imaginedtext", "text", label, wide > 90 ? word("imagined") : "");
  // A January begins a year; at least 44 pixels a year's number.
  const every = Math.max(1, Math.ceil(44 / Math.max(1, x(12) - x(0))));
  let k = 0;
  for (let m = 0; m < T; m++) {
    if (months[m] % 12 !== 0 || Math.floor(months[m] / 12) % every !== 0) continue;
    const at = x(m).toFixed(1);
    part(picture, `yearline${k}`, "line", {
      x1: at,
      x2: at,
      y1: base,
      y2: base + 5,
      class: "axis",
    });
    part(
      picture,
      `yeartext${k}`,
      "text",
      { x: at, y: base + 19, class: "tick", "text-anchor": "middle" },
      String(Math.floor(months[m] / 12)),
    );
    k++;
  }
  if (!k && T) {
    part(
      picture,
      `yeartext0`,
      "text",
      { x: x(0), y: base + 19, class: "tick" },
      monthWords(months[0], "short"),
    );
    k = 1;
  }
  trim(picture, "yearline", k);
  trim(picture, "yeartext", k);
}

/** Return a place on the drawing to a tenth of a pixel; toFixed is several times as slow. */
export function tenth(place) {
  return Math.round(place * 10) / 10;
}

/** Return the path of one row of values. */
export function lineOf(values, from, T, x, y) {
  let path = "";
  for (let m = 0; m < T; m++)
    path += `${m ? "L" : "M"}${tenth(x(m))} ${tenth(y(values[from + m]))}`;
  return path;
}

/** Return the path round two rows of values. */
export function bandOf(low, high, T, x, y) {
  let path = lineOf(low, 0, T, x, y);
  for (let m = T - 1; m >= 0; m--) path += `L${tenth(x(m))} ${tenth(y(high[m]))}`;
  return `${path}Z`;
}

let ruler = null;

/** Return how wide text of a picture is, in pixels. */
export function wideOf(text, size = 12) {
  ruler ??= document.createElement("canvas").getContext("2d");
  // A projector's pictures have larger letters.
  const large = document.documentElement.dataset.theme === "projector" ? 4 / 3 : 1;
  ruler.font = `${size * large}px ${getComputedStyle(document.documentElement).fontFamily}`;
  return ruler.measureText(text).width;
}

/** Return text that is no wider than so many pixels, cut short where it must be. */
export function fitted(text, pixels, size = 12) {
  let shown = text;
  while (shown.length > 1 && wideOf(shown, size) > pixels) {
    shown = `${shown.slice(0, -2).trimEnd()}…`;
  }
  return shown;
}

/** Move labels apart that would lie over one another; they keep their order. */
export function spread(places, gap) {
  const order = places.map((_, k) => k).sort((a, b) => places[a] - places[b]);
  const apart = [...places];
  for (let k = 1; k < order.length; k++) {
    const lack = gap - (apart[order[k]] - apart[order[k - 1]]);
    if (lack > 0) {
      for (let j = 0; j < k; j++) apart[order[j]] -= lack / 2;
      apart[order[k]] += lack / 2;
    }
  }
  return apart;
}
