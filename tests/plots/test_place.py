"""Labels stand apart."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sim.plots.place import lanes, spread

POSITIONS = st.lists(st.floats(-10, 10), min_size=1, max_size=8)


@given(POSITIONS, st.floats(0.01, 2))
def test_spread__keeps_labels_a_gap_apart_and_in_order(positions, gap):
    placed = spread(positions, gap)
    order = sorted(range(len(positions)), key=lambda k: positions[k])
    for one, other in itertools.pairwise(placed[k] for k in order):
        assert other - one >= gap - 1e-6


def test_spread__leaves_alone_what_has_room():
    assert spread([0.0, 5.0, 2.0], 1.0) == [0.0, 5.0, 2.0]


@given(POSITIONS, st.floats(0.01, 2))
def test_spread__keeps_labels_within_bounds_that_have_room(positions, gap):
    low, high = -5.0, -5.0 + gap * len(positions) + 1.0
    placed = spread(positions, gap, within=(low, high))
    order = sorted(range(len(positions)), key=lambda k: positions[k])
    assert all(low + gap / 2 - 1e-6 <= at <= high - gap / 2 + 1e-6 for at in placed)
    for one, other in itertools.pairwise(placed[k] for k in order):
        assert other - one >= gap - 1e-6


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0.1, 3)), min_size=1, max_size=10))
def test_lanes__hold_labels_that_do_not_overlap(spans):
    starts, widths = zip(*spans, strict=True)
    chosen = lanes(starts, widths)
    for one, other in itertools.combinations(range(len(spans)), 2):
        if chosen[one] == chosen[other]:
            first, second = sorted((one, other), key=lambda k: starts[k])
            assert starts[first] + widths[first] <= starts[second]
