// The months of twins, as sim/engine/march.py runs them: begin, month after month, outcomes.
//
// Twins of one seed share their draws, whatever the world: they are drawn once and kept. So is the
// state in which the months before the window leave each twin: a lever of the window runs no more
// than the window.

const MOST_KEPT = 48 * 2 ** 20; // bytes of draws: some 100 twins over 50 years, also on a phone
const PER_REPLICATE = 0; // the month slot of draws that hold throughout, as in sim/spec/chance.py

export class March {
  constructor(form, layout) {
    this.form = form;
    this.layout = layout;
    this.lanes = form.lanes;
    const { memory, lanes } = form;
    this.table = memory.take(8 * lanes * layout.rows);
    this.chances = memory.take(8 * lanes * layout.chanceCount);
    this.bins = memory.take(lanes * layout.fanned.length);
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

  // Return the address of a month's draws of the twins from `row` on.
  drawsOf(row, month) {
    const key = month * 4294967296 + row;
    const known = this.drawsAt.get(key);
    if (known !== undefined) return known;
    const size = 8 * this.lanes * this.layout.draws;
    const keeps = this.ceiling - this.floor + size <= MOST_KEPT;
    const at = keeps ? this.form.memory.take(size) : this.spare;
    for (let lane = 0; lane < this.lanes; lane++) {
      this.form.draws(at + 8 * lane, this.low, this.high, row + lane, month);
    }
    if (keeps) {
      this.drawsAt.set(key, at);
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
      held.set(twin, u);
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
    plan.switches.forEach((on, k) => { I.fill(on ? -1 : 0, (at.switches >> 2) + 2 * k, (at.switches >> 2) + 2 * k + 2); });
    return at;
  }

  // Set traits and parameters of the twins from `row` on, and their state before all months.
  begin(plan, at, row) {
    const { lanes } = this;
    const { F } = this.form.memory;
    const table = this.table >> 3;
    F.fill(0, table + lanes * this.layout.tally, table + lanes * this.layout.rows);
    for (let lane = 0; lane < lanes; lane++) {
      const twin = row + lane;
      plan.start.forEach((value, k) => { F[table + k * lanes + lane] = value; });
      const traits = (at.traits >> 3) + lane, parameters = (at.parameters >> 3) + lane;
      plan.traitLow.forEach((low, k) => {
        const span = plan.traitSpan[k];
        F[traits + k * lanes] = low + span * (span === 0 ? 0 : this.drawn(twin, plan.traitBlock[k]));
      });
      plan.parameters.forEach((value, k) => { F[parameters + k * lanes] = value; });
      const set = plan.set;
      if (set) {
        const drawn = set.rows[Math.floor(this.drawn(twin, plan.setBlock) * set.rows.length)];
        plan.setTakes.forEach(([place, k]) => { F[parameters + place * lanes] = drawn[k]; });
      }
      for (const { place, span, block } of plan.ranged) {
        F[parameters + place * lanes] += span * this.drawn(twin, block);
      }
    }
  }

  move(plan, at, row, m) {
    const p = plan.segment[m] * plan.parameterCount * this.lanes, s = plan.segment[m] * plan.switchCount;
    this.form.step(
      this.table, this.drawsOf(row, plan.monthNumber[m]), at.traits, at.slots + 4 * m * plan.traitCount,
      at.parameters + 8 * p, at.switches + 8 * s, at.inputs + 8 * m * plan.inputCount, this.chances,
      plan.elapsed[m],
    );
  }

  // Bring the twins from `row` on to the first month of the window.
  approach(plan, at, row) {
    const { F } = this.form.memory, size = this.lanes * this.layout.stateCount, table = this.table >> 3;
    this.begin(plan, at, row);
    if (plan.firstRecorded === 0) return;
    const known = this.before.get(plan.before) ?? new Map();
    const state = known.get(row);
    if (state) {
      F.set(state, table);
      return;
    }
    for (let m = 0; m < plan.firstRecorded; m++) this.move(plan, at, row, m);
    // Memory may have grown, and its views with it.
    known.set(row, this.form.memory.F.slice(table, table + size));
    if (!this.before.has(plan.before)) {
      if (this.before.size > 3) this.before.delete(this.before.keys().next().value);
      this.before.set(plan.before, known);
    }
  }

  // Run twins `first` to `first + count - 1`. For every recorded month and twin, `look(t, twin)` is
  // called; `ended(twin)` once its outcomes are there. Both read `value` and `outcome`.
  run(plan, first, count, look, ended) {
    const { lanes } = this, { memory } = this.form, months = plan.segment.length;
    const recorded = months - plan.firstRecorded;
    // Twins go in pairs that begin at even numbers, so that what is kept of them serves again.
    const from = first - (first % lanes), until = first + count;
    this.prepare(plan, from, until);
    const held = memory.taken, at = this.load(plan);
    for (let row = from; row < until; row += lanes) {
      this.approach(plan, at, row);
      for (let m = plan.firstRecorded; m < months; m++) {
        const t = m - plan.firstRecorded;
        this.move(plan, at, row, m);
        this.form.observe(this.table, this.bins, t, recorded);
        for (let lane = 0; lane < lanes; lane++) {
          const twin = row + lane;
          if (twin >= first && twin < until) look(t, twin, lane);
        }
      }
      this.form.conclude(this.table, recorded);
      for (let lane = 0; lane < lanes; lane++) {
        const twin = row + lane;
        if (twin >= first && twin < until) ended(twin, lane);
      }
    }
    memory.release(held);
  }

  // Draw all that can be kept before a plan is laid above it.
  prepare(plan, from, until) {
    this.form.memory.release(this.ceiling);
    for (let row = from; row < until; row += this.lanes) {
      const known = this.before.get(plan.before)?.has(row);
      const m0 = known ? plan.firstRecorded : 0;
      for (let m = m0; m < plan.monthNumber.length; m++) {
        if (this.drawsOf(row, plan.monthNumber[m]) === this.spare) return;
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
