"""One run's outcomes and bins, taken in month by month.

Straight-line arithmetic on a table's column, like the month: `table` is any sequence with a number
a row. So it is traced for many replicates side by side, and runs as it stands in plain Python.
"""

from typing import Any

import numpy as np

from sim.engine.table import KEPT, TALLY, place_of
from sim.mechanisms.arithmetic import greatest, kernel, sqrt, where
from sim.spec.levels import TALKS, TRIANGLE_TYPES
from sim.spec.outcomes import FALL, OUTCOME_FIELDS
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED, column

__all__ = ["HISTOGRAM_ROWS", "conclude", "observe"]


def _at(outcome: str) -> int:
    """Return the row of an outcome."""
    return TALLY + OUTCOME_FIELDS.index(outcome)


# Rows of what the outcomes so far do not say: six of each relation, then three.
_KEPT = TALLY + len(OUTCOME_FIELDS)
_TOTAL, _SQUARES, _FIRST, _PEAK, _FALLEN_FROM, _REGAINED = range(6)
_RELATIONS = tuple(
    (place_of(f"relation_{dyad}"), _at(f"{dyad}_mean"), _KEPT + 6 * k)
    for k, dyad in enumerate(("jpn_kor", "jpn_usa", "kor_usa"))
)
_KIND_BEFORE, _TALKS_BEFORE, _GAP = range(_KEPT + 18, _KEPT + KEPT)

#: Outcomes that are means or sums of one recorded variable, or its last: (its row, the variable's).
_MEANS = tuple(
    (_at(name), place_of(variable))
    for name, variable in (
        ("bid_mean_jpn", "bid_jpn"),
        ("bid_mean_kor", "bid_kor"),
        ("rent_mean", "rent"),
        ("coordination_tariff", "coordination_tariff"),
        ("coordination_basing_cost", "coordination_basing_cost"),
        ("coordination_strategic_flexibility", "coordination_strategic_flexibility"),
        ("security_cooperation_mean", "security_cooperation"),
        ("economic_cooperation_mean", "economic_cooperation"),
        ("china_alignment_mean_jpn", "china_alignment_jpn"),
        ("china_alignment_mean_kor", "china_alignment_kor"),
        ("share_alignment_kor", "choice_kor_china"),
        ("ambiguity_cost_mean", "ambiguity_cost"),
        ("approval_mean_jpn", "approval_jpn"),
        ("approval_mean_kor", "approval_kor"),
        ("dispute_mean", "dispute"),
    )
)
_SUMS = tuple(
    (_at(name), place_of(variable))
    for name, variable in (
        ("settlements", "settlement_event"),
        ("reversals", "reversal_event"),
        ("summits", "summit_event"),
        ("visits", "visit_event"),
        ("encounters", "encounter_event"),
        ("trilaterals", "trilateral_event"),
        ("joint_documents", "joint_document_event"),
        ("court_rulings", "court_event"),
        ("sale_orders", "sale_order_event"),
        ("provocations", "provocation_event"),
        ("incidents", "incident_event"),
        ("tests", "test_event"),
        ("retaliation_steps_jpn", "escalation_event_jpn"),
        ("retaliation_steps_kor", "escalation_event_kor"),
    )
)
_FINALS = tuple(
    (_at(name), place_of(variable))
    for name, variable in (
        ("triangle_final", "triangle"),
        ("institution_final", "institution"),
        ("grievance_final", "grievance"),
        ("talks_final", "talks_state"),
    )
)

_JPN_KOR = place_of("relation_jpn_kor")
_TRIANGLE = place_of("triangle")
_FAVOURED_JPN = place_of("favour_belief_jpn")
_FAVOURED_KOR = place_of("favour_belief_kor")
_TALKS = place_of("talks_state")
_LEVEL_JPN = place_of("retaliation_level_jpn")
_LEVEL_KOR = place_of("retaliation_level_kor")
_INSTITUTION = place_of("institution")
_SUMMIT = place_of("summit_event")

_FIRST_SHARE = _at("share_menage_a_trois")
_SPELLS = _at("triangle_spells")
_PERSISTENCE = _at("triangle_persistence")
_FALL = _at("jpn_kor_fall")
_OVERCLAIM = _at("share_overclaim")
_RETALIATION_PEAK = _at("retaliation_peak")
_INSTITUTION_PEAK = _at("institution_peak")
_TALKS_MONTHS = _at("talks_months")
_DEALS = _at("deals")
_BREAKDOWNS = _at("breakdowns")
_SUMMIT_GAP = _at("summit_gap")

#: Row of each histogrammed variable.
HISTOGRAM_ROWS = np.array([place_of(name) for name in HISTOGRAMMED], dtype=np.int64)


def _bin_of(f: int, name: str) -> tuple[int, int, float, float, float]:
    """Return a histogrammed variable's number, row, lower bound, bins a unit, and last bin.

    A level has a bin for each whole number, anything else BINS over its bounds.
    """
    variable = RECORDED[column(name)]
    span = float(variable.high - variable.low)
    scale, last = (1.0, span) if variable.kind == "level" else (BINS / span, BINS - 1.0)
    return f, place_of(name), float(variable.low), scale, last


_BINS = tuple(_bin_of(f, name) for f, name in enumerate(HISTOGRAMMED))


