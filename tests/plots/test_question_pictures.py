"""Pictures of questions: each says a finding, how sure, from what, and can be told in grey."""

import inspect
import itertools

import pytest
from matplotlib.lines import Line2D

from sim import plots
from sim.errors import MissingResult
from tests.analysis.made import made_results
from tests.plots.made_pictures import (
    NAMES,
    QUESTIONS,
    effect_of,
    event_table,
    grid_results,
    question,
    swing_table,
    waiting_table,
)
from tests.plots.reading import caption_of, check_inside, dashes, of, samples, title_of


def test_kinds__are_all_public_pictures():
    assert all(inspect.isfunction(getattr(plots, name)) for name in QUESTIONS)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_caption__says_replicates_and_seed_and_warns(kind):
    said = caption_of(question(kind))
    assert "replicate" in said
    assert "seed 1" in said
    assert said.endswith("does not predict.")


@pytest.mark.parametrize("kind", QUESTIONS)
def test_picture__lies_within_its_edges(kind):
    check_inside(question(kind))


@pytest.mark.parametrize("kind", QUESTIONS)
def test_title__is_a_sentence_of_numbers_and_not_of_names_of_columns(kind):
    said = title_of(question(kind))
    assert "_" not in said
    assert any(letter.isdigit() for letter in said) or "No difference" in said


@pytest.mark.parametrize("kind", ["ecdf", "survival", "event_study", "response"])
def test_key__tells_lines_apart_by_dash_and_mark(kind):
    found = samples(question(kind))
    assert len(found) >= 2
    for one, other in itertools.combinations(dashes(found), 2):
        assert one[0] != other[0]
        assert one[1] != other[1]


@pytest.mark.parametrize("kind", ["ecdf", "survival", "response", "event_study"])
def test_key__shows_the_strokes_that_are_drawn(kind):
    prefix = {"ecdf": "curve", "survival": "curve", "response": "response"}.get(kind)
    drawn = of(question(kind), prefix) if prefix else []
    if kind == "event_study":
        first = question(kind).axes[0]
        drawn = [line for line in first.lines if line.get_gid() in ("event", "without")]
    assert isinstance(drawn[0], Line2D)
    assert dashes(drawn) == dashes(samples(question(kind)))


LONG = tuple(f"a_world_of_ones_own_with_a_name_that_takes_a_lot_of_room_{k}" for k in range(4))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ecdf", "raincloud", "quantile_shift", "effect_forest"])
def test_long_names__stay_within_the_picture(kind):
    results = made_results(LONG, count=50)
    effect = effect_of(results)
    draw = {
        "ecdf": lambda: plots.ecdf(results, "jpn_kor_recovery"),
        "raincloud": lambda: plots.raincloud(results, "jpn_kor_recovery"),
        "quantile_shift": lambda: plots.quantile_shift(effect, "jpn_kor_recovery"),
        "effect_forest": lambda: plots.effect_forest(
            [effect_of(results, 0, k) for k in (1, 2, 3)], ["jpn_kor_recovery", "jpn_kor_fall"]
        ),
    }
    check_inside(draw[kind]())


def test_long_names__of_waiting_worlds_stay_within_the_picture():
    tables = {name: waiting_table(0.1 * k) for k, name in enumerate(LONG, 1)}
    check_inside(plots.survival(tables))


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda run: plots.ecdf(run, "summits", []), "points: found none"),
        (lambda run: plots.raincloud(run, "summits", []), "points: found none"),
        (lambda run: plots.survival({}), "tables: found none"),
        (lambda run: plots.event_study(event_table(), []), "variables: found none"),
        (lambda run: plots.effect_forest(effect_of(run), []), "outcomes: found none"),
        (lambda run: plots.effect_forest([]), "effects: found none"),
        (lambda run: plots.tornado(swing_table().iloc[:0]), "found no key"),
        (lambda run: plots.heat_map(run.at(0), "summits"), "found no key that differs"),
    ],
)
def test_nothing__to_draw_is_one_line(draw, said):
    with pytest.raises(MissingResult) as caught:
        draw(made_results(NAMES, count=20))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("draw", [plots.ecdf, plots.raincloud])
def test_too_many_points__are_refused_and_can_be_named(draw):
    results = grid_results(across=(0.1, 0.2, 0.3, 0.4), up=(0.1, 0.9))
    with pytest.raises(MissingResult, match=r"found 8, wanted 7 at most .* points=\[…\]"):
        draw(results, "summits")
    assert draw(results, "summits", range(7)).axes


@pytest.mark.parametrize("draw", [plots.ecdf, plots.raincloud, plots.heat_map, plots.response])
def test_one_replicate__is_too_few(draw):
    results = grid_results(count=1)
    with pytest.raises(MissingResult, match="an answer in 1 replicate of point 0, wanted 2 or"):
        draw(results, "summits")
