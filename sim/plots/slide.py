"""A picture as a slide: 16:9, type of 24 points, one panel, thick lines.

A slide is made of a finished picture, so that every picture can be one whose words have room at
that size. What has not is refused in one line.
"""

import pickle
import re
from typing import Any, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text

from sim.plots.frame import WARNING
from sim.plots.lettering import fitted, inches_of
from sim.plots.slide_panel import POINTS, SIZE, check, fill, reword, too_much

__all__ = ["slide"]

#: Points of a title.
_TITLE = 28.0
_EDGE, _LINE = 0.5, 1.3 * POINTS / 72  # inches left and right; of a line of text
_WIDE = SIZE[0] - 2 * _EDGE
_OFFSET, _STROKE = 2.1, 2.2  # how many times larger offsets and strokes become
_FRAMED = ("title", "subtitle", "caption", "warning", "key")


def slide(fig: Figure) -> Figure:
    """Return a picture as a slide of 13.33 by 7.5 inches; the picture stays as it is.

    Of several panels it keeps the first, with its colour bar: for another one draw that alone, or
    first. Strips of terms and events go. Of the caption it keeps replicates and seed, and always
    the warning.

    Raises
    ------
    SimError
        If the panel's words have no room at 24 points, such as those of a table of many rows.

    Examples
    --------
    >>> from sim.plots.frame import figure, house_style, set_caption, set_title
    >>> with house_style():
    ...     fig = figure(3.0)
    ...     _ = fig.add_axes((0.1, 0.3, 0.8, 0.4)).plot([0, 1], [0, 1])
    ...     set_title(fig, "Ties end higher with a broker")
    ...     _ = set_caption(fig, "100 replicates, seed 1.")
    >>> shown = slide(fig)
    >>> shown.get_size_inches().round(2).tolist()
    [13.33, 7.5]
    >>> min(text.get_size() for text in shown.texts)
    24.0
    """
    made = cast(Figure, pickle.loads(pickle.dumps(fig)))
    renderer = FigureCanvasAgg(made).get_renderer()
    _refuse_whole(made)
    axes, bar = _one_panel(made)
    _enlarge(made)
    made.set_size_inches(*SIZE)
    top, low = _words_of_frame(made)
    top = _legends(made, renderer, top)
    right = _beside(made, renderer, top)
    reword(axes)
    fill(made, axes, bar, renderer, (_EDGE, low, SIZE[0] - right, top))
    check(made, axes)
    return made


def _refuse_whole(fig: Figure) -> None:
    """Raise for a picture that says what it says in sentences, or beside another half of it."""
    if fig.findobj(lambda artist: artist.get_gid() == "row sentence"):
        raise too_much("a picture of sentences has no room for 24 points")
    if any(axes.get_gid() == "half" for axes in fig.axes):
        raise too_much("a picture in two halves is no single panel")


def _one_panel(fig: Figure) -> tuple[Axes, Axes | None]:
    """Keep the first panel and its colour bar, and return them."""
    seen = [axes for axes in fig.axes if axes.get_visible()]
    area = {axes: axes.get_position().width * axes.get_position().height for axes in seen}
    bars = [axes for axes in seen if hasattr(axes, "_colorbar")]
    # Strips of terms and events are lower than half of what they stand beside.
    whole = [axes for axes in seen if axes not in bars and area[axes] > 0.5 * max(area.values())]
    axes, bar = whole[0], bars[0] if bars else None
    framed = [text for text in fig.texts if text.get_gid() not in (*_FRAMED, "beside")]
    label = next((text.get_text() for text in framed if text.get_rotation() == 90), "")
    for text in framed:
        text.remove()
    fig._supylabel = None  # type: ignore[attr-defined]
    for text in [text for text in axes.texts if text.get_gid() == "aside"]:
        text.remove()
    marks = [line for line in axes.lines if line.get_gid() == "mark line"]
    for line in marks:
        line.remove()
    if marks:  # whose words are in a strip that goes, as what explains them does
        for text in fig.texts:
            if text.get_gid() == "subtitle":
                text.set_text("")
    if label and not axes.get_ylabel():
        axes.set_ylabel(label)
    if not axes.get_xlabel():  # of a column of panels the lowest says what all show across
        below = [
            other.get_xlabel()
            for other in whole
            if other.get_xlim() == axes.get_xlim()
            and abs(other.get_position().x0 - axes.get_position().x0) < 1e-6
        ]
        axes.set_xlabel(next(filter(None, below), ""))
    for other in list(fig.axes):
        if other not in (axes, bar):
            fig.delaxes(other)
    axes.tick_params(labelbottom=axes.xaxis.get_ticks_position() != "top", labelleft=True)
    return axes, bar


