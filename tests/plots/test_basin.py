"""Pictures of basins: panels, borders, marks, and what they say of themselves."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import basin_maps, crossing_curves
from sim.spec.calendar import month_number

WORDS = {"title": "A title", "subtitle": "A subtitle", "caption": "7 replicates a cell, seed 3."}


def of(fig, gid):
    return fig.findobj(lambda artist: artist.get_gid() == gid)


def within(fig):
    """Draw a figure and hold all its words to its edges."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    words = [*fig.texts, *(word for axes in fig.axes for word in axes.get_xticklabels())]
    words += [word for axes in fig.axes for word in (axes.xaxis.label, axes.yaxis.label)]
    for word in words:
        if word.get_text().strip() and word.get_visible():
            box = word.get_window_extent()
            assert 0 <= box.x0 <= box.x1 <= wide, word
            assert 0 <= box.y0 <= box.y1 <= high, word


@pytest.fixture
def cells():
    rows = []
    for care, brokerage, demands, load in itertools.product(
        (0.1, 0.9), (0.05, 0.475, 0.9), np.linspace(0, 1, 4), np.linspace(0, 2, 4)
    ):
        share = float(np.clip(0.5 + 0.6 * demands - 0.3 * load, 0, 1))
        far = float(np.clip(share - 0.3, 0, 1))
        rows.append((care, brokerage, demands, load, share, share - far, share, 1 - far))
    table = pd.DataFrame(
        rows,
        columns=[
            *("care", "brokerage", "demands", "load"),
            *("share", "gap", "keeps_close", "keeps_apart"),
        ],
    )
    return table.assign(humps=table["share"] < 0.4)


@pytest.mark.parametrize("column", ["share", "gap"])
def test_maps__have_a_panel_a_level_with_borders_and_marks(cells, column):
    fig = basin_maps(cells, column, **WORDS)
    for care, brokerage in itertools.product((0.1, 0.9), (0.05, 0.475, 0.9)):
        (panel,) = of(fig, f"map.{care:g}.{brokerage:g}")
        mine = cells[(cells["care"] == care) & (cells["brokerage"] == brokerage)]
        drawn = panel.images[0].get_array()
        expected = mine.pivot(index="demands", columns="load", values=column).to_numpy()
        assert np.allclose(drawn, expected)
        assert len(panel.collections) == 2, "two borders"
        (dots,) = panel.lines
        assert len(dots.get_xdata()) == mine["humps"].sum()
    within(fig)


def test_maps__draw_no_border_where_there_is_none(cells):
    fig = basin_maps(cells.assign(keeps_close=0.9, keeps_apart=0.1), "share", **WORDS)
    (panel,) = of(fig, "map.0.9.0.9")
    assert not panel.collections


@pytest.fixture
def waiting():
    rows = []
    for name, (begins, event) in itertools.product(
        ("one", "other"), (("close", "left"), ("apart", "left"), ("apart", "back"))
    ):
        rows += [
            (name, begins, event, month, 1 - month / 60, 0.9 - month / 60, 1.0)
            for month in range(49)
        ]
    return pd.DataFrame(
        rows, columns=["washington", "begins", "event", "month", "waiting", "low", "high"]
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_curves__draw_the_panels_asked_for(waiting, count):
    panels = [("close", "left"), ("apart", "left"), ("apart", "back")][:count]
    fig = crossing_curves(waiting, panels, first=month_number("2025-01"), **WORDS)
    for begins, event in panels:
        (panel,) = of(fig, f"{begins}.{event}")
        assert [list(line.get_ydata())[12] for line in panel.lines] == [80.0, 80.0]
    (panel,) = of(fig, "close.left")
    assert [label.get_text() for label in panel.get_xticklabels()][:2] == ["start", "2025-12"]
    within(fig)


@pytest.mark.parametrize("draw", ["maps", "curves"])
def test_caption__names_replicates_and_seed(cells, waiting, draw):
    fig = (
        basin_maps(cells, "gap", **WORDS)
        if draw == "maps"
        else crossing_curves(waiting, [("close", "left")], first=month_number("2025-01"), **WORDS)
    )
    (caption,) = of(fig, "caption")
    said = caption.get_text().replace("\n", " ")
    assert said == "7 replicates a cell, seed 3."
    (warning,) = fig.findobj(lambda artist: artist.get_gid() == "warning")
    assert "does not predict" in warning.get_text()
    with pytest.raises(ValueError, match="which seed"):
        basin_maps(cells, "gap", **{**WORDS, "caption": "none"})
