"""Names of points: no two alike, made of what differs, and nothing said twice."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis import Asked, name_asked, name_points, names_of, one_point
from sim.errors import MissingResult, UnknownName, WrongKind
from tests.analysis.made import made_results

KEYS = (
    "leaders.washington.mediation",
    "leaders.tokyo.mediation",
    "leaders.washington",
    "switches.mediation",
    "months",
    "events.court",
)
VALUES = st.one_of(
    st.booleans(),
    st.none(),
    st.integers(-3, 3),
    st.floats(-2, 2),
    st.text("ab ,=()point0123456789", max_size=45),
    st.lists(st.floats(0, 1), max_size=2),
)
POINTS = st.lists(
    st.tuples(
        st.sampled_from(["neglect", "neglect, as it is", "neglect (point 1)", "a, months=1"]),
        st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4),
    ),
    min_size=1,
    max_size=9,
)


def named(*overrides: dict, scenarios: tuple[str, ...] = ()) -> tuple[str, ...]:
    scenarios = scenarios or ("neglect",) * len(overrides)
    pairs = zip(scenarios, overrides, strict=True)
    return name_asked([Asked(k, name, changed) for k, (name, changed) in enumerate(pairs)]).names


@given(POINTS)
def test_names__are_one_each(points):
    found = name_asked([Asked(k, *point) for k, point in enumerate(points)])
    assert len(set(found.names)) == len(points)
    assert [found[point.number] for point in found.points] == list(found.names)


@given(POINTS)
def test_names__say_all_that_differs_and_no_more(points):
    found = name_asked([Asked(k, *point) for k, point in enumerate(points)])
    scenarios = {scenario for scenario, _ in points}
    assert found.scenario == (scenarios.pop() if len(scenarios) == 1 else "")
    for key in {key for _, changed in points for key in changed}:
        values = {json.dumps(changed.get(key, "unset")) for _, changed in points}
        assert (key in found.heads) or key in found.shared
        if len(values) == 1:
            assert key in found.shared
    assert not found.shared.keys() & found.heads.keys()


def test_names__of_a_grid_are_its_values():
    grid = [{KEYS[0]: a, "leaders.seoul.rivalry": b} for a in (0.0, 0.25) for b in (0.5, 1.0)]
    assert named(*grid) == (
        "mediation=0, rivalry=0.5",
        "mediation=0, rivalry=1",
        "mediation=0.25, rivalry=0.5",
        "mediation=0.25, rivalry=1",
    )


@pytest.mark.parametrize(
    ("overrides", "names"),
    [
        ([{KEYS[0]: 0.2}, {KEYS[1]: 0.2}, {}], ("washington.mediation=0.2", "tokyo.mediation=0.2")),
        ([{KEYS[3]: False}, {}], ("mediation=false", "mediation as it is")),
        ([{KEYS[2]: "obama"}, {KEYS[2]: "biden"}], ("washington=obama", "washington=biden")),
        ([{"months": 6, KEYS[3]: True}, {"months": 6}], ("mediation=true", "mediation as it is")),
        ([{}, {}], ("neglect (point 0)", "neglect (point 1)")),
        ([{"months": 6}], ("neglect",)),
        ([{"months": 6}, {"months": 6.0}], ("neglect (point 0)", "neglect (point 1)")),
    ],
)
def test_names__say_what_a_command_takes(overrides, names):
    assert named(*overrides)[:2] == names


def test_names__of_one_change_at_a_time_name_that_change_alone():
    off = [{f"switches.{name}": False} for name in ("mediation", "thaw", "vacuum")]
    assert named({}, *off) == ("neglect, as it is", "mediation=false", "thaw=false", "vacuum=false")


def test_names__shorten_keys_only_as_far_as_all_that_is_asked_allows():
    both = {"leaders.tokyo.mediation": 0.5}
    names = named({KEYS[0]: 0.1} | both, {KEYS[0]: 0.2} | both)
    assert names == ("washington.mediation=0.1", "washington.mediation=0.2")


def test_names__say_scenarios_where_they_differ():
    changed = [{"months": 6}, {"months": 12}]
    names = named(*changed, scenarios=("neglect", "hanoi_repeat"))
    assert names == ("neglect, months=6", "hanoi_repeat, months=12")


def test_names__round_long_numbers_as_far_as_they_stay_apart():
    drawn = [0.15546531789004803, 0.15546600000000003, 0.25]
    points = [Asked(k, "neglect", {"traits.rivalry": value}) for k, value in enumerate(drawn)]
    found = name_asked(points)
    assert found.names == ("rivalry=0.155465", "rivalry=0.155466", "rivalry=0.25")
    assert found.shortened
    assert not name_asked(points[2:]).shortened


def test_names__cut_long_texts_and_number_what_then_looks_alike():
    events = [{"month": "2018-10", "size": 0.0, "note": "a ruling"}]
    long = [{"events.court": [*events, {"size": size}]} for size in (1, 2)]
    names = named(*long)
    assert all("…" in name and len(name) < 70 for name in names)
    assert [name[-9:] for name in names] == ["(point 0)", "(point 1)"]


def test_names__of_many_items_count_the_rest_and_carry_the_number():
    keys = [f"parameters.p{k}" for k in range(8)]
    points = [Asked(k, "neglect", dict.fromkeys(keys, k)) for k in (4, 5)]
    found = name_asked(points)
    assert found.names == (
        "p0=4, p1=4, p2=4, p3=4, p4=4, 3 more (point 4)",
        "p0=5, p1=5, p2=5, p3=5, p4=5, 3 more (point 5)",
    )
    assert found.cut
    assert not name_asked([Asked(k, "neglect", dict.fromkeys(keys[:6], k)) for k in (4, 5)]).cut


def test_common__says_what_all_share_under_full_keys():
    shared = {"months": 6, "switches.thaw": False}
    points = [Asked(k, "neglect", shared | {KEYS[0]: k / 4}) for k in range(2)]
    found = name_asked(points)
    assert found.common == ["neglect", "months=6", "switches.thaw=false"]
    assert found.abridged == KEYS[0]


def test_abridged__tells_many_keys_of_one_family_together():
    off = [{f"switches.{name}": False} for name in ("mediation", "thaw", "vacuum", "retaliation")]
    found = name_asked([Asked(k, "neglect", changed) for k, changed in enumerate([*off, {}])])
    assert found.abridged == "switches.*"


def test_name_points__names_those_asked_for_alone():
    changed = [json.dumps({"months": months}) for months in (6, 6, 12)]
    points = pd.DataFrame({"point": [0, 4, 7], "scenario": "neglect", "overrides": changed})
    assert name_points(points, [7, 0]).names == ("months=12", "months=6")
    assert name_points(points, [0, 4]).common == ["neglect", "months=6"]


def test_one_point__names_the_points_that_it_might_be():
    results = made_results(("neglect",) * 9)
    results.points["overrides"] = [json.dumps({"traits.rivalry": k / 10}) for k in range(9)]
    with pytest.raises(MissingResult, match=r"\(0: rivalry=0; 1: rivalry=0\.1; .*and 3 more"):
        one_point(results)
    with pytest.raises(MissingResult, match="found 9 points"):
        one_point(results, "neglect")


def test_one_point__refuses_what_is_no_point_and_no_result():
    results = made_results()
    with pytest.raises(WrongKind, match=r"found 0\.5, wanted a point's number"):
        one_point(results, 0.5)
    with pytest.raises(UnknownName, match="unknown scenario 'negelct'"):
        names_of(results, ["negelct"])
    with pytest.raises(WrongKind, match="found an object of type DataFrame, wanted results"):
        one_point(results.outcomes)


def test_naming__waits_for_no_statistics():
    code = "import sys, sim.analysis; print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_names__of_a_branch_and_of_what_is_taken_away():
    taken = {"branch": "2018-10", "events.court.without": ["2018-10"]}
    assert named({}, taken) == (
        "neglect, as it is",
        'branch=2018-10, court.without=["2018-10"]',
    )
    # Streams are told apart by the part before, whatever is done to them.
    both = {"events.court.without": [], "events.test.without": []}
    assert named({}, both)[1] == "court.without=[], test.without=[]"
