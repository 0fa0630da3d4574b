"""What a function means: its text and whatever else its compiled form holds, without its words.

Two functions of one meaning may share compiled code, wherever their files lie.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from sim.spec.version import bare_text

__all__ = ["meaning"]

#: What compiled code takes over from the names around a function.
_FROZEN = (bool, int, float, str, tuple, np.ndarray, np.generic)


def meaning(function: Callable[..., Any]) -> str:
    """Return 24 hex digits over everything that a compiled function is made of.

    That is the text of its module and of the modules of this package whose functions it can reach
    by a name, without comments, docstrings, types and the words of errors; the numbers that stand
    in them; and the fields of the named tuples.
    """
    digest = hashlib.sha256()
    for module in _reached(inspect.getmodule(function), set()):
        digest.update(module.__name__.encode())
        digest.update(bare_text(inspect.getsource(module)).encode())
        for name, value in sorted(vars(module).items()):
            if name.startswith("__"):
                continue
            if isinstance(value, _FROZEN):
                array = value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
                digest.update(name.encode() + array)
            elif isinstance(value, type):
                digest.update(f"{name} {getattr(value, '_fields', '')}".encode())
    return digest.hexdigest()[:24]


def _reached(module: ModuleType | None, seen: set[str]) -> Iterator[ModuleType]:
    """Yield a module, and those whose functions it names, each once."""
    if module is None or module.__name__ in seen:
        return
    seen.add(module.__name__)
    yield module
    for value in list(vars(module).values()):
        other = value if isinstance(value, ModuleType) else None
        if isinstance(value, FunctionType):
            other = inspect.getmodule(value)
        if other is not None and other.__name__.startswith("sim."):
            yield from _reached(other, seen)
