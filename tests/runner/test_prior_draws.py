"""Draws over priors: within them, spread evenly, the same for the same seed."""

import numpy as np
import pytest

from sim.errors import OutOfBounds, WrongKind
from sim.runner.prior_draws import prior_draws
from sim.spec.parameters import PARAMETERS

FREE = [one for one in PARAMETERS if one.prior[1] > one.prior[0]]


def test_draws__are_of_every_parameter_that_its_prior_leaves_free():
    assert prior_draws(8, 1).names == tuple(one.name for one in FREE)


def test_draws__lie_one_in_each_part_of_every_prior():
    rows = np.array(prior_draws(16, 1).rows)
    low, high = np.array([one.prior for one in FREE]).T
    parts = np.floor(16 * (rows - low) / (high - low)).astype(int)
    assert (np.sort(parts, axis=0) == np.arange(16)[:, None]).all()


def test_draws__follow_from_the_seed():
    assert prior_draws(5, 1) == prior_draws(5, 1)
    assert prior_draws(5, 1).rows != prior_draws(5, 2).rows


@pytest.mark.parametrize(
    ("draws", "fault"), [(1, OutOfBounds), (10_001, OutOfBounds), (2.5, WrongKind)]
)
def test_draws__that_are_too_few_or_none_are_refused(draws, fault):
    with pytest.raises(fault, match="draws: found"):
        prior_draws(draws, 1)


def test_prior__that_leaves_its_bounds_is_refused():
    beyond = [FREE[0]._replace(kind="unit", prior=(0.5, 1.5))]
    with pytest.raises(OutOfBounds, match=f"parameters.{FREE[0].name}: found 1.5"):
        prior_draws(4, 1, beyond)
