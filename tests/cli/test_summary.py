"""What a finished study says on the screen: which number, what error, what was changed."""

import numpy as np
import pytest

from sim.analysis import share_words
from sim.cli.summary import summarise
from sim.runner import Point, run_study
from sim.scenario import load
from sim.spec.outcomes import OUTCOMES
from sim.store import Results


class Made:
    """Results of one or two points whose outcomes are set by hand."""

    def __init__(self, results: Results, **outcomes: object) -> None:
        self.points, self.world = results.points, results.world
        self.outcomes = results.outcomes.assign(**outcomes)


@pytest.fixture(scope="module")
def results():
    world, change = load("second_trump_term").replace(months=3), {"switches.mediation": False}
    asked = [Point(world.name, world, {}), Point(world.name, world.replace(**change), change)]
    return run_study(asked, replicates=40, seed=1)


def row(text: str, start: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return line


def meaning(name: str) -> str:
    return next(outcome.meaning for outcome in OUTCOMES if outcome.name == name)


def test_rows__say_which_number_they_show(results):
    text = summarise(results.at(0))
    for name, which in {
        "jpn_kor_mean": "median",
        "summits": "mean",
        "jpn_kor_fall": "share",
    }.items():
        assert row(text, meaning(name)).startswith(f"{meaning(name)} ({which})")


def test_counts__have_whole_quantiles(results):
    text = summarise(Made(results.at(0), summits=np.arange(40.0)))
    assert row(text, meaning("summits")).endswith("  1 to 37")


@pytest.mark.parametrize(("value", "happened"), [(0.0, 0), (1.0, 40)])
def test_share__of_none_or_all_has_a_bound_in_place_of_no_error(results, value, happened):
    line = row(summarise(Made(results.at(0), jpn_kor_fall=value)), meaning("jpn_kor_fall"))
    assert line.rstrip().endswith(share_words(happened, 40))
    assert "±" not in line


def test_changes__are_shown_as_a_command_takes_them(results):
    assert "switches.mediation=false" in summarise(results)
