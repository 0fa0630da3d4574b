"""A hundred worlds: as many marks of each kind as are said, and nothing covers another."""

import pytest

from sim import plots
from tests.plots.test_points import clashes

KINDS = ("close: above", "between", "apart: below")
WORLDS = {
    "Neither brokers nor cares": (0.627, 0.175, 0.198),
    "Brokers and cares": (0.902, 0.078, 0.020),
    "All alike": (0.0, 0.0, 1.0),
}


@pytest.fixture(scope="module", params=[1, 3, 5])
def drawn(request):
    names = list(WORLDS)
    worlds = {f"{names[k % 3]} {k}": WORLDS[names[k % 3]] for k in range(request.param)}
    fig = plots.hundred_worlds(
        worlds,
        KINDS,
        below=[f"{100 * shares[0]:.0f} close\n(a to b)" for shares in worlds.values()],
        title="A title that is long enough for two lines of the picture in bold type,\nor three",
        subtitle="A subtitle",
        caption="2 replicates a cell, seed 1.",
    )
    return fig, worlds


def panels(fig):
    return [axes for axes in fig.axes if (axes.get_gid() or "").startswith("hundred.")]


def test_panel__has_a_mark_a_world_of_the_kind_it_ends_in(drawn):
    fig, worlds = drawn
    expected = {0.627: (63, 17, 20), 0.902: (90, 8, 2), 0.0: (0, 0, 100)}
    assert len(panels(fig)) == len(worlds)
    for panel, shares in zip(panels(fig), worlds.values(), strict=True):
        kinds = {line.get_label(): line.get_xydata() for line in panel.lines}
        assert tuple(len(kinds[kind]) for kind in KINDS) == expected[shares[0]]
        places = {tuple(place) for marks in kinds.values() for place in marks}
        assert places == {(x, y) for x in range(10) for y in range(10)}


def test_kinds__are_told_apart_by_shape_and_by_filling(drawn):
    fig, _ = drawn
    for panel in panels(fig):
        shapes = {line.get_marker() for line in panel.lines}
        assert len(shapes) == len(KINDS)
    shown = [text.get_text() for text in fig.legends[0].get_texts()]
    assert shown == list(KINDS)


def test_words__of_a_hundred_worlds_do_not_clash(drawn):
    fig, _ = drawn
    assert clashes(fig) == []
    box = fig.legends[0].get_window_extent()
    below = [text.get_window_extent() for panel in panels(fig) for text in panel.texts]
    assert all(one.y0 > box.y1 for one in below)
    (caption,) = fig.findobj(lambda artist: artist.get_gid() == "caption")
    assert caption.get_window_extent().y1 < box.y0
