// The order of the page: what stands where, what waits for the reveal.

import { element } from "./element.js";
import { createAttribution } from "./attribution.js";
import { createBasis } from "./basis.js";
import { createDifference } from "./difference.js";
import { createDrawer } from "./drawer.js";
import { createFinding, createGlossary } from "./finding.js";
import { createHandout } from "./handout.js";
import { createLevers } from "./levers.js";
import { createLines } from "./lines.js";
import { createMore } from "./more.js";
import { createPair } from "./pair.js";
import { createPuzzle, createPuzzleStrip } from "./puzzle.js";
import { createResponse } from "./response.js";
import { createBet, createReading } from "./bet.js";
import { createSentence, createStrip } from "./sentence.js";
import { createShare } from "./share.js";
import { createTail } from "./tail.js";
import { createSteps, createTeacher } from "./teacher.js";
import { createTwins } from "./twins.js";
import { createWorldA } from "./world.js";
import { language, sectionOf, word } from "./words.js";

/** Make the panels of the stage, and a function that makes all below it once the first picture stands. */
export function allPanels(page) {
  const list = [];
  const add = (name, panel, more = {}) => {
    list.push({ name, ...panel, ...more });
    return panel.node;
  };
  const answers = { answers: true };
  const worldA = add("world", createWorldA(page));
  const running = page.lesson.puzzle ? add("puzzle", createPuzzleStrip(page), answers) : null;
  const levers = add("levers", createLevers(page));
  const drawer = add("drawer", createDrawer(page));
  const bet = add("bet", createBet(page), { questions: true });
  const reading = add("reading", createReading(page), { questions: true });
  const steps = page.lesson.worksheet.length
    ? add("teacher", createSteps(page), { questions: true })
    : null;
  const sentence = add("sentence", createSentence(page), answers);
  const twins = add("twins", createTwins(page), answers);
  const lines = add("lines", createLines(page), answers);
  const strip = add("strip", createStrip(page), answers);
  const layout = element(
    "main",
    { id: "main" },
    element(
      "div",
      { class: "stage" },
      element("div", { class: "side" }, worldA, running, levers, drawer),
      element(
        "div",
        { class: "show" },
        bet,
        reading,
        steps,
        sentence,
        element("div", { class: "pair-of-pictures" }, twins, lines),
      ),
    ),
  );

  /** Make the rest; returns the panels made. */
  function rest() {
    const { lesson } = page;
    const from = list.length;
    const pair = add("pair", createPair(page), answers);
    const difference = add("difference", createDifference(page), answers);
    const tail = add("tail", createTail(page), answers);
    const which = add("which", createAttribution(page), answers);
    const response = add("response", createResponse(page), answers);
    const more = add("more", createMore(page), answers);
    // A page of one's own has no puzzle and nothing that a teacher writes.
    const puzzle = lesson.puzzle ? add("puzzle", createPuzzle(page), answers) : null;
    const basis = add("basis", createBasis(page));
    const finding = lesson.finding ? add("finding", createFinding(page), { tells: true }) : null;
    const glossary = add("glossary", createGlossary());
    const teacher = lesson.worksheet.length ? add("teacher", createTeacher(page)) : null;
    const share = add("share", createShare(page));
    const handout = createHandout(page);
    add("handout", handout);
    layout.prepend(handout.first);
    const two = (...nodes) => element("div", { class: "asking" }, nodes);
    const foot = element(
      "footer",
      { class: "foot" },
      element("p", {}, word("disclaimer")),
      element(
        "p",
        { class: "note" },
        word("footer", { kind: page.model.kind, model: page.data.model }),
      ),
      // A translation says so beside the switch of languages.
      language() === "en" && sectionOf("read_by_native_speaker") === false
        ? element("p", { class: "note" }, word("unread"))
        : null,
    );
    for (const node of [
      pair,
      difference,
      tail,
      two(which, response),
      two(puzzle, more),
      basis,
      finding,
      teacher,
      share,
      glossary,
      foot,
      handout.node,
      strip,
    ]) {
      if (node) layout.append(node);
    }
    return list.slice(from);
  }
  return { list, layout, rest };
}
