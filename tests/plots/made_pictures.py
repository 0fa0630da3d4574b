"""One of each picture of a question, drawn of made numbers."""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import xarray as xr

from sim import plots
from sim.analysis import compare
from sim.spec.instruments import CHOICE_FIELDS
from sim.spec.preferences import DYADS
from tests.analysis.made import MadeResults, made_months, made_results, made_world

NAMES = ("second_trump_term", "neglect", "biden_style_mediation")
MEDIATION, HARD_LINE = "leaders.washington.mediation", "leaders.seoul.history_hard_line"
RELATION = "relation_jpn_kor"


def effect_of(results, base: int = 0, alternative: int = 1):
    return compare(results, results, base_point=base, alternative_point=alternative)


@dataclass
class KeptMonths(MadeResults):
    """Results of two points that kept the months of a relation."""

    months: tuple[np.ndarray, np.ndarray] = ()

    def column(self, name, point):
        return self.months[point]


def months_effect(gap, count: int = 60, *, noise: float = 0.05):
    """A comparison in which the alternative is higher by a gap that each month has."""
    made = made_results(NAMES[:2], count=count, months=len(gap))
    draws = np.random.default_rng(1)
    base = np.clip(draws.normal(0.3, 0.2, (count, len(gap))), -1, 1)
    other = base + np.asarray(gap) + draws.normal(0, noise, base.shape)
    return effect_of(KeptMonths(**vars(made), months=(base, other)))


def grid_results(across=(0.0, 0.5, 1.0), up=(0.1, 0.9), *, step: float = 0.05, count: int = 60):
    """A grid of one scenario in two keys; a key with one value is none."""
    asked = [{MEDIATION: a, HARD_LINE: b} for b in up for a in across]
    results = made_results(("neglect",) * len(asked), count=count, step=step)
    results.points["overrides"] = [json.dumps(one) for one in asked]
    return results


def waiting_table(share: float, *, half: float = 0.02, months: int = 24, **said) -> pd.DataFrame:
    index = pd.date_range("2025-01", periods=months, freq="MS", name="month")
    waiting = np.linspace(1.0, 1.0 - share, months)
    table = pd.DataFrame(
        {
            "at_risk": 400,
            "events": 1,
            "waiting": waiting,
            "low": np.where(waiting < 1.0, waiting - half, np.nan),
            "high": np.where(waiting < 1.0, waiting + half, np.nan),
            "reached": 1.0 - waiting,
        },
        index=index,
    )
    table.attrs = {
        "condition": "relation_jpn_kor < 0",
        "never": 1.0 - share,
        "median": np.nan,
        "replicates": 400,
        "seed": 1,
    } | said
    return table


def event_table(size: float = 0.2, *, half: float = 0.05, names=(RELATION,)) -> pd.DataFrame:
    offsets = np.arange(-6, 7)
    gap = np.where(offsets >= 0, -size, 0.0)
    rows = [
        pd.DataFrame(
            {
                "variable": name,
                "offset": offsets,
                "event": 0.3 + gap,
                "without": 0.3,
                "difference": gap,
                "se": half / 1.96,
                "low": gap - half,
                "high": gap + half,
            }
        )
        for name in names
    ]
    table = pd.concat(rows).set_index(["variable", "offset"])
    table.attrs = {
        "condition": "reversal_event > 0",
        "events": 48,
        "used": 40,
        "beside": 35,
        "balance": 0.1,
        "replicates": 400,
        "seed": 1,
        "level": 0.95,
    }
    return table


def swing_table(size: float = 0.2, *, se: float | None = 0.01) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "low_value": [0.0, 0.2],
            "high_value": [1.0, 0.8],
            "at_low": [0.45 - size, 0.44],
            "at_high": [0.45 + size, 0.455],
            "base": 0.45,
        },
        index=pd.Index([MEDIATION, "parameters.memory_gain"], name="key"),
    )
    if se is not None:
        table["se"] = se
    table.attrs = {"outcome": "jpn_kor_final", "replicates": 200, "seed": 1}
    return table


def trajectories(count: int = 12, *, shift: float = 0.0, seed: int = 1, spread: float = 0.05):
    """Months of made histories: relations that wander, and all else that is told of them."""
    world = made_world("second_trump_term")
    draws = np.random.default_rng(seed)
    months = made_months(world)
    size = (count, len(months))
    walk = np.cumsum(draws.normal(0, spread, (*size, len(DYADS))), axis=1)
    drift = shift * np.linspace(0.0, 1.0, len(months))[None, :, None]
    flags = ("settlement_event", "summit_event", "reversal_event", "test_event", "trilateral_event")
    found = xr.Dataset(
        {
            "relation": (("replicate", "month", "dyad"), np.clip(walk + drift, -1, 1)),
            "choice": (
                ("replicate", "month", "instrument"),
                draws.integers(0, 2, (*size, len(CHOICE_FIELDS))).astype(float),
            ),
            **{name: (("replicate", "month"), (draws.random(size) < 0.1) * 1.0) for name in flags},
        },
        coords={
            "replicate": np.arange(count),
            "month": months,
            "dyad": list(DYADS),
            "instrument": list(CHOICE_FIELDS),
        },
        attrs={"scenario": "second_trump_term", "overrides": "{}", "digest": "x", "seed": "1"},
    )
    three = found["relation"].sel(dyad=["JPN-KOR", "JPN-USA", "KOR-USA"])
    return found.assign(triangle=(three <= 0.0).sum("dyad").astype(float))


@cache
def _three():
    return made_results(NAMES, count=400)


@cache
def _histories(shift: float = 0.0):
    return trajectories(shift=shift)


#: Name of a public function to a picture that it draws.
_DRAWN: dict = {
    "ecdf": lambda: plots.ecdf(_three(), "jpn_kor_final"),
    "quantile_shift": lambda: plots.quantile_shift(effect_of(_three()), "jpn_kor_final"),
    "effect_by_month": lambda: plots.effect_by_month(months_effect(np.linspace(0.0, 0.2, 24))),
    "effect_forest": lambda: plots.effect_forest(effect_of(_three()), ["jpn_kor_final", "summits"]),
    "raincloud": lambda: plots.raincloud(_three(), "jpn_kor_final"),
    "survival": lambda: plots.survival({"neglect": waiting_table(0.2), "b": waiting_table(0.4)}),
    "event_study": lambda: plots.event_study(event_table(names=(RELATION, "grievance", "trust"))),
    "twins": lambda: plots.twins(_histories(), _histories(0.4), RELATION),
    "tornado": lambda: plots.tornado(swing_table()),
    "heat_map": lambda: plots.heat_map(grid_results(), "jpn_kor_final"),
    "response": lambda: plots.response(grid_results(), "jpn_kor_final"),
    "network": lambda: plots.network(_histories(), "2025-06", world=made_world(NAMES[0])),
    "history": lambda: plots.history(_histories(), 3, world=made_world(NAMES[0])),
}
QUESTIONS = tuple(_DRAWN)


@cache
def question(name: str):
    """One of these pictures, drawn once."""
    return _DRAWN[name]()
