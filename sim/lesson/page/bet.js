// The bet: what World B changes, in how many worlds it will show, and the reveal.

import { element, fill, say, set } from "./element.js";
import { focusSoon, reveal } from "./reveal.js";
import { createScale } from "./scale.js";
import { outcomeWords } from "./sentence.js";
import { word } from "./words.js";
import { SHARED_KEYS } from "./worlds.js";

/** Keys that only pass over a slider. */
const PASSING = ["Tab", "Shift", "Control", "Alt", "Meta", "Escape"];

/** Make the card on which a class bets before anything is shown. */
export function createBet(page) {
  const { lesson } = page;
  const id = "bet-slider";
  const reading = element("output", { for: id, class: "bet-reading" });
  const input = element("input", {
    type: "range",
    id,
    min: lesson.bet?.low ?? 0,
    max: lesson.bet?.high ?? 100,
    step: 1,
    oninput: place,
    // Whoever bets on the number where the slider stands presses it, or a key.
    onclick: place,
    onkeydown: (event) => {
      if (!PASSING.includes(event.key)) place();
    },
  });
  function place() {
    page.store.change({ bet: Number(input.value), hasBet: true });
  }
  const about = lesson.bet?.about ?? "B";
  const open = element(
    "button",
    {
      type: "button",
      class: "main",
      onclick() {
        reveal(page);
        focusSoon(".answer");
      },
    },
  );
  const held = element("p", { class: "note" });
  const changes = element("ul", { class: "changes" });
  const node = element(
    "section",
    { class: "card bet", "aria-labelledby": "bet-title" },
    element("h2", { id: "bet-title" }, word("bet_title")),
    element("p", {}, word("bet_changes")),
    changes,
    element(
      "label",
      { for: id, class: "bet-question" },
      word(`bet_question_${about}`, { says: outcomeWords(page) }),
    ),
    element(
      "div",
      { class: "bet-row" },
      input,
      reading,
      element("span", { class: "of" }, word("of_100")),
    ),
    element("p", { class: "row" }, open, held),
    createScale(page),
  );
  return {
    node,
    follows: ["result", "bet", "hasBet", "reveal"],
    update() {
      const { state } = page.store;
      if (Number(input.value) !== state.bet) input.value = String(state.bet);
      say(reading, state.hasBet ? String(state.bet) : "?");
      set(input, { "aria-valuetext": state.hasBet ? String(state.bet) : word("bet_yet") });
      node.classList.toggle("placed", state.hasBet);
      open.hidden = state.reveal === "off";
      say(open, word(state.hasBet ? "reveal" : "reveal_unbet"));
      say(
        held,
        [state.hasBet ? "" : word("bet_yet"), state.reveal === "off" ? word("reveal_held") : ""]
          .join(" ")
          .trim(),
      );
      const list = Object.entries(state.changes);
      fill(
        changes,
        list.length
          ? list.map(([key, value]) => element("li", {}, changeWords(page, key, value)))
          : element("li", {}, word("no_change")),
      );
    },
  };
}

/** Return one change in words: the lever, its value in B, and in A. */
export function changeWords(page, key, value) {
  const ranges = page.registry.rangesIn(page.comparison.planA.world, key);
  const first = ranges[0] ?? {};
  const low = Math.min(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  const inA =
    "value" in first
      ? page.registry.valueWords(first.value)
      : low === high
        ? page.registry.valueWords(low)
        : word("range", {
            low: page.registry.valueWords(low),
            high: page.registry.valueWords(high),
          });
  return ranges.length && !SHARED_KEYS.includes(key)
    ? word("change_of", {
        lever: page.registry.label(key),
        b: page.registry.valueWords(value),
        a: inA,
      })
    : `${page.registry.label(key)}: ${page.registry.valueWords(value)}`;
}

/** Make the few words that tell, before anything is shown, what will be. */
export function createReading(page) {
  const where = element("p", {});
  const node = element(
    "section",
    { class: "card reading-first", "aria-labelledby": "reading-title" },
    element("h2", { id: "reading-title" }, word("same_luck")),
    element("p", {}, word("same_luck_says")),
    where,
  );
  return {
    node,
    follows: ["reveal"],
    update() {
      const { state } = page.store;
      // Where a teacher reveals, or hides the finding, it stands nowhere.
      const told = page.lesson.finding && !state.hidden.includes("finding");
      say(where, word(state.reveal === "off" || !told ? "same_luck_held" : "same_luck_also"));
    },
  };
}
