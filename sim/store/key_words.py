"""Unit and meaning of a key that a design changes, from the registry."""

from typing import NamedTuple

from sim.spec.events import STREAM_BY_NAME
from sim.spec.override_key import bare
from sim.spec.parameters import PARAMETER_BY_NAME
from sim.spec.preferences import TRAIT_BY_NAME
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES

__all__ = ["KeyWords", "words_of_key"]


class KeyWords(NamedTuple):
    """What is known of a key; an empty text where nothing is."""

    unit: str
    meaning: str


#: Keys without a name below them.
_ALONE = {
    "months": KeyWords("month", "Length of the window"),
    "first": KeyWords("", "First month of the window"),
    "last": KeyWords("", "Last month of the window"),
    "parameter_set": KeyWords("", "Draws of parameters taken together"),
}

_NOTHING = KeyWords("", "")


def words_of_key(key: str) -> KeyWords:
    """Return unit and meaning of a key as the command line takes it.

    Examples
    --------
    >>> words_of_key("months")
    KeyWords(unit='month', meaning='Length of the window')
    >>> words_of_key("leaders.seoul.rivalry").meaning
    'Propensity to bid against the neighbour (leaders.seoul)'
    """
    section, *names = bare(key).split(".")
    last = names[-1] if names else ""
    if section in ("leaders", "traits") and last in TRAIT_BY_NAME:
        whose = f" ({bare(key).rpartition('.')[0]})" if section == "leaders" else ""
        return KeyWords("1", f"{TRAIT_BY_NAME[last].meaning.removesuffix('.')}{whose}")
    if section == "parameters" and last in PARAMETER_BY_NAME:
        one = PARAMETER_BY_NAME[last]
        return KeyWords(one.unit, one.meaning.removesuffix("."))
    if section == "switches" and last in SWITCHES:
        return KeyWords("1", f"Whether the mechanism {last} is on")
    if section == "series" and last in SERIES:
        return KeyWords(SERIES[last].unit, SERIES[last].meaning)
    if section == "events" and last in STREAM_BY_NAME:
        return KeyWords("", STREAM_BY_NAME[last].meaning)
    return _ALONE.get(bare(key), _NOTHING)
