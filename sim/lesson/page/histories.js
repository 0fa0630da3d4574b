// Two histories in one picture: a line a world, where they part, and the months with events.

import { element, set, tableFold, tableOf } from "./element.js";
import {
  createLegend,
  createPicture,
  lineOf,
  monthAxis,
  part,
  scaleOf,
  spread,
  trim,
  valueAxis,
} from "./chart.js";
import { fixed, monthWords, word } from "./words.js";
import { followed, variableWords } from "./variables.js";

/** Make the picture, its table, and the choice of what is followed; `show` brings it to a pair and a month. */
export function createHistories(page) {
  const { registry } = page;
  let variable = page.lesson.outcome.path;
  let pair = null;
  let at = 0;
  let told = "";
  const picture = createPicture({
    label: "",
    height: (width) => Math.round(Math.max(220, Math.min(250, width * 0.36))),
    draw,
    right: 24,
    bottom: 62,
  });
  const choice = element(
    "select",
    { id: "followed", oninput: () => follow(choice.value) },
    followed(page).map((name) =>
      element("option", { value: name }, variableWords(name, specOf(name))),
    ),
  );
  const legend = createLegend();
  const table = tableFold(word("table_pair"), tablePair);

  function specOf(name) {
    return registry.known.variables.find((item) => item.name === name);
  }
  function follow(name) {
    variable = name;
    picture.redraw();
    table.write();
  }

  function draw() {
    if (!pair) return;
    const { months, T } = page.comparison;
    const declared = specOf(variable);
    const [low, high] = [declared.low, declared.high];
    const x = scaleOf(0, T - 1, picture.left, picture.width - picture.right);
    const base = picture.height - picture.bottom;
    const y = scaleOf(low, high, base, picture.top);
    monthAxis(picture, months, x);
    valueAxis(picture, y, low, high);
    const m = at;
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
      "aria-label": `${word("two_histories")}: ${variableWords(variable, declared)}. ${told}`,
    });
  }

  function tablePair() {
    // Opened before the panel has come into sight: it is filled then.
    if (!pair) return "";
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
      variableWords(variable, specOf(variable)),
      [word("month"), "A", "B", `${word("events")} A`, `${word("events")} B`],
      rows,
    );
  }

  choice.value = variable;
  return {
    picture,
    legend: legend.node,
    table,
    choice: element(
      "p",
      { class: "choice" },
      element("label", { for: "followed" }, word("follow")),
      " ",
      choice,
    ),
    show(shown, m, story) {
      pair = shown;
      at = m;
      told = story;
      legend.update(page.comparison.months);
      picture.redraw();
      table.write();
    },
  };
}
