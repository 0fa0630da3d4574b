"""Keys of a design: coordinates of months, columns of points, with units through every join."""

import doctest

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import sim
from sim.scenario import load
from sim.scenario.keys import keys
from sim.spec.parameters import PARAMETER_BY_NAME
from sim.store import design, key_words, open_study
from sim.store.key_words import words_of_key

WORLD = load("second_trump_term").replace(months=3)
SEOUL, MEMORY = "leaders.seoul.china_alignment", "parameters.memory_gain"
SWITCH, FIRST = "switches.mediation", "traits.rivalry"
DESIGN = [
    {SEOUL: 0.2, MEMORY: 0.05},
    {SEOUL: 0.8, MEMORY: 0.05, SWITCH: False},
    {MEMORY: 0.05, FIRST: [0.2, 0.4]},
]


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    points = [sim.Point("a", WORLD.replace(**one), one) for one in DESIGN]
    folder = tmp_path_factory.mktemp("results")
    return sim.run_study(
        points, replicates=4, seed=1, keep=["trust", "relation"], folder=folder, study="s"
    )


def test_coordinates__are_the_keys_in_which_points_differ(stored):
    for run in (stored, open_study(stored.path)):
        found = run.trajectories
        assert found[SEOUL].dims == ("point",)
        np.testing.assert_array_equal(found[SEOUL], [0.2, 0.8, np.nan])
        np.testing.assert_array_equal(found[SWITCH], [np.nan, 0.0, np.nan])
        assert found[FIRST].values.tolist() == ["", "", "[0.2, 0.4]"]
        assert MEMORY not in found.coords  # the same in all
        assert found["trust"].sel(point=1)[SEOUL].item() == 0.8


def test_coordinates__have_unit_and_meaning(stored):
    told = stored.trajectories[SEOUL].attrs
    assert told["units"] == "1"
    assert told["long_name"].startswith("0 strategic ambiguity, 1 alignment against China")
    assert "leaders.seoul" in told["long_name"]
    assert "units" not in stored.trajectories[FIRST].attrs  # a text has none
    assert stored.trajectories["scenario"].attrs["long_name"] == "Name of the scenario"


def test_coordinates__select_group_and_survive_a_file(stored, tmp_path):
    found = stored.trajectories
    by = found["trust"].mean(["replicate", "month"]).groupby(SEOUL).mean()
    assert by[SEOUL].values.tolist() == [0.2, 0.8]
    assert by.sel({SEOUL: 0.2}).item() == pytest.approx(stored.column("trust", 0).mean())
    found.to_netcdf(tmp_path / "a.nc")
    with xr.open_dataset(tmp_path / "a.nc") as back:
        np.testing.assert_array_equal(back[SEOUL], found[SEOUL])
        assert back[SEOUL].attrs["units"] == "1"
        assert back[FIRST].values.astype(str).tolist() == found[FIRST].values.tolist()


def test_coordinates__of_one_point_are_none(stored):
    assert SEOUL not in stored.at(0).trajectories.coords


def test_key__called_as_a_variable_stands_beside_it():
    points = [sim.Point("a", WORLD, {"trust": k}) for k in (1, 2)]
    found = sim.run_study(points, replicates=2, seed=1, keep="trust").trajectories
    assert found["design.trust"].values.tolist() == [1, 2]
    assert found["trust"].dims == ("point", "replicate", "month")


@pytest.mark.parametrize("name", ["outcomes", "quantiles", "shares", "draws"])
def test_tables__join_with_the_design_and_keep_units(name, stored):
    table = getattr(stored, name)
    joined = table.merge(stored.points[["point", SEOUL]], on="point")
    assert len(joined) == len(table)
    assert joined.attrs == table.attrs == stored.points.attrs
    assert joined.attrs["units"][SEOUL] == "1"
    assert joined.attrs["units"]["jpn_kor_low_month"] == "month"
    assert joined.attrs["long_name"][SEOUL].startswith("0 strategic ambiguity")
    assert joined.loc[joined["point"] == 1, SEOUL].unique().tolist() == [0.8]
    assert pd.isna(joined.loc[joined["point"] == 2, SEOUL]).all()
    whole = table.merge(stored.points, on=["point", "scenario"])
    assert whole.attrs["units"][SEOUL] == "1"


def test_unit__of_every_key_of_the_registry_is_known():
    table = keys().set_index("key")
    for key, row in table.iterrows():
        found = words_of_key(key)
        if row["kind"] != "event":  # a size, which a design gives with its month
            assert found.unit == row["unit"], key
        assert found.meaning, key
        assert words_of_key(f"start.{key}") == found
    assert words_of_key(MEMORY).unit == PARAMETER_BY_NAME["memory_gain"].unit


def test_key__that_is_none_has_no_words():
    for key in ("", "x", "parameters.", "parameters.nothing", "leaders.seoul", "events.court.add"):
        assert words_of_key(key) == ("", "")


def test_examples__run():
    for module in (design, key_words):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed
