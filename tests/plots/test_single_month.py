"""Over a window of one month no picture over time has anything to show, and each says so."""

from collections.abc import Callable

import pytest

import sim
from sim import plots
from sim.errors import MissingResult

WORLD = sim.load("second_trump_term").replace(months=1)
OTHER = WORLD.replace(**{"leaders.washington.mediation": 0.9})
TIE = "relation_jpn_kor"


@pytest.fixture(scope="module")
def study():
    points = [sim.Point("as_it_is", WORLD), sim.Point("broker", OTHER)]
    return sim.run_study(points, replicates=30, seed=1, trajectories=True)


def _paired(study):
    months = sim.compare(study, between=(0, 1)).by_month(TIE)
    return plots.paired_difference(study, TIE, 0, 1, months, pairs=30)


DRAWN: dict[str, Callable] = {
    "fan": lambda study: plots.fan(study, TIE, point=0),
    "fans_by_world": lambda study: plots.fans_by_world(study, TIE, [0, 1]),
    "triangle_shares": lambda study: plots.triangle_shares(study, [0, 1]),
    "paired_difference": _paired,
    "effect_by_month": lambda study: plots.effect_by_month(sim.compare(study, between=(0, 1))),
    "history": lambda study: plots.history(study.trajectories.sel(point=0), 3, world=WORLD),
    "twins": lambda study: plots.twins(*(study.trajectories.sel(point=k) for k in (0, 1)), TIE),
}


@pytest.mark.parametrize("name", DRAWN)
def test_single_month__is_one_line_of_what_to_draw_instead(study, name):
    with pytest.raises(MissingResult, match="found a window of 1 month, wanted two or more") as at:
        DRAWN[name](study)
    assert "\n" not in str(at.value)


def test_outcomes_of_a_single_month__are_drawn(study):
    assert plots.title_of(plots.ecdf(study, "jpn_kor_final"))
