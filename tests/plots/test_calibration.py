"""A calibration in pictures: every parameter and fact is there, and nothing lies outside."""

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import contractions, facts_before_after


def texts(fig) -> list[str]:
    return [text.get_text() for text in fig.findobj(lambda artist: hasattr(artist, "get_text"))]


def test_contractions__have_a_row_a_parameter_within_its_prior():
    table = pd.DataFrame(
        {
            "default": [0.1, 0.4],
            "prior_low": [0.03, 0.2],
            "prior_high": [0.3, 0.8],
            "q05": [0.05, 0.21],
            "q50": [0.1, 0.5],
            "q95": [0.15, 0.79],
            "contraction": [0.9, -0.05],
        },
        index=["memory_gain", "summit_rate"],
    )
    fig = contractions(table, replicates=300, seed=7, trials=8000)
    FigureCanvasAgg(fig).draw()
    said = texts(fig)
    assert {"memory_gain", "summit_rate", "0.90", "−0.05"} <= set(said)
    assert any("8,000 trials of 300 replicates, seed 7" in text for text in said)
    rows, bars = fig.axes
    for line in rows.lines:
        assert ((line.get_xdata() >= 0.0) & (line.get_xdata() <= 1.0)).all()
    assert [round(bar.get_width(), 9) for bar in bars.patches] == [0.9, -0.05]


def test_facts__are_drawn_before_and_after():
    before = pd.DataFrame(
        {
            "id": ["E01", "E02"],
            "says": ["Ties reach their lowest yearly mean in 2018 to 2020.", "Words " * 40],
            "result": ["missed", "undecided"],
            "value": [0.2, 0.9],
            "low": [0.1, 0.8],
            "high": [0.3, 1.0],
            "wanted": [0.8, np.nan],
        }
    )
    after = before.assign(value=[0.8, 0.7], result=["met", "missed"])
    fig = facts_before_after(before, after, replicates=400, seed=3)
    FigureCanvasAgg(fig).draw()
    (axes,) = fig.axes
    dots = [line for line in axes.lines if str(line.get_gid()).startswith("mark")]
    assert [line.get_marker() for line in dots] == ["X", "o", "D", "X"]
    assert [float(line.get_xdata()[0]) for line in dots] == [20.0, 80.0, 90.0, 70.0]
    faces = [line.get_markerfacecolor() for line in dots]
    assert [face == "white" for face in faces] == [True, False, True, False]
    said = texts(fig)
    assert any("400 replicates" in text and "seed 3" in text for text in said)
    assert all(len(text) <= 64 for text in said if text.startswith("Words"))
    assert sum(text.count("Words") for text in said) == 40, "wrapped, not cut"
    assert {"met", "missed", "undecided", "Not decided by this share."} <= set(said)
