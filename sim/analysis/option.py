"""What the capitals do: how often each option of each instrument is taken, leader by leader."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.point import one_point, replicates_of
from sim.errors import UnknownName
from sim.spec.calendar import month_of
from sim.spec.instruments import INSTRUMENTS
from sim.spec.preferences import CAPITALS

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["option_table"]


def option_table(
    results: "Results", point: int | str | None = None, *, capital: str | None = None
) -> pd.DataFrame:
    """Return the share of months in which each option was taken, by leader in office.

    Parameters
    ----------
    capital : str or None
        One capital only, as 'washington'.

    Returns
    -------
    DataFrame
        One row a capital, instrument, leader and option, in the order of office and menu: `share`
        over months and replicates, `se`, an upper bound of its Monte Carlo error (as if a
        replicate's months were all alike: √(p(1 − p)/n)), and `months` in office.
    """
    if capital is not None and capital not in CAPITALS:
        raise UnknownName("capital", str(capital), CAPITALS, field="capital")
    number = one_point(results, point)
    world, count = results.world(number), replicates_of(results, number)
    taken = results.shares.query("point == @number").groupby("variable")
    rows = []
    for instrument in INSTRUMENTS:
        if capital is not None and instrument.capital != capital:
            continue
        shares = taken.get_group(f"choice_{instrument.name}")
        shares = shares.pivot(index="month", columns="level", values="share").fillna(0.0)
        months = pd.DatetimeIndex(shares.index)
        holders = np.array([world.holder(instrument.capital, month_of(month)) for month in months])
        for leader in dict.fromkeys(holders):
            term = shares[holders == leader]
            for level, option in enumerate(instrument.options):
                share = float(term[level].mean()) if level in term else 0.0
                rows.append(
                    {
                        "capital": instrument.capital,
                        "instrument": instrument.name,
                        "leader": str(leader),
                        "option": option,
                        "share": share,
                        "se": float(np.sqrt(max(0.0, share * (1.0 - share)) / count)),
                        "months": len(term),
                    }
                )
    return pd.DataFrame(rows)
