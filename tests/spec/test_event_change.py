"""The grammar of events: what each form does, how requests add up, and what can't be asked."""

import datetime
import doctest

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import CalendarFault, OutOfBounds, SimError, UnknownName, WrongKind
from sim.scenario import load
from sim.spec import event_asked
from sim.spec.calendar import month_name
from sim.spec.events import STREAM_SOURCES, TALKS_OUTCOMES
from sim.spec.override import apply

COURT = {
    "2012-05": 0.3,
    "2013-07": 0.3,
    "2018-10": 1.0,
    "2018-11": 0.7,
    "2021-01": 0.3,
    "2023-11": 0.3,
    "2023-12": 0.3,
    "2024-01": 0.3,
    "2025-04": 0.3,
}


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


@pytest.fixture(scope="module")
def hindcast():
    return load("baseline_hindcast")


def dated(world, stream="court"):
    return {month_name(event.month): event.size for event in world.events.get(stream, ())}


def test_examples__run():
    found = doctest.testmod(event_asked)
    assert found.attempted > 0
    assert found.failed == 0


# Forms. -----------------------------------------------------------------------------------------


def test_list__takes_the_place_of_all_dated_events(hindcast):
    asked = [{"month": "2019-01", "size": 0.5}, {"month": "2013-01", "size": 0.2}]
    changed = apply(hindcast, {"events.court": asked})
    assert dated(changed) == {"2013-01": 0.2, "2019-01": 0.5}
    assert list(dated(changed)) == ["2013-01", "2019-01"]
    assert changed.events["test"] == hindcast.events["test"]


@pytest.mark.parametrize("name", ["baseline_hindcast", "second_trump_term"])
def test_empty_list__means_none_at_all(name):
    changed = apply(load(name), {"events.court": []})
    assert (changed.streams["court"], changed.events["court"]) == ("given", ())
    assert changed.digest() != load(name).digest()


@pytest.mark.parametrize(
    "asked",
    [{"month": "2018-10", "size": 0.1}, {"2018-10": 0.1}, {"2018-10": {"size": 0.1}}],
)
def test_mapping__changes_its_month(hindcast, asked):
    assert dated(apply(hindcast, {"events.court": asked})) == COURT | {"2018-10": 0.1}


def test_mapping_of_months__changes_and_adds(hindcast):
    asked = {"2018-10": 0.5, "2019-01": {"size": 0.2, "source": "002 P3", "because": "a reason"}}
    changed = apply(hindcast, {"events.court": asked})
    assert dated(changed) == COURT | {"2018-10": 0.5, "2019-01": 0.2}
    event = next(one for one in changed.events["court"] if month_name(one.month) == "2019-01")
    assert (event.source, event.note) == ("002 P3", "a reason")


@pytest.mark.parametrize("asked", ["2018-10", ["2018-10"], ["2018-10", "2018-10", "2018-09"]])
def test_without__takes_events_away(hindcast, asked):
    changed = apply(hindcast, {"events.court.without": asked})
    assert dated(changed) == {month: COURT[month] for month in COURT if month != "2018-10"}
    assert changed.streams["court"] == "given"


@pytest.mark.parametrize(
    "asked",
    [[{"month": "2018-12", "size": 0.5}], {"month": "2018-12", "size": 0.5}, {"2018-12": 0.5}],
)
def test_add__adds(hindcast, asked):
    assert dated(apply(hindcast, {"events.court.add": asked})) == COURT | {"2018-12": 0.5}


def test_add__in_a_month_that_has_an_event_says_what_changes_it(hindcast):
    with pytest.raises(CalendarFault) as fault:
        apply(hindcast, {"events.court.add": {"2018-10": 0.5}})
    assert str(fault.value) == (
        "world baseline_hindcast: events.court.add: 2018-10 has an event already, of size 1; "
        "under events.court itself the same words change it"
    )
    assert dated(apply(hindcast, {"events.court": {"2018-10": 0.5}}))["2018-10"] == 0.5


@pytest.mark.parametrize("source", ["generated", "off"])
def test_stream__taken_out_of_the_record_has_no_events(hindcast, source):
    changed = apply(hindcast, {"events.test": source})
    assert changed.streams["test"] == source
    assert "test" not in changed.events
    assert "court" in changed.events


