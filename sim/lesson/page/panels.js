// The order of the page: what stands where, what waits for the reveal.

import { element } from "./element.js";
import { createLevers } from "./levers.js";
import { createBet, createSentence, createStrip } from "./sentence.js";
import { createTwins } from "./twins.js";
import { createLines } from "./lines.js";
import { createPair } from "./pair.js";
import { createWorldA } from "./world.js";

/** Make every panel. `answers` wait for the reveal; `questions` go with it. */
export function allPanels(page) {
  const named = (name, panel, more = {}) => ({ name, ...panel, ...more });
  const worldA = named("world", createWorldA(page));
  const levers = named("levers", createLevers(page));
  const bet = named("bet", createBet(page), { questions: true });
  const sentence = named("sentence", createSentence(page), { answers: true });
  const strip = named("strip", createStrip(page), { answers: true });
  const twins = named("twins", createTwins(page), { answers: true });
  const lines = named("lines", createLines(page), { answers: true });
  const pair = named("pair", createPair(page), { answers: true });
  const list = [worldA, levers, bet, sentence, strip, twins, lines, pair];
  const layout = element(
    "main",
    {},
    element(
      "div",
      { class: "stage" },
      element("div", { class: "side" }, worldA.node, levers.node),
      element("div", { class: "show" }, bet.node, sentence.node, element("div", { class: "pair-of-pictures" }, twins.node, lines.node)),
    ),
    pair.node,
    strip.node,
  );
  return { list, layout };
}
