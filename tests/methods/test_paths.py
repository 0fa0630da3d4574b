"""Paths month by month are those of single runs."""

import numpy as np

from sim.engine.simulate import simulate
from sim.methods.paths import monthly_paths
from sim.scenario import load
from sim.spec.recorded import column


def test_monthly_paths__are_the_rows_of_single_runs(monkeypatch):
    world = load("neglect")
    monkeypatch.setattr("sim.runner.columns._PORTION", 2)
    paths = monthly_paths(world, ["trust", "relation_jpn_kor"], replicates=5, seed=9)
    alone = simulate(world, 9, 4)
    assert np.array_equal(paths["trust"][4], alone[:, column("trust")])
    assert np.array_equal(paths["relation_jpn_kor"][4], alone[:, column("relation_jpn_kor")])
    assert paths["trust"].attrs["long_name"] == "Trust between Tokyo and Seoul"
