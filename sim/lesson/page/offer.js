// What the page offers to those who drive it by script: the model itself, under the command line's words.

/** Return `triangle`: a promise of readiness, and runs of any world that the page holds. */
export function offerRuns(started) {
  const ready = started.then((page) => {
    if (!page) throw new Error("the model in this page differs from the published one");
    return page;
  });
  const told = ready.then(() => undefined);
  // Nobody may be waiting; a failure is then told by the page alone.
  told.catch(() => {});
  return {
    ready: told,
    async run({ scenario, overrides = {}, seed = 1, twins = 100, outcomes }) {
      const { model } = await ready;
      const plan = model.plan(scenario, overrides);
      const run = model.run(plan, { seed, first: 0, count: twins, keep: ["relation_jpn_kor"] });
      const T = plan.months.length;
      const path = run.path("relation_jpn_kor");
      const names = outcomes ?? model.registry.outcomes.map((outcome) => outcome.name);
      return {
        months: plan.months,
        relation_jpn_kor: Array.from({ length: twins }, (_, r) => path.slice(r * T, r * T + T)),
        outcomes: Object.fromEntries(names.map((name) => [name, run.outcome(name)])),
      };
    },
  };
}
