// What happened in a month of one history: events with their sources, offices, and what each capital chose.

import { isKnown } from "./chart.js";
import { sourced } from "./cite.js";
import { element } from "./element.js";
import { fixed, inSection, monthWords, sectionOf, word } from "./words.js";

/** Streams whose dated events fill a recorded event; where they are drawn, the model's hazard did it. */
const STREAM_OF = {
  court_event: "court",
  sale_order_event: "sale_order",
  provocation_event: "provocation",
  incident_event: "incident",
  friction_event: "friction",
  test_event: "test",
  remark_event: "remark",
  settlement_event: "settlement",
};

/** Events told by another event of the same month. */
const TOLD = ["summit_event", "leader_change"];

/** Return the recorded events that the page has words for. */
export function eventNames(variables) {
  const words = sectionOf("events") ?? {};
  return variables
    .map((variable) => variable.name)
    .filter(
      (name) => Object.hasOwn(words, name) && !TOLD.includes(name) && name.includes("_event"),
    );
}

/** Return the events of a month as {text, record, source}. */
export function eventsOf(page, plan, history, names, m) {
  const { world } = plan;
  const month = plan.months[m];
  const found = [];
  for (const [capital, terms] of Object.entries(world.calendar)) {
    for (const [leader, first, source] of terms) {
      if (first !== month) continue;
      found.push({
        name: "leader_change",
        text: officeWords(page, leader, capital),
        ...recorded(month, source),
      });
    }
  }
  for (const name of names) {
    if (!history.value(name)[m]) continue;
    const stream = STREAM_OF[name];
    const dated =
      stream && world.streams[stream] === "given"
        ? (world.events[stream] ?? []).find(([when]) => when === month)
        : undefined;
    found.push({
      name,
      text: inSection("events", name),
      ...(dated ? recorded(month, dated[2]) : { record: false }),
    });
  }
  return found;
}

/** Return whether a dated event is the record, and whose: what a world assumes, or dates ahead, is not. */
function recorded(month, source) {
  return { record: isKnown(month) && source !== "assumed", source };
}

/** Return who takes office, and where unless the name says so already. */
function officeWords(page, leader, capital) {
  const who = page.registry.leaderWords(leader);
  const where = inSection("capitals", capital);
  if (who.includes(where)) return word("takes_office", { leader: who });
  return inSection("events", "leader_change")
    .replace("{leader}", who)
    .replace("{capital}", where);
}

/** Return a list of a month's events as a node; each says whether it is the record or imagined. */
export function eventList(events) {
  if (!events.length) return element("p", { class: "note" }, word("no_events"));
  return element(
    "ul",
    { class: "events" },
    events.map((event) =>
      element(
        "li",
        {},
        event.text,
        " ",
        event.record
          ? element("span", { class: "source of-record" }, recordWords(event.source))
          : element("span", { class: "source" }, word("event_generated")),
      ),
    ),
  );
}

function recordWords(source) {
  const named = source && source !== "public record";
  return named ? sourced(word("event_record", { source })) : word("event_given");
}

/** Return what a capital chose with an instrument in a month, and with which chance. */
function choiceOf(history, instrument, m) {
  const option = history.chosen(instrument.name)[m];
  const chance = history.chances(instrument.name)[m * instrument.options.length + option];
  return {
    option,
    chance,
    text:
      inSection("instruments", instrument.name)?.[instrument.options[option]] ??
      instrument.options[option],
  };
}

/** Return every option of an instrument with its chance in a month, as text. */
function chancesOf(history, instrument, m) {
  const chances = history.chances(instrument.name);
  return instrument.options
    .map(
      (option, k) =>
        `${inSection("instruments", instrument.name)?.[option] ?? option} ${fixed(100 * chances[m * instrument.options.length + k], 0)} %`,
    )
    .join(", ");
}

/** Make the table of choices of both worlds in a month; what differs is marked. */
export function choiceTable(page, historyA, historyB, m) {
  const { instruments } = page.registry.known;
  const body = element("tbody", {});
  let capital = "";
  for (const instrument of instruments) {
    if (instrument.capital !== capital) {
      capital = instrument.capital;
      body.append(
        element(
          "tr",
          { class: "capital-row" },
          element("th", { scope: "rowgroup", colspan: 3 }, inSection("capitals", capital)),
        ),
      );
    }
    const [a, b] = [choiceOf(historyA, instrument, m), choiceOf(historyB, instrument, m)];
    const cell = (choice, history) =>
      element(
        "td",
        { title: chancesOf(history, instrument, m) },
        choice.text,
        " ",
        element(
          "span",
          { class: "chance" },
          word("chance", { percent: fixed(100 * choice.chance, 0) }),
        ),
      );
    const name = inSection("instruments", instrument.name)?.name ?? instrument.name;
    body.append(
      element(
        "tr",
        a.option === b.option ? {} : { class: "differs" },
        element(
          "th",
          { scope: "row" },
          name,
          a.option === b.option
            ? ""
            : element("span", { class: "unseen" }, ` (${word("differs")})`),
        ),
        cell(a, historyA),
        cell(b, historyB),
      ),
    );
  }
  const heads = [word("choice_head"), word("world_a"), word("world_b")].map((head) =>
    element("th", { scope: "col" }, head),
  );
  return element(
    "table",
    { class: "choices" },
    element("caption", {}, word("choices_caption")),
    element("thead", {}, element("tr", {}, heads)),
    body,
  );
}

/** Return in words what is chosen otherwise in a month of two histories. */
function partingWords(page, historyA, historyB, m) {
  const apart = page.registry.known.instruments
    .map((instrument) => ({
      instrument,
      a: choiceOf(historyA, instrument, m),
      b: choiceOf(historyB, instrument, m),
    }))
    .filter(({ a, b }) => a.option !== b.option)
    .map(({ instrument, a, b }) =>
      word("parting_choice", {
        capital: inSection("capitals", instrument.capital),
        a: a.text,
        b: b.text,
      }),
    );
  // Three demands that Washington makes or drops together are told once.
  return [...new Set(apart)].join(" ");
}

/** Return in words how two histories part: what was chosen then, or when choices first differ. */
export function partingStory(page, historyA, historyB, from, T) {
  const at = partingWords(page, historyA, historyB, from);
  if (at) return at;
  for (let m = from + 1; m < T; m++) {
    const later = partingWords(page, historyA, historyB, m);
    if (later)
      return word("parting_later", { month: monthWords(page.comparison.months[m]), what: later });
  }
  return word("parting_numbers");
}
