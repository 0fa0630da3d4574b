"""One key at a time: the means and paired errors of runs made one by one, and a picture of them."""

import numpy as np
import pytest

import sim
from sim import plots
from sim.errors import MissingResult, OutOfBounds, SimError, SimWarning, UnknownName, WrongKind
from sim.runner.evaluate import Evaluation

WORLD = sim.load("second_trump_term").replace(months=12)
OVER = {"leaders.seoul.neighbour_priority": (0.1, 0.9), "parameters.memory_gain": None}


def values(change, outcome="jpn_kor_final"):
    return sim.run(WORLD.replace(**change), 60, 3).outcome_values([outcome], 0)[outcome]


def test_rows__are_those_of_runs_made_one_by_one():
    found = sim.one_at_a_time(WORLD, OVER, replicates=60, seed=3)
    ends = {"leaders.seoul.neighbour_priority": (0.1, 0.9), "parameters.memory_gain": (0.03, 0.3)}
    assert found["swing"].abs().is_monotonic_decreasing
    for key, (low, high) in ends.items():
        one, other = values({key: low}), values({key: high})
        row = found.loc[key]
        assert (row["low_value"], row["high_value"]) == (low, high)
        assert (row["at_low"], row["at_high"]) == pytest.approx((one.mean(), other.mean()))
        assert row["base"] == pytest.approx(values({}).mean())
        assert row["swing"] == pytest.approx((other - one).mean())
        assert row["se"] == pytest.approx((other - one).std(ddof=1) / np.sqrt(60))


def test_switch__goes_from_off_to_on():
    found = sim.one_at_a_time(WORLD, ["switches.thaw"], replicates=60, seed=3).iloc[0]
    assert found["at_low"] == pytest.approx(values({"switches.thaw": False}).mean())
    assert found["at_high"] == pytest.approx(found["base"])


def test_attributes__are_what_the_picture_says():
    found = sim.one_at_a_time(WORLD, OVER, replicates=60, seed=3)
    assert found.attrs["outcome"] == "jpn_kor_final"
    assert (found.attrs["replicates"], found.attrs["seed"]) == (60, 3)
    told = plots.title_of(plots.tornado(found))
    assert told.startswith("Memory gain moves it most")


def test_no_answer__is_said():
    rare = {"when": "first_month(relation_jpn_kor < 0.3)"}
    with pytest.warns(SimWarning, match="when has no answer in some replicates"):
        sim.one_at_a_time(WORLD, OVER, rare, replicates=200)
    with (
        pytest.warns(SimWarning, match="no answer"),
        pytest.raises(MissingResult, match=r"at both ends of leaders\.\S+: 0"),
    ):
        sim.one_at_a_time(WORLD, OVER, {"x": "first_month(relation_jpn_kor < -2)"}, replicates=5)


def answers(monkeypatch, base, low, high):
    """Let the runs answer so, in five replicates."""

    def run(self, keep, progress=None):
        for place, found in enumerate([base, low, high]):
            keep(place, np.array([found], dtype=float).T)

    monkeypatch.setattr(Evaluation, "run", run)
    with pytest.warns(SimWarning, match="no answer"):
        return sim.one_at_a_time(WORLD, ["parameters.memory_gain"], replicates=5)


NONE = np.nan


def test_answers__of_different_replicates_make_no_pair(monkeypatch):
    line = "at both ends of parameters.memory_gain: 1, wanted 2 or more"
    with pytest.raises(MissingResult, match=line):
        answers(monkeypatch, [1, 1, 1, 1, 1], [1, 2, 3, NONE, NONE], [NONE, NONE, 4, 5, 6])


def test_base__without_an_answer_has_no_mean(monkeypatch):
    found = answers(monkeypatch, [NONE] * 5, [1, 2, 3, NONE, 5], [2, 4, 6, 8, NONE]).iloc[0]
    assert np.isnan(found["base"])
    assert found["swing"] == 2
    assert (found["at_low"], found["at_high"]) == (2, 4)  # of the three that answer at both
    assert found["se"] == pytest.approx(1 / np.sqrt(3))


@pytest.mark.parametrize(
    ("more", "fault", "line"),
    [
        ({"over": []}, WrongKind, "over: found nothing"),
        ({"over": ["traits.rivalri"]}, UnknownName, "did you mean 'traits.rivalry'"),
        ({"over": {"traits.rivalry": (0, 3)}}, OutOfBounds, "traits.rivalry: found 3"),
        ({"outcome": "sumits"}, UnknownName, "did you mean 'summits'"),
        ({"outcome": ["summits", "reversals"]}, WrongKind, "2 outcomes"),
        ({"replicates": 1}, SimError, "found 1 replicate"),
    ],
)
def test_what_is_wrong__is_one_line(more, fault, line):
    with pytest.raises(fault, match=line):
        sim.one_at_a_time(WORLD, **{"over": OVER, **more})
