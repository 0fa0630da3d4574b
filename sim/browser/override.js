// Change a world by name: the twin of sim/spec/override.py for what a page can ask.
//
// Names and meaning are the command line's. What a page cannot do (another leader in a capital,
// a drawn calendar) is refused in one line.

import { changeOf, made, within } from "./event.js";
import { Fault, monthName, monthOf, number, shown, unknown } from "./fault.js";
import { holder } from "./plan.js";

function span(value, low, high, field) {
  if (!Array.isArray(value)) {
    const one = number(value, low, high, field);
    return [one, one];
  }
  if (value.length !== 2) throw new Fault(field, `found ${shown(value)}, wanted a number, or two: [low, high]`);
  const ends = value.map((end) => number(end, low, high, field));
  if (ends[0] > ends[1]) throw new Fault(field, `found ${shown(value)}, wanted the lower end first`);
  return ends;
}

const SECTIONS = ["leaders", "traits", "switches", "parameters", "series", "events"];
const WINDOW = ["months", "first", "last"];
const FORMS = ["without", "add"];

// Check that a key has a shape that can be asked; return [whether under start., its words].
function wordsOf(key) {
  const start = key.startsWith("start."), bare = start ? key.slice(6) : key, words = bare.split(".");
  const [section, ...below] = words;
  if (!start && below.length === 0 && (WINDOW.includes(section) || section === "parameter_set")) return [start, words];
  if (!SECTIONS.includes(section)) throw unknown(key, "key", key, [...SECTIONS, ...WINDOW, "parameter_set", "start"]);
  const wanted = section === "leaders" ? 2 : 1;
  if (below.length === wanted) return [start, words];
  if (section === "events" && below.length === 2) {
    if (FORMS.includes(below[1])) return [start, words];
    throw unknown(key, "form of events", below[1], FORMS);
  }
  const shapes = { leaders: "leaders.<leader or capital>.<trait>", traits: "traits.<trait>", switches: "switches.<mechanism>", parameters: "parameters.<parameter>", series: "series.<series>", events: "events.<stream>" };
  throw new Fault(key, `found '${key.slice(0, 60)}', wanted ${shapes[section]}`);
}

// Return what is asked apart: of the window, under `start.`, each as [words, value, key] in order,
// and of streams by form.
function sorted(overrides) {
  const asked = { window: [], start: [], streams: { window: new Map(), start: new Map() } };
  for (const [key, value] of Object.entries(overrides)) {
    const [start, words] = wordsOf(key), where = start ? "start" : "window";
    if (words[0] !== "events") asked[where].push([words, value, key]);
    else {
      const [, stream, form = ""] = words, streams = asked.streams[where];
      if (!streams.has(stream)) streams.set(stream, {});
      Object.assign(streams.get(stream), form || !isParted(value) ? { [form]: value } : value);
    }
  }
  return asked;
}

function isParted(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) && FORMS.some((form) => form in value);
}

function holders(world, capital, last = world.last) {
  const found = new Set();
  for (let month = world.first; month <= last; month++) found.add(holder(world, capital, month));
  return [...found];
}

// Return the world with its window moved.
function windowed(world, asked, registry) {
  const value = Object.fromEntries(asked.filter(([[w]]) => WINDOW.includes(w)).map(([[w], v]) => [w, v]));
  if (Object.keys(value).length === 0) return world;
  if ("months" in value && "last" in value) throw new Fault("months", "found both months and last, wanted one of the two");
  const first = "first" in value ? monthOf(value.first, "first") : world.first;
  let last = world.last;
  if ("last" in value) last = monthOf(value.last, "last");
  else if ("months" in value) {
    const months = value.months;
    if (!Number.isInteger(months) || months < 1 || months > registry.longest) {
      throw new Fault("months", `found ${shown(months)}, wanted a whole number of months from 1 to ${registry.longest}`);
    }
    last = first + months - 1;
  }
  const field = "last" in value ? "last" : "months" in value ? "months" : "first";
  if (last < first) throw new Fault(field, `the window ${monthName(first)}..${monthName(last)} ends before it begins`);
  if (last - first + 1 > registry.longest) throw new Fault(field, `found ${last - first + 1} months, wanted at most ${registry.longest}`);
  if (world.start && !(world.start.first < first && first <= world.start.last + 1)) {
    throw new Fault("first", `found ${monthName(first)}, wanted ${monthName(world.start.first + 1)} to ${monthName(world.start.last + 1)}`);
  }
  for (const [capital, terms] of Object.entries(world.calendar)) {
    if (terms[0][1] > first) throw new Fault("first", `nobody holds ${capital} in ${monthName(first)}`);
  }
  const events = Object.fromEntries(Object.entries(world.events).map(([stream, dated]) =>
    [stream, dated.filter(([month]) => first <= month && month <= last)]));
  return { ...world, first, last, events };
}

