"""What the articles say of levers: the file is whole, faults are one line, verdicts are plain."""

import re

import pytest

from sim.errors import SimError
from sim.methods.sensitivity import Arms, chosen
from sim.study.claims import ARTICLES
from sim.study.levers.expected import (
    COLUMNS,
    Expected,
    expected,
    lever_table,
    sign_of,
    verdict,
)
from tests.study.levers.made import SMALL

GOOD = "{lever: switches.thaw, outcome: summits, sign: '+', source: 002 P10, says: Leaders meet.}"
PARAGRAPH = re.compile(r"(00[0-4]) P[1-9][0-9]?\Z")


def write(tmp_path, *entries):
    path = tmp_path / "expected.yaml"
    path.write_text("expected:\n" + "".join(f"  - {one}\n" for one in entries), encoding="utf-8")
    return path


def test_shipped__names_article_and_paragraph():
    found = expected()
    assert len(found) >= 25
    for one in found:
        for part in one.source.split(", "):
            match = PARAGRAPH.match(part)
            assert match, one
            assert match[1] in ARTICLES
    assert {one.sign for one in found} == {"+", "-", "disputed"}


def test_entry__is_read_as_written(tmp_path):
    (one,) = expected(write(tmp_path, GOOD))
    assert (one.lever, one.outcome, one.sign, one.source) == (
        *("switches.thaw", "summits", "+", "002 P10"),
    )


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([GOOD, GOOD], "'switches.thaw' on 'summits' stands there twice"),
        ([GOOD.replace("thaw", "thow")], "entry 1: lever: unknown lever 'switches.thow'"),
        ([GOOD.replace("summits", "summit")], "outcome: unknown outcome 'summit'"),
        ([GOOD.replace("'+'", "up")], "sign: unknown sign 'up'"),
        ([GOOD.replace(" says: Leaders meet.", " says: ''")], "says: found the text '', wanted"),
        ([GOOD.replace("source: 002 P10", "source: 2")], "source: found 2, wanted text"),
        ([GOOD.replace("says:", "say:")], "unknown field 'say'"),
        (["thaw"], "wanted a mapping"),
    ],
)
def test_fault__is_one_line(tmp_path, entries, said):
    with pytest.raises(SimError) as fault:
        expected(write(tmp_path, *entries))
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


def test_list__is_wanted(tmp_path):
    path = tmp_path / "expected.yaml"
    path.write_text("expected: 3\n", encoding="utf-8")
    with pytest.raises(SimError, match="wanted one list under 'expected'"):
        expected(path)


def test_sign__is_clear_from_nine_draws_in_ten_on():
    assert [sign_of(share) for share in (0.1, 0.11, 0.89, 0.9)] == ["-", "", "", "+"]


def test_verdict__agrees_is_against_or_open():
    assert [verdict("-", share) for share in (0.0, 0.5, 1.0)] == [
        *("agrees", "no clear sign", "against"),
    ]
    assert verdict("disputed", 0.5) == "disputed: no clear sign"
    assert verdict("", 1.0) == ""


def test_table__says_what_articles_say_where_they_do():
    said = [Expected("switches.thaw", "summits", "+", "002 P10", "Leaders meet.")]
    found = lever_table(chosen(["leaders.tokyo.rivalry", "switches.thaw"]), Arms(SMALL), said)
    assert list(found.columns) == list(COLUMNS)
    told = found[found["expected"] != ""]
    assert told[["lever", "outcome", "expected", "source"]].values.tolist() == [
        ["switches.thaw", "summits", "+", "002 P10"]
    ]
