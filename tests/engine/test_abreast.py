"""Replicates abreast: the same bits as each of them alone."""

import numpy as np
import pytest

from sim.engine.abreast import COUNTED, march_abreast, new_abreast
from sim.engine.batch import run_chunk
from sim.engine.fan import FAN_COLUMNS
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.engine.table import ABREAST
from sim.scenario import load
from sim.spec.override import apply
from sim.spec.recorded import BINS, FANNED, RECORDED

RANGED = {"parameters.bid_gain": [0.1, 0.4], "traits.rivalry": [0.1, 0.3], "months": 2}


@pytest.fixture(scope="module")
def plan():
    """Two segments, a drawn parameter and drawn traits."""
    return compile_world(apply(load("second_trump_term"), RANGED))


def test_march_abreast__in_plain_python_equals_each_replicate_alone(plan):
    records = np.full((3, plan.months, len(RECORDED)), np.nan)
    sums = np.zeros((plan.months, len(FANNED), 2))
    march_abreast(plan.timeline, new_abreast(plan.timeline), 5, 0, 40, 0, records, sums)
    for k in range(3):
        assert np.array_equal(records[k], simulate(plan, 5, 40 + k, compiled=False))


@pytest.mark.parametrize("count", [1, ABREAST - 1, ABREAST, ABREAST + 1])
def test_chunk__of_any_size_equals_each_replicate_alone(plan, count):
    chunk = run_chunk(plan, 5, 40, count, records=True)
    for k in range(count):
        assert np.array_equal(chunk.records[k], simulate(plan, 5, 40 + k))


def test_chunk__counts_and_sums_what_it_records(plan):
    """Of more replicates than are counted together, and the last ABREAST are not all wanted."""
    chunk = run_chunk(plan, 5, 0, COUNTED + ABREAST + 3, records=True)
    for f, c in enumerate(FAN_COLUMNS):
        low, high, level = RECORDED[c].low, RECORDED[c].high, RECORDED[c].kind == "level"
        bins = int(high - low) + 1 if level else BINS
        for t in range(plan.months):
            values = chunk.records[:, t, c]
            places = np.floor((values - low) * (1.0 if level else BINS / (high - low)))
            expected = np.bincount(places.astype(int).clip(0, bins - 1), minlength=BINS)
            assert np.array_equal(chunk.counts[t, f], expected), RECORDED[c].name
            # One after the other, in the order of replicates: any other order rounds elsewhere.
            in_order = np.add.accumulate(np.stack([values, values * values]), axis=1)[:, -1]
            assert np.array_equal(chunk.sums[t, f], in_order), RECORDED[c].name
