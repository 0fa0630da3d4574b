// The address holds what is shown in the command line's own words, so that a link is a lesson.
//
// It is read with suspicion: only keys of the registry, lengths bounded, and whatever is odd is left out and told
// of in one line. What was found is shown as text, with signs that would not be seen taken out.

import { monthName, monthOf } from "../../browser/fault.js";
import { parseOverrides, writeOverrides } from "../../browser/grammar.js";
import { LANGUAGES, word } from "./words.js";

const MOST_LETTERS = 4000;
const MOST_WORDS = 60;
/** The last seed that a page offers: one word of the command line's two. */
export const LAST_SEED = 2 ** 32 - 1;
const THEMES = ["auto", "light", "dark", "projector"];

/** Panels that a teacher may leave out by `hide=`. */
export const PANELS = [
  "twins",
  "lines",
  "pair",
  "difference",
  "tail",
  "response",
  "which",
  "more",
  "puzzle",
  "basis",
  "finding",
  "glossary",
  "teacher",
  "drawer",
  "share",
];

/** Return text of unknown origin so that it can be shown: short, one line, nothing unseen. */
export function visible(text, most = 60) {
  const clean = String(text).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "�");
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
}

function readable(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function whole(text, low, high) {
  return /^\d{1,10}$/.test(text) && +text >= low && +text <= high ? +text : undefined;
}

/**
 * Read an address. Returns a patch of the state and the lines about what was left out.
 *
 * `check(scenario, overrides)` throws where the model refuses them.
 */
export function readAddress(hash, { lesson, worlds, registry, check }) {
  const patch = {};
  const faults = [];
  const refuse = (found, wanted) =>
    faults.push(word("address_fault", { found: visible(found), wanted: visible(wanted, 200) }));
  const text = hash.replace(/^#/, "");
  if (!text) return { patch, faults };
  if (text.length > MOST_LETTERS) {
    refuse(text.slice(0, 30), word("wanted_short", { most: MOST_LETTERS }));
    return { patch, faults };
  }
  const changes = {};
  const parts = text.split("&").filter(Boolean);
  if (parts.length > MOST_WORDS)
    refuse(String(parts.length), word("wanted_words", { most: MOST_WORDS }));
  let asks = false;
  const { low = 0, high = 100 } = lesson.bet ?? {};
  const readers = {
    scenario: (value) => worlds.includes(value) && { scenario: value },
    seed: (value) => named("seed", whole(value, 0, LAST_SEED)),
    twin: (value) => named("twin", whole(value, 0, 99)),
    month: (value) => named("month", monthAsked(value)),
    bet: (value) => {
      const bet = whole(value, low, high);
      return bet !== undefined && { bet, hasBet: true };
    },
    reveal: (value) => ["on", "off", "ask"].includes(value) && { reveal: value },
    order: (value) => ["kind", "number"].includes(value) && { order: value },
    lang: (value) => LANGUAGES.includes(value) && { language: value },
    theme: (value) => THEMES.includes(value) && { theme: value },
    hide: (value) => {
      const names = value.split(",").filter(Boolean);
      return names.every((name) => PANELS.includes(name)) && { hidden: [...new Set(names)] };
    },
    levers: (value) => {
      const keys = [...new Set(value.split(",").filter(Boolean))];
      return keys.length <= 12 && keys.every((key) => registry.spec(key)) && { levers: keys };
    },
  };
  const wanted = {
    scenario: worlds.join(", "),
    seed: `0–${LAST_SEED}`,
    twin: "0–99",
    month: "YYYY-MM",
    bet: `${low}–${high}`,
    reveal: "on, off, ask",
    order: "kind, number",
    lang: LANGUAGES.join(", "),
    theme: THEMES.join(", "),
    hide: PANELS.join(", "),
    levers: word("wanted_levers"),
  };
  for (const part of parts.slice(0, MOST_WORDS)) {
    const cut = part.indexOf("=");
    const key = readable(cut < 0 ? part : part.slice(0, cut));
    const value = cut < 0 ? "" : readable(part.slice(cut + 1));
    if (key === undefined || value === undefined) {
      refuse(part, word("wanted_readable"));
    } else if (Object.hasOwn(readers, key)) {
      const found = readers[key](value);
      if (found) Object.assign(patch, found);
      else refuse(`${key}=${value}`, `${key}: ${wanted[key]}`);
    } else if (key === "world" && value === "A") {
      asks = true;
    } else {
      const change = changeAsked(key, value, registry);
      if (change) changes[key] = { value: change.value, part };
      else if (registry.spec(key)) refuse(`${key}=${value}`, word("wanted_value"));
      else refuse(key, word("wanted_key"));
    }
  }
  const scenario = patch.scenario ?? lesson.world;
  const held = {};
  for (const [key, { value }] of Object.entries(changes)) {
    try {
      check(scenario, { ...lesson.given, [key]: value });
      held[key] = value;
    } catch (fault) {
      faults.push(visible(fault.message ?? fault, 200));
    }
  }
  // Words that name no change leave World B as the lesson opens it, unless the address says that B is A.
  if (asks || Object.keys(held).length) patch.changes = held;
  return { patch, faults };
}

/** Return the number of a month written YYYY-MM, or undefined. */
function monthAsked(text) {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? monthOf(text, "month") : undefined;
}

function named(name, value) {
  return value !== undefined && { [name]: value };
}

/** Return what a key and a value ask for, or undefined where they make no lever's. */
export function changeAsked(key, text, registry) {
  const spec = registry.spec(key);
  if (!spec || text.length > 200) return undefined;
  try {
    const found = parseOverrides(`${key}=${text}`);
    if (!Object.hasOwn(found, key)) return undefined;
    const value = found[key];
    const numbers = [value].flat();
    if (
      spec.kind === "number" &&
      !numbers.every((one) => typeof one === "number" && Number.isFinite(one))
    )
      return undefined;
    if (spec.kind === "switch" && typeof value !== "boolean") return undefined;
    if (spec.kind === "stream" && value !== "off" && value !== "generated" && value !== "given")
      return undefined;
    return { value };
  } catch {
    return undefined;
  }
}

/** Return the address of what is shown. */
export function writeAddress(state, opening) {
  const words = [`scenario=${state.scenario}`];
  const changes = Object.keys(state.changes).length ? writeOverrides(state.changes) : "world=A";
  words.push(changes, `seed=${state.seed}`);
  const say = (name, value, usual) => {
    if (value !== usual && value !== null) words.push(`${name}=${value}`);
  };
  say("twin", state.twin, null);
  if (state.twin !== null && state.month !== null) words.push(`month=${monthName(state.month)}`);
  if (state.hasBet) words.push(`bet=${state.bet}`);
  say("reveal", state.reveal, "ask");
  say("order", state.order, opening.order);
  say("lang", state.language, "en");
  say("theme", state.theme, "auto");
  if (state.levers) words.push(`levers=${state.levers.join(",")}`);
  if (state.hidden.length) words.push(`hide=${state.hidden.join(",")}`);
  return `#${words.join("&")}`;
}
