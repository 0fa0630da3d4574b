"""Overlap of two win sets (Putnam 1988): the chance that two reservation values leave room.

Limit case: the model bargains by choices and hazards and has no reservation values. Asked is
uniform on [0, A], offered uniform on [B, 1], B < A; there is room if asked ≤ offered. The draws are
those of the engine.
"""

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy import integrate

from sim.spec.chance import draw_block

#: A, B.
PAIRS = [
    (Fraction(4, 5), Fraction(1, 2)),
    (Fraction(9, 10), Fraction(1, 5)),
    (Fraction(1), Fraction(0)),
]


def closed(a, b):
    """Return 1 − (A−B)²/(2A(1−B))."""
    return 1 - (a - b) ** 2 / (2 * a * (1 - b))


def test_overlap__has_the_known_value():
    assert closed(Fraction(4, 5), Fraction(1, 2)) == Fraction(8875, 10000)
    assert closed(Fraction(1), Fraction(0)) == Fraction(1, 2)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_overlap__is_the_exact_integral(a, b):
    """Over what is asked: all that is offered suffices up to B, then a share (1 − x)/(1 − B)."""

    def beyond(x):  # antiderivative of (1 − x)/(1 − B)
        return (x - x * x / 2) / (1 - b)

    assert (b + beyond(a) - beyond(b)) / a == closed(a, b)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_overlap__is_the_area_of_the_region(a, b):
    """The same by quadrature of the joint density over asked ≤ offered."""
    first, second = float(a), float(b)
    area, _ = integrate.dblquad(
        lambda offered, asked: 1 / (first * (1 - second)),
        0.0,
        first,
        lambda asked: max(asked, second),
        1.0,
        epsabs=1e-10,
    )
    assert area == pytest.approx(float(closed(a, b)), abs=1e-7)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_overlap__is_what_the_draws_of_the_engine_show(a, b):
    blocks = [draw_block(23, 0, replicate, 2012 * 12, 0) for replicate in range(10_000)]
    u = np.array(blocks)
    pairs = np.concatenate([u[:, :2], u[:, 2:]])
    asked = float(a) * pairs[:, 0]
    offered = float(b) + (1 - float(b)) * pairs[:, 1]
    expected = float(closed(a, b))
    spread = math.sqrt(expected * (1 - expected) / len(pairs))
    assert np.mean(asked <= offered) == pytest.approx(expected, abs=4 * spread)
