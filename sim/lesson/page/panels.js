// The order of the page: what stands where, what waits for the reveal.

import { element } from "./element.js";
import { createAttribution } from "./attribution.js";
import { createBasis } from "./basis.js";
import { createDifference } from "./difference.js";
import { createDrawer } from "./drawer.js";
import { createFinding, createGlossary } from "./finding.js";
import { createLevers } from "./levers.js";
import { createLines } from "./lines.js";
import { createMore } from "./more.js";
import { createPair } from "./pair.js";
import { createPuzzle } from "./puzzle.js";
import { createResponse } from "./response.js";
import { createBet, createReading, createSentence, createStrip } from "./sentence.js";
import { createShare } from "./share.js";
import { createTail } from "./tail.js";
import { createHandout, createTeacher } from "./teacher.js";
import { createTwins } from "./twins.js";
import { createWorldA } from "./world.js";
import { word } from "./words.js";

/** Make every panel. `answers` wait for the reveal; `questions` go with it. */
export function allPanels(page) {
  const list = [];
  const add = (name, panel, more = {}) => {
    list.push({ name, ...panel, ...more });
    return panel.node;
  };
  const answers = { answers: true };
  const worldA = add("world", createWorldA(page));
  const levers = add("levers", createLevers(page));
  const drawer = add("drawer", createDrawer(page));
  const bet = add("bet", createBet(page), { questions: true });
  const reading = add("reading", createReading(page), { questions: true });
  const sentence = add("sentence", createSentence(page), answers);
  const twins = add("twins", createTwins(page), answers);
  const lines = add("lines", createLines(page), answers);
  const pair = add("pair", createPair(page), answers);
  const difference = add("difference", createDifference(page), answers);
  const tail = add("tail", createTail(page), answers);
  const which = add("which", createAttribution(page), answers);
  const response = add("response", createResponse(page), answers);
  const more = add("more", createMore(page), answers);
  const puzzle = add("puzzle", createPuzzle(page), answers);
  const basis = add("basis", createBasis(page));
  const finding = add("finding", createFinding(page));
  const glossary = add("glossary", createGlossary(page));
  const teacher = add("teacher", createTeacher(page));
  const share = add("share", createShare(page));
  const strip = add("strip", createStrip(page), answers);
  const handout = add("handout", createHandout(page));
  const layout = element(
    "main",
    {},
    element(
      "div",
      { class: "stage" },
      element("div", { class: "side" }, worldA, levers, drawer),
      element("div", { class: "show" }, bet, reading, sentence, element("div", { class: "pair-of-pictures" }, twins, lines)),
    ),
    pair,
    difference,
    tail,
    element("div", { class: "asking" }, which, response),
    element("div", { class: "asking" }, puzzle, more),
    basis,
    finding,
    element("div", { class: "asking" }, teacher, share),
    glossary,
    element("footer", { class: "foot" }, element("p", {}, word("disclaimer")), element("p", { class: "note" }, word("footer", { kind: page.model.kind, model: page.data.model }))),
    handout,
    strip,
  );
  return { list, layout };
}
