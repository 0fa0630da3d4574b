// A puzzle: a target, an allowed number of changes, and how many settings have been tried.

import { button, element, fill, say } from "./element.js";
import { changeWords } from "./bet.js";
import { focusSoon } from "./reveal.js";
import { outcomeWords } from "./sentence.js";
import { sameValue } from "./state.js";
import { ofLesson, word } from "./words.js";

/** Milliseconds for which a lever must rest before its setting is a try; passing over values is none. */
const RESTING = 700;

export function createPuzzle(page) {
  const { lesson, lessonName, store } = page;
  const { puzzle } = lesson;
  const held = puzzle.hold ?? {};
  const says = element("p", { class: "verdict", role: "status" });
  const list = element("ol", { class: "tries" });
  const begin = button(word("puzzle_begin"), ask, { class: "main" });
  const again = button(word("puzzle_again"), start, { class: "quiet" });
  const way = button(
    word("puzzle_way"),
    () => store.change({ changes: { ...held, ...puzzle.way } }),
    { class: "quiet" },
  );
  const end = button(word("puzzle_end"), () => store.change({ puzzle: null }), { class: "quiet" });
  const asked = element("p", { class: "verdict" });
  const asking = element(
    "div",
    { class: "puzzle-ask", role: "group", "aria-label": word("puzzle_begin") },
    asked,
    element(
      "p",
      { class: "row" },
      button(word("puzzle_yes"), start, { class: "main" }),
      button(word("puzzle_no"), () => (asking.hidden = true), { class: "quiet" }),
    ),
  );
  asking.hidden = true;
  const node = element(
    "section",
    { class: "card puzzle", "data-panel": "puzzle", "aria-labelledby": "puzzle-title" },
    element("h2", { id: "puzzle-title" }, word("puzzle_title")),
    element("p", { class: "puzzle-says" }, ofLesson(lessonName, "puzzle", puzzle.says)),
    element(
      "p",
      { class: "note" },
      word(puzzle.most === 1 ? "puzzle_rule_one" : "puzzle_rule", {
        reach: puzzle.reach,
        most: puzzle.most,
        says: outcomeWords(page),
      }),
    ),
    element(
      "div",
      { class: "row" },
      begin,
      again,
      puzzle.way && Object.keys(puzzle.way).length ? way : null,
      end,
    ),
    asking,
    says,
    list,
  );
  let hand = store.state.hand;
  let resting = 0;

  /** Levers that somebody has set go back; whoever set them is asked first. */
  function ask() {
    const { changes } = store.state;
    const own = Object.entries(changes).filter(
      ([key, value]) =>
        !sameValue(value, page.opening.changes[key]) && !sameValue(value, held[key]),
    );
    if (!own.length) return start();
    const told = own.map(([key, value]) => changeWords(page, key, value)).join("; ");
    say(asked, word("puzzle_ask", { changes: told }));
    asking.hidden = false;
    return asking.querySelector("button").focus();
  }

  function start() {
    asking.hidden = true;
    hand = store.state.hand;
    store.change({ changes: { ...held }, puzzle: { text: "", reached: false, tries: [] } });
    // The levers stand far above.
    focusSoon(".puzzle-strip");
  }

  /** Return the changes beyond those that the puzzle itself makes. */
  function own() {
    return Object.entries(store.state.changes).filter(
      ([key, value]) => !sameValue(held[key], value),
    );
  }
  /** A lever that the puzzle holds and that was moved away counts too, and is told. */
  function broken() {
    return Object.entries(held).some(([key, value]) => !sameValue(store.state.changes[key], value));
  }

  function judge() {
    const { hitsB } = page.comparison;
    const changed = own();
    if (broken()) {
      const changes = Object.entries(held).map(([key, value]) => changeWords(page, key, value));
      return { reached: false, text: word("puzzle_held", { changes: changes.join("; ") }) };
    }
    if (changed.length > puzzle.most)
      return {
        reached: false,
        text: word("puzzle_many", { n: changed.length, most: puzzle.most }),
      };
    if (hitsB >= puzzle.reach)
      return {
        reached: changed.length > 0,
        text: word("puzzle_reached", { now: hitsB, n: changed.length }),
      };
    return { reached: false, text: word("puzzle_not_yet", { now: hitsB, reach: puzzle.reach }) };
  }

  /** Count a setting once the lever rests. */
  function note() {
    const { puzzle: running } = store.state;
    const changed = own();
    const name = JSON.stringify(changed.sort());
    if (!running || !changed.length || broken()) return;
    if (running.tries.some((one) => one.name === name)) return;
    const { reached } = judge();
    const text = changed
      .map(([key, value]) => `${page.registry.label(key)}: ${page.registry.valueWords(value)}`)
      .join("; ");
    const told = `${text} → ${page.comparison.hitsB} ${word("of_100")}${reached ? " ✓" : ""}`;
    const tries = [...running.tries, { name, text: told, reached }];
    store.change({ puzzle: { ...running, tries } });
  }

  function update(changed) {
    const { puzzle: running } = store.state;
    begin.hidden = Boolean(running);
    again.hidden = way.hidden = end.hidden = !running;
    clearTimeout(resting);
    node.classList.toggle("solved", Boolean(running?.tries.some((one) => one.reached)));
    if (!running) {
      say(says, "");
      fill(list);
      return;
    }
    const verdict = judge();
    const counted = running.tries.length ? word("puzzle_tries", { n: running.tries.length }) : "";
    const text = `${verdict.text} ${counted}`.trim();
    say(says, text);
    if (changed.has("puzzle"))
      fill(
        list,
        running.tries.map((one) => element("li", { class: one.reached ? "reached" : "" }, one.text)),
      );
    store.change({ puzzle: { ...running, text, reached: verdict.reached } });
    // What a button set, or other luck, is nobody's try.
    if (store.state.hand > hand) resting = setTimeout(note, RESTING);
    hand = store.state.hand;
  }

  return { node, follows: ["result", "puzzle"], update, leave: () => clearTimeout(resting) };
}

/** Make the line that stands beside the levers while a puzzle runs. */
export function createPuzzleStrip(page) {
  const { puzzle } = page.lesson;
  const says = element("p", { class: "verdict" });
  const node = element(
    "div",
    { class: "card puzzle-strip", tabindex: -1, role: "group", "aria-label": word("puzzle_title") },
    element(
      "p",
      { class: "note" },
      element("b", {}, `${word("puzzle_title")}: `),
      ofLesson(page.lessonName, "puzzle", puzzle.says),
    ),
    says,
  );
  return {
    node,
    follows: ["puzzle"],
    update() {
      const running = page.store.state.puzzle;
      node.classList.toggle("off", !running);
      node.classList.toggle("solved", Boolean(running?.reached));
      say(says, running?.text ?? "");
    },
  };
}
