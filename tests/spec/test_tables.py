"""The tables of MODEL.md and TABLES.md: written from the registry, current, and guarded."""

import doctest

import pytest

from sim.errors import MalformedFile, UnknownName
from sim.spec import tables
from sim.spec.events import EVENT_STREAMS
from sim.spec.instruments import INSTRUMENTS
from sim.spec.intermediate import ALLY, CONCESSION, HAPPENING, MEETING, RECORD
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.streams import STREAMS
from sim.spec.switches import NEUTRAL, SWITCHES
from sim.spec.variables import INPUTS


def test_files__are_current():
    assert tables.main(["--check"]) == 0, "make tables"


def test_files__hold_every_table_once():
    found = [tables._MARKERS.finditer(path.read_text("utf-8")) for path in tables.FILES]
    marks = [marker["name"] for every in found for marker in every]
    assert sorted(marks) == sorted(tables.TABLES)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("parameters", [p.name for p in PARAMETERS]),
        ("switches", list(SWITCHES)),
        ("traits", [t.name for t in TRAITS]),
        ("instruments", [i.name for i in INSTRUMENTS]),
        ("streams", [s.name for s in STREAMS]),
        ("events", [e.name for e in EVENT_STREAMS]),
        ("outcomes", [o.name for o in OUTCOMES]),
        ("intermediate", [v.name for v in (*ALLY, *RECORD, *HAPPENING, *MEETING, *CONCESSION)]),
    ],
)
def test_table__has_every_name_of_its_registry(table, names):
    text = tables.TABLES[table]()
    assert [name for name in names if f"`{name}`" not in text] == []


def test_inputs__stand_in_one_of_two_tables():
    text = tables.TABLES["inputs"]() + tables.TABLES["events"]()
    assert {v.name: text.count(f"`{v.name}`") for v in INPUTS} == {v.name: 1 for v in INPUTS}


def test_rows__have_as_many_cells_as_their_head():
    for table in tables.TABLES.values():
        width = None
        for line in table().splitlines():
            if not line.startswith("|"):
                width = None
                continue
            cells = line.replace("\\|", "").count("|")
            assert width in (None, cells), line
            width = cells


def test_neutral_limit__is_worded_for_every_switch():
    assert tuple(NEUTRAL) == SWITCHES


def test_write__mends_what_check_reports(tmp_path, monkeypatch, capsys):
    page = tmp_path / "MODEL.md"
    page.write_text("Words.\n\n<!-- table:traits -->\nold\n<!-- /table -->\n", encoding="utf-8")
    monkeypatch.setattr(tables, "FILES", (page,))
    assert tables.main(["--check"]) == 1
    assert "MODEL.md" in capsys.readouterr().err
    assert "old" in page.read_text(encoding="utf-8")
    assert tables.main(["--write"]) == 0
    assert "`pressure_tilt`" in page.read_text(encoding="utf-8")
    assert tables.main(["--check"]) == 0


def test_main__wants_to_know_what_to_do(capsys):
    with pytest.raises(SystemExit):
        tables.main([])
    assert "required" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "<!-- table:traits -->\nno end\n",
        "no start\n<!-- /table -->\n",
        "<!-- table:traits -->\n<!-- table:events -->\none end\n<!-- /table -->\n",
    ],
)
def test_marker_without_partner__is_refused(text):
    with pytest.raises(MalformedFile):
        tables.filled(text)


def test_unknown_table__is_named_with_the_nearest():
    with pytest.raises(UnknownName) as caught:
        tables.filled("<!-- table:trait -->\n<!-- /table -->\n")
    assert caught.value.nearest == "traits"


def test_examples__run_as_printed():
    assert doctest.testmod(tables).failed == 0
