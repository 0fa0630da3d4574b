"""The words of a command: which keys and flags there are, and how open keys are put to Hydra.

Hydra refuses a key that its configuration does not hold unless the user writes `++key=value`.
Leaders, traits, switches and the like hold too many names to list, so a word that sets one of them
gets its `++` here; `sim.spec.override` checks their names afterwards, against the registry. Every
other key must be one of KEYS, whatever sign it carries.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sim.errors import SimError, UnknownName, WrongKind

__all__ = ["KEYS", "OPEN", "OUTPUT", "STUDY", "WORLD", "Command", "opened", "read"]

#: What a design point sets, beside the open keys.
WORLD = {
    "scenario": "the world to run; see --list scenarios",
    "months": "length of the window, in months",
    "first": "first month of the window, YYYY-MM",
    "last": "last month of the window, YYYY-MM",
    "parameter_set": "draws that stand in for the defaults, such as a posterior",
}

#: Keys with names below them; any of them may be set, each checked by name.
OPEN = {
    "leaders": "leaders.<leader or capital>.<trait>: a number, or [low,high]",
    "traits": "traits.<trait>: that trait for every leader in office",
    "switches": "switches.<mechanism>: true or false",
    "parameters": "parameters.<parameter>: a number, or [low,high]",
    "events": "events.<stream>: given, generated, off, or {month:YYYY-MM,size:x}",
    "series": "series.<series>: one level for the whole window",
}

#: What a whole study shares.
STUDY = {
    "worlds": "a folder of your own worlds",
    "replicates": "runs of each design point",
    "seed": "key of every random draw",
    "threads": "how many at once; all processors if not said",
    "design": "a table (CSV) of design points: columns are keys, a row a point",
    "output": "output.folder, output.study, output.trajectories",
    "report": "what to write beside the results",
}

#: Names below `output`.
OUTPUT = ("folder", "study", "trajectories")

KEYS = (*WORLD, *OPEN, *STUDY)

#: Names that Hydra itself reads.
_HYDRA = ("hydra", "experiment")

#: Flags by what follows them. Hydra's own, `--list` aside, less those that would run or write
#: something by themselves.
_ALONE = frozenset(
    ("-h", "--help", "--hydra-help", "--version", "--resolve", "-r", "--run", "-m", "--multirun")
)
_VALUED = frozenset(
    (
        *("-c", "--cfg", "-p", "--package", "-i", "--info"),
        *("-cp", "--config-path", "-cn", "--config-name", "-cd", "--config-dir"),
    )
)
_COMPLETION = frozenset(("-sc", "--shell-completion"))

_WORD = re.compile(
    r"(?P<sign>~|\+{0,2})(?P<key>[^=@~+]+)(?P<rest>(?:@[^=]*)?(?:=.*)?)\Z", re.DOTALL
)


class Command(NamedTuple):
    """A command line in two piles: words (`key=value`, `~key`) and flags with their values."""

    words: tuple[str, ...]
    flags: tuple[str, ...]

    def has(self, *names: str) -> bool:
        """Return whether one of these flags is set."""
        return bool(set(names) & set(self.flags))

    def value(self, *names: str) -> str | None:
        """Return what follows the last of these flags."""
        found = None
        for flag, after in zip(self.flags, self.flags[1:], strict=False):
            if flag in names:
                found = after
        return found

    def word(self, key: str) -> str | None:
        """Return the text of the last word that sets a key."""
        texts = [text for name, _, text in (w.partition("=") for w in self.words) if name == key]
        return texts[-1] if texts else None


def opened(word: str, keys: Sequence[str] = KEYS) -> str:
    """Return a word with `++` before an open key; the others unchanged.

    Parameters
    ----------
    word : `key=value` or `~key`
    keys : what the command knows beside Hydra's own

    Raises
    ------
    UnknownName
        If the key is not among them, nor Hydra's.

    Examples
    --------
    >>> opened("leaders.seoul.rivalry=0.2")
    '++leaders.seoul.rivalry=0.2'
    >>> opened("+seed=1")
    '+seed=1'
    """
    match = _WORD.match(word)
    if match is None:
        raise WrongKind(word, "key=value")
    sign, key, rest = match["sign"], match["key"].strip(), match["rest"]
    head = re.split(r"[./]", key, maxsplit=1)[0]
    if head in _HYDRA:
        return word
    if head in OPEN and head in keys and sign == "~":
        return word
    if head in OPEN and head in keys and not rest.startswith("@"):
        return f"++{key}{rest}"
    known = (*(name for name in keys if name != "output"), *(f"output.{name}" for name in OUTPUT))
    if key not in known and key != "output":
        raise UnknownName("key", key, known)
    if sign == "~":
        raise SimError("cannot be taken away; set it to null", field=key)
    return word


def read(argv: Sequence[str], keys: Sequence[str] = KEYS) -> Command:
    """Sort a command line into words and flags, and check the words' keys.

    Words may stand before, between and after flags; Hydra's own parser wants them together.

    Parameters
    ----------
    argv : the command line, without the command
    keys : what the command knows beside Hydra's own

    Raises
    ------
    UnknownName, WrongKind
        For a key or flag that does not exist, or a bare word.

    Examples
    --------
    >>> read(["seed=1", "-m", "switches.vacuum=true,false"])
    Command(words=('seed=1', '++switches.vacuum=true,false'), flags=('-m',))
    """
    words: list[str] = []
    flags: list[str] = []
    rest = list(argv)
    completing = bool(_COMPLETION & set(rest))
    while rest:
        part = rest.pop(0)
        flag, equals, value = part.partition("=")
        if part.startswith("-"):
            if flag not in _ALONE | _VALUED | _COMPLETION:
                raise UnknownName("flag", flag, ("--list", *_ALONE, *_VALUED))
            flags += [flag, value] if equals else [flag]
            if flag in _VALUED and not equals and rest and "=" not in rest[0]:
                flags.append(rest.pop(0))
        elif completing:
            words.append(part)
        elif equals or part.startswith("~"):
            words.append(opened(part, keys))
        else:
            raise WrongKind(part, "key=value, such as scenario=second_trump_term; see --help")
    return Command(tuple(words), tuple(flags))