// Return the world with traits, switches, parameters and series changed.
function acted(world, asked, registry) {
  const changed = { ...world, leaders: leadersOf(world, asked, registry) };
  for (const [[section, name], value, key] of asked) {
    if (section === "switches") {
      if (!registry.switches.includes(name)) throw unknown(key, "switch", name, registry.switches);
      if (typeof value !== "boolean") throw new Fault(key, `found ${shown(value)}, wanted true or false`);
      changed.switches = { ...changed.switches, [name]: value };
    } else if (section === "parameters") {
      const spec = registry.parameters.find((one) => one.name === name);
      if (!spec) throw unknown(key, "parameter", name, registry.parameters.map((one) => one.name));
      changed.parameters = { ...changed.parameters, [name]: span(value, spec.low, spec.high, key) };
    } else if (section === "series") {
      const spec = registry.series.find((one) => one.name === name);
      if (!spec) throw unknown(key, "series", name, registry.series.map((one) => one.name));
      const level = number(value, spec.low, spec.high, key);
      changed.series = { ...changed.series, [name]: { points: [[world.first, level]], source: "override" } };
    }
  }
  return changed;
}

// Return the leaders with traits changed: `traits.*`, then capitals, then leaders by name.
function leadersOf(world, asked, registry) {
  const capitals = Object.keys(registry.iso), changes = [];
  const trait = (name) => registry.traits.find((one) => one.name === name);
  for (const [[section, name], value, key] of asked) {
    if (section !== "traits") continue;
    if (!trait(name)) throw unknown(key, "trait", name, registry.traits.map((one) => one.name));
    const range = span(value, trait(name).low, trait(name).high, key);
    for (const capital of trait(name).capitals) {
      for (const leader of holders(world, capital)) changes.push([leader, name, range]);
    }
  }
  const named = asked.filter(([[section]]) => section === "leaders");
  const isCapital = ([[, who]]) => capitals.includes(who);
  for (const [[, who, name], value, key] of [...named.filter(isCapital), ...named.filter((one) => !isCapital(one))]) {
    const capital = capitals.includes(who) ? who : capitalOf(world, who, capitals, key);
    const leaders = capitals.includes(who) ? holders(world, who) : [who];
    const known = registry.traits.filter((one) => one.capitals.includes(capital)).map((one) => one.name);
    let range;
    if (name === "ideology" && (capital === "tokyo" || capital === "seoul")) {
      const seen = number(value, 0, 1, key);
      range = [seen, seen];
    } else if (known.includes(name)) range = span(value, trait(name).low, trait(name).high, key);
    else throw unknown(key, `trait of ${capital}`, name, known);
    for (const leader of leaders) changes.push([leader, name, range]);
  }
  const leaders = { ...world.leaders };
  for (const [leader, name, range] of changes) {
    const before = leaders[leader];
    leaders[leader] = name === "ideology" ? { ...before, ideology: range } : { ...before, traits: { ...before.traits, [name]: range } };
  }
  return leaders;
}

function capitalOf(world, name, capitals, key) {
  const own = Object.hasOwn(world.leaders, name) ? world.leaders[name].capital : "";
  if (own && holders(world, own).includes(name)) return own;
  const office = capitals.flatMap((capital) => holders(world, capital));
  if (!own) throw unknown(key, "leader or capital", name, [...capitals, ...office]);
  throw new Fault(key, `'${name}' holds no capital in these months; in office then: ${office.join(", ")}`);
}

