"""Boxes: ranges of few keys within which a condition holds much more often than outside.

PRIM (Friedman and Fisher 1999) of the EMA Workbench peels thin slices off until a box holds mostly
cases of interest. A box that was sought looks better than it is, so its figures are told of cases
that took no part in the search.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import prob_ci
from sim.methods.extra import extra

__all__ = ["DECIDED", "Found", "find_boxes"]

#: A limit is decided at this quasi-p-value, where so many of the resamples have one of the key.
#: Assumed: the usual level, and at least every other resample.
_SURE, _REPRODUCED = 0.05, 0.5

#: Resamples of half the cases each, as the Workbench takes them.
_RESAMPLES = 10

DECIDED, UNDECIDED = "decided", "undecided"


class Found(NamedTuple):
    """Boxes, a row each, and their limits, a row a limit."""

    boxes: pd.DataFrame
    limits: pd.DataFrame


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Seed numpy's own generator, which the Workbench resamples with, and put it back."""
    before = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


def find_boxes(
    sought: tuple[pd.DataFrame, NDArray[np.bool_]],
    kept: tuple[pd.DataFrame, NDArray[np.bool_]],
    *,
    boxes: int,
    peel: float,
    seed: int,
    level: float,
) -> Found:
    """Return the boxes that PRIM finds in some cases, told of others.

    Parameters
    ----------
    sought, kept : cases and whether the condition holds in each
        Those that boxes are sought in, and those that they are told of.
    boxes : how many are sought, each in what the ones before leave
    peel : share of the cases that a step peels off

    Returns
    -------
    Found
        Of each box the one with the best balance of coverage and density on its way (the largest
        harmonic mean).
    """
    prim = extra("ema_workbench.analysis.prim")
    x, holds = sought
    left = np.ones(len(kept[0]), dtype=bool)
    told, limits = [], []
    for number in range(boxes):
        if not holds.any() or holds.all():
            break
        # What lies above the threshold is of interest, which also is the least density of a box.
        # The Workbench seeks further boxes itself, but cannot resample them.
        box = prim.Prim(x, holds, threshold=1e-9, peel_alpha=peel).find_box()
        path = box.peeling_trajectory
        coverage, density = path["coverage"].to_numpy(), path["density"].to_numpy()
        step = int(np.argmax(2.0 * coverage * density / np.maximum(coverage + density, 1e-12)))
        if not box.qp[step]:  # nothing is better than all cases together
            break
        with _seeded(seed + number):
            again = box.resample(step, iterations=_RESAMPLES)["reproduce coverage"] / 100.0
        own = _limits(box, step, again)
        within = _within(kept[0], own)
        told.append(
            {"box": number, **_figures(path.iloc[step], kept[1], within & left, left, level)}
        )
        left &= ~within
        rest = ~_within(x, own)
        x, holds = x[rest].reset_index(drop=True), holds[rest]
        limits.append(own.assign(box=number))
    if not told:
        return Found(pd.DataFrame(), pd.DataFrame())
    return Found(
        pd.DataFrame(told).set_index("box"),
        pd.concat(limits).set_index("box", append=True).swaplevel().sort_index(level=0),
    )


def _limits(box: Any, step: int, again: pd.Series) -> pd.DataFrame:
    """Return the limits of a box, a row a key; NaN where a side is free."""
    rows = {}
    for key, (below, above) in box.qp[step].items():
        low, high = (float(end) for end in box.box_lims[step][key])
        p = [float("nan") if one < 0.0 else float(one) for one in (below, above)]
        ends = [
            float("nan") if np.isnan(one) else end for one, end in zip(p, (low, high), strict=True)
        ]
        share = float(again.get(key, 0.0))
        sure = np.nanmax(p) <= _SURE and share >= _REPRODUCED
        says = DECIDED if sure else UNDECIDED
        rows[key] = (*ends, *p, share, says)
    columns = ["low", "high", "qp_low", "qp_high", "reproduced", "says"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("key")


def _within(x: pd.DataFrame, limits: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which cases lie within all limits."""
    found = np.ones(len(x), dtype=bool)
    for key, row in limits.iterrows():
        values = x[str(key)].to_numpy()
        found &= ~(values < row["low"]) & ~(values > row["high"])
    return found


def _figures(
    sought: pd.Series,
    holds: NDArray[np.bool_],
    within: NDArray[np.bool_],
    left: NDArray[np.bool_],
    level: float,
) -> dict[str, Any]:
    """Return what a box is worth, in the cases kept apart."""
    cases, hits, all_hits = int(within.sum()), int(holds[within].sum()), int(holds.sum())
    base = float(holds[left].mean()) if left.any() else float("nan")
    found = {
        "keys": int(sought["res_dim"]),
        "sought_density": float(sought["density"]),
        "sought_coverage": float(sought["coverage"]),
        "cases": cases,
        "mass": cases / len(holds),
        "base": base,
    }
    nothing = (float("nan"),) * 3
    density = prob_ci(hits, cases, level=level) if cases else None
    share = prob_ci(hits, all_hits, level=level) if all_hits else None
    for name, one in (("density", density), ("coverage", share)):
        value, low, high = nothing if one is None else (one.value, one.low, one.high)
        found |= {name: value, f"{name}_low": low, f"{name}_high": high}
    sure = density is not None and density.low > base
    return {**found, "says": DECIDED if sure else f"{UNDECIDED}: no denser than all cases"}
