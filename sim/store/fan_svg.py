"""A fan as plain SVG text: where a variable lies month by month, in a few hundred letters."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

import numpy as np

__all__ = ["Fan", "fan_svg"]

#: Pixels of the picture, and of one that stands in a cell; the text beside a large one.
_LARGE, _SMALL, _MARGIN = (420, 110), (150, 36), (52, 14)

#: Months that are drawn at most: more lie closer than a pixel.
_MOST = 240


class Fan(NamedTuple):
    """What is drawn.

    Attributes
    ----------
    title : what it shows, for those who do not see it
    ends : first and last month
    low, high : bounds of the variable; `words` stand at the upper and the lower one
    levels : q05, q25, q50, q75, q95, (month,) each
    """

    title: str
    ends: tuple[str, str]
    low: float
    high: float
    words: tuple[str, str]
    levels: Mapping[str, np.ndarray]


def fan_svg(fan: Fan, *, small: bool = False) -> str:
    """Return a fan as an SVG element of its own, with a text that says what it shows.

    Bands hold nine tenths and a half of the replicates, the line is their median. Colours are those
    of the text around it, light or dark, told apart by how strong they are.

    Parameters
    ----------
    small : without words and months, for a cell of a table

    Examples
    --------
    >>> levels = {name: np.linspace(0, 1, 3) for name in ("q05", "q25", "q50", "q75", "q95")}
    >>> picture = fan_svg(Fan("Trust", ("2025-01", "2025-03"), 0, 1, ("much", "none"), levels))
    >>> picture[:4], "median 0.00 at first, 1.00 at last" in picture
    ('<svg', True)
    """
    width, height = _SMALL if small else _LARGE
    left, below = (0, 0) if small else _MARGIN
    shown = _thinned(fan.levels)
    count = len(shown["q50"])
    across = left + np.linspace(1, width - left - 1, count) if count > 1 else [left, width]
    tall = height - below

    def place(values: np.ndarray) -> np.ndarray:
        whole = np.repeat(values, 2) if count == 1 else values
        share = (np.clip(whole, fan.low, fan.high) - fan.low) / (fan.high - fan.low)
        return 1 + (tall - 2) * (1 - share)

    def path(values: np.ndarray) -> str:
        points = zip(across, place(values), strict=True)
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)

    def band(lower: str, upper: str, strength: float) -> str:
        back = path(shown[lower]).split()[::-1]
        outline = f"{path(shown[upper])} {' '.join(back)}"
        return f'<polygon points="{outline}" fill="currentColor" fill-opacity="{strength}"/>'

    marks = [band("q05", "q95", 0.15), band("q25", "q75", 0.3)]
    if fan.low < 0.0 < fan.high:
        (y,) = 1 + (tall - 2) * (1 - (np.array([0.0]) - fan.low) / (fan.high - fan.low))
        ends = f'x1="{left}" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"'
        marks.append(f'<line {ends} stroke="currentColor" stroke-dasharray="2 3"/>')
    line = f'<polyline points="{path(shown["q50"])}" fill="none" stroke="currentColor"'
    marks.append(f'{line} stroke-width="1.5"/>')
    marks += [] if small else _words(fan, width, tall)
    told = escape(_told(fan), quote=True)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    named = f'role="img" aria-label="{told}"'
    title = "" if small else f"<title>{told}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>{title}{"".join(marks)}</svg>'


def _thinned(levels: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return every month, or of very many some at even distances, the last among them."""
    count = len(levels["q50"])
    places = np.unique(np.linspace(0, count - 1, min(count, _MOST)).round().astype(int))
    return {name: values[places] for name, values in levels.items()}


def _words(fan: Fan, width: int, tall: int) -> Sequence[str]:
    """Return the words at both bounds, and the first and last month."""

    def text(x: float, y: float, anchor: str, words: str) -> str:
        place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
        return f'<text {place} font-size="10" fill="currentColor">{escape(words)}</text>'

    left = _MARGIN[0]
    return [
        text(left - 4, 10, "end", fan.words[0]),
        text(left - 4, tall, "end", fan.words[1]),
        text(left, tall + 12, "start", fan.ends[0]),
        text(width, tall + 12, "end", fan.ends[1]),
    ]


def _told(fan: Fan) -> str:
    """Return what the picture shows, in words."""
    middle, low, high = (fan.levels[name] for name in ("q50", "q05", "q95"))
    return (
        f"{fan.title} by month, {fan.ends[0]} to {fan.ends[1]}: median {middle[0]:.2f} at first, "
        f"{middle[-1]:.2f} at last, where nine tenths of the runs lie from {low[-1]:.2f} to "
        f"{high[-1]:.2f}; the inner band holds half of them"
    )
