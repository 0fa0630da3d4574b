// For the class: two ways through the lesson, worksheet, role cards and notes.

import { button, element, set } from "./element.js";
import { sourced } from "./cite.js";
import { inSection, langOfLesson, ofLesson, sectionOf, word } from "./words.js";

export function listOf(tag, items, lang = null) {
  return element(
    tag,
    { lang },
    items.map((item) => element("li", {}, sourced(item))),
  );
}

/** Return the cards of the five capitals: [capital, {wants, fears, can}] each. */
export function roleCards(page) {
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

/** Print what pupils get, or what the teacher gets. */
function printFor(whom) {
  set(document.documentElement, { "data-print": whom });
  print();
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
      button(word("print_pupils"), () => printFor("pupils")),
      button(word("print_teacher"), () => printFor("teacher")),
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
