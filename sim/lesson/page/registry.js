// What can be changed: every key of the command line with its bounds, its meaning and its value in World A.

import { hasWord, inSection, ofLesson, plain, word } from "./words.js";

/** Longest window that the page offers, in months: what a world's file states or less. */
const SHORTEST = 6;

/** How a leader is seen on entry: no trait, since all know it, yet changed as one. */
const SEEN = { name: "ideology", low: 0, high: 1, capitals: ["tokyo", "seoul"] };

/** Make the page's knowledge of keys from the model's registry and the lesson. */
export function createRegistry(model, lesson, lessonName) {
  const known = model.registry;
  const byName = (list) => new Map(list.map((item) => [item.name, item]));
  const brought = [...known.traits, SEEN];
  const traits = byName(brought);
  const parameters = byName(known.parameters);
  const series = byName(known.series);
  const streams = byName(known.streams);
  const switches = new Set(known.switches);
  const leaders = new Map(
    Object.values(model.worlds).flatMap((world) => Object.entries(world.leaders)),
  );
  const capitals = Object.keys(known.iso);

  /** Return the kind, bounds and meaning of a key, or undefined where the page knows none such. */
  function spec(key) {
    if (typeof key !== "string" || key.length > 120) return undefined;
    const [section, one, two, ...more] = key.replace(/^start\./, "").split(".");
    if (more.length) return undefined;
    const plainNumber = (item) => ({
      key,
      kind: "number",
      low: item.low,
      high: item.high,
      meaning: item.meaning,
    });
    if (section === "leaders") {
      const trait = traits.get(two);
      const capital = capitals.includes(one) ? one : leaders.get(one)?.capital;
      return trait && capital && trait.capitals.includes(capital)
        ? { ...plainNumber(trait), capital }
        : undefined;
    }
    if (section === "traits" && two === undefined)
      return traits.has(one) && one !== SEEN.name ? plainNumber(traits.get(one)) : undefined;
    if (section === "switches" && two === undefined)
      return switches.has(one) ? { key, kind: "switch" } : undefined;
    if (section === "parameters" && two === undefined) {
      const found = parameters.get(one);
      return found && { ...plainNumber(found), prior: found.prior };
    }
    if (section === "series" && two === undefined)
      return series.has(one) ? plainNumber(series.get(one)) : undefined;
    if (section === "events" && two === undefined) {
      return streams.has(one)
        ? { key, kind: "stream", meaning: streams.get(one).meaning }
        : undefined;
    }
    if (key === "months")
      return { key, kind: "number", low: SHORTEST, high: longest(), whole: true };
    return undefined;
  }

  let most = 48;
  function longest() {
    return most;
  }

  /** Return the ranges that a key has in World A: one a leader in office, or one alone. */
  function rangesIn(world, key) {
    const [section, one, two] = key.replace(/^start\./, "").split(".");
    if (section === "leaders" || section === "traits") {
      const trait = section === "traits" ? one : two;
      const where = capitals.includes(one) ? [one] : section === "traits" ? capitals : [];
      const names = where.length ? where.flatMap((capital) => holdersOf(world, capital)) : [one];
      const held = (name) =>
        trait === SEEN.name ? world.leaders[name]?.ideology : world.leaders[name]?.traits?.[trait];
      return names
        .filter(held)
        .map((name) => ({ ...spanOf(held(name)), leader: leaderWords(name) }));
    }
    if (section === "switches") return [{ value: world.switches?.[one] ?? true }];
    if (section === "parameters")
      return [spanOf(world.parameters?.[one] ?? parameters.get(one).default)];
    if (section === "series") return [seriesRange(world, one)];
    if (section === "events") return [{ value: world.streams[one] }];
    if (key === "months")
      return [{ low: world.last - world.first + 1, high: world.last - world.first + 1 }];
    return [];
  }

  /** Return whether a value is what World A has anyway; where A is a range, any one number is a change. */
  function asInA(world, key, value) {
    if (key.startsWith("start.")) return false;
    if (key === "months") return value === longest();
    const ranges = rangesIn(world, key);
    if (!ranges.length) return false;
    return ranges.every((range) =>
      "value" in range
        ? range.value === value
        : typeof value === "number" &&
          Math.abs(range.low - value) < 1e-9 &&
          Math.abs(range.high - value) < 1e-9,
    );
  }

  /** Return every key that can be asked of the window, in the order of the drawer. */
  function all(world) {
    const keys = [];
    for (const capital of capitals) {
      for (const trait of brought)
        if (trait.capitals.includes(capital)) keys.push(`leaders.${capital}.${trait.name}`);
    }
    const inOffice = capitals.flatMap((capital) => holdersOf(world, capital));
    for (const leader of inOffice) {
      for (const trait of brought) {
        if (spec(`leaders.${leader}.${trait.name}`)) keys.push(`leaders.${leader}.${trait.name}`);
      }
    }
    for (const trait of known.traits) keys.push(`traits.${trait.name}`);
    for (const name of known.switches) keys.push(`switches.${name}`);
    for (const name of streams.keys()) keys.push(`events.${name}`);
    for (const name of series.keys()) keys.push(`series.${name}`);
    keys.push("months");
    for (const name of parameters.keys()) keys.push(`parameters.${name}`);
    return keys;
  }

  /** Return what a key is called in plain words. */
  function label(key) {
    const at = lesson.levers.findIndex((lever) => lever.key === key);
    const own = at >= 0 ? (ofLesson(lessonName, "labels", {})[key] ?? lesson.levers[at].label) : "";
    if (own) return own;
    const started = key.startsWith("start.") ? `${word("from_start")}: ` : "";
    const [section, one, two] = key.replace(/^start\./, "").split(".");
    const trait = (name) => inSection("traits", name)?.name ?? name;
    if (section === "leaders") {
      const who = capitals.includes(one) ? inSection("capitals", one) : leaderWords(one);
      return `${started}${who}: ${trait(two)}`;
    }
    if (section === "traits") return `${started}${word("every_leader")}: ${trait(one)}`;
    if (section === "switches") return `${started}${inSection("mechanisms", one) ?? one}`;
    if (section === "events") return `${started}${inSection("streams", one) ?? one}`;
    if (section === "series") return `${started}${inSection("series", one) ?? one}`;
    if (section === "parameters") return `${started}${parameters.get(one)?.meaning ?? one}`;
    return hasWord(`key_${key}`) ? word(`key_${key}`) : key;
  }

  function leaderWords(name) {
    return inSection("leaders", name) ?? leaders.get(name)?.title ?? name;
  }

  /** Return what the two ends of a lever mean, where the page has words for them. */
  function ends(key) {
    const lever = lesson.levers.find((one) => one.key === key);
    const own = ofLesson(lessonName, "ends", {})[key] ?? lever?.ends;
    if (own) return [own.low, own.high];
    const [section, one, two] = key.replace(/^start\./, "").split(".");
    const words = inSection(
      "traits",
      section === "leaders" ? two : section === "traits" ? one : "",
    );
    return words?.low && words?.high ? [words.low, words.high] : [];
  }

  /** Return a value in plain words. */
  function valueWords(value) {
    if (value === true) return word("on");
    if (value === false) return word("off");
    return (typeof value === "string" && inSection("stream_sources", value)) || plain(value);
  }

  function setLongest(months) {
    most = months;
  }

  return { spec, rangesIn, asInA, all, label, ends, leaderWords, valueWords, setLongest, known };
}

