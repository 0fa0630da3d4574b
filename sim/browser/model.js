// The model as a page sees it: worlds changed by name, many twins, one history.

import { plainForm, createForm } from "./form.js";
import { March } from "./march.js";
import { checksum, compile } from "./plan.js";
import { Fault, shown, unknown } from "./fault.js";
import { replaced } from "./override.js";

const MOST_TWINS = 2 ** 32;
const MOST_SEED = 2n ** 64n - 1n;
const CHECKED = 20; // twins of each world that the published checksum is of

// Return a model of the page's data: {wasm, layout, registry, worlds, checks}. `wasm` is bytes, or
// text in base 64; without it, or where it is forbidden, the months run as JavaScript.
export async function createModel(data) {
  const bytes = typeof data.wasm === "string" ? Uint8Array.from(atob(data.wasm), (c) => c.charCodeAt(0)) : data.wasm;
  return new Model(data, await createForm(bytes?.length ? bytes : null));
}

export function createPlainModel(data) {
  return new Model(data, plainForm());
}

export class Model {
  constructor(data, form) {
    this.layout = data.layout;
    this.registry = data.registry;
    this.checks = data.checks;
    this.worlds = linked(data.worlds, data.registry);
    this.kind = form.kind;
    this.march = new March(form, data.layout);
    this.plans = new Map();
  }

  // Return the plan of a world under overrides: {"leaders.washington.mediation": 0.9, …}.
  plan(name, overrides = {}) {
    if (!Object.hasOwn(this.worlds, name)) throw unknown("scenario", "world on this page", name, Object.keys(this.worlds));
    const key = JSON.stringify([name, Object.entries(overrides).sort()]);
    let plan = this.plans.get(key);
    if (!plan) {
      plan = compile(replaced(this.worlds[name], overrides, this.registry), this.registry);
      if (this.plans.size > 30) this.plans.delete(this.plans.keys().next().value);
      this.plans.set(key, plan);
    }
    return plan;
  }

  // Run twins `first` to `first + count - 1`; `keep` names variables whose paths are kept, `bins`
  // asks for histograms of the histogrammed variables as well.
  run(plan, { seed = 1, first = 0, count = 100, keep = [], bins = false } = {}) {
    if (!Number.isInteger(first) || !Number.isInteger(count) || first < 0 || count < 1 || first + count > MOST_TWINS) {
      throw new Fault("twins", `found ${shown(first)} and ${shown(count)}, wanted whole numbers, together at most ${MOST_TWINS}`);
    }
    const { layout, march } = this, months = plan.months.length;
    const rows = keep.map((name) => this.row(name));
    const paths = keep.map(() => new Float64Array(count * months));
    const outcomes = layout.outcomes.map(() => new Float64Array(count));
    const counts = bins ? new Uint32Array(months * layout.histogrammed.length * layout.bins) : null;
    march.luck(seedOf(seed));
    march.run(plan, first, count, (t, twin, lane) => {
      for (let k = 0; k < rows.length; k++) paths[k][(twin - first) * months + t] = march.value(rows[k], lane);
      if (counts) {
        for (let f = 0; f < layout.histogrammed.length; f++) counts[(t * layout.histogrammed.length + f) * layout.bins + march.bin(f, lane)]++;
      }
    }, (twin, lane) => {
      for (let k = 0; k < outcomes.length; k++) outcomes[k][twin - first] = march.outcome(k, lane);
    });
    return new Run(plan, layout, { seed, first, count }, keep, paths, outcomes, counts);
  }

  // Return one twin month by month, everything that is recorded, with the chances of what was chosen.
  history(plan, { seed = 1, twin = 0 } = {}) {
    const { layout, march } = this, months = plan.months.length, names = Object.keys(layout.recorded);
    const values = new Map(names.map((name) => [name, new Float64Array(months)]));
    const chances = new Float64Array(months * layout.chanceCount);
    march.luck(seedOf(seed));
    march.run(plan, twin, 1, (t, _, lane) => {
      for (const [name, path] of values) path[t] = march.value(layout.recorded[name], lane);
      for (let k = 0; k < layout.chanceCount; k++) chances[t * layout.chanceCount + k] = march.chance(k, lane);
    }, () => {});
    return new History(plan, layout, values, chances);
  }

