"""The model's name: it moves with every number of a run, and with nothing else."""

import ast
import doctest
import json
from pathlib import Path

import pytest

import sim.spec
from sim.spec import version
from sim.spec.instruments import BROKERAGE, INSTRUMENTS
from sim.spec.levels import TALKS
from sim.spec.parameters import PARAMETERS
from sim.spec.record_fields import RECORDS

PACKAGE = Path(sim.spec.__file__).parents[1]
MEANT = [path for pattern in version.MEANT for path in sorted(PACKAGE.glob(pattern))]

#: Modules of words whose names and numbers are in the name by value.
DECLARED = {
    *("sim.spec.events", "sim.spec.instruments", "sim.spec.levels", "sim.spec.outcomes"),
    "sim.spec.parameters",
    *("sim.spec.preferences", "sim.spec.recorded", "sim.spec.streams", "sim.spec.switches"),
    *("sim.spec.record_fields", "sim.spec.variables"),
}

#: Modules of which a month's texts use what never makes a number: how memory lies, how a function
#: at an address is called, how symbols are recorded, what a month is called, how worlds are told,
#: named tuples of declared fields.
BESIDE = {
    *("sim.engine.call", "sim.engine.table", "sim.spec.calendar"),
    *("sim.spec.plain", "sim.spec.records", "sim.tracing.symbol", "sim.tracing.trace"),
}


#: A world that opens with Washington convening.
BROKERAGE_HELD = INSTRUMENTS[0]._replace(staying=BROKERAGE.convene)


