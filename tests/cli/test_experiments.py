"""Every file of conf/experiment/ says what it asks, composes, and asks for worlds that exist."""

import csv
import warnings

import pytest

from sim.cli.argv import read_argv
from sim.cli.compose import compose
from sim.cli.design import design_points, worlds_of
from sim.cli.experiments import conf_folder, experiments
from sim.cli.settings import settings
from sim.spec.switches import SWITCHES

NAMES = [experiment.name for experiment in experiments()]

#: Design points of each, as its question counts them.
POINTS = {
    "ambiguity_against_alignment_over_tension": 2 * 5 * 3,
    "each_mechanism_off": 1 + 20,
    "friction_rates": 5,
    "leader_swap_grid": 4 * 5 * 5,
    "main_sweep": 6,
    "mediation_against_loyalty": 2,
    "turnover_tokyo": 2 * (1 + 20),
    "vacuum_length": 4,
    "washingtons_traits": 2**4,
}

#: What is said of those whose points are not all within priors, or hold what a world has already.
SAID = {
    "friction_rates": [
        "parameters.heritage_rate goes beyond its prior [0.01, 0.06] (in 4 of 5 points)",
        "parameters.territory_rate goes beyond its prior [0.01, 0.06] (in 4 of 5 points)",
        "parameters.textbook_rate goes beyond its prior [0.01, 0.06] (in 4 of 5 points)",
        "changes nothing: parameters.heritage_rate is 0.165 already (in 1 of 5 points)",
        "changes nothing: parameters.territory_rate is 0.165 already (in 1 of 5 points)",
        "and 1 more",
    ],
    "leader_swap_grid": [
        "changes nothing: leaders.washington has the traits of obama already (in 25 of 100 points)",
        "changes nothing: leaders.seoul has the traits of lee_myung_bak already "
        "(in 20 of 100 points)",
        "changes nothing: leaders.tokyo has the traits of noda already (in 20 of 100 points)",
    ],
    "turnover_tokyo": [
        f"changes nothing: calendar {number} of turnover.tokyo has no turnover in 2025-10..2028-12 "
        "(in 2 of 42 points)"
        for number in (2, 12, 15, 17)
    ],
}

#: Points that are a world which another point is already: what chance draws, it may draw twice.
#: Calendars 2, 12, 15 and 17 have no turnover; 16 is 1, and 13 and 19 are 3.
AGAIN = {"turnover_tokyo": 2 * (4 + 1 + 2)}


def test_points__are_counted_for_every_experiment():
    assert set(POINTS) == set(NAMES)


@pytest.mark.parametrize("experiment", experiments(), ids=NAMES)
def test_experiment__opens_with_its_question_and_its_line(experiment):
    path = conf_folder() / "experiment" / f"{experiment.name}.yaml"
    package, question, run = path.read_text(encoding="utf-8").splitlines()[:3]
    assert package == "# @package _global_"
    assert question == f"# question: {experiment.question}"
    assert experiment.question.endswith((".", "?"))
    assert run == f"# run: python -m sim experiment={experiment.name}"
    assert experiment.run == run.removeprefix("# run: ")


@pytest.mark.parametrize("name", NAMES)
def test_experiment__composes_and_all_its_points_are_worlds(name):
    configs = compose(read_argv([f"experiment={name}"]))
    shared = settings(configs)
    points = design_points(configs, shared.design)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        worlds = worlds_of(points, shared.worlds)
    assert [str(one.message) for one in caught] == SAID.get(name, [])
    assert len(points) == POINTS[name]
    distinct = POINTS[name] - AGAIN.get(name, 0)
    assert len({world.digest() for world in worlds}) == distinct, "two points are one world"


def test_each_mechanism_off__turns_each_off_once():
    path = conf_folder() / "tables" / "each_mechanism_off.csv"
    header, first, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert header == [f"switches.{name}" for name in SWITCHES]
    assert [cell for cell in first if cell] == ["null"], "all on, in a row that is not empty"
    assert rows == [
        ["false" if column == row else "" for column in range(len(SWITCHES))]
        for row in range(len(SWITCHES))
    ]
