// The finding in words, for those who only scroll; and the words of the field, in plain language.

import { sourced } from "./cite.js";
import { element, say } from "./element.js";
import { langOfLesson, ofLesson, sectionOf, word } from "./words.js";

export function createFinding(page) {
  const { lesson, lessonName } = page;
  const says = (title, text) =>
    text ? [element("h3", {}, word(title)), element("p", {}, sourced(text))] : null;
  const limits = ofLesson(lessonName, "limits", lesson.limits ?? []);
  const title = element("h2", { id: "finding-title" });
  const node = element(
    "section",
    { class: "card finding", "data-panel": "finding", "aria-labelledby": "finding-title" },
    title,
    element(
      "p",
      { class: "finding-says" },
      sourced(ofLesson(lessonName, "finding", lesson.finding)),
    ),
    says("surprise", ofLesson(lessonName, "surprise", lesson.surprise)),
    limits.length
      ? [
          element("h3", {}, word("cannot")),
          element(
            "ul",
            { lang: langOfLesson(lessonName, "limits") },
            limits.map((one) => element("li", {}, sourced(one))),
          ),
        ]
      : null,
    element("p", { class: "note" }, word("sources"), " ", sourced(lesson.sources.join("; "))),
  );
  return {
    node,
    follows: ["reveal"],
    /** Until the reveal it stands last, under a heading that warns; then where it belongs. */
    update() {
      const revealed = page.store.state.reveal === "on";
      say(title, word(revealed ? "finding_title" : "finding_first"));
      const after = document.querySelector(revealed ? "#main > .basis" : "#main > .share");
      if (after && after.nextElementSibling !== node) after.after(node);
    },
  };
}

export function createGlossary() {
  const terms = Object.entries(sectionOf("glossary") ?? {});
  const node = element(
    "section",
    { class: "card glossary", "data-panel": "glossary", "aria-labelledby": "glossary-title" },
    element("h2", { id: "glossary-title" }, word("glossary")),
    element(
      "details",
      { class: "fold" },
      element("summary", {}, word("glossary_open", { n: terms.length })),
      element(
        "dl",
        { class: "terms" },
        terms.map(([, term]) => [element("dt", {}, term.term), element("dd", {}, term.says)]),
      ),
    ),
  );
  return { node, follows: [], update() {} };
}
