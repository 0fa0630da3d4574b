"""One source, many faces: plain Python, compiled, single and batch agree to the bit."""

import dataclasses

import numpy as np
import pytest

from sim.engine.batch import LARGEST, run_chunk
from sim.engine.plan import compile_world
from sim.engine.simulate import final_state, simulate
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED, RECORDED_FIELDS, column
from sim.spec.world import Span


@pytest.fixture(scope="module", params=["baseline_hindcast", "second_trump_term"])
def world(request):
    return load(request.param)


def test_plain_python__equals_compiled_to_the_bit(world):
    plain = simulate(world, 3, 17, compiled=False)
    assert np.array_equal(plain, simulate(world, 3, 17))
    assert np.isfinite(plain).all()


def test_simulate__equals_row_of_chunk_to_the_bit(world):
    chunk = run_chunk(compile_world(world), 9, 40, 6, records=True)
    for row in range(6):
        assert np.array_equal(chunk.records[row], simulate(world, 9, 40 + row))


def test_chunk__does_not_depend_on_how_it_is_cut(world):
    plan = compile_world(world)
    whole = run_chunk(plan, 1, 0, 30)
    first, second = run_chunk(plan, 1, 0, 13), run_chunk(plan, 1, 13, 17)
    assert np.array_equal(whole.outcomes, np.concatenate([first.outcomes, second.outcomes]))
    assert np.array_equal(whole.counts, first.counts + second.counts)


def test_recorded_variables__stay_in_their_declared_bounds(world):
    records = run_chunk(compile_world(world), 1, 0, 300, records=True).records
    low, high = records.min(axis=(0, 1)), records.max(axis=(0, 1))
    for k, variable in enumerate(RECORDED):
        assert variable.low <= low[k], variable.name
        assert high[k] <= variable.high, variable.name


def test_outcomes__stay_in_their_declared_bounds(world):
    outcomes = run_chunk(compile_world(world), 1, 0, 300).outcomes
    for k, outcome in enumerate(OUTCOMES):
        assert outcome.low - 1e-12 <= outcomes[:, k].min(), outcome.name
        assert outcomes[:, k].max() <= outcome.high + 1e-12, outcome.name


def test_histogram__counts_what_was_recorded(world):
    chunk = run_chunk(compile_world(world), 1, 0, 50, records=True)
    assert (chunk.counts.sum(axis=2) == 50).all()
    f = HISTOGRAMMED.index("relation_jpn_kor")
    values = chunk.records[:, :, column("relation_jpn_kor")]
    t = 7
    expected = np.bincount(np.floor((values[:, t] + 1.0) * (BINS / 2)).astype(int), minlength=BINS)
    assert np.array_equal(chunk.counts[t, f], expected)
    assert np.allclose(chunk.sums[t, f, 0], values[:, t].sum(), rtol=1e-12)
    k = HISTOGRAMMED.index("triangle")
    kinds = chunk.records[:, t, column("triangle")]
    assert chunk.counts[t, k, :4].tolist() == [(kinds == kind).sum() for kind in range(4)]


def test_outcomes__equal_a_slow_reading_of_the_records(world):
    """Recompute a dozen outcomes with numpy from the recorded months."""
    chunk = run_chunk(compile_world(world), 1, 0, 20, records=True)
    names = [outcome.name for outcome in OUTCOMES]

    def of(name):
        return chunk.outcomes[:, names.index(name)]

    def series(name):
        return chunk.records[:, :, column(name)]

    r = series("relation_jpn_kor")
    assert np.allclose(of("jpn_kor_mean"), r.mean(axis=1))
    assert np.array_equal(of("jpn_kor_low"), r.min(axis=1))
    assert np.array_equal(of("jpn_kor_low_month"), r.argmin(axis=1))
    assert np.array_equal(of("jpn_kor_final"), r[:, -1])
    assert np.allclose(of("jpn_kor_sd"), r.std(axis=1), atol=1e-9)
    assert np.array_equal(of("jpn_kor_fall") > 0.5, (r < r[:, :1] - 0.2).any(axis=1))
    assert np.array_equal(of("summits"), series("summit_event").sum(axis=1))
    assert np.array_equal(of("tests"), series("test_event").sum(axis=1))
    both = (series("favour_belief_jpn") > 0) & (series("favour_belief_kor") > 0)
    assert np.allclose(of("share_overclaim"), both.mean(axis=1))
    kinds = series("triangle")
    assert np.allclose(of("share_romantic_triangle"), (kinds == 1).mean(axis=1))
    changes = (kinds[:, 1:] != kinds[:, :-1]).sum(axis=1)
    assert np.array_equal(of("triangle_spells"), 1 + changes)
    talks = series("talks_state")
    assert np.array_equal(of("talks_months"), ((talks == 1) | (talks == 2)).sum(axis=1))
    for row in range(len(r)):
        held = len(kinds[row]) - 1
        while held > 0 and kinds[row, held - 1] == kinds[row, -1]:
            held -= 1
        assert of("triangle_persistence")[row] == len(kinds[row]) - held
        low = int(r[row].argmin())
        goal = r[row, low] + 0.5 * (r[row, : low + 1].max() - r[row, low])
        regained = np.flatnonzero(r[row, low:] >= goal)
        expected = regained[0] if len(regained) else len(r[row]) - 1 - low
        assert of("jpn_kor_recovery")[row] == expected


@pytest.mark.parametrize("count", [0, -1, LARGEST + 1])
def test_chunk__refuses_more_than_its_histograms_can_count(count):
    with pytest.raises(ValueError, match="wanted 1 to"):
        run_chunk(compile_world(load("second_trump_term")), 1, 0, count)


def test_choices__are_options_of_their_instrument(world):
    records = run_chunk(compile_world(world), 1, 0, 40, records=True).records
    for instrument in INSTRUMENTS:
        chosen = records[:, :, RECORDED_FIELDS.index(f"choice_{instrument.name}")]
        assert set(np.unique(chosen)) <= set(range(len(instrument.options)))


def test_final_state__stated_as_a_start_goes_on_to_the_bit():
    world = load("second_trump_term")
    history = dataclasses.replace(world.start, last=world.first - 1)
    state = final_state(history, 4, 11)
    assert state["trust"] == simulate(history, 4, 11)[-1, column("trust")]
    values = {name: Span(value, value) for name, value in state.items()}
    begun = dataclasses.replace(world, start=None, start_values=values)
    assert np.array_equal(simulate(begun, 4, 11), simulate(world, 4, 11))
    assert not np.array_equal(simulate(begun, 4, 12), simulate(world, 4, 12))
