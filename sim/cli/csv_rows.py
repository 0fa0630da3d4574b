"""The rows of a spreadsheet, from the text files that people and programs save.

Excel and its kin write a byte order mark, UTF-16, a first line `sep=;`, semicolons where the comma
is a decimal one, and rows and columns that only once held something. What is unambiguous is read;
the rest ends in a line that says what was found.
"""

import csv
import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import NamedTuple, TextIO

from sim.errors import MalformedFile

__all__ = ["Row", "read_csv_rows"]

#: Most columns, and the largest file in bytes. Assumed: every key that there is, and a hundred
#: thousand rows of a hundred numbers.
_MOST_COLUMNS, _MOST_BYTES = 2_000, 200_000_000

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_SAYS = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

#: What the reader of tables says, and what it means.
_MEANING = {
    "unexpected end of data": "a quote is opened here and not closed",
    "field larger than field limit": "found a cell too long to be a value",
    "expected after": "text follows a closing quote in a cell",
}


class Row(NamedTuple):
    """Cells of a row, and the line of the file on which it begins, as a person counts."""

    line: int
    cells: list[str]


def read_csv_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a table, the header first; a row without a single cell is none.

    Cells are without the spaces around them. Columns that nobody named and nobody filled are left
    out.

    Raises
    ------
    MalformedFile
        With file and row.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise MalformedFile(
                f"found more than {_MOST_BYTES // 10**6} MB, wanted a smaller table",
                place=str(path),
            )
        with path.open("rb") as file:
            encoding = _MARKS.get(file.read(2), "utf-8-sig")
        with path.open(encoding=encoding, newline="") as lines:
            yield from _named(_rows(lines, path), path)
    except OSError as error:
        raise MalformedFile(f"cannot be read: {error.strerror}", place=str(path)) from error
    except UnicodeError as error:
        raise MalformedFile(
            f"found bytes that are no text{_where(path)}, wanted a table saved as CSV UTF-8",
            place=str(path),
        ) from error


def _rows(lines: TextIO, path: Path) -> Iterator[Row]:
    """Yield all rows that hold anything."""
    first = lines.readline()
    says = _SAYS.match(first)
    before = 1 if says else 0
    if not says:
        lines.seek(0)
    separator = says[1] if says else _separator(first)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = before + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            why = next(
                (meaning for said, meaning in _MEANING.items() if said in str(error)), str(error)
            )
            raise MalformedFile(why, place=f"{path} row {line}") from error
        if cells is None:
            return
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield Row(line, cells)
        line = before + reader.line_num + 1


def _separator(header: str) -> str:
    """Return what stands between columns: a comma, unless the header has another and no comma."""
    return next((mark for mark in _SEPARATORS if mark in header), ",")


def _named(rows: Iterator[Row], path: Path) -> Iterator[Row]:
    """Yield the rows as wide as the header, which names every column."""
    header = next(rows, None)
    if header is None:
        return
    if len(header.cells) > _MOST_COLUMNS:
        raise MalformedFile(
            f"found {len(header.cells):,} columns, wanted at most {_MOST_COLUMNS:,}",
            place=f"{path} header",
        )
    nameless = frozenset(column for column, name in enumerate(header.cells) if not name)
    yield _without(header, nameless)
    for row in rows:
        if len(row.cells) != len(header.cells):
            raise MalformedFile(
                f"found {len(row.cells)} cells, wanted {len(header.cells)}, as in the header",
                place=f"{path} row {row.line}",
            )
        _check_nameless(row, nameless, path)
        yield _without(row, nameless)


def _without(row: Row, places: Set[int]) -> Row:
    """Return a row without the cells of some columns."""
    if not places:
        return row
    return Row(row.line, [cell for column, cell in enumerate(row.cells) if column not in places])


def _check_nameless(row: Row, nameless: Set[int], path: Path) -> None:
    """Raise if a cell stands in a column without a name."""
    for column in nameless:
        if row.cells[column]:
            raise MalformedFile(
                f"column {column + 1} has no name and holds '{row.cells[column]}' "
                f"in row {row.line}; "
                "wanted a key above it (an index? save the table without: index=False)",
                place=f"{path} header",
            )


def _where(path: Path) -> str:
    """Return the first line of a file that is no UTF-8."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return f" in line {number}"
    return ""
