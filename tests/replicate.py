"""One replicate month by month, as the engine runs it, with a name for what lies in its memory."""

import numpy as np

from sim.engine.code import code
from sim.engine.march import begin, move
from sim.engine.table import BEFORE, DRAW, FLOW, STATE, new_work
from sim.spec.chance import split_seed
from sim.spec.streams import STREAMS


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
