"""Tables over worlds: what each ends in, how often things happen, what differs from a reference."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.comparison import compare
from sim.analysis.confidence import critical_z
from sim.analysis.effect import Effect
from sim.analysis.monte_carlo import Interval, harrell_davis, mc_se, prob_ci
from sim.analysis.point import names_of, one_point, outcomes_of
from sim.errors import UnknownName

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["differences", "effects_against", "rate_per_decade", "summary"]


def summary(
    results: "Results", outcomes: Sequence[str] | None = None, *, level: float = 0.95
) -> pd.DataFrame:
    """Return what each world comes to: one row a point and outcome.

    Parameters
    ----------
    outcomes : names, or None for all, one's own among them

    Returns
    -------
    DataFrame
        `scenario`, `point`, its `name` beside the others (see `sim.analysis.Naming`), `outcome`,
        `label`, `unit`, `kind`, `replicates`, those that have an answer (all, but for an outcome of
        one's own that may be NaN), which all else is of; `mean`, `median` with `mean_se`,
        `median_se`; `q05`, `q95`; and for flags and counts `probability`, the share of replicates
        above 0, with its Wilson interval `probability_low`, `probability_high` (nan for other
        kinds).
    """
    declared = results.outcome_specs
    names = list(declared if outcomes is None else outcomes)
    for name in names:
        if name not in declared:
            raise UnknownName("outcome", name, declared)
    rows = []
    naming = names_of(results)
    for point, called in zip(naming.points, naming.names, strict=True):
        table = outcomes_of(results, point.number)
        for name in (name for name in names if name in table):
            values, spec = table[name].dropna().to_numpy(dtype=np.float64), declared[name]
            if not len(values):
                values = np.array([np.nan])
            median, median_se = harrell_davis(values, 0.5)
            happened = None
            if spec.kind in ("flag", "count"):
                happened = prob_ci(int(np.sum(values > 0)), len(values), level=level)
            rows.append(
                {
                    "scenario": point.scenario,
                    "point": point.number,
                    "name": called,
                    "outcome": name,
                    "label": spec.meaning,
                    "unit": spec.unit,
                    "kind": spec.kind,
                    "replicates": int(np.sum(~np.isnan(values))),
                    "mean": values.mean(),
                    "mean_se": mc_se(values),
                    "median": median,
                    "median_se": median_se,
                    "q05": np.quantile(values, 0.05),
                    "q95": np.quantile(values, 0.95),
                    "probability": happened.value if happened else np.nan,
                    "probability_low": happened.low if happened else np.nan,
                    "probability_high": happened.high if happened else np.nan,
                }
            )
    return pd.DataFrame(rows)


def effects_against(
    results: "Results",
    reference: int | str,
    points: Mapping[str, int] | None = None,
    *,
    level: float = 0.95,
) -> dict[str, Effect]:
    """Return the effect of every other point that has the reference's window, by its name.

    A world with another window is left out: its months are not the reference's, so a difference
    would mix what was changed with when. Points are named by what differs between all of them, the
    reference among them (see `sim.analysis.Naming`).

    Parameters
    ----------
    points : name to number of those to compare, under these names; None for all
    """
    base = one_point(results, reference)
    asked = [int(n) for n in results.points["point"]] if points is None else list(points.values())
    window = _window(results, base)
    shown = [n for n in dict.fromkeys(asked) if n != base and _window(results, n) == window]
    naming = names_of(results, [base, *shown])
    given = {number: name for name, number in (points or {}).items()}
    effects: dict[str, Effect] = {}
    for number in shown:
        effect = compare(results, results, level=level, base_point=base, alternative_point=number)
        effects[given.get(number, naming[number])] = dataclasses.replace(
            effect,
            base=naming[base],
            alternative=naming[number],
            shared=", ".join(naming.common),
            left_out=naming.left_out(),
        )
    return effects


def differences(effects: dict[str, Effect]) -> pd.DataFrame:
    """Return several effects as one table.

    Returns
    -------
    DataFrame
        One row an effect and outcome: `scenario`, the effect's name; `reference`, its base;
        `outcome`; then the columns of an effect.
    """
    tables = [
        effect.table.reset_index().assign(scenario=name, reference=effect.base)
        for name, effect in effects.items()
    ]
    if not tables:
        return pd.DataFrame(columns=["scenario", "reference", "outcome"])
    table = pd.concat(tables, ignore_index=True)
    first = ["scenario", "reference", "outcome"]
    return table[first + [name for name in table if name not in first]]


def _window(results: "Results", number: int) -> tuple[int, int]:
    """Return first and last month number of a point's world."""
    world = results.world(number)
    return world.first, world.last


def rate_per_decade(counts: Sequence[float], months: int, *, level: float = 0.95) -> Interval:
    """Return how often something happens in ten years, from counts over a window.

    Parameters
    ----------
    counts : (replicate,)
        Events in the window.
    months : length of the window

    Examples
    --------
    >>> rate_per_decade([1.0, 3.0], months=60).value
    4.0
    """
    values = np.asarray(counts, dtype=np.float64) * 120.0 / months
    mean, se = float(values.mean()), mc_se(values)
    z = critical_z(level)
    return Interval(mean, se, max(0.0, mean - z * se), mean + z * se)
