"""Several points of one scenario: each ridge, fan, panel and row is its own point's, by name."""

import inspect
import itertools
import json
from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest
import xarray as xr
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from sim import plots
from sim.analysis import (
    Effect,
    effects_against,
    fan_table,
    grid_of,
    level_shares,
    monthly_difference,
    names_of,
    option_table,
    outcomes_of,
    summary,
)
from sim.errors import MissingResult
from sim.plots.label import point_names
from sim.plots.palette import readable
from sim.runner import Point, run_study
from sim.scenario import load
from tests.analysis.made import made_results
from tests.plots.made_pictures import QUESTIONS
from tests.plots.test_figures import off_scale

RELATION, OUTCOMES = "relation_jpn_kor", ["jpn_kor_mean", "summits", "bid_mean_kor", "jpn_kor_fall"]
MEDIATION, HARD_LINE = "leaders.washington.mediation", "leaders.seoul.history_hard_line"
LONG = (
    "institution_persistence",
    "reversal_institution",
    "deadline_pull",
    "domestic_cost",
    "friction_grievance",
    "hard_line_floor",
    "honeymoon",
)
FIVE = (0.0, 0.25, 0.5, 0.75, 1.0)


def study(*asked: tuple[str, dict[str, Any]]):
    """Points of the model, which may come to the same in a window so short."""
    points = [
        Point(name, load(name).replace(months=6, **changed), {"months": 6} | changed)
        for name, changed in asked
    ]
    return run_study(points, replicates=20, seed=1)


#: What is drawn, and what its points must be called.
STUDIES: dict[str, tuple[list[tuple[str, dict[str, Any]]], list[str]]] = {
    "grid": (
        [("second_trump_term", {MEDIATION: a, HARD_LINE: b}) for a in FIVE for b in FIVE],
        [f"Mediation = {a:g}, history hard line = {b:g}" for a in FIVE for b in FIVE],
    ),
    "two": (
        [(name, {HARD_LINE: b}) for name in ("second_trump_term", "neglect") for b in (0.1, 0.9)],
        [
            f"{name}, history hard line = {b:g}"
            for name in ("Second Trump term", "Neglect")
            for b in (0.1, 0.9)
        ],
    ),
    "off": (
        [("neglect", {}), *(("neglect", {f"switches.{k}": False}) for k in ("dprk_talks", "thaw"))],
        ["Neglect, as it is", "DPRK talks off", "Thaw off"],
    ),
    "long": (
        [
            ("neglect", {f"parameters.{key}": 1 / (k + 3) for key in LONG} | {HARD_LINE: k / 7})
            for k in range(3)
        ],
        [
            "Institution persistence = {0}, reversal institution = {0}, deadline pull = {0}, "
            "domestic cost = {0}, friction grievance = {0}, 3 more (point {1})".format(*pair)
            for pair in (("0.3333", 0), ("0.25", 1), ("0.2", 2))
        ],
    ),
    "single": ([("neglect", {HARD_LINE: 0.5})], ["Neglect"]),
}


def made(*asked: tuple[str, dict[str, Any]]):
    """Points with made numbers, no two alike."""
    results = made_results(tuple(name for name, _ in asked), count=20, step=0.02)
    results.points["overrides"] = [json.dumps({"months": 6} | changed) for _, changed in asked]
    return results


CASES = {f"{name}-made": (name, made) for name in STUDIES}


@pytest.fixture(scope="module", params=CASES)
def case(request):
    name, results_of = CASES[request.param]
    asked, names = STUDIES[name]
    return results_of(*asked), names


def said(text) -> str:
    """A label as one line."""
    return " ".join(text.get_text().split())


def panels(fig) -> list:
    return [axes for axes in fig.axes if axes.get_visible()]


def medians(axes) -> list:
    return [line for line in axes.lines if line.get_gid() == "median"]


def check_fan(run, names):
    for number in range(0, len(names), max(1, len(names) - 1)):
        fig = plots.fan(run, RELATION, number)
        (title,) = fig.findobj(lambda artist: artist.get_gid() == "title")
        scenario = plots.world_name(run.world(number).name)
        assert said(title).startswith(scenario)
        assert names[number].removeprefix(f"{scenario}, ").lower() in said(title).lower()
        drawn = medians(panels(fig)[1])[0].get_ydata()
        assert np.array_equal(drawn, fan_table(run, RELATION, number)["q50"])
    return fig


