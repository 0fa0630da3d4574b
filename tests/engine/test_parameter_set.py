"""A set of parameters: each replicate takes one row, here and in the world before."""

import numpy as np
import pytest

from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.errors import OutOfBounds, UnknownName, WrongKind
from sim.scenario import load, parameter_set, parameter_sets
from sim.spec.parameters import PARAMETERS
from sim.spec.world import ParameterSet

DEFAULT = {parameter.name: parameter.default for parameter in PARAMETERS}
TWO = ParameterSet("two", ("bid_gain", "memory_gain"), ((1.0, 0.05), (4.0, 0.3)))


def rows(world, count=20):
    return run_chunk(compile_world(world), 1, 0, count).outcomes


def test_set__of_one_row_is_those_parameters_stated():
    base = load("baseline_hindcast").replace(months=36)
    one = ParameterSet("one", ("bid_gain", "memory_gain"), ((1.0, 0.05),))
    stated = base.replace(**{"parameters.bid_gain": 1.0, "parameters.memory_gain": 0.05})
    assert np.array_equal(rows(base.replace(parameter_set=one)), rows(stated))
    assert not np.array_equal(rows(base), rows(stated))


def test_set__at_the_defaults_changes_no_bit():
    world = load("neglect").replace(months=12)
    same = ParameterSet("same", ("bid_gain",), ((DEFAULT["bid_gain"],),) * 3)
    assert np.array_equal(rows(world), rows(world.replace(parameter_set=same)))


def test_replicates__take_rows_evenly_and_each_is_that_row():
    base = load("baseline_hindcast").replace(months=24)
    mixed = rows(base.replace(parameter_set=TWO), 200)
    alone = [
        rows(
            base.replace(**{f"parameters.{n}": v for n, v in zip(TWO.names, row, strict=True)}),
            200,
        )
        for row in TWO.rows
    ]
    which = np.array([[np.array_equal(mixed[k], side[k]) for side in alone] for k in range(200)])
    assert (which.sum(axis=1) == 1).all()
    assert 60 < which[:, 0].sum() < 140


def test_set__holds_in_the_world_before_and_yields_to_what_is_stated():
    world = load("neglect").replace(months=6)
    only = ParameterSet("only", ("bid_gain",), ((1.0,),))
    with_set = world.replace(parameter_set=only)
    assert with_set.start.parameter_set == only
    assert with_set.digest() != world.digest()
    # The same number stated for the window alone leaves the months before it as they were.
    assert not np.array_equal(rows(with_set), rows(world.replace(**{"parameters.bid_gain": 1.0})))
    stated = with_set.replace(**{"parameters.bid_gain": DEFAULT["bid_gain"]})
    plan = compile_world(stated)
    assert plan.timeline.set_takes.tolist() == [[True], [False]]
    assert with_set.replace(parameter_set=None).digest() == world.digest()


def test_plain_python__takes_the_same_row():
    world = load("baseline_hindcast").replace(months=3, parameter_set=TWO)
    for replicate in range(4):
        plain = simulate(world, 1, replicate, compiled=False)
        assert np.array_equal(plain, simulate(world, 1, replicate))


def test_override__wants_a_set():
    with pytest.raises(WrongKind, match="wanted a ParameterSet"):
        load("neglect").replace(parameter_set="posterior")


# Files. -----------------------------------------------------------------------------------------


def lay(folder, table, page="source: made for a test\n"):
    (folder / "parameter_sets").mkdir()
    (folder / "parameter_sets" / "mine.csv").write_text(table)
    (folder / "parameter_sets" / "mine.yaml").write_text(page)
    return folder


def test_file__becomes_a_set(tmp_path):
    lay(tmp_path, "bid_gain,memory_gain\n1.0,0.05\n4,0.3\n")
    found = parameter_set("mine", tmp_path)
    assert (found.names, found.rows) == (TWO.names, TWO.rows)
    assert found.source == "made for a test"
    assert "mine" in parameter_sets(tmp_path)


@pytest.mark.parametrize(
    ("table", "error", "text"),
    [
        ("bid_gane\n1.0\n", UnknownName, "did you mean 'bid_gain'"),
        ("bid_gain\n99\n", OutOfBounds, "line 2: bid_gain: found 99"),
        ("bid_gain\n\n99\n", OutOfBounds, "line 3: bid_gain: found 99"),
        ("bid_gain\nnan\n", WrongKind, "found the text 'nan', wanted a number"),
        ("bid_gain\nmuch\n", WrongKind, "found the text 'much', wanted a number"),
        ("bid_gain,memory_gain\n1.0\n", Exception, "found 1 cells, wanted 2"),
        ("bid_gain,bid_gain\n1.0,1.0\n", Exception, "stands there twice"),
        ("bid_gain\n", OutOfBounds, "found 0"),
    ],
)
def test_file__with_a_fault_says_so(tmp_path, table, error, text):
    lay(tmp_path, table)
    with pytest.raises(error, match=text):
        parameter_set("mine", tmp_path)


def test_name__that_leads_elsewhere_or_nowhere_is_refused(tmp_path):
    with pytest.raises(WrongKind):
        parameter_set("../mine", tmp_path)
    with pytest.raises(UnknownName):
        parameter_set("nobodys", tmp_path)
