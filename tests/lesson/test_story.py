"""A history in words says what happened in it, and nothing else."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis import TIE_STEPS
from sim.errors import OutOfBounds, UnknownName, WrongKind
from sim.lesson import telling
from sim.lesson.words import words, words_for
from sim.spec.calendar import LAST_KNOWN, month_number

PAGE = Path(sim.__file__).parent / "lesson" / "page"
HINDCAST = sim.load("baseline_hindcast")


@pytest.fixture(scope="module")
def told():
    return sim.story("baseline_hindcast", seed=4, replicate=9)


@pytest.fixture(scope="module")
def history():
    return sim.simulate(HINDCAST, 4, 9)


def test_lines__are_in_the_order_of_time_and_between_head_and_end(told):
    lines = str(told).splitlines()
    assert len(lines) == len(told.table) + 3
    assert lines[0].endswith("(seed 4, replicate 9). It predicts nothing.")
    assert told.table["month"].is_monotonic_increasing
    assert set(told.table["kind"]) <= set(telling.KINDS)
    assert (told.table["words"].str[0] == told.table["words"].str[0].str.upper()).all()


def test_events__are_those_of_the_months(told, history):
    happened = history["settlement_event"].to_numpy() > 0
    rows = told.table[told.table["words"].str.startswith("Tokyo and Seoul reach a settlement")]
    starts = np.flatnonzero(happened & ~np.r_[False, happened[:-1]])
    months = pd.DatetimeIndex(history["month"].to_numpy())[starts]
    assert pd.DatetimeIndex(rows["month"]).equals(months)
    assert len(rows) > 0


def test_event__month_after_month_is_one_line_with_how_many(told, history):
    tests = history["test_event"].to_numpy() > 0
    rows = told.table[told.table["words"].str.startswith("North Korea tests")]
    counts = rows["words"].str.extract(r"\((\d+) months\)")[0].astype(float).fillna(1)
    assert counts.sum() == tests.sum()
    assert len(rows) < tests.sum()


def test_turns__last_and_differ_from_what_was_before(told, history):
    rows = told.table[told.table["kind"] == "turn"]
    assert (rows["words"].str.extract(r"for (\d+) months")[0].astype(int) >= telling.LASTING).all()
    for words_ in rows["words"]:
        made = re.fullmatch(r"\w+ (.*), for \d+ months(?:; (.*) until then)?\.", words_)
        assert made
        assert made[1] != made[2]
    brokerage = history["choice"].sel(instrument="usa_brokerage").to_numpy()
    first = rows[rows["words"].str.startswith("Washington convenes both")].iloc[0]
    at = pd.DatetimeIndex(history["month"].to_numpy()).get_loc(first["month"])
    assert brokerage[at] == 1.0  # sim/spec/instruments.py: convene


def test_ends__are_the_numbers_of_the_path(told, history):
    path = history["relation"].sel(dyad="JPN-KOR").to_numpy()
    numbers = [float(one.replace("−", "-")) for one in re.findall(r"−?\d\.\d\d", told.ends)]
    assert numbers == pytest.approx([path[-1], path.min()], abs=0.006)


def test_record__is_what_is_dated_and_known_with_its_source(told):
    rows = told.table
    assert rows.loc[rows["record"], "source"].ne("").all()
    known = pd.Timestamp(year=LAST_KNOWN // 12, month=LAST_KNOWN % 12 + 1, day=1)
    assert (rows.loc[rows["record"], "month"] <= known).all()
    ruling = rows[rows["words"].str.startswith("A Korean court rules")].set_index("month")
    assert bool(ruling.loc["2018-10-01", "record"])
    term = sim.story("second_trump_term", seed=1, replicate=0).table
    assert not term.loc[term["month"] > known, "record"].any()


def test_office__tells_who_comes_within_the_window(told):
    rows = told.table[told.table["kind"] == "office"]
    assert "Moon Jae-in takes office in Seoul" in rows["words"].tolist()
    terms = [t for of in HINDCAST.calendar.values() for t in of if t.first > HINDCAST.first]
    assert len(rows) == len([t for t in terms if t.first <= HINDCAST.last])


def test_branch__tells_the_record_of_both_parts():
    apart = sim.branch(HINDCAST, "2018-10", without="court")
    rows = sim.story(apart, seed=4, replicate=9).table
    rulings = rows[rows["words"].str.startswith("A Korean court rules")]
    assert (rulings["month"] < "2018-10").all()
    assert rulings["record"].all()


@pytest.mark.parametrize(("language", "script"), [("ko", "[가-힣]"), ("ja", "[ぁ-んァ-ン一-龥]")])
def test_language__tells_the_same_lines(told, language, script):
    other = sim.story("baseline_hindcast", seed=4, replicate=9, language=language)
    pd.testing.assert_frame_equal(
        other.table.drop(columns="words"), told.table.drop(columns="words")
    )
    assert other.table["words"].str.contains(script).all()
    assert re.search(script, other.head)


def test_html__escapes_and_has_a_row_a_line(told):
    page = told._repr_html_()
    assert page.count("<tr>") == len(told.table)
    assert "allies&#x27; quarrel" in page


def test_steps_and_streams__are_those_of_the_page():
    scale = (PAGE / "scale.js").read_text(encoding="utf-8")
    steps = re.search(r"TIE_STEPS = \[(.*?)\]", scale)[1]
    assert tuple(float(step) for step in steps.split(",")) == TIE_STEPS
    kinds = re.search(r"KINDS_OF_TIE = \[(.*?)\]", scale)[1]
    assert tuple(re.findall(r'"(\w+)"', kinds)) == telling._TIES
    chronicle = (PAGE / "chronicle.js").read_text(encoding="utf-8")
    streams = re.search(r"STREAM_OF = \{(.*?)\}", chronicle, re.S)[1]
    assert dict(re.findall(r'(\w+): "(\w+)"', streams)) == telling._STREAM_OF


def test_words_of_stories__are_in_no_page():
    assert all("story" in said for said in words().values())
    assert not any("story" in said for said in words_for([]).values())


def test_months__are_named_in_each_language():
    teller = telling.Teller(HINDCAST, None, words()["ja"])
    assert teller.month(month_number("2018-10")) == "2018年10月"


@pytest.mark.parametrize(
    ("ask", "fault", "line"),
    [
        ({"world": "neglct"}, UnknownName, "did you mean 'neglect'"),
        ({"world": 3}, WrongKind, "world: found 3, wanted a World, or the name of one"),
        ({"world": "neglect", "replicate": -1}, OutOfBounds, "replicate: found -1"),
        ({"world": "neglect", "language": "fr"}, UnknownName, "unknown language 'fr'"),
    ],
)
def test_what_is_wrong__is_one_line(ask, fault, line):
    with pytest.raises(fault, match=line):
        sim.story(**ask)
