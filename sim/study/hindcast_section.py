"""Sections of the report on the hindcast: beside the record, and without its leaders."""

from typing import Any

import numpy as np

from sim.analysis import Interval, paired_diff, prob_ci, quantile_ci
from sim.methods.statement.decide import touches
from sim.report.markdown import percent, with_interval
from sim.study import record
from sim.study.hindcast import Reading

__all__ = ["beside_the_record", "leaders_alone"]


def _dated(happened: tuple[record.Happened, ...]) -> str:
    """Return how many events the record has, and when."""
    return f"{len(happened)}: " + ", ".join(one.month for one in happened)


def _events(reading: Reading) -> list[tuple[dict[Any, Any], str, str]]:
    """Return each unscripted event with its busiest years, and the record where it counts them."""
    known = {
        "settlement_event": _dated(record.SETTLEMENTS),
        "reversal_event": _dated(record.REVERSALS),
        "summit_event": f"{record.SUMMITS.number} from {record.SUMMITS.first} to "
        f"{record.SUMMITS.last}",
        "escalation_event_jpn": f"trade measures {record.TRADE_STEP.month}",
    }
    rows = []
    for row in reading.events.reset_index().to_dict("records"):
        most = reading.by_year[row["event"]].nlargest(2)
        busiest = ", ".join(f"{year} ({number:.1f})" for year, number in most.items())
        rows.append((row, busiest, known.get(str(row["variable"]), "")))
    return rows


def _in_words(share: Interval) -> str:
    """Return a share with its interval, in per cent."""
    return f"{percent(share.value)} ({100 * share.low:.1f} to {100 * share.high:.1f})"


def _result(holds: bool, reaches: bool) -> str:
    """Return what became of what the record asks; undecided if an interval still reaches it."""
    return "met" if holds else "undecided" if reaches else "missed"


def _share_kept(share: Interval, wanted: float) -> str:
    """Return what became of a share of replicates that is wanted at least."""
    return _result(share.value >= wanted, share.high >= wanted)


def _summits_kept(summits: np.ndarray) -> str:
    """Return what became of the record's count: the median near it, the count within the spread."""
    met = record.SUMMITS
    middle = quantile_ci(summits, 0.5)
    low, high = np.quantile(summits, [0.05, 0.95])
    holds = met.low <= np.median(summits) <= met.high and low <= met.number <= high
    widest = quantile_ci(summits, 0.05).low, quantile_ci(summits, 0.95).high
    within = touches(*widest, met.number, met.number)
    return _result(bool(holds), within and touches(middle.low, middle.high, met.low, met.high))


def _verdicts(reading: Reading) -> list[list[str]]:
    """Return what the record asks, what the model gives, and whether it is met."""
    due, back, met = record.TROUGH, record.RECOVERY, record.SUMMITS
    again, step = record.UNDONE, record.TRADE_MEASURES
    low, high = np.quantile(reading.summits, [0.05, 0.95])
    reversed_ = 1.0 - float(reading.events["never"]["reversal_event"])
    undone = prob_ci(round(reversed_ * reading.replicates), reading.replicates)
    return [
        [
            f"lowest year from {due.first} to {due.last}",
            due.source,
            f"{_in_words(reading.trough_held)} of replicates, median {reading.median_trough}",
            f"{due.wanted:.0%}",
            _share_kept(reading.trough_held, due.wanted),
        ],
        [
            f"{back.after} above {back.before} by {back.least:g} or more",
            back.source,
            f"{_in_words(reading.recovery_held)}, mean rise {with_interval(*_of(reading.change))}",
            f"{back.wanted:.0%}",
            _share_kept(reading.recovery_held, back.wanted),
        ],
        [
            f"{met.number} summits from {met.first} to {met.last}",
            met.source,
            f"median {np.median(reading.summits):.0f}, 90% of replicates {low:.0f} to {high:.0f}",
            f"median {met.low} to {met.high}, {met.number} within",
            _summits_kept(reading.summits),
        ],
        [
            "any settlement is reversed",
            again.source,
            f"in {_in_words(undone)} of replicates",
            f"{again.wanted:.0%}",
            _share_kept(undone, again.wanted),
        ],
        [
            "Tokyo takes trade measures within two years of the first ruling",
            step.source,
            f"in {_in_words(reading.trade_step_held)}",
            f"{step.wanted:.0%}",
            _share_kept(reading.trade_step_held, step.wanted),
        ],
    ]


