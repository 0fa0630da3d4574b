"""Which model this is: a name for everything from which a number of a run can come.

The name goes by meaning. Of the month, the plan, draws and outcomes count the texts, without
comments, docstrings, types and the words of errors; of what is declared, the names and numbers that
act.
How the month is compiled is no part of it: every form of it gives the same bits.

A text that is put otherwise and was shown to give the same bits keeps the name that it had:
`model_name.json` says so, and `python -m tests.baselines --same` writes it after a look at every
world. So a better name for a variable costs nobody a stored study, a table or a posterior.
"""

import ast
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from sim.cache import keep, kept
from sim.errors import SimError
from sim.spec import (
    events,
    instruments,
    levels,
    outcomes,
    parameters,
    preferences,
    record_fields,
    recorded,
    streams,
    switches,
    variables,
)

__all__ = [
    *("KERNEL_HASH", "MEANT", "NAMED", "SOURCES"),
    *("bare_text", "check_model", "check_sources", "sources_hash", "text_hash"),
]

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("spec", "mechanisms", "tracing", "engine")

#: The text that was last shown to be the model of a name: {"text": …, "name": …}.
NAMED = Path(__file__).with_name("model_name.json")

#: Where the text itself counts: what a month does, and what a replicate begins with.
MEANT = (
    "mechanisms/*.py",
    *("engine/one_lane.py", "engine/outcomes.py", "engine/plan.py", "engine/replicate.py"),
    *("spec/chance.py", "spec/world.py", "tracing/month.py"),
)


def sources_hash(rooms: Iterable[str] = _ROOMS) -> str:
    """Return 16 hex digits over the Python sources of rooms, as they lie now.

    Parameters
    ----------
    rooms : by default those of the model

    Examples
    --------
    >>> sources_hash() == sources_hash(("spec",))
    False
    """
    paths = (path for room in rooms for path in sorted((_PACKAGE / room).rglob("*.py")))
    return _hash(f"{_name(path)}\n{_text(path)}" for path in paths)


def _hash(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _name(path: Path) -> str:
    return path.relative_to(_PACKAGE).as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")  # with one kind of line end, whatever the system


def bare_text(source: str) -> str:
    r"""Return what a module does, as text: no comments, docstrings, types or words of errors.

    Examples
    --------
    >>> bare_text("def f():\n    'Say.'\n    return 1") == bare_text("def f(): return 1  # one")
    True
    >>> bare_text("def f(x: float) -> float: return x") == bare_text("def f(x): return x")
    True
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            if ast.get_docstring(node, clean=False) is not None:
                del node.body[0]
            if isinstance(node, ast.FunctionDef):
                node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            node.exc = node.exc.func
    return _spelt(tree)


def _spelt(node: object) -> str:
    """Return a syntax tree as text, the same from every version of Python.

    `ast.dump` is not: each version adds fields, which are empty where a module does without them.
    """
    if isinstance(node, list):
        return f"[{', '.join(map(_spelt, node))}]"
    if isinstance(node, ast.Constant):
        return repr(node.value)
    if not isinstance(node, ast.AST):
        return repr(node)
    parts = ((name, value) for name, value in ast.iter_fields(node) if value not in (None, []))
    return f"{type(node).__name__}({', '.join(f'{name}={_spelt(v)}' for name, v in parts)})"


def _declared() -> str:
    """Return the names and numbers of what is declared, without its words."""
    return repr(
        (
            [(v.name, v.low, v.high, v.kind) for v in (*variables.STATES, *variables.FLOWS)],
            (variables.STATE_FIELDS, [v.name for v in variables.INPUTS], switches.SWITCHES),
            [(i.name, i.capital, i.numbers, i.staying) for i in instruments.INSTRUMENTS],
            (levels.FORK, levels.QUAD, levels.RETALIATION, levels.TALKS, levels.TRIANGLE),
            (instruments.BELIEF_FIELDS, preferences.TRAIT_FIELDS, preferences.ISO),
            [(s.name, s.given, s.generate) for s in events.EVENT_STREAMS],
            ([(p.name, p.default) for p in parameters.PARAMETERS], streams.STREAMS),
            [(r.name, r.type, [v.name for v in r.fields]) for r in record_fields.RECORDS],
            (outcomes.FALL, outcomes.OUTCOME_FIELDS, recorded.BINS, recorded.HISTOGRAMMED),
        )
    )


def text_hash() -> str:
    """Return 16 hex digits over what the model means.

    The texts are read anew only where a byte of them has changed.
    """
    paths = [path for pattern in MEANT for path in sorted(_PACKAGE.glob(pattern))]
    texts = [f"{_name(path)}\n{_text(path)}" for path in paths]
    remembered = f"month-{_hash(texts)}.name"
    month = kept(remembered, bytes.decode)
    if month is None:
        month = _hash(f"{_name(path)}\n{bare_text(_text(path))}" for path in paths)
        keep(remembered, month.encode())
    return _hash((month, _declared()))


def _named() -> str:
    """Return the model's name: that of its text, unless the text was shown to be of another."""
    text = text_hash()
    known = json.loads(_text(NAMED))
    return str(known["name"]) if known["text"] == text else text


#: The sources as they lay when the name was taken.
SOURCES = sources_hash()

#: Names the model: part of every result's key, so that a changed model never finds old answers.
KERNEL_HASH = _named()


def check_sources() -> None:
    """Raise if a file of the model has changed since its name was taken.

    Called once all of them are loaded: else a name could stand for code half old and half new.
    """
    if sources_hash() != SOURCES:
        raise SimError("the model's files have changed since this process began: start Python anew")


def check_model(model: str) -> None:
    """Raise if something was run by another model than this one; '' is nobody's.

    Raises
    ------
    SimError
        A row that this model runs is not the row of another one.

    Examples
    --------
    >>> check_model(KERNEL_HASH)
    """
    if model not in ("", KERNEL_HASH):
        raise SimError(
            f"was run by model {model}, and this is model {KERNEL_HASH}: its rows cannot be "
            "replayed; world.replace() makes it a world of this model",
            field="world",
        )
