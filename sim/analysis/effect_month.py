"""A paired difference month by month: from the months of each pair, or from stored means alone."""

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.confidence import critical_z
from sim.analysis.month import fan_table, monthly_difference
from sim.analysis.point import replicates_of, seed_of
from sim.errors import MissingResult, SimWarning, UnknownName, WrongKind
from sim.spec.levels import is_nominal
from sim.spec.recorded import HISTOGRAMMED, RECORDED_BY_NAME
from sim.store.labels import month_dates

if TYPE_CHECKING:
    import xarray as xr

    from sim.store import Results

__all__ = ["difference_by_month"]


def difference_by_month(
    base: "Results",
    base_point: int,
    alternative: "Results",
    alternative_point: int,
    variable: str,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the difference of a recorded variable, alternative less base, in each month.

    Parameters
    ----------
    base, alternative : Results
        The same replicates of one seed, over the same window.
    variable : flat name, such as 'relation_jpn_kor'

    Returns
    -------
    DataFrame
        As `sim.analysis.Effect.by_month`. Without the pairs the standard error is the sum of both
        sides' errors: that of a difference is never more, whatever the two share
        (Cauchy and Schwarz).

    Raises
    ------
    UnknownName
        For a variable that is not recorded.
    WrongKind
        For one whose values name states, such as `triangle`: they have no mean.
    MissingResult
        For one of which neither months nor means by month were kept.
    """
    if not isinstance(variable, str) or variable not in RECORDED_BY_NAME:
        raise UnknownName("variable", str(variable), RECORDED_BY_NAME, field="by_month")
    spec = RECORDED_BY_NAME[variable]
    # Of two states the mean is the share of the second.
    if is_nominal(spec.levels) and len(spec.levels) > 2:
        raise WrongKind(
            f"{variable}, whose values name {len(spec.levels)} states",
            "what has a mean; how often a state holds is an outcome: outcomes={'often': "
            f"'share({variable} == 1)'}}",
            field="by_month",
        )
    sides = [
        _months(results, point, variable)
        for results, point in ((base, base_point), (alternative, alternative_point))
    ]
    if all(side is not None for side in sides):
        table = monthly_difference(*sides, level=level)  # type: ignore[arg-type]
    elif variable in HISTOGRAMMED:
        fans = [
            fan_table(results, variable, point)
            for results, point in ((base, base_point), (alternative, alternative_point))
        ]
        table = _bounded(*fans, level=level)
        warnings.warn(
            f"{variable}: its months were not kept, so the interval holds whatever pairs share and "
            f"is wider than it need be: keep=['{variable}'] tells it pair by pair",
            SimWarning,
            stacklevel=3,
        )
    else:
        raise MissingResult(
            f"neither its months nor their means were kept: run with keep=['{variable}'], or "
            "trajectories=True",
            field=variable,
        )
    paired = all(side is not None for side in sides)
    table.attrs = {
        "variable": variable,
        "units": spec.unit,
        "long_name": spec.meaning,
        "paired": paired,
        "replicates": replicates_of(base, base_point),
        "seed": seed_of(base, base_point),
        "level": level,
    }
    return table


def _months(results: "Results", point: int, variable: str) -> "xr.DataArray | None":
    """Return one variable of each replicate and month, or None if it was not kept."""
    import xarray as xr

    try:
        values = results.column(variable, point)
    except MissingResult:
        return None
    world = results.world(point)
    coords = {
        "replicate": np.arange(len(values)),
        "month": month_dates(world.first, world.months),
    }
    return xr.DataArray(values, dims=("replicate", "month"), coords=coords)


def _bounded(base: pd.DataFrame, alternative: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Return the difference of means, with an error that holds whatever the pairs share."""
    gap = alternative["mean"] - base["mean"]
    se = sum(side["sd"] / np.sqrt(side["count"]) for side in (base, alternative))
    half = critical_z(level) * se
    columns = {
        "base": base["mean"],
        "alternative": alternative["mean"],
        "difference": gap,
        "se": se,
        "low": gap - half,
        "high": gap + half,
        "q25": np.nan,
        "q75": np.nan,
    }
    return pd.DataFrame(columns)