def _enlarge(fig: Figure) -> None:
    """Make type and strokes larger, and offsets with them."""
    for artist in fig.findobj():
        if isinstance(artist, Annotation) and artist.anncoords == "offset points":
            across, up = artist.xyann
            artist.xyann = (_OFFSET * across, _OFFSET * up)
        if isinstance(artist, Text):
            artist.set_fontsize(POINTS)
        elif isinstance(artist, Line2D):
            artist.set_linewidth(_STROKE * artist.get_linewidth())
            artist.set_markersize(_STROKE * artist.get_markersize())
            artist.set_markeredgewidth(_STROKE * artist.get_markeredgewidth())
        elif isinstance(artist, PathCollection):
            artist.set_sizes(_STROKE**2 * np.asarray(artist.get_sizes()))
        elif isinstance(artist, Collection):
            artist.set_linewidth([_STROKE * one for one in np.atleast_1d(artist.get_linewidth())])
        elif isinstance(artist, Patch):
            artist.set_linewidth(_STROKE * artist.get_linewidth())


def _words_of_frame(fig: Figure) -> tuple[float, float]:
    """Lay out title, subtitle, key, caption and warning; return the inches between them."""
    words = {gid: [t for t in fig.texts if t.get_gid() == gid] for gid in _FRAMED}
    top, high = SIZE[1] - 0.25, SIZE[1]
    long = False
    for text in words["title"]:
        lines = fitted(_line(text), _WIDE, _TITLE, bold=True)
        long = lines.count("\n") > 1
        text.set(text=lines, fontsize=_TITLE, position=(_EDGE / SIZE[0], top / high))
        top -= 1.2 * _TITLE / 72 * (lines.count("\n") + 1)
    for text in words["subtitle"]:
        # As many sentences as fit on one line, none under a title of three: what is read first must
        # leave room for the panel.
        parts = re.split(r"(?<=[.;]) ", "" if long else _line(text))
        line = next(
            (
                said
                for count in range(len(parts), 0, -1)
                if inches_of(said := " ".join(parts[:count]).rstrip(";"), POINTS) <= _WIDE
            ),
            "",
        )
        text.set(text=line, position=(_EDGE / SIZE[0], top / high))
        top -= _LINE if line else 0.0
    top -= 0.05
    squares = [text for text in words["key"] if text.get_text() == "■"]
    names = [text for text in words["key"] if text.get_text() != "■"]
    at = _EDGE
    for square, name in zip(squares, names, strict=True):
        name.set_text(re.sub(r" \([^)]*\)$", "", name.get_text()))
        wide = 0.75 + inches_of(name.get_text(), POINTS)
        if at > _EDGE and at + wide > SIZE[0] - 0.2:
            at, top = _EDGE, top - _LINE
        square.set_position((at / SIZE[0], (top - 0.5 * _LINE) / high))
        name.set_position(((at + 0.4) / SIZE[0], (top - 0.5 * _LINE) / high))
        at += wide
    top -= _LINE if squares else 0.0
    return top - 0.1, _foot(words["caption"], words["warning"]) + 0.1


def _line(text: Text) -> str:
    return " ".join(text.get_text().split())


def _foot(captions: list[Text], warnings: list[Text]) -> float:
    """Write replicates, seed and warning at the foot, on one line if it will do; return inches."""
    low, at = 0.2, _EDGE
    said = [next(one for one in re.split(r"(?<=\.) ", _line(t)) if "seed" in one) for t in captions]
    beside = sum(inches_of(f"{one} {WARNING}", POINTS, bold=True) for one in said) <= _WIDE
    for text in warnings:
        left = at + (sum(inches_of(f"{one}  ", POINTS) for one in said) if beside else 0.0)
        text.set(text=WARNING, position=(left / SIZE[0], low / SIZE[1]))
        low += 0.0 if beside else _LINE
    for text, sentence in zip(captions, said, strict=True):
        lines = fitted(sentence, _WIDE, POINTS)
        text.set(text=lines, position=(at / SIZE[0], low / SIZE[1]))
        low += _LINE * (lines.count("\n") + 1)
    return low


def _legends(fig: Figure, renderer: RendererAgg, top: float) -> float:
    """Write legends anew under the title, in as few lines as hold them; return what is left."""
    for old in list(fig.legends):
        handles, labels = old.legend_handles, [text.get_text() for text in old.get_texts()]
        old.remove()
        for columns in range(len(labels), 0, -1):
            new = fig.legend(
                handles=cast(list[Any], handles),
                labels=labels,
                loc="upper left",
                bbox_to_anchor=(_EDGE / SIZE[0], top / SIZE[1]),
                ncols=columns,
                fontsize=POINTS,
                frameon=False,
                handlelength=1.6,
                handletextpad=0.4,
                columnspacing=1.2,
                borderpad=0.0,
                borderaxespad=0.0,
                labelspacing=0.25,
            )
            box = new.get_window_extent(renderer)
            if box.width / fig.dpi <= _WIDE or columns == 1:
                break
            new.remove()
        top -= box.height / fig.dpi + 0.1
    return top


def _beside(fig: Figure, renderer: RendererAgg, top: float) -> float:
    """Place words that stand beside the panel; return the inches that they take with the edge."""
    right = 0.4
    for text in fig.texts:
        if text.get_gid() == "beside":
            # The first two findings of several.
            text.set_text("\n\n".join(text.get_text().split("\n\n")[:2]))
            wide = text.get_window_extent(renderer).width / fig.dpi
            text.set_position(((SIZE[0] - 0.4 - wide) / SIZE[0], top / SIZE[1]))
            right = wide + 0.8
    return right
