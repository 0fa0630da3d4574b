"""The picture of what changes: a row an article, captioned, nothing drawn over anything."""

import pytest

from sim import plots
from sim.study.articles import CONTRAST, OUTCOMES, leave_out


@pytest.fixture(scope="module")
def drawn():
    found = leave_out(["000", "003"], replicates=30, seed=2, threads=1)
    return plots.article_changes(
        found.contrast,
        found.facts,
        labels={name: name for name in OUTCOMES},
        contrast_of=CONTRAST,
        replicates=30,
        seed=2,
    )


def test_rows__are_what_was_left_out(drawn):
    names = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert names == ["all as coded", "without 000", "without 003"]
    assert [axes.get_visible() for axes in drawn.axes] == [True] * 6
    # Three marks for each article, and one as coded.
    assert sum(line.get_marker() in "os^" for line in drawn.axes[0].lines) == 7


def test_caption__says_replicates_and_seed_and_stands_free(drawn):
    caption = next(text for text in drawn.texts if text.get_gid() == "caption")
    assert "30 replicates a world, seed 2" in caption.get_text()
    drawn.draw_without_rendering()
    top = caption.get_window_extent().y1
    assert all(axes.xaxis.label.get_window_extent().y0 > top for axes in drawn.axes)
