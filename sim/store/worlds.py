"""Resolved worlds of a study: a row a world, many to a file, told from their digests.

Points of a design differ in little, so their worlds take next to no room beside one another.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import MalformedFile, MissingResult
from sim.spec.plain import text_of
from sim.spec.world import World
from sim.store.files import appearing
from sim.store.parquet import Recent, read_parquet, save_parquet
from sim.store.points import block_key
from sim.store.readable import ADVICE
from sim.store.resolved import world_of_data

__all__ = ["WorldFiles"]

_NAME = re.compile(r"[0-9a-f]{16}\.parquet\Z")

#: Worlds in a file: reading one reads its neighbours.
_AT_ONCE = 256


class WorldFiles:
    """The worlds of one study.

    Parameters
    ----------
    root : the study's folder
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._recent = Recent()
        self._places: dict[str, tuple[Path, int]] = {}

    def paths(self) -> list[Path]:
        """Return the files that are there."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            names = sorted(os.listdir(self._root / "worlds"))  # noqa: PTH208 - as in the layout
            return [self._root / "worlds" / name for name in names if _NAME.match(name)]
        return []

    def write(self, worlds: Mapping[str, World]) -> None:
        """Write worlds by their digests."""
        digests = list(worlds)
        for begin in range(0, len(digests), _AT_ONCE):
            some = digests[begin : begin + _AT_ONCE]
            table = pa.table({"digest": some, "world": [text_of(worlds[one]) for one in some]})
            with appearing(self._root / "worlds" / f"{block_key(some)}.parquet", self._root) as to:
                save_parquet(to, table, {"worlds": str(len(some))})

    def _look(self) -> list[tuple[Path, Exception]]:
        """Read anew which worlds lie where; return files that cannot be read, and why."""
        self._places.clear()
        faults: list[tuple[Path, Exception]] = []
        for path in self.paths():
            try:
                digests = self._table(path).column("digest").to_pylist()
                if block_key(digests) != path.stem:
                    raise MalformedFile(f"holds world {digests[0]}: {ADVICE}", place=str(path))
            except (MalformedFile, MissingResult) as fault:
                faults.append((path, fault))
            else:
                self._places |= {digest: (path, row) for row, digest in enumerate(digests)}
        return faults

    def _table(self, path: Path) -> pa.Table:
        def read() -> tuple[pa.Table, int]:
            found, _ = read_parquet(path, about={})
            if found.column_names != ["digest", "world"]:
                raise MalformedFile(f"holds no worlds: {ADVICE}", place=str(path))
            return found, found.num_rows

        return self._recent.read(path, read)[0]

    def missing(self, digests: Iterable[str]) -> tuple[list[str], list[tuple[Path, Exception]]]:
        """Return those that are not there, and files that cannot be read, with why."""
        faults = self._look()
        return [one for one in dict.fromkeys(digests) if one not in self._places], faults

    def data(self, digest: str) -> dict[str, Any]:
        """Return a world as plain data.

        Raises
        ------
        MissingResult, MalformedFile
            In one line that names what to do.
        """
        if digest not in self._places:
            faults = self._look()
            if faults and digest not in self._places:
                raise faults[0][1]
        if digest not in self._places:
            raise MissingResult(
                f"holds no world {digest}: run the same study again, which makes it anew",
                place=str(self._root / "worlds"),
            )
        path, row = self._places[digest]
        data: dict[str, Any] = json.loads(self._table(path).column("world")[row].as_py())
        return data

    def world(self, digest: str) -> World:
        """Return a world, checked against its digest; raise as `data` does."""
        data = self.data(digest)
        return world_of_data(data, digest=digest, place=str(self._places[digest][0]))
