// The head: title, question and disclaimer, with language and contrast in plain sight.

import { button, element } from "./element.js";
import { outcomeWords } from "./sentence.js";
import { LANGUAGES, NAMES, language, ofLesson, sectionOf, word } from "./words.js";

const THEMES_SHOWN = ["auto", "light", "dark", "projector"];

/** Move to the lesson itself; the address holds what is shown and may not change. */
function skipToMain(event) {
  event.preventDefault();
  document.querySelector("#main input, #main button")?.focus();
}

/** Return the address of the index in the language that is shown. */
function indexOf(index) {
  return language() === "en" ? index : index.replace(/\.(\w+)$/, `.${language()}.$1`);
}

export function createHead(page, notice) {
  const { lesson, lessonName, store } = page;
  const languages = LANGUAGES.filter((name) => name in page.data.words);
  const switches = languages.map((name) =>
    button(NAMES[name], () => speak(name), {
      lang: name,
      "aria-pressed": String(store.state.language === name),
      class: "toggle",
    }),
  );
  /** Change the language; the head is made anew, so whoever pressed stands on the new button. */
  function speak(name) {
    store.change({ language: name });
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.querySelector(`.toggle[lang=${name}]`)?.focus()),
    );
  }
  const themes = element(
    "select",
    { id: "theme", oninput: (event) => store.change({ theme: event.target.value }) },
    THEMES_SHOWN.map((name) =>
      element(
        "option",
        { value: name, ...(store.state.theme === name ? { selected: true } : {}) },
        word(`theme_${name}`),
      ),
    ),
  );
  const translated = language() !== "en" && sectionOf("read_by_native_speaker") === false;
  return element(
    "header",
    { class: "head" },
    element("a", { class: "skip", href: "#", onclick: skipToMain }, word("skip")),
    element(
      "nav",
      { class: "bar", "aria-label": word("bar") },
      page.data.index
        ? element("a", { href: indexOf(page.data.index), class: "home" }, word("all_lessons"))
        : element("span", { class: "home" }, "Alliance Triangle"),
      element(
        "span",
        { class: "switches" },
        element(
          "span",
          { class: "toggles", role: "group", "aria-label": word("language") },
          switches,
        ),
        element("label", { for: "theme" }, word("theme"), " ", themes),
      ),
    ),
    translated ? element("p", { class: "unread" }, word("unread")) : null,
    element("h1", {}, ofLesson(lessonName, "title", lesson.title)),
    element(
      "p",
      { class: "question" },
      ofLesson(lessonName, "question", lesson.question) ||
        word("own_question", { says: outcomeWords(page) }),
    ),
    element("p", { class: "disclaimer" }, word("disclaimer")),
    notice,
  );
}
