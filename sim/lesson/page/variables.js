// Recorded quantities and outcomes in plain words: the page's own where it has them, else the registry's.

import { hasWord, language, word } from "./words.js";

/** Return what a recorded variable is called. */
export function variableWords(name, spec) {
  return hasWord(`variable.${name}`) ? word(`variable.${name}`) : (spec?.meaning ?? name);
}

/** Return what an outcome is called. */
export function outcomeName(name, spec) {
  return hasWord(`outcome.${name}`) ? word(`outcome.${name}`) : (spec?.meaning ?? name);
}

/** Return text in the middle of a sentence, with a small first letter where the language has such. */
export function inside(text) {
  return language() === "en" ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
