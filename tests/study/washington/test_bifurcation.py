"""The bifurcation map: two starts of a cell, the same luck, and what is read from both."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

import sim
from sim.methods.basin import bifurcation
from sim.methods.parts import Parts
from sim.runner.columns import run_columns
from sim.runner.progress import Clock
from sim.study.washington.bifurcation import (
    COLUMNS,
    axes,
    cell_world,
    map_cells,
    runs_of,
    starts,
)

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
