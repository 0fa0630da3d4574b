"""Words of single histories: capitals, ties, events and choices."""

import json
import re
import warnings
from typing import TYPE_CHECKING, Any

from sim.analysis import names_of, one_point, tie_level
from sim.errors import SimError
from sim.plots.finding import small
from sim.plots.kind import Study, Trajectories
from sim.plots.label import tidy
from sim.spec.instruments import INSTRUMENT_BY_NAME
from sim.spec.preferences import ISO
from sim.spec.recorded import RECORDED_BY_NAME

if TYPE_CHECKING:
    from sim.spec.world import World

__all__ = [
    *("CAPITAL_OF", "choice_words", "condition_words", "event_words", "holder_of"),
    *("pair_words", "source_of", "tie_words"),
]

#: Capital by country code, in print.
CAPITAL_OF = {code: name.capitalize() for name, code in ISO.items()}

#: What a relation is called, by its `tie_level`.
_TIES = ("hostile", "colder than neutral", "closer than neutral", "on good terms")

#: Signs of a condition in words, the longer ones first.
_SIGNS = {
    "<=": "at most",
    ">=": "at least",
    "==": "equal to",
    "<": "below",
    ">": "above",
    "&": "and",
    "|": "or",
}

#: What a capital does, by kind of instrument and option.
_CHOICES = {
    "brokerage": {
        "aside": "stands aside",
        "convene": "convenes both",
        "press_tokyo": "presses Tokyo",
        "press_seoul": "presses Seoul",
    },
    "neighbour": {"reconcile": "reconciles", "hold": "waits", "contest": "confronts"},
    "washington": {
        "quiet": "keeps quiet",
        "bid": "courts favour",
        "coordinate": "acts together",
    },
}


def pair_words(dyad: str) -> str:
    """Return a pair of countries by their capitals.

    Examples
    --------
    >>> pair_words("JPN-KOR")
    'Tokyo–Seoul'
    """
    return "–".join(CAPITAL_OF[code] for code in dyad.split("-"))


def tie_words(relation: float) -> str:
    """Return what a relation is called.

    Examples
    --------
    >>> tie_words(-0.5), tie_words(0.2)
    ('hostile', 'closer than neutral')
    """
    return _TIES[tie_level(relation)]


def event_words(event: str) -> str:
    """Return what an event is, in words.

    Examples
    --------
    >>> event_words("reversal_event")
    'Seoul reverses the settlement in force'
    """
    return tidy(RECORDED_BY_NAME[event].meaning) if event in RECORDED_BY_NAME else event


def condition_words(condition: str) -> str:
    """Return a condition on recorded variables in words that stand inside a sentence.

    Examples
    --------
    >>> condition_words("relation_jpn_kor < 0"), condition_words("settlement_event > 0")
    ('relation of Japan–Korea below 0', 'a settlement is reached')
    >>> condition_words("(trust < 0.3) & (months >= 5)")
    '(trust between Tokyo and Seoul below 0.3) and (months at least 5)'
    """
    text = re.sub(r"(\w+_event) > 0(?![.\d])", lambda found: _variable(found[1]), condition)
    text = re.sub(r"[a-z]\w*", lambda found: _variable(found[0]), text)
    for sign, words in _SIGNS.items():
        text = re.sub(rf"\s*{re.escape(sign)}\s*", f" {words} ", text)
    return tidy(text.strip())


def _variable(name: str) -> str:
    """Return a recorded variable's meaning, inside a sentence; anything else as it is."""
    if name not in RECORDED_BY_NAME:
        return name
    return small(tidy(RECORDED_BY_NAME[name].meaning).split(":")[0])


def choice_words(instrument: str, option: str) -> str:
    """Return what a capital does.

    Examples
    --------
    >>> choice_words("jpn_neighbour", "contest"), choice_words("chn_tokyo", "court")
    ('confronts', 'court')
    """
    known = _CHOICES.get(instrument.split("_", 1)[1], {})
    return known.get(option, option.replace("_", " "))


def holder_of(world: "World", capital: str, month: int) -> str:
    """Return who holds a capital, in print.

    Examples
    --------
    >>> from sim.scenario import load
    >>> holder_of(load("second_trump_term"), "washington", 2026 * 12)
    'Donald Trump, second term'
    """
    leader = world.leaders.get(world.holder(capital, month))
    return tidy(leader.title) if leader else ""


def source_of(
    given: Study | Trajectories, point: int | str | None, world: "World | None"
) -> tuple[Any, "World | None", str]:
    """Return trajectories of one point, its world if it can be told, and what it is called.

    Of trajectories alone the world is read from what they say of themselves, and kept only if its
    digest is the one that they were made with.
    """
    if isinstance(given, Study):
        number = one_point(given, point)  # type: ignore[arg-type]
        own: Any = given
        return own.at(number).trajectories, world or own.world(number), names_of(own).whole(number)
    attributes: dict[str, Any] = dict(getattr(given, "attrs", {}))
    name = str(attributes.get("scenario", "a world"))
    return given, world or _world(attributes), name


def _world(attributes: dict[str, Any]) -> "World | None":
    """Return the world that trajectories say they are of; None if it cannot be had."""
    from sim.scenario import load

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what was asked was told then
            overrides = json.loads(attributes.get("overrides", "{}"))
            found = load(str(attributes.get("scenario", ""))).replace(**overrides)
    except (SimError, ValueError):
        return None
    return found if found.digest() == attributes.get("digest") else None


assert set(_CHOICES["neighbour"]) == set(INSTRUMENT_BY_NAME["jpn_neighbour"].options)
