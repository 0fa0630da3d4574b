"""What a month only carries over: written from the registry, each field from its own."""

import doctest

import pytest

from sim.mechanisms.carry import hand_on, remember, write_down
from sim.spec import carry_text
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENTS
from sim.spec.records import Choice, Memory, Reading, State, Stock


def numbered(kind, first):
    """A record whose fields all differ."""
    return kind(*(float(first + k) for k in range(len(kind._fields))))


def test_doctests():
    assert doctest.testmod(carry_text).failed == 0


def test_mechanism__is_what_the_registry_writes():
    assert carry_text.CARRY.read_text(encoding="utf-8") == carry_text.carry_text(), "make tables"


def test_state__has_each_field_from_its_own():
    stocks, c, memory = numbered(Stock, 0), numbered(Choice, 1000), numbered(Memory, 2000)
    chosen = {f"chosen_{name}": number for name, number in c._asdict().items()}
    found = hand_on(stocks, c, memory)
    assert found._asdict() == stocks._asdict() | chosen | memory._asdict()


def test_flow__has_each_field_from_its_own():
    read, c = numbered(Reading, 0), numbered(Choice, 1000)
    chosen = {f"choice_{name}": number for name, number in c._asdict().items()}
    assert write_down(read, c)._asdict() == read._asdict() | chosen


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.name)
def test_belief__rises_with_its_own_option_alone(instrument):
    s = State(*(0.25 for _ in State._fields))
    nothing = Choice(*(-1.0 for _ in Choice._fields))
    for number, option in enumerate(instrument.options):
        after = remember(s, nothing._replace(**{instrument.name: float(number)}), 0.5)
        risen = [field for field, value in after._asdict().items() if value > 0.25]
        assert risen == [f"belief_{instrument.name}_{option}"] * (number > 0)


def test_text__has_a_line_for_an_option_that_is_declared(monkeypatch):
    fields = (*BELIEF_FIELDS, ("belief_usa_loyalty_even", "usa_loyalty", 0))
    monkeypatch.setattr(carry_text, "BELIEF_FIELDS", fields)
    text = carry_text.carry_text()
    assert (
        "recall(\n            s.belief_usa_loyalty_even, same(c.usa_loyalty, LOYALTY.even)" in text
    )
