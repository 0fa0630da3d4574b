"""Trajectories of one point, or of several, as one Dataset: all variables, or those kept."""

import json
import warnings
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import MissingResult, SimWarning
from sim.spec.kept import Kept
from sim.store.design import design_coords
from sim.store.holding import PointData, not_kept
from sim.store.labels import label, month_dates

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["kept_by_all", "trajectories_of"]


def kept_by_all(data: Sequence[PointData]) -> Kept:
    """Return which variables every point keeps."""
    return reduce(and_, (one.kept() for one in data))


def trajectories_of(data: Sequence[PointData], place: str = "") -> "xr.Dataset":
    """Return the months of some points, with units, as `Results.trajectories` has them.

    Parameters
    ----------
    place : where the points lie, for a fault's line

    Raises
    ------
    MissingResult
        If no variable was kept of all points.
    """
    kept = kept_by_all(data)
    _say_what_only_some_keep(data, kept, place)
    records = [one.record for one in data]
    shared = {
        # As text: netCDF has no 64-bit unsigned attribute.
        "seed": ", ".join(dict.fromkeys(str(record.seed) for record in records)),
        "layout_version": records[0].layout_version,
        "kernel": records[0].kernel,
    }
    if len(data) > 1:
        return _stacked(data, kept, shared)
    (one,), (record,) = data, records
    coords = {
        "replicate": np.arange(one.replicates),
        "month": month_dates(record.first_month, record.months),
    }
    attributes = {
        "scenario": record.scenario,
        "overrides": json.dumps(dict(record.overrides), ensure_ascii=False),
        "digest": record.digest,
        **shared,
    }
    return label(one.records(kept), ("replicate", "month"), coords, attributes, kept)


def _say_what_only_some_keep(data: Sequence[PointData], kept: Kept, place: str) -> None:
    """Warn of variables that some points keep and others do not; raise if all are such."""
    either = reduce(or_, (one.kept() for one in data))
    some = [name for name in either.names if not kept.covers(Kept((name,)))]
    if not kept:
        lacking = next((one for one in data if not one.kept().covers(either)), data[0])
        which = f"point {lacking.record.point}: " if len(data) > 1 else ""
        raise MissingResult(f"{which}{not_kept(either, lacking.kept())}", place=place)
    if some:
        warnings.warn(
            f"only some points keep {', '.join(some)}: at(point) has them where they are",
            SimWarning,
            stacklevel=5,
        )


def _stacked(data: Sequence[PointData], kept: Kept, shared: dict[str, Any]) -> "xr.Dataset":
    """Return the trajectories of several points along one more dimension."""
    records = [one.record for one in data]
    first = min(record.first_month for record in records)
    months = max(record.first_month + record.months for record in records) - first
    most = max(one.replicates for one in data)
    same = all((one.record.months, one.replicates) == (months, most) for one in data)
    shape = (len(records), most, months, len(kept.columns))
    stacked = np.empty(shape) if same else np.full(shape, np.nan)
    for number, one in enumerate(data):
        begin = one.record.first_month - first
        own = one.records(kept)
        stacked[number, : one.replicates, begin : begin + one.record.months] = own
    coords = {
        "point": [record.point for record in records],
        "replicate": np.arange(most),
        "month": month_dates(first, months),
        "scenario": ("point", [record.scenario for record in records]),
        **design_coords(records),
    }
    return label(stacked, ("point", "replicate", "month"), coords, shared, kept)
