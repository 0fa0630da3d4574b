"""Twin histories: the paths of one variable in two worlds under the same luck, pair by pair."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.monte_carlo import Interval, prob_ci
from sim.errors import MissingResult, UnknownName
from sim.spec.recorded import LABELLED, RECORDED_BY_NAME

__all__ = ["TwinShare", "path_of", "twin_paths", "twin_share"]

#: A recorded variable's flat name to where readers find it: name, dimension, label, sign.
_PLACE = {
    field.removeprefix("-"): (item.name, item.dim, label, -1.0 if field[0] == "-" else 1.0)
    for item in LABELLED
    for label, field in zip(item.labels or ("",), item.fields, strict=True)
    if field[0] != "-"
}


def path_of(trajectories: Any, variable: str) -> Any:
    """Return one recorded variable under its flat name, from trajectories or one history.

    Parameters
    ----------
    trajectories : Dataset
        As `Results.trajectories` or `sim.simulate` give it; dims (replicate, month, …), (month, …);
        whole, or with some variables kept.
    variable : flat name, as `relation_jpn_kor`

    Returns
    -------
    DataArray
        Dims as given, without the variable's own.

    Raises
    ------
    UnknownName
        If the trajectories do not hold it.

    Examples
    --------
    >>> import sim
    >>> path_of(sim.simulate(sim.load("neglect")), "relation_jpn_kor").dims
    ('month',)
    """
    if variable not in RECORDED_BY_NAME:
        raise UnknownName("variable", variable, RECORDED_BY_NAME, place="trajectories")
    if variable in trajectories:  # kept under its flat name, or one that has no other
        return trajectories[variable]
    name, dim, label, _ = _PLACE[variable]
    if name not in trajectories or (dim and label not in trajectories[dim].to_numpy()):
        held = [
            flat
            for flat, (one, along, word, _) in _PLACE.items()
            if flat in trajectories
            or (one in trajectories and (not along or word in trajectories[along].to_numpy()))
        ]
        raise UnknownName("variable", variable, held, place="trajectories")
    found = trajectories[name]
    return found.sel({dim: label}, drop=True) if dim else found


class TwinShare(Interval):
    """Share of the pairs that differ in which the alternative is higher, with its interval.

    Of pairs that are alike nothing is said. `decided` if the interval leaves out one half.
    """

    @property
    def decided(self) -> bool:
        return bool(self.low > 0.5 or self.high < 0.5)


def twin_paths(base: Any, alternative: Any, variable: str) -> pd.DataFrame:
    """Return the paths of one variable in two worlds, for the months and replicates of both.

    Parameters
    ----------
    base, alternative : Dataset
        Trajectories of one point each, dims (replicate, month, …).

    Returns
    -------
    DataFrame
        Index `replicate`, `month`; columns base, alternative, in the variable's unit.

    Raises
    ------
    MissingResult
        If the two share no replicate or month, or several points or seeds are in them.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("neglect").replace(months=6), replicates=2, trajectories=True)
    >>> twin_paths(run.trajectories, run.trajectories, "trust").shape
    (12, 2)
    """
    seeds = [side.attrs.get("seed") for side in (base, alternative)]
    if seeds[0] != seeds[1]:
        raise MissingResult(
            f"found seeds {seeds[0]} and {seeds[1]}, wanted the same: run both with one seed",
            place="twins",
            field="seed",
        )
    sides: Mapping[str, Any] = {"base": base, "alternative": alternative}
    columns = {}
    for name, side in sides.items():
        path = path_of(side, variable)
        if "point" in path.dims:
            raise MissingResult(
                "found several points, wanted one: say which by base_point and alternative_point",
                place="twins",
                field=name,
            )
        if "replicate" not in path.dims:
            path = path.expand_dims("replicate")
        columns[name] = path.transpose("replicate", "month").to_series()
    table = pd.concat(columns, axis=1, join="inner")
    if table.empty:
        raise MissingResult(
            "the two share no replicate and month", place="twins", field="replicate"
        )
    return table.rename_axis(["replicate", "month"])


def twin_share(paths: pd.DataFrame, *, level: float = 0.95) -> tuple[TwinShare, int]:
    """Return the share of twins whose alternative ends higher, of those that differ, and how many.

    Parameters
    ----------
    paths : what `twin_paths` returns

    Examples
    --------
    >>> import pandas as pd
    >>> index = pd.MultiIndex.from_product([range(4), [0]], names=["replicate", "month"])
    >>> table = pd.DataFrame({"base": 0.0, "alternative": [1.0, 1.0, 0.0, -1.0]}, index=index)
    >>> found, differ = twin_share(table)
    >>> round(found.value, 3), differ
    (0.667, 3)
    """
    last = paths.groupby(level="replicate").tail(1)
    gap = last["alternative"].to_numpy() - last["base"].to_numpy()
    higher, differ = int(np.sum(gap > 0)), int(np.sum(gap != 0))
    if not differ:
        nan = float("nan")
        return TwinShare(nan, nan, 0.0, 1.0), 0
    return TwinShare(*prob_ci(higher, differ, level=level)), differ
