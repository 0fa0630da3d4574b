"""Where worlds lie: the shipped folder, a user's own, and the files in them."""

import re
from collections.abc import Iterator
from pathlib import Path

from sim.errors import MalformedFile, UnknownName, WrongKind

__all__ = ["NAME_IN_WORDS", "Place", "find", "is_name", "names", "shipped_folder", "tables"]

_NAME = re.compile(r"[a-z0-9_]{1,80}\Z")

#: What a plain name is made of.
NAME_IN_WORDS = "a name of lower-case letters, digits and underscores"


class Place:
    """A file as it lies on disk, and as messages name it: folder and file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = f"{path.parent.name}/{path.name}"

    @property
    def name(self) -> str:
        """Name of the world or table: the file's name without its ending."""
        return self.path.stem


def is_name(text: object) -> bool:
    """Return whether a text is a plain name, which cannot lead out of its folder.

    Examples
    --------
    >>> is_name("second_trump_term"), is_name("../secret")
    (True, False)
    """
    return isinstance(text, str) and bool(_NAME.match(text))


def shipped_folder() -> Path:
    """Return the folder of the worlds that come with the package.

    A working copy has `scenarios/` beside the package, an installed package has it inside.

    Examples
    --------
    >>> (shipped_folder() / "baseline_hindcast.yaml").exists()
    True
    """
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "scenarios"
    return beside if (beside / "sources.bib").is_file() else package / "_data" / "scenarios"


def _folders(worlds: Path | None) -> tuple[Path, ...]:
    """Return the folders to look in: a user's own first."""
    if worlds is None:
        return (shipped_folder(),)
    own = Path(worlds)
    if not own.is_dir():
        raise MalformedFile("no such folder of worlds", place=str(own))
    return (own.resolve(), shipped_folder())


def names(worlds: Path | None = None) -> tuple[str, ...]:
    """Return the names of all worlds, in alphabetical order.

    Examples
    --------
    >>> "second_trump_term" in names()
    True
    """
    return tuple(sorted({place.name for place in _files(_folders(worlds), "")}))


def find(name: str, worlds: Path | None = None, *, place: str = "", field: str = "") -> Place:
    """Return where the world of a name lies.

    Raises
    ------
    UnknownName, WrongKind
        If no folder has it, or if it is not a name but a path.
    """
    return _find(name, _folders(worlds), "", "scenario", place, field)


def tables(name: str, worlds: Path | None = None, *, place: str = "", field: str = "") -> Place:
    """Return where the shared table of a name lies.

    Raises
    ------
    UnknownName, WrongKind
        If no folder has it, or if it is not a name but a path.
    """
    return _find(name, _folders(worlds), "tables", "table", place, field)


def _files(folders: tuple[Path, ...], below: str) -> Iterator[Place]:
    """Yield the YAML files of folders whose names are plain."""
    for folder in folders:
        for path in sorted((folder / below).glob("*.yaml")):
            if is_name(path.stem):
                yield Place(path)


def _find(
    name: str, folders: tuple[Path, ...], below: str, kind: str, place: str, field: str
) -> Place:
    """Return the first file of a name; only plain names are looked up on disk."""
    if not is_name(name):
        raise WrongKind(f"'{name}'", NAME_IN_WORDS, place=place, field=field or kind)
    for folder in folders:
        path = folder / below / f"{name}.yaml"
        if path.is_file():
            return Place(path)
    known = {found.name for found in _files(folders, below)}
    raise UnknownName(kind, str(name), known, place=place, field=field)
