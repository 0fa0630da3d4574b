"""Read a table of cells: rows with the lines on which they stand, numbers as plain digits."""

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, OutOfBounds, WrongKind
from sim.errors.lines import Lined
from sim.scenario.text import read_text
from sim.spec.kind import Number

__all__ = ["LARGEST_TABLE", "Digits", "rows"]

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


@dataclass(frozen=True)
class Digits(Number):
    """A number in a cell, within bounds, written in digits 0 to 9; no `nan`, no `inf`.

    Attributes
    ----------
    empty : bool
        Whether an empty cell stands for a number that is not known, nan.

    Examples
    --------
    >>> Digits(0, 1).read("0.25"), Digits(0, 9, whole=True).read("7")
    (0.25, 7)
    """

    empty: bool = False

    def read(self, value: Any, place: str = "", field: str = "") -> Any:
        if self.empty and value == "":
            return math.nan
        if not _NUMBER.match(value.strip(" ")):
            wanted = "a whole number" if self.whole else "a number"
            raise WrongKind(value, wanted, place=place, field=field, given=True)
        if not self.low <= float(value) <= self.high:
            raise OutOfBounds(value, self.low, self.high, place=place, field=field)
        return super().read(float(value), place, field)
