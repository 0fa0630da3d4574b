"""Strange design tables: each ends in one line with file and row, or is read as it was meant."""

import os

import pytest

from tests.cli.dry_run import dry_run, up_to_the_run

#: What is said of it, and the table.
REFUSED = {
    "binary": ("found bytes that are no text", bytes(range(256)) * 20),
    "empty": ("found no rows, wanted a header of keys", ""),
    "header only": ("found no rows", "scenario,months\n"),
    "only commas": ("found no rows", ",,\n,,\n"),
    "header and only commas": ("found no rows", "scenario,months\n,\n,\n"),
    "a million columns of one name": (
        "header: found 1,000,000 columns, wanted at most 2,000",
        ",".join(["months"] * 1_000_000) + "\n" + ",".join(["3"] * 1_000_000) + "\n",
    ),
    "a million unknown columns": (
        "header: found 1,000,000 columns",
        ",".join(f"c{i}" for i in range(1_000_000)) + "\n1\n",
    ),
    "too many rows": ("found more than 100,000 rows", "months\n" + "3\n" * 200_000),
    "line break in a cell": ("row 2: ", 'scenario,months\n"neg\nlect",3\n'),
    "line break in a header": ("header: unknown column", '"scen\nario",months\nneglect,3\n'),
    "NUL in a name": ("row 2: ", "scenario,months\nneg\0lect,3\n"),
    "NUL in a number": (r"row 2: months: found the text '3\x00'", "scenario,months\nneglect,3\0\n"),
    "escape in a cell": (r"\x1b[31m", "first,months\n\x1b[31m,3\n"),
    "direction in a cell": (r"\u202e", "first,months\n2025-01\u202e,3\n"),
    "long field": ("row 2: found a cell too long", "scenario,months\n" + "a" * 200_000 + ",3\n"),
    "long cell": ("found a cell of 30,000 letters", "first\n" + "a" * 30_000 + "\n"),
    "open quote": (
        "row 2: a quote is opened here and not closed",
        'months,scenario\n3,"neglect\n4,\n',
    ),
    "text behind a quote": ("row 2: text follows a closing quote", 'scenario\n"neg"lect\n'),
    "ragged": ("row 2: found 1 cells, wanted 2", "scenario,months\nneglect\n"),
    "a cell too many": ("row 2: found 3 cells, wanted 2", "scenario,months\nneglect,3,4\n"),
    "formula": ("row 2: ", "scenario,months\n=cmd|' /C calc'!A0,3\n"),
    "interpolation of a name": ("row 2: ", "scenario,months\n${oc.env:SECRET},3\n"),
    "interpolation of a value": ("row 2: ", "months,leaders.seoul.rivalry\n3,${oc.env:SECRET}\n"),
    "nan": ("row 2: world", "months,leaders.seoul.rivalry\n3,nan\n"),
    "inf": ("found inf", "months,leaders.seoul.rivalry\n3,inf\n"),
    "1e400": ("found inf", "months,leaders.seoul.rivalry\n3,1e400\n"),
    "underscore in a number": (
        "row 2: leaders.seoul.rivalry: found 0.1_0, wanted a number in digits from 0 to 9",
        "months,leaders.seoul.rivalry\n3,0.1_0\n",
    ),
    "Arabic digits": ("row 2: months: found ٣, wanted", "months,leaders.seoul.rivalry\n٣,0.1\n"),
    "full-width digits": ("row 2: months: found １２, wanted", "months\n１２\n"),
    "5,000 digits": (
        "row 2: months: found a number of 5000 digits",
        "months\n" + "9" * 5000 + "\n",
    ),
    "decimal comma": (
        "row 2: leaders.seoul.rivalry: found 0,2, wanted one value, such as 0.2",
        'months,leaders.seoul.rivalry\n3,"0,2"\n',
    ),
    "sweep in a cell": ("found 0.1,0.2, wanted one value", 'traits.rivalry\n"0.1,0.2"\n'),
    "deep cell": ("found brackets 3000 deep", "traits.rivalry\n" + "[" * 3000 + "\n"),
    "_target_": ("header: unknown column '_target_'", "months,_target_\n3,os.system\n"),
    "Hydra's key": ("unknown column 'hydra.run.dir'", "months,hydra.run.dir\n3,x\n"),
    "a study's key": ("unknown column 'output.folder'", "months,output.folder\n3,../x\n"),
    "replicates": ("unknown column 'replicates'", "months,replicates\n3,5\n"),
    "column twice": ("header: column 'months' stands there twice", "months,months\n3,4\n"),
    "an index": (
        "header: column 1 has no name and holds '0' in row 2; wanted a key above it (an index?",
        ",months\n0,3\n1,4\n",
    ),
    "a column filled late": ("column 2 has no name and holds 'x' in row 3", "months,\n3,\n4,x\n"),
    "Latin-1": (
        "found bytes that are no text in line 3, wanted a table saved as CSV UTF-8",
        "scenario,months\nneglect,3\nn\xe9glect,4\n".encode("latin-1"),
    ),
    "same row twice": (
        "row 4: is the same point as row 2, neglect months=3: wanted each once",
        "scenario,months\nneglect,3\nneglect,4\nneglect,3\n",
    ),
    "same number in two ways": ("row 3: is the same point as row 2", "traits.rivalry\n0.2\n0.20\n"),
    "same range in two ways": (
        "row 3: is the same point as row 2",
        'traits.rivalry\n"[0.2,0.4]"\n"[.2, 4e-1]"\n',
    ),
    "one bad row of three": (
        "row 3: unknown scenario 'neglekt'; did you mean 'neglect'?",
        "scenario,months\nneglect,3\nneglekt,3\nneglect,4\n",
    ),
    "rows after blank lines": (
        "row 6: world neglect: months: found 0",
        "scenario,months\n\n,\nneglect,3\n\nneglect,0\n",
    ),
    "separator of no table": ("header: unknown column 'a|b'", "a|b\n1|2\n"),
    "UTF-16 cut short": ("found bytes that are no text", b"\xff\xfe\x00"),
}

