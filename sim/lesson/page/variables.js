// Recorded quantities and outcomes in plain words: the page's own where it has them, else the registry's.

import { inSection, language, sectionOf, word } from "./words.js";

/** Return what a recorded variable is called. */
export function variableWords(name, spec) {
  if (name.startsWith("relation_")) {
    const tie = inSection("ties", name.slice("relation_".length));
    if (tie) return word("tie_of", { tie });
  }
  return inSection("variables", name) ?? spec?.meaning ?? name;
}

/** Return what an outcome is called. */
export function outcomeName(name, spec) {
  return inSection("outcomes", name) ?? spec?.meaning ?? name;
}

/** Return the variables that a pair can be followed by: the lesson's, the ties, and what builds up. */
export function followed(page) {
  const ties = ["jpn_kor", "jpn_usa", "kor_usa", "chn_kor", "chn_jpn"].map(
    (tie) => `relation_${tie}`,
  );
  const stocks = Object.keys(sectionOf("variables") ?? {});
  const known = new Set(page.registry.known.variables.map((variable) => variable.name));
  return [...new Set([page.lesson.outcome.path, ...ties, ...stocks])].filter((name) =>
    known.has(name),
  );
}

/** Return text in the middle of a sentence, with a small first letter where the language has such. */
export function inside(text) {
  return language() === "en" ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
