"""Tables of cells: rows by their lines, numbers in plain digits."""

import pytest

from sim.errors import MalformedFile, OutOfBounds, SimError, WrongKind, hidden
from sim.scenario import parameter_set
from sim.scenario.cells import LARGEST_TABLE, Digits, rows


def read(folder, text):
    file = folder / "t.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(rows(file, "t.csv"))


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "\ufeffa,b\r\n1,2\r\n", "a,b\r1,2", '"a","b"\n"1","2"\n', "\n\na,b\n\n1,2\n\n"],
)
def test_rows__are_read_as_any_program_writes_them(tmp_path, text):
    assert [cells for _, cells in read(tmp_path, text)] == [["a", "b"], ["1", "2"]]


def test_rows__know_their_lines(tmp_path):
    assert read(tmp_path, '\na\n\n"x\ny"\nz\n') == [(2, ["a"]), (4, ["x\ny"]), (6, ["z"])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a\n"b\n', "line 2: no row of a CSV table: unexpected end of data"),
        ('a\n"b"c\n', "line 2: no row of a CSV table"),
        ("a\n" + "x" * 200_000 + "\n", "line 2: no row of a CSV table: field larger than"),
        ("a\nb\0c\n", "line 2: found the invisible character U+0000"),
        ("a\nb\u2028c\n", "line 2: found the invisible character U+2028"),
        (b"a\nb\xe9\n", "line 2: not UTF-8 text"),
        ("a\n".encode("utf-16"), "line 1: not UTF-8 text"),
        ("1\n" * (LARGEST_TABLE // 2 + 1), f"wanted at most {LARGEST_TABLE}"),
    ],
)
def test_table__that_is_none_ends_in_one_line(tmp_path, text, words):
    with pytest.raises(MalformedFile) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert words in said
    assert hidden(said) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.25", 0.25), ("1", 1), (".5", 0.5), ("1.", 1), ("2.5e-1", 0.25), ("-0.0", 0), (" 1 ", 1)],
)
def test_number__is_read(text, number):
    assert Digits(0, 1).read(text, "here", "x") == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "infinity",
            "0.1_0",
            "٠.١",
            "१",
            "0x1",
            "0,5",
            "1e",
        ),
        *(".", "true", "1 000", "--1", "1\n", "\u00a01", "½"),
    ],
)
def test_cell__that_is_no_number_in_plain_digits_is_refused(text):
    with pytest.raises(WrongKind, match=r"here: x: found the text '.*', wanted a number"):
        Digits(0, 1).read(text, "here", "x")


@pytest.mark.parametrize("text", ["1.1", "-1", "1e400", "9" * 5_000])
def test_number__out_of_bounds_is_refused(text):
    with pytest.raises(
        OutOfBounds, match=r"here: x: found .*, wanted a number in \[0, 1\]"
    ) as said:
        Digits(0, 1).read(text, "here", "x")
    assert len(str(said.value)) < 120


def test_count__is_whole():
    assert Digits(0, 9, whole=True).read("3", "here", "n") == 3
    with pytest.raises(WrongKind, match="wanted a whole number"):
        Digits(0, 9, whole=True).read("0.5", "here", "n")


@pytest.mark.parametrize(
    ("table", "page", "words"),
    [
        ("bid_gain\n0.1_0\n", "source: x\n", "own.csv, line 2: bid_gain: found the text '0.1_0'"),
        ("bid_gain\n٣\n", "source: x\n", "own.csv, line 2: bid_gain: found the text '٣'"),
        ("", "source: x\n", "own.csv: found 0, wanted a number in [1, 10000] draws"),
        ("bid_gain\n1\n", "", "own.yaml: found nothing, wanted a mapping"),
        ("bid_gain\n1\n", "title: x\n", "own.yaml: source: found nothing, wanted text"),
        (
            "bid_gain\n1\n",
            'source: "a\\e[31m"\n',
            "own.yaml, line 1: found the invisible",
        ),
        ("bid_gain\n1\n", None, "own.yaml: cannot be opened: No such file"),
        (None, "source: x\n", "own.csv: found a folder, wanted a text file"),
    ],
)
def test_parameter_set__with_a_fault_ends_in_one_line(tmp_path, table, page, words):
    folder = tmp_path / "parameter_sets"
    folder.mkdir()
    if table is None:
        (folder / "own.csv").mkdir()
    else:
        (folder / "own.csv").write_text(table, encoding="utf-8-sig")
    if page is not None:
        (folder / "own.yaml").write_text(page, encoding="utf-8")
    with pytest.raises(SimError) as caught:
        parameter_set("own", tmp_path)
    said = str(caught.value)
    assert f"parameter_sets/{words}" in said
    assert hidden(said) is None
