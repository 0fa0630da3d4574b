"""Where worlds lie: the shipped folder, a user's own, and the files in them."""

import re
import warnings
from pathlib import Path
from typing import NamedTuple

from sim.errors import MalformedFile, SimWarning, UnknownName, WrongKind, visible

__all__ = [
    "NAME_IN_WORDS",
    "Place",
    "check_name",
    "find",
    "is_name",
    "names",
    "parameter_set_file",
    "parameter_set_names",
    "shipped_folder",
    "tables",
]

_NAME = re.compile(r"[a-z0-9_]{1,80}\Z")
_NUMBER = re.compile(r"[0-9][0-9_]*(e[0-9][0-9_]*)?\Z")
_WORDS = ("true", "false", "null", "inf", "nan")

#: What a plain name is made of.
NAME_IN_WORDS = "a name of lower-case letters, digits and underscores"

#: What a plain name may not be: the command line and YAML would take it for a value.
_AS_TEXT = f"a name that does not read as a number, nor as {', '.join(_WORDS)}"


class _Kind(NamedTuple):
    """What is looked for by name: in which words, in which folder below, with which ending."""

    words: str
    below: str
    ending: str


_WORLD = _Kind("scenario", "", ".yaml")
_TABLE = _Kind("table", "tables", ".yaml")
_PARAMETER_SET = _Kind("parameter set", "parameter_sets", ".csv")


class Place:
    """A file as it lies on disk, and as messages name it: folder and file.

    Parameters
    ----------
    path : Path
        The file.
    folder : Path, optional
        The folder of worlds that it was found in; the one that it lies in if not said.
    """

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        self.path = path
        self.folder = path.parent if folder is None else folder
        self.text = visible(f"{path.parent.name}/{path.name}")

    @property
    def name(self) -> str:
        """Name of the world or table: the file's name without its ending."""
        return self.path.stem

    def is_there(self) -> bool:
        """Return whether something of that name lies there, be it a file or not.

        Raises
        ------
        MalformedFile
            If the folder may not be entered.
        """
        try:
            self.path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as fault:
            raise MalformedFile(f"cannot be opened: {fault.strerror}", place=self.text) from None
        return True

    def stamp(self) -> tuple[int, int]:
        """Return what changes when the file does: time and size; (0, -1) where it is no file."""
        try:
            about = self.path.stat()
        except OSError:
            return 0, -1
        return about.st_mtime_ns, about.st_size


def is_name(text: object) -> bool:
    """Return whether a text is a plain name: it leads out of no folder and reads as no value.

    Examples
    --------
    >>> is_name("second_trump_term"), is_name("../secret"), is_name("2030"), is_name("1e3")
    (True, False, False, False)
    """
    return _is_plain(text) and not _is_value(str(text))


def _is_plain(text: object) -> bool:
    return isinstance(text, str) and bool(_NAME.match(text))


def _is_value(text: str) -> bool:
    return text in _WORDS or bool(_NUMBER.match(text))


def check_name(text: object, place: str = "", field: str = "") -> None:
    """Raise unless a text is a plain name.

    Raises
    ------
    WrongKind
        With what a name is made of.

    Examples
    --------
    >>> check_name("2030", field="scenario")
    Traceback (most recent call last):
    sim.errors.WrongKind: scenario: found '2030', wanted a name that does not read as a number, \
nor as true, false, null, inf, nan
    """
    if not is_name(text):
        wanted = _AS_TEXT if _is_plain(text) else NAME_IN_WORDS
        raise WrongKind(f"'{text}'", wanted, place=place, field=field)


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
    try:
        own = Path(worlds).expanduser()
        if not own.is_dir():
            why = "is no folder" if own.exists() else "no such folder"
            raise MalformedFile(f"{why} of worlds", place=_short(worlds))
        return (own.resolve(), shipped_folder())
    except (OSError, RuntimeError, ValueError) as fault:
        # Too long a name; a user who has no home; a NUL.
        why = getattr(fault, "strerror", None) or str(fault)
        message = f"cannot be opened as a folder of worlds: {why}"
        raise MalformedFile(message, place=_short(worlds)) from None


def _short(worlds: object) -> str:
    """Return a path as messages name it, its end where it is long."""
    text = str(worlds)
    return visible(text if len(text) <= 80 else f"…{text[-79:]}")


def names(worlds: Path | None = None) -> tuple[str, ...]:
    """Return the names of all worlds, in alphabetical order.

    A file that looks like a world and cannot be asked for by name is left out with a warning.

    Examples
    --------
    >>> "second_trump_term" in names()
    True
    """
    for folder in _folders(worlds):
        for path in _listed(folder):
            if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith("."):
                _note_left_out(Place(path))
    return _names(_WORLD, worlds)


def _note_left_out(place: Place) -> None:
    """Warn of a file whose name is none that a world may have."""
    try:
        check_name(place.name)
        if place.path.suffix != ".yaml":
            raise WrongKind(f"'{place.path.suffix}'", "the ending '.yaml'")
    except WrongKind as fault:
        text = f"{place.text} is left out: {fault}; rename it"
        warnings.warn(text, SimWarning, stacklevel=3)


def find(name: str, worlds: Path | None = None, *, place: str = "", field: str = "") -> Place:
    """Return where the world of a name lies.

    Raises
    ------
    UnknownName, WrongKind
        If no folder has it, or if it is not a name but a path.
    """
    return _find(_WORLD, name, worlds, place, field)


def tables(name: str, worlds: Path | None = None, *, place: str = "", field: str = "") -> Place:
    """Return where the shared table of a name lies.

    Raises
    ------
    UnknownName, WrongKind
        If no folder has it, or if it is not a name but a path.
    """
    return _find(_TABLE, name, worlds, place, field)


def parameter_set_file(name: str, worlds: Path | None = None) -> Place:
    """Return where the table of a set of parameters lies; its page lies beside it.

    Raises
    ------
    UnknownName, WrongKind
        If no folder has it, or if it is not a name but a path.
    """
    return _find(_PARAMETER_SET, name, worlds, "", "parameter_set")


def parameter_set_names(worlds: Path | None = None) -> tuple[str, ...]:
    """Return the names of all sets of parameters, in alphabetical order."""
    return _names(_PARAMETER_SET, worlds)


def _listed(folder: Path) -> list[Path]:
    """Return what lies in a folder, in alphabetical order; nothing if it is not there."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as fault:
        message = f"cannot be opened: {fault.strerror}"
        raise MalformedFile(message, place=_short(folder)) from None


def _names(kind: _Kind, worlds: Path | None) -> tuple[str, ...]:
    """Return the plain names of what lies in the folders, in alphabetical order."""
    return tuple(
        sorted(
            {
                path.stem
                for folder in _folders(worlds)
                for path in _listed(folder / kind.below)
                if path.suffix == kind.ending and is_name(path.stem)
            }
        )
    )


def _find(kind: _Kind, name: str, worlds: Path | None, place: str, field: str) -> Place:
    """Return the first file of a name; only plain names are looked up on disk."""
    folders = _folders(worlds)
    check_name(name, place, field or kind.words)
    for folder in folders:
        found = Place(folder / kind.below / f"{name}{kind.ending}", folder)
        if found.is_there():
            return found
    raise UnknownName(kind.words, str(name), _names(kind, worlds), place=place, field=field)
