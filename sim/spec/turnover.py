"""Who follows in Tokyo, and when: a calendar drawn from the hazard of the record.

A calendar has a number, and every month of it draws for itself. The months after September 2025,
where knowledge ends, and after a window's first are drawn: in each the holder leaves with the
chance that `sim.spec.tenure` takes from the record, and of all others who may follow the one with
the highest lot does, so that each of them is as likely. What a world's calendar states with a
source happens in its month all the same; what it only assumes gives way.

A draw depends on the calendar's number, the month and a name, and on nothing else: key = number,
counter = (0, month, CRC-32 of 'turnover.tokyo' or 'turnover.tokyo.<leader>', layout), a place where
no run draws. So a longer window adds months, another world has the same months of turnover, and one
leader more who may follow changes only the months in which it comes to that leader.
"""

import dataclasses
from collections.abc import Iterator, Mapping

from sim.errors import WrongKind
from sim.spec.calendar import LAST_KNOWN, month_name
from sim.spec.chance import draw_block, split_seed
from sim.spec.streams import named_block
from sim.spec.tenure import HAZARD, RECORD
from sim.spec.world import Leader, Term, World

__all__ = [
    *("CAPITAL", "KEY", "MOST_CALENDARS"),
    *("begins", "drawn_turnovers", "is_drawn", "leaves", "succession", "with_turnover", "yielding"),
]

#: The capital whose calendar can be drawn, and the key that asks for it.
CAPITAL = "tokyo"
KEY = f"turnover.{CAPITAL}"

#: Highest number of a calendar. Assumed: more than anybody sweeps, and read at a glance.
MOST_CALENDARS = 1_000_000

#: How the source of a drawn term begins. No file can say so: it is no source that it may name.
_DRAWN = "drawn"
_ASSUMED = "assumed"


def is_drawn(term: Term) -> bool:
    """Return whether a term was drawn.

    Examples
    --------
    >>> is_drawn(Term("abe", 24324, "public record"))
    False
    """
    return term.source.startswith(_DRAWN)


def begins(world: World) -> int:
    """Return the first month number that is drawn; what lies before is the world's own.

    Examples
    --------
    >>> from sim.scenario import load
    >>> month_name(begins(load("second_trump_term")))
    '2025-10'
    """
    return max(world.begins, LAST_KNOWN) + 1


def leaves(number: int, month: int) -> bool:
    """Return whether whoever holds Tokyo leaves in a month of a calendar.

    Examples
    --------
    >>> [month_name(month) for month in range(24309, 24348) if leaves(7, month)]
    ['2026-10']
    """
    return _lot(number, month, KEY) < HAZARD.chance


def _lot(number: int, month: int, name: str) -> float:
    """Return a calendar's uniform draw in (0, 1) of a month and a name."""
    return draw_block(*split_seed(number), 0, month, named_block(name))[0]


def with_turnover(world: World, number: int, leaders: Mapping[str, Leader], place: str) -> World:
    """Return the world with Tokyo's calendar drawn, as far as its window goes.

    Parameters
    ----------
    number : of the calendar, 1 or more
    leaders : mapping
        Whoever may follow in Tokyo, by name.

    Raises
    ------
    WrongKind
        If a turnover falls into the window and there is nobody who could follow.
    """
    own = world.calendar[CAPITAL]
    first, last = begins(world), world.last
    kept = [term for term in own if term.first < first]
    beyond = [term for term in own if max(first, last + 1) <= term.first and not is_drawn(term)]
    stated: dict[int, list[Term]] = {}
    for term in own:
        if first <= term.first <= last and not _yields(term):
            stated.setdefault(term.first, []).append(term)
    # Without the number: worlds of two numbers may be one world.
    source = f"{_DRAWN} from a hazard of {HAZARD} ({RECORD})"
    for month in range(first, last + 1):
        if month in stated:
            kept += stated[month]
        elif leaves(number, month):
            follows = _follower(number, month, kept[-1].leader, leaders, place)
            kept.append(Term(follows, month, source))
    terms = (*kept, *beyond)
    if terms == own:
        return world
    calendar = {**world.calendar, CAPITAL: terms}
    named = dict.fromkeys(term.leader for of in calendar.values() for term in of)
    holding = {name: world.leaders.get(name) or leaders[name] for name in named}
    return dataclasses.replace(world, calendar=calendar, leaders=holding)


def _yields(term: Term) -> bool:
    """Return whether a term gives way to what is drawn."""
    return is_drawn(term) or term.source == _ASSUMED


def _follower(
    number: int, month: int, holder: str, leaders: Mapping[str, Leader], place: str
) -> str:
    """Return who follows the holder in a month: whoever has the highest lot."""
    others = sorted(name for name in leaders if name != holder)
    if not others:
        raise WrongKind(
            f"nobody in Tokyo who may follow '{holder}'",
            "another leader of tokyo in the world's files, with all codes and no caretaker",
            place=place,
            field=KEY,
        )
    return max(others, key=lambda name: _lot(number, month, f"{KEY}.{name}"))


def drawn_turnovers(world: World) -> tuple[Term, ...]:
    """Return the drawn terms that begin within a world's window."""
    terms = world.calendar[CAPITAL]
    return tuple(one for one in terms if is_drawn(one) and world.first <= one.first <= world.last)


def yielding(world: World) -> tuple[Term, ...]:
    """Return the terms of a world's window that are assumed and would give way to what is drawn."""
    terms = world.calendar[CAPITAL]
    return tuple(
        one for one in terms if begins(world) <= one.first <= world.last and one.source == _ASSUMED
    )


def succession(world: World) -> str:
    """Return who holds Tokyo in a world's window, from when, and what of it was drawn.

    Examples
    --------
    >>> from sim.scenario import load
    >>> succession(load("second_trump_term"))
    'ishiba, next_tokyo from 2025-10'
    """
    return ", ".join(_tenures(world))


def _tenures(world: World) -> Iterator[str]:
    """Yield each holder of Tokyo, with the month in which all but the first came."""
    drawn = {term.first for term in drawn_turnovers(world)}
    before = ""
    for month in range(world.first, world.last + 1):
        name = world.holder(CAPITAL, month)
        if name != before:
            since = f" from {month_name(month)}" if before else ""
            yield f"{name}{since}{' (drawn)' if month in drawn else ''}"
        before = name
