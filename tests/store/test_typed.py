"""Outcomes with the types of what they are, and the numbers that they had."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from sim.errors import SimWarning
from sim.runner import Point, run, run_study
from sim.scenario import load
from sim.spec.levels import key_of
from sim.spec.outcomes import OUTCOME_BY_NAME, OUTCOMES
from sim.store import open_study
from sim.store.typed import typed_outcomes

CODES = [spec.name for spec in OUTCOMES if spec.kind == "count" and spec.levels]
KINDS = {"flag": "int8", "count": "int64", "level": "float64", "share": "float64"}


@pytest.fixture(scope="module")
def found():
    """A world in which flags and codes are of several values."""
    return run(load("second_trump_term"), replicates=200, seed=1)


def test_types__are_those_of_the_declared_kinds(found):
    assert CODES == ["triangle_final", "retaliation_peak", "talks_final"]
    for spec in OUTCOMES:
        wanted = "category" if spec.name in CODES else KINDS[spec.kind]
        assert found.outcomes[spec.name].dtype == wanted, spec.name


def test_types__change_no_number(found):
    for spec in OUTCOMES:
        column = found.outcomes[spec.name]
        values = column.cat.codes + spec.low if spec.name in CODES else column.astype(float)
        plain = found.outcome_values([spec.name], 0)[spec.name]
        assert plain.dtype == np.float64
        np.testing.assert_array_equal(values, plain)


def test_codes__have_the_words_of_their_levels(found):
    told = found.outcomes.attrs
    for name in CODES:
        column, levels = found.outcomes[name], OUTCOME_BY_NAME[name].levels
        assert column.cat.categories.tolist() == [key_of(word) for word in levels]
        assert column.cat.categories.tolist() == told["flag_meanings"][name].split()
        assert told["flag_values"][name] == list(map(float, range(len(levels))))
        assert column.nunique() > 1
    numbers = found.outcome_values(["triangle_final"], 0)["triangle_final"]
    shares = found.outcomes["triangle_final"].value_counts(normalize=True)
    assert shares["romantic_triangle"] == (numbers == 1).mean() > 0


def test_codes__of_a_ladder_have_an_order_and_others_none(found):
    peak = found.outcomes["retaliation_peak"]
    numbers = found.outcome_values(["retaliation_peak"], 0)["retaliation_peak"]
    assert (peak >= "trade").mean() == (numbers >= 2).mean() > 0
    with pytest.raises(TypeError, match="Invalid comparison"):
        _ = peak >= 2
    with pytest.raises(TypeError, match="Unordered"):
        _ = found.outcomes["talks_final"] > "talks"


def test_arithmetic__that_is_expected_goes_on(found):
    table = found.outcomes
    fall = found.outcome_values(["jpn_kor_fall"], 0)["jpn_kor_fall"]
    assert 0 < table["jpn_kor_fall"].mean() == fall.mean() < 1
    assert table.loc[table["jpn_kor_fall"] == 1, "summits"].count() == fall.sum()
    means = table.groupby("point").mean(numeric_only=True)
    assert means.loc[0, "jpn_kor_fall"] == fall.mean()
    assert means.loc[0, "summits"] == table["summits"].mean()
    assert not set(CODES) & set(means)
    assert table.groupby("scenario")[["jpn_kor_mean", "summits", "jpn_kor_fall"]].mean().size == 3
    assert len(table.describe().columns) > 50
    assert table.corr(numeric_only=True).loc["summits", "visits"] > 0
    by = table.groupby("triangle_final", observed=True)["jpn_kor_final"].mean()
    assert by["romantic_triangle"] < by["menage_a_trois"]


def test_mean__of_a_code_is_refused_and_not_a_number(found):
    with pytest.raises(TypeError, match="category dtype does not support"):
        found.outcomes.groupby("point")[["summits", "talks_final"]].mean()


def test_types__survive_csv_parquet_and_a_join(found, tmp_path):
    table = found.outcomes
    table.to_parquet(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), table)
    table.to_csv(tmp_path / "a.csv", index=False)
    assert set(pd.read_csv(tmp_path / "a.csv")["triangle_final"]) <= set(
        map(key_of, OUTCOME_BY_NAME["triangle_final"].levels)
    )
    joined = table.merge(found.points[["point", "scenario"]], on=["point", "scenario"])
    assert joined["talks_final"].dtype == "category"
    assert joined.attrs == table.attrs


def test_types__are_the_same_from_disk_and_over_points(found, tmp_path):
    world = load("second_trump_term")
    points = [Point("a", world), Point("b", world.replace(**{"switches.retaliation": False}))]
    run_study(points, replicates=30, seed=1, folder=tmp_path, study="s")
    stored = open_study(tmp_path / "s").outcomes
    assert stored.dtypes.tolist() == found.outcomes.dtypes.tolist()
    pd.testing.assert_frame_equal(
        stored.query("point == 0").drop(columns="scenario"),
        found.outcomes.head(30).drop(columns="scenario"),
    )
    files = pd.read_parquet(tmp_path / "s" / "outcomes")
    assert set(files.drop(columns=["scenario", "point", "replicate"]).dtypes) == {np.dtype(float)}


def test_own_flag__is_missing_where_a_study_has_none(tmp_path):
    own = {
        "parted": "share(relation_jpn_kor < 0) > 0.1",
        "when": "first_month(settlement_event)",
    }
    world = load("neglect")
    run(world, replicates=60, seed=1, outcomes=own, folder=tmp_path, study="a")
    run(world, replicates=20, seed=2, folder=tmp_path, study="b")
    alone = open_study(tmp_path / "a")
    with pytest.warns(SimWarning, match="have no parted, when"):
        both = open_study([tmp_path / "a", tmp_path / "b"])
    plain = alone.outcome_values(["parted", "when"], 0)
    for results in (alone, both):
        found = results.outcomes
        assert found["parted"].dtype == "Int8"
        assert found["when"].dtype == "float64"
        assert 0 < float(found["parted"].mean()) == plain["parted"].mean() < 1
        assert found["when"].mean() == pytest.approx(np.nanmean(plain["when"]))
    assert both.outcomes["parted"].isna().tolist() == [False] * 60 + [True] * 20
    assert both.outcomes["summits"].dtype == "int64"


def test_numbers__that_are_none_of_their_kind_stay_as_they_are():
    """As another edition of the model may have left them: nothing is rounded away."""
    specs = [OUTCOME_BY_NAME[name] for name in ("summits", "talks_final", "jpn_kor_fall")]
    table = pa.table({"summits": [1.5, 2.0], "talks_final": [0.0, 9.0], "jpn_kor_fall": [0.5, 1.0]})
    found = typed_outcomes(table, specs)
    assert set(found.dtypes) == {np.dtype(float)}
    assert found["summits"].tolist() == [1.5, 2.0]
    halves = pa.table({"talks_final": [0.5, 1.0]})
    assert typed_outcomes(halves, specs[1:2])["talks_final"].tolist() == [0.5, 1.0]
