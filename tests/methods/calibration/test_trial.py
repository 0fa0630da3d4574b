"""A trial: what it may see, what its luck is, and how its summaries become a distance."""

import numpy as np
import pytest

from sim.methods.calibration import Trials, targets, trial_seed
from sim.methods.calibration.series import correlation, observed_targets
from sim.scenario import load
from sim.spec.calendar import month_number
from tests.methods.calibration.test_target import FITTED, LAST

TARGETS = targets(FITTED)
FEW = 120
SERIES = ("conflict_share", "tone", "opinion")
WINDOW = {"last": LAST}


def trials_of(series=SERIES, threads=1):
    history = load("baseline_hindcast").replace(**WINDOW)
    return Trials(TARGETS, FEW, threads, history=history, overrides=WINDOW, series=series)


@pytest.fixture(scope="module")
def trials():
    return trials_of()


@pytest.fixture(scope="module")
def found(trials):
    return trials({}, 1)


def of(trials, found, name: str) -> float:
    return float(found[trials.names.index(name)])


def test_window__ends_in_december_2024(trials):
    assert trials.worlds
    assert {world.last for world in trials.worlds} == {month_number("2024-12")}


def test_series__have_no_figure_after_2015(trials):
    assert tuple(one.name for one in trials.series) == SERIES
    for one in trials.series:
        assert all(own.last.max() <= month_number("2015-12") for own in one.figures)
        assert 0.0 < one.low < 1.0


def test_summaries__are_one_a_target_and_a_series(trials, found):
    assert len(found) == len(trials.names) == len(trials.groups) == len(TARGETS) + 3
    assert of(trials, found, "E03") <= min(
        of(trials, found, "E03 part 1"), of(trials, found, "E03 part 2")
    )


def test_summaries__depend_on_seed_and_parameters_and_not_on_threads(trials, found):
    assert np.array_equal(trials_of(threads=3)({}, 1), found, equal_nan=True)
    assert not np.array_equal(trials({}, 2), found, equal_nan=True)
    fewer = trials({"summit_rate": 0.2}, 1)
    assert of(trials, fewer, "E05.1") < of(trials, found, "E05.1")


def test_arm__keeps_what_it_sets_itself(trials):
    # The arm without the cost of a concession sets it to 0; at 0 everywhere the arms are one.
    same = trials({"concession_cost": 0.0}, 1)
    assert of(trials, same, "E21.2") == 0.0
    costly = trials({"concession_cost": 0.8}, 1)
    assert of(trials, costly, "E21.2") > 0.1


def test_series__may_be_left_out(found):
    alone = trials_of(series=())
    assert alone.names == tuple(target.name for target in TARGETS)
    assert np.array_equal(alone({}, 1), found[: len(TARGETS)], equal_nan=True)


def test_distance__is_the_mean_over_facts(trials, found):
    scales = np.full(len(found), 0.1)
    short = trials.shortfalls(found, scales)
    assert ((short >= 0.0) & (short <= 1.0)).all()
    by_group = trials.by_group(short)
    assert list(by_group)[-1] == "series"
    assert len(by_group) == 11
    assert trials.distance(found, scales) == pytest.approx(np.mean(list(by_group.values())))


def test_distance__is_0_where_all_is_as_wanted(trials):
    wanted = [t.low if np.isfinite(t.low) else t.high for t in trials.targets]
    wanted += [one.low for one in trials.series]
    assert trials.distance(np.array(wanted), np.full(len(wanted), 0.1)) == 0.0


def test_correlation__is_1_for_a_path_that_moves_as_the_figures():
    world = load("baseline_hindcast").replace(last=LAST)
    (tone,) = observed_targets(["tone"], world)
    paths = {}
    for own in tone.figures:
        path = np.zeros(world.months)
        for first, last, value in zip(own.first, own.last, own.y, strict=True):
            path[first - world.first : last - world.first + 1] = value
        paths[own.dyad] = path
    assert correlation(tone, paths, world.first) == pytest.approx(1.0)
    against = {dyad: -path for dyad, path in paths.items()}
    assert correlation(tone, against, world.first) == pytest.approx(-1.0)


def test_seed__differs_by_stage_and_trial_and_stays():
    seeds = {trial_seed(1, stage, k) for stage in ("screen", "fit") for k in range(100)}
    assert len(seeds) == 200
    assert trial_seed(1, "fit", 7) == trial_seed(1, "fit", 7) != trial_seed(2, "fit", 7)
