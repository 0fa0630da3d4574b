"""What commands that run worlds have in common: a request, its folder, its parts, its copies."""

import importlib.util
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.argv import OPEN
from sim.cli.overrides import overrides_of
from sim.cli.relative_path import relative_path
from sim.cli.settings import Settings, settings
from sim.errors import SimError, SimWarning, UnknownName, WrongKind

if TYPE_CHECKING:
    from sim.methods.parts import Parts
    from sim.spec.world import World

__all__ = [
    "SHIPPED",
    "Question",
    "names_asked",
    "need_matplotlib",
    "parts_in",
    "pictures",
    "ship",
    "word",
]

#: Where the copies lie that come with the model, beside MODEL.md.
SHIPPED = Path(__file__).resolve().parents[1] / "spec"


@dataclass(frozen=True)
class Question:
    """What a command is asked: its configuration, what its runs share, and what it changes.

    Attributes
    ----------
    name : of the command
    shared : replicates, seed, threads, and where results go
    overrides : what is changed in every world of the answer that has room for it, by full names
    """

    name: str
    config: Mapping[str, Any]
    shared: Settings
    overrides: Mapping[str, Any]

    @classmethod
    def of(cls, name: str, config: Mapping[str, Any], *, fewest: int = 1) -> "Question":
        """Read and check a configuration.

        Parameters
        ----------
        fewest : replicates that the answer wants at least
        """
        shared = settings([config], fewest=fewest)
        changes = {key: config[key] for key in (*OPEN, "parameter_set") if key in config}
        return cls(name, config, shared, overrides_of(changes))

    @property
    def runs(self) -> dict[str, Any]:
        """What every function that runs worlds takes."""
        shared = self.shared
        return {
            "replicates": shared.replicates,
            "seed": shared.seed,
            "threads": shared.threads,
        }

    def where_changed(
        self, makes: Sequence[Callable[[Mapping[str, Any]], "World"]], noun: str
    ) -> str:
        """Say what may not have been meant of the changes; return where they act, in words.

        Parameters
        ----------
        makes : each returns one of the answer's worlds, changed by a request
        noun : what they are called, in the singular
        """
        from sim.methods.changed import changed_in

        changed = changed_in(self.overrides, makes, noun, self.shared.worlds)
        for line in changed.notes():
            warnings.warn(line, SimWarning, stacklevel=2)
        return str(changed)

    def folder(self, *more: object) -> tuple[Path, "Parts"]:
        """Return the folder of the answer, named by all that is asked, and its finished parts.

        Nothing is made; a line says so if a part is there already. A set of parameters counts by
        its draws, whatever its name.

        Parameters
        ----------
        more : what else can change the answer, beside the model, replicates, seed and changes
        """
        from sim.scenario import parameter_set
        from sim.spec.version import KERNEL_HASH
        from sim.store.points import study_key

        identity = [KERNEL_HASH, str(self.shared.replicates), str(self.shared.seed), repr(more)]
        for key, value in sorted(self.overrides.items()):
            if key == "parameter_set":
                drawn = parameter_set(value, self.shared.worlds)
                value = (drawn.names, drawn.rows)
            identity.append(f"{key}={value!r}")
        folder = self.shared.folder / f"{self.name}-{study_key(identity)}"
        return folder, parts_in(folder)

    def rerun(self, *keys: str) -> str:
        """Return the command that gives the same page, with what these keys and changes say."""
        said = {key: self.config[key] for key in keys} | dict(self.overrides)
        words = [f"{key}={word(value)}" for key, value in said.items() if value is not None]
        return " ".join([f"python -m sim.{self.name}", *words])


def parts_in(folder: Path) -> "Parts":
    """Return the finished parts of an answer's folder; a line says so if one is there already."""
    from sim.methods.parts import Parts
    from sim.report.markdown import count_of

    parts = Parts(folder / "parts")
    if len(parts):
        finished = count_of(len(parts), "finished part")
        print(f"{finished} in {relative_path(folder)}", file=sys.stderr)
    return parts


def pictures() -> bool:
    """Return whether pictures can be drawn."""
    return importlib.util.find_spec("matplotlib") is not None


def need_matplotlib() -> None:
    """Raise where a page cannot do without its figures."""
    if not pictures():
        raise SimError("its figures want matplotlib: pip install matplotlib")


def ship(files: Mapping[str, str]) -> None:
    """Write texts beside MODEL.md, by file name, and say where."""
    from sim.report.files import write

    for name, text in files.items():
        write(SHIPPED / name, text)
    print(f"shipped: {', '.join(relative_path(SHIPPED / name) for name in files)}")


def names_asked(
    value: Any,
    field: str,
    noun: str,
    known: Iterable[str] | None = None,
    read: Callable[[Any], str] = str,
) -> list[str] | None:
    """Return the names that a key asks for, each once; None if it asks for none in particular.

    Parameters
    ----------
    value : a name, a list of them, or None
    noun : what is named, in the singular
    known : names that there are; None leaves that to whoever reads them
    read : from a value to the name as it is known

    Examples
    --------
    >>> names_asked([1, "001"], "articles", "article", ["000", "001"], lambda one: f"{one:0>3}")
    ['001']
    """
    if value is None:
        return None
    names = [read(one) for one in (value if isinstance(value, list) else [value])]
    if not names:
        raise WrongKind("nothing", f"one or more {noun}s", field=field)
    known = names if known is None else list(known)
    for name in names:
        if name not in known:
            raise UnknownName(noun, name, known, field=field)
    return list(dict.fromkeys(names))


def word(value: Any) -> str:
    """Return a value as a command takes it.

    Examples
    --------
    >>> word(["switches.thaw", "switches.vacuum"]), word(0.1), word(False)
    ('[switches.thaw,switches.vacuum]', '0.1', 'false')
    """
    if isinstance(value, list):
        return f"[{','.join(map(word, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
