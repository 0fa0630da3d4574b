"""Points as pictures show them: what each is called beside the others, and in which colour."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.analysis import names_of, one_point
from sim.errors import MissingResult
from sim.plots.label import point_name, point_names, point_words
from sim.plots.palette import point_colours

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["Drawn", "drawn", "title_of"]


class Drawn(NamedTuple):
    """Points to draw, in order: number, name, name inside a sentence, and colour of each."""

    numbers: tuple[int, ...]
    names: tuple[str, ...]
    said: tuple[str, ...]
    colours: tuple[str, ...]


def drawn(results: "Results", points: Sequence[int | str]) -> Drawn:
    """Return points with their names and colours.

    Raises
    ------
    MissingResult
        If there are none.
    """
    if not len(points):
        raise MissingResult("found none, wanted one or more", field="points")
    naming = names_of(results, points)
    return Drawn(
        tuple(point.number for point in naming.points),
        tuple(point_names(naming.names)),
        tuple(point_words(name) for name in naming.names),
        tuple(point_colours(naming)),
    )


def title_of(results: "Results", point: int | str | None) -> str:
    """Return a point's scenario, and how it differs from the other points of its results."""
    return point_name(names_of(results).whole(one_point(results, point)))
