"""Pictures of levers: what is drawn where, and what they say of themselves."""

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import lever_effects, lever_map

NUMBERS = {"median": 0.2, "p05": -0.1, "p95": 0.4, "default_effect": 0.3, "default_se": 0.01}
LABELS = {"jpn_kor_mean": "Ties, mean", "jpn_kor_final": "Ties, last month"}


def of(fig, gid):
    return fig.findobj(lambda artist: artist.get_gid() == gid)


def words_of(axes):
    return [axes.xaxis.label, axes.yaxis.label, axes._left_title, *axes.get_yticklabels()]


def said(fig):
    (caption,) = of(fig, "caption")
    return caption.get_text().replace("\n", " ")


def drawn_within(fig):
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    # Ticks beyond the axes' ends are made and not drawn.
    lettering = [*fig.texts, *(text for axes in fig.axes for text in words_of(axes))]
    for text in lettering:
        if text.get_text().strip() and text.get_visible():
            box = text.get_window_extent()
            assert 0 <= box.x0 <= box.x1 <= wide, text
            assert 0 <= box.y0 <= box.y1 <= high, text


@pytest.fixture(scope="module")
def effects():
    rows = [
        {"lever": lever, "kind": kind, "outcome": outcome, **NUMBERS, "median": median}
        for lever, kind, median in (
            ("switches.thaw", "switch", 0.9),
            ("leaders.tokyo.rivalry", "trait", 0.1),
            ("leaders.washington.neighbour_priority", "trait", -0.3),
        )
        for outcome in LABELS
    ]
    return lever_effects(
        *(pd.DataFrame(rows), LABELS),
        draws=256,
        pairs=100,
        replicates=2000,
        seed=7,
        world="second_trump_term",
    )


@pytest.fixture(scope="module")
def drawn_map():
    cells = [
        {"x": x, "y": y, "value": x - y, "se": 0.02} for x in (0.1, 0.5, 0.9) for y in (-0.5, 0.5)
    ]
    return lever_map(
        pd.DataFrame(cells),
        x="washington.loyalty_reward",
        y="washington.pressure_tilt",
        draws=256,
        replicates=2048,
        seed=7,
        world="neglect",
    )


def test_effects__say_draws_pairs_replicates_and_seed(effects):
    assert "256 draws, 100 pairs of replicates a draw, 2,000 replicates at the defaults" in said(
        effects
    )
    assert "seed 7. World Second Trump term." in said(effects)


def test_effects__stand_traits_first_and_the_strongest_above(effects):
    (axes,) = of(effects, "levers.jpn_kor_mean")
    labels = {
        round(text.get_position()[1]): text.get_text() for text in axes.get_yticklabels() if text
    }
    assert [labels[-row] for row in range(3)] == [
        *("washington.neighbour_priority", "tokyo.rivalry", "thaw"),
    ]


def test_effects__draw_bar_median_and_default_in_each_row(effects):
    (axes,) = of(effects, "levers.jpn_kor_final")
    first = [line for line in axes.lines if list(line.get_ydata())[:1] == [0]][:4]
    bar, median, interval, default = (list(line.get_xdata()) for line in first)
    assert bar == [-0.1, 0.4]
    assert median == [-0.3]
    assert default == [0.3]
    assert interval == pytest.approx([0.3 - 0.0196, 0.3 + 0.0196])


def test_map__has_x_across_y_upwards_and_a_number_in_each_cell(drawn_map):
    (axes,) = of(drawn_map, "map")
    assert axes.images[0].origin == "lower"
    assert axes.images[0].get_array()[1, 0] == pytest.approx(0.1 - 0.5)
    written = {text.get_position(): text.get_text() for text in axes.texts}
    assert written[0, 1] == "−0.40"
    assert len(written) == 6
    assert axes.get_xlabel() == "Washington’s loyalty reward [0 to 1]"
    assert axes.get_ylabel() == "Washington’s pressure tilt [−1 to 1]"


def test_map__says_draws_replicates_seed_and_error(drawn_map):
    assert "256 draws, 2,048 replicates a cell, seed 7" in said(drawn_map)
    assert "at most 0.020" in said(drawn_map)


@pytest.mark.parametrize("name", ["effects", "drawn_map"])
def test_picture__is_drawn_within_its_edges(name, request):
    drawn_within(request.getfixturevalue(name))
