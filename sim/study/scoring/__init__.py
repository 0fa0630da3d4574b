"""The hindcast against observed series: the model and its rivals, scored alike."""

from sim.study.scoring.observed_score import NOT_SCORED, ObservedScore, score_observed
from sim.study.scoring.point import LAST_TRAINED, MEASURES, Measure

__all__ = [
    "LAST_TRAINED",
    "MEASURES",
    "NOT_SCORED",
    "Measure",
    "ObservedScore",
    "score_observed",
]
