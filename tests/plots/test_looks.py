"""What must hold of every picture: words that can be read, series told apart in grey, a slide."""

import inspect
import itertools
from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from sim import plots
from sim.errors import SimError
from sim.plots.frame import figure, set_caption, set_title
from sim.plots.palette import ENOUGH, ORANGE, contrast, grey
from sim.plots.slide_panel import POINTS, SIZE
from tests.plots.gallery import GALLERY, drawn
from tests.plots.test_figures import off_scale

#: Pictures whose words have no room at 24 points, with what `slide` says of them.
NO_SLIDE = {
    "calendars": "slide: type: a picture in two halves is no single panel",
    "claim_effects": "slide: type: a picture of sentences has no room for 24 points",
    "fact_probabilities": "slide: type: a picture of sentences has no room for 24 points",
    "facts_before_after": "slide: type: a picture of sentences has no room for 24 points",
    "network": "slide: type: ",
    "option_shares": "slide: type: ",
}

#: Pictures whose colours are read from a bar.
MAPS = ("heat_map", "basin_maps", "effect_maps", "lever_map")

#: Slides that are tried in every run of the suite: one with strips, rows, words beside, and a map.
QUICK = ("fan", "forest", "twin_scatter", "lever_map", "paired_difference")


def test_gallery__misses_no_picture():
    made = {
        name
        for name in plots.__all__
        if inspect.isfunction(found := getattr(plots, name))
        and inspect.signature(found).return_annotation is Figure
    }
    assert made - {"slide"} == set(GALLERY)


read = cache(contrast)


def pale_words(fig) -> list[str]:
    """Words whose contrast with what lies behind them is below 4.5 (WCAG 2.1, 1.4.3).

    Behind a text lie the pixels of its box in the same picture drawn without words; a thin line
    that crosses it may cover a tenth of them.
    """
    texts = [
        text
        for text in fig.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in off_scale(fig)
    ]
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    boxes = {text: text.get_window_extent() for text in texts}
    shown = {text: text.get_alpha() for text in texts}
    for text in texts:
        text.set_alpha(0.0)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
    for text, alpha in shown.items():
        text.set_alpha(alpha)
    high, found = pixels.shape[0], []
    for text, box in boxes.items():
        rows = slice(max(0, int(high - box.y1)), max(1, int(high - box.y0)))
        ground = pixels[rows, max(0, int(box.x0)) : max(1, int(box.x1))].reshape(-1, 3)
        if not len(ground):
            continue
        colour = to_hex(text.get_color())
        packed = ground.astype(np.int64) @ (65536, 256, 1)
        tints, counts = np.unique(packed, return_counts=True)
        weak = sum(
            int(count)
            for tint, count in zip(tints, counts, strict=True)
            if read(colour, f"#{int(tint):06x}") < ENOUGH
        )
        # The square of a key is its meaning's colour, not a word.
        if weak > 0.1 * len(ground) and text.get_text() != "■":
            found.append(" ".join(text.get_text().split()))
    return found


@pytest.mark.parametrize("name", GALLERY)
def test_words__are_read_on_what_lies_behind_them(name):
    assert pale_words(drawn(name)) == []


def test_words__too_pale_are_found():
    fig = figure(2.0)
    fig.add_axes((0.1, 0.2, 0.8, 0.5)).text(0.5, 0.5, "orange", color=ORANGE, size=12)
    assert pale_words(fig) == ["orange"]
    dark = figure(2.0)
    axes = dark.add_axes((0.1, 0.2, 0.8, 0.5), facecolor="#023858")
    axes.text(0.5, 0.5, "black on blue", color="#222222")
    assert pale_words(dark) == ["black on blue"]


def alike_in_grey(fig) -> list[tuple[str, str]]:
    """Pairs of lines of one panel whose colours only differ in hue."""
    found = []
    for axes in fig.axes:
        lines = [
            line
            for line in axes.lines
            if len(line.get_xdata()) > 2 and line.get_gid() not in ("edge", "ground")
        ]
        looks = {
            (to_hex(one.get_color()), str(one._unscaled_dash_pattern), str(one.get_marker()))
            for one in lines
        }
        for (a, dash, mark), (b, other, beside) in itertools.combinations(sorted(looks), 2):
            if a != b and (dash, mark) == (other, beside) and abs(grey(a) - grey(b)) < 0.15:
                found.append((a, b))
    return found


