"""Observed points by measure: what was seen, when, with what error, and in which block it lies.

Blocks are calendar years: a year is scored by what was trained on all other years up to 2015, and
years after 2015 ('later') by what was trained on the years up to 2015.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.scenario.observed import observed
from sim.spec.calendar import month_number
from sim.spec.preferences import ISO
from sim.spec.world import World

__all__ = ["HELD_OUT", "LAST_TRAINED", "LATER", "MEASURES", "POOLED", "Measure", "points_of"]

#: Last year that anything here is trained on.
LAST_TRAINED = 2015

#: Name of the block of all years after it, and of the years that are held out in turn, together.
LATER, HELD_OUT = "later", "held out"

#: The dyads of a measure that rest on enough data, together.
POOLED = "pooled"


class Measure(NamedTuple):
    """One kind of observed figure.

    `link` is how it is observed: 'share' and 'score' as in `sim.analysis.observation`, 'count' as
    it is. `signs` are those of the slopes on relation and, if there is a second, on grievance.
    `low` and `high` bound the figure; `blocks` are the years that are held out in turn; `within`
    says that ranks speak of movement within a group, not of which group stands higher.
    """

    name: str
    label: str
    unit: str
    link: str
    signs: tuple[int, ...]
    low: float
    high: float
    blocks: tuple[str, ...]
    within: bool = True


MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            "conflict_share",
            "Conflict share of acts, by quarter",
            "share",
            "share",
            (-1,),
            0.0,
            1.0,
            # The second half of 2012 has nothing before it in the same source: always trained on.
            ("2013", "2014", "2015"),
        ),
        Measure(
            "tone",
            "Mean Goldstein score of acts, by quarter",
            "Goldstein score",
            "score",
            (1,),
            -10.0,
            10.0,
            ("2013", "2014", "2015"),
        ),
        Measure(
            "conflict_share_year",
            "Conflict share of acts, by year",
            "share",
            "share",
            (-1,),
            0.0,
            1.0,
            ("2012", "2013", "2014"),
            within=False,
        ),
        Measure(
            "opinion",
            "Share of respondents in favour",
            "share",
            "share",
            (1, -1),
            0.0,
            1.0,
            ("2012", "2013", "2014", "2015"),
        ),
        Measure(
            "provocation",
            "Months of a quarter in which Pyongyang provokes",
            "month",
            "count",
            (),
            0.0,
            3.0,
            ("2012", "2013", "2014", "2015"),
        ),
    )
}

#: Dyads that rest on enough acts by quarter; those with Washington are thin.
_ENOUGH = ("JPN-KOR", "CHN-JPN", "CHN-KOR")


def _from_quarters(y: str, se: str) -> pd.DataFrame:
    """Return one column of the quarterly acts, of the complete source alone."""
    table = observed("icews_quarter")
    table = table[table["source"] == "complete"]
    # Of the third quarter of 2012 the complete source has August and September.
    begun = table["quarter"] == pd.Period("2012Q3")
    last = [month_number(str(q.asfreq("M", "end"))) for q in table["quarter"]]
    return pd.DataFrame(
        {
            "group": table["dyad"],
            "dyad": table["dyad"],
            "time": table["quarter"].astype(str),
            "step": [q.ordinal for q in table["quarter"]],
            "first": np.array(last) - np.where(begun, 1, 2),
            "last": last,
            "y": table[y],
            "se": table[se],
            "n": table["effective_n"],
            "thin": ~table["dyad"].isin(_ENOUGH),
        }
    )


def _from_years() -> pd.DataFrame:
    table = observed("icews_year")
    first = [month_number(f"{year}-01") for year in table["year"]]
    return pd.DataFrame(
        {
            "group": table["dyad"],
            "dyad": table["dyad"],
            "time": table["year"].astype(str),
            "step": [year.ordinal for year in table["year"]],
            "first": first,
            "last": np.array(first) + 11,
            "y": table["conflict_share"],
            "se": table["se_conflict_share"],
            "n": table["n"].astype(float),
            "thin": False,
        }
    )


#: The polls, and the pollsters' names in short.
_POLLS = {
    "affinity_cabinet_office": "Cabinet Office",
    "impression_genron_eai": "Genron/EAI",
    "favourability_pew": "Pew",
}


def _from_opinion() -> pd.DataFrame:
    """Return the three polls; a group is one pollster, one public and one target."""
    found = []
    for name, pollster in _POLLS.items():
        table = observed(name)
        pair = table[["respondents", "target"]]
        month = [month_number(str(month)) for month in table["month"]]
        found.append(
            pd.DataFrame(
                {
                    "group": pollster + " " + pair["respondents"] + ">" + pair["target"],
                    "dyad": ["-".join(sorted(two)) for two in pair.itertuples(index=False)],
                    "time": table["month"].astype(str),
                    # Surveys come about once a year: a lag is one in years.
                    "step": [round(one / 12) for one in month],
                    "first": month,
                    "last": month,
                    "y": table["share"],
                    "se": table["se"],
                    "n": table["n"].astype(float),
                    "thin": False,
                }
            )
        )
    return pd.concat(found, ignore_index=True)


def _from_tests() -> pd.DataFrame:
    """Return in how many months of each quarter there was a missile or nuclear event."""
    table = observed("provocation_prk")
    happened = (table["missile"] + table["nuclear"] > 0).astype(float)
    quarter = pd.PeriodIndex(table["month"]).asfreq("Q")
    by = happened.groupby(quarter)
    whole = by.sum()[by.count() == 3]
    last = np.array([month_number(str(q.asfreq("M", "end"))) for q in whole.index])
    return pd.DataFrame(
        {
            "group": "PRK",
            "dyad": "PRK",
            "time": whole.index.astype(str),
            "step": [q.ordinal for q in whole.index],
            "first": last - 2,
            "last": last,
            "y": whole.to_numpy(),
            "se": np.nan,
            "n": np.nan,
            "thin": False,
        }
    )


_CAPITALS = {code: capital for capital, code in ISO.items()}


def _leaders(world: World, countries: Sequence[str], month: int) -> str:
    """Return who leads the countries in a month."""
    return " ".join(world.holder(_CAPITALS[country], month) for country in countries)


_SOURCES: Mapping[str, Callable[[], pd.DataFrame]] = {
    "conflict_share": lambda: _from_quarters("conflict_share", "se_conflict_share"),
    "tone": lambda: _from_quarters("tone", "se_tone"),
    "conflict_share_year": _from_years,
    "opinion": _from_opinion,
    "provocation": _from_tests,
}


def points_of(measure: str, world: World) -> pd.DataFrame:
    """Return the observed points of a measure, up to the end of a world's window.

    Returns
    -------
    DataFrame
        One row a point, in time order within a group: `group` (whose offset and whose past), `dyad`
        (PRK for Pyongyang's choice), `time` (text), `step` (whole number of quarters or years),
        `first` and `last` month number, `y`, `se`, `n` (effective), `thin`; `block` (a year,
        'later', or '' where never scored), `inside` (the world has the months), `pair` (leaders of
        Tokyo and Seoul in the middle month, '' outside), `term` (those of the dyad's own capitals).

    Examples
    --------
    >>> from sim.scenario import load
    >>> points = points_of("tone", load("baseline_hindcast"))
    >>> points.loc[points["time"] == "2014Q2", "pair"].unique().tolist()
    ['abe park']
    >>> points.loc[(points["time"] == "2014Q2") & (points["dyad"] == "KOR-USA"), "term"].tolist()
    ['park obama']
    """
    points = _SOURCES[measure]()
    points = points[points["last"] <= world.last].sort_values(["group", "last"])
    points = points.reset_index(drop=True)
    year = points["last"] // 12
    inside = points["first"] >= world.first
    held = year.astype(str).where(year.astype(str).isin(MEASURES[measure].blocks), "")
    points["block"] = held.mask(year > LAST_TRAINED, LATER).where(inside, "")
    points["inside"] = inside
    middle = (points["first"] + points["last"] + 1) // 2
    points["pair"] = [
        _leaders(world, ("JPN", "KOR"), month) if has else ""
        for month, has in zip(middle, inside, strict=True)
    ]
    points["term"] = [
        _leaders(world, dyad.split("-"), month) if has else ""
        for dyad, month, has in zip(points["dyad"], middle, inside, strict=True)
    ]
    # Nothing is scored that has no past: persistence could not stand beside it.
    starts = points.groupby("group")["last"].transform("min")
    block_start = points.groupby(["group", "block"])["last"].transform("min")
    points["block"] = points["block"].where(starts < block_start, "")
    return points
