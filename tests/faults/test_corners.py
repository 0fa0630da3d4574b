"""Worlds in the corners of every bound run, and everything they give is finite and in bounds."""

import random

import numpy as np
import pytest

from sim.errors import ImpossibleResult
from sim.runner import run
from sim.scenario import load
from sim.spec.outcomes import OUTCOMES
from sim.spec.override import apply
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.recorded import RECORDED
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from sim.store.check import check_arrays
from tests.store.made import made_record, made_world

WORLDS = (
    *("second_trump_term", "baseline_hindcast", "neglect"),
    *("peninsula_crisis", "tariff_shock"),
)
#: Worlds in all, and how many one test runs.
CORNERS, AT_ONCE = 300, 50

#: What stands in for a bound that is infinite. Assumed: beyond anything that a prior reaches.
FAR = 1e6


def changes(chance, base):
    """Overrides at the ends of their bounds, or anywhere between them."""
    share = chance.choice((0.1, 0.5, 1.0))

    def pick(low, high):
        low, high = max(low, -FAR), min(high, FAR)
        return float(chance.choice((low, high, low, high, chance.uniform(low, high))))

    found = {}
    for parameter in PARAMETERS:
        if chance.random() < share:
            found[f"parameters.{parameter.name}"] = pick(*BOUNDS[parameter.kind])
    for trait in TRAITS:
        if chance.random() < share:
            found[f"traits.{trait.name}"] = pick(trait.low, trait.high)
    for series in SERIES.values():
        if chance.random() < share:
            found[f"series.{series.name}"] = pick(series.low, series.high)
    for name in SWITCHES:
        if chance.random() < share / 2:
            found[f"switches.{name}"] = chance.random() < 0.5
    found |= {"last": "2013-12"} if base.start is None else {"months": 24}
    return found


@pytest.mark.parametrize("batch", range(CORNERS // AT_ONCE))
def test_worlds__in_the_corners_of_all_bounds_stay_in_bounds(batch):
    chance = random.Random(1000 + batch)
    for number in range(AT_ONCE):
        base = load(chance.choice(WORLDS))
        world = apply(base, changes(chance, base))
        # `run` refuses a chunk with an impossible value, of outcomes and months alike.
        found = run(world, replicates=4, seed=number, threads=1, trajectories=True)
        assert np.isfinite(found.quantiles["mean"]).all()
        assert len(found.outcomes) == 4


def test_check__would_see_a_value_beyond_a_bound():
    """The guard on which the trial rests looks at every outcome and every recorded variable."""
    assert all(np.isfinite([one.low, one.high]).all() for one in (*OUTCOMES, *RECORDED))
    record = made_record(made_world())
    outcomes = np.array([[one.low for one in OUTCOMES]], dtype=float)
    records = np.tile([one.low for one in RECORDED], (1, record.months, 1)).astype(float)
    check_arrays(record, 0, outcomes, records)
    for place, one in enumerate(OUTCOMES):
        beyond = outcomes.copy()
        beyond[0, place] = one.high + 1e-6
        with pytest.raises(ImpossibleResult, match=one.name):
            check_arrays(record, 0, beyond, None)
    for place, one in enumerate(RECORDED):
        beyond = records.copy()
        beyond[0, -1, place] = one.high + 1e-6
        with pytest.raises(ImpossibleResult, match=one.name):
            check_arrays(record, 0, outcomes, beyond)
