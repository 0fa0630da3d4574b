"""Parts of a lesson that only tell: what World A is called, why it is so, what a lever's ends mean.

They name no number and type none, so that nothing in them can be out of date.
"""

from collections.abc import Mapping
from typing import Any

from sim.lesson.lesson import Ends, WorldSays
from sim.lesson.text import check_names, check_untyped
from sim.scenario.fields import mapping_of, text_of

__all__ = ["ends_of", "reasons_of", "world_says_of"]


def world_says_of(value: Any, place: str = "") -> WorldSays | None:
    """Return what World A is called in the lesson, or None where it keeps its own title.

    Examples
    --------
    >>> world_says_of({"title": "A foundation", "says": "Korean money fills it."}).title
    'A foundation'
    """
    if value is None:
        return None
    return WorldSays(*_pair(value, ("title", "says"), "field", place, "world_says"))


def ends_of(value: Any, place: str = "", field: str = "ends") -> Ends | None:
    """Return what a lever's two ends mean, both or neither.

    Examples
    --------
    >>> ends_of({"low": "not at all"})
    Traceback (most recent call last):
    sim.errors.WrongKind: ends.high: found nothing, wanted text
    """
    if value is None:
        return None
    return Ends(*_pair(value, ("low", "high"), "end", place, field))


def reasons_of(value: Any, given: Mapping[str, Any], place: str = "") -> dict[str, str]:
    """Return why the lesson sets what holds in both worlds, by key.

    Examples
    --------
    >>> reasons_of({"switches.thaw": "so that nobody meets"}, {"switches.thaw": False})
    {'switches.thaw': 'so that nobody meets'}
    """
    mapping_of(value, place, "reasons", list(given), "change under 'given'")
    return {key: _bare(text, place, f"reasons.{key}") for key, text in value.items()}


def _pair(value: Any, parts: tuple[str, str], kind: str, place: str, field: str) -> tuple[str, str]:
    """Return two texts."""
    mapping_of(value, place, field, parts, kind)
    first, second = (_bare(value.get(part), place, f"{field}.{part}") for part in parts)
    return first, second


def _bare(value: Any, place: str, field: str) -> str:
    """Return a text that neither names a number nor types one."""
    text = text_of(value, place, field)
    check_names(text, (), place, field)
    check_untyped(text, place, field)
    return text
