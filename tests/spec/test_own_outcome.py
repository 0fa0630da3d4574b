"""Outcomes of one's own: what may be declared, and one line for what may not."""

import doctest

import pytest

from sim.errors import SimError
from sim.scenario import load
from sim.spec import own_outcome
from sim.spec.outcomes import OUTCOME_FIELDS, OwnOutcome
from sim.spec.own_outcome import check_months, outcome_of, outcome_specs

WORLD = load("neglect")
COLD = "share(relation_jpn_kor < 0)"


def test_doctests():
    assert doctest.testmod(own_outcome).failed == 0


def test_outcome__as_text_is_its_measure_and_its_own_meaning():
    assert outcome_of(f"  {COLD} ", "cold") == OwnOutcome(COLD, "1", COLD)
    said = {"measure": COLD, "unit": 1, "meaning": "Cold  months"}
    assert outcome_of(said, "cold") == OwnOutcome(COLD, "1", "Cold months")
    assert outcome_of("off", "cold") is None


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("summits", COLD, "found 'summits', wanted another name: results have a column"),
        ("replicate", COLD, "found 'replicate', wanted another name"),
        ("Cold", COLD, "found 'Cold', wanted a name of lower-case letters"),
        ("9", COLD, "found '9', wanted a name of lower-case letters"),
        ("x", "share(relation_jpn_ko < 0)", "unknown variable 'relation_jpn_ko'; did you mean"),
        ("x", "shar(relation_jpn_kor < 0)", "unknown word 'shar'; did you mean 'share'?"),
        ("x", "mean(relation_jpn_kor", "found mean(relation_jpn_kor, wanted an expression"),
        ("x", "__import__('os')", "unknown word '__import__'"),
        ("x", "1 + 1", "found '1 + 1', which reads none, wanted a measure of a variable"),
        ("x", 3, "found 3, wanted a measure, such as share"),
        ("x", None, "found nothing, wanted a measure"),
        ("x", {"measur": COLD}, "unknown key 'measur'; did you mean 'measure'?"),
        ("x", {"unit": "month"}, "found nothing, wanted a measure"),
        ("x", {"measure": COLD, "unit": True}, "x.unit: found true, wanted text"),
        ("x", {"measure": COLD, "meaning": " "}, "x.meaning: found the text ' ', wanted text"),
    ],
)
def test_outcome__that_is_none_is_one_line_under_its_field(name, value, line):
    with pytest.raises(SimError) as fault:
        WORLD.replace(**{f"outcomes.{name}": value})
    assert str(fault.value).startswith(f"world neglect: outcomes.{name}")
    assert line in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    ("measure", "line"),
    [
        ("at(relation_jpn_kor, '2031-01')", "found 2031-01, wanted a month of the window 2025-01"),
        ("at(relation_jpn_kor, 3)", "found 3, wanted a month in quotes, 'YYYY-MM'"),
        ("relation_jpn_kor < 0", "found a value a month, wanted one a replicate"),
        ("at(relation_jpn_kor)", "cannot be worked out"),
    ],
)
def test_measure__that_no_run_of_the_window_answers_is_refused_beforehand(measure, line):
    with pytest.raises(SimError, match=r"world neglect: outcomes\.x: ") as fault:
        WORLD.replace(**{"outcomes.x": measure})
    assert line in str(fault.value)


def test_window__that_moves_away_from_an_outcome_is_refused():
    world = WORLD.replace(**{"outcomes.late": "at(relation_jpn_kor, '2028-12')"})
    with pytest.raises(SimError, match=r"outcomes\.late: found 2028-12, wanted a month of the"):
        world.replace(months=24)
    assert world.replace(**{"months": 24, "outcomes.late": "off"}).outcomes == {}


@pytest.mark.parametrize("key", ["start.outcomes.x", "outcomes", "outcomes.x.measure"])
def test_key__of_another_shape_is_refused(key):
    with pytest.raises(SimError, match=r"wanted 'outcomes.<name>': a measure of the window"):
        WORLD.replace(**{key: COLD})


def test_outcomes__are_no_part_of_what_a_world_is():
    world = WORLD.replace(**{"outcomes.cold": COLD})
    assert world.digest() == WORLD.digest()
    assert world.as_dict()["outcomes"]["cold"]["measure"] == COLD
    assert world != WORLD
    assert world.replace(**{"outcomes.cold": "off"}).outcomes == {}


def test_request__that_changes_nothing_is_told():
    world = WORLD.replace(**{"outcomes.cold": COLD})
    with pytest.warns(match="changes nothing: outcomes.cold is"):
        world.replace(**{"outcomes.cold": COLD})
    with pytest.warns(match="changes nothing: outcomes.never is off already"):
        world.replace(**{"outcomes.never": "off"})


def test_specs__are_the_shipped_ones_then_ones_own_a_condition_a_flag():
    ever = OwnOutcome("low(relation_jpn_kor) < 0", "1", "Ever below 0")
    found = outcome_specs({"cold": OwnOutcome(COLD), "ever": ever})
    assert [spec.name for spec in found] == [*OUTCOME_FIELDS, "cold", "ever"]
    assert [(spec.kind, spec.levels) for spec in found[-2:]] == [
        ("level", ()),
        ("flag", ("no", "yes")),
    ]
    assert outcome_specs({}) == found[:-2]


def test_check__passes_over_what_may_have_no_answer():
    never = OwnOutcome("first_month(relation_jpn_kor > 2) / total(summit_event)")
    check_months({"never": never}, WORLD.first, WORLD.last, "world neglect")
