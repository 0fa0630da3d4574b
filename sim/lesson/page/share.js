// A lesson of one's own as a link; the command that repeats what is shown; and what is shown as a table.

import { whenSeen } from "./chart.js";
import { button, element, fill, say } from "./element.js";
import { changeWords } from "./bet.js";
import { PANELS, writeAddress } from "./address.js";
import { monthName } from "../../browser/fault.js";
import { writeValue } from "../../browser/grammar.js";
import { KINDS } from "./worlds.js";
import { outcomeName, variableWords } from "./variables.js";
import { LANGUAGES, NAMES, monthWords, word } from "./words.js";

/** Return a word of the command line as a shell takes it. */
function shellWord(text) {
  return /^[\w.=,:/-]+$/.test(text) ? text : `'${text}'`;
}

/** Return the commands that run World A and World B: the same seed, so the same luck. */
function commandsOf(page) {
  const { state } = page.store;
  const { overrides, count, planA } = page.comparison;
  const { set } = planA.world;
  const command = (asked) =>
    [
      "python -m sim",
      `scenario=${state.scenario}`,
      ...(set ? [shellWord(`parameter_set=${set.name}`)] : []),
      ...Object.entries(asked).map(([key, value]) => shellWord(`${key}=${writeValue(value)}`)),
      `replicates=${count}`,
      `seed=${state.seed}`,
    ].join(" ");
  return page.comparison.same
    ? [command(overrides.a)]
    : [command(overrides.a), command(overrides.b)];
}

