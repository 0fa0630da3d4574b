"""Values as Python, numpy, pandas and xarray have them, and the plain data that is kept of them."""

import datetime
import doctest
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim.errors import SimError
from sim.scenario import load
from sim.spec import parse_override
from sim.spec.override import apply

PLAIN = (bool, int, float, str, list, dict, type(None))


def test_examples__run():
    found = doctest.testmod(parse_override)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


def kinds(value):
    """Yield the types of all that plain data holds."""
    yield type(value)
    for item in value.values() if isinstance(value, dict) else value if type(value) is list else ():
        yield from kinds(item)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("switches.mediation", np.False_, False),
        ("switches.mediation", np.array(False), False),
        ("months", np.int64(12), 12),
        ("months", 12.0, 12),
        ("months", np.float64(12), 12),
        ("months", np.array(12), 12),
        ("traits.rivalry", np.float32(0.25), 0.25),
        ("traits.rivalry", np.longdouble(0.25), 0.25),
        ("traits.rivalry", np.array(0.25), 0.25),
        ("traits.rivalry", xr.DataArray(0.25), 0.25),
        ("traits.rivalry", Fraction(1, 4), 0.25),
        ("traits.rivalry", np.array([0.25, 0.5]), [0.25, 0.5]),
        ("traits.rivalry", pd.Series([0.25, 0.5]), [0.25, 0.5]),
        ("traits.rivalry", (np.float64(0.25), np.int32(1)), [0.25, 1]),
        ("parameters.inertia", np.int8(0), 0),
        ("series.us_china_tension", np.float16(0.5), 0.5),
        ("last", "2025-06-30", "2025-06"),
        ("last", datetime.date(2025, 6, 30), "2025-06"),
        ("last", pd.Timestamp("2025-06-30", tz="Asia/Seoul"), "2025-06"),
        ("last", pd.Period("2025-06", "M"), "2025-06"),
        ("last", np.datetime64("2025-06"), "2025-06"),
        ("last", np.datetime64("2025-06-30T00:00:00.000000000"), "2025-06"),
        ("last", xr.DataArray(np.datetime64("2025-06-30", "ns")), "2025-06"),
        ("last", np.str_("2025-06"), "2025-06"),
    ],
)
def test_value__is_taken_and_kept_as_plain_data(world, key, value, kept):
    changed = apply(world, {key: value})
    assert changed.overrides == {key: kept}
    assert set(kinds(changed.overrides)) <= set(PLAIN)
    assert type(changed.overrides[key]) is type(kept)
    assert changed.digest() == apply(world, {key: kept}).digest()


def test_row_of_a_table__is_a_request(world):
    table = pd.DataFrame(
        {"months": [12, 24], "traits.rivalry": [0.1, 0.2], "switches.mediation": [True, False]}
    )
    for asked_for in ({**table.iloc[1]}, table.to_dict("records")[1], table.loc[1].to_dict()):
        changed = apply(world, asked_for)
        assert changed.months == 24
        assert changed.switches["mediation"] is False
    numbers = table[["months", "traits.rivalry"]]
    assert apply(world, numbers.iloc[0].to_dict()).months == 12


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("months", value) for value in (12.5, np.nan, True, np.True_, "12", None, [12], pd.NA)),
        *(("last", value) for value in (None, pd.NaT, np.datetime64("NaT"), 202506, np.nan, b"x")),
        *(("last", value) for value in ("2025-6", "2025-06-31", "2025-W23-1", "junk", ["2025-06"])),
        *(("switches.mediation", value) for value in (1, 1.0, np.int64(1), None, "true", [True])),
        *(("traits.rivalry", value) for value in (None, np.nan, np.True_, pd.NA, "0.1", {"a": 1})),
        *(("traits.rivalry", value) for value in (np.array([]), np.zeros((2, 2)), 1j, b"1")),
        *(("traits.rivalry", value) for value in (Fraction(10) ** 400, 10**400, np.inf, object())),
    ],
    ids=lambda value: type(value).__name__ if type(value) is object else repr(value)[:40],
)
def test_value__that_is_none_of_these_is_refused_in_one_line(world, key, value):
    with pytest.raises(SimError) as fault:
        apply(world, {key: value})
    assert str(fault.value).startswith(f"world second_trump_term: {key}: found ")
    assert "\n" not in str(fault.value)
