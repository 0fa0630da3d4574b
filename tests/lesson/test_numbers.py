"""How numbers are told: signs, decimals, and what names mean."""

import numpy as np
import pytest

from sim.lesson import numbers
from sim.lesson.lesson import Outcome
from sim.lesson.measure import MEASURES, measure_of
from sim.lesson.named import OF_LESSON, names
from sim.lesson.numbers import counted, measured
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.preferences import DYADS

WORLD = load("second_trump_term").replace(months=6)


def test_measures__are_all_outcomes_and_every_tie():
    ties = {
        f"{dyad.lower().replace('-', '_')}_{way}" for dyad in DYADS for way in ("final", "mean")
    }
    assert set(MEASURES) == set(OUTCOME_FIELDS) | ties


def test_measure_of_a_path__is_its_last_month_or_its_mean():
    found = measured(WORLD, ["chn_kor_final", "chn_kor_mean", "jpn_kor_final"], 5)
    path = numbers.run_parts(WORLD, ["relation_chn_kor"], [], 5, 1)[0]["relation_chn_kor"]
    assert (found.of("chn_kor_final") == path[:, -1]).all()
    assert (found.of("chn_kor_mean") == path.mean(axis=1)).all()
    assert not np.array_equal(found.of("chn_kor_final"), found.of("chn_kor_mean"))


def test_threshold__is_passed_and_not_met():
    above = Outcome("jpn_kor_final", 0.0, None, "", "relation_jpn_kor")
    below = Outcome("jpn_kor_final", None, 0.0, "", "relation_jpn_kor")
    values = np.array([-0.1, 0.0, 0.1])
    assert counted(above, values).tolist() == [False, False, True]
    assert counted(below, values).tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("number", "digits", "told"),
    [(0.126, 2, "+0.13"), (-0.126, 2, "−0.13"), (-0.001, 2, "0.00"), (0.0, 0, "0"), (6.4, 0, "+6")],
)
def test_difference__has_its_sign_unless_it_rounds_to_nothing(number, digits, told):
    assert numbers._signed(number, digits) == told


def test_margin__has_decimals_enough_not_to_vanish():
    measure = measure_of("jpn_kor_final")
    one = np.zeros(1000)
    other = np.tile([0.010, 0.012], 500)
    found = numbers._gap("gap", "margin", one, other, measure)
    assert found == {"gap": "+0.0110", "margin": "0.0001"}


def test_names__are_of_changed_levers_alone():
    found = names([2], ["summits"], ["calm"])
    assert {"to_2", "alone_2", "summits_difference", "share_calm", "summits_calm"} <= set(found)
    assert "to_1" not in found
    assert all(found.values())


def test_names_of_two_kinds__never_meet():
    found = names([1, 2, 3, 4, 5, 6], MEASURES, ["calm", "friends"])
    count = len(OF_LESSON) + 2 + 6 * 4 + len(MEASURES) * 5 + 2 * (5 + len(MEASURES))
    assert len(found) == count
