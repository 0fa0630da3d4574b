"""What the bifurcation map comes to, in computed sentences, with its two pictures."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from sim import plots
from sim.methods.basin import Start, read_cells
from sim.report.markdown import percent, table, with_sign
from sim.spec.calendar import month_words
from sim.study.washington.basin import APART, CLOSE, threshold
from sim.study.washington.bifurcation import REWARD
from sim.study.washington.load import HAZARDS, spelt

__all__ = ["KINDS", "kinds", "map_section", "moves"]

#: What a cell can be, in the order of the table, in words.
KINDS = {
    "two": "two: each keeps at least half of the runs that begin in it",
    "close": "one, close: only it does",
    "apart": "one, apart: only it does",
    "none": "none: neither does",
}

#: Words for the axes.
_AXES = {
    "load": "the load of issues",
    "demands": "demands",
    "brokerage, much care": "brokerage where Washington cares",
    "brokerage, little care": "brokerage where it cares little",
}


def kinds(read: pd.DataFrame) -> dict[str, float]:
    """Return the share of cells of each kind.

    Parameters
    ----------
    read : of `read_cells`
    """
    return {kind: float((read["basins"] == kind).mean()) for kind in KINDS}


def moves(cells: pd.DataFrame, months: int) -> dict[str, float]:
    """Return how far the share that ends close moves from the low to the high end of each axis.

    The mean over all other axes and both starts; brokerage at each level of care.

    Parameters
    ----------
    cells : of `map_cells`
    """
    here = cells[cells["months"] == months]
    care = here["care"].to_numpy()

    def end_to_end(rows: pd.DataFrame, axis: str) -> float:
        found = rows.groupby(axis)["close"].mean().sort_index()
        return float(found.iloc[-1] - found.iloc[0])

    return {
        "load": end_to_end(here, "load"),
        "demands": end_to_end(here, "demands"),
        "brokerage, much care": end_to_end(here[care == care.max()], "brokerage"),
        "brokerage, little care": end_to_end(here[care == care.min()], "brokerage"),
    }


def map_section(
    cells: pd.DataFrame,
    begin: Mapping[str, Start],
    *,
    months: int,
    seed: int,
    folder: Path,
) -> str:
    """Return the section on the bifurcation map, with its pictures.

    Parameters
    ----------
    cells : of `map_cells`
    begin : of `starts`
    months : of the window; the map is drawn as it is then
    folder : whose `figures` takes the pictures
    """
    read = read_cells(cells, months)
    shares = kinds(read)
    title = _title(shares)
    runs = int(cells["runs"].iloc[0])
    caption = (
        f"{runs:,} replicates a cell from each start, seed {seed}; same luck in all cells. A share "
        f"is known to ± {100 * 0.5 / np.sqrt(runs):.1f} points or better (standard error). Ties "
        f"after {months} months, apart below {threshold(APART)}, close above {threshold(CLOSE)}; "
        f"begun apart as in {month_words(begin['apart'].month)}, close as in "
        f"{month_words(begin['close'].month)}; reward for loyalty {REWARD:g}."
    )
    for name, column, head, subtitle in (
        (
            "traits_basins",
            "share",
            title,
            "Colour: how often a run begun close ends close. Between the two lines each basin "
            "keeps half or more of the runs begun in it: two basins, and the start decides",
        ),
        (
            "traits_gap",
            "gap",
            _gap_title(read),
            "Colour: how much more often a run ends close if it begins close than if it begins "
            "apart; the luck is the same",
        ),
    ):
        plots.save(
            plots.basin_maps(read, column, title=head, subtitle=subtitle, caption=caption),
            folder / "figures",
            name,
        )
    return "\n\n".join(
        [
            f"## {title}",
            _asked(begin),
            _said(cells, read, months),
            _kinds_table(cells, months),
            "![Bifurcation map](figures/traits_basins.png)",
            "![What the start decides](figures/traits_gap.png)",
            f"All cells, starts and times of reading: [basin_map.csv](basin_map.csv). A load of 2, "
            f"by name: `{spelt(2.0)}`.",
        ]
    )


def _title(shares: Mapping[str, float]) -> str:
    """Return what the map comes to in one line."""
    if shares["two"] >= 0.5:
        return "Over most of the map there are two basins, and the start decides"
    if shares["two"] >= 0.05:
        return "Two basins lie side by side over part of the map"
    if shares["none"] >= 0.05:
        return "Hardly anywhere two basins: elsewhere one keeps its runs, or neither"
    return "Almost everywhere there is one basin: the start is forgotten"


def _gap_title(read: pd.DataFrame) -> str:
    """Return what the start decides in one line."""
    care, brokerage = read["care"], read["brokerage"]
    strong = read.loc[(care == care.max()) & (brokerage == brokerage.max()), "gap"].mean()
    weak = read.loc[brokerage == brokerage.min(), "gap"].mean()
    return (
        f"A good start is worth {100 * weak:.0f} points without a broker, {100 * strong:.0f} with "
        "one who cares"
    )


def _asked(begin: Mapping[str, Start]) -> str:
    """Return what the map is, its axes and its two starts."""
    near, far = begin["close"], begin["apart"]
    ties = {name: start.values["relation_jpn_kor"] for name, start in begin.items()}
    return (
        f"The load of issues is one number that multiplies the {len(HAZARDS)} hazards by which the "
        "past comes up in the window (rulings, orders to sell assets, acts of either capital, "
        "frictions): 0 for none, 1 for the model's own, 2 for twice as often. Demands "
        "(`leaders.washington.burden_demand`) go from 0 to 1, brokerage "
        "(`leaders.washington.mediation`) has three levels, care "
        "(`leaders.washington.neighbour_priority`) two. Each cell begins twice. What lies between "
        "Tokyo and Seoul (ties, dispute, retaliation, trust, beliefs about one another and the "
        f"like) is as the history before the window had it in {month_words(far.month)}, when "
        f"{percent(far.share, places=0)} of its runs stood apart (ties of "
        f"{with_sign(ties['apart'], 2)}), or in {month_words(near.month)}, when "
        f"{percent(near.share, places=0)} stood close ({with_sign(ties['close'], 2)}); all else is "
        f"the same. Apart is below {threshold(APART)}, close above {threshold(CLOSE)}."
    )


def _said(cells: pd.DataFrame, read: pd.DataFrame, months: int) -> str:
    """Return the sentences on how much of the map has two basins, and where the border moves."""
    shares = kinds(read)
    last = int(cells["months"].max())
    gap, humps = float(read["gap"].mean()), float(read["humps"].mean())
    first = (
        f"**After {months} months {percent(shares['two'])} of the map's {len(read):,} cells have "
        f"two basins; in {percent(shares['close'])} only the close one keeps its runs, in "
        f"{percent(shares['apart'])} only the one apart, in {percent(shares['none'])} neither.** A "
        f"run ends close {100 * gap:.1f} points more often if it begins close than if it begins "
        f"apart, at most {100 * float(read['gap'].max()):.1f}. Begun close, runs lie in two humps "
        f"in {percent(humps)} of the cells: a tenth or more in each basin, and a coefficient of "
        "bimodality above that of an even distribution, 5/9 (Pfister et al. 2013)."
    )
    if last > months:
        late = read_cells(cells, last)
        first += (
            f" After {last} months there are two basins in {percent(kinds(late)['two'])} of the "
            f"cells and the gap is {100 * float(late['gap'].mean()):.1f} points: "
            + _forgotten(gap, float(late["gap"].mean()))
        )
    moved = moves(cells, months)
    order = sorted(moved, key=lambda name: -abs(moved[name]))
    rest = ", ".join(f"{_AXES[name]} {_points(moved[name])}" for name in order[1:])
    second = (
        f"**The border moves most along {_AXES[order[0]]}: from its low to its high end the share "
        f"that ends close moves by {_points(moved[order[0]])} points;** {rest}."
    )
    return f"{first}\n\n{second}"


def _forgotten(gap: float, later: float) -> str:
    """Return how much of the gap is a start that time makes forgotten."""
    if later >= gap:
        return "time takes nothing from it."
    if later <= 0.0:
        return "time makes all of it forgotten."
    return (
        f"{100 * (gap - later):.1f} of the {100 * gap:.1f} points were a start that time makes "
        "forgotten, the rest lasts."
    )


def _points(share: float) -> str:
    return with_sign(100 * share, 1)


def _kinds_table(cells: pd.DataFrame, months: int) -> str:
    """Return the table of kinds of cells by care and brokerage, and of all after longer."""
    read = read_cells(cells, months)
    columns: dict[str, pd.DataFrame] = {
        f"care {care:g}, brokerage {brokerage:g}": rows
        for (care, brokerage), rows in read.groupby(["care", "brokerage"])
    }
    for month in sorted(set(cells["months"])):
        columns[f"all, after {month} months"] = read_cells(cells, month)
    found = {name: kinds(rows) for name, rows in columns.items()}
    rows = [
        [words, *(percent(one[kind], places=0) for one in found.values())]
        for kind, words in KINDS.items()
    ]
    for words, mean in (
        ("mean share that ends close, begun close", lambda one: one["share"].mean()),
        ("… begun apart", lambda one: (one["share"] - one["gap"]).mean()),
    ):
        rows.append([words, *(percent(float(mean(one)), places=0) for one in columns.values())])
    return table(["basins", *found], rows)
