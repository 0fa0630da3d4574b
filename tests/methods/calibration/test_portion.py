"""Portions of trials: a stopped stage asks for the same trials, and runs those that are missing."""

import numpy as np
import pytest

from sim.methods.calibration import Trials, design, fit, recover, targets
from sim.methods.calibration.portion import PORTION
from sim.methods.parts import NOT_KEPT, Parts
from sim.scenario import load
from tests.methods.calibration.made import MadeTrials
from tests.methods.calibration.test_target import FITTED

TOLD = ("memory_gain", "summit_rate")
SMALL = {"threshold": 0.5, "particles": 20, "generations": 3, "most_trials": 500, "seed": 1}


class Stopped(MadeTrials):
    """Is stopped at a trial, or at none."""

    def __init__(self, last=None):
        super().__init__()
        self.last = last

    def __call__(self, values, seed):
        if len(self.asked) == self.last:
            raise KeyboardInterrupt
        return super().__call__(values, seed)


def screened(trials, parts=NOT_KEPT, told=None):
    return design(trials, TOLD, 2 * PORTION + 6, 1, "screen", told, parts).as_table()


def recovered(trials, parts=NOT_KEPT, told=None):
    return recover(trials, (*TOLD, "trust_gain"), PORTION + 9, 1, told, parts).last.as_table()


def fitted(trials, parts=NOT_KEPT, told=None):
    return fit(trials, TOLD, np.ones(3), **SMALL, progress=told, parts=parts).trials


STAGES = {"screen": screened, "recovery": recovered, "fit": fitted}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("last", [0, 7, PORTION, PORTION + 5, -1])
def test_stage__that_was_stopped_runs_what_is_missing_and_is_the_same(tmp_path, stage, last):
    run, calm = STAGES[stage], Stopped()
    whole = run(calm)
    last %= len(calm.asked)
    stopped, after, told = Stopped(last), Stopped(), []
    with pytest.raises(KeyboardInterrupt):
        run(stopped, Parts(tmp_path))
    assert run(after, Parts(tmp_path), told.append).equals(whole)
    assert stopped.asked + after.asked == calm.asked
    assert (told[-1].done, told[-1].unit) == (told[-1].total, "trials")
    # Of what was there nobody learns how long a trial takes.
    assert all(one.left is None for one in told[:last] if one.done < one.total)
    again = Stopped()
    assert run(again, Parts(tmp_path)).equals(whole)
    assert again.asked == []


@pytest.mark.parametrize("stage", STAGES)
def test_stage__that_was_killed_loses_no_whole_portion(tmp_path, stage):
    run, calm = STAGES[stage], Stopped()
    whole = run(calm)
    with pytest.raises(KeyboardInterrupt):
        run(Stopped(PORTION + 5), Parts(tmp_path))
    # A kill leaves no time for what has begun.
    begun = max(tmp_path.rglob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)
    begun.unlink()
    after = Stopped()
    assert run(after, Parts(tmp_path)).equals(whole)
    assert after.asked == calm.asked[PORTION:]


def test_fit__of_more_particles_or_generations_is_not_led_astray_by_what_is_kept(tmp_path):
    parts = Parts(tmp_path)
    fitted(MadeTrials(), parts)
    for change in ({"particles": 30}, {"generations": 4}, {"seed": 2}, {"threshold": 0.7}):
        asked = SMALL | change
        calm, kept = (
            fit(MadeTrials(), TOLD, np.ones(3), **asked, parts=where) for where in (NOT_KEPT, parts)
        )
        assert kept.trials.equals(calm.trials)
        assert np.array_equal(kept.values, calm.values)
        assert np.array_equal(kept.weights, calm.weights)


def test_trials__of_another_kind_have_another_name():
    history = load("baseline_hindcast")
    facts = targets([fact for fact in FITTED if fact.id in ("E05", "E22")])

    def named(asked=facts, replicates=60, threads=1, **more):
        return Trials(asked, replicates, threads, **{"history": history} | more).digest

    assert named() == named(threads=2)
    others = [
        named(facts[1:]),
        named(replicates=61),
        named(history=history.replace(last="2024-12")),
        named(overrides={"last": "2024-12"}),
        named(series=["tone"]),
        named(series=["opinion"]),
    ]
    assert len({named(), *others}) == 1 + len(others)
