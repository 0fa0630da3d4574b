"""Machine code kept on disk by what it means, loaded, and called.

An image is an object file with the names of its functions. It is found by the bytes of the sources
it was made of, or else by what those mean; only where both are new is something compiled.
"""

import ctypes
import functools
import hashlib
import json
import operator
import os
import platform
import subprocess
import sys
import weakref
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, NamedTuple

import llvmlite.binding as llvm

from sim.cache import keep, kept
from sim.errors import SimError

__all__ = ["Image", "MachineFunction", "Processor", "image", "loaded", "machine", "processor"]

#: Level of LLVM's passes: all levels gave code of one speed, this one compiles soonest.
LEVEL = 2


class Processor(NamedTuple):
    """What code is made for: LLVM's name of the processor, and its features as '+a,-b'."""

    name: str
    features: str


class Image(NamedTuple):
    """An object file.

    Attributes
    ----------
    entries : what each of its functions is called in the file, by our name for it
    foreign : functions of others that it names, none of which it ever calls
    """

    entries: dict[str, str]
    foreign: list[str]
    code: bytes

    def packed(self) -> bytes:
        """Return the image as the bytes of a file."""
        return json.dumps([self.entries, self.foreign]).encode() + b"\n" + self.code

    @classmethod
    def unpacked(cls, data: bytes) -> "Image":
        head, _, code = data.partition(b"\n")
        entries, foreign = json.loads(head)
        return cls(entries, foreign, code)


class MachineFunction:
    """A function at an address, called with arrays and numbers; it writes into its arrays.

    Parameters
    ----------
    address : where its code lies
    takes : its arguments in order: p an array (these first), i a whole number, d a float
    alive : what must live as long as the code
    """

    def __init__(self, address: int, takes: str, alive: Any) -> None:
        self.address, self._alive = address, alive
        kinds = {"p": ctypes.c_void_p, "i": ctypes.c_int64, "d": ctypes.c_double}
        self._function = ctypes.CFUNCTYPE(None, *(kinds[kind] for kind in takes))(address)
        self._arrays = takes.count("p")  # they come first
        self._last: tuple[list[Any], list[int]] = ([], [])

    def __call__(self, *arguments: Any) -> None:
        arrays, (before, addresses) = arguments[: self._arrays], self._last
        # Mostly those of the call before, whose addresses took as long to find as a month to run.
        # They are not kept alive: an address holds as long as its array.
        same = [seen() for seen in before]
        if len(same) != len(arrays) or not all(map(operator.is_, arrays, same)):
            addresses = [array.ctypes.data for array in arrays]
            self._last = ([weakref.ref(array) for array in arrays], addresses)
        self._function(*addresses, *arguments[self._arrays :])


@functools.cache
def processor() -> Processor:
    """Return this machine's processor; NUMBA_CPU_NAME and NUMBA_CPU_FEATURES choose another.

    Raises
    ------
    SimError
        LLVM knows no such processor or feature.
    """
    name, features = (os.environ.get(f"NUMBA_CPU_{what}") for what in ("NAME", "FEATURES"))
    if name is None and features is None:
        # LLVM lists features of versions of AVX10 that it does not take back.
        found = llvm.get_host_cpu_features().flatten().split(",")
        known = ",".join(one for one in found if "avx10." not in one)
        return Processor(llvm.get_host_cpu_name(), known)
    chosen = Processor(name or llvm.get_host_cpu_name(), features or "")
    # Told of one that it does not know, LLVM may end the process: another one tries it.
    script = f"from sim.engine.native import Processor, machine\nmachine({chosen})"
    tried = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    if tried.returncode or b"not a recognized" in tried.stderr:
        raise SimError(
            f"found {', '.join(filter(None, chosen))}, which LLVM does not know: leave both unset, "
            "or see `numba -s`",
            field="NUMBA_CPU_NAME, NUMBA_CPU_FEATURES",
        )
    return chosen


def machine(target: Processor) -> llvm.TargetMachine:
    """Return LLVM's machine; no fast-math and no contraction, which are its defaults."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=target.name,
        features=target.features,
        opt=LEVEL,
        reloc="pic",
        codemodel="jitdefault",
        jit=True,
    )


def image(
    what: str,
    sources: Any,
    target: Processor,
    meaning: Callable[[], str],
    make: Callable[[], Image],
) -> Image:
    """Return an image, made before or now.

    Parameters
    ----------
    what : its name, for people who look into the folder
    sources : what it is made of, to the byte: while that stays, its meaning is not asked for
    meaning : says everything that its code depends on, beside processor and versions
    make : compiles it
    """
    by_sources = _name(f"{what}-sources", sources, target)
    name = kept(by_sources, bytes.decode)
    made = kept(name, Image.unpacked) if name else None
    if made is None:
        name = _name(what, meaning(), target)
        made = kept(name, Image.unpacked)
        if made is None:
            _say()
            made = make()
            keep(name, made.packed(), "compiled code")
        keep(by_sources, name.encode())
    assert isinstance(made, Image)
    return made


def _name(what: str, made_of: Any, target: Processor) -> str:
    """Return the name of a kept file: what it is, and everything that its bytes depend on."""
    python = (platform.python_implementation(), sys.version_info[:3], platform.machine())
    versions = (*python, version("llvmlite"), version("numba"), LEVEL)
    key = hashlib.sha256(repr((made_of, target, versions)).encode()).hexdigest()[:24]
    return f"{what}-{key}.code"


@functools.cache
def _say() -> None:
    """Say once a process why its first run takes longer."""
    print("compiling the model: some seconds, once", file=sys.stderr)


def loaded(made: Image, target: Processor, takes: dict[str, str]) -> list[MachineFunction]:
    """Return functions of an image, in the order of `takes`, which says what each takes."""
    never = ctypes.cast(ctypes.pythonapi.Py_FatalError, ctypes.c_void_p).value
    for name in made.foreign:
        if llvm.address_of_symbol(name) is None:  # Numba, where it is loaded, knows its own
            llvm.add_symbol(name, never)
    engine: Any = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine(target))
    engine.add_object_file(llvm.ObjectFileRef.from_data(made.code))
    engine.finalize_object()
    return [
        MachineFunction(engine.get_function_address(made.entries[name]), shape, engine)
        for name, shape in takes.items()
    ]
