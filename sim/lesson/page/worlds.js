// Worlds A and B under the same luck: what is run, what is kept, and what the two say of the lesson's outcome.

/** Keys that move the window: they hold in both worlds, since twins are compared month by month. */
export const SHARED_KEYS = ["months", "first", "last"];

/** Twins that the page shows as icons. */
export const SHOWN = 100;

/** Kinds of a pair, in the order in which icons are sorted. */
export const KINDS = ["both", "only_b", "only_a", "neither"];

/** Return a measure of every twin of a run: an outcome of the engine, or a path's last month or mean. */
function measureOf(run, measure) {
  if (!measure.way) return run.outcome(measure.name);
  const paths = run.path(measure.variable);
  const T = run.months.length;
  return Float64Array.from({ length: run.count }, (_, r) => {
    if (measure.way === "final") return paths[r * T + T - 1];
    let sum = 0;
    for (let m = 0; m < T; m++) sum += paths[r * T + m];
    return sum / T;
  });
}

export function createWorlds(model, lesson, measures) {
  const kept = new Map();
  const counted = measures[lesson.outcome.name];
  const keep = [
    ...new Set([
      lesson.outcome.path,
      ...Object.values(measures)
        .map((one) => one.variable)
        .filter(Boolean),
    ]),
  ];

  /** Return the overrides of World A and of World B. */
  function asked(state) {
    const shared = {};
    const own = {};
    for (const [key, value] of Object.entries(state.changes))
      (SHARED_KEYS.includes(key) ? shared : own)[key] = value;
    const a = { ...lesson.given, ...shared };
    return { a, b: { ...a, ...own } };
  }

  /** Return a plan and the run of some twins; the last few are kept, so that World A is run once. */
  function ran(scenario, overrides, seed, first, count) {
    const name = JSON.stringify([scenario, overrides, seed, first, count]);
    let held = kept.get(name);
    if (!held) {
      const plan = model.plan(scenario, overrides);
      held = { plan, run: model.run(plan, { seed, first, count, keep }) };
    }
    // The one last used moves to the end; what has not been used for longest goes.
    kept.delete(name);
    kept.set(name, held);
    if (kept.size > 8) kept.delete(kept.keys().next().value);
    return held;
  }

  function happens(value) {
    const { above, below } = lesson.outcome;
    return above !== undefined && above !== null ? value > above : value < below;
  }

  /** Return the comparison of both worlds over the twins from `first` on. */
  function compare(state, first = 0, count = SHOWN) {
    const overrides = asked(state);
    const a = ran(state.scenario, overrides.a, state.seed, first, count);
    const same = JSON.stringify(overrides.a) === JSON.stringify(overrides.b);
    const b = same ? a : ran(state.scenario, overrides.b, state.seed, first, count);
    const endA = measureOf(a.run, counted);
    const endB = measureOf(b.run, counted);
    const kinds = new Uint8Array(count);
    const counts = [0, 0, 0, 0];
    for (let r = 0; r < count; r++) {
      const [hitA, hitB] = [happens(endA[r]), happens(endB[r])];
      kinds[r] = hitA && hitB ? 0 : hitB ? 1 : hitA ? 2 : 3;
      counts[kinds[r]]++;
    }
    const path = lesson.outcome.path;
    return {
      count,
      same,
      overrides,
      planA: a.plan,
      planB: b.plan,
      runA: a.run,
      runB: b.run,
      months: a.plan.months,
      T: a.plan.months.length,
      pathA: a.run.path(path),
      pathB: b.run.path(path),
      endA,
      endB,
      kinds,
      counts,
      hitsA: counts[0] + counts[2],
      hitsB: counts[0] + counts[1],
      measured: (name) => [measureOf(a.run, measures[name]), measureOf(b.run, measures[name])],
    };
  }

  /** Return in how many of `count` twins the outcome happens, and each twin's value, for any overrides. */
  function measured(state, overrides, count = SHOWN) {
    const plan = model.plan(state.scenario, overrides);
    const run = model.run(plan, {
      seed: state.seed,
      first: 0,
      count,
      keep: counted.variable ? [counted.variable] : [],
    });
    const values = measureOf(run, counted);
    return { values, hits: Uint8Array.from(values, (value) => (happens(value) ? 1 : 0)) };
  }

  return { asked, compare, measured, happens };
}

/** Return the first month in which any recorded number of two histories differs, or -1. */
export function partingMonth(historyA, historyB, names, T) {
  let parting = T;
  for (const name of names) {
    const [a, b] = [historyA.value(name), historyB.value(name)];
    for (let m = 0; m < parting; m++) {
      if (a[m] !== b[m]) {
        parting = m;
        break;
      }
    }
  }
  return parting === T ? -1 : parting;
}
