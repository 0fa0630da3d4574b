// Which lever did it? The difference shared out among the changed levers, by their mean part over all orders in
// which they can be pulled (Shapley 1953). Twins share their luck in every cell, so each has shares of its own.

import { element, fill, say, set, tableOf } from "./element.js";
import { createPicture, part, scaleOf, trim, whenSeen, fitted } from "./chart.js";
import { meanOf, pairedShare, placesOf, ticksOf } from "./statistics.js";
import { createWork } from "./slices.js";
import { outcomeWords } from "./sentence.js";
import { fixed, signed, word } from "./words.js";
import { SHOWN } from "./worlds.js";

/** Most levers whose cells are all run: 64 of them. Beyond, orders are drawn. */
const EXACT = 6;
const ORDERS = 24;

/**
 * Return the Shapley value of each player for every twin from the values of all coalitions.
 *
 * `value(mask)` gives an array over twins; bit k of `mask` says whether player k takes part.
 */
export function shapleyExact(players, value) {
  const twins = value(0).length;
  const shares = Array.from({ length: players }, () => new Float64Array(twins));
  const factorial = [1];
  for (let k = 1; k <= players; k++) factorial[k] = factorial[k - 1] * k;
  for (let mask = 0; mask < 1 << players; mask++) {
    let size = 0;
    for (let k = 0; k < players; k++) size += (mask >> k) & 1;
    for (let k = 0; k < players; k++) {
      if ((mask >> k) & 1) continue;
      const weight = (factorial[size] * factorial[players - size - 1]) / factorial[players];
      const [without, withIt] = [value(mask), value(mask | (1 << k))];
      for (let r = 0; r < twins; r++) shares[k][r] += weight * (withIt[r] - without[r]);
    }
  }
  return shares;
}