@kernel
def _relation(table: Any, row: int, out: int, kept: int, t: float) -> None:
    """Take in one relation: `out` is its first outcome's row, `kept` that of what it needs."""
    r = table[row]
    opens = t == 0.0
    peak = where(opens, r, greatest(table[kept + _PEAK], r))
    lower = opens | (r < table[out + 3])
    low = where(lower, r, table[out + 3])
    fallen_from = where(lower, peak, table[kept + _FALLEN_FROM])
    regained = where(lower, -1.0, table[kept + _REGAINED])
    up = (regained < 0.0) & (r >= low + 0.5 * (fallen_from - low))
    table[kept + _TOTAL] = table[kept + _TOTAL] + r
    table[kept + _SQUARES] = table[kept + _SQUARES] + r * r
    table[kept + _FIRST] = where(opens, r, table[kept + _FIRST])
    table[kept + _PEAK] = peak
    table[kept + _FALLEN_FROM] = fallen_from
    table[kept + _REGAINED] = where(up, t, regained)
    table[out + 3] = low
    table[out + 4] = where(lower, t, table[out + 4])


@kernel
def _triangle(table: Any, t: float, months: float) -> None:
    """Take in Dittmer's type: shares, spells, and how long the present one has held."""
    kind = table[_TRIANGLE]
    turned = where(t > 0.0, where(kind == table[_KIND_BEFORE], 0.0, 1.0), 0.0)
    for number in range(len(TRIANGLE_TYPES)):
        table[_FIRST_SHARE + number] = table[_FIRST_SHARE + number] + where(
            kind == number, 1.0 / months, 0.0
        )
    table[_SPELLS] = where(t == 0.0, 1.0, table[_SPELLS] + turned)
    table[_PERSISTENCE] = where(turned > 0.5, 0.0, table[_PERSISTENCE]) + 1.0
    table[_KIND_BEFORE] = kind


@kernel
def _bins(table: Any, bins: Any) -> None:
    """Find in which bin each histogrammed variable lies."""
    for f, row, low, scale, last in _BINS:
        place = (table[row] - low) * scale
        place = where(place > 0.0, place, 0.0)  # NaN too: no bin lies outside
        bins[f] = where(place < last, place, last)


@kernel
def observe(table: Any, bins: Any, t: float, months: float) -> None:
    """Take in a recorded month.

    Parameters
    ----------
    table : (ROWS,), rows from TALLY on are overwritten; all 0.0 before the first month
    bins : (histogrammed,) overwritten: the bin of each histogrammed variable, its whole part
    t : float, number of the recorded month, from 0.0
    months : float, how many are recorded
    """
    for row, out, kept in _RELATIONS:
        _relation(table, row, out, kept, t)
    _triangle(table, t, months)
    for place, variable in _MEANS:
        table[place] = table[place] + table[variable] / months
    for place, variable in _SUMS:
        table[place] = table[place] + table[variable]
    both = (table[_FAVOURED_JPN] > 0.0) & (table[_FAVOURED_KOR] > 0.0)
    table[_OVERCLAIM] = table[_OVERCLAIM] + where(both, 1.0 / months, 0.0)
    first = table[_RELATIONS[0][2] + _FIRST]
    table[_FALL] = where(table[_JPN_KOR] < first - FALL, 1.0, table[_FALL])
    level = greatest(table[_LEVEL_JPN], table[_LEVEL_KOR])
    table[_RETALIATION_PEAK] = greatest(table[_RETALIATION_PEAK], level)
    table[_INSTITUTION_PEAK] = greatest(table[_INSTITUTION_PEAK], table[_INSTITUTION])
    state, before = table[_TALKS], table[_TALKS_BEFORE]
    talking = where((state >= TALKS.talks) & (state <= TALKS.summit), 1.0, 0.0)
    table[_TALKS_MONTHS] = table[_TALKS_MONTHS] + talking
    dealt = where(before == TALKS.deal, 0.0, where(state == TALKS.deal, 1.0, 0.0))
    table[_DEALS] = table[_DEALS] + dealt
    broke = where(before == TALKS.breakdown, 0.0, where(state == TALKS.breakdown, 1.0, 0.0))
    table[_BREAKDOWNS] = table[_BREAKDOWNS] + broke
    table[_TALKS_BEFORE] = state
    gap = where(table[_SUMMIT] > 0.5, 0.0, table[_GAP] + 1.0)
    table[_GAP] = gap
    table[_SUMMIT_GAP] = greatest(table[_SUMMIT_GAP], gap)
    _bins(table, bins)


@kernel
def conclude(table: Any, months: float) -> None:
    """Turn what was taken in into the outcomes, in the rows from TALLY on, in their order.

    Parameters
    ----------
    table : (ROWS,), as the last month leaves it
    months : float, how many were recorded
    """
    for row, out, kept in _RELATIONS:
        mean = table[kept + _TOTAL] / months
        spread = table[kept + _SQUARES] / months - mean * mean
        regained = table[kept + _REGAINED]
        until = where(regained < 0.0, months - 1.0, regained)
        table[out] = mean
        table[out + 1] = table[row]
        table[out + 2] = table[row] - table[kept + _FIRST]
        table[out + 5] = until - table[out + 4]
        table[out + 6] = sqrt(where(spread > 0.0, spread, 0.0))
    for place, variable in _FINALS:
        table[place] = table[variable]