def check_fans_by_world(run, names):
    fig = plots.fans_by_world(run, RELATION, range(len(names)))
    named = [axes for axes in panels(fig) if axes.get_gid() != "key"]
    for number, (axes, name) in enumerate(zip(named, names, strict=True)):
        assert said(axes.title if axes.title.get_text() else axes._left_title) == name
        own = fan_table(run, RELATION, number)
        (line,) = medians(axes)
        assert np.array_equal(line.get_ydata(), own["q50"])
        assert sum(line.get_gid() == "other median" for line in axes.lines) == len(names) - 1
    return fig


def check_triangle_shares(run, names):
    fig = plots.triangle_shares(run, range(len(names)))
    for number, (axes, name) in enumerate(zip(panels(fig), names, strict=True)):
        assert said(axes._left_title) == name
        own = level_shares(run, "triangle", number)
        assert np.array_equal(axes.lines[0].get_ydata(), own[0])
    return fig


def check_distributions(run, names):
    fig = plots.distributions(run, OUTCOMES, range(len(names)))
    found = summary(run, OUTCOMES).set_index(["outcome", "point"])
    for axes, outcome in zip(panels(fig), OUTCOMES, strict=True):
        ridges = axes.patches[::2]  # each is filled, then outlined
        tallest = 0.0
        shapes = []
        for number, ridge in enumerate(ridges):
            heights, edges, baseline = ridge.get_data()
            assert baseline == -number
            own = np.histogram(outcomes_of(run, number)[outcome], edges)[0] / 20
            tallest = max(tallest, own.max())
            shapes.append(((heights - baseline) / 0.8, own))
        assert len(shapes) == len(names)
        for shape, own in shapes:
            assert np.allclose(shape * tallest, own)
        ticks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "|"]
        middle = "probability" if outcome == "jpn_kor_fall" else "median"
        assert ticks == [found.loc[(outcome, k), middle] for k in range(len(names))]
    check_rows(fig, names, shift=0.2)
    return fig


def check_rows(fig, names, shift: float = 0.0):
    """Names stand at their rows, left of the first panel and of each that begins a line."""
    for axes in panels(fig)[::3]:
        texts = [text for text in axes.texts if text.get_gid() != "number"]
        at = {round(shift - text.xy[1]): said(text) for text in texts}
        assert [at[row] for row in range(len(names))] == names


def check_forest(run, names):
    effects = effects_against(run, 0)
    if not effects:
        with pytest.raises(MissingResult, match="effects: found none"):
            plots.forest(effects, OUTCOMES)
        return None
    fig = plots.forest(effects, OUTCOMES)
    base = outcomes_of(run, 0)
    others = {name: outcomes_of(run, k + 1) for k, name in enumerate(effects)}

    def spread(name: str, outcome: str) -> float:
        """The standard deviation over runs of both, by numpy from the runs themselves."""
        return float(np.sqrt((base[outcome].var() + others[name][outcome].var()) / 2))

    first = {
        name: effects[name][OUTCOMES[0]]["difference"] / spread(name, OUTCOMES[0])
        for name in effects
    }
    order = sorted(effects, key=lambda name: -first[name])
    for axes, outcome in zip(panels(fig), OUTCOMES, strict=True):
        bars = [line for line in axes.lines if len(line.get_xdata()) == 2][1:]
        rows = {round(-line.get_ydata()[0]): np.asarray(line.get_xdata()) for line in bars}
        reach = axes.get_xlim()[1] / 1.06
        for row, name in enumerate(order):
            own, unit = effects[name][outcome], spread(name, outcome)
            if unit > 0:
                assert own["d"] == pytest.approx(own["difference"] / unit)
            ends = np.nan_to_num([own["d_low"], own["d_high"]])
            assert rows[row] == pytest.approx(np.clip(ends, -reach, reach))
    by_name = dict(zip(effects, point_names(list(effects)), strict=True))
    check_rows(fig, [by_name[name] for name in order])
    return fig


def check_option_shares(run, names):
    fig = plots.option_shares(run, "seoul", len(names) - 1)
    table = option_table(run, len(names) - 1, capital="seoul")
    assert sorted(f"{share:.0%}" for share in table["share"]) == sorted(
        said(text) for text in panels(fig)[0].texts if text.get_text().endswith("%")
    )
    (title,) = fig.findobj(lambda artist: artist.get_gid() == "subtitle")
    assert names[-1].split(", ")[-1].lower() in said(title).lower()
    return fig