TWO = [{"months": 3}, {"months": 4, "switches.mediation": False}]

HEAD = "scenario,months,switches.mediation"

#: The same two points, as people and programs save them.
READ = {
    "plain": f"{HEAD}\nneglect,3,\nneglect,4,false\n",
    "CRLF and a mark": f"\ufeff{HEAD}\r\nneglect,3,\r\nneglect,4,false\r\n",
    "CR only": f"{HEAD}\rneglect,3,\rneglect,4,false\r",
    "no end of line": f"{HEAD}\nneglect,3,\nneglect,4,false",
    "UTF-16": f"{HEAD}\nneglect,3,\nneglect,4,false\n".encode("utf-16"),
    "Unicode text": f"{HEAD}\r\nneglect,3,\r\nneglect,4,FALSE\r\n".replace(",", "\t").encode(
        "utf-16"
    ),
    "semicolons": f"{HEAD}\nneglect,3,\nneglect,4,FALSE\n".replace(",", ";"),
    "tabs": f"{HEAD}\nneglect,3,\nneglect,4,False\n".replace(",", "\t"),
    "sep": f"sep=,\n{HEAD}\nneglect,3,\nneglect,4,false\n",
    "sep semicolon": f'"sep=;"\r\n{HEAD}\r\nneglect,3,\r\nneglect,4,false\r\n'.replace(",", ";"),
    "empty rows": f"{HEAD}\n,,\nneglect,3,\n,,\nneglect,4,FALSE\n,,\n,,\n",
    "empty columns": f"{HEAD},,\nneglect,3,,,\nneglect,4,false,,\n",
    "an empty column before": f",{HEAD}\n,neglect,3,\n,neglect,4,false\n",
    "spaces": " scenario , months,switches.mediation\n neglect ,\u00a03 ,\nneglect, 4,  false\n",
    "quotes": '"scenario","months","switches.mediation"\n"neglect","3",""\n"neglect","4","false"\n',
    "null": f"{HEAD}\nneglect,3,null\nneglect,4,false\n",
}


@pytest.fixture(scope="module", autouse=True)
def _up_to_the_run():
    with up_to_the_run():
        yield


@pytest.fixture
def table(here, monkeypatch):
    """Write a table and ask for its points."""
    monkeypatch.setenv("SECRET", "s3cret")

    def ask(data, *words):
        data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        (here / "p.csv").write_bytes(data)
        return dry_run(["design=p.csv", *words])

    return ask


@pytest.mark.parametrize("kind", REFUSED)
def test_strange_table__ends_in_one_line(kind, table, here):
    said, data = REFUSED[kind]
    found = table(data)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("error: p.csv")
    assert found.err.count("\n") == 1
    assert said in found.err
    assert "s3cret" not in found.err
    assert found.err.rstrip("\n").isprintable()
    assert len(found.err) <= 410
    assert [path.name for path in here.iterdir()] == ["p.csv"]


@pytest.mark.parametrize("kind", READ)
def test_table__is_read_however_it_was_saved(kind, table):
    found = table(READ[kind])
    assert found.status is None, found.err
    assert [point.overrides for point in found.points] == TWO
    assert {point.scenario for point in found.points} == {"neglect"}


def test_row__of_null_alone_is_the_world_as_it_is(table):
    found = table("switches.mediation,switches.vacuum\nnull,\nfalse,\n,false\n")
    assert [point.overrides for point in found.points] == [
        {},
        {"switches.mediation": False},
        {"switches.vacuum": False},
    ]


def test_null__takes_away_what_the_command_says(table):
    found = table("months,traits.rivalry\nnull,0.1\n,0.2\n", "months=5")
    assert [point.overrides for point in found.points] == [
        {"traits.rivalry": 0.1},
        {"months": 5, "traits.rivalry": 0.2},
    ]


def test_points__of_a_grid_and_its_table_differ(table):
    both = table("traits.rivalry\n0.1\n0.2\n", "-m", "months=3,4")
    assert len(both.points) == 4
    same = table("months\n5\n", "-m", "months=3,4")
    assert same.status == 2
    assert "p.csv row 2: two points are the same, second_trump_term months=5" in same.err


def test_rows__beside_a_grid_are_counted_together(table):
    found = table("traits.rivalry\n" + "0.1\n" * 501, "-m", "months=range(1,201)")
    assert "found more than 500 rows beside 200 points of a grid" in found.err


@pytest.mark.parametrize(
    "where",
    [
        "missing.csv",
        ".",
        pytest.param("/dev/zero", marks=pytest.mark.skipif(os.name == "nt", reason="no such file")),
    ],
)
def test_table__that_is_no_file_is_refused(where, here):
    found = dry_run([f"design={where}"])
    assert found.err == f"error: design: found {where}, wanted a table (CSV) that exists\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_table__that_is_a_pipe_is_not_waited_for(here):
    os.mkfifo("p.csv")
    assert "wanted a table (CSV) that exists" in dry_run(["design=p.csv"]).err
