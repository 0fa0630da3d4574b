"""Machine code on disk: found by what it means, whatever its words and wherever it lies."""

import importlib.util
import inspect
import linecache
import os
import shutil
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest
from numba import types

from sim.engine import loop_frame, native, ordinary
from sim.engine.meaning import _reached, meaning
from sim.engine.native import Image, image, loaded, processor
from sim.engine.with_numba import made, meant
from sim.errors import SimWarning

ROOT = Path(__file__).resolve().parents[2]
TEXT = '''"""Something small."""
import numpy as np

COUNT = 10


def small(out, x):
    """Write a number."""
    total = 0.0
    for k in range(COUNT):
        total += x * k
    out[0] = total


def other(x):
    if x > 1.0:
        raise ValueError("too large")
'''
TAKES = (types.CPointer(types.float64), types.float64)


@pytest.fixture(autouse=True)
def _fresh(tmp_path, monkeypatch):
    """An empty cache, in a process that has compiled nothing yet."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    native._say.cache_clear()


@pytest.fixture
def function(tmp_path):
    """Make a function to compile, as if read from a file of a checkout."""

    def load(folder="here", text=TEXT):
        path = tmp_path / folder / "small_module.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        spec = importlib.util.spec_from_file_location("sim.small_module", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules["sim.small_module"] = module
        spec.loader.exec_module(module)
        linecache.clearcache()
        return module.small

    yield load
    sys.modules.pop("sim.small_module", None)


def run(small, sources=None):
    """Compile and call; return whether anything was compiled."""
    compiled = []

    def make():
        compiled.append(1)
        return made("small", small, TAKES)

    target = processor()
    found = image("small", sources or os.urandom(4), target, lambda: meant(small), make)
    (call,) = loaded(found, target, {"small": "pd"})
    out = np.zeros(1)
    call(out, 2.0)
    assert out[0] == 90.0
    return bool(compiled)


def test_image__is_made_once_and_then_found_in_any_checkout(function, capfd):
    assert run(function("one"))
    assert capfd.readouterr().err == "compiling the model: some seconds, once\n"
    assert not run(function("another"))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""Write a number."""', '"""Write another."""'),
        ("total = 0.0", "total = 0.0  # so far"),
        ("too large", "out of bounds"),
    ],
)
def test_image__of_other_words_is_found(function, old, new):
    assert old in TEXT
    run(function())
    assert not run(function(text=TEXT.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x * k", "k * x"),
        ("COUNT = 10", "COUNT = 5 + 5.0\nCOUNT = int(COUNT)\nAGAIN = COUNT"),
        ("COUNT = 10", "COUNT = 10\nTABLE = np.ones(3)"),
        ("COUNT = 10", "COUNT = 10\nfrom sim.mechanisms import choice"),
        ("COUNT = 10", "COUNT = 10\nfrom sim.mechanisms.step import Relations"),
    ],
)
def test_image__that_means_something_else_is_made(function, old, new):
    run(function())
    assert run(function(text=TEXT.replace(old, new)))


def test_image__of_the_same_sources_is_found_without_asking_what_they_mean(function):
    small = function()
    run(small, sources="the same")
    target = processor()

    def never():
        raise AssertionError("asked")

    assert image("small", "the same", target, never, never).entries


def test_meaning__moves_with_the_numbers_that_compiled_code_freezes(function, monkeypatch):
    one = function()
    before = meaning(one)
    monkeypatch.setitem(one.__globals__, "COUNT", 11)
    assert meaning(one) != before


@pytest.mark.parametrize("part", ["sources", "image"])
def test_image__that_is_damaged_is_made_anew_with_a_line(function, tmp_path, part):
    small = function()
    run(small, sources="the same")
    paths = sorted((tmp_path / "cache").glob("small-*.code"), key=lambda p: p.stat().st_size)
    path = paths[part == "image"]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.warns(SimWarning, match="cannot be used") as told:
        assert run(small, sources="the same") == (part == "image")
    assert len(told) == (2 if part == "image" else 1)  # it is asked for by both names
    assert not run(small, sources="the same")


