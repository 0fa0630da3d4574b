// What the number means that worlds are counted by: the words of a tie, and where the lesson's bound lies.

import { element, set } from "./element.js";
import { createPicture, part, scaleOf, trim } from "./chart.js";
import { outcomeName } from "./variables.js";
import { fixed, inSection, plain, word } from "./words.js";

/** Where a tie takes another word: below, between and above. The lessons' bounds are these. */
const TIE_STEPS = [-0.4, 0, 0.4];
const KINDS_OF_TIE = ["tie_hostile", "tie_colder", "tie_closer", "tie_good"];

/** Whole numbers that the picture of a count shows beyond the bound. */
const BEYOND = 4;

/** Return what a tie is called. */
export function tieName(value) {
  return word(KINDS_OF_TIE[TIE_STEPS.filter((step) => value > step).length]);
}

/** Return a tie in words with its number. */
export function tieWords(value) {
  return `${tieName(value)} (${fixed(value)})`;
}

/** Return whether a measure is a tie in one month or over all. */
export function isTie(name) {
  return /_(final|mean|low)$/.test(name) && inSection("ties", name.slice(0, 7)) !== undefined;
}

/** Return what a world's number is in words: a tie by its name, others as they are. */
export function measureWords(name, value) {
  return isTie(name) ? tieWords(value) : plain(value);
}

/** Make the line and the picture that stand beside the bet. */
export function createScale(page) {
  const { outcome } = page.lesson;
  const spec = page.data.measures[outcome.name];
  const isAbove = outcome.above !== undefined && outcome.above !== null;
  const bound = isAbove ? outcome.above : outcome.below;
  const counts = spec.kind === "count" || spec.kind === "flag";
  const tie = isTie(outcome.name);
  const what = outcomeName(outcome.name, spec);
  const key = counts ? (isAbove ? "more" : "fewer") : isAbove ? "above" : "below";
  const says = word(`scale_${key}`, {
    what,
    bound: plain(bound),
    low: plain(spec.low),
    high: plain(spec.high),
  });
  const picture = createPicture({
    label: `${says}${tie ? ` ${namesOfTies()}` : ""}`,
    height: tie ? 74 : 44,
    left: 10,
    right: 10,
    draw: counts ? drawCells : drawLine,
  });
  const happens = (value) => (isAbove ? value > bound : value < bound);

  function namesOfTies() {
    const [low, zero, high] = TIE_STEPS.map(plain);
    return word("scale_ties", { low, zero, high });
  }

  /** A bar from the least to the most, its counted part filled, with the words of a tie below. */
  function drawLine() {
    const x = scaleOf(spec.low, spec.high, picture.left, picture.width - picture.right);
    const [from, to] = isAbove ? [bound, spec.high] : [spec.low, bound];
    const bar = (name, low, high, kind) =>
      part(picture, name, "rect", {
        x: x(low),
        y: 22,
        width: Math.max(0, x(high) - x(low)),
        height: 9,
        class: kind,
      });
    bar("all", spec.low, spec.high, "scale-all");
    bar("counted", from, to, "fill-b");
    const marks = [...new Set([spec.low, ...(tie ? TIE_STEPS : []), bound, spec.high])].sort(
      (one, other) => one - other,
    );
    marks.forEach((mark, k) => {
      part(picture, `step${k}`, "line", {
        x1: x(mark),
        x2: x(mark),
        y1: mark === bound ? 17 : 22,
        y2: mark === bound ? 36 : 31,
        class: mark === bound ? "cursor" : "axis",
      });
      const anchor = k === 0 ? "start" : k === marks.length - 1 ? "end" : "middle";
      const kind = mark === bound ? "bet-name" : "tick";
      part(
        picture,
        `mark${k}`,
        "text",
        { x: x(mark), y: 13, class: kind, "text-anchor": anchor },
        plain(mark),
      );
    });
    if (!tie) return;
    const zero = x(0);
    const names = [
      [picture.left, 68, "start"],
      [zero - 6, 48, "end"],
      [zero + 6, 48, "start"],
      [picture.width - picture.right, 68, "end"],
    ];
    names.forEach(([at, y, anchor], k) =>
      part(
        picture,
        `kind${k}`,
        "text",
        { x: at, y, class: "tick", "text-anchor": anchor },
        word(KINDS_OF_TIE[k]),
      ),
    );
  }

  /** Whole numbers as cells, those that count filled. */
  function drawCells() {
    const cells = Math.min(spec.high - spec.low + 1, Math.ceil(bound) + BEYOND);
    const wide = Math.min(56, (picture.width - picture.left - picture.right) / cells);
    for (let k = 0; k < cells; k++) {
      const value = spec.low + k;
      part(picture, `cell${k}`, "rect", {
        x: picture.left + k * wide + 1,
        y: 4,
        width: wide - 2,
        height: 14,
        class: happens(value) ? "fill-b" : "scale-all",
      });
      const last = k === cells - 1 && value < spec.high;
      part(
        picture,
        `number${k}`,
        "text",
        {
          x: picture.left + (k + 0.5) * wide,
          y: 36,
          class: happens(value) ? "bet-name" : "tick",
          "text-anchor": "middle",
        },
        last ? `${plain(value)} …` : plain(value),
      );
    }
    trim(picture, "cell", cells);
    trim(picture, "number", cells);
  }

  set(picture.node, { "data-scale": outcome.name });
  return element("div", { class: "scale" }, element("p", { class: "note" }, says), picture.node);
}
