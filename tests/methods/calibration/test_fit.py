"""The fit: it finds what is there, repeats itself, and its draws are those of its weights."""

import numpy as np
import pandas as pd
import pytest

from sim.methods.calibration import Posterior, contraction, equal_draws, fit
from tests.methods.calibration.made import PRIOR, MadeTrials, share

TOLD = ("memory_gain", "summit_rate", "trust_gain")
SMALL = {"threshold": 0.5, "particles": 60, "generations": 4, "most_trials": 2_000, "seed": 1}


@pytest.fixture(scope="module")
def found():
    return fit(MadeTrials(), TOLD, np.ones(3), **SMALL)


def test_fit__finds_the_truth_and_leaves_the_untold_wide(found):
    draws = equal_draws(found, 400, 1)
    middle = [share(name, value) for name, value in zip(TOLD, draws.mean(axis=0), strict=True)]
    assert middle[0] == pytest.approx(MadeTrials.truth[0], abs=0.07)
    assert middle[1] == pytest.approx(MadeTrials.truth[1], abs=0.07)
    table = contraction(TOLD, draws)
    assert (table.loc[["memory_gain", "summit_rate"], "contraction"] > 0.8).all()
    assert abs(table.loc["trust_gain", "contraction"]) < 0.4


def test_fit__accepts_within_falling_thresholds(found):
    rounds = found.generations
    assert rounds["generation"].tolist() == [1, 2, 3, 4]
    assert rounds["threshold"].is_monotonic_decreasing
    assert rounds["threshold"].iloc[0] == 0.5
    assert found.weights.sum() == pytest.approx(1.0)
    assert len(found.values) == 60
    assert 1.0 <= found.effective <= 60.0
    for number, own in found.trials.groupby("generation"):
        bound = rounds["threshold"].iloc[number - 1]
        assert (own["distance"] <= bound).sum() == 60


def test_fit__keeps_every_trial_with_luck_of_its_own(found):
    assert len(found.trials) == found.generations["trials"].sum()
    assert found.trials["luck"].nunique() == len(found.trials)
    low, high = np.array([PRIOR[name] for name in TOLD]).T
    inside = found.trials[list(TOLD)].to_numpy()
    assert ((inside >= low) & (inside <= high)).all()


def test_fit__repeats_itself_and_leaves_numpys_stream_alone(found):
    np.random.seed(5)  # noqa: NPY002
    again = fit(MadeTrials(), TOLD, np.ones(3), **SMALL)
    after = np.random.rand()  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    assert after == np.random.rand()  # noqa: NPY002
    assert np.array_equal(again.values, found.values)
    assert np.array_equal(again.weights, found.weights)
    other = fit(MadeTrials(), TOLD, np.ones(3), **(SMALL | {"seed": 2, "generations": 1}))
    assert not np.array_equal(other.values, found.values)


def test_fit__begins_no_generation_after_its_trials():
    few = fit(MadeTrials(), TOLD, np.ones(3), **(SMALL | {"most_trials": 1}))
    assert len(few.generations) == 1
    assert set(few.trials["generation"]) == {1}


def test_fit__stops_where_too_little_is_accepted():
    # Every second trial can be within 0.55 of the truth, next to none within what follows.
    class Blunt(MadeTrials):
        def distance(self, found, scales):
            near = np.abs(found[:2] - self.truth).sum()
            return 0.4 if near < 0.5 else 1.0 if near > 0.01 else 0.0

    short = fit(Blunt(), TOLD, np.ones(3), **(SMALL | {"threshold": 0.41, "generations": 3}))
    assert len(short.generations) <= 3
    assert len(short.trials) >= short.generations["trials"].sum()


def test_draws__come_up_as_often_as_their_weights():
    values = np.array([[0.05], [0.1], [0.2]])
    weights = np.array([0.5, 0.3, 0.2])
    made = Posterior(("memory_gain",), values, weights, pd.DataFrame(), pd.DataFrame())
    draws = equal_draws(made, 200, 3)
    counts = {value: int((draws[:, 0] == value).sum()) for value in (0.05, 0.1, 0.2)}
    assert counts == {0.05: 100, 0.1: 60, 0.2: 40}
    assert made.effective == pytest.approx(1.0 / (0.25 + 0.09 + 0.04))


def test_contraction__is_0_for_the_prior_and_1_for_a_point():
    low, high = PRIOR["memory_gain"]
    prior = np.linspace(low, high, 20_001)[:, None]
    assert contraction(["memory_gain"], prior).loc["memory_gain", "contraction"] == pytest.approx(
        0.0, abs=1e-3
    )
    half = low + (prior - low) / 2.0
    assert contraction(["memory_gain"], half).loc["memory_gain", "contraction"] == pytest.approx(
        0.75, abs=1e-3
    )
    ends = np.repeat([[low], [high]], 50, axis=0)
    assert contraction(["memory_gain"], ends).loc["memory_gain", "contraction"] < 0.0
