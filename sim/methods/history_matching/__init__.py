"""History matching: which draws of parameters the record leaves, and what follows."""

from sim.methods.history_matching.match import history_match
from sim.methods.history_matching.matched import Matched
from sim.methods.history_matching.wanted import Wanted, wanted_of

__all__ = ["Matched", "Wanted", "history_match", "wanted_of"]
