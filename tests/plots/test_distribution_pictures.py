"""ECDF, shift, raincloud and forest draw the analysis' numbers and say what these find."""

import numpy as np
import pytest

from sim import plots
from sim.analysis import (
    compare,
    cumulative_table,
    density_table,
    harrell_davis,
    outcomes_of,
    prob_ci,
)
from sim.analysis.effect import adjusted
from sim.errors import SimError, UnknownName
from tests.analysis.made import made_results
from tests.plots.made_pictures import effect_of
from tests.plots.reading import caption_of, check_inside, of, text_of, title_of

PAIR = ("second_trump_term", "neglect")


def pair(step: float, *, count: int = 400, spread: float = 0.0):
    """Two worlds, the second shifted; with a spread both have noise of their own."""
    results = made_results(PAIR, count=count, step=step)
    if spread:
        # On both sides: noise on one alone would widen it, which is a difference.
        results.outcomes["jpn_kor_final"] += np.random.default_rng(8).normal(0, spread, 2 * count)
    return results


def test_ecdf__draws_the_shares_and_their_band():
    results = pair(0.2)
    fig = plots.ecdf(results, "jpn_kor_final")
    values = {k: outcomes_of(results, k)["jpn_kor_final"].to_numpy() for k in (0, 1)}
    table = cumulative_table(values)
    for number in (0, 1):
        (curve,) = of(fig, f"curve.{number}")
        own = table[table["name"] == number]
        assert curve.get_xdata()[1:-1].tolist() == own["value"].tolist()
        assert curve.get_ydata()[1:-1] == pytest.approx(100 * own["share"].to_numpy())
        (band,) = of(fig, f"band.{number}")
        path = band.get_paths()[0].vertices
        assert path[:, 1].max() == pytest.approx(100.0)
        assert path[:, 1].min() == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("step", "spread", "said"),
    [
        (0.2, 0.0, "At or below −0.03: 45% of runs of Second Trump term, 10% of Neglect"),
        (-0.2, 0.0, "of runs of Neglect"),
        (0.005, 0.2, "Undecided: "),
        (0.0, 0.0, "No difference: all curves are the same"),
    ],
)
def test_ecdf__says_the_widest_gap_or_that_it_is_undecided(step, spread, said):
    title = title_of(plots.ecdf(pair(step, spread=spread), "jpn_kor_final"))
    assert title.startswith(said.split("45%")[0].split("−0.03")[0].split("of runs")[0])
    if step:
        assert "Neglect" in title
    order = [title.find(name) for name in ("Second Trump term", "Neglect")]
    if step > 0.1:
        assert order[0] < order[1]
    if step < -0.1:
        assert order[1] < order[0]


def test_ecdf__of_one_world_says_its_median():
    results = made_results(PAIR[:1], count=300)
    title = title_of(plots.ecdf(results, "jpn_kor_final"))
    middle = harrell_davis(outcomes_of(results, 0)["jpn_kor_final"], 0.5)[0]
    assert f"Half of the runs lie below {middle:.2f}".replace("-", "−") in title


def test_ecdf__says_how_many_runs_have_no_answer():
    results = pair(0.2)
    results.outcomes.loc[:2, "jpn_kor_final"] = np.nan
    assert "3 runs have no answer and are left out." in caption_of(
        plots.ecdf(results, "jpn_kor_final")
    )


@pytest.mark.parametrize("draw", [plots.ecdf, plots.raincloud])
def test_unknown_outcome__is_named_with_the_nearest(draw):
    with pytest.raises(UnknownName, match="unknown outcome 'sumits'; did you mean 'summits'"):
        draw(pair(0.1, count=20), "sumits")


def test_raincloud__draws_density_box_and_the_first_runs():
    results = pair(0.2)
    fig = plots.raincloud(results, "jpn_kor_final", shown=50)
    values = {k: outcomes_of(results, k)["jpn_kor_final"].to_numpy() for k in (0, 1)}
    density = density_table(values, low=-1, high=1)
    for number in (0, 1):
        (drops,) = of(fig, f"drops.{number}")
        assert drops.get_xdata().tolist() == values[number][:50].tolist()
        (box,) = of(fig, f"box.{number}")
        assert box.get_xdata().tolist() == np.quantile(values[number], [0.25, 0.75]).tolist()
        (whisker,) = of(fig, f"whisker.{number}")
        assert whisker.get_xdata().tolist() == np.quantile(values[number], [0.05, 0.95]).tolist()
        (edge,) = of(fig, f"edge.{number}")
        shape = edge.get_ydata() + number
        known = density[number].loc[edge.get_xdata()[0] : edge.get_xdata()[-1]].to_numpy()
        assert shape / shape.max() == pytest.approx(known / known.max())
    assert "Drops: the first 50 runs." in caption_of(fig)


