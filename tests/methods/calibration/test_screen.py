"""The screen: a design that fills the priors, and a ranking that finds what was planted."""

import numpy as np
import pytest

from sim.methods.calibration import candidates, design, scales_of, strengths
from sim.spec.parameters import PARAMETERS
from tests.methods.calibration.made import PRIOR, MadeTrials

FREE = {parameter.name for parameter in PARAMETERS if parameter.prior[1] > parameter.prior[0]}


@pytest.fixture(scope="module")
def made():
    return design(MadeTrials(), candidates(), 512, 1, "screen")


def test_candidates__are_all_with_a_prior_but_those_left_out():
    assert set(candidates()) == FREE
    assert set(candidates({"relation_noise": "luck"})) == FREE - {"relation_noise"}
    assert not {"freeze_kor", "asynchronous", "averaging"} & set(candidates())


def test_design__fills_every_prior_evenly(made):
    assert made.values.shape == (512, len(candidates()))
    low, high = np.array([PRIOR[name] for name in made.parameters]).T
    assert ((made.values >= low) & (made.values <= high)).all()
    # A Latin hypercube has one point in each of as many slices.
    for column in made.unit.T:
        assert len(set(np.floor(column * 512).clip(0, 511))) == 512
    together = np.corrcoef(made.unit.T) - np.eye(len(candidates()))
    assert np.abs(together).max() < 0.25


def test_design__gives_each_trial_luck_of_its_own():
    trials = MadeTrials()
    first = design(trials, ["memory_gain"], 8, 1, "one")
    assert len({seed for _, seed in trials.asked}) == 8
    assert np.array_equal(first.found, design(MadeTrials(), ["memory_gain"], 8, 1, "one").found)
    assert not np.array_equal(
        first.values, design(MadeTrials(), ["memory_gain"], 8, 2, "one").values
    )


def test_design__reports_all_its_trials():
    seen = []
    design(MadeTrials(), ["memory_gain"], 8, 1, "one", seen.append)
    assert (seen[-1].done, seen[-1].total, seen[-1].unit) == (8, 8, "trials")


def test_strengths__put_what_was_planted_first(made):
    found = strengths(made, MadeTrials.groups)
    assert set(found.index[:2]) == {"memory_gain", "summit_rate"}
    assert found.loc["memory_gain", "E01"] > 0.9
    assert found.loc["summit_rate", "E05"] > 0.9
    assert found["E22"].max() < 0.05
    assert found.loc["memory_gain", "strength"] == pytest.approx(
        found.loc["memory_gain", ["E01", "E05", "E22"]].sum()
    )


def test_strengths__and_scales_do_without_what_has_no_answer(made):
    gone = made.found.copy()
    gone[::3, 1] = np.nan
    gone[:, 2] = np.nan
    thinner = made._replace(found=gone)
    assert set(strengths(thinner, MadeTrials.groups).index[:2]) == {"memory_gain", "summit_rate"}
    scales = scales_of(thinner)
    assert scales[0] == pytest.approx(made.found[:, 0].std(ddof=1))
    assert scales[1] == pytest.approx(np.nanstd(gone[:, 1], ddof=1))
    assert scales[2] == 0.0
