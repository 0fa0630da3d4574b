"""The record as patterns: facts of 2012 to 2025, what they rest on, and what was forecast."""

from sim.study.patterns.facts import FactScore, fact_table, facts, patterns_of, score_facts
from sim.study.patterns.forecast import VERSIONS, score_forecasts
from sim.study.patterns.mechanisms import QUESTIONS, ablate, shapley
from sim.study.patterns.observed_section import score_lines, swing_lines
from sim.study.patterns.page import Scores, counts, report
from sim.study.patterns.score_words import SCORES, swing_words, verdict_words

__all__ = [
    "QUESTIONS",
    "SCORES",
    "VERSIONS",
    "FactScore",
    "Scores",
    "ablate",
    "counts",
    "fact_table",
    "facts",
    "patterns_of",
    "report",
    "score_facts",
    "score_forecasts",
    "score_lines",
    "shapley",
    "swing_lines",
    "swing_words",
    "verdict_words",
]
