"""Reading a hindcast: on paths made so that the answer is known."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim.report.page import part
from sim.study import hindcast_section
from sim.study.hindcast import EVENTS, PATHS, RELATION, read_hindcast

MONTHS = pd.date_range("2012-01", "2025-09", freq="MS")


def made(trough: int = 2019, *, depth: float = 0.6, rise: float = 0.5, count: int = 40):
    """Paths with their lowest year where asked, a rise in 2022, and events at known months."""
    year = MONTHS.year.to_numpy()
    line = np.where(year == trough, -depth, 0.0) + np.where(year >= 2022, rise, 0.0)
    noise = np.random.default_rng(1).normal(0.0, 0.001, (count, len(MONTHS)))
    data = {name: np.zeros((count, len(MONTHS))) for name in PATHS}
    data[RELATION] = line + noise
    data["summit_event"][:, (MONTHS >= "2022-05") & (MONTHS < "2023-05")] = 1.0
    data["settlement_event"][:, MONTHS == "2015-12"] = 1.0
    data["reversal_event"][: count // 4, MONTHS == "2018-11"] = 1.0
    data["retaliation_level_jpn"][:, (MONTHS >= "2019-07") & (MONTHS < "2020-01")] = 2.0
    return xr.Dataset(
        {name: (("replicate", "month"), values) for name, values in data.items()},
        coords={"replicate": np.arange(count), "month": MONTHS},
    )


def beside(reading):
    """What the report says of a hindcast beside the record."""
    return part("sweep_record", {"record": hindcast_section.beside_the_record(reading)})


def test_reading__finds_trough_fall_and_rise():
    reading = read_hindcast(made(2019))
    assert (reading.median_trough, reading.median_fall, reading.median_rise) == (2019, 2019, 2020)
    assert reading.trough_held.value == 1.0
    assert reading.years.loc[2019, "trough"] == 1.0
    assert reading.years["trough"].sum() == pytest.approx(1.0)


def test_reading__measures_the_recovery():
    reading = read_hindcast(made(2019, rise=0.5))
    assert reading.change.value == pytest.approx(0.5, abs=0.001)
    assert reading.recovery_held.value == 1.0
    assert read_hindcast(made(2019, rise=0.2)).recovery_held.value == 0.0


def test_reading__counts_events_and_when_they_first_come():
    reading = read_hindcast(made())
    events = reading.events
    assert set(events.index) == set(EVENTS)
    assert events.loc["settlement_event", ["expected", "first"]].tolist() == [1.0, "2015-12"]
    assert events.loc["reversal_event", "expected"] == 0.25
    assert events.loc["reversal_event", "never"] == 0.75
    assert events.loc["reversal_event", "first"] == ""
    assert reading.by_year.loc[2022, "Tokyo–Seoul summits"] == 8.0


def test_reading__counts_summits_within_the_records_span():
    assert set(read_hindcast(made()).summits) == {12.0}


def test_reading__sees_trade_measures_only_within_two_years_of_the_ruling():
    assert read_hindcast(made()).trade_step_held.value == 1.0
    late = made()
    late["retaliation_level_jpn"][:] = 0.0
    late["retaliation_level_jpn"][:, -1] = 3.0
    assert read_hindcast(late).trade_step_held.value == 0.0


def test_section__says_met_where_it_is_and_missed_where_not():
    good = beside(read_hindcast(made(2019)))
    bad = beside(read_hindcast(made(2014)))
    line = next(row for row in good.splitlines() if "lowest year from" in row)
    assert line.endswith("met |")
    assert next(r for r in bad.splitlines() if "lowest year from" in r).endswith("**missed** |")


def mixed(good: int, bad: int, **more):
    """Paths of which some have their trough in time and the others too early."""
    parts = [made(2019, count=good, **more), made(2014, count=bad, **more)]
    return xr.concat(parts, "replicate").assign_coords(replicate=np.arange(good + bad))


@pytest.mark.parametrize(
    ("good", "bad", "result"),
    [(34, 6, "met"), (30, 10, "undecided"), (300, 100, "**missed**"), (10, 30, "**missed**")],
)
def test_section__says_undecided_where_the_interval_reaches_what_is_wanted(good, bad, result):
    # 80 % are wanted; of 40 replicates 75 % have an interval of 60 to 86 %, of 400 one of 71 to 79.
    text = beside(read_hindcast(mixed(good, bad)))
    line = next(row for row in text.splitlines() if "lowest year from" in row)
    assert line.endswith(f"{result} |")


def test_section__counts_summits_as_undecided_where_few_replicates_leave_them_open():
    def kept(numbers):
        return hindcast_section._summits_kept(np.array(numbers, dtype=float))

    assert kept([12.0] * 20 + [9.0, 15.0]) == "met"
    assert kept([9.0, 9.0, 9.0, 12.0, 12.0]) == "undecided"
    assert kept([9.0] * 75 + [12.0] * 25) == "missed"
    assert kept([2.0] * 40) == "missed"


def test_section__says_nothing_is_lacking_that_few_replicates_leave_open():
    open_, shown = (
        beside(read_hindcast(mixed(good, bad))).split("seems to lack")[1]
        for good, bad in ((9, 11), (180, 220))
    )
    assert "comes too early" not in open_
    assert "comes too early" in shown


def test_section__says_what_is_lacking_from_the_numbers():
    late = beside(read_hindcast(made(2021)))
    early = beside(read_hindcast(made(2014)))
    fine = beside(read_hindcast(made(2019)))
    assert "falls in 2021, the record says 2018 to 2020" in late
    assert "lasts too long" in late
    assert "comes too early" in early
    assert "median trough falls in" not in fine.split("seems to lack")[1]
    assert "Reversals are rare: 0.25" in fine
    assert "never settled" not in fine, "there are settlements enough"


def test_section__explains_rare_reversals_by_rare_settlements():
    paths = made(2019)
    paths["settlement_event"][:] = 0.0
    assert "never settled" in beside(read_hindcast(paths))


def test_section__on_leaders_pairs_the_two_hindcasts():
    leaders = hindcast_section.leaders_alone(
        read_hindcast(made(2019, depth=0.6)), read_hindcast(made(2019, depth=0.3))
    )
    text = part("sweep_leaders", {"leaders": leaders})
    row = next(line for line in text.splitlines() if line.startswith("| 2019"))
    # Same luck in both: the difference is the change in depth, with no error at all.
    assert "+0.300 ± 0.000" in row
