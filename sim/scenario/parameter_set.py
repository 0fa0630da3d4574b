"""Named sets of parameters, such as a posterior: a table of draws, and the page that explains it.

A set lies in `parameter_sets/`: `<name>.csv`, a column a parameter and a row a draw, and
`<name>.yaml`, which says what it is and where it comes from.
"""

from pathlib import Path

from sim.errors import MalformedFile, OutOfBounds, UnknownName
from sim.errors.lines import Lined
from sim.scenario.cells import Digits, rows
from sim.scenario.document import read
from sim.scenario.folder import Place, parameter_set_file, parameter_set_names
from sim.spec.kind import Text
from sim.spec.kind_of_many import Anything, Record
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.world import ParameterSet

__all__ = ["MOST_DRAWS", "PAGE", "parameter_set", "parameter_sets"]

#: Most draws in a set. Assumed: more than any posterior needs, and still small beside a run.
MOST_DRAWS = 10_000

#: What the page of a set may hold.
PAGE = Record(
    {
        "title": Text(meaning="One line that names the set."),
        "description": Text(meaning="What the draws are."),
        "source": Text(meaning="How they were made, in words."),
        "made_with": Anything(meaning="The run that made them."),
        "facts": Anything(meaning="The facts that they were fitted to."),
        "series": Anything(meaning="The series that they were fitted to."),
        "seed": Anything(meaning="The seed of that run."),
    },
    required={"source": "text"},
    word="field",
)

_CELLS = {parameter.name: Digits(*BOUNDS[parameter.kind]) for parameter in PARAMETERS}


def parameter_sets(worlds: Path | None = None) -> tuple[str, ...]:
    """Return the names of all sets, in alphabetical order.

    Parameters
    ----------
    worlds : Path, optional
        A folder of one's own worlds; its `parameter_sets/` counts too.
    """
    return parameter_set_names(worlds)


def parameter_set(name: str, worlds: Path | None = None) -> ParameterSet:
    """Return the set of a name, checked.

    Raises
    ------
    SimError
        For an unknown set, one without a page, an unknown parameter, a row of another length, or a
        number out of its parameter's bounds.

    Examples
    --------
    >>> found = parameter_set("posterior_2024")
    >>> len(found.rows) >= 200, len(found.names) == len(found.rows[0])
    (True, True)
    """
    return _read(parameter_set_file(name, worlds))


def _read(table: Place) -> ParameterSet:
    """Return the set that a table holds, after its page was read."""
    page = Place(table.path.with_suffix(".yaml"), table.folder)
    words = read(page.path, page.text)
    source = PAGE.read(words, words.place)["source"]
    (first, header), *lines = list(rows(table.path, table.text)) or [(1, [])]
    top = Lined(table.text, line=first)
    for column in header:
        if column not in _CELLS:
            raise UnknownName("parameter", column, _CELLS, place=top, field="header")
        if header.count(column) > 1:
            raise MalformedFile(f"column '{column}' stands there twice", place=top)
    if not 1 <= len(lines) <= MOST_DRAWS:
        raise OutOfBounds(len(lines), 1, MOST_DRAWS, unit="draws", place=table.text)
    draws = tuple(_draw(cells, header, Lined(table.text, line=line)) for line, cells in lines)
    return ParameterSet(table.name, tuple(header), draws, source)


def _draw(cells: list[str], header: list[str], place: str) -> tuple[float, ...]:
    """Return one draw."""
    if len(cells) != len(header):
        raise MalformedFile(f"found {len(cells)} cells, wanted {len(header)}", place=place)
    return tuple(
        _CELLS[column].read(text, place, column) for text, column in zip(cells, header, strict=True)
    )
