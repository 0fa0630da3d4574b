// The months of twins, as sim/engine/march.py runs them: begin, month after month, outcomes.
//
// Twins of one seed share their draws, whatever the world: they are drawn once and kept. So is the
// state in which the months before the window leave each twin: a lever of the window runs no more
// than the window.

const MOST_KEPT = 48 * 2 ** 20; // bytes of draws: some 100 twins over 50 years, also on a phone
const MOST_STARTS = 4; // courses of months before the window that are kept
const KEPT_TWINS = 2000; // beyond these nothing is kept: a page runs tens of thousands once

export class March {
  constructor(form, layout) {
    this.form = form;
    this.layout = layout;
    this.lanes = form.lanes;
    const { memory, lanes } = form;
    this.table = memory.take(8 * lanes * layout.rows);
    this.chances = memory.take(8 * lanes * layout.chanceCount);
    this.bins = memory.take(lanes * layout.histogrammed.length);
    this.spare = memory.take(8 * lanes * layout.draws);
    this.one = memory.take(8 * lanes);
    this.floor = memory.taken;
    this.luck(1);
  }

  // Take another seed: a whole number as BigInt, or a number that is one.
  luck(seed) {
    const whole = BigInt(seed);
    if (whole === this.seed) return;
    this.seed = whole;
    this.low = Number(whole & 0xffffffffn) | 0;
    this.high = Number(whole >> 32n) | 0;
    this.drawsAt = new Map();
    this.held = new Map(); // draws that hold for a twin, by block
    this.before = new Map(); // states before the window, by what was run
    this.form.memory.release(this.floor);
    this.ceiling = this.floor;
  }

  // Return where the draws of the twins from `row` on stand, by month.
  drawsOf(row) {
    if (row >= KEPT_TWINS) return new Map();
    let known = this.drawsAt.get(row);
    if (!known) this.drawsAt.set(row, (known = new Map()));
    return known;
  }

  // Return the address of a month's draws of the twins from `row` on.
  draw(known, row, month) {
    const size = 8 * this.lanes * this.layout.draws;
    const keeps = row < KEPT_TWINS && this.ceiling - this.floor + size <= MOST_KEPT;
    const at = keeps ? this.form.memory.take(size) : this.spare;
    for (let lane = 0; lane < this.lanes; lane++) {
      this.form.draws(at + 8 * lane, this.low, this.high, row + lane, month);
    }
    if (keeps) {
      known.set(month, at);
      this.ceiling = this.form.memory.taken;
    }
    return at;
  }

  // Return the uniform of a block that holds for one twin throughout.
  drawn(twin, block) {
    let held = this.held.get(block);
    if (!held) this.held.set(block, (held = new Map()));
    let u = held.get(twin);
    if (u === undefined) {
      this.form.drawn(this.one, this.low, this.high, twin, block);
      u = this.form.memory.F[this.one >> 3];
      if (twin < KEPT_TWINS) held.set(twin, u);
    }
    return u;
  }

  // Write a plan into memory; return where its parts lie. Nothing else is taken while it runs.
  load(plan) {
    const { memory, lanes } = this.form;
    const at = {
      traits: memory.take(8 * lanes * plan.traitLow.length),
      parameters: memory.take(8 * lanes * plan.segments.length * plan.parameterCount),
      slots: memory.take(4 * plan.slots.length),
      switches: memory.take(8 * plan.switches.length),
      inputs: memory.take(8 * plan.inputs.length),
    };
    const { F, I } = memory;
    F.set(plan.inputs, at.inputs >> 3);
    plan.slots.forEach((slot, k) => { I[(at.slots >> 2) + k] = 8 * lanes * slot; });
    plan.switches.forEach((on, k) => {
      const word = (at.switches >> 2) + 2 * k;
      I.fill(on ? -1 : 0, word, word + 2);
    });
    // What no twin draws is the same for all.
    for (let lane = 0; lane < lanes; lane++) {
      plan.traitLow.forEach((low, k) => { F[(at.traits >> 3) + k * lanes + lane] = low; });
      plan.parameters.forEach((value, k) => { F[(at.parameters >> 3) + k * lanes + lane] = value; });
    }
    return at;
  }

