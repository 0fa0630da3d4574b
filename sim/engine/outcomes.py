"""One run's outcomes, from its recorded months."""

import numpy as np

from sim.mechanisms.arithmetic import kernel, where
from sim.spec.outcomes import FALL, OUTCOME_FIELDS
from sim.spec.recorded import column

__all__ = ["summarise"]

_JPN_KOR = column("relation_jpn_kor")
_JPN_USA = column("relation_jpn_usa")
_KOR_USA = column("relation_kor_usa")
_TRIANGLE = column("triangle")
_FAVOURED_JPN = column("favour_belief_jpn")
_FAVOURED_KOR = column("favour_belief_kor")
_TALKS = column("talks_state")
_LEVEL_JPN = column("retaliation_level_jpn")
_LEVEL_KOR = column("retaliation_level_kor")
_INSTITUTION = column("institution")
_SUMMIT = column("summit_event")

#: Outcomes that are means or sums of one recorded variable: (place of the outcome, its column).
_MEANS = tuple(
    (OUTCOME_FIELDS.index(name), column(variable))
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
    (OUTCOME_FIELDS.index(name), column(variable))
    for name, variable in (
        ("settlements", "settlement_event"),
        ("reversals", "reversal_event"),
        ("summits", "summit_event"),
        ("trilaterals", "trilateral_event"),
        ("joint_documents", "joint_document_event"),
        ("court_rulings", "court_event"),
        ("provocations", "provocation_event"),
        ("tests", "test_event"),
        ("retaliation_steps_jpn", "escalation_event_jpn"),
        ("retaliation_steps_kor", "escalation_event_kor"),
    )
)
_FINALS = tuple(
    (OUTCOME_FIELDS.index(name), column(variable))
    for name, variable in (
        ("triangle_final", "triangle"),
        ("institution_final", "institution"),
        ("grievance_final", "grievance"),
        ("talks_final", "talks_state"),
    )
)

_FIRST_RELATION = OUTCOME_FIELDS.index("jpn_kor_mean")
_FIRST_SHARE = OUTCOME_FIELDS.index("share_menage_a_trois")
_SPELLS = OUTCOME_FIELDS.index("triangle_spells")
_PERSISTENCE = OUTCOME_FIELDS.index("triangle_persistence")
_FALL = OUTCOME_FIELDS.index("jpn_kor_fall")
_OVERCLAIM = OUTCOME_FIELDS.index("share_overclaim")
_RETALIATION_PEAK = OUTCOME_FIELDS.index("retaliation_peak")
_INSTITUTION_PEAK = OUTCOME_FIELDS.index("institution_peak")
_TALKS_MONTHS = OUTCOME_FIELDS.index("talks_months")
_DEALS = OUTCOME_FIELDS.index("deals")
_BREAKDOWNS = OUTCOME_FIELDS.index("breakdowns")
_SUMMIT_GAP = OUTCOME_FIELDS.index("summit_gap")


@kernel
def _relation(records, place, out, first):
    """Write the seven outcomes of one relation from `first` on: see OUTCOMES."""
    months = records.shape[0]
    total = 0.0
    squares = 0.0
    low = records[0, place]
    low_month = 0
    peak = low
    peak_before_low = low
    for t in range(months):
        r = records[t, place]
        total += r
        squares += r * r
        if r > peak:
            peak = r
        if r < low:
            low = r
            low_month = t
            peak_before_low = peak
    recovery = months - 1 - low_month
    regained = low + 0.5 * (peak_before_low - low)
    for t in range(months - 1, low_month - 1, -1):
        if records[t, place] >= regained:
            recovery = t - low_month
    mean = total / months
    spread = squares / months - mean * mean
    out[first] = mean
    out[first + 1] = records[months - 1, place]
    out[first + 2] = records[months - 1, place] - records[0, place]
    out[first + 3] = low
    out[first + 4] = low_month
    out[first + 5] = recovery
    out[first + 6] = np.sqrt(where(spread > 0.0, spread, 0.0))


@kernel
def _triangles(records, out):
    """Write shares of Dittmer's types, spells, and how long the final one has held."""
    months = records.shape[0]
    spells = 1.0
    held = 0.0
    for t in range(months):
        kind = records[t, _TRIANGLE]
        out[_FIRST_SHARE + int(kind)] += 1.0 / months
        if t > 0 and kind != records[t - 1, _TRIANGLE]:
            spells += 1.0
            held = 0.0
        held += 1.0
    out[_SPELLS] = spells
    out[_PERSISTENCE] = held


@kernel
def summarise(records, out):
    """Write one run's outcomes.

    Parameters
    ----------
    records : (T, recorded variables) float64
    out : (outcomes,) float64, overwritten, in the order of OUTCOMES
    """
    months = records.shape[0]
    out[:] = 0.0
    _relation(records, _JPN_KOR, out, _FIRST_RELATION)
    _relation(records, _JPN_USA, out, _FIRST_RELATION + 7)
    _relation(records, _KOR_USA, out, _FIRST_RELATION + 14)
    _triangles(records, out)
    gap = 0.0
    talks_before = 0.0
    for t in range(months):
        for place, variable in _MEANS:
            out[place] += records[t, variable] / months
        for place, variable in _SUMS:
            out[place] += records[t, variable]
        both = (records[t, _FAVOURED_JPN] > 0.0) and (records[t, _FAVOURED_KOR] > 0.0)
        out[_OVERCLAIM] += where(both, 1.0 / months, 0.0)
        fell = records[t, _JPN_KOR] < records[0, _JPN_KOR] - FALL
        out[_FALL] = where(fell, 1.0, out[_FALL])
        level = max(records[t, _LEVEL_JPN], records[t, _LEVEL_KOR])
        out[_RETALIATION_PEAK] = max(out[_RETALIATION_PEAK], level)
        out[_INSTITUTION_PEAK] = max(out[_INSTITUTION_PEAK], records[t, _INSTITUTION])
        state = records[t, _TALKS]
        out[_TALKS_MONTHS] += where((state > 0.5) and (state < 2.5), 1.0, 0.0)
        out[_DEALS] += where((state == 3.0) and (talks_before != 3.0), 1.0, 0.0)
        out[_BREAKDOWNS] += where((state == 4.0) and (talks_before != 4.0), 1.0, 0.0)
        talks_before = state
        gap = where(records[t, _SUMMIT] > 0.5, 0.0, gap + 1.0)
        out[_SUMMIT_GAP] = max(out[_SUMMIT_GAP], gap)
    for place, variable in _FINALS:
        out[place] = records[months - 1, variable]
