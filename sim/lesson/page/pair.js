// One pair of worlds month by month: two histories beside each other, where they part, and what each did.

import { button, element, fill, say, set, shape, tableFold, tableOf } from "./element.js";
import {
  createPicture,
  lineOf,
  monthAxis,
  part,
  scaleOf,
  spread,
  trim,
  valueAxis,
  whenSeen,
} from "./chart.js";
import { choiceTable, eventList, eventNames, eventsOf, partingStory } from "./chronicle.js";
import { createNetwork, TIES, tieWords } from "./network.js";
import { KINDS, SHOWN, partingMonth } from "./worlds.js";
import { glyphOf } from "./twins.js";
import { outcomeWords } from "./sentence.js";
import { fixed, inSection, monthWords, word } from "./words.js";
import { followed, variableWords } from "./variables.js";

/** Milliseconds of a month while it plays, and of an outcome while they go by one after another. */
const MONTH = 420;
const OUTCOME = 550;

/** Return the twin that is followed: the one pressed, else the first in which the change shows. */
export function twinShown(page) {
  const { state } = page.store;
  if (state.twin !== null) return state.twin;
  const { kinds } = page.comparison;
  const found = [1, 2].map((kind) => kinds.indexOf(kind)).find((twin) => twin >= 0);
  return found ?? 0;
}

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
  const names = registry.known.variables.map((variable) => variable.name);
  const events = eventNames(registry.known.variables);
  const capitals = Object.keys(registry.known.iso);
  let variable = page.lesson.outcome.path;
  let pair = null;
  let playing = 0;
  let passing = 0;

  const title = element("h2", { id: "pair-title" });
  const kind = element("span", { class: "kind-words" });
  const parting = element("p", { class: "parting", "aria-live": "polite" });
  const picture = createPicture({
    label: "",
    height: (width) => Math.round(Math.max(230, Math.min(330, width * 0.36))),
    draw,
    right: 24,
    bottom: 62,
  });
  const choice = element(
    "select",
    { id: "followed", oninput: () => follow(choice.value) },
    followed(page).map((name) =>
      element("option", { value: name }, variableWords(name, spec(name))),
    ),
  );
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
  const triangles = ["a", "b"].map(() => element("p", { class: "note" }));
  const lists = ["a", "b"].map(() => element("div", {}));
  const table = element("div", {
    class: "scroll wide",
    tabindex: 0,
    role: "region",
    "aria-label": word("choices_caption"),
  });
  const monthsTable = tableFold(word("table_pair"), tablePair);
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
      networks[k].node,
      triangles[k],
      element("h4", {}, word("events")),
      lists[k],
    );
  const node = element(
    "section",
    { class: "card pair", "data-panel": "pair", "aria-labelledby": "pair-title" },
    element("div", { class: "title-row" }, title, element("div", { class: "row" }, next, pass)),
    kind,
    parting,
    element(
      "p",
      { class: "choice" },
      element("label", { for: "followed" }, word("follow")),
      " ",
      choice,
    ),
    picture.node,
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
    monthsTable.node,
    element("div", { class: "two" }, side(0, "a"), side(1, "b")),
    element("p", { class: "note ties-key" }, word("ties_key"), " ", word("events_key")),
    tiesTable.node,
    element("h3", {}, word("choices")),
    table,
  );
  const seen = whenSeen(node, refresh);

  function spec(name) {
    return registry.known.variables.find((item) => item.name === name);
  }
  function follow(name) {
    variable = name;
    picture.redraw();
    monthsTable.write();
  }

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
  function histories() {
    const { planA, planB, T } = page.comparison;
    const { seed } = page.store.state;
    const twin = twinShown(page);
    if (
      pair &&
      pair.planA === planA &&
      pair.planB === planB &&
      pair.twin === twin &&
      pair.seed === seed
    )
      return;
    const a = page.model.history(planA, { seed, twin });
    const b = planA === planB ? a : page.model.history(planB, { seed, twin });
    pair = { planA, planB, twin, seed, a, b, parting: a === b ? -1 : partingMonth(a, b, names, T) };
    pair.eventsA = Array.from({ length: T }, (_, m) => eventsOf(page, planA, a, events, m));
    pair.eventsB = Array.from({ length: T }, (_, m) => eventsOf(page, planB, b, events, m));
  }

  function draw() {
    if (!pair) return;
    const { months, T } = page.comparison;
    const declared = spec(variable);
    const [low, high] = [declared.low, declared.high];
    const x = scaleOf(0, T - 1, picture.left, picture.width - picture.right);
    const base = picture.height - picture.bottom;
    const y = scaleOf(low, high, base, picture.top);
    monthAxis(picture, months, x);
    valueAxis(picture, y, low, high);
    const m = at();
    part(picture, "cursor", "line", {
      x1: x(m),
      x2: x(m),
      y1: picture.top,
      y2: base + 54,
      class: "cursor",
    });
    const where = x(Math.max(0, pair.parting));
    const visibility = pair.parting >= 0 ? "visible" : "hidden";
    part(picture, "parting", "line", {
      x1: where,
      x2: where,
      y1: picture.top,
      y2: base,
      class: "parting-line",
      visibility,
    });
    const left = where > picture.width - 130;
    part(
      picture,
      "partingtext",
      "text",
      {
        x: where + (left ? -5 : 5),
        y: picture.top + 12,
        class: "parting-text",
        "text-anchor": left ? "end" : "start",
        visibility,
      },
      word("part_here"),
    );
    const [a, b] = [pair.a.value(variable), pair.b.value(variable)];
    part(picture, "linea", "path", { d: lineOf(a, 0, T, x, y), class: "history line-a" });
    part(picture, "lineb", "path", {
      d: pair.a === pair.b ? "" : lineOf(b, 0, T, x, y),
      class: "history line-b",
    });
    part(picture, "dota", "circle", { cx: x(m), cy: y(a[m]), r: 4.5, class: "fill-a" });
    part(picture, "dotb", "circle", {
      cx: x(m),
      cy: y(b[m]),
      r: 4.5,
      class: "fill-b",
      visibility: pair.a === pair.b ? "hidden" : "visible",
    });
    const ends = spread([y(a[T - 1]), y(b[T - 1])], 15);
    const right = picture.width - picture.right + 7;
    part(picture, "enda", "text", { x: right, y: ends[0] + 5, class: "name-a" }, "A");
    part(
      picture,
      "endb",
      "text",
      { x: right, y: ends[1] + 5, class: "name-b" },
      pair.a === pair.b ? "" : "B",
    );
    // Events stand below the years, a row a world.
    let k = 0;
    for (const [row, list, name] of [
      [0, pair.eventsA, "a"],
      [1, pair.eventsB, "b"],
    ]) {
      const height = base + 34 + 14 * row;
      part(
        picture,
        `lane${name}`,
        "text",
        { x: picture.left - 7, y: height + 4, class: `name-${name}`, "text-anchor": "end" },
        row && pair.a === pair.b ? "" : name.toUpperCase(),
      );
      if (row && pair.a === pair.b) continue;
      for (let place = 0; place < T; place++) {
        const many = list[place].length;
        if (many)
          part(picture, `event${k++}`, "circle", {
            cx: x(place),
            cy: height,
            r: Math.min(5, 1.8 + many),
            class: `fill-${name}`,
          });
      }
    }
    trim(picture, "event", k);
    set(picture.svg, {
      "aria-label": `${word("two_histories")}: ${variableWords(variable, declared)}. ${parting.textContent}`,
    });
  }

  function tablePair() {
    const { months, T } = page.comparison;
    const [a, b] = [pair.a.value(variable), pair.b.value(variable)];
    const told = (list) => list.map((event) => event.text).join("; ") || "–";
    const rows = Array.from({ length: T }, (_, m) => [
      monthWords(months[m], "short"),
      fixed(a[m]),
      fixed(b[m]),
      told(pair.eventsA[m]),
      told(pair.eventsB[m]),
    ]);
    return tableOf(
      variableWords(variable, spec(variable)),
      [word("month"), "A", "B", `${word("events")} A`, `${word("events")} B`],
      rows,
    );
  }
  function tableTies() {
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
    histories();
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
    const when = pair.parting >= 0 ? monthWords(comparison.months[pair.parting]) : "";
    say(
      parting,
      pair.parting < 0
        ? word(pair.a === pair.b ? "pair_same" : "never_part")
        : `${word("part_in", { month: when })} ${partingStory(page, pair.a, pair.b, pair.parting, comparison.T)}`,
    );
    set(slider, { max: comparison.T - 1, "aria-valuetext": monthWords(comparison.months[m]) });
    slider.value = String(m);
    say(month, monthWords(comparison.months[m], "short"));
    [pair.a, pair.b].forEach((history, k) => {
      networks[k].show(history, m);
      const type = Object.values(page.triangles)[history.value("triangle")[m]];
      say(triangles[k], inSection("triangles", type) ?? type);
    });
    fill(lists[0], eventList(pair.eventsA[m]));
    fill(lists[1], eventList(pair.eventsB[m]));
    fill(table, choiceTable(page, pair.a, pair.b, m));
    picture.redraw();
    monthsTable.write();
    tiesTable.write();
    buttons();
  }

  choice.value = variable;
  return {
    node,
    follows: ["result", "twin", "month"],
    update: () => seen.touch(),
    leave: stop,
  };
}
