// What each lever rests on: origin, article and paragraph, and how far its effect hangs on all else.

import { articleList, sourced } from "./cite.js";
import { element, fill } from "./element.js";
import { whenSeen } from "./chart.js";
import { inSection, ofLesson, plain, signed, word } from "./words.js";
import { outcomeName } from "./variables.js";

/** Percent of draws of one sign from which on a sign counts as clear, as in LEVERS.md. */
const CLEAR = 90;

export function createBasis(page) {
  const list = element("div", { class: "basis-list" });
  const node = element(
    "section",
    { class: "card basis", "data-panel": "basis", "aria-labelledby": "basis-title" },
    element("h2", { id: "basis-title" }, word("basis_title")),
    element("p", { class: "lead" }, word("basis_says")),
    list,
    page.lesson.disputed
      ? [
          element("h3", {}, word("disputed")),
          element("p", {}, sourced(ofLesson(page.lessonName, "disputed", page.lesson.disputed))),
        ]
      : null,
    Object.keys(page.data.articles).length
      ? [element("h3", {}, word("articles")), articleList()]
      : null,
  );
  let shown = "";
  const seen = whenSeen(node, write, { early: true });

  function write() {
    const { state } = page.store;
    const own = state.levers ?? page.lesson.levers.map((lever) => lever.key);
    const keys = [...new Set([...own, ...Object.keys(state.changes)])];
    const name = JSON.stringify(keys);
    if (name === shown) return;
    shown = name;
    page.assumptions().then((data) =>
      fill(
        list,
        keys.map((key) => leverBasis(page, data, key)),
      ),
    );
  }
  return { node, follows: ["result"], update: () => seen.touch() };
}

/** Return what one lever rests on, as a fold. */
function leverBasis(page, data, key) {
  const found = data.levers[key.replace(/^start\./, "")];
  const title = element(
    "summary",
    {},
    element("strong", {}, page.registry.label(key)),
    " ",
    element("code", {}, key),
  );
  if (!found)
    return element("details", { class: "fold" }, title, element("p", {}, word("basis_none")));
  const origins = (found.origins ?? []).map((origin) => originRow(page, data, key, origin));
  return element(
    "details",
    { class: "fold" },
    title,
    found.meaning ? element("p", { class: "note" }, found.meaning) : null,
    origins.length
      ? element(
          "div",
          {
            class: "scroll wide",
            tabindex: 0,
            role: "region",
            "aria-label": page.registry.label(key),
          },
          element(
            "table",
            { class: "origins" },
            element(
              "thead",
              {},
              element(
                "tr",
                {},
                [word("who"), word("value"), word("status"), word("source")].map((head) =>
                  element("th", { scope: "col" }, head),
                ),
              ),
            ),
            element("tbody", {}, origins),
          ),
        )
      : null,
    found.prior
      ? element("p", {}, word("prior", { low: plain(found.prior[0]), high: plain(found.prior[1]) }))
      : null,
    robustness(page, data, found.measured_as),
  );
}

/** Return a reason in the language that is shown, where the lesson gives one of its own. */
function reasonOf(page, key, origin) {
  if (origin.status !== "set") return origin.because;
  return ofLesson(page.lessonName, "reasons", {})[key] ?? origin.because;
}

function originRow(page, data, key, origin) {
  const who = origin.who
    ? data.leaders[origin.who]
      ? page.registry.leaderWords(origin.who)
      : origin.who
    : "–";
  const value =
    origin.low === origin.high ? plain(origin.low) : `${plain(origin.low)}–${plain(origin.high)}`;
  const reason = reasonOf(page, key, origin);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, who),
    element("td", {}, value),
    element(
      "td",
      {},
      word(`status_${origin.status}`),
      // Beside what holds stands what it took the place of.
      origin.of ? element("span", { class: "note" }, " ", word(`origin_of_${origin.of}`)) : null,
    ),
    element(
      "td",
      {},
      sourceNodes(data, origin.source),
      reason ? element("span", { class: "note" }, [" ", sourced(reason)]) : null,
    ),
  );
}

/** Return a source's key with what it cites. */
function sourceNodes(data, source) {
  const cited = data.references[source] ?? [];
  return [
    sourced(source ?? ""),
    cited.length
      ? element(
          "span",
          { class: "cited" },
          cited.map((one) => element("span", {}, one.text)),
        )
      : null,
  ];
}

/** Return the effect over draws of all parameters, of the outcomes of this lesson first. */
function robustness(page, data, lever) {
  const rows = data.robust[lever] ?? [];
  if (!rows.length) return element("p", { class: "note" }, word("robust_unknown"));
  const names = [page.lesson.outcome.name, ...page.lesson.also];
  const order = (row) => (names.includes(row.outcome) ? names.indexOf(row.outcome) : names.length);
  const shown = [...rows]
    .sort((one, other) => order(one) - order(other))
    .filter((row, k) => k < 3 || names.includes(row.outcome));
  return element(
    "div",
    {},
    element("h4", {}, word("robust_title")),
    element(
      "ul",
      { class: "robust" },
      shown.map((row) => robustItem(page, data, lever, row)),
    ),
  );
}

function robustItem(page, data, lever, row) {
  const up = Math.round(100 * row.share_positive);
  const clear = up >= CLEAR ? "robust_up" : 100 - up >= CLEAR ? "robust_down" : "robust_open";
  const values = {
    percent: clear === "robust_down" ? 100 - up : up,
    draws: data.measured.draws,
    from: plain(row.low),
    to: plain(row.high),
    median: signed(row.median, 3),
    low: signed(row.p05, 3),
    high: signed(row.p95, 3),
    effect: signed(row.default_effect, 3),
  };
  const spec = page.registry.known.outcomes.find((one) => one.name === row.outcome);
  const expected = { "+": "expects_up", "-": "expects_down", disputed: "expects_disputed" }[
    row.expected
  ];
  const says = inSection("expected", lever)?.[row.outcome] ?? row.says;
  return element(
    "li",
    {},
    element("strong", {}, outcomeName(row.outcome, spec)),
    ": ",
    word(clear, values),
    " ",
    element("span", { class: "note" }, word("robust_numbers", values)),
    expected
      ? element(
          "p",
          { class: "note" },
          word(expected),
          " ",
          says ? `${says} ` : "",
          sourceNodes(data, row.source),
        )
      : null,
  );
}
