"""Compiling a function with Numba into an image, which needs no Numba to run."""

import inspect
import re
from collections.abc import Callable
from typing import Any

from numba import types
from numba.core.ccallback import CFunc

from sim.engine import twins
from sim.engine.meaning import meaning
from sim.engine.native import Image
from sim.spec.version import bare_text

__all__ = ["made", "meant"]

#: Functions of Numba's that compiled code names.
_FOREIGN = re.compile(r"^declare [^@]*@((?:NRT|numba)_\w+)\(", re.MULTILINE)

#: Those of them that are called where something is raised, or an array of Numba's own is freed.
_OF_ERRORS = {
    *("NRT_Free", "NRT_MemInfo_call_dtor", "numba_do_raise", "numba_unpickle"),
    *("numba_gil_ensure", "numba_gil_release", "numba_runtime_build_excinfo_struct"),
}


def meant(function: Callable[..., Any]) -> str:
    """Return what a function means, and how Numba is told of what it calls."""
    return f"{meaning(function)} {bare_text(inspect.getsource(twins))}"


def made(name: str, function: Callable[..., Any], takes: tuple[Any, ...]) -> Image:
    """Compile a function that returns nothing, to be called by its address.

    No fastmath: strict IEEE gives the same bits on every thread count and processor. With
    `error_model="numpy"` a month raises nothing, so what would raise is named and never called.

    Parameters
    ----------
    name : what the image calls it
    takes : Numba's types of its arguments: pointers and numbers

    Raises
    ------
    ValueError
        The function needs Numba when it runs: it makes an array, say.
    """
    twins.tell_numba()
    compiled: Any = CFunc(function, (takes, types.void), {}, {"error_model": "numpy"})
    compiled.compile()
    library = compiled._library
    foreign = sorted(set(_FOREIGN.findall(library.get_llvm_str())))
    if asked := set(foreign) - _OF_ERRORS:
        raise ValueError(f"{name}: asks Numba for {', '.join(sorted(asked))}, which may be gone")
    return Image({name: compiled._wrapper_name}, foreign, library._get_compiled_object())
