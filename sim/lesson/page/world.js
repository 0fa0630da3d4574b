// World A in words, and the luck that both worlds share.

import { LAST_SEED } from "./address.js";
import { sourced } from "./cite.js";
import { button, element, fill, say } from "./element.js";
import { holdersOf } from "./registry.js";
import { inSection, langOfLesson, monthWords, ofLesson, word } from "./words.js";

/** Return what happened and who is concerned, as a fold; nothing where the lesson has none. */
function backgroundOf(page) {
  const told = ofLesson(page.lessonName, "background", page.lesson.background ?? []);
  if (!told.length) return null;
  return element(
    "details",
    { class: "fold background", lang: langOfLesson(page.lessonName, "background") },
    element("summary", {}, word("background")),
    told.map((one) => element("p", {}, sourced(one))),
  );
}

export function createWorldA(page) {
  const title = element("p", { class: "world-title" });
  const { lesson } = page;
  const story = element("p", { class: "note" });
  const says = element("p", { class: "note" });
  const offices = element("ul", { class: "note offices" });
  const given = element("ul", { class: "changes" });
  const luck = element("output", { class: "reading" });
  const other = button(
    word("other_luck"),
    () => {
      const { seed } = page.store.state;
      page.store.change({ seed: seed < LAST_SEED ? seed + 1 : 0 });
    },
    { class: "quiet" },
  );
  const back = button(word("first_luck"), () => page.store.change({ seed: 1 }), { class: "quiet" });
  const node = element(
    "section",
    { class: "card world-a", "aria-labelledby": "world-a" },
    element(
      "h2",
      { id: "world-a" },
      element("span", { class: "mark a", "aria-hidden": "true" }, "A"),
      word("world_a"),
    ),
    title,
    story,
    says,
    offices,
    given,
    backgroundOf(page),
    element("p", { class: "luck" }, element("span", {}, word("luck"), " ", luck), other, back),
    element("p", { class: "note" }, word("luck_says")),
  );
  return {
    node,
    follows: ["result"],
    update() {
      const { state } = page.store;
      const { world } = page.comparison.planA;
      // A lesson that gives both worlds something may call World A by another name.
      const own = state.scenario === lesson.world ? lesson.world_says : null;
      const said = own ? ofLesson(page.lessonName, "world_says", own) : {};
      say(title, said.title ?? inSection("worlds", state.scenario) ?? world.title);
      say(story, said.says ?? "");
      const months = page.comparison.months;
      say(
        says,
        word("world_says", {
          from: monthWords(months[0]),
          to: monthWords(months[months.length - 1]),
        }),
      );
      fill(
        offices,
        ["washington", "tokyo", "seoul"].map((capital) =>
          element(
            "li",
            {},
            holdersOf(world, capital)
              .map(page.registry.leaderWords)
              .reduce((first, next) => word("office_then", { first, next })),
          ),
        ),
      );
      fill(
        given,
        Object.entries(lesson.given ?? {}).map(([key, value]) =>
          element("li", {}, `${page.registry.label(key)}: ${page.registry.valueWords(value)}`),
        ),
      );
      say(luck, String(state.seed));
      back.hidden = state.seed === 1;
    },
  };
}