def check_twin_scatter(run, names):
    for one, other in ((0, len(names) - 1), (len(names) - 1, 0)):
        fig = plots.twin_scatter(run, one, other, "jpn_kor_mean")
        axes = panels(fig)[0]
        dots = axes.lines[-1]
        assert np.array_equal(dots.get_xdata(), outcomes_of(run, one)["jpn_kor_mean"])
        assert np.array_equal(dots.get_ydata(), outcomes_of(run, other)["jpn_kor_mean"])
        pair = point_names(names_of(run, [one, other]).names)
        assert [said(axes.xaxis.label), said(axes.yaxis.label)] == pair
        assert len(set(pair)) == len({one, other})
    return fig


def check_paired_difference(run, names):
    ends = (0, len(names) - 1)
    months = fan_table(run, RELATION, 0).index
    coords = {"replicate": range(4), "month": months}
    draws = np.random.default_rng(1).normal(0, 0.1, (2, 4, len(months)))
    paths = (xr.DataArray(one, coords, ("replicate", "month")) for one in draws)
    fig = plots.paired_difference(run, RELATION, *ends, monthly_difference(*paths), pairs=4)
    upper = panels(fig)[1]
    pair = point_names(names_of(run, ends).names)
    texts = [text for text in upper.texts if text.get_gid() is None]
    lines = medians(upper)
    assert len({line.get_linestyle() for line in lines}) == 2  # told apart in grey
    shown = ("dashed", "full line")
    for number, line, text, name, how in zip(ends, lines, texts, pair, shown, strict=True):
        assert np.array_equal(line.get_ydata(), fan_table(run, RELATION, number)["q50"])
        assert to_hex(text.get_color()) == readable(to_hex(line.get_color()))
        assert said(text) == f"{name} ({how})"
    return fig


def keyed(fig) -> list[str]:
    """Names in the key."""
    return [said(text) for legend in fig.legends for text in legend.get_texts()]


def check_ecdf(run, names):
    few = names[:7]
    fig = plots.ecdf(run, "jpn_kor_mean", range(len(few)))
    assert keyed(fig) == (few if len(few) > 1 else [])
    for number in range(len(few)):
        (line,) = fig.findobj(lambda artist, k=number: artist.get_gid() == f"curve.{k}")
        values = outcomes_of(run, number)["jpn_kor_mean"]
        assert line.get_xdata()[1:-1].tolist() == sorted(set(values))
    return fig


def check_raincloud(run, names):
    few = names[:7]
    fig = plots.raincloud(run, "jpn_kor_mean", range(len(few)))
    for number in range(len(few)):
        (drops,) = fig.findobj(lambda artist, k=number: artist.get_gid() == f"drops.{k}")
        assert drops.get_xdata().tolist() == outcomes_of(run, number)["jpn_kor_mean"].tolist()
        assert round(-drops.get_ydata().mean()) == number
    check_rows(fig, few, shift=0.1)
    return fig


def check_effect_forest(run, names):
    if len(names) == 1:
        return None
    effects = dict(itertools.islice(effects_against(run, 0).items(), 4))
    fig = plots.effect_forest(effects, OUTCOMES)
    by_name = point_names(list(effects))
    if len(effects) > 1:
        assert keyed(fig)[: len(effects)] == by_name
    for k, effect in enumerate(effects.values()):
        for outcome in OUTCOMES:
            marks = fig.findobj(
                lambda artist, k=k, o=outcome: (
                    artist.get_gid() in (f"sure.{k}.{o}", f"open.{k}.{o}")
                )
            )
            # What does not vary has no standardised difference, and no mark.
            assert len(marks) == int(np.isfinite(effect[outcome]["d"]))
    return fig


def grid_drawn(draw, run, names):
    """A picture of a grid; None where the points are none, and the picture says so."""
    if len(names) == 1 or len(names[0]) > 90:
        with pytest.raises(MissingResult, match=r"wanted (a grid of )?one or two"):
            draw(run, "jpn_kor_mean")
        return None
    return draw(run, "jpn_kor_mean")


def check_heat_map(run, names):
    fig = grid_drawn(plots.heat_map, run, names)
    if fig is not None:
        grid = grid_of(run)
        for (row, column), number in np.ndenumerate(grid.points):
            if number >= 0:
                (cell,) = fig.findobj(lambda artist, k=number: artist.get_gid() == f"cell.{k}")
                assert (cell.get_x(), cell.get_y()) == (column - 0.5, row - 0.5)
    return fig