/** Return orders of players drawn by a small generator that the seed fixes, each with its reverse. */
export function drawnOrders(players, count, seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  const random = () => {
    // Xorshift: good enough to shuffle, and the same in every browser.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
  const orders = [];
  while (orders.length < count) {
    const order = Array.from({ length: players }, (_, k) => k);
    for (let k = players - 1; k > 0; k--) {
      const other = Math.floor(random() * (k + 1));
      [order[k], order[other]] = [order[other], order[k]];
    }
    orders.push(order, [...order].reverse());
  }
  return orders.slice(0, count);
}

/** Return a lever's mean part with its half interval; where no twin changed, the next ones still might. */
export function partOf(shares) {
  const part = meanOf(shares);
  const none = shares.every((share) => share === 0);
  return none ? { ...part, half: 100 * pairedShare(0, 0, shares.length).half } : part;
}

export function createAttribution(page) {
  const { registry, store } = page;
  const says = element("p", { class: "note told-below" });
  const picture = createPicture({
    label: "",
    // Room for the bars from the first, so that nothing moves when they come.
    height: () => 46 + 46 * Math.max(1, bars.length, Object.keys(store.state.changes).length),
    draw,
    left: 12,
    right: 20,
    top: 10,
    bottom: 28,
  });
  const table = element("div", {
    class: "scroll",
    tabindex: 0,
    role: "region",
    "aria-label": word("table_which"),
  });
  const work = createWork(word("which_run"), steps, finish);
  const node = element(
    "section",
    { class: "card which", "data-panel": "which", "aria-labelledby": "which-title" },
    element("h2", { id: "which-title" }, word("which_title")),
    element("p", { class: "lead" }, word("which_says")),
    work.node,
    picture.node,
    says,
    element("details", { class: "table" }, element("summary", {}, word("table_which")), table),
  );
  let bars = [];
  let of = "";
  let how = "";
  let resting = 0;
  /** Share it out by itself once the panel is in sight and the levers rest, where that is little work. */
  const seen = whenSeen(node, () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const changed = Object.keys(store.state.changes).length;
      if (changed && changed <= EXACT && of !== ground() && !work.running()) work.begin();
    }, 500);
  });

  function ground() {
    return JSON.stringify([page.comparison.overrides, store.state.scenario, store.state.seed]);
  }

  function* steps(progress) {
    const { a, b } = page.comparison.overrides;
    const keys = Object.keys(b).filter(
      (key) => !Object.hasOwn(a, key) || JSON.stringify(a[key]) !== JSON.stringify(b[key]),
    );
    const state = store.state;
    of = ground();
    bars = [];
    const cells = new Map();
    const cell = (mask) => {
      const name = String(mask);
      if (!cells.has(name)) {
        const taken = Object.fromEntries(
          keys.filter((_, k) => mask[k]).map((key) => [key, b[key]]),
        );
        const { hits } = page.worlds.measured(state, { ...a, ...taken });
        cells.set(
          name,
          Float64Array.from(hits, (hit) => 100 * hit),
        );
      }
      return cells.get(name);
    };
    const bits = (mask) => keys.map((_, k) => Boolean((mask >> k) & 1));
    let shares;
    if (keys.length <= EXACT) {
      for (let mask = 0; mask < 1 << keys.length; mask++) {
        cell(bits(mask));
        progress((mask + 1) / (1 << keys.length));
        yield;
      }
      shares = shapleyExact(keys.length, (mask) => cell(bits(mask)));
      how = word("which_exact", { cells: 1 << keys.length, n: SHOWN });
      bars = keys.map((key, k) => ({ key, ...partOf(shares[k]) }));
    } else {
      shares = keys.map(() => new Float64Array(SHOWN));
      const byOrder = keys.map(() => []);
      const orders = drawnOrders(keys.length, ORDERS, state.seed);
      for (const [number, order] of orders.entries()) {
        const taken = keys.map(() => false);
        let before = cell(taken);
        for (const k of order) {
          taken[k] = true;
          const now = cell(taken);
          let sum = 0;
          for (let r = 0; r < SHOWN; r++) {
            shares[k][r] += (now[r] - before[r]) / orders.length;
            sum += (now[r] - before[r]) / SHOWN;
          }
          byOrder[k].push(sum);
          before = now;
          yield;
        }
        progress((number + 1) / orders.length);
      }
      how = word("which_sampled", { orders: orders.length, n: SHOWN });
      // Two sources of doubt: which twins, and which orders.
      bars = keys.map((key, k) => ({
        key,
        mean: partOf(shares[k]).mean,
        half: Math.hypot(partOf(shares[k]).half, meanOf(byOrder[k]).half),
      }));
    }
  }

  function finish(finished, fault) {
    if (fault) page.notice(String(fault.message ?? fault));
    if (!finished) bars = [];
    tell();
    tabulate();
    picture.resize();
    picture.redraw();
  }

  function draw() {
    // Whole fives to either side, as far as bars and their intervals go.
    let [least, most] = [0, 5];
    for (const bar of bars) {
      least = Math.min(least, bar.mean - bar.half);
      most = Math.max(most, bar.mean + bar.half);
    }
    const [low, high] = [5 * Math.floor(least / 5), 5 * Math.ceil(most / 5)];
    const x = scaleOf(low, high, picture.left, picture.width - picture.right);
    const base = picture.height - picture.bottom;
    const ticks = bars.length ? ticksOf(low, high, picture.width < 420 ? 4 : 8) : [];
    // A line of the scale stands beside the bars alone, and crosses no word.
    let lines = 0;
    ticks.forEach((tick, k) => {
      bars.forEach((bar, row) => {
        const top = picture.top + 6 + 46 * row;
        part(picture, `line${lines++}`, "line", {
          x1: x(tick),
          x2: x(tick),
          y1: top + 13,
          y2: top + 32,
          class: tick === 0 ? "zero" : "grid",
        });
      });
      const edge = Math.abs(x(tick) - picture.left) < 1;
      part(
        picture,
        `tick${k}`,
        "text",
        { x: x(tick), y: base + 17, class: "tick", "text-anchor": edge ? "start" : "middle" },
        signed(tick, placesOf(ticks)),
      );
    });
    trim(picture, "line", lines);
    trim(picture, "tick", ticks.length);
    bars.forEach((bar, k) => {
      const top = picture.top + 6 + 46 * k;
      part(
        picture,
        `name${k}`,
        "text",
        { x: picture.left, y: top + 8, class: "bar-name" },
        `${fitted(registry.label(bar.key), picture.width - 140, 13)}: ${signed(bar.mean, 1)} ± ${fixed(bar.half, 1)}`,
      );
      part(picture, `bar${k}`, "rect", {
        x: Math.min(x(0), x(bar.mean)),
        y: top + 15,
        width: Math.max(1, Math.abs(x(bar.mean) - x(0))),
        height: 13,
        class: "fill-b",
      });
      part(picture, `whisker${k}`, "line", {
        x1: x(bar.mean - bar.half),
        x2: x(bar.mean + bar.half),
        y1: top + 21.5,
        y2: top + 21.5,
        class: "whisker-dark",
      });
    });
    trim(picture, "name", bars.length);
    trim(picture, "bar", bars.length);
    trim(picture, "whisker", bars.length);
    set(picture.svg, {
      "aria-label": `${word("which_title")} ${bars.map((bar) => `${registry.label(bar.key)}: ${signed(bar.mean, 1)}`).join("; ")}`,
    });
  }

  function tell() {
    const changed = Object.keys(store.state.changes).length;
    work.press.disabled = changed < 1;
    picture.node.hidden = !changed;
    if (!changed) say(says, word("which_nothing"));
    else if (bars.length && of !== ground()) say(says, word("response_stale"));
    else say(says, bars.length ? how : "");
  }

  function tabulate() {
    fill(
      table,
      tableOf(
        word("which_caption", { says: outcomeWords(page) }),
        [word("lever"), word("part_of_difference"), "± (95 %)"],
        bars.map((bar) => [registry.label(bar.key), signed(bar.mean, 1), fixed(bar.half, 1)]),
      ),
    );
  }

  return {
    node,
    follows: ["result"],
    update() {
      tell();
      picture.resize();
      seen.touch();
    },
    leave() {
      clearTimeout(resting);
      work.stop();
    },
  };
}