@pytest.mark.parametrize(
    ("step", "spread", "said"),
    [
        (0.4, 0.0, "The middle run lies higher in Neglect"),
        (-0.4, 0.0, "The middle run lies higher in Second Trump term"),
        (0.005, 0.2, "Undecided: the middle runs"),
        (0.0, 0.0, "No difference: the middle run is"),
    ],
)
def test_raincloud__says_whose_middle_is_higher_or_that_it_is_undecided(step, spread, said):
    fig = plots.raincloud(pair(step, spread=spread), "jpn_kor_final")
    assert title_of(fig).startswith(said)


def test_raincloud__of_a_flag_draws_shares():
    results = pair(0.2)
    fig = plots.raincloud(results, "jpn_kor_fall")
    shares = [100 * outcomes_of(results, k)["jpn_kor_fall"].mean() for k in (0, 1)]
    assert [point.get_xdata()[0] for point in of(fig, "share")] == pytest.approx(shares)
    assert title_of(fig).startswith("Yes in ")
    interval = prob_ci(round(4 * shares[0]), 400)
    ends = [line.get_xdata().tolist() for line in fig.axes[0].lines]
    assert [100 * interval.low, 100 * interval.high] in [pytest.approx(one) for one in ends]


def test_raincloud__of_a_count_has_a_bar_a_number():
    results = pair(0.0)
    bars = of(plots.raincloud(results, "summits", [0]), "bar")
    values, counts = np.unique(outcomes_of(results, 0)["summits"], return_counts=True)
    there = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars}
    for value, count in zip(values, counts, strict=True):
        assert there[int(value)] / max(there.values()) == pytest.approx(count / counts.max())


def test_raincloud__says_where_runs_lie_in_two_humps():
    results = pair(0.0)
    sides = np.where(np.arange(800) % 2, 0.6, -0.6)
    results.outcomes["jpn_kor_final"] = sides + np.random.default_rng(1).normal(0, 0.05, 800)
    assert "More than one hump in 2 of 2" in text_of(
        plots.raincloud(results, "jpn_kor_final"), "subtitle"
    )


def test_shift__draws_deciles_and_their_moves():
    effect = effect_of(pair(0.3, spread=0.05))
    table = effect.quantiles("jpn_kor_final")
    fig = plots.quantile_shift(effect, "jpn_kor_final")
    for name in ("base", "alternative"):
        (line,) = of(fig, name)
        assert line.get_xdata().tolist() == table[name].tolist()
    moves = [*of(fig, "moved"), *of(fig, "undecided")]
    assert sorted(point.get_xdata()[0] for point in moves) == sorted(table["difference"])
    (band,) = of(fig, "band")
    path = band.get_paths()[0].vertices[:, 0]
    assert {*table["low"], *table["high"]} <= set(path)


def shifted(low: float, high: float):
    """Two worlds whose lowest and highest runs move by so much."""
    results = pair(0.0)
    base = np.sort(outcomes_of(results, 0)["jpn_kor_final"].to_numpy())
    part = np.linspace(low, high, len(base))
    for number, values in ((0, base), (1, base + part)):
        rows = results.outcomes["point"] == number
        results.outcomes.loc[rows, "jpn_kor_final"] = values
    return effect_of(results)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.4, 0.0, "The low end moves most: +0."),
        (0.0, -0.4, "The high end moves most: "),
        (0.2, 0.2, "All of it moves up: every decile, by +0.20 to +0.20"),
        (-0.2, -0.2, "All of it moves down: every decile, by −0.20 to −0.20"),
        (0.0, 0.0, "No difference: every decile is the same in both worlds"),
    ],
)
def test_shift__says_which_end_moves(low, high, said):
    assert title_of(plots.quantile_shift(shifted(low, high), "jpn_kor_final")).startswith(said)


def test_shift__of_noise_is_undecided():
    fig = plots.quantile_shift(effect_of(pair(0.0, spread=0.02)), "jpn_kor_final")
    assert title_of(fig).startswith("Undecided: no part of the distribution")
    assert not of(fig, "moved")


def test_shift__of_what_was_not_compared_is_named():
    results = pair(0.1, count=20)
    effect = compare(
        results, results, base_point=0, alternative_point=1, outcomes=["jpn_kor_final"]
    )
    with pytest.raises(UnknownName, match="did you mean 'jpn_kor_final'"):
        plots.quantile_shift(effect, "jpn_kor_finl")


def test_forest__stands_in_the_order_of_size_with_the_effects_numbers():
    effect = effect_of(pair(0.1, spread=0.05))
    names = ["jpn_kor_final", "summits", "jpn_kor_fall", "bid_mean_kor"]
    fig = plots.effect_forest(effect, names)
    table = effect.table.loc[names]
    order = table["d"].abs().sort_values(ascending=False).index
    p_values = dict(zip(names, adjusted(effect.p_values.loc[names]), strict=True))
    for row, name in enumerate(order):
        (mark,) = of(fig, f"{'sure' if p_values[name] < 0.05 else 'open'}.0.{name}")
        assert mark.get_ydata()[0] == -row
        assert mark.get_xdata()[0] == pytest.approx(table.loc[name, "d"])
        filled = mark.get_markerfacecolor() != "white"
        assert filled == (p_values[name] < 0.05)


