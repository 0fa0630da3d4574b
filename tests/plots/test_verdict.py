"""Rows of facts and claims: what became of each shows in shape and colour, and nothing is cut."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import claim_effects, fact_probabilities
from sim.plots.verdict import rows_of

LONG = "Ties are warmer wherever the two of them want it and somebody sees to it. " * 3

FACTS = pd.DataFrame(
    {
        "id": ["E01", "E02", "E03", "E04"],
        "says": ["Ties reach their lowest yearly mean in 2018 to 2020.", LONG.strip(), "B.", "C."],
        "use": ["calibration", "validation", "validation", "calibration"],
        "by_input": [False, False, False, True],
        "result": ["met", "missed", "undecided", "missed"],
        "value": [0.89, 0.16, 0.65, 1.0],
        "low": [0.81, 0.10, 0.54, 0.96],
        "high": [0.94, 0.24, 0.73, 1.0],
        "wanted": [0.8, 0.7, 0.7, np.nan],
        "decided_by": ["", "", "", "Decided by sd above 1.14: found 0.687 (0.567 to 0.836)."],
    }
)

CLAIMS = pd.DataFrame(
    {
        "claim": ["C001", "C002", "C003", "C004"],
        "says": ["Brokerage helps.", LONG.strip(), "B.", "C."],
        "kind": ["emergent", "direct", "direct", "emergent"],
        "result": ["holds", "fails", "undecided", "fails"],
        "first": ["met", "missed", "undecided", "met"],
        "effect": [0.5, -0.4, 0.1, 12.0],
        "low": [0.4, -0.5, -0.1, 11.0],
        "high": [0.6, -0.3, 0.3, 13.0],
        "above": [0.2, 0.1, 0.2, np.nan],
        "below": [np.nan, np.nan, np.nan, np.nan],
    }
)


def facts():
    return fact_probabilities(FACTS, replicates=100, seed=4)


def claims(**more):
    return claim_effects(CLAIMS, article="000", replicates=100, seed=4, **more)


def of(fig, gid):
    return fig.findobj(lambda artist: str(artist.get_gid()).startswith(gid))


def texts(fig):
    return [text.get_text() for text in fig.findobj(lambda artist: hasattr(artist, "get_text"))]


@pytest.mark.parametrize("draw", [facts, claims])
def test_result__shows_in_shape_and_in_colour(draw):
    marks = of(draw(), "mark")
    table = FACTS if draw is facts else CLAIMS
    assert [mark.get_gid().split()[1] for mark in marks] == table["result"].tolist()
    look = {(mark.get_gid(), mark.get_marker(), mark.get_color()) for mark in marks}
    assert len(look) == len({shape for _, shape, _ in look}) == len({hue for *_, hue in look}) == 3


def test_fact__by_input_keeps_its_result_and_has_a_frame():
    fig = facts()
    (frame,) = of(fig, "frame")
    last = of(fig, "mark")[-1]
    assert (frame.get_xdata()[0], frame.get_ydata()[0]) == (
        last.get_xdata()[0],
        last.get_ydata()[0],
    )
    assert last.get_gid() == "mark missed"


def test_fact__filled_may_be_fitted():
    faces = [mark.get_markerfacecolor() == "white" for mark in of(facts(), "mark")]
    assert faces == [False, True, True, False]


def test_wanted__lies_on_the_axis_of_what_was_found():
    fig = facts()
    bands = [band.get_paths()[0].get_extents() for band in of(fig, "wanted")]
    assert [(round(band.x0), round(band.x1)) for band in bands] == [(80, 100), (70, 100), (70, 100)]
    heights = [mark.get_ydata()[0] for mark in of(fig, "mark")]
    assert [(band.y0 + band.y1) / 2 for band in bands] == pytest.approx(heights[:3])


def test_wanted__of_a_claim_reaches_the_edge_on_its_free_side():
    fig = claims()
    left, right = fig.axes[0].get_xlim()
    bands = [band.get_paths()[0].get_extents() for band in of(fig, "wanted")]
    assert [band.x0 for band in bands] == pytest.approx([0.2, 0.1, 0.2, left])
    assert [band.x1 for band in bands] == pytest.approx([right] * 4)


def test_row__says_what_decides_where_the_number_drawn_does_not():
    assert any(text.startswith("Decided by sd above 1.14") for text in texts(facts()))
    said = texts(claims())
    assert "This contrast is met; another check is missed." in said
    assert sum(text.startswith("This contrast") for text in said) == 1


def test_claims__left_out_are_named():
    assert not any("Not on this scale" in text for text in texts(claims()))
    (caption,) = of(claims(left_out=["C005", "C006"]), "caption")
    assert "differ: C005, C006." in caption.get_text().replace("\n", " ")


@pytest.mark.parametrize("draw", [facts, claims])
def test_sentences__are_wrapped_and_not_cut(draw):
    said = " ".join(texts(draw()))
    assert LONG.strip() in said
    assert "…" not in said


@pytest.mark.parametrize("draw", [facts, claims])
def test_legend__names_every_result(draw):
    assert set(("met", "missed") if draw is facts else ("holds", "fails")) <= set(texts(draw()))
    assert "undecided" in texts(draw())


@pytest.mark.parametrize("draw", [facts, claims])
def test_texts__lie_within_the_picture_and_apart_from_marks(draw):
    fig = draw()
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    edge = fig.axes[0].get_window_extent().x0
    for text in fig.findobj(lambda artist: hasattr(artist, "get_text")):
        box = text.get_window_extent()
        if text.get_text().strip() and text.get_visible():
            assert box.x0 >= 0, text
            assert box.x1 <= wide, text
            assert box.y0 >= 0, text
            assert box.y1 <= high, text
    for text in fig.axes[0].texts:
        assert text.get_window_extent().x1 < edge, text


def test_rows__lie_apart_by_their_lines():
    rows = rows_of(
        [("a", "one", ""), ("b", "one two three", "note"), ("c", "one", "")],
        widest=5,
        note_widest=9,
    )
    assert [len(lines) for lines in rows.sentences] == [1, 3, 1]
    gaps = [rows.at[0] - rows.at[1], rows.at[1] - rows.at[2]]
    assert gaps[0] == pytest.approx(gaps[1])
    assert gaps[0] > (1 + 4) / 2, "no line of one row lies on a line of the next"
