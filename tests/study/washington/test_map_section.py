"""What the map comes to in words: kinds of cells, and how far each axis moves ties."""

import pandas as pd
import pytest

from sim.methods.basin import read_cells
from sim.study.washington.bifurcation import COLUMNS
from sim.study.washington.map_section import kinds, moves


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