def is_module(name):
    """Whether a dotted name is a module or a package of this one."""
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def imports(path):
    """The modules of this package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{one.name}" for one in node.names}
            found |= set(filter(is_module, names)) or {node.module}
    return {name for name in found if name.startswith("sim.")}


def test_doctests():
    assert doctest.testmod(version).failed == 0


def test_every_module_that_a_month_comes_from__is_in_its_name():
    meant = {".".join(("sim", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in MEANT}
    used = set().union(*map(imports, MEANT))
    assert used - meant - DECLARED - BESIDE == set()
    assert imports(PACKAGE / "spec" / "version.py") >= DECLARED


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of what the name is made of, to be changed."""
    for path in [*MEANT, PACKAGE / "spec" / "model_name.json"]:
        copy = tmp_path / path.relative_to(PACKAGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    monkeypatch.setattr(version, "NAMED", tmp_path / "spec" / "model_name.json")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    assert version._named() == version.KERNEL_HASH
    return tmp_path


def changed(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mechanisms/vacuum.py", '"""', '"""Other words. '),
        ("mechanisms/choice.py", "@kernel\n", "# A remark.\n\n\n@kernel\n"),
        ("mechanisms/relation.py", "up = greatest(push, 0.0)", "up = (greatest(push, 0.0))"),
        ("engine/plan.py", "_start(segments[0][0])", "_start(  # a\n  segments[0][0])"),
    ],
)  # fmt: skip
def test_name__stays_where_only_words_change(copied, file, old, new):
    changed(copied / file, old, new)
    assert version._named() == version.KERNEL_HASH


def test_text__has_no_field_that_a_later_python_adds(monkeypatch):
    """Python 3.12 gave functions and classes `type_params`, empty unless they are generic."""
    source = "class A:\n    def f(self, x=None):\n        return x, [], None, 'f', f'{x!r}'\n"
    before = version.bare_text(source)
    for kind in (version.ast.FunctionDef, version.ast.ClassDef):
        monkeypatch.setattr(kind, "_fields", (*kind._fields, "of_later"))
        monkeypatch.setattr(kind, "of_later", [], raising=False)
    assert version.bare_text(source) == before
    assert version.bare_text(source.replace("None, 'f'", "'f'")) != before
    assert version.bare_text(source.replace("x=None", "x")) != before


def test_name__is_that_of_its_text_unless_that_was_shown_to_be_of_another(copied):
    """A change that moves no number and was tried keeps the name; the next one has its own."""
    changed(copied / "mechanisms" / "vacuum.py", "def ", "def another_")
    text = version.text_hash()
    assert version._named() == text != version.KERNEL_HASH
    known = {"text": text, "name": "0123456789abcdef"}
    (copied / "spec").mkdir(exist_ok=True)
    version_file = copied / "spec" / "model_name.json"
    version_file.write_text(json.dumps(known), encoding="utf-8")
    assert version._named() == "0123456789abcdef"
    changed(copied / "mechanisms" / "vacuum.py", "def another_", "def others_")
    assert version._named() == version.text_hash() != text


def test_name__that_is_shipped_is_of_the_text_as_it_is():
    """Else `python -m tests.baselines --same` or `--because` is still to be run."""
    known = json.loads(version.NAMED.read_text(encoding="utf-8"))
    assert known == {"text": version.text_hash(), "name": version.KERNEL_HASH}


def test_name__stays_where_the_text_of_an_error_changes():
    one = "def f(x):\n    if x > 1:\n        raise ValueError(f'{x} is too large')\n    return x\n"
    assert version.bare_text(one) == version.bare_text(one.replace("too large", "out of bounds"))
    assert version.bare_text(one) != version.bare_text(one.replace("ValueError", "TypeError"))
    assert version.bare_text(one) != version.bare_text(one.replace("x > 1", "x > 2"))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mechanisms/relation.py", "(1.0 + relation)", "(1.5 + relation)"),
        ("mechanisms/arithmetic.py", "0.2857141712477113", "0.28571417124771137"),
        ("mechanisms/step.py", "tokyo = see_tokyo(s, t, i, p)", "tokyo = see_seoul(s, t, i, p)"),
        ("engine/plan.py", "np.arange(before + 1.0, ", "np.arange(before + 0.0, "),
        ("engine/outcomes.py", "months - 1.0", "months"),
        ("engine/replicate.py", "+ timeline.trait_span[k] * u", "- timeline.trait_span[k] * u"),
        ("spec/chance.py", "0x9E3779B9", "0x9E3779B8"),
        ("tracing/month.py", "range(BLOCKS)", "range(BLOCKS + 1)"),
    ],
)
def test_name__moves_with_what_a_month_does(copied, file, old, new):
    changed(copied / file, old, new)
    assert version._named() != version.KERNEL_HASH


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        ("parameters", "PARAMETERS", (PARAMETERS[0]._replace(default=0.11), *PARAMETERS[1:])),
        ("record_fields", "RECORDS", (RECORDS[0]._replace(fields=()), *RECORDS[1:])),
        ("outcomes", "FALL", 0.21),
        ("recorded", "BINS", 100),
        ("streams", "STREAMS", ()),
        ("switches", "SWITCHES", ()),
        ("levels", "TALKS", TALKS._replace(deal=4.0, breakdown=3.0)),
        ("instruments", "INSTRUMENTS", (BROKERAGE_HELD, *INSTRUMENTS[1:])),
    ],
)
def test_name__moves_with_what_is_declared(monkeypatch, module, name, value):
    monkeypatch.setattr(getattr(version, module), name, value)
    assert version._named() != version.KERNEL_HASH


def test_name__does_not_go_by_the_ends_of_lines(copied):
    path = copied / "mechanisms" / "thaw.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert version._named() == version.KERNEL_HASH


def test_name__is_worked_out_anew_where_what_was_remembered_is_damaged(copied):
    version._named()
    (remembered,) = (copied / "cache").glob("month-*.name")
    remembered.write_bytes(b"x" * 60)
    with pytest.warns(match="cannot be used"):
        assert version._named() == version.KERNEL_HASH
    assert version._named() == version.KERNEL_HASH


def test_sources__of_every_file_of_the_rooms_count(tmp_path, monkeypatch):
    (tmp_path / "tracing").mkdir()
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    monkeypatch.setattr(version, "NAMED", tmp_path / "spec" / "model_name.json")
    before = version.sources_hash()
    (tmp_path / "tracing" / "new.py").write_text("X = 1\n")
    one = version.sources_hash()
    (tmp_path / "tracing" / "new.py").write_text("X = 1  # a remark\n")
    assert len({before, one, version.sources_hash()}) == 3
