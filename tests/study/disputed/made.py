"""Maps with numbers made up, so that what is read from them is known beforehand."""

import numpy as np
import pandas as pd

from sim.study.disputed import COLUMNS, Axis, Dispute, MapCells, Outcome, Term

__all__ = ["OUTCOME", "made_map", "made_terms"]

OUTCOME = Outcome("Ties [−1 to 1]", "mean(relation_jpn_kor)", "warmer", "cooler", "one side", "")

DISPUTE = Dispute(
    key="made",
    title="A made map",
    question="Up or down?",
    scenario="baseline_hindcast",
    first="2012-01",
    last="2012-12",
    setting="",
    changes={},
    thing="the thing",
    contrast="high less low",
    low={},
    high={},
    x=Axis("Across [0 to 1]", ("start.trust",), 0.0, 1.0),
    y=Axis("Along [0 to 1]", ("start.grievance",), 0.0, 1.0),
    outcomes=(OUTCOME,),
    direct=(Term({"parameters.regard_floor": 1.0}, "one × other"),),
    alone=(Term({"parameters.regard_gain": 0.0}, "one alone"),),
)


def made_map(**effects: np.ndarray) -> MapCells:
    """Return a map with these effects (x, y) by drawing, each with an interval of ± 0.1."""
    rows, tilts = [], []
    for drawing, grid in effects.items():
        size = len(grid)
        for (across, along), effect in np.ndenumerate(np.asarray(grid, dtype=float)):
            half = 0.1 if effect else 0.0
            sign = int(effect - half > 0) - int(effect + half < 0)
            rows.append(
                {
                    "map": DISPUTE.key,
                    "outcome": OUTCOME.name,
                    "drawing": drawing,
                    "x": DISPUTE.x.values(size)[across],
                    "y": DISPUTE.y.values(size)[along],
                    "low_arm": 0.0,
                    "high_arm": effect,
                    "effect": effect,
                    "se": half / 1.96,
                    "low": effect - half,
                    "high": effect + half,
                    "p_holm": 0.01 if sign else 1.0,
                    "sign": sign,
                    "replicates": 10,
                }
            )
        numbers = {"effect": np.mean(grid), "tilt_x": np.mean(grid[-1]) - np.mean(grid[0])}
        numbers["tilt_y"] = 0.0
        shared = {"map": DISPUTE.key, "outcome": OUTCOME.name, "drawing": drawing}
        for name, value in numbers.items():
            shared |= {name: value, f"{name}_low": value - 0.01, f"{name}_high": value + 0.01}
        tilts.append(shared)
    cells = pd.DataFrame(rows, columns=list(COLUMNS))
    return MapCells(DISPUTE, cells, pd.DataFrame(tilts), 3, 10, 1)


def made_terms() -> pd.DataFrame:
    """Return effects with one term neutral at a time."""
    kinds = [("with", ""), ("direct", "regard_floor"), ("without", ""), ("alone", "regard_gain")]
    shared = {"map": DISPUTE.key, "outcome": OUTCOME.name, "low": -0.1, "high": 0.1}
    return pd.DataFrame(
        [
            {**shared, "kind": kind, "neutral": name, "effect": 0.2 / place}
            for place, (kind, name) in enumerate(kinds, start=1)
        ]
    )
