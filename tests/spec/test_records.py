"""The records of a month: what mypy and editors know of them is what the registry declares."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

from sim.mechanisms import thaw
from sim.spec import records
from sim.spec.parameters import PARAMETER_FIELDS, PARAMETERS
from sim.spec.record_fields import RECORDS
from sim.spec.records_stub import STUB, records_stub
from sim.spec.variables import STATE_FIELDS, STATES

ROOT = Path(__file__).resolve().parents[2]


def test_stub__is_what_the_registry_writes():
    assert STUB.read_text(encoding="utf-8") == records_stub(), "make tables"


def test_stub__has_the_fields_of_every_record_in_their_order():
    found = {
        node.name: [(one.target.id, ast.unparse(one.annotation)) for one in node.body[1::2]]
        for node in ast.parse(STUB.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    assert list(found) == [record.name for record in RECORDS]
    for record in RECORDS:
        kind = getattr(records, record.name)
        assert found[record.name] == [(field, record.type) for field in kind._fields]
        assert kind.__name__ == record.name
        assert kind.__module__ == "sim.spec.records"


def test_stub__names_all_that_the_module_has():
    body = ast.parse(STUB.read_text(encoding="utf-8")).body
    named = {node.name for node in body if isinstance(node, ast.ClassDef)}
    named |= {node.target.id for node in body if isinstance(node, ast.AnnAssign)}
    assert named == set(records.__all__)


def test_stub__says_of_each_field_what_it_means():
    text = " ".join(STUB.read_text(encoding="utf-8").split())
    for each in (*STATES, *PARAMETERS):
        assert f'{each.name}: float """{each.meaning}' in text, each.name


def test_records__hold_what_the_registries_declare():
    assert records.State._fields == STATE_FIELDS
    assert records.Parameter._fields == PARAMETER_FIELDS
    assert [*records.DEFAULTS] == [parameter.default for parameter in PARAMETERS]


#: A mechanism, and what mypy says of it with one name put wrongly.
MECHANISM = Path(thaw.__file__)
FAULTS = {
    "of_input": ("i.generate_settlement", "i.generates_settlement", "Input"),
    "of_parameter": ("p.rapport_pull *", "p.rapport_pul *", "Parameter"),
    "of_state": ("* s.rapport,", "* s.raport,", "State"),
    "sound": ("", "", ""),
}


def test_mypy__finds_a_field_that_no_record_has(tmp_path):
    """A name put wrongly in a mechanism is found before anything runs; the mechanism is sound.

    Of the house stands only what the mechanism needs: the front door alone would be half a minute.
    """
    rooms = {"mechanisms": ("arithmetic.py", "primitive.py"), "spec": ("records.pyi",)}
    for room, files in rooms.items():
        folder = tmp_path / "sim" / room
        folder.mkdir(parents=True)
        for package in (folder, folder.parent):
            (package / "__init__.py").touch()
        for file in files:
            shutil.copy(ROOT / "sim" / room / file, folder)
    text = MECHANISM.read_text(encoding="utf-8")
    for name, (right, wrong, _) in FAULTS.items():
        assert right in text
        (tmp_path / f"{name}.py").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--cache-dir", "cache"),
            *("--config-file", str(ROOT / "pyproject.toml")),
            *(f"{name}.py" for name in FAULTS),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {}
    for line in ran.stdout.splitlines():
        if ": error: " in line:
            found[Path(line.split(":")[0]).stem] = line.split(": error: ")[1].split("  [")[0]
    assert found == {
        name: f'"{kind}" has no attribute "{wrong.strip("* ,").split(".")[1]}"'
        for name, (_, wrong, kind) in FAULTS.items()
        if wrong
    }, ran.stdout + ran.stderr
