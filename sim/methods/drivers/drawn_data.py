"""What the replicates of one point drew, beside what came of it: what drivers are read from."""

import warnings
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import one_point, outcomes_of, points_of
from sim.errors import MissingResult, SimError, SimWarning, UnknownName, WrongKind
from sim.spec.drawn import SET_ROW
from sim.spec.outcomes import check_mean

__all__ = ["DrawnData", "cases", "drawn_data"]

Floats = NDArray[np.float64]

#: Columns of `Results.draws` that are no draws of traits or parameters.
_OTHERS = ("scenario", "point", "replicate", SET_ROW)


class DrawnData(NamedTuple):
    """Draws and an outcome of one point, in the replicates that have an answer.

    Attributes
    ----------
    x : DataFrame
        A row a replicate, a column a key.
    y : (replicate,)
    said : dict
        Of which outcome, scenario, seed and number of replicates.
    """

    x: pd.DataFrame
    y: Floats
    said: dict[Any, Any]


def cases(run: Any, point: int | str | None = None) -> pd.DataFrame:
    """Return what each replicate of a point drew: a row a replicate, a column a key.

    Draws of a parameter set stand under `parameters.<name>`, where the world states no range of
    its own; a key that all replicates have alike is left out.

    Raises
    ------
    SimError
        If nothing is drawn.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("neglect").replace(months=2), replicates=4, seed=1)
    >>> len(cases(run)), "leaders.ishiba.rivalry" in cases(run)
    (4, True)
    """
    points_of(run, field="run")
    number = one_point(run, point)
    drawn = run.at(number).draws.set_index("replicate").sort_index()
    found = drawn.drop(columns=[name for name in _OTHERS if name in drawn])
    of_set = run.world(number).parameter_set
    if of_set is not None:
        rows = np.array(of_set.rows)[drawn[SET_ROW].to_numpy(dtype=np.int64)]
        more = {
            f"parameters.{name}": rows[:, place]
            for place, name in enumerate(of_set.names)
            if f"parameters.{name}" not in found
        }
        found = pd.concat([found, pd.DataFrame(more, index=found.index)], axis=1)
    varied = found.astype(np.float64)
    varied = varied.loc[:, varied.nunique() > 1]
    if varied.empty:
        raise MissingResult(
            "no trait and no parameter is drawn in this point: a range makes one, "
            "world.replace(**{key: (low, high)}), and sim.sensitivity asks by design",
            field="run",
        )
    # A leader who is in office before and within the window draws once for both: one number.
    first: dict[bytes, str] = {}
    same: dict[str, str] = {}
    for name in map(str, varied):
        order = np.argsort(varied[name].to_numpy(), kind="stable").tobytes()
        if first.setdefault(order, name) != name:
            same[name] = first[order]
    varied = varied.drop(columns=list(same))
    varied.attrs = {"same_draw": same}
    return varied


def drawn_data(run: Any, outcome: str, point: int | str | None, fewest: int) -> DrawnData:
    """Return the draws of a point's replicates beside an outcome.

    Parameters
    ----------
    fewest : replicates with an answer, below which it is an error

    Raises
    ------
    UnknownName, MissingResult, SimError
        For an outcome that is none, nothing drawn, or too few replicates.
    """
    points_of(run, field="run")
    if not isinstance(outcome, str):
        raise WrongKind(outcome, "the name of an outcome", field="outcome", given=True)
    if outcome not in run.outcome_specs:
        raise UnknownName("outcome", outcome, run.outcome_specs, field="outcome")
    check_mean(run.outcome_specs[outcome])
    number = one_point(run, point)
    x = cases(run, number)
    y = outcomes_of(run, number)[outcome].to_numpy(dtype=np.float64)
    there = np.isfinite(y)
    if there.sum() < fewest:
        raise SimError(
            f"found {int(there.sum()):,} replicates with an answer, wanted {fewest:,} or more",
            field=outcome,
        )
    if not there.all():
        warnings.warn(
            f"{outcome} has no answer in {int((~there).sum()):,} of {len(y):,} replicates: what "
            "is told is of the others",
            SimWarning,
            stacklevel=3,
        )
    row = run.points.set_index("point").loc[number]
    spec = run.outcome_specs[outcome]
    said: dict[Any, Any] = {
        "outcome": outcome,
        "long_name": spec.meaning,
        "unit": spec.unit,
        "kind": spec.kind,
        "scenario": str(row["scenario"]),
        "point": number,
        "seed": int(row["seed"]),
        "replicates": int(there.sum()),
        "last_month": int(run.world(number).last),
    }
    kept = x[there]
    kept.attrs = x.attrs
    return DrawnData(kept, y[there], said)
