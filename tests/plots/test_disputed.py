"""Maps: two drawings on one scale, hatches where the sign is not decided, and their words."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import effect_maps
from tests.study.disputed.made import OUTCOME, made_map

GRID = [[0.5, 0.3, 0.0], [0.05, -0.05, 0.0], [-0.3, -0.5, -0.2]]


@pytest.fixture(scope="module")
def fig():
    cells = made_map(**{"with": GRID, "without": [[0.2] * 3] * 3, "bare": [[9.0] * 3] * 3}).cells
    return effect_maps(
        cells,
        {OUTCOME.name: OUTCOME.label},
        x="Across [0 to 1]",
        y="Along [0 to 1]",
        title="A map",
        subtitle="Effect of one thing",
        replicates=1234,
        seed=7,
        more="World w.",
    )


def of(fig, gid):
    return fig.findobj(lambda artist: artist.get_gid() == gid)


def texts(fig):
    return [text.get_text() for text in fig.findobj(lambda artist: hasattr(artist, "get_text"))]


def test_caption__says_replicates_seed_and_world(fig):
    (caption,) = of(fig, "caption")
    said = caption.get_text().replace("\n", " ")
    assert "1,234 replicates an arm and cell, seed 7" in said
    assert "World w." in said
    (warning,) = fig.findobj(lambda artist: artist.get_gid() == "warning")
    assert "does not predict" in warning.get_text()


def test_map__names_axes_effect_and_units(fig):
    shown = texts(fig)
    assert "Across [0 to 1]" in shown
    assert "Along [0 to 1]" in shown
    assert "Ties\n[difference on a scale of −1 to 1]" in shown


def test_drawings__share_a_scale_that_the_third_does_not_widen(fig):
    (there,), (left,) = of(fig, "map.0.with"), of(fig, "map.0.without")
    scales = [axes.images[0].norm for axes in (there, left)]
    assert scales[0] is scales[1]
    assert (scales[0].vmin, scales[0].vmax) == (-0.5, 0.5)


def test_cell__is_hatched_where_undecided_and_else_has_its_number(fig):
    (axes,) = of(fig, "map.0.with")
    hatched = {
        (patch.get_x() + 0.5, patch.get_y() + 0.5)
        for patch in axes.patches
        if patch.get_gid() == "undecided"
    }
    assert hatched == {(0, 2), (1, 0), (1, 1), (1, 2)}
    written = {text.get_position(): text.get_text() for text in axes.texts}
    assert written[0, 0] == ".50"
    assert written[2, 1] == "−.50"
    assert not hatched & set(written)


def test_map__has_x_across_and_y_upwards(fig):
    (axes,) = of(fig, "map.0.with")
    image = axes.images[0]
    assert image.origin == "lower"
    assert image.get_array()[2, 0] == GRID[0][2]  # rows are y, columns x


def test_picture__is_drawn_within_its_edges(fig):
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    assert wide == 1200
    for text in fig.findobj(lambda artist: hasattr(artist, "get_text")):
        if text.get_text().strip() and text.get_visible():
            box = text.get_window_extent()
            assert 0 <= box.x0 <= box.x1 <= wide, text
            assert 0 <= box.y0 <= box.y1 <= high, text
