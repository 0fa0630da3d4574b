// On paper: for pupils the question, a worksheet with room to write, pictures and the story of a twin, and no answer;
// for the teacher the answer, notes and role cards.

import { changeWords } from "./bet.js";
import { sourced } from "./cite.js";
import { element, fill, tableOf } from "./element.js";
import { outcomeWords, sentenceText } from "./sentence.js";
import { windowWords } from "./share.js";
import { storyOf, twinShown } from "./story.js";
import { listOf, roleCards } from "./teacher.js";
import { ofLesson, word } from "./words.js";

/** Panels whose pictures pupils get, whether or not the answer is shown on the screen. */
export const PRINTED = ["twins", "lines", "difference", "tail"];

/** Make what is printed and not shown: `first` stands before the pictures, `node` after them. */
export function createHandout(page) {
  const { lesson, lessonName } = page;
  const first = element("div", { class: "handout for-pupils", "aria-hidden": "true" });
  const story = element("section", { class: "sheet for-pupils" });
  const teacher = element("div", { class: "for-teacher" });
  const node = element("div", { class: "handout", "aria-hidden": "true" }, story, teacher);
  const own = (field) => ofLesson(lessonName, field, lesson[field]) ?? [];
  const blank = () => element("span", { class: "blank" });

  function changes() {
    const { state } = page.store;
    return Object.entries(state.changes).map(([key, value]) => changeWords(page, key, value));
  }

  /** The question, a bet to write down, and the worksheet. */
  function writeFirst() {
    const about = lesson.bet?.about ?? "B";
    const lines = (item) =>
      element("li", {}, sourced(item), element("div", { class: "write-here" }));
    fill(
      first,
      element("p", {}, element("b", {}, word("world_a")), ": ", windowWords(page.comparison)),
      element("p", {}, word("bet_changes")),
      listOf("ul", changes().length ? changes() : [word("no_change")]),
      element(
        "p",
        { class: "sheet-title" },
        word(`bet_question_${about}`, { says: outcomeWords(page) }),
      ),
      element("p", { class: "my-bet" }, word("my_bet"), " ", blank(), " ", word("of_100")),
      element("p", {}, word("my_reason")),
      element("div", { class: "write-here" }),
      own("worksheet").length
        ? [
            element("p", { class: "sheet-title" }, word("worksheet")),
            element("ol", { class: "questions" }, own("worksheet").map(lines)),
          ]
        : null,
    );
  }

  /** The story of the twin that is followed, as a small table. */
  function writeStory() {
    const twin = twinShown(page);
    const { parting, rows, more } = storyOf(page, twin);
    fill(
      story,
      element("h2", {}, word("pair_title", { twin })),
      element("p", {}, parting),
      rows.length
        ? tableOf(
            word("story_caption"),
            [word("month"), `${word("events")} A`, `${word("events")} B`],
            rows,
          )
        : null,
      more ? element("p", { class: "note" }, word("story_more", { n: more })) : null,
      element("p", { class: "note" }, word("disclaimer")),
    );
  }

  function writeTeacher() {
    const { state } = page.store;
    const told = word("shown_here", {
      window: windowWords(page.comparison),
      seed: state.seed,
      changes: changes().join("; ") || "–",
    });
    const part = (title, ...nodes) => [element("h3", {}, word(title)), nodes];
    const cards = roleCards(page);
    fill(
      teacher,
      element(
        "section",
        {},
        element("h2", {}, word("print_answer")),
        lesson.finding ? element("p", { class: "lead" }, own("finding")) : null,
        element("p", {}, told, " ", sentenceText(page)),
        lesson.surprise ? part("surprise", element("p", {}, sourced(own("surprise")))) : null,
        own("notes").length ? part("notes", listOf("ul", own("notes"))) : null,
        own("limits").length ? part("cannot", listOf("ul", own("limits"))) : null,
        lesson.disputed ? part("disputed", element("p", {}, sourced(own("disputed")))) : null,
        Object.entries(own("paths")).map(([minutes, steps]) => [
          element("h3", {}, word("minutes", { minutes })),
          listOf("ol", steps),
        ]),
        element("p", { class: "note" }, word("disclaimer")),
      ),
      cards.length
        ? element(
            "section",
            { class: "sheet" },
            element("h2", {}, word("roles")),
            element("div", { class: "roles" }, cards),
          )
        : null,
    );
  }

  // It follows nothing: it is brought up to date when all is shown anew, as before printing.
  return {
    node,
    first,
    follows: [],
    update() {
      writeFirst();
      writeStory();
      writeTeacher();
    },
  };
}
