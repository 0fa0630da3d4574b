// The finding is often in the tail: the outcomes of each world in ten groups, from the lowest to the highest.

import { element, fill, set, tableOf } from "./element.js";
import { createPicture, part, scaleOf, valueAxis, whenSeen } from "./chart.js";
import { decilesOf } from "./statistics.js";
import { steadyBounds } from "./difference.js";
import { fixed, signed, word } from "./words.js";
import { outcomeName } from "./variables.js";

export function createTail(page) {
  const { lesson, data } = page;
  let name = lesson.outcome.name;
  const picture = createPicture({
    label: "",
    height: (width) => Math.round(Math.max(230, Math.min(320, width * 0.45))),
    draw,
    bottom: 44,
    top: 16,
  });
  const select = element(
    "select",
    { id: "tail-outcome", oninput: () => follow(select.value) },
    [lesson.outcome.name, ...lesson.also].map((one) =>
      element("option", { value: one }, outcomeName(one, data.measures[one])),
    ),
  );
  const table = element("div", {
    class: "scroll",
    tabindex: 0,
    role: "region",
    "aria-label": word("tenth"),
  });
  const says = element("p", { class: "lead" });
  const node = element(
    "section",
    { class: "card tail", "data-panel": "tail", "aria-labelledby": "tail-title" },
    element("h2", { id: "tail-title" }, word("tail_title")),
    says,
    element(
      "p",
      { class: "choice" },
      element("label", { for: "tail-outcome" }, word("outcome")),
      " ",
      select,
    ),
    element(
      "div",
      { class: "wide-and-narrow" },
      element("div", {}, picture.node, element("p", { class: "note" }, word("tail_says"))),
      table,
    ),
  );
  let groups = null;

  function follow(chosen) {
    name = chosen;
    refresh();
  }

  function draw() {
    if (!groups) return;
    const spec = data.measures[name];
    const most = Math.max(...groups.flatMap((group) => [group.a, group.b]));
    const least = Math.min(...groups.flatMap((group) => [group.a, group.b]));
    // Bounded scales are drawn whole; counts up to a round number above what is there.
    const counted = spec.kind === "count" || spec.high > 3;
    const [, above] = steadyBounds([most]);
    const high = counted ? Math.max(1, above) : spec.high;
    const low = counted ? Math.min(0, least) : spec.low;
    const y = scaleOf(low, high, picture.height - picture.bottom, picture.top);
    valueAxis(picture, y, low, high);
    const x = scaleOf(0, 9, picture.left + 16, picture.width - picture.right - 10);
    groups.forEach((group, k) => {
      part(picture, `stem${k}`, "line", {
        x1: x(k),
        x2: x(k),
        y1: y(group.a),
        y2: y(group.b),
        class: "stem",
      });
      part(picture, `a${k}`, "circle", { cx: x(k), cy: y(group.a), r: 5.5, class: "fill-a" });
      part(picture, `b${k}`, "path", {
        d: `M${x(k)} ${y(group.b) - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`,
        class: "fill-b",
      });
      part(
        picture,
        `name${k}`,
        "text",
        {
          x: x(k),
          y: picture.height - picture.bottom + 17,
          class: "tick",
          "text-anchor": "middle",
        },
        String(k + 1),
      );
    });
    part(
      picture,
      "worst",
      "text",
      { x: picture.left, y: picture.height - 6, class: "tick" },
      word("lowest_tenth"),
    );
    part(
      picture,
      "best",
      "text",
      {
        x: picture.width - picture.right,
        y: picture.height - 6,
        class: "tick",
        "text-anchor": "end",
      },
      word("highest_tenth"),
    );
    set(picture.svg, { "aria-label": says.textContent });
  }

  function refresh() {
    const [a, b] = page.comparison.measured(name);
    groups = decilesOf(a, b);
    const gap = (k) => signed(groups[k].b - groups[k].a);
    fill(
      says,
      word("tail_sentence", {
        low: gap(0),
        middle: signed((groups[4].b + groups[5].b - groups[4].a - groups[5].a) / 2),
        high: gap(9),
      }),
    );
    const rows = groups.map((group, k) => [
      k === 0 ? word("lowest_tenth") : k === 9 ? word("highest_tenth") : String(k + 1),
      fixed(group.a),
      fixed(group.b),
      gap(k),
    ]);
    fill(
      table,
      tableOf(
        outcomeName(name, data.measures[name]),
        [word("tenth"), "A", "B", word("difference")],
        rows,
      ),
    );
    picture.redraw();
  }

  const seen = whenSeen(node, refresh, { early: true });
  return { node, follows: ["result"], update: () => seen.touch() };
}
