// The response curve of one lever: twenty-one values, a hundred worlds at each, all under the same luck.

import { element, fill, say, set, tableFold, tableOf } from "./element.js";
import { createPicture, part, scaleOf, trim, valueAxis, whenSeen, fitted } from "./chart.js";
import { placesOf, shareOf, ticksOf } from "./statistics.js";
import { createWork } from "./slices.js";
import { outcomeWords } from "./sentence.js";
import { fixed, plain, word } from "./words.js";
import { SHOWN } from "./worlds.js";

/** Values of a lever on its curve. */
const VALUES = 21;

export function createResponse(page) {
  const { registry, store } = page;
  const select = element("select", { id: "response-lever", oninput: () => choose(select.value) });
  const says = element("p", { class: "note told-below" });
  const picture = createPicture({
    label: "",
    height: (width) => Math.round(Math.max(230, Math.min(320, width * 0.5))),
    draw,
    bottom: 48,
    top: 18,
  });
  const work = createWork(word("response_draw"), steps, finish);
  const table = tableFold(word("table_response"), () =>
    tableOf(
      word("table_response_caption", { says: outcomeWords(page) }),
      [registry.label(key), word("of_100_b"), "95 %"],
      points.map((point) => [
        plain(point.value),
        fixed(100 * point.share, 0),
        `${fixed(100 * point.low, 0)}–${fixed(100 * point.high, 0)}`,
      ]),
    ),
  );
  const node = element(
    "section",
    { class: "card response", "data-panel": "response", "aria-labelledby": "response-title" },
    element("h2", { id: "response-title" }, word("response_title")),
    element(
      "p",
      { class: "lead" },
      word("response_says", { values: VALUES, n: SHOWN, says: outcomeWords(page) }),
    ),
    element(
      "p",
      { class: "choice" },
      element("label", { for: "response-lever" }, word("lever")),
      " ",
      select,
    ),
    work.node,
    picture.node,
    says,
    table.node,
  );
  let resting = 0;
  /** Draw the curve by itself once the panel is in sight and the levers rest. */
  const seen = whenSeen(node, () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (key && of !== ground() && !work.running()) work.begin();
    }, 500);
  });
  let key = "";
  let points = [];
  let of = "";
  let listed = "";

  /** Return what a curve rests on: the lever, and all else that is asked. */
  function ground() {
    const { state } = store;
    const rest = { ...page.comparison.overrides.b };
    delete rest[key];
    return JSON.stringify([key, state.scenario, state.seed, rest]);
  }

  function choose(chosen) {
    key = chosen;
    points = [];
    work.stop();
    work.begin();
  }

  function* steps(progress) {
    points = [];
    of = ground();
    const spec = registry.spec(key);
    const values =
      spec.kind === "switch"
        ? [false, true]
        : spec.kind === "stream"
          ? ["off", "generated"]
          : Array.from(
              { length: VALUES },
              (_, k) => spec.low + ((spec.high - spec.low) * k) / (VALUES - 1),
            ).map((value) => (spec.whole ? Math.round(value) : +value.toFixed(6)));
    for (const value of values) {
      const { hits } = page.worlds.measured(store.state, {
        ...page.comparison.overrides.b,
        [key]: value,
      });
      points.push({
        value,
        ...shareOf(
          hits.reduce((sum, hit) => sum + hit, 0),
          hits.length,
        ),
      });
      progress(points.length / values.length);
      picture.redraw();
      yield;
    }
  }

  function finish(finished, fault) {
    if (fault) page.notice(String(fault.message ?? fault));
    tell();
    picture.redraw();
    table.write();
  }

  function draw() {
    const spec = registry.spec(key);
    if (!spec) return;
    const y = scaleOf(0, 100, picture.height - picture.bottom, picture.top);
    valueAxis(picture, y, 0, 100);
    const isNumber = spec.kind === "number";
    const [low, high] = isNumber ? [spec.low, spec.high] : [-0.5, 1.5];
    const x = scaleOf(low, high, picture.left + 8, picture.width - picture.right - 4);
    const base = picture.height - picture.bottom;
    const ticks = isNumber ? ticksOf(low, high, picture.width < 420 ? 4 : 8) : [0, 1];
    const at = (point, k) => (isNumber ? x(point.value) : x(k));
    ticks.forEach((tick, k) =>
      part(
        picture,
        `xtick${k}`,
        "text",
        { x: x(tick), y: base + 17, class: "tick", "text-anchor": "middle" },
        isNumber
          ? fixed(tick, placesOf(ticks))
          : points[k]
            ? registry.valueWords(points[k].value)
            : "",
      ),
    );
    trim(picture, "xtick", ticks.length);
    part(
      picture,
      "xname",
      "text",
      {
        x: picture.width - picture.right,
        y: picture.height - 6,
        class: "tick",
        "text-anchor": "end",
      },
      isNumber ? fitted(`${registry.label(key)} →`, picture.width - 150) : "",
    );
    part(
      picture,
      "yname",
      "text",
      { x: picture.left - 32, y: picture.height - 6, class: "tick" },
      `↑ ${word("of_100_b")}`,
    );
    const ranges = registry
      .rangesIn(page.comparison.planA.world, key)
      .filter((range) => "low" in range);
    ranges.forEach((range, k) =>
      part(picture, `arange${k}`, "rect", {
        x: x(range.low) - 1,
        y: picture.top,
        width: Math.max(2, x(range.high) - x(range.low) + 2),
        height: base - picture.top,
        class: "range-a",
      }),
    );
    trim(picture, "arange", ranges.length);
    part(
      picture,
      "aname",
      "text",
      {
        x: ranges.length ? x((ranges[0].low + ranges[0].high) / 2) : 0,
        y: picture.top - 5,
        class: "name-a",
        "text-anchor": "middle",
      },
      ranges.length ? "A" : "",
    );
    points.forEach((point, k) =>
      part(picture, `whisker${k}`, "line", {
        x1: at(point, k),
        x2: at(point, k),
        y1: y(100 * point.low),
        y2: y(100 * point.high),
        class: "whisker",
      }),
    );
    const line = isNumber
      ? points
          .map(
            (point, k) =>
              `${k ? "L" : "M"}${at(point, k).toFixed(1)} ${y(100 * point.share).toFixed(1)}`,
          )
          .join("")
      : "";
    part(picture, "curve", "path", { d: line, class: "median line-b" });
    points.forEach((point, k) =>
      part(picture, `point${k}`, "circle", {
        cx: at(point, k),
        cy: y(100 * point.share),
        r: 3.5,
        class: "fill-b",
      }),
    );
    trim(picture, "whisker", points.length);
    trim(picture, "point", points.length);
    const value = store.state.changes[key];
    const now = isNumber && typeof value === "number";
    part(picture, "now", "line", {
      x1: now ? x(value) : 0,
      x2: now ? x(value) : 0,
      y1: picture.top,
      y2: base,
      class: "cursor",
      visibility: now ? "visible" : "hidden",
    });
    part(
      picture,
      "nowname",
      "text",
      { x: now ? x(value) : 0, y: picture.top - 5, class: "name-b", "text-anchor": "middle" },
      now ? "B" : "",
    );
    set(picture.svg, {
      "aria-label": `${word("response_title")}: ${registry.label(key)}. ${says.textContent}`,
    });
  }

  function tell() {
    if (!points.length) return say(says, word("response_none"));
    if (of !== ground()) return say(says, word("response_stale"));
    const shares = points.map((point) => Math.round(100 * point.share));
    const span = {
      from: shares[0],
      to: shares.at(-1),
      low: plain(points[0].value),
      high: plain(points.at(-1).value),
    };
    return say(says, typeof points[0].value === "number" ? word("response_tells", span) : "");
  }

  return {
    node,
    follows: ["result"],
    update() {
      const own = store.state.levers ?? page.lesson.levers.map((lever) => lever.key);
      const keys = [...new Set([...own, ...Object.keys(store.state.changes)])].filter(
        (one) => registry.spec(one) && one !== "months",
      );
      const name = JSON.stringify(keys);
      if (name !== listed) {
        listed = name;
        fill(
          select,
          keys.map((one) => element("option", { value: one }, registry.label(one))),
        );
        if (!keys.includes(key)) {
          key = keys[0] ?? "";
          points = [];
        }
        select.value = key;
      }
      tell();
      picture.redraw();
      seen.touch();
    },
    leave() {
      clearTimeout(resting);
      work.stop();
    },
  };
}
