"""Measures: what a statement about paths says, as an expression that reads like the sentence."""

from sim.analysis.measure.expression import TRAIT_PANELS, Measure
from sim.analysis.measure.panel import Panel
from sim.analysis.measure.vocabulary import VOCABULARY

__all__ = ["TRAIT_PANELS", "VOCABULARY", "Measure", "Panel"]
