"""How an outcome moves over a key's range: its mean in each part of what replicates drew."""

from typing import Any

import numpy as np
import pandas as pd

from sim.analysis import check_level, critical_t, prob_ci
from sim.errors import SimError, UnknownName, WrongKind
from sim.methods.drivers.drawn_data import drawn_data
from sim.runner.request import check_whole

__all__ = ["partial_dependence"]

#: Fewest replicates of a bin. Assumed: an error told by fewer is not good to a quarter of itself.
_EACH = 10


def partial_dependence(
    run: Any,
    outcome: str,
    key: str,
    bins: int = 10,
    point: int | str | None = None,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return an outcome's mean over the range of a trait or parameter that replicates drew.

    Keys are drawn independently of one another, so that the mean within a bin is the mean over all
    else: the partial dependence. Draws of a parameter set may go together; then it is the mean of
    those runs that drew such a value.

    Parameters
    ----------
    run : Results
    outcome, key : name, and a key of `run.draws`
    bins : parts with as many replicates each
    point : number or scenario, where results have several
    level : of the intervals

    Returns
    -------
    DataFrame
        Index `bin`, from the lowest: `key_low`, `key_high`, ends of the bin; `key_mean`, of its
        replicates; `value`, the outcome's mean, with `se`, `low`, `high`: Student's interval, for
        a flag Wilson's; `replicates`. `attrs` say of what. `sim.plots.partial_dependence` draws it.

    Raises
    ------
    sim.errors.SimError
        For an unknown outcome, key or point, or fewer than ten replicates a bin.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("second_trump_term"), replicates=400, seed=1)
    >>> key = "leaders.next_seoul.history_hard_line"
    >>> found = sim.partial_dependence(run, "jpn_kor_final", key, bins=4)
    >>> found["value"].is_monotonic_decreasing, found["replicates"].tolist()
    (True, [100, 100, 100, 100])
    """
    bins = check_whole(bins, "bins", 2, 1000)
    level = check_level(level)
    if not isinstance(key, str):
        raise WrongKind(key, "a key that replicates draw", field="key", given=True)
    x, y, said = drawn_data(run, outcome, point, 2 * _EACH)
    if key not in x:
        raise UnknownName("drawn key", key, map(str, x), field="key")
    drawn = x[key].to_numpy()
    ends = np.quantile(drawn, np.linspace(0.0, 1.0, bins + 1))
    where = np.searchsorted(ends[1:-1], drawn, side="right")
    counts = np.bincount(where, minlength=bins)
    if counts.min() < _EACH:
        raise SimError(
            f"found {int(counts.min())} replicates in a bin, wanted {_EACH} or more: ask for fewer "
            "bins or more replicates",
            field="bins",
        )
    rows = []
    for one in range(bins):
        values = y[where == one]
        se = float(values.std(ddof=1) / np.sqrt(len(values)))
        value = float(values.mean())
        if said["kind"] == "flag":
            low, high = prob_ci(int(values.sum()), len(values), level=level)[2:]
        else:
            half = critical_t(level, len(values) - 1) * se
            low, high = value - half, value + half
        middle = float(drawn[where == one].mean())
        rows.append((ends[one], ends[one + 1], middle, value, se, low, high, len(values)))
    columns = ["key_low", "key_high", "key_mean", "value", "se", "low", "high", "replicates"]
    table = pd.DataFrame(rows, columns=columns, index=pd.RangeIndex(bins, name="bin"))
    table.attrs = said | {"key": key, "level": level}
    return table
