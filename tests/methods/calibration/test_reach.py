"""What can be reached: which facts a trial meets, and which exclude each other."""

import numpy as np
import pandas as pd
import pytest

from sim.methods.calibration import Trials, met_by_trial, never_together, targets
from sim.scenario import load
from tests.methods.calibration.test_target import FITTED

FACTS = [fact for fact in FITTED if fact.id in ("E05", "E22")]


def test_fact__is_met_by_a_trial_that_meets_all_its_checks():
    trials = Trials(targets(FACTS), 60, threads=1, history=load("baseline_hindcast"))
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
