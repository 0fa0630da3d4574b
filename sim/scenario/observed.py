"""Observed series: published figures that the hindcast is scored against, never a world's input.

Files, sources and how each was derived are in `scenarios/observed/README.md`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import MalformedFile, UnknownName, WrongKind
from sim.errors.lines import Lined
from sim.scenario.cells import Digits, rows
from sim.scenario.folder import Place, shipped_folder
from sim.spec.kind import MONTH, Choice, Kind, Schema
from sim.spec.preferences import DYADS

__all__ = ["OBSERVED", "observed"]

_COUNTRIES = ("CHN", "JPN", "KOR", "PRK", "USA")


@dataclass(frozen=True)
class _Time(Kind):
    """A month, quarter or year, as a `pandas.Period`."""

    frequency: str
    pattern: str
    wanted: str

    def read(self, value: Any, place: str = "", field: str = "") -> pd.Period:
        if not re.match(self.pattern, value):
            raise WrongKind(value, self.wanted, place=place, field=field, given=True)
        return pd.Period(value, self.frequency)

    def shape(self, shared: Schema) -> Schema:
        return {"type": "string", "pattern": self.pattern}


_MONTH = _Time("M", MONTH, "a month written 'YYYY-MM'")
_QUARTER = _Time("Q", "^[0-9]{4}Q[1-4]$", "a quarter YYYYQn")
_YEAR = _Time("Y", "^[0-9]{4}$", "a year YYYY")
_SHARE, _COUNT, _SAMPLE = Digits(0.0, 1.0), Digits(0.0, 1e7, whole=True), Digits(1.0, 1e7)
_DYAD, _COUNTRY = Choice("dyad", DYADS), Choice("country", _COUNTRIES)

_OPINION: Mapping[str, Kind] = {
    "month": _MONTH,
    "respondents": _COUNTRY,
    "target": _COUNTRY,
    "share": _SHARE,
    "se": _SHARE,
    "n": _SAMPLE,
    "n_from": Choice("origin of n", ("published", "assumed")),
    "how": Choice("way", ("direct", "derived")),
}

_COLUMNS: Mapping[str, Mapping[str, Kind]] = {
    "icews_quarter": {
        "dyad": _DYAD,
        "quarter": _QUARTER,
        "source": Choice("source", ("sample", "complete", "year_2014")),
        "n": _COUNT,
        "days": _COUNT,
        "effective_n": _SAMPLE,
        "conflict_share": _SHARE,
        "se_conflict_share": _SHARE,
        "tone": Digits(-10.0, 10.0),
        "se_tone": Digits(0.0, 10.0, empty=True),
    },
    "icews_year": {
        "dyad": _DYAD,
        "year": _YEAR,
        "n": _COUNT,
        "verbal_cooperation": _COUNT,
        "material_cooperation": _COUNT,
        "verbal_conflict": _COUNT,
        "material_conflict": _COUNT,
        "conflict_share": _SHARE,
        "se_conflict_share": _SHARE,
    },
    "affinity_cabinet_office": _OPINION,
    "impression_genron_eai": _OPINION,
    "favourability_pew": _OPINION,
    "provocation_prk": {
        "month": _MONTH,
        "missile": _COUNT,
        "nuclear": _COUNT,
        "other": _COUNT,
    },
}

#: Names of the series, and the columns that tell one row from another.
OBSERVED: Mapping[str, tuple[str, ...]] = {
    "icews_quarter": ("dyad", "quarter"),
    "icews_year": ("dyad", "year"),
    "affinity_cabinet_office": ("respondents", "target", "month"),
    "impression_genron_eai": ("respondents", "target", "month"),
    "favourability_pew": ("respondents", "target", "month"),
    "provocation_prk": ("month",),
}


def observed(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return an observed series by name, every cell checked.

    Parameters
    ----------
    name : one of `OBSERVED`
    folder : where the files lie; the shipped `scenarios/observed` if none is given

    Returns
    -------
    DataFrame
        The file's rows in time order within a dyad or pair; times as `pandas.Period` of a month,
        quarter or year, shares in [0, 1], an unknown number as nan.

    Raises
    ------
    UnknownName
        If no series is so called.
    MalformedFile, WrongKind, OutOfBounds, UnknownName
        One line for the first fault: file and line, column, found, wanted.

    Examples
    --------
    >>> affinity = observed("affinity_cabinet_office").set_index(["target", "month"])
    >>> float(affinity.loc[("KOR", "2012-10"), "share"])
    0.392
    """
    if name not in _COLUMNS:
        raise UnknownName("observed series", str(name), _COLUMNS)
    folder = shipped_folder() / "observed" if folder is None else Path(folder)
    file = Place(folder / f"{name}.csv")
    columns = _COLUMNS[name]
    found = [
        [
            kind.read(text, place, column)
            for text, (column, kind) in zip(cells, columns.items(), strict=True)
        ]
        for place, cells in _lines(file, list(columns))
    ]
    table = pd.DataFrame(found, columns=list(columns))
    keys = list(OBSERVED[name])
    twice = table.duplicated(keys)
    if twice.any():
        row = table[twice].iloc[0]
        what = ", ".join(str(row[key]) for key in keys)
        raise MalformedFile(f"holds {what} twice", place=file.text)
    return table.sort_values(keys).reset_index(drop=True)


def _lines(file: Place, columns: list[str]) -> list[tuple[Lined, list[str]]]:
    """Return place and cells of every row, after the header and their number were checked."""
    found = list(rows(file.path, file.text))
    (line, header), *lines = found or [(1, [])]
    if header != columns:
        wanted = f"the header {','.join(columns)}"
        raise WrongKind(",".join(header) or "nothing", wanted, place=Lined(file.text, line=line))
    if not lines:
        raise MalformedFile("holds no rows", place=file.text)
    placed = [(Lined(file.text, line=line), cells) for line, cells in lines]
    for place, cells in placed:
        if len(cells) != len(columns):
            raise WrongKind(f"{len(cells)} cells", f"{len(columns)} cells", place=place)
    return placed
