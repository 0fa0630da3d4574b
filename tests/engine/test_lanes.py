"""Replicates side by side: the same bits as each of them alone, counted and summed as recorded."""

import numpy as np
import pytest

from sim.engine.batch import run_chunk
from sim.engine.code import LANES, plain_code
from sim.engine.lanes import ALL_MONTHS, run_rows
from sim.engine.outcomes import HISTOGRAM_ROWS
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.engine.table import COUNTED, RECORDED_ROWS, new_work
from sim.scenario import load
from sim.spec.outcomes import OUTCOMES
from sim.spec.override import apply
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED
from sim.spec.variables import STATE_FIELDS

RANGED = {"parameters.bid_gain": [0.1, 0.4], "traits.rivalry": [0.1, 0.3], "months": 2}


@pytest.fixture(scope="module")
def plan():
    """Two segments, a drawn parameter and drawn traits."""
    return compile_world(apply(load("second_trump_term"), RANGED))


def test_rows__in_plain_python_are_those_of_the_compiled_loop(plan):
    """The loop, the month, outcomes, counts and sums: all without a compiler."""
    chunk = run_chunk(plan, 5, 40, 3, records=True)
    how, work = plain_code(), new_work(plan.timeline)
    bins = np.zeros((plan.months, COUNTED, len(HISTOGRAMMED), 1), dtype=np.uint8)
    outcomes, records = np.empty((3, len(OUTCOMES))), np.empty((3, plan.months, len(RECORDED)))
    counts = np.zeros((plan.months, len(HISTOGRAMMED), BINS), dtype=np.uint16)
    sums = np.zeros((plan.months, len(HISTOGRAMMED), 2))
    made = (outcomes, counts, sums, records)
    none = np.empty((0, len(STATE_FIELDS)))
    run_rows(how.addresses(), plan.timeline, work, bins, 5, 0, 40, ALL_MONTHS, none, *made)
    for found, one in zip(made, (chunk.outcomes, chunk.counts, chunk.sums, chunk.records),
                          strict=True):  # fmt: skip
        assert np.array_equal(found, one)


@pytest.mark.parametrize("count", [1, LANES - 1, LANES, LANES + 1])
def test_chunk__of_any_size_equals_each_replicate_alone(plan, count):
    chunk = run_chunk(plan, 5, 40, count, records=True)
    for k in range(count):
        assert np.array_equal(chunk.records[k], simulate(plan, 5, 40 + k))
        assert np.array_equal(chunk.records[k], simulate(plan, 5, 40 + k, compiled=False))


def test_chunk__counts_and_sums_what_it_records(plan):
    """Of more replicates than are counted together, and the last LANES are not all wanted."""
    chunk = run_chunk(plan, 5, 0, COUNTED + LANES + 3, records=True)
    recorded = RECORDED_ROWS.tolist()
    for f, row in enumerate(HISTOGRAM_ROWS):
        c = recorded.index(row)
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
