"""Labels: every recorded column is read once, under its name, without a copy."""

import numpy as np
import pytest
import xarray as xr

from sim.spec.instruments import INSTRUMENTS
from sim.spec.levels import levels_of
from sim.spec.outcomes import OUTCOMES
from sim.spec.preferences import DYADS
from sim.spec.recorded import LABELLED, RECORDED, RECORDED_FIELDS, column
from sim.store.labels import DIMENSIONS, flags, label, month_dates
from tests.store.made import made_records


@pytest.fixture(scope="module")
def records():
    return made_records(4, 3)


@pytest.fixture(scope="module")
def dataset(records):
    coords = {"replicate": np.arange(4), "month": month_dates(2025 * 12 + 10, 3)}
    return label(records, ("replicate", "month"), coords, {"seed": "1"})


def test_month_dates__run_over_the_end_of_a_year():
    dates = month_dates(2025 * 12 + 11, 2)
    assert dates.astype(str).tolist() == ["2025-12-01T00:00:00.000", "2026-01-01T00:00:00.000"]


def test_month_dates__reach_back_before_1970():
    assert month_dates(1945 * 12, 1)[0] == np.datetime64("1945-01-01")


def test_label__holds_every_recorded_column_bit_for_bit(records, dataset):
    seen = set()
    for item in LABELLED:
        for place, field in enumerate(item.fields):
            name = field.removeprefix("-")
            values = dataset[item.name].values
            values = values[..., place] if item.dim else values
            sign = -1 if field.startswith("-") else 1
            np.testing.assert_array_equal(values, sign * records[..., column(name)])
            seen.add(name)
    assert seen == set(RECORDED_FIELDS)


def test_label__gives_each_dimension_one_list_of_labels():
    # A Dataset has one coordinate a dimension: variables that share it must share its labels.
    for item in LABELLED:
        if item.dim:
            assert item.labels == DIMENSIONS[item.dim], item.name
    assert DIMENSIONS["dyad"] == DYADS
    assert DIMENSIONS["issue"] == ("tariff", "basing_cost", "strategic_flexibility")


def test_label__takes_dyads_by_name(records, dataset):
    found = dataset["relation"].sel(dyad="JPN-KOR", replicate=2)
    np.testing.assert_array_equal(found, records[2, :, column("relation_jpn_kor")])
    assert found["month"].dt.year.values.tolist() == [2025, 2025, 2026]


def test_label__shows_favour_of_both_sides(dataset):
    favour = dataset["favour"]
    np.testing.assert_array_equal(favour.sel(capital="KOR"), -favour.sel(capital="JPN"))


def test_label__makes_no_negative_zero():
    made = label(np.zeros((2, len(RECORDED))), ("month",), {"month": month_dates(24000, 2)})
    assert not np.signbit(made["favour"].values).any()


def test_label__views_the_records_and_lets_nobody_write(records, dataset):
    for name in ("choice", "approval", "trust"):
        assert np.shares_memory(dataset[name].values, records)
    with pytest.raises(ValueError, match="read-only"):
        dataset["relation"].values[0, 0, 0] = 1.0
    assert records.flags.writeable  # the caller's own array stays as it was


def test_label__carries_units_and_long_names(dataset):
    for name in dataset.data_vars:
        assert dataset[name].attrs["units"]
        assert dataset[name].attrs["long_name"]
    for name in dataset.coords:
        assert dataset[name].attrs["long_name"]
    assert dataset["tenure"].attrs["units"] == "month"


def test_label__says_what_the_numbers_of_a_code_mean(dataset):
    for name in dataset.data_vars:
        values, found = dataset[name].values, dataset[name].attrs
        assert ("flag_values" in found) == ("flag_meanings" in found)
        if "flag_values" in found:
            assert set(np.unique(values)) <= set(found["flag_values"])
            assert len(found["flag_values"]) == len(found["flag_meanings"].split())
    talks = dataset["talks_state"].attrs
    # The states of talks and Dittmer's types as MODEL.md numbers them (E10, E1).
    assert talks["flag_values"] == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert talks["flag_meanings"] == "none talks summit deal breakdown"
    assert dataset["triangle"].attrs["flag_meanings"].startswith("menage_a_trois romantic_triangle")
    assert dataset["fork"].attrs["flag_values"] == [-1.0, 0.0, 1.0]
    assert dataset["retaliation_level"].attrs["flag_meanings"] == "none history trade security"
    assert dataset["settlement_event"].attrs["flag_meanings"] == "no yes"
    assert "flag_values" not in dataset["tenure"].attrs | dataset["relation"].attrs
    assert "flag_values" not in dataset["friction_event"].attrs  # how many, and no code


def test_label__gives_every_instrument_the_names_of_its_options(records, dataset):
    for instrument in INSTRUMENTS:
        choice = dataset["choice"].sel(instrument=instrument.name, replicate=1)
        names = np.array(choice["options"].item().split())
        assert tuple(names) == instrument.options
        numbers = records[1, :, column(f"choice_{instrument.name}")].astype(int)
        assert names[choice.astype(int)].tolist() == [instrument.options[k] for k in numbers]


def test_flags__of_outcomes_come_from_their_declaration():
    told = {outcome.name: flags(levels_of(outcome)) for outcome in OUTCOMES}
    assert told["jpn_kor_fall"] == {"flag_values": [0.0, 1.0], "flag_meanings": "no yes"}
    assert told["talks_final"]["flag_meanings"] == "none talks summit deal breakdown"
    coded = {name for name, found in told.items() if found}
    assert coded == {"jpn_kor_fall", "triangle_final", "retaliation_peak", "talks_final"}


def test_label__survives_files_of_other_programs(dataset, tmp_path):
    path = tmp_path / "trajectories.nc"
    dataset.to_netcdf(path, engine="scipy")
    with xr.open_dataset(path, engine="scipy") as again:
        assert again.identical(dataset)
        china = again["choice"].sel(instrument="kor_china")
        assert china["options"].item() == "ambiguity alignment"