@pytest.mark.parametrize("name", GALLERY)
def test_series__differ_in_grey_print_too(name):
    assert alike_in_grey(drawn(name)) == []


def test_series__that_differ_in_hue_alone_are_found():
    axes = Figure().subplots()
    axes.add_line(Line2D([0, 1, 2], [0, 1, 2], color="#D55E00"))
    axes.add_line(Line2D([0, 1, 2], [2, 1, 0], color="#0A8A68"))
    assert len(alike_in_grey(axes.get_figure())) == 1


def test_triangles__get_darker_from_friends_to_all_at_odds():
    shades = [grey(colour) for colour in plots.palette.TRIANGLE_COLOURS]
    assert all(one - other >= 0.15 for one, other in itertools.pairwise(shades))


@pytest.mark.parametrize("name", GALLERY)
def test_words__stand_apart_and_within_the_picture(name):
    fig = drawn(name)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    hidden = off_scale(fig)
    # A group that is not seen hides its words, as `axes.set_visible(False)` does.
    unseen = {text for axes in fig.axes if not axes.get_visible() for text in axes.findobj(Text)}
    boxes = {
        text: text.get_window_extent()
        for text in fig.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden | unseen
    }
    for text, box in boxes.items():
        # A box has a pixel about its letters.
        assert -2 <= box.x0 <= box.x1 <= wide + 2, text
        assert -2 <= box.y0 <= box.y1 <= high + 2, text
    for (one, a), (other, b) in itertools.combinations(boxes.items(), 2):
        across, up = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        # A box has room about its letters: a pixel beside, a quarter above and below.
        assert across <= 2.0 or up <= 0.25 * min(a.height, b.height), (one, other)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in QUICK else pytest.mark.slow)
        for name in GALLERY
        if name not in NO_SLIDE
    ],
)
def test_slide__is_wide_has_large_type_and_one_panel(name):
    fig = drawn(name)
    before = fig.get_size_inches().tolist()
    shown = plots.slide(fig)
    assert shown.get_size_inches().tolist() == list(SIZE)
    assert fig.get_size_inches().tolist() == before
    words = [text for text in shown.findobj(Text) if text.get_visible() and text.get_text().strip()]
    assert min(text.get_size() for text in words) >= POINTS
    panels = [axes for axes in shown.axes if not hasattr(axes, "_colorbar")]
    assert len(shown.axes) - len(panels) == (1 if name in MAPS else 0)
    assert len(panels) == 1
    (warning,) = (text for text in shown.texts if text.get_gid() == "warning")
    assert warning.get_text() == "Explores and teaches; does not predict."
    (caption,) = (text for text in shown.texts if text.get_gid() == "caption")
    assert "seed" in caption.get_text()
    assert pale_words(shown) == []


@pytest.mark.parametrize("name", NO_SLIDE)
def test_slide__of_too_many_words_is_refused_in_one_line(name):
    with pytest.raises(SimError) as fault:
        plots.slide(drawn(name))
    assert str(fault.value).startswith(NO_SLIDE[name])
    assert str(fault.value).endswith("; draw fewer rows, or one panel alone")
    assert "\n" not in str(fault.value)


def test_slide__of_one_instrument_has_room():
    from tests.plots.gallery import results

    fig = plots.option_shares(results(), "seoul", 0, instruments=["kor_neighbour"])
    shown = plots.slide(fig)
    found = {text.get_text() for text in shown.findobj(Text)}
    assert {"reconcile", "contest the past"} <= found


def test_slide__whose_words_leave_no_room_is_refused():
    fig = figure(3.0)
    axes = fig.add_axes((0.1, 0.3, 0.8, 0.4))
    axes.text(0.0, 0.5, "word " * 40)
    set_title(fig, "A title")
    set_caption(fig, "7 replicates, seed 1.")
    with pytest.raises(SimError, match=r"24 points leave 0\.0 by 5\.\d inches"):
        plots.slide(fig)


@pytest.mark.parametrize("name", GALLERY)
def test_title__is_a_sentence_and_the_warning_is_large(name):
    fig = drawn(name)
    (title,) = (text for text in fig.texts if text.get_gid() == "title")
    assert len(title.get_text().split()) >= 3
    sizes = {text.get_gid(): text.get_size() for text in fig.texts}
    assert sizes["warning"] >= sizes["subtitle"] > sizes["caption"]
