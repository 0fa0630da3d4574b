// The answer in one sentence: frequencies over one denominator, both worlds, their difference, and the bet.

import { element, fill, say, set, shape } from "./element.js";
import { pairedShare } from "./statistics.js";
import { createPicture, part, scaleOf, spread } from "./chart.js";
import { fixed, ofLesson, pieces, plain, signed, word } from "./words.js";
import { inside, outcomeName } from "./variables.js";

/** Return what the lesson's outcome says in words, such as "Tokyo and Seoul end closer than neutral". */
export function outcomeWords(page) {
  const { outcome } = page.lesson;
  const says = ofLesson(page.lessonName, "says", outcome.says);
  if (says) return says;
  // A page of one's own counts by a number alone.
  const isAbove = outcome.above !== undefined && outcome.above !== null;
  return word(isAbove ? "says_above" : "says_below", {
    what: inside(outcomeName(outcome.name, page.data.measures[outcome.name])),
    bound: plain(isAbove ? outcome.above : outcome.below),
  });
}

/** Return the difference in worlds of 100 with its half interval, as shown. */
function differenceWords(gained, lost, pairs) {
  const { difference, half } = pairedShare(gained, lost, pairs);
  const places = 100 * half < 2 ? 1 : 0;
  return { difference: signed(100 * difference, places), half: fixed(100 * half, places) };
}

/** Return the whole sentence as plain text. */
export function sentenceText(page) {
  const { hitsA, hitsB, count, counts, same } = page.comparison;
  if (same) return word("sentence_same", { a: hitsA, n: count, says: outcomeWords(page) });
  const values = {
    a: hitsA,
    b: hitsB,
    n: count,
    says: outcomeWords(page),
    ...differenceWords(counts[1], counts[2], count),
  };
  return `${word("sentence", values)} ${word("sentence_difference", values)}`;
}

export function createSentence(page) {
  // Whoever has pressed "Reveal" stands here next.
  const text = element("p", { class: "answer", tabindex: -1 });
  const live = element("p", { class: "unseen", "aria-live": "polite", "aria-atomic": "true" });
  const difference = element("p", { class: "difference-line" });
  const bet = element("p", { class: "your-bet" });
  const picture = createPicture({
    label: "",
    height: 64,
    left: 14,
    right: 14,
    top: 20,
    bottom: 22,
    draw,
  });
  const node = element("div", { class: "sentence" }, text, difference, picture.node, bet, live);
  let waiting = 0;

  function draw() {
    const { hitsA, hitsB, count, same } = page.comparison;
    const { state } = page.store;
    const x = scaleOf(0, 100, picture.left, picture.width - picture.right);
    const line = 32;
    part(picture, "line", "line", { x1: x(0), x2: x(100), y1: line, y2: line, class: "axis" });
    [0, 25, 50, 75, 100].forEach((tick, k) => {
      part(picture, `mark${k}`, "line", {
        x1: x(tick),
        x2: x(tick),
        y1: line - 3,
        y2: line + 3,
        class: "axis",
      });
      part(
        picture,
        `tick${k}`,
        "text",
        {
          x: x(tick),
          y: line + 24,
          class: "tick",
          "text-anchor": tick === 0 ? "start" : tick === 100 ? "end" : "middle",
        },
        String(tick),
      );
    });
    const a = (100 * hitsA) / count;
    const b = (100 * hitsB) / count;
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    part(picture, "gap", "line", { x1: x(low), x2: x(high), y1: line, y2: line, class: "gap" });
    const places = spread([x(a), x(b), ...(state.hasBet ? [x(state.bet)] : [])], 16);
    part(picture, "a", "circle", { cx: x(a), cy: line, r: 6, class: "fill-a" });
    part(
      picture,
      "aname",
      "text",
      { x: places[0], y: line - 12, class: "name-a", "text-anchor": "middle" },
      "A",
    );
    part(picture, "b", "rect", {
      x: x(b) - 5.5,
      y: line - 5.5,
      width: 11,
      height: 11,
      transform: `rotate(45 ${x(b)} ${line})`,
      class: "fill-b",
      visibility: same ? "hidden" : "visible",
    });
    part(
      picture,
      "bname",
      "text",
      { x: places[1], y: line - 12, class: "name-b", "text-anchor": "middle" },
      same ? "" : "B",
    );
    const at = x(state.bet);
    part(picture, "bet", "path", {
      d: `M${at} ${line + 3}l-6 10h12z`,
      class: "fill-bet",
      visibility: state.hasBet ? "visible" : "hidden",
    });
    set(picture.svg, { "aria-label": sentenceText(page) });
  }

  return {
    node,
    follows: ["result", "bet", "hasBet"],
    update() {
      const { hitsA, hitsB, count, counts, same } = page.comparison;
      const { state } = page.store;
      const strong = (kind, value) => element("strong", { class: kind }, String(value));
      const says = outcomeWords(page);
      if (same) {
        fill(text, pieces("sentence_same", { a: strong("a", hitsA), n: String(count), says }));
        say(difference, word("sentence_change"));
      } else {
        fill(
          text,
          pieces("sentence", {
            a: strong("a", hitsA),
            b: strong("b", hitsB),
            n: String(count),
            says,
          }),
        );
        say(difference, word("sentence_difference", differenceWords(counts[1], counts[2], count)));
      }
      const hits = page.lesson.bet?.about === "A" ? hitsA : hitsB;
      const gap = Math.round((100 * hits) / count) - state.bet;
      const verdict =
        gap === 0
          ? word("bet_exact")
          : word(gap > 0 ? "bet_low" : "bet_high", { gap: Math.abs(gap) });
      say(
        bet,
        state.hasBet ? `${word("bet_was", { bet: state.bet })} ${verdict}` : word("bet_none"),
      );
      // A screen reader hears the sentence once a lever rests, not at every step of it.
      clearTimeout(waiting);
      waiting = setTimeout(() => say(live, sentenceText(page)), 400);
      picture.redraw();
    },
  };
}

/** Make the strip that keeps the answer in sight on a phone while a lever is moved. */
export function createStrip(page) {
  const a = element("b", { class: "a" });
  const b = element("b", { class: "b" });
  const bar = shape("svg", {
    class: "strip-bar",
    "aria-hidden": "true",
    viewBox: "0 0 100 10",
    preserveAspectRatio: "none",
  });
  const lineA = shape("rect", { class: "fill-a", y: 0, height: 4 });
  const lineB = shape("rect", { class: "fill-b", y: 6, height: 4 });
  bar.append(lineA, lineB);
  const node = element(
    "div",
    { class: "strip", "aria-hidden": "true" },
    element("span", {}, "A ", a),
    bar,
    element("span", {}, "B ", b),
    element("span", { class: "of" }, word("of_100")),
  );
  return {
    node,
    follows: ["result"],
    update() {
      const { hitsA, hitsB, count } = page.comparison;
      say(a, String(hitsA));
      say(b, String(hitsB));
      set(lineA, { width: (100 * hitsA) / count });
      set(lineB, { width: (100 * hitsB) / count });
    },
  };
}
