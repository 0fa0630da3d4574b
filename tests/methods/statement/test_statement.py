"""Statements as files state them: read whole, or refused in one line."""

import pytest

from sim.errors import SimError
from sim.methods.statement import read_statements
from sim.methods.statement.combination import Combination

GOOD = """
described: {replicates: 2000, seed: 1}
statements:
  - id: A1
    says: Brokerage helps.
    source: [000 P18]
    mechanisms: [mediation]
    test:
      arms:
        on: {}
        off: {world: neglect, set: {switches.mediation: false}, branch: 2026-01}
      checks:
        - {measure: mean(relation_jpn_kor), arm: on - off, above: 0}
        - {measure: last(trust), arm: "off", within: 0.05, of: 0.2}
        - {measure: last(trust), arm: on, between: [0, 1], share: 0.9}
"""


def lay(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reason__says_which_run_it_is_of(tmp_path):
    text = GOOD.replace("    mechanisms", "    fails: In 18 of 100.\n    mechanisms")
    (one,) = read_statements(lay(tmp_path, text), world="neglect")
    assert one.why_not == ("Does not hold at 2,000 replicates, seed 1, as shipped: In 18 of 100.")
    (none,) = read_statements(lay(tmp_path, GOOD), world="neglect")
    assert none.why_not == ""
    bare = text.replace("described: {replicates: 2000, seed: 1}\n", "")
    with pytest.raises(SimError, match="A1: fails: a reason is of a run: wanted 'described"):
        read_statements(lay(tmp_path, bare), world="neglect")


def test_statement__has_arms_checks_and_its_other_words(tmp_path):
    (one,) = read_statements(lay(tmp_path, GOOD), world="neglect")
    assert (one.id, one.sources, one.words) == ("A1", ("000 P18",), {"mechanisms": ("mediation",)})
    assert one.arms["on"].world == "neglect"
    assert one.arms["off"].changes == {"switches.mediation": False}
    assert one.arms["off"].branch == "2026-01"
    paired, alike, kept = one.checks
    assert paired.paired
    assert not alike.paired
    assert (alike.above, alike.below, alike.equivalence) == (pytest.approx(0.15), 0.25, True)
    assert (kept.above, kept.below, kept.between, kept.share) == (0.0, 1.0, True, 0.9)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("statements:", "claims:", "unknown field 'claims'; known: described, statements"),
        ("2000, seed: 1", "many, seed: 1", "replicates: found the text 'many', wanted a whole"),
        ("2000, seed: 1", "2000", "described.seed: found nothing, wanted a whole number"),
        ("2000, seed: 1", "2000, sed: 1", "did you mean 'seed'"),
        (
            "{replicates: 2000, seed: 1}",
            "yesterday",
            "described: found the text 'yesterday'",
        ),
        ("says: Brokerage helps.", "says: ''", "says: found the text '', wanted a sentence"),
        ("source: [000 P18]", "source: []", "A1: source: found \\[\\], wanted one or more"),
        ("arm: on - off, above: 0", "arm: on - of, above: 0", "did you mean 'off'"),
        ("arm: on - off, above: 0", "arm: on - off, abov: 0", "did you mean 'above'"),
        ("arm: on - off, above: 0", "arm: on - off", "above, below or both"),
        ("arm: on - off, above: 0", "arm: on - off, above: much", "wanted a number"),
        ("arm: on - off, above: 0", "arm: on(off), above: 0", "no sum, difference or quotient"),
        ("within: 0.05, of", "within: -1, of", "a margin above 0"),
        ("between: [0, 1]", "between: 3", "wanted \\[low, high\\]"),
        ("share: 0.9", "share: 1.9", "found 1.9, wanted a number in \\[0, 1\\]"),
        ("share: 0.9", "statistic: mode", "unknown statistic 'mode'"),
        ("share: 0.9", "statistic: correlation", "'against' with 'correlation'"),
        ("{world: neglect, set:", "{word: neglect, set:", "did you mean 'world'"),
        ("mean(relation_jpn_kor)", "mean(relation)", "unknown variable 'relation'"),
        ("  - id: A1", "  - name: A1", "wanted entries with an 'id'"),
    ],
)
def test_fault__is_said_with_its_place(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(SimError, match=said) as found:
        read_statements(lay(tmp_path, GOOD.replace(old, new)), world="neglect")
    assert "mine.yaml" in str(found.value)


def test_statement__stands_once(tmp_path):
    twice = GOOD + GOOD.partition("statements:\n")[2]
    with pytest.raises(SimError, match="'A1' stands there twice"):
        read_statements(lay(tmp_path, twice), world="neglect")


@pytest.mark.parametrize(
    ("text", "names", "linear", "value"),
    [
        ("a", ("a",), True, 3.0),
        ("(a - b) - (c - b)", ("a", "b", "c"), True, 2.0),
        ("1 - b / a", ("b", "a"), False, 1 / 3),
        ("b + a", ("b", "a"), True, 5.0),
    ],
)
def test_combination__is_arithmetic(text, names, linear, value):
    found = Combination.parse(text)
    assert (found.names, found.linear) == (names, linear)
    assert found({"a": 3.0, "b": 2.0, "c": 1.0}) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "1", "a.b", "f(a)", "a ** b", "a if b else c", "a < b", "'a'"]
)
def test_combination__of_anything_else_is_refused(text):
    with pytest.raises(SimError):
        Combination.parse(text)
