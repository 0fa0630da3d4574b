// One pair of worlds month by month: two histories beside each other, where they part, and what each did.

import { button, element, fill, say, set, shape, tableFold, tableOf } from "./element.js";
import { whenSeen } from "./chart.js";
import { choiceTable, eventList } from "./chronicle.js";
import { createNetwork, TIES } from "./network.js";
import { tieWords } from "./scale.js";
import { pairOf, partingOf, twinShown } from "./story.js";
import { KINDS, SHOWN } from "./worlds.js";
import { glyphOf } from "./twins.js";
import { outcomeWords } from "./sentence.js";
import { inSection, monthWords, word } from "./words.js";
import { createHistories } from "./histories.js";

/** Milliseconds of a month while it plays, and of an outcome while they go by one after another. */
const MONTH = 420;
const OUTCOME = 550;

/** Return a small sign for a button: few fonts have those of players. */
function sign(path) {
  return shape(
    "svg",
    { viewBox: "0 0 16 16", class: "sign", "aria-hidden": "true" },
    shape("path", { d: path }),
  );
}

function titled(key) {
  return { title: word(key), "aria-label": word(key) };
}

export function createPair(page) {
  const { registry } = page;
  const capitals = Object.keys(registry.known.iso);
  let pair = null;
  let playing = 0;
  let passing = 0;

  const title = element("h2", { id: "pair-title" });
  const kind = element("span", { class: "kind-words" });
  const parting = element("p", { class: "parting", "aria-live": "polite" });
  const slider = element("input", {
    type: "range",
    id: "month",
    min: 0,
    step: 1,
    oninput: () => toMonth(Number(slider.value)),
  });
  const month = element("output", { for: "month", class: "month" });
  const play = button("", () => (playing ? stop() : start()), { class: "quiet play" });
  const next = button(word("next_world"), () => nextWorld(1), { class: "quiet" });
  const pass = button("", () => (passing ? stop() : passBy()), { class: "quiet" });
  const networks = ["a", "b"].map((name) =>
    createNetwork(capitals, registry.known.iso, word(`world_${name}`)),
  );
  const triangles = ["a", "b"].map(() => element("p", { class: "note triangle" }));
  const lists = ["a", "b"].map((letter) =>
    element("div", {
      class: "event-box",
      tabindex: 0,
      role: "region",
      "aria-label": `${word("events")} ${letter.toUpperCase()}`,
    }),
  );
  const table = element("div", {
    class: "scroll wide choice-box",
    tabindex: 0,
    role: "region",
    "aria-label": word("choices_caption"),
  });
  const histories = createHistories(page);
  const tiesTable = tableFold(word("table_ties"), tableTies);
  const side = (k, letter) =>
    element(
      "div",
      { class: `world-month ${letter}` },
      element(
        "h3",
        {},
        element("span", { class: `mark ${letter}`, "aria-hidden": "true" }, letter.toUpperCase()),
        word(`world_${letter}`),
      ),
      element(
        "div",
        { class: "now" },
        element("div", {}, networks[k].node, triangles[k]),
        element("div", {}, element("h4", {}, word("events")), lists[k]),
      ),
    );
  const node = element(
    "section",
    { class: "card pair", "data-panel": "pair", "aria-labelledby": "pair-title" },
    element("div", { class: "title-row" }, title, element("div", { class: "row" }, next, pass)),
    element("div", { class: "title-row" }, kind, histories.choice),
    parting,
    histories.picture.node,
    element(
      "div",
      { class: "player", role: "group", "aria-label": word("player") },
      button(
        sign("M8 2L3 8l5 6M13 2v12"),
        () => toMonth(Math.max(0, pair.parting)),
        titled("to_parting"),
      ),
      button(sign("M10 2L5 8l5 6"), () => toMonth(at() - 1), titled("step_back")),
      play,
      button(sign("M6 2l5 6l-5 6"), () => toMonth(at() + 1), titled("step")),
      element("label", { for: "month", class: "unseen" }, word("month")),
      slider,
      month,
    ),
    element("div", { class: "two months" }, side(0, "a"), side(1, "b")),
    histories.legend,
    element("p", { class: "note ties-key" }, word("ties_key"), " ", word("events_key")),
    histories.table.node,
    tiesTable.node,
    element("h3", {}, word("choices")),
    element("p", { class: "note" }, word("choices_unlikely")),
    table,
  );
  const seen = whenSeen(node, refresh, { early: true });

  /** Return the place of the month that is shown. */
  function at() {
    const { T, months } = page.comparison;
    const { state } = page.store;
    const usual = pair && pair.parting >= 0 ? pair.parting : T - 1;
    return state.month === null ? usual : Math.max(0, Math.min(T - 1, state.month - months[0]));
  }
  function toMonth(place) {
    const { T, months } = page.comparison;
    page.store.change({
      twin: twinShown(page),
      month: months[0] + Math.max(0, Math.min(T - 1, place)),
    });
  }
  function start() {
    stop();
    if (at() >= page.comparison.T - 1) toMonth(0);
    playing = setInterval(
      () => (at() >= page.comparison.T - 1 ? stop() : toMonth(at() + 1)),
      MONTH,
    );
    buttons();
  }
  function nextWorld(by) {
    page.store.change({ twin: (twinShown(page) + by + SHOWN) % SHOWN });
  }
  function passBy() {
    stop();
    // Whoever wants less motion passes from world to world by hand.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return nextWorld(1);
    passing = setInterval(() => nextWorld(1), OUTCOME);
    return buttons();
  }
  function stop() {
    clearInterval(playing);
    clearInterval(passing);
    playing = passing = 0;
    buttons();
  }
  function buttons() {
    say(play, playing ? word("pause") : word("play"));
    set(play, { "aria-pressed": String(Boolean(playing)) });
    say(pass, passing ? word("pause") : word("pass_by"));
    set(pass, { "aria-pressed": String(Boolean(passing)) });
  }

  /** Run the two histories where the twin or the worlds are others than before. */
  function bringPair() {
    const { planA, planB } = page.comparison;
    const { seed } = page.store.state;
    const twin = twinShown(page);
    const held = pair && pair.planA === planA && pair.planB === planB;
    if (!held || pair.twin !== twin || pair.seed !== seed) pair = pairOf(page, twin);
  }

  function tableTies() {
    if (!pair) return "";
    const m = at();
    const rows = TIES.map((tie) => [
      inSection("ties", tie),
      ...[pair.a, pair.b].map((history) => tieWords(history.value(`relation_${tie}`)[m])),
    ]);
    return tableOf(
      word("table_ties_caption", { month: monthWords(page.comparison.months[m]) }),
      [word("tie"), "A", "B"],
      rows,
    );
  }

  /** Bring all to the twin and the month that are shown. */
  function refresh() {
    bringPair();
    const { comparison } = page;
    const m = at();
    const name = KINDS[comparison.kinds[pair.twin]];
    say(title, word("pair_title", { twin: pair.twin }));
    fill(
      kind,
      glyphOf(name),
      " ",
      word("pair_kind", { says: outcomeWords(page), kind: word(`kind_${name}`) }),
    );
    say(parting, partingOf(page, pair));
    set(slider, { max: comparison.T - 1, "aria-valuetext": monthWords(comparison.months[m]) });
    slider.value = String(m);
    say(month, monthWords(comparison.months[m], "short"));
    [pair.a, pair.b].forEach((history, k) => {
      networks[k].show(history, m);
      const type = Object.values(page.triangles)[history.value("triangle")[m]];
      say(triangles[k], word("triangle_of", { type: inSection("triangles", type) ?? type }));
    });
    fill(lists[0], eventList(pair.eventsA[m]));
    fill(lists[1], eventList(pair.eventsB[m]));
    fill(table, choiceTable(page, pair.a, pair.b, m));
    histories.show(pair, m, parting.textContent);
    tiesTable.write();
    buttons();
  }

  return {
    node,
    follows: ["result", "twin", "month"],
    update: () => seen.touch(),
    leave: stop,
  };
}