def test_forest__says_how_many_differ_and_which_most():
    effect = effect_of(pair(0.1, spread=0.05))
    fig = plots.effect_forest(effect, ["jpn_kor_final", "summits"])
    most = effect.table.loc[["jpn_kor_final", "summits"], "d"].abs().idxmax()
    label = {"jpn_kor_final": "Relation Japan–Korea", "summits": "Tokyo–Seoul summits"}[most]
    assert title_of(fig).startswith(f"2 of 2 differ beyond chance, most: {label}")


def test_forest__of_noise_is_undecided_and_of_equal_runs_no_difference():
    noise = effect_of(pair(0.0, spread=0.05))
    fig = plots.effect_forest(noise, ["jpn_kor_final"])
    assert title_of(fig).startswith("Undecided: Relation Japan–Korea in the last month does not")
    assert of(fig, "open")
    assert not of(fig, "sure")
    same = effect_of(pair(0.0))
    assert title_of(plots.effect_forest(same, ["summits"])) == "No difference in any outcome"


def test_forest__of_many_worlds_adjusts_for_all_of_them_and_tells_them_by_mark():
    results = made_results((*PAIR, "joint_hedging"), count=100, step=0.03)
    effects = {name: effect_of(results, 0, k) for k, name in ((1, "neglect"), (2, "joint_hedging"))}
    fig = plots.effect_forest(effects, ["jpn_kor_final", "summits"])
    marks = [of(fig, f"{kind}.{k}") for k in (0, 1) for kind in ("sure", "open")]
    shapes = [
        {mark.get_marker() for mark in found}
        for found in (marks[0] + marks[1], marks[2] + marks[3])
    ]
    assert shapes == [{"o"}, {"s"}]
    assert "of 4 differ" in title_of(fig) or "none of 4" in title_of(fig)


def test_forest__writes_the_number_of_a_mark_beyond_the_scale():
    effect = effect_of(pair(0.05, spread=0.05))
    names = [name for name in effect.table.index if effect.table.loc[name, "d"] < 0.5][:8]
    effect.table.loc[names[0], ["d", "d_low", "d_high"]] = [-14.0, -14.5, -13.5]
    fig = plots.effect_forest(effect, names)
    (mark,) = of(fig, "beyond")
    assert mark.get_text() == "◂ −14.0"
    assert "A mark at the edge lies as far beyond as its number says." in caption_of(fig)
    check_inside(fig)


@pytest.mark.parametrize("draw", [plots.ecdf, plots.raincloud])
def test_code__is_told_by_its_words(draw):
    fig = draw(pair(0.0), "retaliation_peak")
    labels = [text.get_text() for text in fig.axes[0].get_xticklabels()]
    assert labels == ["none", "history", "trade", "security"]
    triangle = draw(pair(0.0), "triangle_final").axes[0].get_xticklabels()
    assert " ".join(triangle[0].get_text().split()) == "all three friends"


def code(low: float, high: float):
    """Two worlds in which so large a share of runs ends with the third type of a triangle."""
    results = pair(0.0)
    for number, share in ((0, low), (1, high)):
        rows = results.outcomes["point"] == number
        results.outcomes.loc[rows, "triangle_final"] = np.where(
            np.arange(400) < 400 * share, 2.0, 0.0
        )
    return results


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.1, 0.4, "in 90% of runs of Second Trump term and 60% of Neglect"),
        (0.4, 0.1, "in 90% of runs of Neglect and 60% of Second Trump term"),
        (0.20, 0.21, "Undecided: “all three friends” in 80% of runs of Second Trump term"),
        (0.2, 0.2, "No difference: “all three friends” in 80% of runs everywhere"),
    ],
)
def test_raincloud__of_a_code_says_whose_share_differs(low, high, said):
    fig = plots.raincloud(code(low, high), "triangle_final")
    assert said in title_of(fig)
    assert not of(fig, "box")


def test_ecdf__of_worlds_that_share_luck_is_told_by_its_pairs():
    results = pair(0.01)
    assert title_of(plots.ecdf(results, "jpn_kor_final")).startswith("At or below ")
    results.points.loc[1, "seed"] = 2
    assert title_of(plots.ecdf(results, "jpn_kor_final")).startswith("Undecided: ")


@pytest.mark.parametrize("draw", [plots.ecdf, plots.raincloud])
@pytest.mark.parametrize("level", [0.0, 1, 95])
def test_level__that_is_none_is_one_line(draw, level):
    with pytest.raises(SimError, match=f"level: found {level}, wanted a number between 0 and 1"):
        draw(pair(0.2), "jpn_kor_final", level=level)