// Return the world with its streams changed, for what is asked of each by form.
function streamed(world, streams, registry, prefix) {
  const changed = { ...world, streams: { ...world.streams }, events: { ...world.events } };
  for (const [name, forms] of streams) {
    const spec = registry.streams.find((one) => one.name === name), field = `${prefix}events.${name}`;
    if (!spec) throw unknown(field, "event stream", name, registry.streams.map((one) => one.name));
    const change = forms.read ?? changeOf(spec, forms, field);
    for (const [month] of [...(change.listed ?? []), ...change.changed, ...change.added]) {
      if (month < world.first || month > world.last) {
        throw new Fault(field, `${monthName(month)} lies outside the window ${monthName(world.first)}..${monthName(world.last)}`);
      }
    }
    const [source, dated] = made(change, world.streams[name], world.events[name] ?? [], field);
    changed.streams[name] = source;
    if (source === "given") changed.events[name] = dated;
    else delete changed.events[name];
  }
  return changed;
}

// Return which leaders hold a capital in the months that are run of a part.
function inOffice(part, registry) {
  return new Set(Object.keys(registry.iso).flatMap((capital) => holders(part, capital)));
}

function canHold([[section, who]], office, registry) {
  return section !== "leaders" || who in registry.iso || office.has(who);
}

// Return the world that `overrides` make of a base, or throw a Fault.
export function replaced(base, overrides, registry) {
  const asked = sorted(overrides);
  const world = windowed(base, asked.window, registry);
  const parts = [world]; // the window first, then what it starts from
  while (parts.at(-1).start) {
    const next = parts.at(-1).start;
    parts.push({ ...next, last: Math.min(next.last, parts.at(-1).first - 1) });
  }
  const underStart = asked.start.length + asked.streams.start.size > 0;
  if (underStart && !world.start) {
    throw new Fault("start", "this world states its own start: a key without start. acts in all its months");
  }
  const office = parts.map((part) => inOffice(part, registry));
  for (const one of asked.start) {
    if (!office.some((within) => canHold(one, within, registry))) throw new Fault(one[2], `'${one[0][1]}' holds no capital in this run`);
  }
  const read = new Map();
  for (const [name, forms] of asked.streams.start) {
    const spec = registry.streams.find((one) => one.name === name), field = `start.events.${name}`;
    if (!spec) throw unknown(field, "event stream", name, registry.streams.map((one) => one.name));
    const change = changeOf(spec, forms, field);
    for (const [month] of [...(change.listed ?? []), ...change.changed, ...change.added]) {
      if (month < parts.at(-1).first || month > world.last) throw new Fault(field, `${monthName(month)} lies outside the run`);
    }
    read.set(name, change);
  }
  const own = new Set(asked.window.map(([words]) => words.join(".")));
  const changedParts = parts.map((part, k) => {
    const here = asked.start.filter((one) => canHold(one, office[k], registry) && !(k === 0 && own.has(one[0].join("."))));
    const since = part.start ? part.first : -Infinity, until = k === 0 ? Infinity : part.last;
    const changes = new Map();
    for (const [name, change] of read) {
      const cut = within(change, since, until);
      const given = k === 0 && asked.streams.window.get(name)?.[""] === "given";
      if (!given && !isNothing(cut)) changes.set(name, { read: cut });
    }
    if (k > 0 && here.length + changes.size === 0) return null; // it stays as it is
    const done = acted(part, k === 0 ? [...here, ...asked.window] : here, registry);
    return streamed(done, changes, registry, "start.");
  });
  // Earliest first: each is what the next one starts from, and keeps the months of its own.
  let made_ = null;
  for (let k = parts.length - 1; k > 0; k--) {
    const own = parts[k - 1].start;
    const same = changedParts[k] === null && made_ === own.start;
    made_ = same ? own : { ...(changedParts[k] ?? own), start: made_, last: own.last };
  }
  made_ = streamed({ ...changedParts[0], start: made_ }, asked.streams.window, registry, "");
  const set = asked.window.find(([[section]]) => section === "parameter_set");
  if (set) made_.set = setOf(set[1], registry);
  return made_;
}

function isNothing(change) {
  return !change.source && !change.listed && change.changed.length + change.without.length + change.added.length === 0;
}

function setOf(value, registry) {
  if (value === null) return null;
  const sets = registry.sets ?? {};
  if (!Object.hasOwn(sets, value)) throw unknown("parameter_set", "set of parameters on this page", value, Object.keys(sets));
  return sets[value];
}
