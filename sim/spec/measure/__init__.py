"""Measures: what a statement about paths says, as an expression that reads like the sentence."""

from sim.spec.measure.expression import ARITHMETIC, COMPARED, TRAIT_PANELS, Measure
from sim.spec.measure.panel import Panel
from sim.spec.measure.vocabulary import VOCABULARY

__all__ = ["ARITHMETIC", "COMPARED", "TRAIT_PANELS", "VOCABULARY", "Measure", "Panel"]
