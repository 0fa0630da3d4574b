"""Every picture says what it shows, in which unit, from how many replicates, under which seed."""

import json
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib import dates as mdates
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim import plots
from sim.analysis import (
    effects_against,
    fan_table,
    monthly_difference,
    outcomes_of,
    share_range,
)
from sim.errors import MissingResult, SimError
from sim.plots.fan import date_axis
from sim.plots.frame import set_caption, set_title
from sim.plots.palette import TRIANGLE_COLOURS
from sim.spec.levels import TRIANGLE_TYPES, TRIANGLE_WORDS, key_of
from tests.alone import names_alone
from tests.analysis.made import made_months, made_results
from tests.png import texts_of

SVG = "{http://www.w3.org/2000/svg}"
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


def warning_of(fig) -> str:
    (warning,) = of(fig, "warning")
    return " ".join(warning.get_text().split())


@pytest.mark.parametrize("kind", KINDS)
def test_caption__says_replicates_and_seed_and_warns(figures, kind):
    (caption,) = of(figures[kind], "caption")
    said = caption.get_text().replace("\n", " ")
    assert "400" in said
    assert "replicates" in said
    assert "seed 1" in said
    assert warning_of(figures[kind]) == (
        "Knowledge ends in September 2025. Explores and teaches; does not predict."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_warning__is_no_smaller_than_the_subtitle(figures, kind):
    (warning,), (subtitle,) = of(figures[kind], "warning"), of(figures[kind], "subtitle")
    assert warning.get_size() >= subtitle.get_size()


def test_caption__of_what_ends_with_the_record_says_nothing_of_where_knowledge_ends():
    fig = plots.fan(made_results(("baseline_hindcast",), months=9), RELATION)
    assert warning_of(fig) == "Explores and teaches; does not predict."


@pytest.mark.parametrize("kind", KINDS)
def test_picture__states_what_it_shows_and_its_unit(figures, kind):
    assert len(of(figures[kind], "title")) == 1
    units = {
        "distributions": "1 close",
        "forest": "[number: difference, probability]",
        "triangle_shares": "[%]",
        "option_shares": "%",
        "twin_scatter": "[−1 hostile … 1 close]",
    }
    found = texts(figures[kind])
    if kind in units:
        assert any(units[kind] in text for text in found)
    else:  # a relation's whole scale, with a word at either end
        assert {"hostile", "close", "−1", "1"} <= set(found)


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
    shown = [axes for axes in figures["fans_by_world"].axes if axes.get_visible()]
    panels = [axes for axes in shown if axes.get_gid() != "key"]
    assert len({axes.get_ylim() for axes in panels}) == 1
    assert [axes.get_title(loc="left") for axes in panels] == [
        plots.world_name(name) for name in NAMES
    ]


def test_forest__draws_intervals_on_one_scale(results, figures):
    effect = effects_against(results, "second_trump_term")["neglect"]["jpn_kor_mean"]
    panels = [axes for axes in figures["forest"].axes if axes.get_visible()]
    assert len({axes.get_xlim() for axes in panels}) == 1
    reach = panels[0].get_xlim()[1] / 1.06
    wanted = np.clip([effect["d_low"], effect["d_high"]], -reach, reach)
    ends = [np.asarray(line.get_xdata()) for line in panels[0].lines]
    assert any(len(found) == 2 and np.allclose(found, wanted) for found in ends)


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


@pytest.mark.parametrize("lines", [1, 2, 4])
def test_title__makes_room_for_its_lines_and_the_caption_for_its_own(lines):
    fig = plots.frame.figure(3.0)
    axes = fig.add_axes((0.1, 0.2, 0.8, 0.5))
    box = axes.get_window_extent()
    set_title(fig, "\n".join(["A title"] * lines), "A subtitle")
    set_caption(fig, "replicates, seed. " + "More words that it says. " * 8 * lines)
    after = axes.get_window_extent()
    assert (after.width, after.height) == pytest.approx((box.width, box.height))
    (subtitle,) = of(fig, "subtitle")
    (caption,) = of(fig, "caption")
    FigureCanvasAgg(fig).draw()
    assert subtitle.get_window_extent().y0 > after.y1
    assert caption.get_window_extent().y1 < after.y0


def moved(point: int, months: int):
    """Results in which one point's window begins later."""
    results = made_results(NAMES, count=400)
    month, mine = results.quantiles["month"], results.quantiles["point"] == point
    results.quantiles["month"] = month.where(~mine, month + pd.DateOffset(months=months))
    return results


def test_fans_by_world__show_windows_that_differ_whole():
    axes = plots.fans_by_world(moved(2, -12), RELATION, NAMES).axes
    low, high = axes[0].get_xlim()
    for line in (line for one in axes[:3] for line in one.lines if line.get_gid() != "ground"):
        days = mdates.date2num(line.get_xdata())
        assert low <= days.min() <= days.max() <= high


def test_paired_difference__shows_the_months_that_both_have(results):
    monthly = monthly_difference(paths(results, 0.0), paths(results, 0.01))
    fig = plots.paired_difference(moved(1, 6), RELATION, 0, 1, monthly, pairs=50)
    first, last = fig.axes[1].get_xlim()
    assert (first, last) == tuple(
        mdates.date2num([pd.Timestamp("2025-07"), pd.Timestamp("2026-12")])
    )
    with pytest.raises(MissingResult, match="share no month"):
        plots.paired_difference(moved(1, 240), RELATION, 0, 1, monthly, pairs=50)


@pytest.mark.parametrize("months", [6, 20, 48, 165])
def test_date_axis__has_two_ticks_or_more_and_no_more_than_there_is_room_for(months):
    axes = Figure().subplots()
    window = pd.date_range("2025-01", periods=months, freq="MS")
    for room in (3, 5, 15):
        date_axis(axes, window, room=room)
        low, high = axes.get_xlim()
        ticks = [at for at in axes.get_xticks() if low <= at <= high]
        assert 2 <= len(ticks) <= room + 1


@pytest.mark.parametrize(("shift", "said"), [(1.0, "0%"), (-1.0, "100%")])
def test_twin_scatter__gives_a_bound_where_none_or_all_are_higher(shift, said):
    results = made_results(("neglect", "joint_hedging"), count=40)
    rows = results.outcomes["point"] == 0
    results.outcomes.loc[rows, "summits"] = 5.0 + shift
    results.outcomes.loc[~rows, "summits"] = 5.0
    found = [
        text for text in texts(plots.twin_scatter(results, 0, 1, "summits")) if "twins" in text
    ]
    bound = share_range(0 if said == "0%" else 40, 40)
    assert found[0].startswith(f"{said} of twins are higher under\nJoint hedging\n(95%: {bound})")


def test_triangle_shares__say_what_each_colour_means(figures):
    key = of(figures["triangle_shares"], "key")
    squares = [one.get_color() for one in key if one.get_text() == "■"]
    words = [one.get_text() for one in key if one.get_text() != "■"]
    assert dict(zip(words, squares, strict=True)) == dict(
        zip(TRIANGLE_WORDS, TRIANGLE_COLOURS, strict=True)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_picture__never_gives_dittmers_name_alone(figures, kind):
    assert [text for text in texts(figures[kind]) if names_alone(text)] == []


def test_pictures_of_triangles__give_their_meaning_first(results):
    shares = [f"share_{key_of(name)}" for name in TRIANGLE_TYPES]
    effects = effects_against(results, 0)
    drawn = [
        plots.distributions(results, shares, NAMES),
        plots.forest(effects, shares),
        *(plots.twin_scatter(results, 0, 1, share) for share in shares),
    ]
    for fig in drawn:
        said = [text for text in texts(fig) if any(name in text for name in TRIANGLE_TYPES)]
        assert said
        assert [text for text in said if names_alone(text)] == []


@pytest.mark.parametrize(("words", "lines"), [(9, 1), (30, 2), (70, 4)])
def test_key__takes_as_few_lines_as_hold_it_and_stays_clear_of_what_is_drawn(words, lines):
    fig = plots.frame.figure(3.0)
    axes = fig.add_axes((0.1, 0.2, 0.8, 0.5))
    names = [letter * words for letter in "abcd"]
    set_title(fig, "A title", "A subtitle", key=dict.fromkeys(names, "#000000"))
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    boxes = [one.get_window_extent() for one in of(fig, "key")]
    assert len({round(box.y0 + box.y1) for box in boxes[1::2]}) == lines
    assert min(box.y0 for box in boxes) > axes.get_window_extent().y1
    assert max(box.x1 for box in boxes) <= canvas.get_width_height()[0]
    (subtitle,) = of(fig, "subtitle")
    assert max(box.y1 for box in boxes) < subtitle.get_window_extent().y0


def test_date_axis__keeps_its_labels_between_its_ends():
    axes = Figure(figsize=(3, 2)).subplots()
    date_axis(axes, pd.date_range("2025-01", periods=48, freq="MS"), room=5)
    axes.figure.draw_without_rendering()
    panel = axes.get_window_extent()
    off = off_scale(axes.figure)
    for label in axes.get_xticklabels():
        if label not in off:
            assert panel.x0 - 1 <= label.get_window_extent().x0
            assert label.get_window_extent().x1 <= panel.x1 + 1


def test_caption__counts_what_all_share_where_it_is_much():
    results = made_results(("neglect",))
    results.points["overrides"] = [json.dumps({f"parameters.p{k}": k for k in range(20)})]
    (caption,) = of(plots.fan(results, RELATION), "caption")
    said = " ".join(caption.get_text().split())
    assert "parameters.p9=9, parameters.p10" not in said
    assert "parameters.p9=9, 10 more. What is cut at …, rounded or only counted is whole" in said


def test_caption__must_name_replicates_and_seed(figures):
    with pytest.raises(ValueError, match="replicates"):
        set_caption(figures["fan"], "A picture.")


def test_save__writes_png_and_svg_alike_each_time(figures, tmp_path):
    first = [path.read_bytes() for path in plots.save(figures["fan"], tmp_path, "fan")]
    again = [path.read_bytes() for path in plots.save(figures["fan"], tmp_path / "b", "fan")]
    assert first == again
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == {".png", ".svg"}
    assert first[0][16:20] == (1200).to_bytes(4, "big")  # width in the PNG's header


def test_save__keeps_what_a_picture_says_in_both_files(figures, tmp_path):
    says = "Ties & what they come to: <low>, “high”"
    png, svg = plots.save(figures["fan"], tmp_path, "fan", says=says)
    assert texts_of(png) == {"Description": says}
    (said,) = ElementTree.parse(svg).iter("{http://purl.org/dc/elements/1.1/}description")
    assert said.text == says
    spoken = ElementTree.parse(svg).getroot()
    first, second = list(spoken)[:2]
    assert (first.tag, second.tag) == (f"{SVG}title", f"{SVG}desc")
    (title,) = of(figures["fan"], "title")
    assert (first.text, second.text) == (" ".join(title.get_text().split()), says)
    own, _ = plots.save(figures["fan"], tmp_path, "own")
    assert texts_of(own) == {"Description": plots.alt_text(figures["fan"])}


def test_alt_text__holds_what_the_picture_finds_and_its_warning(figures):
    for kind in KINDS:
        said = plots.alt_text(figures[kind])
        (title,) = of(figures[kind], "title")
        assert said.startswith(" ".join(title.get_text().split()))
        assert said.endswith("does not predict.")


def test_save__takes_a_folder_as_text(figures, tmp_path):
    paths = plots.save(figures["fan"], str(tmp_path / "as" / "text"), "fan")
    assert [path.name for path in paths] == ["fan.png", "fan.svg"]
    assert all(path.is_file() for path in paths)


def test_save__says_where_it_cannot_write(figures, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(SimError, match="cannot be written"):
        plots.save(figures["fan"], blocked, "fan")


def test_house_style__leaves_the_users_own_alone(results):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    plots.fan(results, RELATION, 0)
    assert dict(mpl.rcParams) == before


def grounds(axes) -> list:
    return [patch for patch in axes.patches if patch.get_gid() == "ground"]


def test_months__after_the_record_have_a_ground_of_their_own_and_a_word():
    months = pd.date_range("2025-01", periods=24, freq="MS")
    axes = Figure(figsize=(8, 3)).subplots()
    date_axis(axes, months)
    (ground,) = grounds(axes)
    left, right = ground.get_x(), ground.get_x() + ground.get_width()
    assert [mdates.num2date(end).strftime("%Y-%m") for end in (left, right)] == [
        "2025-10",  # knowledge ends in September 2025 (sim.spec.calendar.LAST_KNOWN)
        "2026-12",
    ]
    assert "imagined" in " ".join(text.get_text() for text in axes.texts)
    known = Figure(figsize=(8, 3)).subplots()
    date_axis(known, pd.date_range("2012-01", "2025-09", freq="MS"))
    assert not grounds(known)
    assert not known.texts


def test_triangles__hatch_what_is_imagined(figures):
    panels = [axes for axes in figures["triangle_shares"].axes if axes.get_visible()]
    assert all(grounds(axes)[0].get_hatch() for axes in panels)
    (subtitle,) = of(figures["triangle_shares"], "subtitle")
    assert "Hatched: imagined" in " ".join(subtitle.get_text().split())


def test_fan__draws_an_observed_series_on_its_dates_in_a_unit_of_its_own(results):
    seen = pd.DataFrame(
        {"value": [1.0, 3.0, 9.0], "se": [0.5, np.nan, 0.1]},
        index=pd.to_datetime(["2025-03-01", "2025-06-01", "2040-01-01"]),
    )
    fig = plots.fan(results, RELATION, "neglect", observed=seen, observed_label="Tone [score]")
    (line,) = (one for one in of(fig, "observed") if hasattr(one, "get_xdata"))
    panel = line.axes
    assert panel is not fig.axes[1]
    assert panel.get_ylabel() == "Tone [score]"
    assert panel.get_xlim() == fig.axes[1].get_xlim()
    inside = mdates.date2num(line.get_xdata())
    assert list(line.get_ydata()) == [1.0, 3.0]
    assert list(inside) == list(mdates.date2num(seen.index[:2]))
    (caption,) = of(fig, "caption")
    assert "the series ends in 2040" in " ".join(caption.get_text().split())


def test_marks__of_one_label_share_a_row_and_name_it_once(results):
    rulings = [
        plots.Mark(pd.Timestamp(month), "Ruling", given=True)
        for month in ("2025-03-01", "2025-11-01", "2026-08-01")
    ]
    fig = plots.fan(results, RELATION, "neglect", marks=rulings)
    signs = of(fig, "given")
    assert len(signs) == 3
    assert len({sign.get_ydata()[0] for sign in signs}) == 1
    assert texts(fig).count("Ruling") == 1


def test_terms__too_short_for_a_name_are_named_in_the_caption(results):
    fig = plots.fan(results, RELATION, "neglect")
    (caption,) = of(fig, "caption")
    said = " ".join(caption.get_text().split())
    shown = " ".join(texts(fig))
    for capital in ("washington", "tokyo", "seoul"):
        world = results.world(1)
        for holder in world.holders(capital):
            leader = world.leaders.get(holder)
            title = leader.title if leader else plots.world_name(holder)
            assert title in said or title.split()[0] in shown or title.split()[-1] in shown