/** Return rows as CSV; a field with a sign of its own is quoted. */
export function csvOf(rows) {
  const quoted = (cell) =>
    /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** Places that a table keeps: more than anybody reads, and none that a spreadsheet stumbles over. */
const PLACES_OF_TABLE = 6;

function rounded(value) {
  return +value.toFixed(PLACES_OF_TABLE);
}

/** Return the twins that are shown, a row a pair, under plain names. */
function twinRows(page) {
  const { comparison, lesson, data } = page;
  const names = [lesson.outcome.name, ...lesson.also];
  const columns = names.map((name) => comparison.measured(name));
  const heads = names.flatMap((name) => inBoth(outcomeName(name, data.measures[name])));
  return [
    [word("twin"), word("kind"), ...heads],
    ...Array.from({ length: comparison.count }, (_, r) => [
      r,
      word(`kind_${KINDS[comparison.kinds[r]]}`),
      ...columns.flatMap(([a, b]) => [rounded(a[r]), rounded(b[r])]),
    ]),
  ];
}

/** Return the months of all twins, a row a month. */
function monthRows(page) {
  const { comparison, lesson } = page;
  const { path } = lesson.outcome;
  const variable = page.registry.known.variables.find((item) => item.name === path);
  const rows = [[word("twin"), word("month"), ...inBoth(variableWords(path, variable))]];
  for (let r = 0; r < comparison.count; r++) {
    comparison.months.forEach((month, m) => {
      rows.push([
        r,
        monthName(month),
        rounded(comparison.pathA[r * comparison.T + m]),
        rounded(comparison.pathB[r * comparison.T + m]),
      ]);
    });
  }
  return rows;
}

/** Return the heads of two columns: a quantity in A, and in B. */
function inBoth(what) {
  return [word("csv_in_a", { what }), word("csv_in_b", { what })];
}

/** Return the name of a saved table: the lesson, the luck, what is changed, and what is in it. */
export function tableName(lesson, state, what) {
  const changes = Object.entries(state.changes).map(([key, value]) => {
    const short = key.split(".").slice(key.startsWith("start.") ? -3 : -2);
    return `${short.join("-")}-${writeValue(value)}`;
  });
  const plainly = [lesson, ...(changes.length ? changes : ["world-A"]), `luck-${state.seed}`, what]
    .join("_")
    .replace(/[^\w.-]+/g, "-");
  return `${plainly.slice(0, 150)}.csv`;
}

/** Save text as a file of the reader's. */
function saveText(name, text) {
  // Spreadsheets take letters beyond ASCII for another alphabet unless the file says what they are.
  const mark = /^[\x00-\x7f]*$/.test(text) ? "" : "\ufeff";
  const blob = new Blob([mark + text], { type: "text/csv;charset=utf-8" });
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Copy text; where that is not allowed, select it, so that it can be copied by hand. */
async function copyText(field, status) {
  try {
    await navigator.clipboard.writeText(field.value);
    say(status, word("copied"));
  } catch {
    field.focus();
    field.select();
    say(status, word("copy_by_hand"));
  }
}

function copyField(id, label, rows) {
  const field = element("textarea", { id, rows, readonly: true, spellcheck: "false" });
  const status = element("span", { class: "note", role: "status" });
  const node = element(
    "div",
    { class: "copy" },
    element("label", { for: id }, label),
    field,
    element(
      "p",
      { class: "row" },
      button(word("copy"), () => copyText(field, status)),
      status,
    ),
  );
  return { field, node };
}

export function createShare(page) {
  const { store, lesson } = page;
  const link = copyField("link", word("link"), 3);
  const command = copyField("command", word("command"), 3);
  const name = page.lessonName;
  const saves = element(
    "p",
    { class: "row" },
    button(word("csv_twins"), () =>
      saveText(tableName(name, store.state, "twins"), csvOf(twinRows(page))),
    ),
    button(word("csv_months"), () =>
      saveText(tableName(name, store.state, "months"), csvOf(monthRows(page))),
    ),
  );
  const draft = {
    levers: null,
    hidden: new Set(store.state.hidden),
    theme: store.state.theme,
    reveal: "ask",
    language: store.state.language,
    changes: true,
  };
  const chosen = new Set(store.state.levers ?? lesson.levers.map((lever) => lever.key));

  function box(id, label, checked, act) {
    return element(
      "p",
      {},
      element("input", {
        type: "checkbox",
        id,
        ...(checked ? { checked: true } : {}),
        oninput: (event) => (act(event.target.checked), write()),
      }),
      element("label", { for: id }, label),
    );
  }
  function pick(id, label, names, value, act) {
    const select = element(
      "select",
      { id, oninput: () => (act(select.value), write()) },
      names.map(([one, text]) =>
        element("option", { value: one, ...(one === value ? { selected: true } : {}) }, text),
      ),
    );
    return element("p", { class: "choice" }, element("label", { for: id }, label), " ", select);
  }
  const leverBoxes = element("fieldset", {});
  const left = element("p", { class: "note left-out", role: "status" });
  const form = element(
    "div",
    { class: "maker" },
    leverBoxes,
    element(
      "fieldset",
      {},
      element("legend", {}, word("make_hide")),
      PANELS.map((panel) =>
        box(`hide-${panel}`, word(`panel_${panel}`), !draft.hidden.has(panel), (on) =>
          on ? draft.hidden.delete(panel) : draft.hidden.add(panel),
        ),
      ),
    ),
    element(
      "fieldset",
      {},
      element("legend", {}, word("make_how")),
      box("make-changes", word("make_changes"), true, (on) => (draft.changes = on)),
      pick(
        "make-reveal",
        word("make_reveal"),
        ["ask", "off", "on"].map((one) => [one, word(`reveal_${one}`)]),
        "ask",
        (value) => (draft.reveal = value),
      ),
      pick(
        "make-theme",
        word("theme"),
        ["auto", "light", "dark", "projector"].map((one) => [one, word(`theme_${one}`)]),
        draft.theme,
        (value) => (draft.theme = value),
      ),
      pick(
        "make-language",
        word("language"),
        LANGUAGES.map((one) => [one, NAMES[one]]),
        draft.language,
        (value) => (draft.language = value),
      ),
    ),
  );
  const node = element(
    "section",
    { class: "card share", "data-panel": "share", "aria-labelledby": "share-title" },
    element("h2", { id: "share-title" }, word("share_title")),
    element(
      "details",
      { class: "fold" },
      element("summary", {}, word("make_lesson")),
      element("p", { class: "note" }, word("make_says")),
      form,
      left,
      location.protocol === "file:" ? element("p", { class: "note" }, word("link_of_file")) : null,
      link.node,
    ),
    element(
      "details",
      { class: "fold" },
      element("summary", {}, word("command_title")),
      element("p", { class: "note" }, word("command_says")),
      command.node,
    ),
    element(
      "details",
      { class: "fold" },
      element("summary", {}, word("csv_title")),
      element("p", { class: "note" }, word("csv_says")),
      saves,
    ),
  );

  function write() {
    const { state } = store;
    const own = lesson.levers.map((lever) => lever.key);
    const levers = keysOffered().filter((key) => chosen.has(key));
    const kept = Object.entries(draft.changes ? state.changes : {});
    const out = kept.filter(([key]) => !chosen.has(key));
    const list = out.map(([key, value]) => changeWords(page, key, value)).join("; ");
    say(left, out.length ? word("make_left", { changes: list }) : "");
    const made = {
      ...state,
      // A link opens with the changes of the levers that it shows.
      changes: Object.fromEntries(kept.filter(([key]) => chosen.has(key))),
      levers: JSON.stringify(levers) === JSON.stringify(own) ? null : levers,
      hidden: [...draft.hidden],
      theme: draft.theme,
      reveal: draft.reveal,
      language: draft.language,
      hasBet: false,
      twin: null,
      month: null,
    };
    const here = location.href.split("#")[0];
    const text = here + writeAddress(made, page.opening);
    if (link.field.value !== text) link.field.value = text;
    const lines = commandsOf(page).join("\n");
    if (command.field.value !== lines) command.field.value = lines;
  }

  /** Return the keys that may be ticked: the lesson's levers, and what else is changed. */
  function keysOffered() {
    const own = lesson.levers.map((lever) => lever.key);
    return [...new Set([...own, ...chosen, ...Object.keys(store.state.changes)])];
  }

  function offer() {
    const keys = keysOffered();
    fill(
      leverBoxes,
      element("legend", {}, word("make_levers")),
      keys.map((key, k) =>
        box(`show-${k}`, page.registry.label(key), chosen.has(key), (on) =>
          on ? chosen.add(key) : chosen.delete(key),
        ),
      ),
    );
  }

  let offered = "";
  const seen = whenSeen(node, () => {
    const keys = JSON.stringify(Object.keys(store.state.changes));
    if (keys !== offered) {
      offered = keys;
      offer();
    }
    write();
  });
  return {
    node,
    follows: ["result", "seed", "theme", "order"],
    update: () => seen.touch(),
  };
}

/** Return a month as it is told beside a picture that is printed. */
export function windowWords(comparison) {
  return `${monthWords(comparison.months[0])} – ${monthWords(comparison.months[comparison.T - 1])}`;
}