function spanOf(value) {
  if (typeof value === "number") return { low: value, high: value };
  if (Array.isArray(value)) return { low: value[0], high: value[1] };
  return { low: value.low, high: value.high };
}

/** Return who holds a capital within a world's window, in order, each once. */
export function holdersOf(world, capital) {
  const terms = world.calendar[capital] ?? [];
  const held = terms.filter(
    ([, first], k) => first <= world.last && (terms[k + 1]?.[1] ?? Infinity) > world.first,
  );
  return [...new Set(held.map(([leader]) => leader))];
}

/** Return the lowest and highest value of a series within the window: straight between points, constant beyond. */
function seriesRange(world, name) {
  const points = world.series[name]?.points ?? [];
  const at = (month) => {
    const after = points.findIndex(([when]) => when >= month);
    if (after < 0) return points.at(-1)?.[1] ?? 0;
    if (after === 0) return points[0][1];
    const [[m0, v0], [m1, v1]] = [points[after - 1], points[after]];
    return v0 + ((month - m0) / (m1 - m0)) * (v1 - v0);
  };
  const inside = points
    .filter(([month]) => month > world.first && month < world.last)
    .map(([, value]) => value);
  const values = [at(world.first), at(world.last), ...inside];
  return { low: Math.min(...values), high: Math.max(...values) };
}
