"""When runs cross from one basin into the other, and whether they come back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim import plots
from sim.methods.basin import Start, begun, crossing_table
from sim.report.markdown import percent
from sim.runner.columns import run_columns
from sim.spec.calendar import month_name, month_words
from sim.spec.world import World
from sim.study.washington.basin import APART, CLOSE, TIES, threshold
from sim.study.washington.design import Cell

__all__ = [
    *("CONTRASTS", "FEWEST", "SIDES", "Crossed"),
    *("crossing", "crossings_of"),
]

#: The Washingtons whose crossings are told: brokers and cares, or neither, at high reward, while it
#: demands little or much. Which of the design's factors are high: mediation, care, demands, reward.
CONTRASTS: dict[str, Cell] = {
    "neither brokers nor cares, demands little": (False, False, False, True),
    "brokers and cares, demands little": (True, True, False, True),
    "neither brokers nor cares, demands much": (False, False, True, True),
    "brokers and cares, demands much": (True, True, True, True),
}

#: Runs that begin in a basin, or have crossed, below which no share of them is told. Assumed: the
#: 95 % interval of a half is then 18 points wide to either side.
FEWEST = 30

#: Each basin, and the one that runs cross into from it.
SIDES = {"close": "apart", "apart": "close"}

#: Share of runs that counts as few. Assumed: one in ten.
_FEW = 0.1

#: Most ends of years in a row of the table.
_MOST_YEARS = 5


class Crossed(NamedTuple):
    """When runs of `CONTRASTS` cross, and what the section says of how they begin.

    Attributes
    ----------
    table : of `sim.methods.basin.crossing_table`
    first, months : month number of the window's first month, and its length
    strays : greatest share of a world's own runs that do not begin close
    since : month number of the history that runs begun apart go on from; None where those are told
        that begin apart by themselves
    """

    table: pd.DataFrame
    first: int
    months: int
    strays: float
    since: int | None


def crossings_of(
    worlds: Mapping[str, World],
    begin: Mapping[str, Start],
    replicates: int,
    seed: int,
    threads: int | None = None,
) -> Crossed:
    """Run the worlds of `CONTRASTS` for their ties month by month, and tell when they cross.

    Each runs twice: from its own start, and from the start apart where there is one, since few or
    none of its own runs may begin there. Of each month nothing else is kept.

    Parameters
    ----------
    worlds : name of each contrast to its world
    begin : of `starts`; empty for worlds that have none
    replicates, seed : rows are those of a study with this seed
    """

    def ties(world: World) -> NDArray[np.float64]:
        (values,) = run_columns(world, [TIES.variable], replicates, seed, threads=threads).values()
        return values

    own = {name: ties(world) for name, world in worlds.items()}
    found, since = crossing_table(own, TIES, "washington"), None
    if "apart" in begin:
        since = begin["apart"].month
        far = {name: ties(begun(world, begin["apart"])) for name, world in worlds.items()}
        tables = ((found, "close"), (crossing_table(far, TIES, "washington"), "apart"))
        found = pd.concat([one[one["begins"] == side] for one, side in tables], ignore_index=True)
    world = next(iter(worlds.values()))
    strays = max(1.0 - TIES.shares(values[:, 0])[2] for values in own.values())
    return Crossed(found, world.first, world.months, strays, since)


def crossing(crossed: Crossed, folder: Path, caption: str) -> dict[str, Any]:
    """Draw when runs cross; return what `templates/washington_crossings.md.j2` prints.

    Parameters
    ----------
    crossed : of `crossings_of`
    folder : whose `figures` takes the picture
    caption : of the picture: replicates and seed
    """
    found = crossed.table
    told = [side for side in SIDES if _most(found, side, "left") >= FEWEST]
    title = _title(found, told, crossed.months)
    panels = [
        (side, event)
        for side in told
        for event in ("left", "back")
        if event == "left" or _come_back(found, side) >= _FEW
    ]
    if panels:
        plots.save(
            plots.crossing_curves(
                found,
                panels,
                first=crossed.first,
                title=title,
                subtitle="Share of runs that have not crossed, or not come back, yet; bands: 95% "
                "intervals",
                caption=f"{caption} {_sides(crossed.since)}",
            ),
            folder / "figures",
            "traits_crossings",
        )
    return {
        "title": title,
        "low": threshold(APART),
        "high": threshold(CLOSE),
        "close": 1.0 - crossed.strays,
        "since": "" if crossed.since is None else month_words(crossed.since),
        "last": month_words(crossed.first + crossed.months - 1),
        "sides": [_told(crossed, side) for side in told],
        "drawn": bool(panels),
    }


def _sides(since: int | None) -> str:
    """Return what a caption says of the two basins."""
    words = f"Apart: ties below {threshold(APART)}; close: above {threshold(CLOSE)}."
    return words if since is None else f"{words} Begun apart: as in {month_words(since)}."


def _title(found: pd.DataFrame, told: Sequence[str], months: int) -> str:
    """Return what the crossings come to in one line."""
    if not told:
        return "Too few runs begin in a basin to say when they leave it"
    if max(_shares(found, side, "left", months).max() for side in told) < _FEW:
        return "Few runs cross from one basin to the other"
    crosses = "Runs cross from one basin to the other"
    if sum(int(_back(found, side)["runs"].sum()) for side in told) < FEWEST:
        return crosses
    came = _come_back(found, *told)
    if came < _FEW:
        return f"{crosses}, and hardly any comes back within the window"
    return f"{crosses}, and {'most' if came > 0.5 else 'some'} come back within the window"


def _rows(found: pd.DataFrame, begins: str, event: str) -> pd.DataFrame:
    return found[(found["begins"] == begins) & (found["event"] == event)]


def _most(found: pd.DataFrame, begins: str, event: str) -> int:
    """Return how many runs of the Washington with the most can have an event."""
    rows = _rows(found, begins, event)
    return int(rows["runs"].max()) if len(rows) else 0


def _shares(found: pd.DataFrame, begins: str, event: str, month: int) -> pd.Series:
    """Return by Washington the share that has had an event by a month of the window."""
    rows = _rows(found, begins, event)
    rows = rows[(rows["month"] == month) & (rows["runs"] >= FEWEST)]
    return 1.0 - rows.set_index("washington")["waiting"]


def _back(found: pd.DataFrame, begins: str) -> pd.DataFrame:
    """Return by Washington how many runs crossed, and how many of them came back in the window."""
    rows = _rows(found, begins, "back").groupby("washington", sort=False)
    return rows.agg(runs=("runs", "max"), happened=("happened", "max"))


def _come_back(found: pd.DataFrame, *sides: str) -> float:
    """Return the share of the runs that crossed from these basins that came back; 0 of none."""
    both = pd.concat([_back(found, side) for side in sides])
    return float(both["happened"].sum() / max(1, both["runs"].sum()))


def _marks(months: int) -> list[int]:
    """Return the months of the window whose ends the table tells: ends of years, and the last.

    Examples
    --------
    >>> _marks(48), _marks(5), _marks(120)
    ([12, 24, 36, 48], [5], [24, 48, 72, 96, 120])
    """
    years = -(-months // 12)
    step = 12 * -(-years // _MOST_YEARS)
    return sorted({*range(step, months, step), months})


def _told(crossed: Crossed, begins: str) -> dict[str, Any]:
    """Return what is told of the runs that begin in one basin."""
    found, marks, other = crossed.table, _marks(crossed.months), SIDES[begins]
    left = {mark: _shares(found, begins, "left", mark) for mark in marks}
    back = _back(found, begins)
    most = _rows(found, begins, "left").groupby("washington", sort=False)["runs"].max()
    runs = {str(name): int(count) for name, count in most.items() if count >= FEWEST}
    rows = []
    for name, count in runs.items():
        gone, came = (int(back[one].get(name, 0)) for one in ("runs", "happened"))
        shown = [percent(float(left[mark][name])) for mark in marks]
        rows.append([name, f"{count:,}", *shown, f"{came:,} of {gone:,}"])
    ends = left[crossed.months][list(runs)].sort_values()
    head = [
        *("Washington", f"begin {begins}"),
        *(f"{other} by {month_name(crossed.first + mark - 1)}" for mark in marks),
        "of these back in the window",
    ]
    return {
        "begins": begins,
        "other": other,
        "least": (ends.index[0], float(ends.iloc[0])),
        "most": (ends.index[-1], float(ends.iloc[-1])),
        "gone": int(back["runs"].sum()),
        "came": int(back["happened"].sum()),
        "head": head,
        "rows": rows,
    }
