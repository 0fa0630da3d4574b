// A change of a stream's events, and what comes of it: the twin of sim/spec/event_asked.py and
// sim/spec/event_change.py. An event is [month number, size, source].

import { Fault, monthName, monthOf, number, shown, unknown } from "./fault.js";

const SOURCES = ["given", "generated", "off"];
const WHOLE = ["friction", "talks"]; // streams whose sizes are counts or states
const PARTS = ["month", "size", "dyad", "source", "because", "outcome"];
const EVENTS = "{month: YYYY-MM, size: x}, a list of them, or {YYYY-MM: size}";

// Return the change that is asked of a stream, by form: "", "without", "add".
export function changeOf(spec, forms, field) {
  const change = { source: "", listed: null, changed: [], without: [], added: [] };
  if ("" in forms) {
    const base = forms[""];
    if (typeof base === "string") {
      if (!SOURCES.includes(base)) throw unknown(field, "source of a stream", base, SOURCES);
      change.source = base;
    } else if (Array.isArray(base)) change.listed = events(spec, base, field);
    else if (base && typeof base === "object" && Object.keys(base).length > 0) change.changed = events(spec, base, field);
    else throw new Fault(field, `found ${shown(base)}, wanted 'given', 'generated', 'off', or events ${EVENTS}`);
  }
  if ("without" in forms) {
    const months = Array.isArray(forms.without) ? forms.without : [forms.without];
    change.without = [...new Set(months.map((month) => monthOf(month, `${field}.without`)))];
  }
  if ("add" in forms) {
    if (!forms.add || typeof forms.add !== "object") throw new Fault(`${field}.add`, `found ${shown(forms.add)}, wanted events ${EVENTS}`);
    change.added = events(spec, forms.add, `${field}.add`);
  }
  return change;
}

function events(spec, value, field) {
  let found;
  if (Array.isArray(value)) found = value.map((one) => event(spec, one, null, field));
  else if (Object.keys(value).some((key) => /^\d/.test(key))) found = Object.entries(value).map(([month, one]) => event(spec, one, month, field));
  else found = [event(spec, value, null, field)];
  const months = new Set();
  for (const [month] of found) {
    if (months.has(month)) throw new Fault(field, `${monthName(month)} stands there twice, wanted one event a month`);
    months.add(month);
  }
  return found;
}

function event(spec, value, under, field) {
  const talks = spec.name === "talks";
  const whole = under !== null && (typeof value !== "object" || value === null)
    ? { [talks && typeof value === "string" ? "outcome" : "size"]: value } : value;
  if (!whole || typeof whole !== "object" || Array.isArray(whole)) throw new Fault(field, `found ${shown(value)}, wanted an event {month: YYYY-MM, size: x}`);
  for (const name of Object.keys(whole)) {
    if (!PARTS.includes(name) || (name === "outcome" && !talks) || (name === "month" && under !== null)) throw unknown(field, "part of an event", name, PARTS);
  }
  if (under === null && !("month" in whole)) throw new Fault(field, "found no month, wanted 'month'");
  const month = monthOf(under ?? whole.month, field);
  return [month, sizeOf(spec, whole, field), whole.source ?? "override"];
}

function sizeOf(spec, value, field) {
  const said = ["size", "outcome"].filter((name) => name in value);
  if (said.length !== 1) throw new Fault(field, `found ${said.length ? "both size and outcome" : "no size"}, wanted ${spec.name === "talks" ? "'size' or 'outcome'" : "'size'"}`);
  if (said[0] === "outcome") {
    const state = spec.levels.indexOf(value.outcome);
    if (state < 0) throw unknown(field, "outcome", value.outcome, spec.levels);
    return state;
  }
  const size = number(value.size, spec.low, spec.high, field);
  if (WHOLE.includes(spec.name) && !Number.isInteger(size)) throw new Fault(field, `found ${size}, wanted a whole number from ${spec.low} to ${spec.high}`);
  return size;
}

// Return source and dated events of a stream once a change has been done to it.
export function made(change, source, dated, field) {
  const found = new Map(source === "given" ? dated.map((one) => [one[0], one]) : []);
  if (change.source === "given" && source !== "given") throw new Fault(field, `found 'given' without dated events, wanted ${EVENTS}`);
  let now = change.source || source;
  if (change.listed || change.source === "generated" || change.source === "off") {
    found.clear();
    for (const one of change.listed ?? []) found.set(one[0], one);
  }
  if (change.listed || change.changed.length) now = "given";
  for (const one of change.changed) found.set(one[0], one);
  if (change.without.length && now !== "given") throw new Fault(`${field}.without`, `found a stream that is '${now}', wanted a given one, whose events are dated`);
  for (const month of change.without) found.delete(month);
  for (const one of change.added) {
    now = "given";
    if (found.has(one[0])) throw new Fault(`${field}.add`, `${monthName(one[0])} has an event already, of size ${found.get(one[0])[1]}`);
    found.set(one[0], one);
  }
  return [now, now === "given" ? [...found.values()].sort((a, b) => a[0] - b[0]) : []];
}

// Return what a change asks of some months; a source, or a list, is asked of all of them.
export function within(change, first, last) {
  const kept = (all) => all.filter(([month]) => first <= month && month <= last);
  return {
    source: change.source,
    listed: change.listed && kept(change.listed),
    changed: kept(change.changed),
    without: change.without.filter((month) => first <= month && month <= last),
    added: kept(change.added),
  };
}
