"""A parameter acts where it moves an outcome's mean or spread, well clear of chance."""

from pathlib import Path

import pandas as pd
import pytest

import sim.spec
from sim.scenario import load
from sim.spec.parameters import PARAMETERS
from sim.spec.version import KERNEL_HASH
from sim.study.acting import CARRIES, LEAST, SURE, acting, free, table_of
from sim.study.acting_page import said
from sim.study.claims import claims, expectations
from sim.study.patterns import facts

SHIPPED = Path(sim.spec.__file__).parent
NAMED = {one.name: one for one in PARAMETERS}


@pytest.fixture(scope="module")
def shipped():
    return pd.read_csv(SHIPPED / "parameters.csv")


def test_shipped_table__is_of_this_model_and_of_all_free_parameters(shipped):
    wanted = "python -m sim.parameters ship=true"
    assert set(shipped["model"]) == {KERNEL_HASH}, f"the model has changed: {wanted}"
    assert sorted(shipped["parameter"]) == sorted(one.name for one in free())
    assert set(shipped["twins"]) == {200}
    for row in shipped.to_dict("records"):
        assert (row["low"], row["high"]) == NAMED[row["parameter"]].prior


def test_every_parameter__acts_or_carries_a_statement(shipped):
    idle = set(shipped.loc[~shipped["acts"], "parameter"])
    assert idle <= CARRIES.keys(), "a parameter that changes nothing is deleted"
    for row in shipped[shipped["acts"]].to_dict("records"):
        assert abs(row["effect"]) > LEAST
        assert row["t"] > SURE


@pytest.mark.parametrize("name", CARRIES)
def test_what_a_parameter_carries__is_a_statement_that_is_tested(name):
    assert NAMED[name].prior[0] < NAMED[name].prior[1]
    tested = {one.id: one.statement for one in claims()}
    tested |= {one.id: one for one in (*expectations(), *(fact.statement for fact in facts()))}
    for statement in CARRIES[name]:
        assert tested[statement].checks


def test_shipped_row__is_what_its_world_gives(shipped):
    row = shipped.set_index("parameter").loc["reconcile_cost"]
    found = table_of([NAMED["reconcile_cost"]], scenarios=[row["world"]], threads=1)
    again = found[found["side"] == row["side"]].iloc[0]
    assert (again["outcome"], again["moment"]) == (row["outcome"], row["moment"])
    assert again["effect"] == pytest.approx(row["effect"], rel=1e-9)


def test_sides__of_a_world_without_a_past_are_its_window_alone():
    found = table_of(
        [NAMED["memory_gain"]], scenarios=["baseline_hindcast", "neglect"], twins=4, threads=1
    )
    assert found[["world", "side"]].to_numpy().tolist() == [
        ["baseline_hindcast", "window"],
        ["neglect", "window"],
        ["neglect", "start"],
    ]
    assert load("baseline_hindcast").start is None


def test_acting__keeps_a_row_a_parameter_and_says_what_is_idle():
    rows = pd.DataFrame(
        {
            "parameter": ["a", "a", "b", "trade_rate"],
            "acts": [False, True, False, False],
            "effect": [0.9, -0.2, 0.01, 0.02],
        }
    )
    assert acting(rows)["parameter"].tolist() == ["b", "trade_rate", "a"]
    assert said(rows) == (
        "1 of 3 parameters acts; 1 more carries a statement; "
        "1 acts in none of these worlds and carries no statement: b."
    )