@pytest.mark.parametrize("key", ["events.court", "events.court.add"])
def test_stream__that_was_not_given_has_what_is_asked_alone(world, key):
    changed = apply(world, {key: {"month": "2026-01", "size": 0.5}})
    assert (changed.streams["court"], dated(changed)) == ("given", {"2026-01": 0.5})
    assert changed.streams["test"] == world.streams["test"]


def test_forms__of_one_stream_apply_in_order(hindcast):
    asked = {
        "events.court.add": {"2018-10": 0.5},
        "events.court.without": ["2018-10", "2019-01"],
        "events.court": {"2019-01": 0.9, "2019-02": 0.8},
    }
    wanted = COURT | {"2019-02": 0.8, "2018-10": 0.5}
    assert dated(apply(hindcast, asked)) == wanted
    alone = {"events.court": "off", "events.court.add": {"2018-10": 0.5}}
    assert dated(apply(hindcast, alone)) == {"2018-10": 0.5}


def test_forms__may_stand_in_one_mapping(hindcast):
    apart = {"events.court.without": "2018-10", "events.court.add": {"2018-12": 1}}
    apart["events.court"] = {"2018-11": 0.2}
    within = {"events.court": {"2018-11": 0.2, "without": "2018-10", "add": {"2018-12": 1}}}
    assert apply(hindcast, within) == apply(hindcast, apart)
    with pytest.raises(WrongKind, match="found it twice, wanted it once"):
        apply(hindcast, {**within, "events.court.without": "2012-05"})


def test_given__takes_up_the_record_again(hindcast):
    assert apply(hindcast, {"events.court": "given"}).events == hindcast.events
    off = apply(hindcast, {"events.court": "off"})
    assert apply(off, {"events.court": "given"}).digest() == hindcast.digest()


def test_talks__take_an_outcome_or_its_number(world):
    for outcome, number in TALKS_OUTCOMES.items():
        worlds = [
            apply(world, {"events.talks": asked})
            for asked in (
                {"month": "2026-01", "outcome": outcome},
                {"month": "2026-01", "size": number},
                {"2026-01": outcome},
            )
        ]
        assert {one.digest() for one in worlds} == {worlds[0].digest()}
        assert dated(worlds[0], "talks") == {"2026-01": number}


# Requests that follow one another. ----------------------------------------------------------------

MONTHS = ["2012-05", "2018-10", "2018-11", "2019-01", "2019-02"]
SIZES = st.sampled_from([0.25, 0.5, 1.0])
SOME = st.dictionaries(st.sampled_from(MONTHS), SIZES, min_size=1, max_size=3)
AS_LIST = SOME.map(lambda found: [{"month": m, "size": x} for m, x in found.items()])
REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "": st.one_of(st.sampled_from(STREAM_SOURCES), SOME, AS_LIST, st.just([])),
        "without": st.lists(st.sampled_from(MONTHS), max_size=3),
        "add": st.one_of(SOME, AS_LIST),
    },
)


def done(own, before, asked):
    """The grammar in plain words: (source, month to size) after a request; None: refused."""
    source, events = before[0], dict(before[1])
    base = asked.get("")
    if base == "given" and source != "given":
        source, events = own[0], dict(own[1])
        if source != "given":
            return None
    if base in ("generated", "off"):
        source, events = base, {}
    if isinstance(base, list):
        source, events = "given", {one["month"]: one["size"] for one in base}
    if isinstance(base, dict):
        source, events = "given", {**events, **base}
    if asked.get("without") and source != "given":
        return None
    for month in asked.get("without", []):
        events.pop(month, None)
    more = asked.get("add", {})
    more = more if isinstance(more, dict) else {one["month"]: one["size"] for one in more}
    if set(more) & set(events):
        return None
    return ("given" if more else source), {**events, **more}


