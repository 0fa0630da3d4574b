"""What to do with a file that cannot be read: it is set aside by name, said, and made anew."""

import itertools
import warnings
from pathlib import Path

from sim.errors import SimWarning
from sim.store import files
from sim.store.locks import only_one, writable

__all__ = ["Damage"]

_FOLDER = "damaged"

#: Most files that one word names; all of them lie where it says.
_NAMED = 3


class Damage:
    """The damaged files of one study, and the word about them.

    Parameters
    ----------
    root : the study's folder
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._told: list[str] = []

    def set_aside(self, path: Path, why: Exception) -> None:
        """Move a file, or a point's folder, below `damaged/`, under its old path.

        Parameters
        ----------
        why : what was wrong with it
        """
        name = path.relative_to(self._root)
        aside = self._root / _FOLDER / name
        with only_one(self._root), writable(path):
            if not path.exists():  # another writer did it
                return
            for number in itertools.count(2):
                if not aside.exists():
                    break
                aside = aside.with_name(f"{name.name}.{number}")
            files.publish({path: aside}, self._root)
            files.flush_folder(path.parent)
        # Of a fault's own line, place and advice are said here once for all.
        text = str(why).removeprefix(f"{path}: ").split(": run the same")[0]
        self.tell(path, f"{text}; set aside as {aside.relative_to(self._root).as_posix()}")

    def tell(self, path: Path, what: str) -> None:
        """Remember what was wrong with a file that is made anew."""
        self._told.append(f"{path.relative_to(self._root).as_posix()} {what}")

    def say(self) -> None:
        """Give one warning for what was found since the last one, if anything was."""
        if not self._told:
            return
        named = "; ".join(self._told[:_NAMED])
        more = len(self._told) - _NAMED
        rest = f"; and {more} more" if more > 0 else ""
        warnings.warn(f"{self._root}: made anew: {named}{rest}", SimWarning, stacklevel=2)
        self._told.clear()
