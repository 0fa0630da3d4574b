"""Observed series: the shipped files are whole, and a bad one ends in one line that says where."""

import re

import pandas as pd
import pytest

from sim.errors import MalformedFile, OutOfBounds, SimError, UnknownName, WrongKind
from sim.scenario import shipped_folder
from sim.scenario.observed import OBSERVED, observed

FOLDER = shipped_folder() / "observed"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
BIB = (shipped_folder() / "sources.bib").read_text(encoding="utf-8")

GOOD = "month,missile,nuclear,other\n2000-01,0,0,0\n2000-02,1,0,2\n"


def written(folder, text, name="provocation_prk"):
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", OBSERVED)
def test_series__is_read_and_each_row_is_its_own(name):
    table = observed(name)
    assert len(table) >= 8
    assert not table.duplicated(list(OBSERVED[name])).any()


@pytest.mark.parametrize("name", OBSERVED)
def test_series__is_described_with_a_source_of_the_bibliography(name):
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{name}.csv`")]
    key = row.split("|")[-2].strip(" `")
    assert re.search(rf"^@\w+\{{{key},", BIB, re.MULTILINE)


def test_folder__holds_nothing_that_is_not_read():
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(OBSERVED)


def test_quarters__keep_their_sources_apart():
    table = observed("icews_quarter")
    first = table[table["source"] == "complete"].groupby("dyad")["quarter"].min()
    assert set(first) == {pd.Period("2012Q3")}
    assert table.loc[table["source"] == "sample", "quarter"].max() == pd.Period("2012Q2")


def test_quarters__of_the_sample_are_worth_no_more_than_their_acts():
    table = observed("icews_quarter")
    assert (table["effective_n"] <= table["n"] + 1e-9).all()
    thin = table[table["se_tone"].isna()]
    assert thin["n"].max() <= 5
    assert set(thin["source"]) == {"sample"}


def test_years__hold_shares_of_their_own_counts():
    table = observed("icews_year")
    conflict = table["verbal_conflict"] + table["material_conflict"]
    peace = table["verbal_cooperation"] + table["material_cooperation"]
    assert (conflict + peace == table["n"]).all()
    assert (conflict / table["n"]).to_numpy() == pytest.approx(
        table["conflict_share"].to_numpy(), abs=5.1e-5
    )


def test_opinion__has_the_error_of_a_simple_random_sample():
    table = observed("favourability_pew")
    plain = (table["share"] * (1 - table["share"]) / table["n"]) ** 0.5
    assert table["se"].to_numpy() == pytest.approx(plain.to_numpy(), abs=5.1e-5)


def test_pew__leaves_out_the_mistaken_items_on_china():
    table = observed("favourability_pew")
    assert table[(table["target"] == "CHN") & (table["month"] == pd.Period("2013-04"))].empty


def test_good_file__is_read(tmp_path):
    table = observed("provocation_prk", written(tmp_path, GOOD))
    assert table["other"].tolist() == [0, 2]


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("", WrongKind, "found nothing, wanted the header month,missile"),
        ("month,missile,nuclear,other\n", MalformedFile, "holds no rows"),
        (GOOD.replace("month", "date"), WrongKind, "wanted the header"),
        (
            GOOD.replace("2000-02", "2000-13"),
            WrongKind,
            "line 3: month: found the text '2000-13', wanted a month",
        ),
        (GOOD.replace("1,0,2", "1,0"), WrongKind, "line 3: found 3 cells, wanted 4 cells"),
        (GOOD.replace("1,0,2", "-1,0,2"), OutOfBounds, "line 3: missile: found -1"),
        (
            GOOD.replace("1,0,2", "inf,0,2"),
            WrongKind,
            "found the text 'inf', wanted a whole number",
        ),
        (
            GOOD.replace("1,0,2", "nan,0,2"),
            WrongKind,
            "found the text 'nan', wanted a whole number",
        ),
        (GOOD.replace("1,0,2", "1.5,0,2"), WrongKind, "wanted a whole number"),
        (GOOD.replace("1,0,2", "x,0,2"), WrongKind, "found the text 'x', wanted a whole number"),
        (GOOD.replace("2000-02", "2000-01"), MalformedFile, "holds 2000-01 twice"),
        (GOOD + '"', MalformedFile, "line 4: no row of a CSV table"),
        (GOOD.replace("2000-02", "٢٠٠٠-02"), WrongKind, "wanted a month"),
        (
            GOOD.replace("1,0,2", "1\x1b,0,2"),
            MalformedFile,
            "line 3: found the invisible",
        ),
    ],
)
def test_bad_file__ends_in_one_line(tmp_path, text, fault, words):
    with pytest.raises(fault) as caught:
        observed("provocation_prk", written(tmp_path, text))
    said = str(caught.value)
    assert words in said
    assert "provocation_prk.csv" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("CHN-JPN", "CHN-JAP", "unknown dyad 'CHN-JAP'; did you mean 'CHN-JPN'?"),
        ("2005Q1", "2005Q5", "wanted a quarter"),
        ("sample", "samples", "did you mean 'sample'?"),
        ("0.1154", "1.1154", "conflict_share: found 1.1154"),
    ],
)
def test_bad_cell__is_named_with_its_column(tmp_path, old, new, words):
    lines = (FOLDER / "icews_quarter.csv").read_text(encoding="utf-8").splitlines()[:2]
    text = "\n".join(lines).replace(old, new) + "\n"
    with pytest.raises(SimError, match=re.escape(words)):
        observed("icews_quarter", written(tmp_path, text, "icews_quarter"))


def test_bytes_that_are_no_text__end_in_one_line(tmp_path):
    (tmp_path / "provocation_prk.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MalformedFile, match="line 1: not UTF-8 text"):
        observed("provocation_prk", tmp_path)


def test_missing_file_and_unknown_name__end_in_one_line(tmp_path):
    with pytest.raises(MalformedFile, match="cannot be opened"):
        observed("provocation_prk", tmp_path)
    with pytest.raises(UnknownName, match="did you mean 'icews_quarter'"):
        observed("icews_quarters")
