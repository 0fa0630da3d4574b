// For the class: two ways through the lesson, worksheet, role cards, notes; and all of it on paper.

import { button, element, fill } from "./element.js";
import { sourced } from "./cite.js";
import { changeWords } from "./bet.js";
import { sentenceText } from "./sentence.js";
import { windowWords } from "./share.js";
import { inSection, langOfLesson, ofLesson, sectionOf, word } from "./words.js";

function listOf(tag, items, lang = null) {
  return element(
    tag,
    { lang },
    items.map((item) => element("li", {}, sourced(item))),
  );
}

/** Return the cards of the five capitals: [capital, {wants, fears, can}] each. */
function roleCards(page) {
  const roles = sectionOf("roles") ?? {};
  return Object.entries(roles).map(([capital, role]) =>
    element(
      "article",
      { class: "role" },
      element("h3", {}, inSection("capitals", capital) ?? capital),
      ["wants", "fears", "can"].map((field) => [
        element("p", { class: "role-head" }, word(`role_${field}`)),
        listOf("ul", role[field] ?? []),
      ]),
      role.sources
        ? element("p", { class: "note" }, word("sources"), " ", sourced(role.sources.join("; ")))
        : null,
    ),
  );
}

/** Make the shortest way through the lesson, as steps beside the bet. */
export function createSteps(page) {
  const { lesson, lessonName } = page;
  const minutes = Math.min(...Object.keys(lesson.paths).map(Number));
  const steps = ofLesson(lessonName, "paths", lesson.paths)[minutes];
  const wide = matchMedia("(min-width: 62.01rem)").matches;
  const node = element(
    "section",
    { class: "card steps", "aria-label": word("minutes", { minutes }) },
    element(
      "details",
      { open: wide },
      element("summary", { class: "drawer-title" }, word("minutes", { minutes })),
      listOf("ol", steps, langOfLesson(lessonName, "paths")),
    ),
  );
  return { node, follows: [], update() {} };
}

export function createTeacher(page) {
  const { lesson, lessonName } = page;
  const own = (tag, field) =>
    listOf(tag, ofLesson(lessonName, field, lesson[field]) ?? [], langOfLesson(lessonName, field));
  const paths = ofLesson(lessonName, "paths", lesson.paths);
  const fold = (name, ...inside) =>
    element("details", { class: "fold" }, element("summary", {}, word(name)), inside);
  const cards = roleCards(page);
  const node = element(
    "section",
    { class: "card teacher", "data-panel": "teacher", "aria-labelledby": "teacher-title" },
    element("h2", { id: "teacher-title" }, word("teacher_title")),
    element(
      "p",
      { class: "row" },
      button(word("print"), () => print()),
      element("span", { class: "note" }, word("print_says")),
    ),
    Object.entries(paths).map(([minutes, steps]) =>
      element(
        "details",
        { class: "fold" },
        element("summary", {}, word("minutes", { minutes })),
        listOf("ol", steps, langOfLesson(lessonName, "paths")),
      ),
    ),
    fold("worksheet", own("ol", "worksheet")),
    cards.length ? fold("roles", element("div", { class: "roles" }, cards)) : null,
    fold("notes", own("ul", "notes"), element("h3", {}, word("cannot")), own("ul", "limits")),
  );
  return { node, follows: [], update() {} };
}

/** Make what is printed and not shown: a sheet for pupils, notes on a page of their own, and role cards. */
export function createHandout(page) {
  const { lesson, lessonName } = page;
  const node = element("div", { class: "handout", "aria-hidden": "true" });

  function write() {
    const own = (field) => ofLesson(lessonName, field, lesson[field]) ?? [];
    const { state } = page.store;
    const changes = Object.entries(state.changes).map(([key, value]) =>
      changeWords(page, key, value),
    );
    const lines = (item) => element("li", {}, item, element("div", { class: "write-here" }));
    fill(
      node,
      element(
        "section",
        { class: "sheet" },
        element("h2", {}, word("worksheet")),
        element("ol", {}, own("worksheet").map(lines)),
      ),
      element(
        "section",
        { class: "sheet" },
        element("h2", {}, word("notes")),
        element("p", { class: "lead" }, ofLesson(lessonName, "finding", lesson.finding)),
        element(
          "p",
          {},
          word("shown_here", {
            window: windowWords(page.comparison),
            seed: state.seed,
            changes: changes.join("; ") || "–",
          }),
          " ",
          sentenceText(page),
        ),
        listOf("ul", own("notes")),
        element("h3", {}, word("cannot")),
        listOf("ul", own("limits")),
        element("h3", {}, word("disputed")),
        element("p", {}, sourced(ofLesson(lessonName, "disputed", lesson.disputed))),
        Object.entries(ofLesson(lessonName, "paths", lesson.paths)).map(([minutes, steps]) => [
          element("h3", {}, word("minutes", { minutes })),
          listOf("ol", steps),
        ]),
        element("p", { class: "note" }, word("disclaimer")),
      ),
      element(
        "section",
        { class: "sheet" },
        element("h2", {}, word("roles")),
        element("div", { class: "roles" }, roleCards(page)),
      ),
    );
  }
  // It follows nothing: it is brought up to date when all is shown anew, as before printing.
  return { node, follows: [], update: write };
}