  // Draw traits and parameters of the twins from `row` on, of segments from `since` on.
  begin(plan, at, row, since) {
    const { lanes } = this, { F } = this.form.memory, { set } = plan;
    for (let lane = 0; lane < lanes; lane++) {
      const twin = row + lane;
      const traits = (at.traits >> 3) + lane, parameters = (at.parameters >> 3) + lane;
      for (const { place, segment, low, span, block } of plan.rangedTraits) {
        if (segment >= since) F[traits + place * lanes] = low + span * this.drawn(twin, block);
      }
      if (set) {
        const drawn = set.rows[Math.floor(this.drawn(twin, plan.setBlock) * set.rows.length)];
        for (const [place, k] of plan.setTakes) F[parameters + place * lanes] = drawn[k];
      }
      for (const { place, low, span, block } of plan.ranged) {
        F[parameters + place * lanes] = low + span * this.drawn(twin, block);
      }
    }
  }

  move(plan, at, known, row, m) {
    const month = plan.monthNumber[m], segment = plan.segment[m];
    this.form.step(
      this.table, known.get(month) ?? this.draw(known, row, month), at.traits,
      at.slots + 4 * m * plan.traitCount, at.parameters + 8 * this.lanes * plan.parameterCount * segment,
      at.switches + 8 * plan.switchCount * segment, at.inputs + 8 * plan.inputCount * m, this.chances,
      plan.elapsed[m],
    );
  }

  // Bring the twins from `row` on to the first month of the window.
  approach(plan, at, known, row) {
    const { F } = this.form.memory, { lanes, layout } = this, table = this.table >> 3;
    F.fill(0, table + lanes * layout.tally, table + lanes * layout.rows);
    const state = this.before.get(plan.before)?.get(row);
    this.begin(plan, at, row, state ? plan.segments.length - 1 : 0);
    if (state) {
      F.set(state, table);
      return;
    }
    plan.start.forEach((value, k) => F.fill(value, table + lanes * k, table + lanes * (k + 1)));
    if (plan.firstRecorded === 0) return;
    for (let m = 0; m < plan.firstRecorded; m++) this.move(plan, at, known, row, m);
    this.keep(plan, row, F.slice(table, table + lanes * layout.stateCount));
  }

  keep(plan, row, state) {
    if (row >= KEPT_TWINS) return;
    if (!this.before.has(plan.before)) {
      if (this.before.size >= MOST_STARTS) this.before.delete(this.before.keys().next().value);
      this.before.set(plan.before, new Map());
    }
    this.before.get(plan.before).set(row, state);
  }

  // Run twins `first` to `first + count - 1`. For every recorded month and twin, `look(t, twin)` is
  // called; `ended(twin)` once its outcomes are there. Both read `value` and `outcome`.
  run(plan, first, count, look, ended) {
    const { lanes, form } = this, months = plan.segment.length;
    const recorded = months - plan.firstRecorded;
    // Twins go in pairs that begin at even numbers, so that what is kept of them serves again.
    const from = first - (first % lanes), until = first + count;
    this.prepare(plan, from, until);
    const at = this.load(plan);
    for (let row = from; row < until; row += lanes) {
      const known = this.drawsOf(row);
      const low = Math.max(0, first - row), high = Math.min(lanes, until - row);
      this.approach(plan, at, known, row);
      for (let m = plan.firstRecorded; m < months; m++) {
        const t = m - plan.firstRecorded;
        this.move(plan, at, known, row, m);
        form.observe(this.table, this.bins, t, recorded);
        for (let lane = low; lane < high; lane++) look(t, row + lane, lane);
      }
      form.conclude(this.table, recorded);
      for (let lane = low; lane < high; lane++) ended(row + lane, lane);
    }
    form.memory.release(this.ceiling);
  }

  // Draw all that can be kept before a plan is laid above it: what lies in memory never moves.
  prepare(plan, from, until) {
    this.form.memory.release(this.ceiling);
    for (let row = from; row < until; row += this.lanes) {
      const known = this.drawsOf(row), there = this.before.get(plan.before)?.has(row);
      for (let m = there ? plan.firstRecorded : 0; m < plan.monthNumber.length; m++) {
        const month = plan.monthNumber[m];
        if (!known.has(month) && this.draw(known, row, month) === this.spare) return;
      }
    }
  }

  value(row, lane) {
    return this.form.memory.F[(this.table >> 3) + row * this.lanes + lane];
  }

  outcome(k, lane) {
    return this.value(this.layout.tally + k, lane);
  }

  chance(k, lane) {
    return this.form.memory.F[(this.chances >> 3) + k * this.lanes + lane];
  }

  bin(f, lane) {
    return this.form.memory.U[this.bins + f * this.lanes + lane];
  }
}
