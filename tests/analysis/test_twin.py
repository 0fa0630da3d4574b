"""Twin histories, single histories, and the ten relations, read from made trajectories."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from sim.analysis import (
    choice_spells,
    event_months,
    largest_moves,
    month_in,
    one_history,
    path_of,
    tie_table,
    triangle_share,
    twin_paths,
    twin_share,
)
from sim.errors import MissingResult, UnknownName
from sim.spec.instruments import INSTRUMENT_BY_NAME
from tests.plots.made_pictures import RELATION, trajectories


@pytest.fixture(scope="module")
def base():
    return trajectories()


@pytest.fixture(scope="module")
def other():
    return trajectories(shift=0.4)


def test_path__is_one_dyad_of_the_relation(base):
    assert path_of(base, RELATION).equals(base["relation"].sel(dyad="JPN-KOR", drop=True))


def test_path__kept_under_its_flat_name_is_found(base):
    kept = base["relation"].sel(dyad="JPN-KOR", drop=True).to_dataset(name=RELATION)
    assert path_of(kept, RELATION).equals(path_of(base, RELATION))
    with pytest.raises(UnknownName, match="known: relation_jpn_kor"):
        path_of(kept, "trust")


def test_path__of_what_is_unknown_or_not_held_names_the_nearest(base):
    with pytest.raises(UnknownName, match="did you mean 'relation_jpn_kor'"):
        path_of(base, "relation_jpn_kr")
    with pytest.raises(UnknownName, match="unknown variable 'trust'"):
        path_of(base, "trust")


def test_twins__are_paired_by_replicate_and_month(base, other):
    paths = twin_paths(base, other.isel(replicate=slice(2, None)), RELATION)
    assert sorted(set(paths.index.get_level_values("replicate"))) == list(range(2, 12))
    one = paths.loc[(5, pd.Timestamp("2025-06-01"))]
    there = {"replicate": 5, "month": "2025-06-01", "dyad": "JPN-KOR"}
    assert one["base"] == float(base["relation"].sel(there))
    assert one["alternative"] == float(other["relation"].sel(there))


def test_twins__of_two_seeds_or_no_month_in_common_are_refused(base, other):
    with pytest.raises(MissingResult, match="found seeds 1 and 2, wanted the same"):
        twin_paths(base, other.assign_attrs(seed="2"), RELATION)
    late = other.assign_coords(month=other["month"] + np.timedelta64(36_500, "D"))
    with pytest.raises(MissingResult, match="share no replicate and month"):
        twin_paths(base, late, RELATION)


def test_twin_share__counts_those_that_differ_at_the_end(base):
    changed = base.copy(deep=True)
    move = np.array([0.1, 0.1, 0.1, -0.1] + [0.0] * 8)[:, None]
    changed["relation"].loc[{"dyad": "JPN-KOR"}] += move
    found, differ = twin_share(twin_paths(base, changed, RELATION))
    assert differ == 4
    assert found.value == 0.75
    assert (found.low, found.high) == pytest.approx(proportion_confint(3, 4, method="wilson"))
    assert not found.decided


def test_twin_share__of_equal_twins_is_unknown(base):
    found, differ = twin_share(twin_paths(base, base, RELATION))
    assert differ == 0
    assert np.isnan(found.value)
    assert not found.decided


def test_one_history__wants_to_know_which(base):
    assert int(one_history(base, 3)["replicate"]) == 3
    assert one_history(one_history(base, 3)).equals(base.sel(replicate=3))
    with pytest.raises(MissingResult, match="found 12 histories, wanted one: say replicate"):
        one_history(base)
    with pytest.raises(UnknownName, match="unknown replicate '40'"):
        one_history(base, 40)


@pytest.mark.parametrize("month", ["2025-13", "june", "2035-01", ""])
def test_month__outside_the_window_is_refused_with_its_ends(base, month):
    with pytest.raises(MissingResult, match=f"found '{month}', wanted a month from 2025-01 to"):
        month_in(base, month)


def test_ties__are_means_with_errors_and_shares_of_friends(base):
    table = tie_table(base, month_in(base, "2025-06"))
    values = base["relation"].sel(month="2025-06-01", dyad="KOR-USA").to_numpy().ravel()
    row = table.loc["KOR-USA"]
    assert row["relation"] == pytest.approx(values.mean())
    assert row["se"] == pytest.approx(values.std(ddof=1) / np.sqrt(12))
    assert row["friends"] == (values > 0).mean()
    assert len(table) == 10
    one = tie_table(base, month_in(base, "2025-06"), 4)
    assert np.isnan(one["se"]).all()
    assert one.loc["KOR-USA", "relation"] == values[4]


def test_triangle__is_the_commonest_type(base):
    kind, share, count = triangle_share(base, month_in(base, "2025-06"))
    types = base["triangle"].sel(month="2025-06-01").to_numpy()
    assert (types == kind).mean() == share.value
    assert all((types == other).mean() <= share.value for other in range(4))
    assert count == 12


def test_events__are_those_of_the_months(base):
    one = one_history(base, 2)
    table = event_months(one)
    for name in ("summit_event", "test_event"):
        found = set(table.loc[table["event"] == name, "month"])
        held = one[name].to_numpy() > 0
        assert found == set(pd.DatetimeIndex(one["month"].to_numpy())[held])


def test_spells__cover_every_month_once_with_the_option_chosen(base):
    one = one_history(base, 2)
    spells = choice_spells(one, ["jpn_neighbour"])
    options = INSTRUMENT_BY_NAME["jpn_neighbour"].options
    chosen = one["choice"].sel(instrument="jpn_neighbour").to_series()
    told = {
        month: spell["option"]
        for spell in spells.to_dict("records")
        for month in pd.date_range(spell["first"], spell["last"], freq="MS")
    }
    assert told == {month: options[int(number)] for month, number in chosen.items()}
    assert spells["option"].ne(spells["option"].shift()).all()
    with pytest.raises(UnknownName, match="did you mean 'jpn_neighbour'"):
        choice_spells(one, ["jpn_neighbor"])


def test_moves__are_the_largest_in_the_order_of_time(base):
    one = one_history(base, 2)
    path = path_of(one, RELATION).to_series()
    found = largest_moves(one, RELATION, 4)
    step = path.diff().iloc[1:]
    assert set(found.index) == set(step.abs().nlargest(4).index)
    assert found.index.is_monotonic_increasing
    assert found["change"].tolist() == step.loc[found.index].tolist()
