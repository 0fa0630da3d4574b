"""From a map's words to its numbers: the paired effect in every cell, in each drawing."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import holm, paired_diff
from sim.methods.effect_map.dispute import Dispute, Term, world_at
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import measured
from sim.runner.progress import Clock
from sim.spec.measure import Measure
from sim.spec.world import World

__all__ = [
    *("COLUMNS", "DRAWINGS", "LEAST", "MOST", "MapCells", "arms_over", "map_cells", "runs_of"),
    *("term_effects",),
]

#: The two drawings, and beside them `bare`, in which the terms that carry the thing alone are
#: neutral too: it is not drawn, it says what the second drawing rests on.
DRAWINGS = ("with", "without")
_ALL = (*DRAWINGS, "bare")

#: Cells along each side.
LEAST, MOST = 3, 15

COLUMNS = (
    *("map", "outcome", "drawing", "x", "y", "low_arm", "high_arm"),
    *("effect", "se", "low", "high", "p_holm", "sign", "replicates"),
)


@dataclass(frozen=True)
class MapCells:
    """What was found of one map.

    Attributes
    ----------
    cells : DataFrame
        A row a cell, outcome and drawing: COLUMNS. `low_arm`, `high_arm` are the means of the
        arms, `effect` their paired difference with its Monte Carlo error and 95 % interval,
        `p_holm` its p-value adjusted for all cells of that drawing, `sign` 1 or −1 where the
        interval excludes 0, else 0.
    tilts : DataFrame
        A row an outcome and drawing: `effect` over the whole map, and how much larger it is in the
        upper than in the lower half of each axis (`tilt_x`, `tilt_y`), each with `_low` and
        `_high` of its 95 % interval, replicate by replicate over all cells.
    """

    dispute: Dispute
    cells: pd.DataFrame
    tilts: pd.DataFrame
    size: int
    replicates: int
    seed: int


def runs_of(dispute: Dispute, size: int) -> int:
    """Return how many runs a map takes, term by term included."""
    return 2 * (
        size * size * len(_ALL) + LEAST * LEAST * (len(dispute.direct) + len(dispute.alone) + 2)
    )


def map_cells(
    dispute: Dispute,
    *,
    size: int,
    replicates: int,
    seed: int,
    **runs: Any,
) -> MapCells:
    """Run every cell of a map, both arms under the same luck, in each drawing.

    All cells of the map share their luck as well.

    Parameters
    ----------
    size, replicates, seed, runs
        As `arms_over` takes them.
    """
    neutralised: dict[str, tuple[Term, ...]] = {
        "with": (),
        "without": dispute.direct,
        "bare": (*dispute.direct, *dispute.alone),
    }
    rows: list[dict[str, object]] = []
    tilts: list[dict[str, object]] = []
    for drawing, terms in neutralised.items():
        low, high = arms_over(dispute, terms, size=size, replicates=replicates, seed=seed, **runs)
        for place, outcome in enumerate(dispute.outcomes):
            shared = {"map": dispute.key, "outcome": outcome.name, "drawing": drawing}
            tilts.append({**shared, **_tilts(high[place] - low[place])})
            rows += [
                {**shared, **row, "replicates": replicates}
                for row in _rows(dispute, low[place], high[place])
            ]
    return MapCells(
        dispute,
        pd.DataFrame(rows, columns=list(COLUMNS)),
        pd.DataFrame(tilts),
        size,
        replicates,
        seed,
    )


def term_effects(dispute: Dispute, **runs: Any) -> pd.DataFrame:
    """Return the effect over a map of LEAST by LEAST cells with one term neutral at a time.

    Parameters
    ----------
    runs : replicates, seed and the others, as `arms_over` takes them

    Returns
    -------
    DataFrame
        A row an outcome and setting, `kind` and `neutral`: 'with' and nothing; 'direct' and one
        direct term; 'without' and all of them; 'alone' and, beside all of them, one term that
        carries the thing alone. `effect` with its 95 % interval `low`, `high`.
    """
    each: dict[tuple[str, str], tuple[Term, ...]] = {
        ("with", ""): (),
        **{("direct", term.name): (term,) for term in dispute.direct},
        ("without", ""): dispute.direct,
        **{("alone", term.name): (*dispute.direct, term) for term in dispute.alone},
    }
    rows = []
    for (kind, name), terms in each.items():
        low, high = arms_over(dispute, terms, size=LEAST, **runs)
        for place, outcome in enumerate(dispute.outcomes):
            over = _mean(high[place] - low[place], "effect")
            rows.append(
                {
                    "map": dispute.key,
                    "outcome": outcome.name,
                    "kind": kind,
                    "neutral": name,
                    "effect": over["effect"],
                    "low": over["effect_low"],
                    "high": over["effect_high"],
                }
            )
    return pd.DataFrame(rows)


def arms_over(
    dispute: Dispute,
    terms: Sequence[Term],
    *,
    size: int,
    replicates: int,
    seed: int,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    clock: Clock | None = None,
    parts: Parts = NOT_KEPT,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what both arms measure over a map, with some terms neutral.

    Parameters
    ----------
    size : cells along each side, LEAST to MOST
    replicates : runs of each arm in each cell, 2 or more
    overrides : changes by name in all cells; what the map itself sets wins
    parts : where the map's answers are kept and found

    Returns
    -------
    low, high : (outcome, x, y, replicate) float64
        Replicate k of both, and of all cells, has the same luck.
    """
    measures = [Measure.parse(outcome.measure, dispute.key) for outcome in dispute.outcomes]
    axes, sides = (dispute.x.values(size), dispute.y.values(size)), (dispute.low, dispute.high)

    def place(x: float, y: float, arm: Mapping[str, Any]) -> World:
        return world_at(dispute, arm, x, y, terms, overrides or {})

    def run() -> pd.DataFrame:
        """Return a column a cell, arm and measure, a row a replicate."""
        columns = []
        for x, y, arm in itertools.product(*axes, sides):
            found = measured(place(x, y, arm), measures, replicates, seed, threads=threads)
            columns += [found[measure.text] for measure in measures]
            if clock is not None:
                clock.add(replicates)
        return pd.DataFrame({str(number): column for number, column in enumerate(columns)})

    # The worlds at the corners, and the values between them, say what all cells are.
    ends = [(values[0], values[-1]) for values in axes]
    asked = [place(x, y, arm).digest() for x in ends[0] for y in ends[1] for arm in sides]
    asked += [repr(axes), str(replicates), str(seed), *(measure.text for measure in measures)]
    counts = 2 * size * size * replicates
    table = parts.table("map", asked, run, clock=clock, counts=counts)
    found = table.to_numpy(dtype=np.float64).T.reshape(size, size, 2, len(measures), replicates)
    low, high = np.ascontiguousarray(found.transpose(2, 3, 0, 1, 4))
    return low, high


