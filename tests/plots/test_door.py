"""What a picture cannot be drawn of ends in one line that says what is wanted."""

import inspect
import re

import numpy as np
import pytest
import xarray as xr

from sim import plots
from sim.analysis import compare, effects_against
from sim.errors import MissingResult, UnknownName, WrongKind
from tests.analysis.made import made_results

PUBLIC = [name for name in plots.__all__ if inspect.isfunction(getattr(plots, name))]
#: Pictures of single histories take trajectories: what they refuse is a table.
OF_MONTHS = ("history", "network", "twins")
RELATION = "relation_jpn_kor"


@pytest.fixture(scope="module")
def results():
    return made_results(trajectories=True)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_function__refuses_what_it_cannot_draw_in_one_line(name, results):
    draw = getattr(plots, name)
    wanted = inspect.signature(draw).parameters.values()
    needed = [one.name for one in wanted if one.default is one.empty]
    given = results.outcomes if name in OF_MONTHS else results.trajectories
    with pytest.raises(WrongKind, match="wanted ") as caught:
        draw(**dict.fromkeys(needed, given))
    kind = type(given).__name__
    assert str(caught.value).startswith(
        f"{name}: {needed[0]}: found an object of type {kind}, wanted "
    )
    assert "\n" not in str(caught.value)


def test_fan__of_a_dataset_says_that_it_wants_results(results):
    with pytest.raises(WrongKind) as caught:
        plots.fan(results.trajectories, RELATION)
    wanted = "results, as sim.run and sim.open return them"
    assert str(caught.value) == f"fan: results: found an object of type Dataset, wanted {wanted}"


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda run: plots.fan(run, 3), "variable: found 3, wanted a text"),
        (lambda run: plots.fan(run, RELATION, 0.5), "wanted a whole number or a text or None"),
        (
            lambda run: plots.fans_by_world(run, RELATION, "neglect"),
            "points: found the text 'neglect', wanted a list of whole numbers or texts",
        ),
        (
            lambda run: plots.fans_by_world(run, RELATION, [0.5]),
            "points: found an object of type list, wanted",
        ),
        (lambda run: plots.distributions(run, "summits", [0]), "outcomes: found the text"),
        (
            lambda run: plots.distributions(run.outcomes, ["summits"], [0]),
            "found an object of type DataFrame",
        ),
        (
            lambda run: plots.distributions(run, run.outcomes, [0]),
            "found an object of type DataFrame, wanted a",
        ),
        (lambda run: plots.twin_scatter(run, 0, None, "summits"), "alternative: found nothing"),
        (lambda run: plots.option_shares(run, True), "capital: found true, wanted a text"),
        (
            lambda run: plots.forest(compare(run, run, base_point=0, alternative_point=1), ["a"]),
            "object of type Effect, wanted a mapping of names to effects, as sim.analysis.",
        ),
        (
            lambda run: plots.forest({"neglect": run}, ["summits"]),
            "effects: found an object of type dict, wanted",
        ),
        (
            lambda run: plots.paired_difference(run, RELATION, 0, 1, run.trajectories, pairs=3),
            "monthly: found an object of type Dataset, wanted a table",
        ),
        (
            lambda run: plots.save(run, "here", "name"),
            "fig: found an object of type MadeResults, wanted a figure",
        ),
        (lambda run: plots.world_colours("neglect"), "names: found the text 'neglect'"),
    ],
)
def test_wrong_kind__is_said_with_what_is_wanted(results, draw, said):
    with pytest.raises(WrongKind) as caught:
        draw(results)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "points", [np.array([0, 1]), (0, "neglect"), range(2), {0: "a", 1: "b"}.keys()]
)
def test_points__may_be_any_list_of_numbers_and_names(results, points):
    assert len(plots.fans_by_world(results, RELATION, points).axes) == 2


@pytest.mark.parametrize(
    ("draw", "field"),
    [
        (lambda run: plots.fans_by_world(run, RELATION, []), "points"),
        (lambda run: plots.distributions(run, [], [0]), "outcomes"),
        (lambda run: plots.distributions(run, ["summits"], []), "points"),
        (lambda run: plots.triangle_shares(run, []), "points"),
        (lambda run: plots.forest({}, ["summits"]), "effects"),
        (lambda run: plots.forest(effects_against(run, 0), []), "outcomes"),
    ],
)
def test_nothing__to_draw_is_said(results, draw, field):
    with pytest.raises(MissingResult, match="found none, wanted one or more") as caught:
        draw(results)
    assert caught.value.field == field


def test_checked__keeps_name_words_and_arguments_of_a_function():
    assert plots.fan.__name__ == "fan"
    assert "fan chart" in plots.fan.__doc__
    assert list(inspect.signature(plots.fan).parameters)[:3] == ["results", "variable", "point"]


def test_pictures__leave_what_they_are_given_alone(results):
    results.outcomes.attrs = {"units": {"summits": "1"}}
    before = results.outcomes.copy(deep=True)
    plots.distributions(results, ["summits"], [0, 1])
    assert results.outcomes.equals(before)
    assert results.outcomes.attrs == before.attrs == {"units": {"summits": "1"}}
    assert isinstance(results.trajectories, xr.Dataset)


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda run: plots.option_shares(run, "seol", 0), "'seol'; did you mean 'seoul'?"),
        (
            lambda run: plots.fan(run, RELATION, 0, capitals=["tokio"]),
            "'tokio'; did you mean 'tokyo'?",
        ),
    ],
)
def test_capital__that_is_none_is_named_with_the_nearest(results, draw, said):
    with pytest.raises(UnknownName, match=re.escape(said)):
        draw(results)
