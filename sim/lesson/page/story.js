// A pair of twins as two histories with their events, and its story in a few lines.

import { eventNames, eventsOf, partingStory } from "./chronicle.js";
import { monthWords, word } from "./words.js";
import { partingMonth } from "./worlds.js";

/** Months that a story tells of at most: it has to find room on a sheet of paper. */
const MOST_MONTHS = 12;

/** Return the twin that is followed: the one pressed, else the first in which the change shows. */
export function twinShown(page) {
  const { state } = page.store;
  if (state.twin !== null) return state.twin;
  const { kinds } = page.comparison;
  const found = [1, 2].map((kind) => kinds.indexOf(kind)).find((twin) => twin >= 0);
  return found ?? 0;
}

/** Return both histories of a twin, where they part, and the events of every month. */
export function pairOf(page, twin) {
  const { planA, planB, T } = page.comparison;
  const { seed } = page.store.state;
  const { variables } = page.registry.known;
  const names = eventNames(variables);
  const a = page.model.history(planA, { seed, twin });
  const b = planA === planB ? a : page.model.history(planB, { seed, twin });
  const all = variables.map((variable) => variable.name);
  const parting = a === b ? -1 : partingMonth(a, b, all, T);
  const events = (plan, history) =>
    Array.from({ length: T }, (_, m) => eventsOf(page, plan, history, names, m));
  return {
    ...{ planA, planB, twin, seed, a, b, parting },
    eventsA: events(planA, a),
    eventsB: events(planB, b),
  };
}

/** Return in words where two histories part and how. */
export function partingOf(page, pair) {
  const { months, T } = page.comparison;
  if (pair.parting < 0) return word(pair.a === pair.b ? "pair_same" : "never_part");
  const when = word("part_in", { month: monthWords(months[pair.parting]) });
  return `${when} ${partingStory(page, pair.a, pair.b, pair.parting, T)}`;
}

/**
 * Return the story of a twin: how its histories part, and the months in which they part or have other events;
 * `more` is how many there would be besides.
 */
export function storyOf(page, twin) {
  const { comparison } = page;
  const pair = pairOf(page, twin);
  const told = (events) => events.map((event) => event.text).join("; ") || "–";
  const rows = [];
  for (let m = Math.max(0, pair.parting); pair.parting >= 0 && m < comparison.T; m++) {
    const [a, b] = [told(pair.eventsA[m]), told(pair.eventsB[m])];
    if (a === b && m !== pair.parting) continue;
    const part = m === pair.parting ? ` (${word("part_here")})` : "";
    rows.push([`${monthWords(comparison.months[m])}${part}`, a, b]);
  }
  return { parting: partingOf(page, pair), rows: rows.slice(0, MOST_MONTHS), more: Math.max(0, rows.length - MOST_MONTHS) };
}
