"""The words of a command: which keys and flags there are, and how open keys are put to Hydra.

Hydra refuses a key that its configuration does not hold unless the user writes `++key=value`.
Leaders, traits, switches and the like hold too many names to list, so a word that sets one of them
gets its `++` here; `sim.spec.override` checks their names afterwards, against the registry. Every
other key must be one of KEYS, whatever sign it carries.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sim.cli.hydra_part import hydra_word
from sim.errors import SimError, UnknownName, WrongKind, nearest
from sim.spec.event_asked import like_month, month_as_key
from sim.spec.override_key import START, bare

__all__ = [
    *("BASINS", "COMMANDS", "KEYS", "LISTS", "OPEN", "OUTPUT", "PART", "RANGED", "STUDY", "TEXTS"),
    "WORLD",
    *("CommandLine", "hydra_override", "read_argv", "wanted"),
]

#: What a design point sets, beside the open keys.
WORLD = {
    "scenario": "the world to run; see --list scenarios",
    "months": "a whole number: length of the window, in months",
    "first": "first month of the window, YYYY-MM",
    "last": "last month of the window, YYYY-MM",
    "branch": "a month of the window, YYYY-MM, from which on all else acts that is asked",
    "parameter_set": "draws that stand in for the defaults, such as a posterior",
}

#: Keys with names below them; any of them may be set, each checked by name.
OPEN = {
    "leaders": "leaders.<leader or capital>.<trait>: a number, or [low,high]",
    "traits": "traits.<trait>: a number, or [low,high], for every leader in office",
    "switches": "switches.<mechanism>: true or false",
    "parameters": "parameters.<parameter>: a number, or [low,high]",
    "events": "events.<stream>: given, generated, off, events [{month:YYYY-MM,size:x}] in place of "
    "all, or {YYYY-MM:x} in their months; events.<stream>.without=[YYYY-MM]; events.<stream>.add",
    "series": "series.<series>: a number, one level for the whole window, or points {YYYY-MM:x} in "
    "their months; series.<series>.without=[YYYY-MM]; series.<series>.add",
    "outcomes": "outcomes.<name>: a measure of a run's months in quotes, such as "
    "'outcomes.cold=\"share(relation_jpn_kor < 0)\"'; see --list measures",
    "turnover": "turnover.tokyo: a whole number, 1 or more, which draws who follows in Tokyo",
    "start": "start.<key>, such as start.parameters.<parameter>: acts in the window and in the "
    "world that it starts from",
}

#: What a whole study shares.
STUDY = {
    "worlds": "a folder of your own worlds",
    "replicates": "a whole number: runs of each design point",
    "target_se": "a number: run until the mean of jpn_kor_final has so small a standard error; or "
    "{outcome:number}",
    "seed": "a whole number: key of every random draw",
    "threads": "a whole number: how many at once; all processors if not said",
    "design": "a table (CSV) of design points: columns are keys, a row a point",
    "output": "output.folder, output.study, output.trajectories, output.keep",
    "report": "what to write beside the results",
}

#: Which part of a study a job runs; what a whole study has once as well.
PART = {
    "rows": "a:b, rows of the design from 0, b not included: a job's part of the study",
    "shard": "i/n, one of n equal shares of the study's work: a job's part of it",
}

#: What is told on the screen.
SHOW = {"show": "a list of outcomes: what the printed table shows; see --list outcomes"}

#: Names below `output`.
OUTPUT = ("folder", "study", "trajectories", "keep")

#: Names below `basins`, the map in the report on Washington's traits, and what each is.
BASINS = {
    "size": "a whole number: values of load and of demands on the map of basins",
    "replicates": "a whole number: runs of each of its cells from each of two starts",
}

KEYS = (*WORLD, *OPEN, *STUDY, *PART, *SHOW, "basins")

#: Keys that are set name by name.
_SECTIONS = {"output": OUTPUT, "basins": tuple(BASINS)}

#: Keys whose value is text, and what it names.
TEXTS = {
    "scenario": "the name of a world; see --list scenarios",
    "parameter_set": "the name of a set; see --list parameter_sets",
    "experiment": "the name of a question; see --list experiments",
    "worlds": "a folder of worlds",
    "design": "a table (CSV)",
    "report": "the name of a report",
    "output.folder": "a folder",
    "output.study": "a name",
    **PART,
}

#: Keys of further commands that take a list, and sections whose values may be a range.
LISTS = ("ids", "articles", "maps", "levers", "names", "scenarios", "show")
RANGED = ("leaders.", "traits.", "parameters.")

#: Keys that always have a value.
_ALWAYS = ("scenario", "replicates", "seed", "output.folder", "output.trajectories")

#: Further commands and what each is for; `python -m sim.<name>` is the same.
COMMANDS = {
    "articles": "how far results rest on each article",
    "calibrate": "a fit of parameters to facts before 2025",
    "claims": "what became of the articles' claims",
    "disputed": "maps of the signs that the articles dispute",
    "hindcast": "the record beside the model",
    "levers": "what each trait, lever and mechanism does over all priors",
    "merge": "parts of a study that ran apart become one",
    "page": "lessons as pages for any browser",
    "parameters": "where each parameter acts",
    "trace": "the month as operations, and what moves a number",
}

#: Flags by what follows them. Hydra's own, `--list` aside, less those that would run or write
#: something by themselves.
_ALONE = frozenset(
    ("-h", "--help", "--hydra-help", "--version", "--resolve", "-r", "--run", "-m", "--multirun")
)

#: Flags of our own, which come first.
_FIRST = ("--list", "--rename", "--remove")

#: What a flag's value may be; nothing stands for anything.
_VALUED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("-c", "--cfg"), ("job", "hydra", "all")),
    **dict.fromkeys(
        ("-i", "--info"), ("all", "config", "defaults", "defaults-tree", "plugins", "searchpath")
    ),
    **dict.fromkeys(("-p", "--package"), ()),
    **dict.fromkeys(("-cp", "--config-path", "-cn", "--config-name", "-cd", "--config-dir"), ()),
}
_COMPLETION = frozenset(("-sc", "--shell-completion"))

#: Flags that mean something beside another alone.
_BESIDE = {
    "--package": (("-p", "--package"), ("-c", "--cfg")),
    "--resolve": (("--resolve",), ("-c", "--cfg", "-h", "--help")),
}

#: Letters of the longest key. Assumed: three times what any has.
_LONGEST = 200

_WORD = re.compile(
    r"(?P<sign>~|\+{0,2})(?P<key>[^=@~+]+)(?P<rest>(?:@[^=]*)?(?:=.*)?)\Z", re.DOTALL
)


class CommandLine(NamedTuple):
    """A command line in two piles: words (`key=value`, `~key`) and flags with their values."""

    words: tuple[str, ...]
    flags: tuple[str, ...]

    def has(self, *names: str) -> bool:
        """Return whether one of these flags is set."""
        return bool(set(names) & set(self.flags))

    def value(self, *names: str) -> str | None:
        """Return what follows the last of these flags."""
        last = None
        for flag, after in zip(self.flags, self.flags[1:], strict=False):
            if flag in names:
                last = after
        return last

    def word(self, key: str) -> str | None:
        """Return the text of the last word that sets a key."""
        texts = [text for name, _, text in (w.partition("=") for w in self.words) if name == key]
        return texts[-1] if texts else None


def wanted(key: str) -> str:
    """Return what a key's value is to be, in words.

    Examples
    --------
    >>> wanted("months")
    'a whole number: length of the window, in months'
    """
    head = bare(key).split(".")[0]
    if bare(key) != key:
        return OPEN["start"] if head not in OPEN or head == "start" else f"{START}{OPEN[head]}"
    if head == "basins":
        return BASINS.get(key.partition(".")[2], ", ".join(f"basins.{name}" for name in BASINS))
    known = {**WORLD, **OPEN, **STUDY, **PART, **SHOW}
    return TEXTS.get(key) or known.get(head, "a value as --help shows it")


def hydra_override(word: str, keys: Sequence[str] = KEYS) -> str:
    """Return a word as Hydra takes it: `++` before an open key, no sign before any other.

    Parameters
    ----------
    word : `key=value` or `~key`
    keys : what the command knows beside Hydra's own

    Raises
    ------
    SimError
        If the key is not among them, nor one of Hydra's that is used.

    Examples
    --------
    >>> hydra_override("leaders.seoul.rivalry=0.2")
    '++leaders.seoul.rivalry=0.2'
    >>> hydra_override("+seed=1")
    'seed=1'
    """
    match = _WORD.match(word)
    if match is None:
        raise WrongKind(word, "key=value, its key of letters, digits, '_' and dots")
    sign, key, rest = match["sign"], match["key"].strip(), match["rest"]
    head = re.split(r"[./]", key, maxsplit=1)[0]
    if len(key) > _LONGEST:
        raise WrongKind(key, f"a key of at most {_LONGEST} letters")
    if rest.startswith("@"):
        raise SimError("found @ behind a key, wanted key=value", field=key)
    if head == "hydra":
        return hydra_word(sign, key, rest)
    if head in OPEN and head in keys:
        if "/" in key:
            raise WrongKind(key, f"dots between names: {key.replace('/', '.')}", field="key")
        section, *below = bare(key).split(".")
        for name in filter(like_month, below[1:] if section == "events" else ()):
            stream = f"{key.removesuffix(bare(key))}events.{below[0]}"
            raise month_as_key(stream, name, rest.removeprefix("="))
        return f"~{key}{rest}" if sign == "~" else f"++{key}{rest}"
    parts = tuple(
        f"{head}.{name}" for head, names in _SECTIONS.items() if head in keys for name in names
    )
    known = (*(name for name in keys if name not in _SECTIONS), *parts)
    # The command that runs a design runs the questions about worlds as well.
    if key not in (*keys, *parts) and not (key == "experiment" and "design" in keys):
        # The first part is a slip more often than the whole is: leader.seoul.rivalry.
        slip = key != head and nearest(head, tuple(OPEN))
        raise UnknownName("key", head if slip else key, known)
    if sign == "~":
        else_ = "give it another value" if key in _ALWAYS else "set it to null"
        raise SimError(f"cannot be taken away; {else_}", field=key)
    return f"{key}{_as_written(key, rest)}"


def _as_written(key: str, rest: str) -> str:
    """Return `=value` with quotes around numbers that are meant as text: `scenario=2030`."""
    one = "," not in rest or key in WORLD
    if key not in TEXTS or not one or set(rest) & set("'\"[{(\\$"):
        return rest
    values = [
        f'"{value.strip()}"' if _reads_as_other(key, value.strip()) else value
        for value in rest.removeprefix("=").split(",")
    ]
    return f"={','.join(values)}"


def _reads_as_other(key: str, value: str) -> bool:
    """Return whether Hydra would take a text for a number or the like. Most keys may be null."""
    if value.lower() in ("true", "false", "null"):
        return key == "scenario" or value.lower() != "null"
    try:
        float(value)
    except ValueError:
        return False
    return True


def read_argv(argv: Sequence[str], keys: Sequence[str] = KEYS) -> CommandLine:
    """Sort a command line into words and flags, and check the words' keys.

    Words may stand before, between and after flags; Hydra's own parser wants them together.

    Parameters
    ----------
    argv : the command line, without the command
    keys : what the command knows beside Hydra's own

    Raises
    ------
    SimError
        For a key or flag that does not exist or is not used, or a bare word.

    Examples
    --------
    >>> read_argv(["seed=1", "-m", "switches.vacuum=true,false"])
    CommandLine(words=('seed=1', '++switches.vacuum=true,false'), flags=('-m',))
    """
    words: list[str] = []
    flags: list[str] = []
    rest = list(argv)
    completing = bool(_COMPLETION & set(rest))
    before = ""
    while rest:
        part = rest.pop(0)
        flag, equals, value = part.partition("=")
        if part.startswith("-"):
            if flag in _FIRST:
                raise SimError("stands first, before all other words", field=flag)
            if flag not in (*_ALONE, *_VALUED, *_COMPLETION):
                raise UnknownName("flag", flag, (*_FIRST, *_ALONE, *_VALUED))
            flags += [flag, value] if equals else [flag]
            if flag in _VALUED:
                alone = not rest or "=" in rest[0] or rest[0].startswith("-")
                flags += [] if equals or alone else [rest.pop(0)]
                _check_value(flag, flags)
        elif completing:
            words.append(part)
        elif equals or part.startswith("~"):
            words.append(hydra_override(part, keys))
        else:
            raise _bare(part, before, keys)
        before = part
    command = CommandLine(tuple(words), tuple(flags))
    for name, (these, others) in _BESIDE.items():
        if command.has(*these) and not command.has(*others):
            raise SimError(f"goes with {' or '.join(others[1::2])}", field=name)
    return command


def _check_value(flag: str, flags: Sequence[str]) -> None:
    """Raise unless the flag that was read last has a value that it may have."""
    value = flags[-1] if flags[-1] != flag else ""
    values = _VALUED[flag]
    if value and values and value not in values:
        raise UnknownName(f"value of {flag}", value, values)
    if not value and flag not in ("-i", "--info"):
        raise WrongKind("nothing", ", ".join(values) or "a value", field=flag)


def _bare(part: str, before: str, keys: Sequence[str]) -> SimError:
    """Return the error for a word without a key. Most often a space has parted it from one."""
    if ("=" in before and before[-1] in ",=:[{(") or part.startswith((",", ")", "]", "}")):
        return SimError(
            f"found {part} behind a space: leave the space out, or put the word in quotes"
        )
    if part in keys or part in OPEN or part == "=":
        return WrongKind(part, "key=value without spaces")
    if not before and keys is KEYS and nearest(part, COMMANDS):
        return UnknownName("command", part, COMMANDS)
    return WrongKind(part, "key=value, such as scenario=second_trump_term; see --help")
