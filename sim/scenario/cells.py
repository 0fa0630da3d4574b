"""Read a table of cells: rows with the lines on which they stand, numbers as plain digits."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from sim.errors import MalformedFile, OutOfBounds, WrongKind
from sim.errors.lines import Lined
from sim.scenario.text import read_text

__all__ = ["LARGEST_TABLE", "number_in", "rows"]

#: Largest table, in bytes. Assumed: several times what ten thousand draws of all parameters need.
LARGEST_TABLE = 20_000_000

_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")


def rows(path: Path, place: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the cells of every row of a CSV file; blank lines are none.

    Raises
    ------
    MalformedFile
        If it cannot be read as text, or a quote in it is not closed.
    """
    text = io.StringIO(read_text(path, place, LARGEST_TABLE), newline="")
    reader = csv.reader(text, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        at = Lined(place, line=line)
        raise MalformedFile(f"no row of a CSV table: {fault}", place=at) from None


def number_in(
    text: str, low: float, high: float, place: str, field: str, *, whole: bool = False
) -> float:
    """Return the number within bounds that a cell holds, written in digits 0 to 9.

    Raises
    ------
    WrongKind, OutOfBounds
        For anything else, `nan` and `inf` too.

    Examples
    --------
    >>> number_in("0.25", 0, 1, "example", "trust")
    0.25
    """
    if not _NUMBER.match(text.strip(" ")):
        raise WrongKind(text, "a number", place=place, field=field, given=True)
    number = float(text)
    if not low <= number <= high:
        raise OutOfBounds(text, low, high, place=place, field=field)
    if whole and number != int(number):
        raise WrongKind(text, "a whole number", place=place, field=field)
    return number
