"""Results of a study: outcomes, quantiles by month and trajectories, from memory or from disk."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from sim.errors import MissingResult, UnknownName
from sim.spec.drawn import SET_ROW
from sim.spec.kept import Kept
from sim.spec.outcomes import OutcomeSpec
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.world import World
from sim.store.column_labels import Labels, column_labels
from sim.store.design import design_words, points_table
from sim.store.draws import draws_of
from sim.store.face import html_of, said
from sim.store.holding import PointData
from sim.store.sealed import read_json
from sim.store.trajectories import kept_by_all, trajectories_of
from sim.store.typed import typed_outcomes

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["Results"]


class Results:
    """What a study found: `sim.run` and `sim.open` return it.

    Tables are read when first asked for and kept. Changing a returned table changes nothing here.

    Attributes
    ----------
    path : Path or None
        The study's folder; None if it is in memory only, or of several studies.
    data : tuple
        The points' rows, as they lie in memory or on disk: what this reads from.

    Examples
    --------
    >>> import sim
    >>> found = sim.run(sim.load("second_trump_term"), replicates=20, seed=1)
    >>> found.outcomes["replicate"].tolist() == list(range(20)), found.points["seed"].tolist()
    (True, [1])
    """

    def __init__(
        self, data: Sequence[PointData], provenance: dict[str, Any] | None, path: Path | None
    ) -> None:
        self.data = tuple(data)
        self._provenance = provenance
        self._path = path

    def __repr__(self) -> str:
        where = f", in {self.path}" if self.path else ""
        return f"<Results of {said(self)}{where}>"

    def _repr_html_(self) -> str:
        return html_of(self)

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def seed(self) -> int:
        """Seed of all points.

        Raises
        ------
        sim.errors.MissingResult
            If they have several: `points` says which has which.
        """
        found = self._seeds()
        if len(found) > 1:
            several = ", ".join(map(str, found))
            raise MissingResult(f"is of seeds {several}: take points of one, at(point)")
        return found[0]

    def _seeds(self) -> list[int]:
        return list(dict.fromkeys(one.record.seed for one in self.data))

    @property
    def replicates(self) -> int:
        """Replicates of each point; of the one that has fewest where a study is not complete."""
        return min(one.replicates for one in self.data)

    @property
    def points(self) -> pd.DataFrame:
        """One row a point: point, scenario, a column a key that differs, seed, replicates.

        Then the digest of its world and all its overrides as JSON. See `sim.store.design`. Its
        columns join any other table by `point`, and units stay in `attrs`.

        Examples
        --------
        >>> import sim
        >>> world, key = sim.load("neglect"), "parameters.memory_gain"
        >>> points = [sim.Point("a", world.replace(**{key: x}), {key: x}) for x in (0.05, 0.2)]
        >>> run = sim.run_study(points, replicates=20, seed=1)
        >>> joined = run.outcomes.merge(run.points[["point", key]], on="point")
        >>> joined.groupby(key)["summits"].count().to_dict(), joined.attrs["units"][key]
        ({0.05: 20, 0.2: 20}, '1/month')
        """
        records = [one.record for one in self.data]
        return self._labelled(points_table(records, [one.replicates for one in self.data]))

    @property
    def draws(self) -> pd.DataFrame:
        """What each replicate drew: one row a replicate of each point, as in `outcomes`.

        After scenario, point and replicate a column for every trait and parameter that is a range,
        by its key (`leaders.moon.rivalry`, `parameters.memory_gain`; those of the world that the
        window starts from begin with `start.`, and so does what was asked of both, one column),
        NaN in points where it is none; last `parameter_set_row`, missing without a set.

        Raises
        ------
        sim.errors.MissingResult
            If the random numbers of the study are laid out otherwise than this version knows.

        Examples
        --------
        >>> import sim
        >>> world = sim.load("neglect").replace(**{"leaders.seoul.rivalry": [0.2, 0.4]})
        >>> found = sim.run(world, replicates=20, seed=1).draws
        >>> len(found), found["leaders.acting.rivalry"].between(0.2, 0.4).all()
        (20, np.True_)
        """
        return self._draws.copy(deep=False)

    @cached_property
    def _draws(self) -> pd.DataFrame:
        found = pd.concat([draws_of(one) for one in self.data], ignore_index=True)
        return self._labelled(found[[*(name for name in found if name != SET_ROW), SET_ROW]])

    @cached_property
    def outcome_specs(self) -> dict[str, OutcomeSpec]:
        """The declaration of each outcome by name: the shipped ones, then one's own.

        Examples
        --------
        >>> import sim
        >>> world = sim.load("neglect").replace(**{"outcomes.cold": "share(relation_jpn_kor < 0)"})
        >>> found = sim.run(world, replicates=20, seed=1)
        >>> list(found.outcome_specs)[-1], found.outcomes["cold"].between(0, 1).all()
        ('cold', np.True_)
        """
        return {spec.name: spec for one in self.data for spec in one.record.specs}

    def _labelled(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table with units and long names of outcomes and of keys of the design.

        Whatever columns it has: pandas keeps `attrs` in a join where both sides have the same.
        """
        table.attrs = {**self._labels}
        return table

    @cached_property
    def _labels(self) -> dict[Hashable | None, Labels]:
        keys = design_words([one.record for one in self.data])
        return column_labels(tuple(self.outcome_specs.values()), tuple(keys.items()))

    def _frame(self, tables: list[pa.Table]) -> pd.DataFrame:
        """Return the tables of several points as one; what a point lacks is NaN."""
        whole = pa.concat_tables(tables, promote_options="default")
        return self._labelled(whole.to_pandas())

    @property
    def outcomes(self) -> pd.DataFrame:
        """One row a replicate: scenario, point, replicate, then the outcomes, one's own last.

        A flag is 0 or 1 (int8): its mean is a probability, and regressions take it as it is; rows
        are selected by `== 1`. One's own flag, which may have no answer, is pandas' `Int8`.
        A count is int64. A code, such as `triangle_final`, is a categorical with words in place of
        numbers: the mean of such numbers says nothing, and pandas refuses it, as it refuses that of
        a text (`mean(numeric_only=True)` leaves codes out, as it does the scenario's name). Levels
        of a ladder (`retaliation_peak`) are ordered, so that `>= "trade"` holds. The numbers are
        `.cat.codes`, or `outcome_values`, which has float64 throughout, as the files have.

        `attrs` gives units and long names by column, and of codes their numbers and words
        (`flag_values`, `flag_meanings`). All tables of results have the same `attrs`, so they
        survive when two of them are joined.

        Examples
        --------
        >>> import sim
        >>> found = sim.run(sim.load("neglect"), replicates=20, seed=1).outcomes
        >>> found[["jpn_kor_fall", "summits", "talks_final"]].dtypes.astype(str).tolist()
        ['int8', 'int64', 'category']
        >>> found["retaliation_peak"].cat.categories.tolist()
        ['none', 'history', 'trade', 'security']
        """
        return self._outcomes.copy(deep=False)

    @cached_property
    def _outcomes(self) -> pd.DataFrame:
        whole = pa.concat_tables([one.outcomes() for one in self.data], promote_options="default")
        return self._labelled(typed_outcomes(whole, tuple(self.outcome_specs.values())))

    def outcome_values(self, names: Sequence[str], point: int) -> dict[str, NDArray[np.float64]]:
        """Return some outcomes of one point by name, (replicate,) each, and read nothing else.

        What a point lacks of the outcomes of one's own that others have is NaN.

        Raises
        ------
        sim.errors.UnknownName
            For a name that is no outcome.

        Examples
        --------
        >>> import sim
        >>> found = sim.run(sim.load("second_trump_term"), replicates=20, seed=1)
        >>> found.outcome_values(["summits"], 0)["summits"].shape
        (20,)
        """
        for name in names:
            if name not in self.outcome_specs:
                raise UnknownName("outcome", name, self.outcome_specs)
        one = self._point(point)
        own = {spec.name for spec in one.record.specs}
        values = one.values([name for name in names if name in own])
        return {name: values.get(name, np.full(one.replicates, np.nan)) for name in names}

    @property
    def quantiles(self) -> pd.DataFrame:
        """Spread over replicates by scenario, point, variable and month.

        Columns mean and sd (exact), q01 to q99 (linear within a bin, a 200th of the variable's
        range; whole levels for a variable that has them) and count.
        """
        return self._quantiles.copy(deep=False)

    @cached_property
    def _quantiles(self) -> pd.DataFrame:
        return self._frame([one.summary("quantiles") for one in self.data])

    @property
    def shares(self) -> pd.DataFrame:
        """Share of replicates at each level, by scenario, point, variable, month and level."""
        return self._shares.copy(deep=False)

    @cached_property
    def _shares(self) -> pd.DataFrame:
        return self._frame([one.summary("shares") for one in self.data])

    @property
    def trajectories(self) -> "xr.Dataset":
        """Every month of every replicate, as named variables with units: all, or those kept.

        Dims (replicate, month) and, where there are several points, point before them; a month or
        replicate that a point does not have is NaN. The keys in which points differ are coordinates
        along `point`, named as the command line has them. A variable kept under a flat name, such
        as `relation_jpn_kor`, has no further dim; the attribute `kept` names those that were kept,
        where they are not all.

        Raises
        ------
        sim.errors.MissingResult
            If none was asked for.

        Examples
        --------
        >>> import sim
        >>> some = sim.run(sim.load("neglect"), replicates=5, keep=["bid", "relation_jpn_kor"])
        >>> list(some.trajectories), some.trajectories["bid"].dims
        (['bid', 'relation_jpn_kor'], ('replicate', 'month', 'capital'))
        """
        return self._trajectories.copy(deep=False)

    @property
    def kept(self) -> tuple[str, ...]:
        """Names of the variables that `trajectories` has: those that every point keeps."""
        return self._kept.names

    @property
    def keeps_all(self) -> bool:
        """Whether every recorded variable was kept of every month."""
        return self._kept.whole

    @cached_property
    def _kept(self) -> Kept:
        return kept_by_all(self.data)

    @cached_property
    def _trajectories(self) -> "xr.Dataset":
        return trajectories_of(self.data, str(self.path or ""))

    def column(self, name: str, point: int | None = None) -> NDArray[np.float64]:
        """Return one recorded variable under its flat name, as plain numbers (replicate, month).

        From disk nothing else is read, whatever was kept beside it.

        Raises
        ------
        sim.errors.UnknownName, sim.errors.MissingResult
            For a name that is not recorded, or one that was not kept: the line names those that
            were.
        """
        if name not in RECORDED_FIELDS:
            raise UnknownName("variable", name, RECORDED_FIELDS, place="results")
        found: NDArray[np.float64] = self._point(point).records(Kept.of([name]))[:, :, 0]
        return found

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What was asked, of which worlds, seed, model and software, and when."""
        if self._provenance is not None:
            return self._provenance
        assert self.path is not None
        found = read_json(self.path / "provenance.json")
        return dict(found)

    def at(self, point: int) -> "Results":
        """Return the results of one point alone."""
        return Results([self._point(point)], self._provenance, self.path)

    def world(self, point: int | None = None) -> World:
        """Return the resolved world of a point; of the only point if none is named."""
        return self._point(point).world()

    def _point(self, point: int | None) -> PointData:
        known = {one.record.point: one for one in self.data}
        if point is None and len(known) == 1:
            return self.data[0]
        if point not in known:
            raise UnknownName("point", str(point), map(str, known))
        return known[point]
