"""Effects of a factorial design against hand-made cells and against regression."""

import itertools

import numpy as np
import pytest

from sim.analysis import factorial_effects

LUCK = np.random.default_rng(4).normal(size=60)
CELLS = list(itertools.product((False, True), repeat=3))


def made(function, luck=LUCK):
    return {cell: luck + function(*cell) for cell in CELLS}


def test_effects__are_those_that_were_put_in():
    cells = made(lambda a, b, c: 2.0 * a - b + 4.0 * (a and b) + 0.5)
    found = factorial_effects(cells, ["a", "b", "c"], order=3)["difference"]
    # Over both levels of b, a brings 2 and half of 4; and so b.
    assert found[["a", "b", "a × b"]].tolist() == pytest.approx([4.0, 1.0, 2.0])
    others = found.drop(["a", "b", "a × b"])
    assert len(others) == 4
    assert others.abs().max() == pytest.approx(0.0, abs=1e-12)


def test_common_luck__leaves_no_error_and_own_luck_does():
    exact = factorial_effects(made(lambda a, b, c: 1.0 * a), ["a", "b", "c"])
    assert exact["se"].max() == pytest.approx(0.0, abs=1e-12)
    draws = np.random.default_rng(5)
    noisy = {cell: draws.normal(size=400) for cell in CELLS}
    found = factorial_effects(noisy, ["a", "b", "c"])
    # Eight means of 400 unit normals, summed with weights of a quarter.
    assert found["se"].to_numpy() == pytest.approx(np.full(6, np.sqrt(8 / 16 / 400)), rel=0.15)
    assert (found["replicates"] == 400).all()


def test_effects__equal_least_squares():
    draws = np.random.default_rng(6)
    cells = {cell: draws.normal(size=30) for cell in CELLS}
    x = np.array([[2.0 * level - 1.0 for level in cell] for cell in CELLS])
    columns = np.column_stack([np.ones(8), *x.T, x[:, 0] * x[:, 1], x[:, 0] * x[:, 2]])
    means = np.array([cells[cell].mean() for cell in CELLS])
    fitted = 2.0 * np.linalg.lstsq(columns, means, rcond=None)[0][1:]
    found = factorial_effects(cells, ["a", "b", "c"])["difference"]
    assert found[["a", "b", "c", "a × b", "a × c"]].tolist() == pytest.approx(list(fitted))


def test_design__that_is_not_whole_is_refused():
    cells = made(lambda a, b, c: 0.0)
    with pytest.raises(ValueError, match=r"found no cell \(True, True, True\), wanted all 8"):
        factorial_effects({k: v for k, v in cells.items() if not all(k)}, ["a", "b", "c"])
    with pytest.raises(ValueError, match="unlike length"):
        factorial_effects(cells | {CELLS[0]: LUCK[:3]}, ["a", "b", "c"])
