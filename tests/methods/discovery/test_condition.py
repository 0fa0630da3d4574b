"""Conditions on outcomes: what they mean, and one line where they mean nothing."""

import numpy as np
import pandas as pd
import pytest

from sim.errors import SimError, UnknownName, WrongKind
from sim.methods.discovery import holds

TABLE = pd.DataFrame(
    {"ties": [-0.5, 0.0, 0.5, 1.0], "summits": [0, 1, 2, 3], "when": [1.0, np.nan, 2.0, 3.0]}
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ties < 0", [1, 0, 0, 0]),
        ("ties > 0 & summits < 3", [0, 0, 1, 0]),
        ("ties > 0 and summits < 3", [0, 0, 1, 0]),
        ("ties < 0 | summits == 3", [1, 0, 0, 1]),
        ("ties < 0 | ties > 0 & summits == 3", [1, 0, 0, 1]),
        ("~(ties < 0)", [0, 1, 1, 1]),
        ("0 <= ties <= 0.5", [0, 1, 1, 0]),
        ("2 * summits - 1 > ties + 2", [0, 0, 1, 1]),
        ("summits / 2 != 1", [1, 1, 0, 1]),
        ("-ties > 0.1", [1, 0, 0, 0]),
        ("ties < 0 < 1", [1, 0, 0, 0]),
    ],
)
def test_condition__holds_where_it_says(text, found):
    assert holds(text, TABLE).tolist() == [bool(one) for one in found]


def test_flags__are_taken_as_they_are():
    for flags in ([1, 0, 1, 0], np.array([True, False, True, False])):
        assert holds(flags, TABLE).tolist() == [True, False, True, False]


@pytest.mark.parametrize(
    ("condition", "kind", "line"),
    [
        ("tie < 0", UnknownName, "condition: unknown outcome 'tie'; did you mean 'ties'?"),
        ("when < 2", SimError, "condition: when: has no answer in 1 of 4 cases"),
        ("ties <", WrongKind, "condition: found the text 'ties <', wanted comparisons"),
        ("ties", WrongKind, "wanted comparisons"),
        ("ties + 1", WrongKind, "wanted comparisons"),
        ("ties & summits", WrongKind, "wanted comparisons"),
        ("3 > 2", WrongKind, "wanted comparisons"),
        ("max(ties) > 0", WrongKind, "wanted comparisons"),
        ("ties in summits", WrongKind, "wanted comparisons"),
        ("ties > 'a'", WrongKind, "wanted comparisons"),
        ("ties.max > 0", WrongKind, "wanted comparisons"),
        ("", WrongKind, "wanted comparisons"),
        ("-(ties > 0)", WrongKind, "wanted comparisons"),
        ("(ties > 0) - (summits > 1)", WrongKind, "wanted comparisons"),
        (None, WrongKind, "condition: found nothing"),
        ([1, 0], WrongKind, "or 4 flags, one a row"),
        ([0, 1, 2, 3], WrongKind, "or 4 flags"),
    ],
)
def test_wrong_condition__is_one_line(condition, kind, line):
    with pytest.raises(kind) as caught:
        holds(condition, TABLE)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)
