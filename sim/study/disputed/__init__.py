"""Signs that the articles dispute, as maps: where an effect is up, where down, and why."""

from sim.methods.effect_map.cells import (
    COLUMNS,
    LEAST,
    MOST,
    MapCells,
    map_cells,
    runs_of,
    term_effects,
)
from sim.methods.effect_map.dispute import Axis, Dispute, Outcome, Term, neutral, world_at
from sim.study.disputed.disputes import DISPUTES
from sim.study.disputed.interpretation import read_signs, sentences
from sim.study.disputed.page import report

__all__ = [
    "COLUMNS",
    "DISPUTES",
    "LEAST",
    "MOST",
    "Axis",
    "Dispute",
    "MapCells",
    "Outcome",
    "Term",
    "map_cells",
    "neutral",
    "read_signs",
    "report",
    "runs_of",
    "sentences",
    "term_effects",
    "world_at",
]
