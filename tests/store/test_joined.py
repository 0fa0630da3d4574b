"""Several studies as one: every row once, under a number of its own."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import MissingResult, SimError, SimWarning
from sim.runner import Point, run_study

TABLES = ("outcomes", "quantiles", "shares", "draws")


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """Two studies of unlike size and seed, and one of the points of both."""
    world = sim.load("neglect").replace(months=2)
    points = [
        Point("neglect", world.replace(**{"traits.rivalry": x}), {"traits.rivalry": x})
        for x in (0.2, 0.5, 0.8)
    ]
    folder = tmp_path_factory.mktemp("results")
    how = {"seed": 1, "trajectories": True, "folder": folder}
    run_study(points[:2], replicates=6, study="a", **how)
    run_study(points[2:], replicates=6, study="b", **how)
    run_study(points[2:], **{**how, "seed": 2}, replicates=9, study="c")
    return folder, run_study(points, replicates=6, study="all", **how)


def test_studies__opened_together_are_as_one(studies):
    folder, whole = studies
    found = sim.open([folder / "a", folder / "b"])
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(whole, name))
    assert found.points.equals(whole.points)
    assert found.trajectories.identical(whole.trajectories)
    assert found.world(2) == whole.world(2)
    values = found.outcome_values(["jpn_kor_mean"], 2)["jpn_kor_mean"]
    np.testing.assert_array_equal(values, whole.outcome_values(["jpn_kor_mean"], 2)["jpn_kor_mean"])
    assert [one["runs"][0]["asked"]["points"] for one in found.provenance["studies"]] == [2, 1]


def test_studies__of_unlike_seeds_keep_them(studies):
    folder, _ = studies
    found = sim.open([folder / "a", folder / "c"])
    assert found.points["seed"].tolist() == [1, 1, 2]
    assert found.points["replicates"].tolist() == [6, 6, 9]
    with pytest.raises(MissingResult, match="is of seeds 1, 2"):
        found.seed  # noqa: B018 - to read it raises
    own = sim.open(folder / "c").draws.drop(columns="point")
    assert found.at(2).draws.drop(columns="point").equals(own)


def test_point__of_two_studies_is_told(studies):
    folder, _ = studies
    with pytest.warns(SimWarning, match=r"point 0 of .*all \(neglect\) and 1 more is in a study"):
        found = sim.open([folder / "a", folder / "all"])
    assert len(found.outcomes) == 30


def test_studies__of_unlike_outcomes_of_ones_own_are_told(studies, tmp_path):
    folder, _ = studies
    world = sim.load("neglect").replace(months=2)
    how = {"replicates": 6, "seed": 1, "folder": tmp_path}
    sim.run(world, **how, study="d", outcomes={"x": "low(relation_jpn_kor)"})
    sim.run(world, **how, study="e", outcomes={"x": "high(relation_jpn_kor)"})
    with pytest.warns(SimWarning, match="some of these studies have no x: NaN in their rows"):
        found = sim.open([folder / "a", tmp_path / "d"])
    assert found.outcomes["x"].isna().tolist() == [True] * 12 + [False] * 6
    assert found.outcomes["x"].dtype == float
    lacking, there = (found.outcome_values(["x", "summits"], point) for point in (0, 2))
    assert np.isnan(lacking["x"]).all()
    assert np.array_equal(there["x"], found.outcomes["x"][12:])
    with pytest.raises(SimError, match=r"outcomes.x: is 'low\(.*open them apart"):
        sim.open([tmp_path / "d", tmp_path / "e"])
