"""Errors: they arrive from another process as they were raised, and an interrupt is no error."""

import copy
import inspect
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest

import sim.errors
from sim.errors import (
    CalendarFault,
    CannotTrace,
    FailedPoints,
    ImpossibleResult,
    InterruptedStudy,
    LostTasks,
    MalformedFile,
    MissingResult,
    NoStart,
    OutOfBounds,
    SimError,
    SimWarning,
    UnknownName,
    UnwritableFolder,
    WrongKind,
)
from sim.scenario import load

HERE = {"place": "scenarios/neglect.yaml", "field": "leaders.seoul"}
RAISED = [
    SimError("found both, wanted one", **HERE),
    UnknownName("scenario", "second_trump", ["second_trump_term", "neglect"], **HERE),
    UnknownName("point", "7", []),
    OutOfBounds(3.0, 0, 1, **HERE),
    OutOfBounds(2**70, 1, 1200, unit="month"),
    WrongKind("10", "a whole number", field="replicates", given=True),
    MalformedFile("found 3 cells, wanted 4", place="design.csv row 2"),
    CannotTrace("'if s.trust > 0.5:' cannot be recorded", field="sim/mechanisms/thaw.py, line 31"),
    CalendarFault("nobody holds seoul from 2025-01 to 2025-03", field="first"),
    NoStart("found a world that states its own start, wanted thaw", field="start.switches.thaw"),
    UnwritableFolder("cannot be written", place="results"),
    MissingResult("holds no rows yet: run the same study again", place="results/s"),
    ImpossibleResult("trust", 1.5, 0, 1, point=2, scenario="neglect", replicate=17),
    FailedPoints(["point 1 (neglect) failed", "point 3 (neglect) failed"], place="results/s"),
    LostTasks("BrokenProcessPool: gone", ["point 1 (neglect), replicates 0 to 999"]),
    InterruptedStudy("stopped; 1,000 of 9,000 replicates are kept", place="results/s"),
]
#: Long enough for a worker to start on a busy machine; a lost answer would never come.
SECONDS = 120


WAYS = [copy.copy, copy.deepcopy] + [
    lambda error, protocol=protocol: pickle.loads(pickle.dumps(error, protocol))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
]


def test_examples__are_of_every_class():
    declared = {
        found
        for _, found in inspect.getmembers(sim.errors, inspect.isclass)
        if issubclass(found, BaseException) and not found.__name__.startswith("_")
    }
    assert {type(error) for error in RAISED} == declared - {SimWarning}
    assert {found for found in SimError.__subclasses__() if found is not OwnError} <= declared


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("way", WAYS)
def test_error__stays_itself(error, way):
    again = way(error)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert again.args == error.args


@pytest.mark.parametrize("way", WAYS)
def test_error__raised_from_another_stays_itself(way):
    with pytest.raises(UnknownName) as caught:
        raise UnknownName("trait", "mediaton", ["mediation"], field="traits") from KeyError("m")
    error = caught.value
    error.add_note("while reading a design")
    again = way(error)
    assert (str(again), again.nearest) == (str(error), "mediation")
    assert again.__notes__ == ["while reading a design"]


def test_error__that_holds_what_cannot_be_sent_sends_its_text():
    error = WrongKind((number for number in range(3)), "a list of points", given=True)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert again.found.startswith("<generator object")
    assert not isinstance(error.found, str)


def test_error__of_ones_own_stays_itself():
    again = pickle.loads(pickle.dumps(OwnError(3, 4)))
    assert (type(again), str(again), again.pair) == (OwnError, "found 3 and 4", (3, 4))


class OwnError(SimError):
    """Whose arguments are neither its text nor its attributes."""

    def __init__(self, one, other):
        super().__init__(f"found {one} and {other}")
        self.pair = (one, other)


def misspelt(_):
    return load("second_trump")


@pytest.mark.parametrize("start", ["forkserver", "spawn"])
def test_misspelt_name__in_a_pool_of_futures_ends_in_its_one_line(start):
    if start not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {start} on this system")
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(start)) as pool,
        pytest.raises(UnknownName, match="did you mean 'second_trump_term'") as caught,
    ):
        pool.submit(misspelt, 0).result(timeout=SECONDS)
    assert caught.value.nearest == "second_trump_term"
    assert "\n" not in str(caught.value)


def test_misspelt_name__in_a_multiprocessing_pool_ends_in_its_one_line():
    with (
        multiprocessing.get_context("spawn").Pool(1) as pool,
        pytest.raises(UnknownName, match="did you mean 'second_trump_term'") as caught,
    ):
        pool.map_async(misspelt, [0]).get(timeout=SECONDS)
    assert caught.value.found == "second_trump"


def test_interrupt__is_one_and_no_error():
    assert issubclass(InterruptedStudy, KeyboardInterrupt)
    assert not issubclass(InterruptedStudy, Exception)
