"""Where worlds end: apart, close, or between. What both ends are held to lies here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim import plots
from sim.analysis import of_hundred, prob_ci
from sim.methods.basin import Basins
from sim.study.washington.design import Cell

__all__ = ["APART", "CLOSE", "TIES", "Ends", "basins", "ends_of", "picture", "said", "threshold"]

#: Ties beyond which a world is in one basin or the other; what lies between is neither. Assumed: as
#: far to either side of 0 as the fall that other outcomes count.
APART, CLOSE = -0.2, 0.2
TIES = Basins("relation_jpn_kor", APART, CLOSE)

#: Whether Washington brokers and whether it cares, to ties in the last month: (cell, replicate).
Ends = Mapping[tuple[bool, bool], np.ndarray]

#: Washington in words, by whether it brokers and whether it cares.
_SAID = {
    (False, False): "neither brokers nor cares",
    (False, True): "cares but does not broker",
    (True, False): "brokers but cares little",
    (True, True): "brokers and cares",
}
_WARNING = "This model explores and teaches; it does not predict."


def threshold(value: float) -> str:
    """Return a threshold with a true minus.

    Examples
    --------
    >>> threshold(-0.2), threshold(0.2)
    ('−0.2', '0.2')
    """
    return f"{value:g}".replace("-", "−")


def ends_of(cells: Mapping[Cell, pd.DataFrame]) -> dict[tuple[bool, bool], np.ndarray]:
    """Return ties in the last month by whether Washington brokers and whether it cares."""
    found: dict[tuple[bool, bool], list[np.ndarray]] = {}
    for (broker, care, *_), one in cells.items():
        found.setdefault((broker, care), []).append(one["jpn_kor_final"].to_numpy())
    return {both: np.stack(found[both]) for both in sorted(found)}


def basins(ends: Ends, folder: Path, caption: str) -> dict[str, Any]:
    """Draw how worlds end; return the shares of those that end apart, between and close."""
    plots.save(picture(ends, caption), folder / "figures", "traits_ends", says=said(ends))
    rows = [(_SAID[both], *TIES.shares(final)) for both, final in ends.items()]
    return {"rows": rows, "says": said(ends)}


def _counts(ends: Ends) -> dict[tuple[bool, bool], list[int]]:
    """Return how many of a hundred worlds end close, between and apart."""
    return {both: of_hundred(TIES.shares(final)[::-1]) for both, final in ends.items()}


def said(ends: Ends) -> str:
    """Return in one sentence how many of a hundred worlds end close under each Washington."""
    close = [f"{counts[0]} where it {_SAID[both]}" for both, counts in _counts(ends).items()]
    first = close[0].replace(" it ", " Washington ", 1)
    return (
        f"Of 100 worlds each, Tokyo and Seoul end close in {'; in '.join((first, *close[1:]))}. "
        f"{_WARNING}"
    )


def picture(ends: Ends, caption: str) -> Figure:
    """Draw a hundred worlds of each Washington by how Tokyo and Seoul end.

    An interval is that of as many worlds as a cell has replicates: cells share their luck, and that
    of their mean is never wider.
    """
    counts, below, spans = _counts(ends), [], {}
    for both, final in ends.items():
        close, between, apart = counts[both]
        runs = final.shape[-1]
        found = spans[both] = prob_ci(TIES.shares(final)[-1] * runs, runs)
        below.append(
            f"{close} close ({100 * found.low:.0f} to {100 * found.high:.0f})\n"
            f"{between} between, {apart} apart"
        )
    most = max(counts, key=lambda both: counts[both][0])
    least = min(counts, key=lambda both: counts[both][0])
    title = f"Close ties in {counts[most][0]} of 100 worlds"
    if counts[most][0] > counts[least][0] and spans[most].low <= spans[least].high:
        title = (
            f"Close ties in {counts[least][0]} to {counts[most][0]} of 100 worlds: whether "
            "Washington matters is undecided"
        )
    elif counts[most][0] > counts[least][0]:
        title += f" where Washington {_SAID[most]},\nin {counts[least][0]} where it {_SAID[least]}"
    else:
        title += ", whatever Washington does"
    return plots.hundred_worlds(
        {_SAID[both].capitalize(): TIES.shares(final)[::-1] for both, final in ends.items()},
        [
            f"close: relation above {threshold(CLOSE)}",
            "between",
            f"apart: relation below {threshold(APART)}",
        ],
        below=below,
        title=title,
        subtitle="100 worlds of each Washington by Tokyo–Seoul ties in the last month, over low "
        "and high demands and reward",
        caption=f"{caption} In brackets: 95% interval, at its widest.",
    )