@pytest.mark.slow
@settings(max_examples=150)
@given(stream=st.sampled_from(["court", "remark"]), requests=st.lists(REQUESTS, max_size=5))
def test_requests__do_one_after_another_what_the_grammar_says(stream, requests):
    """`court` is given in the hindcast, `remark` generated."""
    first = last = load("baseline_hindcast")
    own = found = first.streams[stream], dated(first, stream)
    for request in requests:
        after = done(own, found, request)
        asked = {f"events.{stream}.{form}".rstrip("."): part for form, part in request.items()}
        if after is None:
            with pytest.raises(SimError) as fault:
                apply(last, asked)
            assert str(fault.value).startswith(f"world baseline_hindcast: events.{stream}")
            continue
        last, found = apply(last, asked), after
        assert (last.streams[stream], dated(last, stream)) == found
        assert apply(first, last.overrides).events == last.events
        assert apply(first, last.overrides).digest() == last.digest()


# Values. ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "month",
    [
        *("2018-10", "2018-10-30", datetime.date(2018, 10, 30), datetime.datetime(2018, 10, 30)),
        *(pd.Timestamp("2018-10-30"), pd.Period("2018-10", "M"), np.datetime64("2018-10")),
        *(np.datetime64("2018-10-30T12:00:00.000000000"), np.array("2018-10", "datetime64[ns]")),
    ],
    ids=repr,
)
def test_month__may_be_any_date(hindcast, month):
    for asked in (
        {"events.court": {"month": month, "size": np.float64(0.5)}},
        {"events.court": {month: np.array(0.5)}} if getattr(month, "ndim", None) != 0 else {},
        {"events.court.without": month, "events.court.add": {"month": "2018-10", "size": 0.5}},
        {"events.court.without": [month], "events.court.add": {"month": "2018-10", "size": 0.5}},
    ):
        changed = apply(hindcast, asked or {"events.court": {"2018-10": 0.5}})
        assert dated(changed) == COURT | {"2018-10": 0.5}
        assert "datetime" not in repr(changed.overrides)


def test_rows_of_a_table__are_events(hindcast):
    table = pd.DataFrame({"month": pd.to_datetime(["2019-01-01", "2013-01-01"]), "size": [1, 0]})
    changed = apply(hindcast, {"events.court": table.to_dict("records")})
    assert dated(changed) == {"2013-01": 0.0, "2019-01": 1.0}
    assert changed.overrides == {
        "events.court": [{"month": "2019-01", "size": 1.0}, {"month": "2013-01", "size": 0.0}]
    }
    assert {type(one["size"]) for one in changed.overrides["events.court"]} == {float}


# Faults. ----------------------------------------------------------------------------------------

