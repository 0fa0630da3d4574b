"""The hindcast's calibration: what it may see, and its facts before and after."""

from sim.spec.calendar import month_name
from sim.spec.parameters import PARAMETERS
from sim.study.calibration import (
    LAST,
    LEFT_OUT,
    SERIES,
    candidates,
    facts_met,
    fitted_facts,
    hindcast_trials,
    targets,
)
from sim.study.patterns import facts, score_facts

FACTS = [fact for fact in fitted_facts(facts()) if fact.id in ("E05", "E22")]
FEW = {"replicates": 60, "seed": 1, "threads": 1}


def test_facts__are_scored_as_elsewhere():
    found = facts_met(FACTS, **FEW)
    scored = score_facts(FACTS, **FEW)
    # Neither fact asks about a month that the shorter window lacks.
    assert found["value"].tolist() == [one.probability.value for one in scored]
    assert found["met"].tolist() == [one.met for one in scored]
    assert found["id"].tolist() == ["E05", "E22"]
    assert found["asked"].str.len().min() > 0


def test_facts__under_a_set_are_those_of_its_draws(tmp_path):
    (tmp_path / "parameter_sets").mkdir()
    (tmp_path / "parameter_sets" / "still.csv").write_text("summit_rate\n0.2\n0.2\n")
    (tmp_path / "parameter_sets" / "still.yaml").write_text("source: made up\n")
    found = facts_met(FACTS, **FEW, parameter_set="still", worlds=tmp_path)
    before = facts_met(FACTS, **FEW)
    assert found["found"].iloc[0] != before["found"].iloc[0]


def test_candidates__are_all_free_parameters_but_those_left_out():
    free = {one.name for one in PARAMETERS if one.prior[1] > one.prior[0]}
    assert set(LEFT_OUT) <= free
    assert set(candidates()) == free - set(LEFT_OUT)


def test_trials__see_facts_and_series_up_to_december_2024():
    trials = hindcast_trials(targets(FACTS), 60, threads=1)
    assert LAST == "2024-12"
    assert {month_name(world.last) for world in trials.worlds} == {LAST}
    assert tuple(one.name for one in trials.series) == SERIES