  row(name) {
    if (!Object.hasOwn(this.layout.recorded, name)) throw unknown("variable", "variable", name, Object.keys(this.layout.recorded));
    return this.layout.recorded[name];
  }

  // Return whether this browser's numbers are the published ones.
  check() {
    return Object.entries(this.checks).every(([name, published]) => this.checksum(name) === published);
  }

  // Name the outcomes and the paths of the first twins of a world.
  checksum(name) {
    const run = this.run(this.plan(name), { count: CHECKED, keep: ["relation_jpn_kor", "grievance"] });
    const numbers = new Float64Array(run.outcomes.length * CHECKED + 2 * CHECKED * run.months.length);
    run.outcomes.forEach((one, k) => numbers.set(one, k * CHECKED));
    numbers.set(run.path("relation_jpn_kor"), run.outcomes.length * CHECKED);
    numbers.set(run.path("grievance"), run.outcomes.length * CHECKED + CHECKED * run.months.length);
    return checksum(new Uint8Array(numbers.buffer));
  }
}

// Return a seed as a whole number of 64 bits.
function seedOf(seed) {
  const whole = typeof seed === "bigint" || (Number.isSafeInteger(seed) && seed >= 0);
  if (!whole || seed < 0 || seed > MOST_SEED) throw new Fault("seed", `found ${shown(String(seed))}, wanted a whole number from 0 to ${MOST_SEED}`);
  return BigInt(seed);
}

// Return worlds whose starts and sets are the things themselves.
function linked(packed, registry) {
  const worlds = {};
  const link = (name) => {
    if (!worlds[name]) {
      const { start, set, ...own } = packed[name];
      worlds[name] = { ...own, start: start ? link(start) : null, set: set ? registry.sets[set] : null };
    }
    return worlds[name];
  };
  Object.keys(packed).forEach(link);
  return worlds;
}

// What many twins came to.
export class Run {
  constructor(plan, layout, asked, keep, paths, outcomes, counts) {
    Object.assign(this, asked);
    this.plan = plan;
    this.months = plan.months;
    this.layout = layout;
    this.outcomes = outcomes;
    this.counts = counts; // (months, histogrammed, bins), row by row; null unless asked for
    this.paths = new Map(keep.map((name, k) => [name, paths[k]]));
  }

  path(name) {
    if (!this.paths.has(name)) throw new Fault("variable", `'${name}' was not kept`);
    return this.paths.get(name);
  }

  outcome(name) {
    const k = this.layout.outcomes.indexOf(name);
    if (k < 0) throw unknown("outcome", "outcome", name, this.layout.outcomes);
    return this.outcomes[k];
  }
}

// One twin, month by month.
export class History {
  constructor(plan, layout, values, chances) {
    this.plan = plan;
    this.months = plan.months;
    this.layout = layout;
    this.values = values;
    this.all = chances;
  }

  value(name) {
    if (!this.values.has(name)) throw unknown("variable", "variable", name, [...this.values.keys()]);
    return this.values.get(name);
  }

  chosen(instrument) {
    return this.value(`choice_${instrument}`);
  }

  // (months, options), row by row. The month says no more of some last options than what the
  // others leave to 1.
  chances(instrument) {
    const options = this.layout.options[instrument], first = this.layout.chances[instrument];
    if (!options) throw unknown("instrument", "instrument", instrument, Object.keys(this.layout.options));
    const found = new Float64Array(this.months.length * options);
    for (let t = 0; t < this.months.length; t++) {
      let rest = 1;
      for (let k = 0; k < options; k++) {
        const stated = k < options - 1 || this.layout.stated[instrument];
        const chance = stated ? this.all[t * this.layout.chanceCount + first + k] : Math.max(0, rest);
        found[t * options + k] = chance;
        rest -= chance;
      }
    }
    return found;
  }
}
