"""Every picture says what it shows, in which unit, from how many replicates, under which seed."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim import plots
from sim.analysis import effects_against, fan_table, monthly_difference, outcomes_of
from sim.errors import SimError
from sim.plots.frame import set_caption
from tests.analysis.made import made_months, made_results

NAMES = ("second_trump_term", "neglect", "biden_style_mediation")
RELATION = "relation_jpn_kor"
RULING = plots.Mark(pd.Timestamp("2025-04-01"), "Ruling", given=True)
SUMMIT = plots.Mark(pd.Timestamp("2026-12-01"), "Summit", given=False)


@pytest.fixture(scope="module")
def results():
    return made_results(NAMES, count=400)


def paths(results, shift: float) -> xr.DataArray:
    months = made_months(results.world(0))
    walk = np.cumsum(np.random.default_rng(1).normal(shift, 0.02, (50, len(months))), axis=1)
    coords = {"replicate": np.arange(50), "month": months}
    return xr.DataArray(walk, dims=("replicate", "month"), coords=coords)


@pytest.fixture(scope="module")
def figures(results):
    monthly = monthly_difference(paths(results, 0.0), paths(results, 0.01))
    effects = effects_against(results, "second_trump_term")
    return {
        "fan": plots.fan(results, RELATION, "neglect", marks=[RULING, SUMMIT]),
        "fans_by_world": plots.fans_by_world(results, RELATION, NAMES),
        "distributions": plots.distributions(results, ["jpn_kor_mean", "summits"], NAMES),
        "forest": plots.forest(effects, ["jpn_kor_mean", "jpn_kor_fall"]),
        "triangle_shares": plots.triangle_shares(results, NAMES),
        "option_shares": plots.option_shares(results, "washington", "neglect"),
        "twin_scatter": plots.twin_scatter(results, 0, 1, "jpn_kor_mean"),
        "paired_difference": plots.paired_difference(
            results, RELATION, "second_trump_term", "neglect", monthly, pairs=50
        ),
    }


KINDS = (
    "fan",
    "fans_by_world",
    "distributions",
    "forest",
    "triangle_shares",
    "option_shares",
    "twin_scatter",
    "paired_difference",
)


def texts(fig) -> list[str]:
    return [text.get_text() for text in fig.findobj(lambda artist: hasattr(artist, "get_text"))]


def of(fig, gid: str):
    return fig.findobj(lambda artist: artist.get_gid() == gid)


@pytest.mark.parametrize("kind", KINDS)
def test_caption__says_replicates_and_seed_and_warns(figures, kind):
    (caption,) = of(figures[kind], "caption")
    said = caption.get_text().replace("\n", " ")
    assert "400" in said
    assert "replicates" in said
    assert "seed 1" in said
    assert "does not predict" in said


@pytest.mark.parametrize("kind", KINDS)
def test_picture__states_what_it_shows_and_its_unit(figures, kind):
    assert len(of(figures[kind], "title")) == 1
    units = {
        "distributions": "[count]",
        "forest": "[difference, probability]",
        "triangle_shares": "[%]",
        "option_shares": "%",
    }
    assert any(units.get(kind, "[−1 to 1]") in text for text in texts(figures[kind]))


def off_scale(fig) -> set:
    """Tick labels beyond an axis' limits, which matplotlib keeps and never draws."""
    found = set()
    for axes in fig.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not low <= tick.get_loc() <= high:
                    found |= {tick.label1, tick.label2}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_picture__is_drawn_within_its_edges(figures, kind):
    fig = figures[kind]
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    assert wide == 1200
    for text in fig.findobj(lambda artist: hasattr(artist, "get_text")):
        if text.get_text().strip() and text.get_visible() and text not in off_scale(fig):
            box = text.get_window_extent()
            assert box.x0 >= 0, text
            assert box.x1 <= wide, text
            assert box.y0 >= 0, text
            assert box.y1 <= high, text


def test_fan__tells_inputs_from_the_record(figures):
    (given,), (record,) = of(figures["fan"], "given"), of(figures["fan"], "record")
    assert given.get_marker() != record.get_marker()
    assert given.get_markerfacecolor() != record.get_markerfacecolor()
    styles = {t.get_text(): t.get_style() for t in figures["fan"].findobj(match=_is_text)}
    assert (styles["Ruling"], styles["Summit"]) == ("normal", "italic")


def _is_text(artist) -> bool:
    return hasattr(artist, "get_style") and hasattr(artist, "get_text")


def test_fan__leaves_out_events_outside_its_window(results):
    late = plots.Mark(pd.Timestamp("2040-01-01"), "Later", given=True)
    assert "Later" not in texts(plots.fan(results, RELATION, 0, marks=[late]))


def test_fan__shows_terms_of_leaders_in_office(figures):
    bands = of(figures["fan"], "term.trump_2")
    assert len(bands) == 1
    assert "Trump 2" in texts(figures["fan"])


def test_fan__draws_the_median_and_its_error(results, figures):
    table = fan_table(results, RELATION, "neglect")
    lines = [line.get_ydata() for axes in figures["fan"].axes for line in axes.lines]
    assert any(
        len(line) == len(table) and np.allclose(line, table["q50"].to_numpy()) for line in lines
    )
    path = figures["fan"].axes[1].collections
    assert len(path) == 3  # 90%, 50%, and the median's Monte Carlo error


def test_fans_by_world__share_their_axes(figures):
    panels = [axes for axes in figures["fans_by_world"].axes if axes.get_visible()]
    assert len({axes.get_ylim() for axes in panels}) == 1
    assert [axes.get_title(loc="left") for axes in panels] == [
        plots.world_name(name) for name in NAMES
    ]


def test_forest__draws_intervals(results, figures):
    effect = effects_against(results, "second_trump_term")["neglect"]["jpn_kor_mean"]
    ends = [tuple(line.get_xdata()) for line in figures["forest"].axes[0].lines]
    assert (effect["low"], effect["high"]) in ends


def test_twin_scatter__draws_pairs(results, figures):
    one, other = (outcomes_of(results, k)["jpn_kor_mean"].to_numpy() for k in (0, 1))
    dots = figures["twin_scatter"].axes[0].lines[-1]
    assert np.array_equal(dots.get_xdata(), one)
    assert np.array_equal(dots.get_ydata(), other)


def test_option_shares__write_every_share(results, figures):
    from sim.analysis import option_table

    table = option_table(results, "neglect", capital="washington")
    shown = texts(figures["option_shares"])
    assert all(f"{share:.0%}" in shown for share in table["share"])


def test_caption__must_name_replicates_and_seed(figures):
    with pytest.raises(ValueError, match="replicates"):
        set_caption(figures["fan"], "A picture.")


def test_save__writes_png_and_svg_alike_each_time(figures, tmp_path):
    first = [path.read_bytes() for path in plots.save(figures["fan"], tmp_path, "fan")]
    again = [path.read_bytes() for path in plots.save(figures["fan"], tmp_path / "b", "fan")]
    assert first == again
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == {".png", ".svg"}
    assert first[0][16:20] == (1200).to_bytes(4, "big")  # width in the PNG's header


def test_save__says_where_it_cannot_write(figures, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(SimError, match="can be written"):
        plots.save(figures["fan"], blocked, "fan")


def test_house_style__leaves_the_users_own_alone(results):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    plots.fan(results, RELATION, 0)
    assert dict(mpl.rcParams) == before
