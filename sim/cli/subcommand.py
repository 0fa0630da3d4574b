"""Commands beside the study: each a table of what it is called, what it knows and what it does.

A `Subcommand` reads its words through Hydra (claims, hindcast and the like), a `PlainCommand` takes
a few words as they stand. What commands have in common stands in this file and in `question`, once:
how words become a configuration, `--list`, the last lines, and how a command ends.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.argv import OPEN, CommandLine, read_argv
from sim.cli.exit_status import exit_status
from sim.errors import InterruptedStudy, SimError, UnknownName
from sim.spec.override_key import OUTCOMES

__all__ = ["CHANGES", "EVERY_WORLD", "GOES_ON", "RUNS", "PlainCommand", "Subcommand"]

#: Keys of whatever runs worlds, and keys that change all worlds of an answer: its outcomes are
#: those that it asks for.
RUNS = ("replicates", "seed", "threads", "output.folder")
CHANGES = tuple(key for key in OPEN if key != OUTCOMES)
EVERY_WORLD = ("parameter_set", *CHANGES)

#: What a command says of a Ctrl-C that keeps finished parts.
GOES_ON = "stopped; finished parts are kept, and the same command goes on from there"


@dataclass(frozen=True)
class Subcommand:
    """A command that answers one question with one configuration.

    Attributes
    ----------
    name : as `alliance-triangle` and `conf/` know it: that file holds its defaults and its help
    keys : what it knows beside Hydra's own
    listing : the rows of `--list`, what it can be asked for
    answer : does its work; returns the report, for the last two lines, or None if it says them
    stopped : what it says of a Ctrl-C

    Examples
    --------
    >>> command = Subcommand("claims", ("seed",), lambda: [("C001",)], lambda config: None)
    >>> command.main(["--list"])
    C001
    0
    """

    name: str
    keys: tuple[str, ...]
    listing: Callable[[], Iterable[Sequence[str]]]
    answer: Callable[[Mapping[str, Any]], Path | None]
    stopped: str = GOES_ON

    def main(self, argv: Sequence[str] | None = None) -> int:
        """Run the command and return its exit status, as `sim.cli.main` does.

        Parameters
        ----------
        argv : sequence of str, optional
            Words and flags; those of the process if not given.
        """
        words = list(sys.argv[1:] if argv is None else argv)
        work = self._list if words[:1] == ["--list"] else self._answer
        return exit_status(lambda: work(words), self.stopped)

    def _list(self, words: Sequence[str]) -> None:
        from sim.cli.listing import table

        if len(words) > 1:
            raise SimError(f"stands alone, found '{words[1]}' beside it", field="--list")
        print(table(self.listing()))

    def _answer(self, words: Sequence[str]) -> None:
        from sim.cli.compose import asks_for_information, compose, print_information
        from sim.cli.relative_path import relative_path

        command = read_argv(words, self.keys)
        if command.has("-cn", "--config-name"):
            raise SimError(
                "is not used here: the command has a configuration of its own", field="-cn"
            )
        command = CommandLine(command.words, (*command.flags, "-cn", self.name))
        if asks_for_information(command):
            print_information(command, self.keys)
            return
        configs = compose(command)
        if len(configs) > 1:
            raise SimError("takes one value a key: run it once for each", field="-m")
        try:
            page = self.answer(configs[0])
        except InterruptedStudy:
            # A run within the work says what it kept of itself; the command knows what is kept
            # in all.
            raise KeyboardInterrupt from None
        if page is not None:
            print(f"report: {relative_path(page)}")
            print(f"results: {relative_path(page.parent)}")


@dataclass(frozen=True)
class PlainCommand:
    """A command that runs no world and reads no configuration, so that it needs no Hydra.

    Attributes
    ----------
    help : what `--help` prints
    keys : what may stand left of an equals sign
    answer : does its work with the words that are no key, and the value of each key
    stopped : what it says of a Ctrl-C
    listing : the lines of `--list`, if there is anything to list

    Examples
    --------
    >>> command = PlainCommand("Say words.", ("to",), print, "stopped")
    >>> command.main(["one", "to=there", "other"])
    ['one', 'other'] {'to': 'there'}
    0
    """

    help: str
    keys: tuple[str, ...]
    answer: Callable[[list[str], dict[str, str]], None]
    stopped: str
    listing: Callable[[], Iterable[str]] | None = None

    def main(self, argv: Sequence[str] | None = None) -> int:
        """Run the command and return its exit status, as `sim.cli.main` does.

        Parameters
        ----------
        argv : sequence of str, optional
            Words and flags; those of the process if not given.
        """
        words = list(sys.argv[1:] if argv is None else argv)
        return exit_status(lambda: self._answer(words), self.stopped)

    def _answer(self, words: Sequence[str]) -> None:
        flags = [word for word in words if word.startswith("-")]
        if flags:
            self._tell(flags[0], alone=len(words) == 1)
            return
        names: list[str] = []
        values: dict[str, str] = {}
        for word in words:
            key, sign, value = word.partition("=")
            if sign and key in self.keys:
                values[key] = value
            elif sign and not os.path.lexists(word):  # a file or folder may be called so
                raise UnknownName("key", key, self.keys)
            else:
                names.append(word)
        self.answer(names, values)

    def _tell(self, flag: str, *, alone: bool) -> None:
        """Print the help or the list."""
        known = ["--help"] if self.listing is None else ["--help", "--list"]
        if flag not in ("-h", *known):
            raise UnknownName("flag", flag, known)
        if not alone:
            raise SimError("stands alone, found more words beside it", field=flag)
        if flag == "--list" and self.listing is not None:
            print("\n".join(self.listing()))
        else:
            print(self.help)
