"""Colours that colour-blind eyes tell apart, one for each world wherever it appears.

From the palette of Okabe and Ito (2008). Their yellow is left out: as a thin line on white it is
too faint. What has an order gets a ramp from dark to bright, the darker part of viridis.
"""

from collections import Counter
from collections.abc import Sequence

from matplotlib import colormaps
from matplotlib.colors import to_hex

from sim.analysis import Naming

__all__ = [
    "FAINT",
    "INK",
    "MUTED",
    "PLAIN",
    "TRIANGLE_COLOURS",
    "WORLD_COLOURS",
    "point_colours",
    "ramp",
    "world_colours",
]

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

#: Text and lines; secondary text; hairlines.
INK, MUTED, FAINT = "#222222", "#6B6B6B", "#D9D9D9"

#: Of rows that carry their names and need no colour to tell them apart.
PLAIN = "#4A5A6A"

#: Worlds that reports show side by side.
WORLD_COLOURS = {
    "baseline_hindcast": "#444444",
    "second_trump_term": VERMILLION,
    "biden_style_mediation": BLUE,
    "joint_hedging": GREEN,
    "neglect": PURPLE,
    "progressive_continuity": ORANGE,
}

#: Dittmer's types in their recorded order: the more sides at odds, the warmer.
TRIANGLE_COLOURS = (BLUE, SKY, ORANGE, VERMILLION)

_SPARE = (SKY, BLACK, BLUE, ORANGE, GREEN, PURPLE, VERMILLION)

#: Of points of one scenario without an order; the first two are drawn over one another most often.
_APART = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)


def world_colours(names: Sequence[str]) -> dict[str, str]:
    """Return a colour for each world: its own where it has one, else one that nobody here uses.

    Examples
    --------
    >>> world_colours(["neglect", "my_world"])
    {'neglect': '#CC79A7', 'my_world': '#56B4E9'}
    """
    taken = [WORLD_COLOURS[name] for name in names if name in WORLD_COLOURS]
    spare = [colour for colour in _SPARE if colour not in taken] or list(_SPARE)
    chosen, used = {}, 0
    for name in names:
        if name in WORLD_COLOURS:
            chosen[name] = WORLD_COLOURS[name]
        else:
            chosen[name] = spare[used % len(spare)]
            used += 1
    return chosen


def ramp(count: int) -> list[str]:
    """Return so many colours in order, dark to bright, each brighter than the one before.

    Examples
    --------
    >>> ramp(2)
    ['#440154', '#1f958b']
    """
    return [to_hex(colormaps["viridis"](0.52 * k / max(1, count - 1))) for k in range(count)]


def point_colours(naming: Naming) -> list[str]:
    """Return a colour for each point.

    A world whose scenario occurs once keeps its own. Points of one scenario are ordered by the
    values of their keys and take a ramp if any of these is a number; else they take spare colours,
    or all the same one where there are not enough: then only their names tell them apart.
    """
    times = Counter(point.scenario for point in naming.points)
    once = [name for name, count in times.items() if count == 1]
    own = world_colours(once)
    several = [k for k, point in enumerate(naming.points) if times[point.scenario] > 1]
    spare = [colour for colour in _APART if colour not in own.values()]
    ordered = _ordered(naming, several)
    if ordered:
        of = dict(zip(ordered, ramp(len(several)), strict=True))
    elif len(several) <= len(spare):
        of = dict(zip(several, spare, strict=False))
    else:
        of = dict.fromkeys(several, PLAIN)
    return [of[k] if k in of else own[point.scenario] for k, point in enumerate(naming.points)]


def _ordered(naming: Naming, places: Sequence[int]) -> list[int]:
    """Return places in the order of their scenarios and keys' values; none without a number.

    A key that a point leaves as it is comes before all its values; what is no number stands in the
    order of its first mention.
    """
    points = {k: naming.points[k] for k in places}
    mentioned = list(dict.fromkeys(point.scenario for point in points.values()))
    ranks: dict[int, list[float]] = {
        k: [mentioned.index(point.scenario)] for k, point in points.items()
    }
    numeric = False
    for key in naming.heads:
        values = {k: point.overrides.get(key) for k, point in points.items()}
        known = [value for value in values.values() if value is not None]
        numbers = bool(known) and all(_is_number(value) for value in known)
        numeric |= numbers
        texts = list(dict.fromkeys(naming.cells[k].get(key, "") for k in places))
        for k, value in values.items():
            if numbers:
                ranks[k].append(float("-inf") if value is None else value)
            else:
                ranks[k].append(texts.index(naming.cells[k].get(key, "")))
    return sorted(places, key=lambda k: ranks[k]) if numeric else []


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