def _rows(
    dispute: Dispute, low: NDArray[np.float64], high: NDArray[np.float64]
) -> list[dict[str, object]]:
    """Return the paired effect of every cell of one drawing; arms are (x, y, replicate)."""
    size = low.shape[0]
    rows: list[dict[str, object]] = []
    chances = []
    for across, x in enumerate(dispute.x.values(size)):
        for along, y in enumerate(dispute.y.values(size)):
            one, other = low[across, along], high[across, along]
            found = paired_diff(one, other)
            chances.append(found.p_value)
            rows.append(
                {
                    "x": x,
                    "y": y,
                    "low_arm": one.mean(),
                    "high_arm": other.mean(),
                    "effect": found.difference,
                    "se": found.se,
                    "low": found.low,
                    "high": found.high,
                    "sign": int(found.low > 0.0) - int(found.high < 0.0),
                }
            )
    for row, adjusted in zip(rows, holm(np.array(chances)), strict=True):
        row["p_holm"] = adjusted
    return rows


def _tilts(gaps: NDArray[np.float64]) -> dict[str, float]:
    """Return the effect over the map and its tilt along each axis; gaps are (x, y, replicate)."""
    half = gaps.shape[0] // 2
    return {
        **_mean(gaps, "effect"),
        **_mean(gaps[-half:].mean(axis=0) - gaps[:half].mean(axis=0), "tilt_x"),
        **_mean(gaps[:, -half:].mean(axis=1) - gaps[:, :half].mean(axis=1), "tilt_y"),
    }


def _mean(gaps: NDArray[np.float64], name: str) -> dict[str, float]:
    """Return the mean over cells with its interval over replicates, the last axis."""
    values = gaps.reshape(-1, gaps.shape[-1]).mean(axis=0)
    pairs = paired_diff(np.zeros_like(values), values)
    return {name: pairs.difference, f"{name}_low": pairs.low, f"{name}_high": pairs.high}