def test_image__goes_through_a_file_unchanged():
    one = Image({"a": "b"}, ["c"], bytes(range(256)) + b"\n\n")
    assert Image.unpacked(one.packed()) == one


def test_function__that_needs_numba_to_run_is_refused(function):
    text = TEXT.replace("total = 0.0", "total = np.ones(int(x))[0] - 1.0")
    with pytest.raises(ValueError, match="small: asks Numba for NRT_MemInfo_alloc"):
        made("small", function(text=text), TAKES)


# The model itself.

SAY = """
import sim
found = sim.simulate(sim.load("neglect").replace(months=3), seed=1, replicate=0)
print(sim.spec.KERNEL_HASH, float(found["relation"].values[-1].sum()))
"""


def edited(folder, file, old, new):
    path = folder / "sim" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def asked(folder, cache):
    """Return (model's name, a number of a run, whether anything was compiled)."""
    ended = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=folder,
        env={**os.environ, "NUMBA_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    name, number = ended.stdout.split()
    return name, float(number), "compiling" in ended.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A second checkout, a cache, and what the model says there."""
    folder, cache = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("cache")
    shutil.copytree(ROOT / "sim", folder / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("scenarios", "conf"):
        (folder / name).symlink_to(ROOT / name)
    name, number, compiled = asked(folder, cache)
    assert compiled
    return folder, cache, name, number


def test_model__in_another_checkout_compiles_nothing(copied):
    _, cache, name, number = copied
    assert asked(ROOT, cache) == (name, number, False)


@pytest.mark.parametrize(
    ("file", "old", "new", "same_name", "same_number", "compiled"),
    [
        ("mechanisms/relation.py", '"""Return a', '"""Give a', *(True, True, False)),
        ("engine/plan.py", '"""Return the plan', '"""Give the plan', *(True, True, False)),
        ("spec/world.py", "# Looked up when", "# Found when", *(True, True, False)),
        ("spec/parameters/choosing.py", '"λ_S", 5.0', '"λ_S", 2.0', *(False, False, False)),
        ("mechanisms/relation.py", "(1.0 + relation)", "(1.5 + relation)", *(False, False, True)),
    ],
    ids=["docstring", "docstring of the plan", "remark", "default", "mechanism"],
)  # fmt: skip
def test_model__is_compiled_anew_where_its_operations_change_alone(
    copied, tmp_path, file, old, new, same_name, same_number, compiled
):
    folder, cache, name, number = copied
    shutil.copytree(folder, tmp_path / "edited", symlinks=True)
    edited(tmp_path / "edited", file, old, new)
    found = asked(tmp_path / "edited", cache)
    assert (found[0] == name, found[1] == number, found[2]) == (same_name, same_number, compiled)


def test_function__keeps_no_array_alive_and_takes_none_for_another(function):
    (call,) = loaded(made("small", function(), TAKES), processor(), {"small": "pd"})
    out = np.zeros(1)
    call(out, 2.0)
    gone, out = weakref.ref(out), None
    assert gone() is None
    for x in range(50):  # a new array may lie, and be named, where an old one did
        out = np.zeros(1)
        call(out, float(x))
        assert out[0] == 45.0 * x


def test_loop__knows_the_month_by_addresses_and_shapes_alone():
    """No mechanism, default or outcome is part of what it means."""
    reached = [module.__name__ for module in _reached(inspect.getmodule(loop_frame.rows), set())]
    assert sorted(reached) == [
        "sim.engine.call",
        "sim.engine.lanes",
        "sim.engine.loop_frame",
        "sim.engine.replicate",
        "sim.mechanisms.primitive",
    ]


def test_month__of_ordinary_numba_is_every_mechanism():
    reached = {module.__name__ for module in _reached(inspect.getmodule(ordinary._step), set())}
    files = (ROOT / "sim" / "mechanisms").glob("[a-z]*.py")
    assert {f"sim.mechanisms.{path.stem}" for path in files} <= reached
