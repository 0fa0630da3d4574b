"""Runs beside a study: they share its luck, and are those of worlds that it has."""

import pandas as pd

from sim.analysis import outcomes_of
from sim.methods.supplement import Supplement, run_supplements
from sim.runner import run
from sim.scenario import load


def test_run_supplements__take_the_studys_luck():
    worlds = {"second_trump_term": load("second_trump_term")}
    frozen = {"parameters.freeze_kor": 1.0}
    wanted = [
        Supplement("reference", "second_trump_term", {}, "As it is."),
        Supplement("freeze_kor", "second_trump_term", frozen, "Seoul repeats its choices."),
        Supplement("history", "baseline_hindcast", {}, "Of a world that the study lacks."),
    ]
    found = run_supplements(worlds, replicates=12, seed=3, wanted=wanted)
    assert set(found) == {"reference", "freeze_kor"}
    alone = run(worlds["second_trump_term"], replicates=12, seed=3)
    pd.testing.assert_frame_equal(outcomes_of(found["reference"]), outcomes_of(alone))
    assert not outcomes_of(found["freeze_kor"]).equals(outcomes_of(alone))


def test_run_supplements__of_no_known_world_are_none():
    assert run_supplements({}, [], replicates=5, seed=1) == {}
