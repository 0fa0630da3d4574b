"""Results: the same from memory and disk, safe from their readers, clear about what they lack."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.errors import MalformedFile, MissingResult, UnknownName
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.preferences import TRAITS
from sim.spec.recorded import BINS, HISTOGRAMMED, column
from sim.store import Results, open_study
from sim.store.folder import StudyFolder
from sim.store.holding import InMemory, OnDisk, summary_of
from sim.store.layout import SUMMARIES
from sim.store.provenance import describe_run
from tests.store.made import (
    made_histograms,
    made_record,
    made_records,
    made_study,
    made_tables,
    made_world,
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return made_study(tmp_path_factory.mktemp("results") / "study")


@pytest.fixture
def study(kept, tmp_path):
    """A copy that a test may damage."""
    shutil.copytree(kept.path, tmp_path / "study")
    return tmp_path / "study"


def in_memory(months: int, replicates: int, point: int = 0) -> InMemory:
    world = made_world(months)
    records = made_records(replicates, months, seed=point)
    return InMemory(
        made_record(world, point=point, overrides={"months": months}),
        world,
        np.zeros((replicates, len(OUTCOME_FIELDS))),
        made_histograms(records),
        records,
    )


def sum_up(holding):
    """Write quantiles and shares of what a point has."""
    some = [holding.record]
    with holding.folder.writing():
        for table in SUMMARIES:
            found = summary_of(table, some, [holding.histograms()])
            holding.folder.write_summary(table, some, holding.replicates, found)


def test_results__say_what_they_are(kept):
    found = open_study(kept.path)
    assert repr(found).startswith("<Results of baseline_hindcast: 1 point, 5 replicates, seed 1")
    assert found.path == kept.path
    assert (found.replicates, found.seed) == (5, 1)
    assert found.points.to_dict("records") == [
        {
            "point": 0,
            "scenario": "baseline_hindcast",
            "overrides": "{}",
            "digest": made_world().digest(),
            "seed": 1,
            "replicates": 5,
        }
    ]
    assert found.world() == made_world()
    assert found.provenance["seed"] == 1


def test_outcomes__have_labels_units_and_one_row_a_replicate(kept):
    outcomes = open_study(kept.path).outcomes
    assert tuple(outcomes) == ("scenario", "point", "replicate", *OUTCOME_FIELDS)
    assert outcomes["replicate"].tolist() == list(range(5))
    assert outcomes.attrs["units"]["jpn_kor_low_month"] == "month"
    assert outcomes.attrs["long_name"]["settlements"] == "Settlements reached"
    assert outcomes.attrs["flag_meanings"]["jpn_kor_fall"] == "no yes"
    assert outcomes.attrs["flag_values"]["talks_final"] == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_quantiles__are_those_of_the_trajectories(kept):
    found = open_study(kept.path)
    table = found.quantiles.set_index(["variable", "month"])
    assert set(table.index.unique("variable")) == set(HISTOGRAMMED)
    trust = found.trajectories["trust"]
    width = 1 / BINS
    medians = np.quantile(trust, 0.5, axis=0, method="inverted_cdf")
    np.testing.assert_allclose(table.loc["trust", "q50"], medians, atol=width)
    np.testing.assert_allclose(table.loc["trust", "mean"], trust.mean("replicate"))
    assert tuple(found.shares) == ("scenario", "point", "variable", "month", "level", "share")


def test_tables__do_not_change_through_their_readers(kept):
    found = open_study(kept.path)
    for name in ("outcomes", "quantiles", "shares", "points"):
        table = getattr(found, name)
        before = table.copy()
        table["point"] = 99
        table["extra"] = 1
        pd.testing.assert_frame_equal(getattr(found, name), before)
    trajectories = found.trajectories
    del trajectories["trust"]
    assert "trust" in found.trajectories


def test_tables__read_alike_with_plain_pandas(kept):
    found = open_study(kept.path)
    plain = pd.read_parquet(kept.path / "outcomes")
    pd.testing.assert_frame_equal(plain, found.outcomes, check_like=True)
    months = pd.read_parquet(kept.path / "trajectories")
    row = months[(months["replicate"] == 3) & (months["month"] == "2012-02-01")]
    expected = found.trajectories["trust"].sel(replicate=3, month="2012-02-01")
    assert row["trust"].item() == expected.item()
    (path,) = (kept.path / "outcomes").rglob("*.parquet")
    told = pq.read_schema(path).field("jpn_kor_low_month").metadata
    assert told[b"units"] == b"month"
    coded = pq.read_schema(path).field("triangle_final").metadata
    assert coded[b"flag_meanings"].split()[3] == b"unit_veto"
    assert json.loads(coded[b"flag_values"]) == [0.0, 1.0, 2.0, 3.0]


def test_summaries__read_from_disk_or_from_histograms_are_the_same(study):
    found = open_study(study)
    from_histograms = found.quantiles, found.shares
    (holding,) = found.data
    assert isinstance(holding, OnDisk)
    sum_up(holding)
    written = open_study(study)
    pd.testing.assert_frame_equal(written.quantiles, from_histograms[0])
    pd.testing.assert_frame_equal(written.shares, from_histograms[1])
    assert tuple(pd.read_parquet(study / "quantiles"))[:4] == (
        "scenario",
        "point",
        "variable",
        "month",
    )


def test_summaries__of_other_replicates_are_not_used(study):
    found = open_study(study)
    (holding,) = found.data
    sum_up(holding)
    shutil.rmtree(study / "histograms")
    assert open_study(study).quantiles["count"].unique().tolist() == [5]
    fewer = OnDisk(holding.record, holding.folder, 4, made_histograms(made_records(4)))
    assert fewer.summary("quantiles").column("count").unique().to_pylist() == [4]


@pytest.fixture(params=["a file a point", "a file for both"])
def two(tmp_path, request):
    """A study of two points of two chunks each."""
    folder = StudyFolder(tmp_path / "study")
    worlds = [made_world(), made_world(2)]
    with folder.writing():
        asked = [made_record(one, overrides={"x": k}, asked=7) for k, one in enumerate(worlds)]
        both = folder.register(asked, worlds)
        for some in [both] if "both" in request.param else [both[:1], both[1:]]:
            for first, count in ((0, 5), (5, 2)):
                rows = [made_records(count, one.months, seed=one.point) for one in some]
                folder.write_chunk(some, first, count, made_tables(some, first, *rows))
        folder.close(describe_run(7, [1], True, 2))
    return folder


def test_values__of_some_outcomes_are_those_of_the_table(two):
    found = open_study(two.path)
    names = ["summits", "jpn_kor_mean", "triangle_final"]
    for point in (0, 1):
        values = found.outcome_values(names, point)
        assert list(values) == names
        own = found.outcomes[found.outcomes["point"] == point]
        for name in names:
            np.testing.assert_array_equal(values[name], own[name])
        fewer = OnDisk(found.data[point].record, two, 6).values(names)
        for name in names:
            np.testing.assert_array_equal(fewer[name], own[name][:6])
    with pytest.raises(UnknownName, match="unknown outcome 'summit'; did you mean 'summits'"):
        found.outcome_values(["summit"], 0)
    with pytest.raises(UnknownName, match="unknown point"):
        found.outcome_values(names, 2)
    memory = Results([in_memory(2, 3)], {}, None)
    assert memory.outcome_values(names, 0)["summits"].tolist() == [0, 0, 0]


def test_values__of_a_damaged_file_end_in_one_line(two):
    for path in (two.path / "outcomes").rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(MalformedFile, match="run the same study again") as raised:
        open_study(two.path).outcome_values(["summits"], 0)
    assert "\n" not in str(raised.value)


def test_results__that_are_open_go_on_while_another_point_grows(two):
    """Another writer takes a point out of the file that it shares: its rows lie elsewhere then."""
    found = open_study(two.path)
    expected = open_study(two.path)
    tables = ("outcomes", "quantiles", "shares")
    before = {name: getattr(expected, name) for name in tables}
    months = expected.at(0).trajectories
    with two.writing():
        one = two.states()[1].record
        rows = made_records(9, one.months, seed=1)
        two.write_chunk([one], 5, 9, made_tables([one], 5, rows))
    still = found.at(0)
    for name in tables:
        whole = before[name]
        own = whole[whole["point"] == 0].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(still, name), own)
    assert still.trajectories.identical(months)
    values = found.outcome_values(["summits"], 0)["summits"]
    np.testing.assert_array_equal(values, still.outcomes["summits"])
    assert len(found.outcomes) == 14  # those of the point that has grown are there as well


@pytest.mark.parametrize("name", ["read_point", "read_values"])
def test_results__that_are_open_go_on_while_a_file_goes_between_two_looks(two, monkeypatch, name):
    found = open_study(two.path)
    expected = found.outcomes.query("point == 0")["summits"].to_numpy()
    found = open_study(two.path)
    folder = found.data[0].folder
    read = getattr(folder, name)

    def too_late(*asked):
        monkeypatch.setattr(folder, name, read)
        with two.writing():
            one = two.states()[1].record
            rows = made_records(9, one.months, seed=1)
            two.write_chunk([one], 5, 9, made_tables([one], 5, rows))
        return read(*asked)

    chunks = folder.chunks

    def all_that_were_there(table, key):
        monkeypatch.setattr(folder, "chunks", chunks)
        there = chunks(table, key)
        monkeypatch.setattr(folder, name, too_late)
        return there

    monkeypatch.setattr(folder, "chunks", all_that_were_there)
    if name == "read_point":
        values = found.outcomes["summits"]
    else:
        values = found.outcome_values(["summits"], 0)["summits"]
    np.testing.assert_array_equal(values[: len(expected)], expected)


def test_trajectories__that_were_not_kept_are_a_clear_error():
    record, world = made_record(made_world()), made_world()
    one = InMemory(
        record, world, np.zeros((2, len(OUTCOME_FIELDS))), made_histograms(made_records(2)), None
    )
    with pytest.raises(MissingResult, match="trajectories=True"):
        _ = Results([one], {}, None).trajectories


def test_trajectories__of_several_windows_share_months(kept):
    found = Results([in_memory(2, 3), in_memory(4, 2, point=1)], {}, None)
    stacked = found.trajectories
    assert stacked["relation"].dims == ("point", "replicate", "month", "dyad")
    assert stacked.sizes["month"] == 4
    np.testing.assert_array_equal(
        stacked["trust"].sel(point=1)[:2], made_records(2, 4, seed=1)[..., column("trust")]
    )
    assert stacked["trust"].sel(point=0)[:, 2:].isnull().all()
    assert stacked["trust"].sel(point=1)[2].isnull().all()
    assert found.at(1).trajectories["trust"].dims == ("replicate", "month")
    assert not found.at(1).trajectories["trust"].isnull().any()


def test_point__that_is_not_there_is_named():
    found = Results([in_memory(2, 3), in_memory(3, 3, point=1)], {}, None)
    assert found.world(1).months == 3
    for wanted in (None, 2):
        with pytest.raises(UnknownName, match="unknown point"):
            found.world(wanted)


@pytest.mark.parametrize("table", ["outcomes", "histograms", "trajectories"])
def test_chunk__that_is_cut_short_ends_in_one_line(study, table):
    (path,) = (study / table).rglob("*.parquet")
    path.write_bytes(path.read_bytes()[:-100])
    found = open_study(study)
    name = {"histograms": "quantiles"}.get(table, table)
    with pytest.raises(MalformedFile) as raised:
        getattr(found, name)
    line = str(raised.value)
    assert line.startswith(str(path))
    assert "run the same study again" in line
    assert "\n" not in line


def test_histograms__that_are_missing_are_named(study):
    shutil.rmtree(study / "histograms")
    with pytest.raises(MissingResult, match="replicates from 0 on are missing"):
        _ = open_study(study).quantiles


def test_quantiles__of_a_study_that_has_grown_since_are_never_of_other_rows(study):
    found = open_study(study)
    (holding,) = found.data
    records = made_records(9)
    with holding.folder.writing():
        some = [holding.record]
        holding.folder.write_chunk(some, 0, 9, made_tables(some, 0, records))
    assert len(found.outcomes) == 5
    with pytest.raises(MissingResult, match="has grown since these results were made"):
        _ = found.quantiles
    assert open_study(study).quantiles["count"].unique().tolist() == [9]


def test_world__that_is_damaged_is_named(study):
    (path,) = (study / "worlds").iterdir()
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(MalformedFile, match=f"{path.name}: is damaged or cut short"):
        open_study(study).world()


def test_reading__needs_neither_numba_nor_mesa_nor_pictures(kept):
    script = (
        "import sys, sim\n"
        f"found = sim.open({str(kept.path)!r})\n"
        "found.outcomes, found.quantiles, found.shares, found.trajectories, found.world()\n"
        "print([name for name in ('numba', 'mesa', 'matplotlib', 'hydra') if name in sys.modules])"
    )
    asked = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "[]"


def test_points__have_a_column_for_each_key_that_differs():
    world = made_world()
    overrides = [
        {"months": 3, "leaders.seoul.rivalry": 0.2, "switches.thaw": False},
        {"months": 3, "leaders.seoul.rivalry": [0.2, 0.4]},
        {"months": 3, "events.court": [{"month": "2012-05", "size": 1.0}]},
    ]
    records = made_records(2)
    holdings = [
        InMemory(
            made_record(world, point=k, overrides=one),
            world,
            np.zeros((2, len(OUTCOME_FIELDS))),
            made_histograms(records),
            None,
        )
        for k, one in enumerate(overrides)
    ]
    points = Results(holdings, {}, None).points
    keys = ["leaders.seoul.rivalry", "switches.thaw", "events.court"]
    assert list(points) == [
        *("point", "scenario", *keys),
        *("seed", "replicates", "digest", "overrides"),
    ]
    assert points["leaders.seoul.rivalry"].tolist() == [0.2, (0.2, 0.4), None]
    assert points["switches.thaw"].tolist() == [False, None, None]
    assert json.loads(points["events.court"][2]) == overrides[2]["events.court"]
    assert points.drop_duplicates().shape == points.shape  # every cell can be compared


def test_draws__are_those_of_the_world_and_join_the_outcomes():
    world = made_world().replace(**{"parameters.memory_gain": [0.05, 0.2]})
    records = made_records(6)
    one = InMemory(
        made_record(world, asked=6),
        world,
        np.zeros((6, len(OUTCOME_FIELDS))),
        made_histograms(records),
        None,
    )
    plain = made_world(4).replace(**{f"traits.{t.name}": t.low for t in TRAITS})
    other = InMemory(
        made_record(plain, point=1, asked=6),
        plain,
        np.zeros((6, len(OUTCOME_FIELDS))),
        made_histograms(made_records(6, 4)),
        None,
    )
    found = Results([one, other], {}, None)
    draws = found.draws
    assert list(draws)[:3] == ["scenario", "point", "replicate"]
    assert list(draws)[-1] == "parameter_set_row"
    assert draws["parameter_set_row"].isna().all()
    mine = draws[draws["point"] == 0]
    assert mine["parameters.memory_gain"].between(0.05, 0.2).all()
    assert mine["parameters.memory_gain"].nunique() == 6
    assert draws[draws["point"] == 1]["parameters.memory_gain"].isna().all()
    joined = found.outcomes.merge(draws, on=["scenario", "point", "replicate"])
    joined = joined.merge(found.points, on=["point", "scenario"])
    assert len(joined) == 12
    assert joined.attrs == found.outcomes.attrs
    assert joined.attrs["units"]["jpn_kor_low_month"] == "month"


def test_draws__under_another_layout_are_not_guessed():
    world = made_world()
    record = made_record(world, layout_version=99)
    one = InMemory(
        record, world, np.zeros((2, len(OUTCOME_FIELDS))), made_histograms(made_records(2)), None
    )
    with pytest.raises(MissingResult, match="was drawn under layout 99"):
        _ = Results([one], {}, None).draws


def test_results__show_a_short_face(kept):
    many = [in_memory(3, 2, point=k) for k in range(30)]
    found = Results(many, {}, None)
    text = found._repr_html_()
    assert "30 points, 2 replicates" in text
    assert "and 18 more points" in text
    assert len(text) < 12_000
    assert len(repr(found)) < 300
