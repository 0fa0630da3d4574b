"""The hindcast against the record: where trough and recovery fall, and what comes unasked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from sim.analysis import (
    Interval,
    change_between,
    extreme_year,
    first_passage,
    first_true,
    mc_se,
    prob_ci,
    steepest_change,
    year_means,
    year_table,
    year_totals,
)
from sim.study import record

__all__ = ["EVENTS", "PATHS", "Reading", "read_hindcast"]

RELATION = "relation_jpn_kor"

#: Events that nobody scripts, with the words for them.
EVENTS = {
    "settlement_event": "settlements",
    "reversal_event": "reversals",
    "summit_event": "Tokyo–Seoul summits",
    "trilateral_event": "meetings of the three",
    "escalation_event_jpn": "steps up the ladder by Tokyo",
    "escalation_event_kor": "steps up the ladder by Seoul",
}

#: What is kept of every month.
PATHS = (RELATION, "retaliation_level_jpn", "retaliation_level_kor", *EVENTS)


@dataclass(frozen=True)
class Reading:
    """What paths of a hindcast say.

    Attributes
    ----------
    means : DataFrame
        Mean relation of each calendar year, one row a replicate.
    years : DataFrame
        One row a calendar year: median of the year's mean relation with its error, q05, q95; share
        of replicates with their lowest year there, `trough` (with `trough_low`, `trough_high`), and
        with their steepest `fall` and `rise` into it.
    median_trough, median_fall, median_rise : int
        The year that the median replicate has.
    trough_held, recovery_held : Interval
        Share of replicates that meet the record's trough and recovery.
    change : Interval
        Mean change over the record's recovery.
    events : DataFrame
        One row an event: expected number with error, share of replicates without any, and the
        median month of the first among all replicates ('' if half of them never have it).
    by_year : DataFrame
        Expected number of each event in each calendar year.
    summits : ndarray
        Summits in the months of the record's count, one number a replicate.
    trade_step_held : Interval
        Share of replicates in which Tokyo's ladder stands at trade or above at some time in the two
        years after the first ruling.
    """

    means: pd.DataFrame
    years: pd.DataFrame
    median_trough: int
    median_fall: int
    median_rise: int
    trough_held: Interval
    recovery_held: Interval
    change: Interval
    events: pd.DataFrame
    by_year: pd.DataFrame
    summits: np.ndarray
    trade_step_held: Interval
    replicates: int


def _median_year(shares: pd.DataFrame) -> int:
    """Return the year that the median replicate has."""
    return int(shares.index[int(np.searchsorted(shares["share"].cumsum().to_numpy(), 0.5))])


def _share(flags: np.ndarray) -> Interval:
    return prob_ci(int(flags.sum()), len(flags))


def _events(paths: xr.Dataset) -> pd.DataFrame:
    """Return what came of each event that nobody scripts."""
    months = pd.DatetimeIndex(paths["month"].to_numpy())
    rows = []
    for name, words in EVENTS.items():
        happened = paths[name].transpose("replicate", "month").to_numpy() > 0
        counts = happened.sum(axis=1)
        wait = first_passage(first_true(happened), len(months))
        first = "" if np.isnan(wait.median) else f"{months[int(wait.median)]:%Y-%m}"
        rows.append(
            {
                "event": words,
                "expected": counts.mean(),
                "se": mc_se(counts),
                "q05": np.quantile(counts, 0.05),
                "q95": np.quantile(counts, 0.95),
                "never": wait.never,
                "first": first,
            }
        )
    return pd.DataFrame(rows, index=pd.Index(list(EVENTS), name="variable"))


def _between(paths: xr.Dataset, first: str, last: str) -> xr.Dataset:
    """Return the months from one to another, both included."""
    return paths.sel(month=slice(pd.Timestamp(f"{first}-01"), pd.Timestamp(f"{last}-01")))


def read_hindcast(paths: xr.Dataset) -> Reading:
    """Read trough, recovery and events from monthly paths of a hindcast.

    Parameters
    ----------
    paths : Dataset
        The variables `PATHS`, dims (replicate, month), over the years of the record.
    """
    means = year_means(paths[RELATION])
    trough = extreme_year(means)
    fall, rise = steepest_change(means, rise=False), steepest_change(means, rise=True)
    years = year_table(means).join(
        [
            trough.rename(columns={"share": "trough", "low": "trough_low", "high": "trough_high"}),
            fall["share"].rename("fall"),
            rise["share"].rename("rise"),
        ]
    )
    lowest = means.columns[means.to_numpy().argmin(axis=1)]
    due, back = record.TROUGH, record.RECOVERY
    gained = (means[back.after] - means[back.before]).to_numpy()
    counted = _between(paths, record.SUMMITS.first, record.SUMMITS.last)
    step = record.TRADE_MEASURES
    spiral = _between(paths, step.first, step.last)
    return Reading(
        means=means,
        years=years,
        median_trough=_median_year(trough),
        median_fall=_median_year(fall),
        median_rise=_median_year(rise),
        trough_held=_share(np.asarray((lowest >= due.first) & (lowest <= due.last))),
        recovery_held=_share(gained >= back.least),
        change=change_between(means, back.before, back.after),
        events=_events(paths),
        by_year=pd.DataFrame(
            {words: year_totals(paths[name]).mean() for name, words in EVENTS.items()}
        ),
        summits=counted["summit_event"].sum("month").to_numpy(),
        trade_step_held=_share(
            (spiral["retaliation_level_jpn"] >= step.level).any("month").to_numpy()
        ),
        replicates=paths.sizes["replicate"],
    )
