"""The model against its rivals: each comparison a mark, on the side of who is better."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots import rival_scores

MEASURES = {
    "tone": "Mean tone of all the acts of a quarter",
    "share": "Share",
    "none": "Not scored",
}
RIVALS = {"persistence": "persistence", "two_state": "two states", "balance": "balance"}
SAID = {"replicates": 250, "seed": 7}


def made():
    draws, rows = np.random.default_rng(1), []
    for measure in ("tone", "share"):
        for rival in RIVALS:
            if (measure, rival) == ("share", "balance"):
                continue
            row = {"measure": measure, "rival": rival}
            for name, better in (("skill", "better"), ("log_difference", "log_better")):
                value, half = draws.normal(0.0, 0.3), draws.uniform(0.05, 0.3)
                low, high = value - half, value + half
                stem = name.removesuffix("_difference")
                row |= {name: value, f"{stem}_low": low, f"{stem}_high": high}
                row[better] = "model" if low > 0 else "rival" if high < 0 else "neither"
            rows.append(row)
    return pd.DataFrame(rows)


def marks_of(axes):
    return [line for line in axes.lines if str(line.get_gid()).startswith("mark")]


def test_picture__has_a_mark_a_comparison_where_its_difference_lies():
    table = made()
    fig = rival_scores(table, MEASURES, RIVALS, **SAID)
    for axes, name, better, factor in zip(
        fig.axes, ("skill", "log_difference"), ("better", "log_better"), (100.0, 1.0), strict=True
    ):
        marks = marks_of(axes)
        assert [line.get_xdata()[0] for line in marks] == pytest.approx(factor * table[name])
        assert [line.get_gid() for line in marks] == [f"mark {one}" for one in table[better]]
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == [
        RIVALS[one] for one in table["rival"]
    ]


def test_picture__names_measures_that_are_there_and_lays_nothing_over_another():
    fig = rival_scores(made(), MEASURES, RIVALS, **SAID)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    heads = [text for text in fig.axes[0].texts if text.get_gid() == "head"]
    assert [text.get_text() for text in heads] == [MEASURES["tone"], MEASURES["share"]]
    labels = [text for text in fig.axes[0].get_yticklabels() if text.get_text()]
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in (*heads, *labels)]
    for k, one in enumerate(boxes):
        assert one.x0 >= 0.0
        assert not any(one.overlaps(other) for other in boxes[:k])


def test_picture__without_an_interval_has_the_mark_alone():
    table = made().assign(log_low=np.nan, log_high=np.nan, log_better="neither")
    fig = rival_scores(table, MEASURES, RIVALS, **SAID)
    assert len(marks_of(fig.axes[1])) == len(table)
    bars = [line for line in fig.axes[1].lines if line.get_linewidth() == 3]
    assert not bars


def test_picture__says_replicates_and_seed_and_warns():
    fig = rival_scores(made(), MEASURES, RIVALS, **SAID)
    (caption,) = fig.findobj(lambda artist: artist.get_gid() == "caption")
    said = caption.get_text().replace("\n", " ")
    assert "250 replicates, seed 7;" in said
    (warning,) = fig.findobj(lambda artist: artist.get_gid() == "warning")
    assert "does not predict" in warning.get_text()
