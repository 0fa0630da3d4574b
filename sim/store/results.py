"""Results of a study: outcomes, quantiles by month and trajectories, from memory or from disk."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from sim.errors import MissingResult, UnknownName, WrongKind
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import RECORDED, RECORDED_FIELDS, column
from sim.spec.world import World
from sim.store import files
from sim.store.folder import StudyFolder
from sim.store.holding import Holding, OnDisk
from sim.store.labels import label, month_dates

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["Results", "open_study"]


class Results:
    """What a study found: `sim.run` and `sim.open` return it.

    Tables are read when first asked for and kept. Changing a returned table changes nothing here.

    Attributes
    ----------
    path : Path or None
        The study's folder; None if it is in memory only.

    Examples
    --------
    >>> import sim
    >>> found = sim.run(sim.load("second_trump_term"), replicates=20, seed=1)
    >>> found.outcomes["replicate"].tolist() == list(range(20)), found.points["seed"].tolist()
    (True, [1])
    """

    def __init__(
        self, holdings: Sequence[Holding], provenance: dict[str, Any] | None, path: Path | None
    ) -> None:
        self._holdings = tuple(holdings)
        self._provenance = provenance
        self._path = path

    def __repr__(self) -> str:
        names = ", ".join(dict.fromkeys(one.record.scenario for one in self._holdings))
        counts = sorted({one.replicates for one in self._holdings})
        many = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
        where = f", in {self.path}" if self.path else ""
        points = len(self._holdings)
        noun = "point" if points == 1 else "points"
        return f"<Results of {names}: {points} {noun}, {many} replicates, seed {self.seed}{where}>"

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def seed(self) -> int:
        """Seed of all points."""
        return self._holdings[0].record.seed

    @property
    def replicates(self) -> int:
        """Replicates of each point; of the one that has fewest where a study is not complete."""
        return min(one.replicates for one in self._holdings)

    @property
    def points(self) -> pd.DataFrame:
        """One row a point: point, scenario, overrides (JSON), digest, seed, replicates."""
        rows = [
            {
                "point": one.record.point,
                "scenario": one.record.scenario,
                "overrides": json.dumps(dict(one.record.overrides), ensure_ascii=False),
                "digest": one.record.digest,
                "seed": one.record.seed,
                "replicates": one.replicates,
            }
            for one in self._holdings
        ]
        # A seed may need all 64 bits.
        return pd.DataFrame(rows).astype({"seed": "uint64"})

    @property
    def outcomes(self) -> pd.DataFrame:
        """One row a replicate: scenario, point, replicate, then the outcomes.

        `attrs` gives units and long names by column.
        """
        return self._outcomes.copy(deep=False)

    @cached_property
    def _outcomes(self) -> pd.DataFrame:
        found = _frame([one.outcomes() for one in self._holdings])
        found.attrs = {
            "units": {outcome.name: outcome.unit for outcome in OUTCOMES},
            "long_name": {outcome.name: outcome.meaning for outcome in OUTCOMES},
        }
        return found

    @property
    def quantiles(self) -> pd.DataFrame:
        """Spread over replicates by scenario, point, variable and month.

        Columns mean and sd (exact), q01 to q99 (linear within a bin, a 200th of the variable's
        range; whole levels for a variable that has them) and count.
        """
        return self._quantiles.copy(deep=False)

    @cached_property
    def _quantiles(self) -> pd.DataFrame:
        return _frame([one.summary("quantiles") for one in self._holdings])

    @property
    def shares(self) -> pd.DataFrame:
        """Share of replicates at each level, by scenario, point, variable, month and level."""
        return self._shares.copy(deep=False)

    @cached_property
    def _shares(self) -> pd.DataFrame:
        return _frame([one.summary("shares") for one in self._holdings])

    @property
    def trajectories(self) -> "xr.Dataset":
        """Every month of every replicate, as named variables with units.

        Dims (replicate, month) and, where there are several points, point before them; a month or
        replicate that a point does not have is NaN.

        Raises
        ------
        sim.errors.MissingResult
            If they were not asked for.
        """
        return self._trajectories.copy(deep=False)

    @cached_property
    def _trajectories(self) -> "xr.Dataset":
        one = self._holdings[0]
        if len(self._holdings) == 1:
            coords = {
                "replicate": np.arange(one.replicates),
                "month": month_dates(one.record.first_month, one.record.months),
            }
            attributes = {
                "scenario": one.record.scenario,
                "overrides": json.dumps(dict(one.record.overrides), ensure_ascii=False),
                "digest": one.record.digest,
                **self._shared_attributes(),
            }
            return label(one.records(), ("replicate", "month"), coords, attributes)
        return self._stacked()

    def _shared_attributes(self) -> dict[str, Any]:
        record = self._holdings[0].record
        return {
            "seed": str(record.seed),  # as text: netCDF has no 64-bit unsigned attribute
            "layout_version": record.layout_version,
            "kernel": record.kernel,
        }

    def _stacked(self) -> "xr.Dataset":
        """Return the trajectories of several points along one more dimension."""
        records = [one.record for one in self._holdings]
        first = min(record.first_month for record in records)
        months = max(record.first_month + record.months for record in records) - first
        most = max(one.replicates for one in self._holdings)
        same = all((one.record.months, one.replicates) == (months, most) for one in self._holdings)
        shape = (len(records), most, months, len(RECORDED))
        stacked = np.empty(shape) if same else np.full(shape, np.nan)
        for number, one in enumerate(self._holdings):
            begin = one.record.first_month - first
            stacked[number, : one.replicates, begin : begin + one.record.months] = one.records()
        coords = {
            "point": [record.point for record in records],
            "replicate": np.arange(most),
            "month": month_dates(first, months),
            "scenario": ("point", [record.scenario for record in records]),
        }
        return label(stacked, ("point", "replicate", "month"), coords, self._shared_attributes())

    def column(self, name: str, point: int | None = None) -> NDArray[np.float64]:
        """Return one recorded variable under its flat name, as plain numbers (replicate, month).

        Raises
        ------
        sim.errors.UnknownName, sim.errors.MissingResult
            For a name that is not recorded, or trajectories that were not asked for.
        """
        if name not in RECORDED_FIELDS:
            raise UnknownName("variable", name, RECORDED_FIELDS, place="results")
        found: NDArray[np.float64] = self._holding(point).records()[:, :, column(name)]
        return found

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What was asked, of which worlds, seed, model and software, and when."""
        if self._provenance is not None:
            return self._provenance
        assert self.path is not None
        found = files.read_json(self.path / "provenance.json")
        return dict(found)

    def at(self, point: int) -> "Results":
        """Return the results of one point alone."""
        return Results([self._holding(point)], self._provenance, self.path)

    def world(self, point: int | None = None) -> World:
        """Return the resolved world of a point; of the only point if none is named."""
        return self._holding(point).world()

    def _holding(self, point: int | None) -> Holding:
        known = {one.record.point: one for one in self._holdings}
        if point is None and len(known) == 1:
            return self._holdings[0]
        if point not in known:
            raise UnknownName("point", str(point), map(str, known))
        return known[point]


