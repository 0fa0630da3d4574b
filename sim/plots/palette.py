"""Colours that colour-blind eyes tell apart, one for each world wherever it appears.

From the palette of Okabe and Ito (2008). Their yellow is left out: as a thin line on white it is
too faint. What has an order gets a ramp from dark to bright, the darker part of viridis. Words take
a darker shade of a colour, `readable`, since letters are thinner than what they name.
"""

import functools
from collections import Counter
from collections.abc import Sequence

from matplotlib import colormaps
from matplotlib.colors import to_hex, to_rgb

from sim.analysis import Naming

__all__ = [
    "FAINT",
    "INK",
    "MUTED",
    "PLAIN",
    "TRIANGLE_COLOURS",
    "WORLD_COLOURS",
    "contrast",
    "grey",
    "ink_on",
    "point_colours",
    "ramp",
    "readable",
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

#: Dittmer's types in their recorded order: the more sides at odds, the warmer, and the darker in
#: grey print.
TRIANGLE_COLOURS = ("#D3E6F4", "#7DB2DA", "#C8661E", "#6E1F08")

#: Contrast that text must have with its ground (WCAG 2.1, 1.4.3), and what `readable` aims at:
#: edges of letters are blended with the ground.
ENOUGH, _AIM = 4.5, 4.7

_SPARE = (SKY, BLACK, BLUE, ORANGE, GREEN, PURPLE, VERMILLION)

#: Of points of one scenario without an order; the first two are drawn over one another most often.
_APART = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)


def _luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.1)."""
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return float(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1, none, to 21 (WCAG 2.1).

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 1), round(contrast(ORANGE, "#FFFFFF"), 1)
    (21.0, 2.3)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def grey(colour: str) -> float:
    """Return how light a colour is in grey print, from 0, black, to 1 (the luma of ITU-R BT.601).

    Examples
    --------
    >>> [round(grey(colour), 2) for colour in TRIANGLE_COLOURS]
    [0.89, 0.65, 0.48, 0.2]
    """
    return float(sum(w * c for w, c in zip((0.299, 0.587, 0.114), to_rgb(colour), strict=True)))


@functools.lru_cache(maxsize=256)
def readable(colour: str, ground: str = "#FFFFFF") -> str:
    """Return a colour, darker where need be, in which words on a pale ground can be read.

    Examples
    --------
    >>> readable(BLUE), readable(ORANGE)
    ('#0072b2', '#986900')
    """
    red, green, blue = to_rgb(colour)
    for percent in range(100, -1, -2):
        darker = to_hex((percent / 100 * red, percent / 100 * green, percent / 100 * blue))
        if contrast(darker, ground) >= _AIM:
            return darker
    return "#000000"


def ink_on(ground: str) -> str:
    """Return black or white, whichever is read more easily on a ground.

    Examples
    --------
    >>> ink_on(BLUE), ink_on(SKY)
    ('#FFFFFF', '#000000')
    """
    return max("#000000", "#FFFFFF", key=lambda colour: contrast(colour, ground))


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
