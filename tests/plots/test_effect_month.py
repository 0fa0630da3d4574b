"""A comparison month by month draws the effect's numbers, and says where the worlds differ most."""

import numpy as np
import pytest
from matplotlib.figure import Figure

import sim
from sim import plots
from sim.errors import SimWarning, UnknownName, WrongKind
from tests.plots.made_pictures import months_effect
from tests.plots.reading import caption_of, of, title_of

MONTHS = 24
RISE = np.linspace(0.0, 0.2, MONTHS)


def drawn(fig: Figure, gid: str) -> np.ndarray:
    (line,) = of(fig, gid)
    return np.asarray(line.get_ydata(), dtype=float)


def test_lines__are_the_effects_numbers():
    effect = months_effect(RISE)
    table, fig = effect.by_month("relation_jpn_kor"), plots.effect_by_month(effect)
    for column in ("base", "alternative", "difference"):
        np.testing.assert_array_equal(drawn(fig, column), table[column])
    (band,) = of(fig, "band")
    heights = band.get_paths()[0].vertices[:, 1]
    assert heights.min() == pytest.approx(table["low"].min())
    assert heights.max() == pytest.approx(table["high"].max())


def test_marks__are_filled_where_the_difference_is_beyond_chance_among_all_months():
    fig = plots.effect_by_month(months_effect(RISE))
    (sure,), (open_,) = of(fig, "sure"), of(fig, "undecided")
    assert len(sure.get_ydata()) + len(open_.get_ydata()) == MONTHS
    assert 0 < len(open_.get_ydata()) < 8  # 24 looks at an error of 0.05 / 60 ** 0.5
    assert min(sure.get_ydata()) > max(open_.get_ydata())


def test_title__says_the_month_of_the_largest_difference_and_of_its_opposite():
    assert title_of(plots.effect_by_month(months_effect(RISE))) == (
        "Tokyo–Seoul relation with Neglect: higher, most beyond chance in December 2026 (by 0.2)"
    )
    turn = np.where(np.arange(MONTHS) < 6, -0.3, 0.1)
    said = title_of(plots.effect_by_month(months_effect(turn, noise=0.01)))
    assert "lower, most beyond chance in " in said
    assert "2025 (by 0.3); at other times higher, most beyond chance in " in said


def test_title__of_noise_is_undecided_and_of_equal_runs_no_difference():
    said = title_of(plots.effect_by_month(months_effect(np.zeros(MONTHS))))
    assert said == "Tokyo–Seoul relation: undecided, no month differs beyond chance"
    same = title_of(plots.effect_by_month(months_effect(np.zeros(MONTHS), noise=0.0)))
    assert same == "Tokyo–Seoul relation: no difference in any month"


def test_title__of_means_that_happen_to_be_equal_is_undecided():
    effect = months_effect(np.zeros(4), count=2, noise=0.0)
    other = effect.sides[0].results.months[1]
    other += np.array([[0.5], [-0.5]])
    assert not effect.by_month()["difference"].round(12).any()
    assert "undecided" in title_of(plots.effect_by_month(effect))


def test_difference__has_its_unit():
    fig = plots.effect_by_month(months_effect(RISE))
    assert fig.axes[0].get_ylabel() == "Difference\n[of at most 2]"


def test_caption__says_what_the_interval_is_of():
    effect = months_effect(RISE)
    assert "95% interval of the pairs, of each month alone; dotted" in caption_of(
        plots.effect_by_month(effect)
    )
    world = sim.load("second_trump_term").replace(months=12)
    bare = sim.run(world, replicates=5), sim.run(world, replicates=5)
    with pytest.warns(SimWarning, match="its months were not kept"):
        said = caption_of(plots.effect_by_month(sim.compare(*bare), "trust"))
    assert "interval that holds whatever the pairs share" in said.replace("\n", " ")
    assert "dotted" not in said


def test_choice_between_two__is_said_as_the_share_of_the_second():
    world = sim.load("second_trump_term").replace(months=12)
    soft = world.replace(**{"leaders.washington.burden_demand": 0.0})
    effect = sim.compare(world, soft, replicates=60, keep=["choice_usa_basing_cost"])
    fig = plots.effect_by_month(effect, "choice_usa_basing_cost")
    assert title_of(fig).startswith("Washington chooses “demand” (basing cost) with ")
    assert any("[share]" in axes.get_ylabel() for axes in fig.axes)


def test_variable__is_one_that_is_recorded():
    with pytest.raises(UnknownName, match="did you mean 'relation_jpn_kor'"):
        plots.effect_by_month(months_effect(RISE), "relation_jpn_kr")
    with pytest.raises(WrongKind, match="effect"):
        plots.effect_by_month(RISE)


def test_slide__shows_the_difference():
    fig = plots.slide(plots.effect_by_month(months_effect(RISE)))
    np.testing.assert_array_equal(
        drawn(fig, "difference"), months_effect(RISE).by_month()["difference"]
    )
    assert not of(fig, "base")