WANTED = "{month: YYYY-MM, size: x}, a list of them, or {YYYY-MM: size}"
FAULTS = [
    ("court", "scripted", UnknownName, "unknown source of a stream 'scripted'; known: "),
    ("court", "given", WrongKind, f"found 'given' without dated events, wanted {WANTED}"),
    ("court", 3, WrongKind, "found 3, wanted 'given', 'generated', 'off', or events {month"),
    (
        "court",
        None,
        WrongKind,
        "found nothing, wanted 'given', 'generated', 'off', or events",
    ),
    ("court", {}, WrongKind, "found {}, wanted 'given', 'generated', 'off', or events {month"),
    ("court", ["2026-01"], WrongKind, "[0]: found the text '2026-01', wanted an event {month"),
    ("court", {"month": "2024-12", "size": 1}, CalendarFault, "2024-12 lies outside the window "),
    ("court", {"2024-12": 1}, CalendarFault, "2024-12 lies outside the window "),
    ("court.add", {"2024-12": 1}, CalendarFault, "2024-12 lies outside the window "),
    ("court", {"month": "2026-1", "size": 1}, WrongKind, "found the text '2026-1', wanted a month"),
    ("court", {"2026-1": 1}, WrongKind, "found the text '2026-1', wanted a month"),
    ("court", {"2026-13": 1}, WrongKind, "found the text '2026-13', wanted a month"),
    ("court", {202601: 1}, WrongKind, "found 202601, wanted a month"),
    ("court", {"month": pd.NaT, "size": 1}, WrongKind, "found NaT, wanted a month"),
    ("court", {"month": None, "size": 1}, WrongKind, "found nothing, wanted a month"),
    ("court", {"month": np.datetime64("NaT"), "size": 1}, WrongKind, "found the text 'NaT'"),
    ("court", {"month": "2026-02-30", "size": 1}, WrongKind, "found the text '2026-02-30', wanted"),
    ("court", {"month": "٢٠٢٦-٠١", "size": 1}, WrongKind, "wanted a month written 'YYYY-MM'"),
    ("court", {"month": "2026-01", "size": 2}, OutOfBounds, "found 2, wanted a number in [0, 1]"),
    ("court", {"2026-01": -1}, OutOfBounds, "found -1, wanted a number in [0, 1]"),
    ("court", {"2026-01": float("nan")}, WrongKind, "found nan, wanted a number in [0, 1]"),
    ("court", {"2026-01": None}, WrongKind, "found nothing, wanted a number in [0, 1]"),
    ("court", {"2026-01": np.True_}, WrongKind, "found true, wanted a number in [0, 1]"),
    ("court", {"month": "2026-01"}, WrongKind, "found no size, wanted 'size'"),
    ("court", {"size": 1}, WrongKind, "found no month, wanted 'month'"),
    ("court", {"month": "2026-01", "sise": 1}, UnknownName, "did you mean 'size'?"),
    ("court", {"withot": ["2026-01"]}, UnknownName, "did you mean 'without'?"),
    ("court", {"2026-01": {"month": "2026-01", "size": 1}}, UnknownName, "of an event 'month'"),
    ("court", {"2026-01": 1, "size": 1}, WrongKind, "found months beside 'size', wanted {month"),
    ("court", {"month": "2026-01", "outcome": "deal"}, UnknownName, "of an event 'outcome'"),
    ("court", {"month": "2026-01", "size": 1, "dyad": "CHN-KOR"}, UnknownName, "mean 'JPN-KOR'?"),
    ("court", {"month": "2026-01", "size": 1, "source": 3}, WrongKind, "found 3, wanted text"),
    ("court", {"2026-01": {"size": 1, "source": "a\x1b]0;b"}}, WrongKind, "with nothing hidden"),
    ("court", {"2026-01": {"size": 1, "because": "a\u202eb"}}, WrongKind, "with nothing hidden"),
    ("court", [{"month": "2026-01", "size": 1}] * 2, CalendarFault, "2026-01 stands there twice"),
    ("court.add", "off", WrongKind, "found the text 'off', wanted events {month"),
    ("court.add", {}, WrongKind, "found {}, wanted events {month"),
    ("court.without", None, WrongKind, "found nothing, wanted a month written 'YYYY-MM'"),
    ("court.without", [2018.10], WrongKind, "found 2018.1, wanted a month written 'YYYY-MM'"),
    ("court.without", {"2026-01": 1}, WrongKind, "wanted a month written 'YYYY-MM'"),
    ("court.without", "2026-01", CalendarFault, "a stream that is 'generated', wanted a given"),
    ("court.withot", [], UnknownName, "unknown form of events 'withot'; did you mean 'without'?"),
    ("court.2026-01", 0, WrongKind, "a month as a key, wanted events.court={2026-01:size}"),
    ("court.without.2026-01", 0, WrongKind, "wanted events.<stream>"),
    ("courts", "off", UnknownName, "unknown event stream 'courts'; did you mean 'court'?"),
    ("courts.without", "2026-01", UnknownName, "unknown event stream 'courts'; did you mean"),
    ("friction", {"2026-01": 1.5}, WrongKind, "found 1.5, wanted a whole number in [0, 3]"),
    ("talks", {"2026-01": "deals"}, UnknownName, "unknown outcome 'deals'; did you mean 'deal'?"),
    ("talks", {"2026-01": {"outcome": ["deal"]}}, UnknownName, "unknown outcome"),
    ("talks", {"2026-01": {}}, WrongKind, "found no size, wanted 'size' or 'outcome'"),
    (
        "talks",
        {"2026-01": {"size": 1, "outcome": "talks"}},
        WrongKind,
        "found both size and outcome, wanted 'size' or 'outcome'",
    ),
]


@pytest.mark.parametrize(
    ("key", "value", "kind", "said"), FAULTS, ids=[f"{key}={value}" for key, value, *_ in FAULTS]
)
def test_fault__is_one_line_that_names_the_stream(world, key, value, kind, said):
    with pytest.raises(kind) as fault:
        apply(world, {f"events.{key}": value})
    text = str(fault.value)
    assert text.startswith(f"world second_trump_term: events.{key.split('.')[0]}")
    assert said in text
    assert "\n" not in text
