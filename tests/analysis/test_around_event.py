"""Around an event: what precedes it and follows is found, what does not exist is not."""

import numpy as np
import pytest

import sim
from sim.analysis import event_study
from sim.analysis.around_event import _clustered
from sim.errors import MissingResult, OutOfBounds, SimWarning, UnknownName, WrongKind
from tests.analysis.made import MadeMonths


def made(effect=0.0, lead=0, count=400, months=36, share=0.5, seed=1):
    """Walks in which an event, if it falls, moves the path from `lead` months before it on."""
    draws = np.random.default_rng(seed)
    paths = draws.normal(0, 0.1, (count, months)).cumsum(axis=1)
    event = np.zeros((count, months))
    falls = draws.random(count) < share
    when = draws.integers(10, 24, count)
    event[falls, when[falls]] = 1.0
    for row in np.flatnonzero(falls):
        paths[row, when[row] - lead :] += effect
    return MadeMonths({"relation_jpn_kor": paths, "reversal_event": event})


def test_effect__that_begins_with_the_event_is_found_there():
    found = event_study(made(effect=-0.5), "reversal", before=4, after=4).loc["relation_jpn_kor"]
    assert found.index.tolist() == list(range(-4, 5))
    assert (found.loc[0:, "difference"] + 0.5).abs().max() < 0.15
    assert (found.loc[0:, "high"] < -0.3).all()
    assert found.loc[:-1, "difference"].abs().max() < 0.1


def test_effect__that_comes_before_the_event_is_seen_before_it():
    found = event_study(made(effect=0.5, lead=3), "reversal", before=6, after=2)
    found = found.loc["relation_jpn_kor", "difference"]
    assert found.loc[-4] == pytest.approx(0.0, abs=0.1)
    assert found.loc[-3] == pytest.approx(0.5, abs=0.12)


def test_counts__say_who_entered():
    run = made(count=300)
    found = event_study(run, "reversal", before=12, after=6)
    events = run.columns["reversal_event"]
    when = np.where(events.any(axis=1), events.argmax(axis=1), -1)
    assert found.attrs["events"] == int((when >= 0).sum())
    assert found.attrs["used"] == int(((when >= 12) & (when + 6 < 36)).sum())
    assert 1 < found.attrs["beside"] <= found.attrs["used"]
    assert found.attrs["balance"] < 0.25


def test_those_beside__have_no_event_and_are_the_nearest():
    paths = np.zeros((4, 8))
    paths[:, :] = [[0.0], [0.1], [0.11], [5.0]]
    paths[1] += 0.2 * (np.arange(8) > 3)
    event = np.zeros((4, 8))
    event[0, 4] = event[1, 4] = 1.0
    run = MadeMonths({"relation_jpn_kor": paths, "reversal_event": event})
    with pytest.warns(SimWarning, match="not alike"):
        found = event_study(run, "reversal", before=1, after=1)
    assert found["without"].tolist() == pytest.approx([0.11] * 3)
    assert found.attrs["beside"] == 1
    # Of one replicate beside all nothing tells how far others would have been.
    assert found[["se", "low", "high"]].isna().all(axis=None)
    assert found["difference"].notna().all()


def test_months__may_be_numpys_whole_numbers():
    found = event_study(made(), "reversal", before=np.int64(2), after=np.int32(1))
    assert found.loc["relation_jpn_kor"].index.tolist() == [-2, -1, 0, 1]


def test_error__knows_who_stands_beside_several():
    draws = np.random.default_rng(2)
    gap = draws.normal(size=(60, 1))
    apart = _clustered(gap, np.arange(60))
    assert apart[0] == pytest.approx(gap.std(ddof=1) / np.sqrt(60))
    shared = _clustered(np.repeat(gap[:20], 3, axis=0), np.repeat(np.arange(20), 3))
    assert shared[0] == pytest.approx(gap[:20].std(ddof=1) / np.sqrt(20))


def test_without_comparison__only_the_event_is_told():
    found = event_study(made(), "reversal", against=None)
    assert found["difference"].isna().all()
    assert found["event"].notna().all()
    assert np.isnan(found.attrs["balance"])


def test_condition__is_an_event_when_it_first_holds():
    run = made(share=0.0)
    found = event_study(run, "relation_jpn_kor < -0.5", before=2, after=2)
    first = (run.columns["relation_jpn_kor"] < -0.5).any(axis=1).sum()
    assert found.attrs["events"] == first
    assert found.loc[("relation_jpn_kor", 0), "event"] < -0.5
    assert found.loc[("relation_jpn_kor", -1), "event"] > -0.5


def test_of_a_run__a_reversal_costs_trust():
    run = sim.run(sim.load("baseline_hindcast"), replicates=300, seed=2, trajectories=True)
    found = sim.event_study(run, "reversal", before=3, after=3, variables=["trust"])
    assert found.loc[("trust", 0), "high"] < 0
    assert found.loc[("trust", -3), "difference"] == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize(
    ("more", "fault", "line"),
    [
        ({"event": "reversl"}, UnknownName, "unknown event 'reversl'; did you mean 'reversal'"),
        ({"event": "relation_jpn_kor + 1"}, WrongKind, "event: found"),
        ({"event": "settlement"}, MissingResult, "settlement_event: .* run with keep="),
        ({"before": -1}, OutOfBounds, "before: found -1"),
        ({"after": 2.5}, OutOfBounds, "after: found 2.5"),
        ({"before": 30, "after": 30}, MissingResult, "found 0 of 400 replicates"),
        ({"against": "all"}, WrongKind, "against: found the text 'all'"),
        ({"variables": []}, WrongKind, "variables"),
        ({"variables": ["trus"]}, UnknownName, "unknown variable 'trus'"),
        ({"level": 2}, Exception, "level: found 2"),
    ],
)
def test_what_is_wrong__is_one_line(more, fault, line):
    asked = {"event": "reversal", **more}
    with pytest.raises(fault, match=line) as told:
        event_study(made(), **asked)
    assert "\n" not in str(told.value)


def test_events__beside_which_nobody_stands_are_refused():
    event = np.zeros((5, 12))
    event[:, 6] = 1.0
    run = MadeMonths({"relation_jpn_kor": np.zeros((5, 12)), "reversal_event": event})
    with pytest.raises(MissingResult, match="fewer than 2 events beside which"):
        event_study(run, "reversal", before=2, after=2)


def test_match__is_by_variables_of_its_own():
    run = made(effect=-0.5)
    draws = np.random.default_rng(9)
    run.columns["trust"] = draws.random(run.columns["relation_jpn_kor"].shape)
    shown = event_study(run, "reversal", before=2, after=2, variables=["trust"])
    other = event_study(
        run, "reversal", before=2, after=2, variables=["trust"], match=["relation_jpn_kor"]
    )
    assert shown.index.equals(other.index)
    assert not np.allclose(shown["without"], other["without"])
    np.testing.assert_array_equal(shown["event"], other["event"])
    with pytest.raises(UnknownName, match="match: "):
        event_study(run, "reversal", match=["trus"])
