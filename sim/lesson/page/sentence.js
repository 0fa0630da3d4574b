// The answer in one sentence: frequencies over one denominator, both worlds, their difference, and the bet.

import { button, element, fill, say, set, shape } from "./element.js";
import { betAgain } from "./reveal.js";
import { pairedShare } from "./statistics.js";
import { createPicture, part, scaleOf, spread, wideOf } from "./chart.js";
import { fixed, ofLesson, pieces, plain, signed, word } from "./words.js";
import { inside, outcomeName } from "./variables.js";
import { sameValue } from "./state.js";

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

/** Return the difference as a sentence, and another where luck alone might have made it. */
function differenceText(gained, lost, pairs) {
  const { difference, half } = pairedShare(gained, lost, pairs);
  const told = word("sentence_difference", differenceWords(gained, lost, pairs));
  // Of what is shown, 5 ± 5 holds 0 as well.
  const open = gained + lost > 0 && Math.round(100 * Math.abs(difference)) <= Math.round(100 * half);
  return open ? `${told} ${word("sentence_chance")}` : told;
}

/** Return the whole sentence as plain text. */
export function sentenceText(page) {
  const { hitsA, hitsB, count, counts, same } = page.comparison;
  if (same) return word("sentence_same", { a: hitsA, n: count, says: outcomeWords(page) });
  const values = { a: hitsA, b: hitsB, n: count, says: outcomeWords(page) };
  return `${word("sentence", values)} ${differenceText(counts[1], counts[2], count)}`;
}

export function createSentence(page) {
  // Whoever has pressed "Reveal" stands here next.
  const text = element("p", { class: "answer", tabindex: -1 });
  const live = element("p", { class: "unseen", "aria-live": "polite", "aria-atomic": "true" });
  const difference = element("p", { class: "difference-line" });
  const bet = element("span", { class: "your-bet" });
  const again = button(word("bet_again"), () => betAgain(page), { class: "quiet" });
  const betRow = element("p", { class: "row" }, bet, again);
  const picture = createPicture({
    label: "",
    height: 88,
    left: 14,
    right: 14,
    draw,
  });
  const node = element("div", { class: "sentence" }, text, difference, picture.node, betRow, live);
  let waiting = 0;

  function draw() {
    const { hitsA, hitsB, count, same } = page.comparison;
    const { state } = page.store;
    const x = scaleOf(0, 100, picture.left, picture.width - picture.right);
    const line = 58;
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
    const places = spread([x(a), x(b)], 16);
    drawBet(x, line);
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
    set(picture.svg, { "aria-label": sentenceText(page) });
  }

  /** The bet stands above all else, with its word, so that it covers no number. */
  function drawBet(x, line) {
    const { state } = page.store;
    const at = x(state.bet);
    const visibility = state.hasBet ? "visible" : "hidden";
    // Strong letters are a tenth wider than those that are measured.
    const half = 0.58 * wideOf(word("bet_mark", { bet: state.bet }));
    const middle = Math.max(half, Math.min(picture.width - half, at));
    part(picture, "betline", "line", {
      x1: at,
      x2: at,
      y1: 26,
      y2: line,
      class: "bet-line",
      visibility,
    });
    part(picture, "bet", "path", { d: `M${at} 28l-5 -8h10z`, class: "fill-bet", visibility });
    part(
      picture,
      "betname",
      "text",
      { x: middle, y: 14, class: "bet-name", "text-anchor": "middle", visibility },
      word("bet_mark", { bet: state.bet }),
    );
  }

  /** Return what is said of the bet: a verdict only on what was bet on. */
  function verdictWords() {
    const { hitsA, hitsB, count } = page.comparison;
    const { state } = page.store;
    if (!state.hasBet) return word("bet_none");
    const aboutA = page.lesson.bet?.about === "A";
    const was = word("bet_was", { bet: state.bet });
    if (!aboutA && !sameValue(state.changes, state.betOn)) {
      const lesson = sameValue(state.betOn, page.opening.changes);
      return `${was} ${word(lesson ? "bet_elsewhere" : "bet_other")}`;
    }
    const gap = Math.round((100 * (aboutA ? hitsA : hitsB)) / count) - state.bet;
    if (gap === 0) return `${was} ${word("bet_exact")}`;
    return `${was} ${word(gap > 0 ? "bet_low" : "bet_high", { gap: Math.abs(gap) })}`;
  }

  return {
    node,
    follows: ["result", "bet", "hasBet", "betOn"],
    update() {
      const { hitsA, hitsB, count, counts, same } = page.comparison;
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
        say(difference, differenceText(counts[1], counts[2], count));
      }
      say(bet, verdictWords());
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