def _frame(tables: list[pa.Table]) -> pd.DataFrame:
    """Return the tables of several points as one DataFrame."""
    found: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return found


def open_study(path: str | Path) -> Results:
    """Return the results of a study's folder, running nothing.

    Parameters
    ----------
    path : the folder, as the last line of a command names it

    Raises
    ------
    sim.errors.MissingResult, sim.errors.MalformedFile, sim.errors.WrongKind
        If there is no study, none of its rows is there yet, or a file is damaged.
    """
    if not isinstance(path, str | Path):
        raise WrongKind(path, "the path of a study's folder", field="path", given=True)
    folder = StudyFolder(Path(path))
    if not folder.manifest_path.exists():
        inside = sorted(found.parent.name for found in folder.path.glob("*/manifest.jsonl"))
        studies = f"; studies in it: {', '.join(inside[:12])}" if inside else ""
        raise MissingResult(f"is no study: it has no manifest.jsonl{studies}", place=str(path))
    holdings = [
        OnDisk(record, folder, folder.replicates(record.key)) for record in folder.manifest()
    ]
    begun = [holding for holding in holdings if holding.replicates]
    if not begun:
        raise MissingResult(
            "holds no rows yet: run the same study again", place=str(folder.manifest_path)
        )
    return Results(begun, None, folder.path)
