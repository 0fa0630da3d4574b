"""Points of a study as a grid of one or two keys: which there are, what each cell comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.naming import Naming
from sim.analysis.point import names_of
from sim.errors import MissingResult, SimError, UnknownName

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["AS_IT_IS", "Axis", "Grid", "grid_of"]

#: What a cell's key says where its point leaves the key to the world.
AS_IT_IS = "as it is"

#: Share of cells that must have a point. Assumed: with fewer it is a sample of points, and no grid.
_LEAST = 0.5
_NAMED = 6  # keys that an error names


class Axis(NamedTuple):
    """One key of a grid and its values, in order.

    Attributes
    ----------
    key : str
        In full, as a command takes it; `scenario` for worlds.
    values : tuple
        As asked for; None where the key is left as it is. `texts` are the same in print.
    numeric : bool
        True if all values are numbers, which then stand in their order.
    """

    key: str
    values: tuple[Any, ...]
    texts: tuple[str, ...]
    numeric: bool


@dataclass(frozen=True)
class Grid:
    """Points laid out by one or two keys.

    Attributes
    ----------
    x, y : Axis
        `y` is None for a grid of one key.
    points : ndarray of int (y, x)
        Numbers of points; −1 for a cell without one. One row where there is no `y`.
    held : mapping
        Full key to the text of what it is held at, for the other keys that differ between points.
    """

    x: Axis
    y: Axis | None
    points: NDArray[np.int64]
    held: Mapping[str, str]

    @property
    def numbers(self) -> list[int]:
        """Numbers of the points that there are, row by row."""
        return [int(number) for number in self.points.ravel() if number >= 0]

    @property
    def missing(self) -> int:
        """How many cells have no point."""
        return int(np.sum(self.points < 0))


def grid_of(
    results: "Results",
    x: str | None = None,
    y: str | None = None,
    *,
    held: Mapping[str, Any] | None = None,
) -> Grid:
    """Return the points of a study as a grid.

    Keys are found where no more than two differ; else two must be named, and the others held.

    Parameters
    ----------
    x, y : a key that differs, in full or by its last parts, or 'scenario'
    held : such a key to the value at which it is held; None for points that leave it as it is

    Raises
    ------
    UnknownName
        For a key that does not differ, or a value that no point has.
    MissingResult
        If the points are no grid of one or two keys: the line says which keys differ. Keys are
        those that each `Point` says were overridden.

    Examples
    --------
    >>> import sim
    >>> from sim.runner import Point
    >>> world = sim.load("neglect").replace(months=6)
    >>> key = "leaders.washington.mediation"
    >>> points = [
    ...     Point("neglect", world.replace(**{key: value}), {key: value}) for value in (0.9, 0.1)
    ... ]
    >>> found = grid_of(sim.run_study(points, replicates=2, seed=1))
    >>> found.x.key, found.x.values, found.points.tolist()
    ('leaders.washington.mediation', (0.1, 0.9), [[1, 0]])
    """
    naming = names_of(results)
    known = ([] if naming.scenario else ["scenario"]) + list(naming.heads)
    if len(naming.points) > 1 and not known:
        raise MissingResult(
            f"found no key that differs between {len(naming.points)} points, wanted one or two: "
            "say what was changed in each, Point(scenario, world, overrides)",
            place="grid",
            field="points",
        )
    fixed = {_key(key, known, naming, "held"): value for key, value in (held or {}).items()}
    chosen = [
        _key(key, known, naming, field) for key, field in ((x, "x"), (y, "y")) if key is not None
    ]
    if len(set(chosen)) < len(chosen):
        raise MissingResult(f"found {chosen[0]} twice, wanted two keys", place="grid", field="y")
    cells = [_values(point, naming, known) for point in naming.points]
    kept = list(range(len(cells)))
    for key, value in fixed.items():
        kept = [k for k in kept if cells[k][key] == _plain(value)]
        if not kept:
            values = dict.fromkeys(_text(cell[key]) for cell in cells)
            raise UnknownName("value", _text(_plain(value)), values, place="grid", field=key)
    differ = [key for key in known if len({cells[k][key] for k in kept}) > 1]
    free = [key for key in differ if key not in chosen]
    if len(chosen) + len(free) > 2 or (y is None and x is None and not differ):
        raise _no_grid(free if chosen else differ, chosen)
    if x is None and y is not None:
        chosen = [*free, *chosen]
    else:
        chosen = [*chosen, *free]
    if not chosen:
        raise _no_grid(differ, chosen)
    if x is None and y is None and chosen[0] == "scenario" and len(chosen) == 2:
        chosen.reverse()  # worlds are lines or rows, beside what has an order
    axes = [_axis(key, [cells[k][key] for k in kept]) for key in chosen]
    across = axes[0]
    up = axes[1] if len(axes) > 1 else None
    points = np.full((len(up.values) if up else 1, len(across.values)), -1, dtype=np.int64)
    for k in kept:
        row = up.values.index(cells[k][up.key]) if up else 0
        column = across.values.index(cells[k][across.key])
        if points[row, column] >= 0:
            pair = f"points {points[row, column]} and {naming.points[k].number}"
            raise MissingResult(
                f"found {pair} asked alike, wanted one point a cell", place="grid", field=chosen[0]
            )
        points[row, column] = naming.points[k].number
    if np.mean(points >= 0) < _LEAST:
        shape = f"{points.shape[1]} values of {across.key} and {points.shape[0]} of {chosen[-1]}"
        raise MissingResult(
            f"found {len(kept)} points for {shape}, wanted a grid: most pairs have no point",
            place="grid",
            field="points",
        )
    first = cells[kept[0]]
    other = {key: _text(first[key]) for key in known if key not in chosen}
    return Grid(across, up, points, other)


def _key(asked: str, known: Sequence[str], naming: Naming, field: str) -> str:
    """Return the full key that is meant."""
    heads = {head: key for key, head in naming.heads.items()}
    full = heads.get(asked, asked)
    if full in known:
        return full
    ends = [key for key in known if key.endswith(f".{asked}")]
    if len(ends) == 1:
        return ends[0]
    raise UnknownName("key", asked, [*known, *heads], place="grid", field=field)


def _plain(value: Any) -> Any:
    """Return a value that can be looked up: a range as a tuple."""
    if isinstance(value, list | tuple):
        return tuple(_plain(one) for one in value)
    return str(dict(value)) if isinstance(value, Mapping) else value


def _values(point: Any, naming: Naming, known: Sequence[str]) -> dict[str, Any]:
    """Return what a point says of each key that differs; None where it says nothing."""
    return {
        key: point.scenario if key == "scenario" else _plain(point.overrides.get(key))
        for key in known
    }


def _text(value: Any) -> str:
    """Return a value in print."""
    if value is None:
        return AS_IT_IS
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " to ".join(_text(one) for one in value) if len(value) == 2 else str(list(value))
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)


def _axis(key: str, values: Sequence[Any]) -> Axis:
    """Return a key with its values in order: numbers by size, others as first asked."""
    there = list(dict.fromkeys(values))
    numeric = all(isinstance(one, int | float) and not isinstance(one, bool) for one in there)
    if numeric:
        there.sort()
    elif None in there:
        there.remove(None)
        set_ = [one for one in there if isinstance(one, int | float) and not isinstance(one, bool)]
        there = [None, *(sorted(there) if len(set_) == len(there) else there)]
    return Axis(key, tuple(there), tuple(_text(one) for one in there), numeric)


def _no_grid(differ: Sequence[str], chosen: Sequence[str]) -> SimError:
    """Return the line for points that are no grid of one or two keys."""
    if not differ:
        return MissingResult(
            "found no key that differs between points, wanted one or two",
            place="grid",
            field="points",
        )
    named = ", ".join(differ[:_NAMED]) + (
        f" and {len(differ) - _NAMED} more" if len(differ) > _NAMED else ""
    )
    besides = f" beside {' and '.join(chosen)}" if chosen else ""
    noun = "key differs" if len(differ) == 1 else "keys differ"
    wanted = "hold it" if len(differ) == 1 else "hold them" if chosen else "name x and y"
    more = "" if chosen else " and hold the others"
    return MissingResult(
        f"found {len(differ)} {noun}{besides} ({named}), wanted a grid of one or two: "
        f"{wanted}{more}, held={{key: value}}",
        place="grid",
        field="points",
    )
