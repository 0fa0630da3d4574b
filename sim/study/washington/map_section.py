"""What the bifurcation map comes to, in computed sentences, with its two pictures."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim import plots
from sim.methods.basin import Start, read_cells
from sim.report.markdown import percent
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
) -> dict[str, Any]:
    """Draw the bifurcation map; return what `templates/washington_map.md.j2` prints.

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
    last = int(cells["months"].max())
    late = None
    if last > months:
        later = read_cells(cells, last)
        gap = float(later["gap"].mean())
        late = {"months": last, "two": kinds(later)["two"], "gap": gap}
    moved = moves(cells, months)
    order = sorted(moved, key=lambda axis: -abs(moved[axis]))
    return {
        "title": title,
        "hazards": len(HAZARDS),
        **{
            name: {
                "month": month_words(start.month),
                "share": start.share,
                "ties": start.values["relation_jpn_kor"],
            }
            for name, start in begin.items()
        },
        "months": months,
        "cells": len(read),
        "shares": shares,
        "gap": float(read["gap"].mean()),
        "most": float(read["gap"].max()),
        "humps": float(read["humps"].mean()),
        "late": late,
        "moves": [(_AXES[axis], 100 * moved[axis]) for axis in order],
        "table": _kinds_table(cells, months),
        "spelt": spelt(2.0),
    }


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


def _kinds_table(cells: pd.DataFrame, months: int) -> list[list[str]]:
    """Return kinds of cells by care and brokerage, and of all after longer: a head, then lines."""
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
    return [["basins", *found], *rows]
