"""Finished parts of a long question, kept as it goes, so that a stopped one goes on from there.

A part is a table that costs time: what one world answers, or a batch of orders. Its file is named
by everything that can change a number in it, and appears whole or not at all.
"""

import functools
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from sim.errors import MalformedFile
from sim.runner.progress import Clock
from sim.spec.version import sources_hash
from sim.store.damage import Damage
from sim.store.files import appearing
from sim.store.parquet import read_parquet, save_parquet

__all__ = ["NOT_KEPT", "Parts"]

#: Rooms whose code makes a part: what is asked, what runs and is kept, and what reads from it.
_ROOMS = (
    *("spec", "mechanisms", "tracing", "engine", "scenario"),
    *("store", "runner", "analysis", "methods", "study"),
)

_made_by = functools.cache(functools.partial(sources_hash, _ROOMS))


class Parts:
    """Finished parts in a folder; without one, every part is made and none is kept.

    Parameters
    ----------
    folder : path, optional
        Made when the first part is written; within it, parts of each version of the code lie apart.

    Examples
    --------
    >>> Parts().table("sum", ["1 + 1"], lambda: pd.DataFrame({"sum": [2]})).to_dict("list")
    {'sum': [2]}
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = None if folder is None else folder / _made_by()[:8]

    def __len__(self) -> int:
        """Return how many parts lie there, made by this code."""
        return 0 if self._folder is None else sum(1 for _ in self._folder.glob("*.parquet"))

    def table(
        self,
        name: str,
        asked: Sequence[str],
        make: Callable[[], pd.DataFrame],
        *,
        clock: Clock | None = None,
        counts: int = 0,
    ) -> pd.DataFrame:
        """Return a part: from its file, or made and written.

        A damaged file is set aside and made anew, with a `SimWarning`.

        Parameters
        ----------
        name : what kind of part it is, for whoever looks into the folder
        asked : everything beside the code that can change a number in it
        make : makes it; its index is not kept
        clock, counts
            Told that so much was found; what is made counts by itself.

        Raises
        ------
        UnwritableFolder
            If it cannot be written.
        """
        found = self.find(name, asked)
        if found is None:
            return self.keep(name, asked, make())
        if clock is not None:
            clock.find(counts)
        return found

    def find(self, name: str, asked: Sequence[str]) -> pd.DataFrame | None:
        """Return a part from its file, or None where it has to be made; see `table`."""
        path, key = self._place(name, asked)
        if path is None or not path.is_file():
            return None
        try:
            return read_parquet(path, about={"part": key})[0].to_pandas()
        except MalformedFile as fault:
            damage = Damage(path.parent)
            damage.set_aside(path, fault)
            damage.say()
            return None

    def keep(self, name: str, asked: Sequence[str], made: pd.DataFrame) -> pd.DataFrame:
        """Write a part, in place of one that is there, and return it; see `table`."""
        path, key = self._place(name, asked)
        table = _table(made)
        if path is not None:
            with appearing(path) as draft:
                save_parquet(draft, table, {"part": key})
        # As it will be read again, so that one who goes on sees what one who never stopped sees.
        return table.to_pandas()

    def _place(self, name: str, asked: Sequence[str]) -> tuple[Path | None, str]:
        """Return where a part lies, if anywhere, and the key that its file carries."""
        key = hashlib.sha256("\n".join([name, _made_by(), *asked]).encode()).hexdigest()
        return None if self._folder is None else self._folder / f"{name}-{key[:16]}.parquet", key


def _table(made: pd.DataFrame) -> pa.Table:
    """Return what was made as a file holds it: no index, texts as the store's sums know them."""
    table = pa.Table.from_pandas(made, preserve_index=False).replace_schema_metadata(None)
    texts = {field.name for field in table.schema if pa.types.is_large_string(field.type)}
    kinds = ((f.name, pa.string() if f.name in texts else f.type) for f in table.schema)
    return table.cast(pa.schema(list(kinds)))


#: Keeps nothing.
NOT_KEPT = Parts()
