// More twins until the interval is small enough: in slices, with progress, stopped at any time.

import { element, fill, say, tableOf } from "./element.js";
import { pairedShare } from "./statistics.js";
import { createWork } from "./slices.js";
import { outcomeWords } from "./sentence.js";
import { count, fixed, signed, word } from "./words.js";

/** Half widths to choose from, in worlds of 100; twins of a slice; and the most that a page runs. */
const TARGETS = [5, 3, 2, 1];
const SLICE = 100;
const MOST = 40000;

export function createMore(page) {
  const { store } = page;
  const target = element(
    "select",
    { id: "target" },
    TARGETS.map((half) =>
      element("option", { value: half, ...(half === 2 ? { selected: true } : {}) }, `± ${half}`),
    ),
  );
  const says = element("p", { class: "lead", "aria-live": "polite" });
  const table = element("div", {
    class: "scroll",
    tabindex: 0,
    role: "region",
    "aria-label": word("table_more"),
  });
  const work = createWork(word("more_run"), steps, finish);
  const node = element(
    "section",
    { class: "card more", "data-panel": "more", "aria-labelledby": "more-title" },
    element("h2", { id: "more-title" }, word("more_title")),
    element("p", { class: "lead" }, word("more_says")),
    element(
      "p",
      { class: "choice" },
      element("label", { for: "target" }, word("more_target")),
      " ",
      target,
    ),
    work.node,
    says,
    element("details", { class: "table" }, element("summary", {}, word("table_more")), table),
  );
  let rows = [];
  let of = "";
  let result = null;

  function ground() {
    return JSON.stringify([page.comparison.overrides, store.state.scenario, store.state.seed]);
  }

  function* steps(progress) {
    const { state } = store;
    const wanted = Number(target.value) / 100;
    of = ground();
    rows = [];
    const total = { pairs: 0, a: 0, b: 0, gained: 0, lost: 0 };
    let half = 1;
    while (half > wanted && total.pairs < MOST) {
      const { hitsA, hitsB, counts } = page.worlds.compare(state, total.pairs, SLICE);
      total.pairs += SLICE;
      total.a += hitsA;
      total.b += hitsB;
      total.gained += counts[1];
      total.lost += counts[2];
      const found = pairedShare(total.gained, total.lost, total.pairs);
      half = found.half;
      result = { ...total, ...found, enough: half <= wanted };
      // An interval shrinks with the root of the pairs, so this share of them is done.
      progress(Math.min(1, Math.max(total.pairs / MOST, (wanted / half) ** 2)));
      if ([1, 2, 5].includes(total.pairs / 10 ** Math.floor(Math.log10(total.pairs))))
        rows.push(rowOf());
      tell();
      yield;
    }
    rows.push(rowOf());
  }

  function rowOf() {
    const { pairs, a, b, difference, half } = result;
    return [
      count(pairs),
      fixed((100 * a) / pairs, 1),
      fixed((100 * b) / pairs, 1),
      signed(100 * difference, 1),
      fixed(100 * half, 1),
    ];
  }

  function finish(finished, fault) {
    if (fault) page.notice(String(fault.message ?? fault));
    tell();
    fill(
      table,
      tableOf(
        word("more_caption", { says: outcomeWords(page) }),
        [word("pairs"), "A", "B", word("difference"), "± (95 %)"],
        rows,
      ),
    );
  }

  function tell() {
    if (!result) return say(says, "");
    if (of !== ground()) return say(says, word("response_stale"));
    const { pairs, a, b, difference, half, enough } = result;
    const values = {
      pairs: count(pairs),
      a: fixed((100 * a) / pairs, 1),
      b: fixed((100 * b) / pairs, 1),
      difference: signed(100 * difference, 1),
      half: fixed(100 * half, 1),
    };
    return say(
      says,
      `${word("more_tells", values)} ${enough || work.running() ? "" : word("more_stopped")}`.trim(),
    );
  }

  return { node, follows: ["result"], update: tell, leave: () => work.stop() };
}
