"""One history read for telling: its events, its spells of choices, the months that moved it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.twin import path_of
from sim.errors import UnknownName
from sim.spec.instruments import INSTRUMENT_BY_NAME

__all__ = ["choice_spells", "event_months", "largest_moves"]


def event_months(history: Any) -> pd.DataFrame:
    """Return what happened when.

    Parameters
    ----------
    history : Dataset
        One history, dims (month, …), as `sim.simulate` gives it.

    Returns
    -------
    DataFrame
        A row a month and event: `month`, `event` (flat name), `count` (1, or how many).

    Examples
    --------
    >>> import sim
    >>> event_months(sim.simulate(sim.load("neglect"))).columns.tolist()
    ['month', 'event', 'count']
    """
    months = pd.DatetimeIndex(history["month"].to_numpy())
    rows = []
    for name in map(str, history.data_vars):
        if not name.endswith("_event") or history[name].dims != ("month",):
            continue
        values = history[name].to_numpy().astype(float)
        rows += [
            {"month": months[k], "event": name, "count": int(values[k])}
            for k in map(int, np.flatnonzero(values > 0.0))
        ]
    found = pd.DataFrame(rows, columns=["month", "event", "count"])
    return found.sort_values(["month", "event"], kind="stable").reset_index(drop=True)


def choice_spells(history: Any, instruments: Sequence[str]) -> pd.DataFrame:
    """Return the spells in which instruments kept to one option.

    Parameters
    ----------
    instruments : names, as `jpn_neighbour`

    Returns
    -------
    DataFrame
        A row a spell: `instrument`, `option` (its word), `first` and `last` month, `months`.

    Examples
    --------
    >>> import sim
    >>> spells = choice_spells(sim.simulate(sim.load("neglect")), ["jpn_neighbour"])
    >>> int(spells["months"].sum())
    48
    """
    months = pd.DatetimeIndex(history["month"].to_numpy())
    rows = []
    for name in instruments:
        if name not in INSTRUMENT_BY_NAME:
            raise UnknownName("instrument", name, INSTRUMENT_BY_NAME, field="instruments")
        if "choice" not in history:
            raise UnknownName("variable", "choice", history.data_vars, place="trajectories")
        chosen = history["choice"].sel(instrument=name).to_numpy().astype(int)
        starts = np.flatnonzero(np.r_[True, chosen[1:] != chosen[:-1]])
        ends = np.r_[starts[1:], len(chosen)]
        options = INSTRUMENT_BY_NAME[name].options
        rows += [
            {
                "instrument": name,
                "option": options[chosen[start]],
                "first": months[start],
                "last": months[end - 1],
                "months": int(end - start),
            }
            for start, end in zip(map(int, starts), map(int, ends), strict=True)
        ]
    return pd.DataFrame(rows)


def largest_moves(history: Any, variable: str, count: int) -> pd.DataFrame:
    """Return the months in which a variable moved most, in the order of time.

    Returns
    -------
    DataFrame
        Index `month`; `value` at its end, `change` since the month before; at most so many rows,
        none that stands still. The first month has no month before.

    Examples
    --------
    >>> import sim
    >>> len(largest_moves(sim.simulate(sim.load("neglect")), "relation_jpn_kor", 3))
    3
    """
    path = path_of(history, variable).to_series()
    table = pd.DataFrame({"value": path, "change": path.diff()}).iloc[1:]
    table = table[table["change"] != 0.0]
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index[:count]
    return table.loc[order].sort_index().rename_axis("month")
