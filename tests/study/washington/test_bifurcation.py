"""The bifurcation map: two starts of a cell, the same luck, and what is read from both."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

import sim
from sim.methods.parts import Parts
from sim.runner.columns import run_columns
from sim.runner.progress import Clock
from sim.study.washington import bifurcation
from sim.study.washington.bifurcation import (
    COLUMNS,
    axes,
    cell_world,
    map_cells,
    read_cells,
    runs_of,
)
from sim.study.washington.map_section import kinds, moves
from sim.study.washington.start import starts

SIZE, REPLICATES, SEED = 3, 12, 4
CELL = {"care": 0.92, "brokerage": 0.9, "demands": 0.5, "load": 2.0, "months": 120}


@pytest.fixture(scope="module")
def world():
    return sim.load("second_trump_term")


@pytest.fixture(scope="module")
def begin(world):
    return starts(world, SEED)


@pytest.fixture(scope="module")
def cells(world, begin):
    return map_cells(world, begin, size=SIZE, replicates=REPLICATES, seed=SEED, threads=1)


def test_two_starts_of_a_cell__differ_by_nothing_but_the_start(world, begin):
    near, far = (cell_world(world, begin[name], **CELL) for name in ("close", "apart"))
    assert near != far
    assert dataclasses.replace(near, start_values=far.start_values) == far


def test_cell__sets_the_axes_and_nothing_else(world, begin):
    found = cell_world(world, begin["close"], **CELL)
    traits = found.leaders["trump_2"].traits
    assert traits["neighbour_priority"].low == traits["neighbour_priority"].high == 0.92
    assert (traits["mediation"].low, traits["burden_demand"].low) == (0.9, 0.5)
    assert traits["loyalty_reward"].low == 0.9
    assert found.parameters["court_rate"].low == 0.04
    assert found.months == 120
    assert found.leaders["next_seoul"] == world.leaders["next_seoul"]
    same = cell_world(world, begin["close"], **{**CELL, "load": 1.0})
    assert dataclasses.replace(found, parameters=same.parameters) == same


def test_cells__are_the_shares_of_direct_runs(world, begin, cells):
    for name in ("close", "apart"):
        one = cell_world(world, begin[name], **CELL)
        ties = run_columns(one, ["relation_jpn_kor"], REPLICATES, SEED)["relation_jpn_kor"]
        for months in (48, 120):
            row = cells[
                (cells["begins"] == name)
                & (cells["months"] == months)
                & np.logical_and.reduce([cells[key] == CELL[key] for key in axes(SIZE)._fields])
            ]
            assert row["close"].item() == np.mean(ties[:, months - 1] > 0.2)
            assert row["apart"].item() == np.mean(ties[:, months - 1] < -0.2)


def test_cells__are_whole(cells):
    assert tuple(cells.columns) == COLUMNS
    assert len(cells) == 2 * 2 * runs_of(SIZE, REPLICATES) / (2 * REPLICATES)
    assert np.allclose(cells[["apart", "between", "close"]].sum(axis=1), 1.0)


def test_stopped_map__goes_on_from_its_parts(world, begin, cells, tmp_path, monkeypatch):
    parts, told = Parts(tmp_path / "parts"), []
    asked = {"size": SIZE, "replicates": REPLICATES, "seed": SEED, "threads": 1, "parts": parts}
    ran = []

    def stop(one, *more, **named):
        if len(ran) == 2 * SIZE * SIZE + 1:
            raise KeyboardInterrupt
        ran.append(one)
        return run_columns(one, *more, **named)

    monkeypatch.setattr(bifurcation, "run_columns", stop)
    with pytest.raises(KeyboardInterrupt):
        map_cells(world, begin, **asked)
    assert len(parts) == 2
    ran.clear()
    monkeypatch.setattr(
        bifurcation, "run_columns", lambda *a, **k: ran.append(1) or run_columns(*a, **k)
    )
    clock = Clock(runs_of(SIZE, REPLICATES), 0, told.append)
    whole = map_cells(world, begin, clock=clock, **asked)
    assert len(ran) == 10 * SIZE * SIZE, "two of twelve parts were there"
    assert told[-1].done == told[-1].total
    pd.testing.assert_frame_equal(whole, cells)
    assert len(Parts(tmp_path / "parts")) == 12
    map_cells(world, begin, **{**asked, "seed": SEED + 1})
    assert len(parts) == 24, "another seed finds none of them"


def made(rows):
    """Return cells by hand: load; shares close and apart of runs begun close, and begun apart."""
    table = []
    for load, *numbers in rows:
        for begins, close, apart in (("close", *numbers[:2]), ("apart", *numbers[2:])):
            table.append(
                (0.1, 0.5, 0.5, load, begins, 48, apart, 1 - apart - close, close, 0.9, 50)
            )
    return pd.DataFrame(table, columns=list(COLUMNS))


def test_kinds__follow_from_what_each_basin_keeps():
    cells = made(
        [
            (0.0, 0.9, 0.0, 0.2, 0.7),
            (0.5, 0.9, 0.0, 0.8, 0.1),
            (1.0, 0.2, 0.6, 0.1, 0.9),
            (2.0, 0.4, 0.3, 0.4, 0.4),
        ]
    )
    read = read_cells(cells, 48)
    assert read["basins"].tolist() == ["two", "close", "apart", "none"]
    assert read["gap"].tolist() == pytest.approx([0.7, 0.1, 0.1, 0.0])
    assert kinds(read) == {"two": 0.25, "close": 0.25, "apart": 0.25, "none": 0.25}
    # A tenth in each basin, with a coefficient of 0.9.
    assert read["humps"].tolist() == [False, False, True, True]
    assert not read_cells(cells.assign(bimodality=0.5), 48)["humps"].any()
    assert moves(cells, 48)["load"] == pytest.approx(0.4 - 0.55)
