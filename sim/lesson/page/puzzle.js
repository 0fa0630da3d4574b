// A puzzle: a target, an allowed number of changes, and how many settings have been tried.

import { button, element, fill, say } from "./element.js";
import { changeWords } from "./bet.js";
import { outcomeWords } from "./sentence.js";
import { ofLesson, word } from "./words.js";

export function createPuzzle(page) {
  const { lesson, lessonName, store } = page;
  const { puzzle } = lesson;
  const held = puzzle.hold ?? {};
  const says = element("p", { class: "verdict", role: "status" });
  const list = element("ol", { class: "tries" });
  const begin = button(word("puzzle_begin"), start, { class: "main" });
  const again = button(word("puzzle_again"), start, { class: "quiet" });
  const way = button(
    word("puzzle_way"),
    () => store.change({ changes: { ...held, ...puzzle.way } }),
    { class: "quiet" },
  );
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
    ),
    says,
    list,
  );
  let begun = false;
  let tries = [];
  let resting = 0;

  function start() {
    begun = true;
    tries = [];
    fill(list);
    store.change({ changes: { ...held } });
    update();
  }

  /** Return the changes beyond those that the puzzle itself makes. */
  function own() {
    return Object.entries(store.state.changes).filter(
      ([key, value]) => JSON.stringify(held[key]) !== JSON.stringify(value),
    );
  }
  /** A lever that the puzzle holds and that was moved away counts too, and is told. */
  function broken() {
    return Object.entries(held).some(
      ([key, value]) => JSON.stringify(store.state.changes[key]) !== JSON.stringify(value),
    );
  }

  function judge() {
    const { hitsB } = page.comparison;
    const changed = own();
    if (broken())
      return {
        reached: false,
        text: word("puzzle_held", {
          changes: Object.entries(held)
            .map(([key, value]) => changeWords(page, key, value))
            .join("; "),
        }),
      };
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

  /** Count a setting once the lever rests; passing over values is no try. */
  function note() {
    const changed = own();
    const name = JSON.stringify(changed.sort());
    if (!changed.length || broken() || tries.some((one) => one.name === name)) return;
    const verdict = judge();
    tries.push({ name });
    const text = changed
      .map(([key, value]) => `${page.registry.label(key)}: ${page.registry.valueWords(value)}`)
      .join("; ");
    list.append(
      element(
        "li",
        { class: verdict.reached ? "reached" : "" },
        `${text} → ${page.comparison.hitsB} ${word("of_100")}${verdict.reached ? " ✓" : ""}`,
      ),
    );
    say(says, `${verdict.text} ${word("puzzle_tries", { n: tries.length })}`);
  }

  function update() {
    begin.hidden = begun;
    again.hidden = way.hidden = !begun;
    if (!begun) return;
    const verdict = judge();
    node.classList.toggle("solved", verdict.reached);
    say(
      says,
      `${verdict.text} ${tries.length ? word("puzzle_tries", { n: tries.length }) : ""}`.trim(),
    );
    clearTimeout(resting);
    resting = setTimeout(note, 700);
  }

  return { node, follows: ["result"], update, leave: () => clearTimeout(resting) };
}
