"""Sentences follow the numbers: each verdict, each turn, on maps whose answer is known."""

import numpy as np
import pytest

from sim.study.disputed import read_signs, sentences
from sim.study.disputed.interpretation import VERDICTS
from tests.study.disputed.made import OUTCOME, made_map, made_terms

UP, DOWN, NONE = np.full((3, 3), 0.5), np.full((3, 3), -0.5), np.zeros((3, 3))
#: Up in the first column of x, undecided in the second, down in the third.
TURNING = np.array([[0.4] * 3, [0.0] * 3, [-0.4] * 3])


def told(**effects):
    return " ".join(sentences(made_map(**effects), OUTCOME, made_terms()).sentences)


@pytest.mark.parametrize(
    ("there", "left", "up", "down"),
    [
        (UP, UP, (True, True), (False, False)),
        (UP, NONE, (True, False), (False, False)),
        (UP, DOWN, (True, False), (False, True)),
        (TURNING, UP, (True, True), (True, False)),
        (NONE, TURNING, (False, True), (False, True)),
    ],
)
def test_verdict__of_a_sign_follows_both_drawings(there, left, up, down):
    signs = read_signs(made_map(**{"with": there, "without": left, "bare": NONE}), OUTCOME)
    assert [sign.verdict for sign in signs] == [VERDICTS[up], VERDICTS[down]]


def test_sign__that_no_cell_keeps_after_adjustment_is_not_shown():
    found = made_map(**{"with": UP, "without": UP, "bare": NONE})
    found.cells.loc[found.cells["drawing"] == "without", "p_holm"] = 0.2
    up, _ = read_signs(found, OUTCOME)
    assert up.cells["without"] == 9
    assert up.verdict == VERDICTS[True, False]


def test_sign__counts_what_remains_and_what_turns():
    up, down = read_signs(made_map(**{"with": TURNING, "without": UP, "bare": NONE}), OUTCOME)
    assert (up.cells["with"], up.kept, up.turned) == (3, 3, 0)
    assert (down.cells["with"], down.kept, down.turned) == (3, 0, 3)


def test_sentences__say_where_the_sign_turns():
    text = told(**{"with": TURNING, "without": UP, "bare": NONE})
    assert "warmer in 3 of 9 cells, cooler in 3, undecided in 3" in text
    assert "warmer within Across 0 and Along 0 to 1" in text
    assert "cooler within Across 1 and Along 0 to 1" in text
    assert "crosses 0 along Across at 0.5 (3 lines)" in text
    assert "turns over the map without" not in text


def test_sentences__name_who_says_so_and_mark_the_verdict():
    text = told(**{"with": UP, "without": NONE, "bare": NONE})
    assert f"**Warmer (one side): {VERDICTS[True, False]}.**" in text
    assert f"**Cooler: {VERDICTS[False, False]}.**" in text
    assert "the effect is exactly 0 in all 9 cells" in text


def test_sentences__say_what_is_left_and_what_it_hangs_on():
    text = told(**{"with": UP, "without": UP / 2, "bare": UP / 4})
    assert "Over the map 50 % of the effect is left without them." in text
    assert "+0.125 (+0.115 to +0.135), 50 % of what it is without direct terms" in text
    assert "hangs on is `regard_gain`" in text
    assert "exactly 0" in told(**{"with": UP, "without": UP, "bare": NONE})


def test_sentences__say_when_the_terms_turn_the_map():
    assert "direct terms turn the sign" in told(**{"with": UP, "without": DOWN, "bare": NONE})
    turned = told(**{"with": TURNING, "without": -TURNING, "bare": NONE})
    assert "the direct terms turn this slope" in turned
    kept = told(**{"with": TURNING, "without": TURNING / 2, "bare": NONE})
    assert "remains without the direct terms, at 50 % of its size" in kept
