"""One replicate month by month, as the engine runs it, with a name for what lies in its memory."""

import numpy as np

from sim.engine.code import LANES, code
from sim.engine.plan import compile_world
from sim.engine.replicate import begin, move
from sim.engine.table import BEFORE, DRAW, FLOW, ROWS, STATE, new_table, new_work
from sim.scenario import load
from sim.spec.chance import split_seed
from sim.spec.streams import STREAMS
from sim.spec.variables import STATE_FIELDS
from sim.tracing.month import trace_draws
from tests.tracing.interpreter import outputs


class Replicate:
    """A replicate of a timeline, before its first month."""

    def __init__(self, timeline, seed=1, replicate=0, how=None):
        self.timeline, self.how = timeline, how or code(1)
        self.address = (*split_seed(seed), replicate)
        self.work = new_work(timeline)
        begin(self.how.draw, timeline, self.work, *self.address)
        column = self.work.table[:, 0]
        self.state, self.flow = column[STATE:FLOW], column[FLOW:DRAW]
        self.draws, self.before = column[DRAW : DRAW + len(STREAMS)], column[BEFORE:]
        self.parameters = self.work.parameters[:, :, 0]

    def run(self, *months):
        """Run months by their numbers in the timeline; return the state, which is overwritten."""
        for m in months:
            move(self.how.step, self.timeline, self.work, *self.address, m)
        return self.state

    def traits(self, m):
        """Return the traits of the leaders in office."""
        return self.work.traits[self.timeline.trait_slot[m], 0]

    def named(self, kind, values):
        """Return numbers by the names of a named tuple."""
        return dict(zip(kind._fields, np.asarray(values).tolist(), strict=True))


class Months:
    """Some replicates of a world as they stand before a month: in a table, and by name."""

    def __init__(self, world, m, lanes=LANES):
        timeline = compile_world(load(world)).timeline
        self.runs = [Replicate(timeline, 3, k) for k in range(lanes)]
        for run in self.runs:
            run.run(*range(m))
        self.timeline, self.m, segment = timeline, m, timeline.segment[m]
        self.table = new_table(ROWS, lanes)
        self.traits = new_table(len(timeline.trait_low), lanes)
        self.parameters = new_table(*timeline.parameters.shape, lanes)
        for lane, run in enumerate(self.runs):
            self.table[:, lane] = run.work.table[:, 0]
            self.traits[:, lane] = run.work.traits[:, 0]
            self.parameters[:, :, lane] = run.parameters
        self.own, self.slots = self.parameters[segment], timeline.trait_slot[m]
        drawn = {"at": (*split_seed(3), 0, int(timeline.month_number[m]))}
        self.draws = []
        for lane, run in enumerate(self.runs):
            run.run(m)  # its draws are this month's now
            self.draws.append(run.draws.tolist())
            self.table[DRAW : DRAW + len(run.draws), lane] = run.draws
            self.table[BEFORE : BEFORE + len(STATE_FIELDS), lane] = run.before[: len(STATE_FIELDS)]
        assert outputs(trace_draws(), drawn)["d"] == self.draws[0]

    def given(self):
        """What a step is given, but for the address of its draws."""
        months = self.timeline
        arrays = (months.segment, months.month_number, months.elapsed, months.trait_slot)
        memory = (self.table, self.traits, self.parameters)
        return (*memory, *arrays, months.switches, months.inputs, self.m)

    def named(self):
        """What each replicate's month reads, by group."""
        for lane, draws in enumerate(self.draws):
            yield {
                "on": self.timeline.switches[self.timeline.segment[self.m]].tolist(),
                "s": self.table[BEFORE : BEFORE + len(STATE_FIELDS), lane].tolist(),
                "t": self.traits[self.slots, lane].tolist(),
                "i": self.timeline.inputs[self.m].tolist(),
                "d": draws,
                "p": self.own[:, lane].tolist(),
                "time": (float(self.timeline.elapsed[self.m]),),
            }
