"""Some variables of many replicates: the same numbers as a run that keeps all."""

import numpy as np
import pytest

from sim.engine.batch import run_chunk
from sim.errors import FailedPoints, InterruptedStudy, UnknownName
from sim.runner import block, columns, run
from sim.runner.columns import run_columns, run_parts
from sim.scenario import load

WORLD = load("second_trump_term").replace(months=5)
NAMES = ["relation_jpn_kor", "institution"]

#: The name of a variable and of an outcome.
BOTH = "coordination_tariff"


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("replicates", [1, columns._PORTION, columns._PORTION + 1, 1003])
def test_columns__are_those_of_a_run_that_keeps_all(replicates, threads):
    found = run_columns(WORLD, NAMES, replicates, 7, threads=threads)
    whole = run(WORLD, replicates, 7, trajectories=True)
    for name in NAMES:
        assert np.array_equal(found[name], whole.column(name))


def test_parts__are_variables_and_outcomes_of_one_run():
    months, sums = run_parts(WORLD, [*NAMES, BOTH], [BOTH, "jpn_kor_final"], 203, 7)
    whole = run(WORLD, 203, 7, trajectories=True)
    for name in (BOTH, "jpn_kor_final"):
        assert np.array_equal(sums[name], whole.outcomes[name])
    for name in (*NAMES, BOTH):
        assert np.array_equal(months[name], whole.column(name))
    assert np.array_equal(sums["jpn_kor_final"], months["relation_jpn_kor"][:, -1])


def test_variable__that_is_none_is_named_with_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'institution'"):
        run_columns(WORLD, ["instituton"], 3, 1)
    with pytest.raises(UnknownName, match="unknown outcome 'summit'; did you mean 'summits'"):
        run_parts(WORLD, NAMES, ["summit"], 3, 1)


def test_row__that_cannot_be_ends_the_run(monkeypatch):
    def beyond(*words, **more):
        chunk = run_chunk(*words, **more)
        chunk.records[0, 0, 0] = np.nan
        return chunk

    monkeypatch.setattr(block, "run_chunk", beyond)
    with pytest.raises(FailedPoints, match="failed in replicates 0"):
        run_columns(WORLD, NAMES, 3, 1)


def test_interrupt__says_that_nothing_is_kept(monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.runner.request.run_tasks", stop)
    with pytest.raises(InterruptedStudy, match="nothing is kept"):
        run_columns(WORLD, NAMES, 3, 1)
