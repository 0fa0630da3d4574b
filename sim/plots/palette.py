"""Colours that colour-blind eyes tell apart, one for each world wherever it appears.

From the palette of Okabe and Ito (2008). Their yellow is left out: as a thin line on white it is
too faint.
"""

from collections.abc import Sequence

__all__ = ["FAINT", "INK", "MUTED", "TRIANGLE_COLOURS", "WORLD_COLOURS", "world_colours"]

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

#: Text and lines; secondary text; hairlines.
INK, MUTED, FAINT = "#222222", "#6B6B6B", "#D9D9D9"

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
