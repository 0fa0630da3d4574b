"""Words fit where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.plots.frame import house_style
from sim.plots.lettering import fitted, fitted_name, inches_of

NAMES = st.lists(
    st.text("abcdefgh =_.0123456789", min_size=1, max_size=60), min_size=1, max_size=5
).map(", ".join)


@pytest.mark.parametrize("fit", [fitted, fitted_name])
@given(text=NAMES, inches=st.floats(0.6, 3.0))
def test_lines__are_no_wider_than_asked_and_lose_no_letter(fit, text, inches):
    lines = fit(text, inches, 8.0).splitlines()
    assert all(inches_of(line, 8.0) <= inches for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_fitted_name__keeps_items_whole_where_they_fit():
    name = "one = 1, history hard line = 0.25, three = 3"
    assert fitted_name(name, 1.6, 8.0).splitlines() == [
        "one = 1,",
        "history hard line = 0.25,",
        "three = 3",
    ]


def test_fitted_name__begins_anew_after_an_item_that_is_broken():
    lines = fitted_name("a very long item = 0.25, b = 1, c = 2", 1.0, 8.0).splitlines()
    assert lines == ["a very long", "item = 0.25,", "b = 1, c = 2"]


@pytest.mark.parametrize("fit", [fitted, fitted_name])
def test_lines__that_are_given_stay(fit):
    assert fit("first line\nsecond", 9.0, 8.0) == "first line\nsecond"


def test_inches__are_those_that_are_drawn():
    with house_style():
        fig = Figure(figsize=(8, 1), dpi=150)
        for bold, weight in ((False, "normal"), (True, "bold")):
            text = fig.text(0, 0, "History hard line = 0.25", size=9, weight=weight)
            FigureCanvasAgg(fig).draw()
            drawn = text.get_window_extent().width / 150
            assert drawn <= inches_of("History hard line = 0.25", 9, bold=bold) <= 1.05 * drawn
