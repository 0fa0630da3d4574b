"""What drives an outcome: by design over keys' ranges, or from what a run's replicates drew."""

from sim.methods.drivers.alone import one_at_a_time
from sim.methods.drivers.by_design import sensitivity
from sim.methods.drivers.dependence import partial_dependence
from sim.methods.drivers.drawn_data import cases
from sim.methods.drivers.given_data import drivers
from sim.methods.drivers.indices import METHODS
from sim.methods.drivers.rank import DECIDED, UNDECIDED

__all__ = [
    "DECIDED",
    "METHODS",
    "UNDECIDED",
    "cases",
    "drivers",
    "one_at_a_time",
    "partial_dependence",
    "sensitivity",
]
