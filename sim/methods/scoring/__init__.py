"""The hindcast against observed series: the model and its rivals, scored alike."""

from sim.methods.scoring.observed_score import NOT_SCORED, RIVALS, ObservedScore, score_observed
from sim.methods.scoring.point import HELD_OUT, LAST_TRAINED, MEASURES, POOLED
from sim.methods.scoring.swing import AIM

__all__ = [
    "AIM",
    "HELD_OUT",
    "LAST_TRAINED",
    "MEASURES",
    "NOT_SCORED",
    "POOLED",
    "RIVALS",
    "ObservedScore",
    "score_observed",
]