def check_response(run, names):
    fig = grid_drawn(plots.response, run, names)
    if fig is not None:
        grid = grid_of(run)
        for row, numbers in enumerate(grid.points):
            (line,) = fig.findobj(lambda artist, k=row: artist.get_gid() == f"response.{k}")
            means = [outcomes_of(run, k)["jpn_kor_mean"].mean() for k in numbers if k >= 0]
            assert line.get_ydata().tolist() == pytest.approx(means)
    return fig


CHECKS: dict[str, Callable] = {
    "distributions": check_distributions,
    "ecdf": check_ecdf,
    "effect_forest": check_effect_forest,
    "fan": check_fan,
    "fans_by_world": check_fans_by_world,
    "forest": check_forest,
    "heat_map": check_heat_map,
    "option_shares": check_option_shares,
    "paired_difference": check_paired_difference,
    "raincloud": check_raincloud,
    "response": check_response,
    "triangle_shares": check_triangle_shares,
    "twin_scatter": check_twin_scatter,
}


def reads_results(name: str) -> bool:
    """Whether a public function takes results, or effects between their points."""
    found = getattr(plots, name)
    if not inspect.isfunction(found):
        return False
    hints = [one.annotation for one in inspect.signature(found).parameters.values()]
    return any(hint == "Results" or Effect in get_args(hint) for hint in hints)


def test_checks__miss_no_picture_of_results():
    # Pictures of questions have tests of their own, which name their points.
    read = {name for name in plots.__all__ if reads_results(name)}
    assert set(CHECKS) <= read <= set(CHECKS) | set(QUESTIONS)


def clashes(fig) -> list[tuple[str, str]]:
    """Pairs of texts that cover one another, and texts that leave the figure."""
    canvas = FigureCanvasAgg(fig)
    fig.draw_without_rendering()  # places all texts in half the time
    wide, high = canvas.get_width_height()
    hidden = off_scale(fig)
    boxes = [
        (said(text), text.get_window_extent())
        for axes in [fig, *fig.axes]
        if axes.get_visible()
        for text in axes.findobj(Text)
        if text.get_text().strip() and text.get_visible() and text not in hidden
    ]
    unseen = {said(text) for axes in fig.axes if not axes.get_visible() for text in axes.texts}
    found = [
        (one, "the edge")
        for one, box in boxes
        if box.x0 < 0 or box.x1 > wide or box.y0 < 0 or box.y1 > high
    ]
    different = {(one, *box.bounds): (one, box) for one, box in boxes if one not in unseen}
    for (one, box), (other, beside) in itertools.combinations(different.values(), 2):
        across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
        up = min(box.y1, beside.y1) - max(box.y0, beside.y0)
        if across > 1.0 and up > 1.0:
            found.append((one, other))
    return found


@pytest.mark.parametrize("kind", list(CHECKS))
def test_picture__draws_each_point_under_its_own_name_and_no_words_clash(case, kind):
    run, names = case
    fig = CHECKS[kind](run, names)
    if fig is not None:
        assert clashes(fig) == []
        (caption,) = fig.findobj(lambda artist: artist.get_gid() == "caption")
        assert "months=6" in said(caption)


def test_points_of_the_model__are_drawn_under_their_names():
    asked, names = STUDIES["grid"]
    check_distributions(study(*asked), names)


def test_made_points__have_numbers_of_their_own():
    """Else the picture of another point would pass for that of one's own."""
    run = made(*STUDIES["grid"][0])
    for table in (
        lambda k: outcomes_of(run, k)["jpn_kor_mean"],
        lambda k: fan_table(run, RELATION, k)["q50"],
        lambda k: level_shares(run, "triangle", k)[0],
        lambda k: option_table(run, k, capital="seoul")["share"],
    ):
        assert len({table(k).to_numpy().tobytes() for k in range(25)}) == 25


def test_names__of_a_mapping_of_ones_own_stay_in_the_forest():
    effects = effects_against(made(*STUDIES["off"][0]), 0).values()
    own = dict(zip(("dprk_talks", "My own words"), effects, strict=True))
    fig = plots.forest(own, OUTCOMES)
    found = {said(text) for text in panels(fig)[0].texts if text.get_gid() != "number"}
    assert found == {"DPRK talks", "My own words"}
