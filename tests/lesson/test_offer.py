"""What a page can offer, and what a lever takes."""

import pytest

from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.lesson.offer import KINDS, check_value, offer_of, offers
from sim.scenario import load
from sim.spec.override import apply

WORLD = load("second_trump_term")


def test_offers__are_of_every_kind():
    assert {offer.kind for offer in offers(WORLD).values()} == set(KINDS)


def middle(offer):
    """A value that the lever may take."""
    if offer.kind == "switch":
        return False
    if offer.kind == "stream":
        return "off"
    return 24 if offer.kind == "months" else (offer.low + offer.high) / 2


def test_every_offer__can_be_asked_of_the_world():
    for key, offer in offers(WORLD).items():
        assert check_value(middle(offer), offer) == middle(offer)
        apply(WORLD, {key: middle(offer)})


@pytest.mark.parametrize("key", ["leaders.washington.mediation", "parameters.inertia"])
def test_bounds__are_those_that_the_world_holds_to(key):
    offer = offer_of(key, WORLD)
    for beyond in (offer.low - 0.001, offer.high + 0.001):
        with pytest.raises(OutOfBounds):
            check_value(beyond, offer)
        with pytest.raises(SimError):
            apply(WORLD, {key: beyond})


def test_lever_of_the_start__is_offered_where_there_is_one():
    assert offer_of("start.switches.thaw", WORLD).kind == "switch"
    with pytest.raises(UnknownName):
        offer_of("start.switches.thaw", load("baseline_hindcast"))
    with pytest.raises(UnknownName):
        offer_of("start.months", WORLD)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("switches.thaw", 1, WrongKind),
        ("events.court", "sometimes", UnknownName),
        ("months", 2.5, WrongKind),
        ("months", 0, OutOfBounds),
        ("leaders.seoul.rivalry", True, WrongKind),
        ("leaders.seoul.rivalry", "0.5", WrongKind),
        ("leaders.seoul.rivalry", float("nan"), WrongKind),
    ],
)
def test_value_of_a_wrong_kind__is_refused(key, value, fault):
    with pytest.raises(fault, match="levers: "):
        check_value(value, offer_of(key, WORLD), field="levers")
