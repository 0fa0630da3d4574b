"""Observed points against bands: every point is drawn, within the picture, with its error."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import observed_bands

SAID = {"label": "Share", "title": "A share", "replicates": 250, "seed": 7}


def made(groups=("JPN-KOR", "CHN-JPN", "KOR-USA", "CHN-USA"), quarters=8):
    draws, rows = np.random.default_rng(1), []
    for group in groups:
        for quarter in range(quarters):
            first = 24156 + 3 * quarter
            middle = draws.uniform(0.2, 0.6)
            row = {"measure": "conflict_share", "contender": "model", "group": group}
            row |= {"first": first, "last": first + 2, "observed": draws.uniform(0.0, 0.9)}
            row |= {"se": 0.05, "q05": middle - 0.2, "q25": middle - 0.1, "q50": middle}
            rows.append(row | {"q75": middle + 0.1, "q95": middle + 0.2})
    table = pd.DataFrame(rows)
    return pd.concat([table, table.assign(contender="persistence", observed=-5.0)])


def points_of(axes):
    """The dots of a panel: their heights."""
    (container,) = axes.containers[-1:]
    return np.asarray(container.lines[0].get_ydata(), dtype=float)


def test_picture__has_a_panel_a_group_with_every_point_inside_it():
    fig = observed_bands(made(), "conflict_share", **SAID)
    FigureCanvasAgg(fig).draw()
    panels = [axes for axes in fig.axes if axes.get_visible()]
    table = made()
    groups = table["group"].unique().tolist()
    assert [axes.get_title("left") for axes in panels] == [
        "Japan–Korea",
        "China–Japan",
        "Korea–US",
        "China–US",
    ]
    for axes, group in zip(panels, groups, strict=True):
        own = table[(table["group"] == group) & (table["contender"] == "model")]
        assert points_of(axes) == pytest.approx(own["observed"].to_numpy())
        low, high = axes.get_ylim()
        assert low < own["observed"].min() - 1.96 * 0.05
        assert high > own["observed"].max() + 1.96 * 0.05


def test_picture__cuts_errors_and_not_points_at_the_bounds():
    fig = observed_bands(made(), "conflict_share", bounds=(0.0, 1.0), **SAID)
    low, high = fig.axes[0].get_ylim()
    assert -0.06 < low < 0.0
    assert high <= 1.05


def test_picture__draws_the_contender_and_groups_that_are_asked_for():
    fig = observed_bands(
        made(),
        "conflict_share",
        contender="persistence",
        groups=["KOR-USA"],
        names={"KOR-USA": "Korea and America"},
        **SAID,
    )
    (axes,) = fig.axes
    assert axes.get_title("left") == "Korea and America"
    assert set(points_of(axes)) == {-5.0}


def test_picture__says_replicates_and_seed_and_warns():
    fig = observed_bands(made(), "conflict_share", **SAID)
    (caption,) = fig.findobj(lambda artist: artist.get_gid() == "caption")
    said = caption.get_text().replace("\n", " ")
    assert "250 replicates, seed 7." in said
    (warning,) = fig.findobj(lambda artist: artist.get_gid() == "warning")
    assert "does not predict" in warning.get_text()


def test_picture__names_each_year_once_and_apart():
    fig = observed_bands(made(quarters=12), "conflict_share", **SAID)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    boxes = [
        label.get_window_extent(canvas.get_renderer())
        for axes in fig.axes
        if axes.get_visible()
        for label in axes.get_xticklabels()
        if label.get_visible() and label.get_text()
    ]
    assert len(boxes) >= 3
    apart = [
        one.x1 < other.x0 or other.x1 < one.x0 or one.y1 < other.y0 or other.y1 < one.y0
        for k, one in enumerate(boxes)
        for other in boxes[:k]
    ]
    assert all(apart)
