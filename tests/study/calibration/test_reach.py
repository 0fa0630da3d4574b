"""What can be reached: facts before and after, and which exclude each other."""

import numpy as np
import pandas as pd
import pytest

from sim.study.calibration import (
    Trials,
    facts_met,
    fitted_facts,
    met_by_trial,
    never_together,
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


def test_fact__is_met_by_a_trial_that_meets_all_its_checks():
    trials = Trials(targets(FACTS), 60, threads=1, series=False)
    assert trials.names == ("E05.1", "E05.2", "E05.3", "E22")
    found = np.array(
        [[12.0, 0.5, 0.5, 0.4], [12.0, 0.99, 0.0, 0.4], [9.9, 0.1, 0.9, 0.6], [np.nan, 0, 0, 0.5]]
    )
    met = met_by_trial(trials, found, np.ones(4))
    assert met["E05"].tolist() == [True, False, False, False]
    assert met["E22"].tolist() == [True, True, False, True]


@pytest.mark.parametrize(("rows", "apart"), [(2, []), (8, [("a", "b", 2.0)])])
def test_pairs__that_chance_would_hardly_bring_together_say_nothing(rows, apart):
    half = np.arange(rows) % 4
    met = pd.DataFrame({"a": half < 2, "b": half >= 2, "c": half >= 0})
    assert never_together(met) == apart
