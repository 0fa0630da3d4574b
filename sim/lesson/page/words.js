// The page's words in the language that is current, and numbers and months as that language writes them.

let tables = {};
let current = "en";
let numbers = {};

/** The languages that a page can be read in, in the order of the switch. */
export const LANGUAGES = ["en", "ko", "ja"];

/** What each language calls itself. */
export const NAMES = { en: "English", ko: "한국어", ja: "日本語" };

/** Take words in; `told` are the numbers that a lesson's texts name. */
export function useWords(all, language, told = {}) {
  tables = all;
  numbers = told;
  current = language in all ? language : "en";
}

export function language() {
  return current;
}

function found(table, key) {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Return whether the page has words under a key, in this language or in English. */
export function hasWord(key) {
  return (
    found(tables[current]?.page, key) !== undefined || found(tables.en?.page, key) !== undefined
  );
}

/** Return the words under a key with {names} filled in; English where a language lacks them. */
export function word(key, values = {}) {
  const text = found(tables[current]?.page, key) ?? found(tables.en?.page, key) ?? key;
  return filledWith(text, values);
}

function filledWith(text, values) {
  // A number and its sign of per cent stay on one line.
  return text
    .replaceAll(" %", "\u00a0%")
    .replace(/\{(\w+)\}/g, (whole, name) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
}

/** Return words under a key as pieces: text, and nodes where a {name} stands for one. */
export function pieces(key, nodes) {
  const text = found(tables[current]?.page, key) ?? found(tables.en?.page, key) ?? key;
  return text.split(/(\{\w+\})/).map((part) => {
    const name = part.startsWith("{") ? part.slice(1, -1) : "";
    return name && Object.hasOwn(nodes, name) ? nodes[name] : part;
  });
}

/** Return what a language says of a lesson in place of the English text, or that text. */
export function ofLesson(name, field, english) {
  const said = found(found(tables[current]?.lessons, name), field);
  return typeof said === "string" ? filledWith(said, numbers) : (said ?? english);
}

/** Return "en" for what a lesson says in English alone while another language is shown: for its lang attribute. */
export function langOfLesson(name, field) {
  return current === "en" || found(found(tables[current]?.lessons, name), field) !== undefined
    ? null
    : "en";
}

/** Return what a section of the language's file has under a name, in English where it lacks it, or undefined. */
export function inSection(section, name) {
  return found(tables[current]?.[section], name) ?? found(tables.en?.[section], name);
}

/** Return another section of a language's file, such as its glossary, in English where it has none. */
export function sectionOf(section) {
  return found(tables[current], section) ?? found(tables.en, section);
}

/** Return a number with so many places and a true minus; no sign before a zero. */
export function fixed(value, places = 2) {
  if (!Number.isFinite(value)) return "–";
  const text = Math.abs(value).toFixed(places);
  return (value < 0 && /[1-9]/.test(text) ? "−" : "") + text;
}

export function signed(value, places = 2) {
  const text = fixed(value, places);
  return /[1-9]/.test(text) && value > 0 ? `+${text}` : text;
}

/** Return a count with the language's separators. */
export function count(value) {
  return new Intl.NumberFormat(current).format(value);
}

/** Return a number with no more places than it needs, at most three. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain).join("–");
  return typeof value === "number" ? fixed(value, 3).replace(/\.?0+$/, "") || "0" : String(value);
}

/** Return month and year of a month number (year × 12 + month − 1) in words; `short` takes three letters. */
export function monthWords(month, how = "long") {
  // The browser's own dates cost 30 ms before the first is written.
  const name = word(`month_${(month % 12) + 1}`);
  return word("month_of", {
    year: Math.floor(month / 12),
    month: how === "short" && current === "en" ? name.slice(0, 3) : name,
  });
}