def _of(interval: tuple[float, ...]) -> tuple[float, float, float]:
    """Return value, low and high of an interval."""
    return interval[0], interval[2], interval[3]


def _share_with_trough(reading: Reading, first: int, last: int) -> Interval:
    """Return the share of replicates with their lowest year in a span of years, both included."""
    share = float(reading.years["trough"].loc[first:last].sum())
    return prob_ci(round(share * reading.replicates), reading.replicates)


def _lacking(reading: Reading) -> list[str]:
    """Return sentences on where the hindcast departs from the record, made from its numbers."""
    due, back, met = record.TROUGH, record.RECOVERY, record.SUMMITS
    said = []
    late = _share_with_trough(reading, due.last + 1, int(reading.years.index[-1]))
    early = _share_with_trough(reading, int(reading.years.index[0]), due.first - 1)
    if late.low > 0.5 or early.low > 0.5:
        said.append(
            f"The median trough falls in {reading.median_trough}, the record says {due.first} to "
            f"{due.last} ({due.source}): the model's quarrel "
            f"{'lasts too long' if late.low > 0.5 else 'comes too early'}."
        )
    if reading.change.value > 2 * back.least:
        said.append(
            f"The recovery from {back.before} to {back.after} is {reading.change.value:.2f} on "
            f"average, more than twice the {back.least:g} asked for: the model's ties swing wider "
            "than a scale on which the record is a plain recovery."
        )
    elif reading.recovery_held.high < back.wanted:
        said.append(
            f"Only {percent(reading.recovery_held.value)} of replicates recover by {back.least:g} "
            f"from {back.before} to {back.after}: the thaw is too weak or too late."
        )
    middle, span = float(np.median(reading.summits)), quantile_ci(reading.summits, 0.5)
    if not touches(span.low, span.high, met.low, met.high):
        said.append(
            f"The median replicate has {middle:.0f} summits from {met.first} to {met.last}, the "
            f"record counts {met.number} ({met.source}): leaders meet too "
            f"{'often' if middle > met.high else 'rarely'}."
        )
    settled = float(reading.events["expected"]["settlement_event"])
    busiest = int(reading.by_year["settlements"].to_numpy().argmax())
    accord = int(record.SETTLEMENTS[0].month[:4])
    around = reading.by_year["settlements"].loc[accord - 1 : accord + 1].sum()
    if around < 0.5:
        said.append(
            f"An accord like that of {record.SETTLEMENTS[0].month} is rare: {around:.2f} "
            f"settlements are expected in {accord - 1} to {accord + 1}. In all there are "
            f"{settled:.1f} where the record has {len(record.SETTLEMENTS)}, and the "
            f"busiest year is {reading.by_year.index[busiest]}."
        )
    undone = float(reading.events["expected"]["reversal_event"])
    if undone < 0.5 * len(record.REVERSALS):
        few = settled < 0.5 * len(record.SETTLEMENTS)
        said.append(
            f"Reversals are rare: {undone:.2f} are expected where the record has "
            f"{len(record.REVERSALS)}"
            + (
                "; what is never settled can't be reversed."
                if few
                else ", and settlements are not."
            )
        )
    return said or ["Nothing in this table that so many replicates show."]


def beside_the_record(reading: Reading) -> dict[str, Any]:
    """Return what `templates/sweep_record.md.j2` prints of the hindcast."""
    return {
        "reading": reading,
        "years": reading.years.to_dict("index").items(),
        "events": _events(reading),
        "verdicts": _verdicts(reading),
        "lacking": _lacking(reading),
    }


def leaders_alone(coded: Reading, alike: Reading) -> dict[str, Any]:
    """Return what `templates/sweep_leaders.md.j2` prints of the hindcast with all leaders alike."""
    rows = [reading.years.to_dict("index") for reading in (coded, alike)]
    spans = [
        float(reading.years["median"].max() - reading.years["median"].min())
        for reading in (coded, alike)
    ]
    return {
        "years": [
            (
                year,
                rows[0][year],
                rows[1][year],
                paired_diff(coded.means[year].to_numpy(), alike.means[year].to_numpy()),
            )
            for year in coded.years.index
        ],
        "spans": spans,
        "kept": spans[1] / spans[0] if spans[0] > 0 else float("nan"),
        "coded": coded,
        "alike": alike,
        "recovery": record.RECOVERY,
    }
