"""What an answer is owed to: shares of changes, one thing taken away, one source unread."""

from sim.methods.attribution.ablation import Ablation, ablate, each_switch_off, shown
from sim.methods.attribution.attribute import attribute
from sim.methods.attribution.between import Between, between
from sim.methods.attribution.leave_out import leave_out
from sim.methods.attribution.shapley import Shares, shapley
from sim.methods.attribution.without_source import SECTIONS, resting_on, rests_on, without_source

__all__ = [
    "SECTIONS",
    "Ablation",
    "Between",
    "Shares",
    "ablate",
    "attribute",
    "between",
    "each_switch_off",
    "leave_out",
    "resting_on",
    "rests_on",
    "shapley",
    "shown",
    "without_source",
]
