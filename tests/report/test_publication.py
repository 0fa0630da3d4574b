"""Tables for a paper: what is escaped, what reads back, and what the note says."""

import re

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import SimError
from sim.report.latex import escaped
from sim.report.publication import table

NAMES = ["jpn_kor_mean", "summits", "jpn_kor_fall"]


@pytest.fixture(scope="module")
def effect():
    world = sim.load("neglect").replace(months=12)
    other = world.replace(**{"switches.mediation": False})
    return sim.compare(world, other, replicates=30, seed=5)


def test_csv__reads_back_to_the_last_digit_with_units_in_its_head(effect, tmp_path):
    tex, csv, note = table(effect, tmp_path / "one", outcomes=NAMES)
    assert [path.name for path in (tex, csv, note)] == ["one.tex", "one.csv", "one.note.txt"]
    read = pd.read_csv(csv)
    assert read["Outcome"].tolist() == [
        "Mean relation Japan–Korea",
        "Tokyo–Seoul summits",
        "Japan–Korea fell by more than 0.2 at some month from its start",
    ]
    assert read["Unit"].tolist() == ["−1 to 1", "count", "probability"]
    own = effect.table.loc[NAMES]
    assert read["Difference [of the row]"].tolist() == own["difference"].tolist()
    assert read["Standardised difference [standard deviations]"].to_numpy() == (
        pytest.approx(own["d"].to_numpy(), nan_ok=True)
    )
    assert all(column in ("Outcome", "Unit") or "[" in column for column in read.columns)
    assert note.read_text("utf-8").startswith("30 paired replicates, seed 5; 95% intervals.")


def plain_signs(text: str) -> list[str]:
    """Signs that LaTeX would take as its own, outside of commands, rows and comments."""
    body = text.split(r"\midrule")[1].split(r"\bottomrule")[0]
    body = re.sub(r"\$[^$]*\$", "", body).replace(r" \\", "").replace(" & ", "")
    body = re.sub(r"\\(?:[&%$#_{}]|[a-z]+\{\})", "", body)
    return [sign for sign in body if sign in "&%$#_{}~^\\<>|–−’…"]


def test_latex__has_rules_a_row_each_and_no_sign_unescaped(effect, tmp_path):
    (tex,) = table(
        *(effect, tmp_path / "one.tex"),
        outcomes=NAMES,
        caption="100 % of a_b & c",
        label="tab:one",
        note="More #1.",
    )
    text = tex.read_text("utf-8")
    assert [text.count(rule) for rule in (r"\toprule", r"\midrule", r"\bottomrule")] == [1, 1, 1]
    rows = text.split(r"\midrule")[1].split(r"\bottomrule")[0].strip().splitlines()
    heads = text.split(r"\toprule")[1].split(r"\midrule")[0].strip()
    assert len(rows) == 3
    assert {row.count(" & ") for row in rows} == {heads.count(" & ")}
    assert all(row.endswith(r" \\") for row in rows)
    assert plain_signs(text) == []
    assert r"\caption{100 \% of a\_b \& c}" in text
    assert r"\label{tab:one}" in text
    assert r"seed 5; 95\% intervals." in text
    assert r"More \#1." in text
    assert text.count(r"\begin") == text.count(r"\end") == 2


@pytest.mark.parametrize("sign", list("&%$#_{}~^\\<>|"))
def test_escape__leaves_no_sign_of_latex_alone(sign):
    assert escaped(f"a{sign}b") != f"a{sign}b"
    assert escaped("a\\_b") == r"a\textbackslash{}\_b"
    assert escaped("Tokyo") == "Tokyo"


def test_many_worlds__stand_one_after_another_with_their_names(tmp_path):
    world = sim.load("neglect").replace(months=6)
    others = [world.replace(**{"traits.rivalry": value}) for value in (0.1, 0.9)]
    effects = sim.compare(world, others, replicates=10)
    _, csv, _ = table(effects, tmp_path / "many", outcomes=["summits", "settlements"])
    read = pd.read_csv(csv)
    assert read["World"].tolist() == ["Rivalry = 0.1"] * 2 + ["Rivalry = 0.9"] * 2
    assert read["Difference [of the row]"].tolist() == [
        effects.table.loc[(name, outcome), "difference"]
        for name in effects
        for outcome in ("summits", "settlements")
    ]


def test_frame__takes_names_and_units_from_attrs_registry_and_words(tmp_path):
    frame = pd.DataFrame(
        {"summits": [1, 2], "share": [0.25, np.nan], "own_measure": [-0.5, 0.0]},
        index=pd.Index(["a_b", "c"], name="world"),
    )
    frame.attrs = {"replicates": 1200, "seed": 3, "level": 0.9}
    frame.attrs |= {"units": {"share": "share"}, "long_name": {"share": "Share of runs"}}
    tex, csv, note = table(frame, tmp_path / "f", units={"own_measure": "points"}, digits=2)
    read = pd.read_csv(csv)
    assert read.columns.tolist() == [
        *("World", "Tokyo–Seoul summits [count]", "Share of runs [share]"),
        "Own measure [points]",
    ]
    assert read["Own measure [points]"].tolist() == [-0.5, 0.0]
    assert note.read_text("utf-8") == "1,200 replicates, seed 3. 90% intervals.\n"
    text = tex.read_text("utf-8")
    assert r"a\_b & 1 & 0.25 & $-$0.50 \\" in text
    assert r"c & 2 & -- & 0.00 \\" in text
    assert plain_signs(text) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"path": "t.xlsx"}, "table: path: unknown format '.xlsx'"),
        ({"outcomes": ["sumits"]}, "table: outcomes: unknown outcome 'sumits'; did you mean"),
        ({"outcomes": []}, "table: rows: found no row"),
        ({"digits": -1}, "digits: found -1"),
        ({"digits": None}, "digits: found nothing"),
        ({"columns": ["d"]}, "table: columns: found ['d'], wanted nothing: it is of a table"),
        ({"seed": 5}, "table: seed: found 5, wanted nothing: it is of a table"),
        (
            {"what": pd.DataFrame({"a": [1]}), "outcomes": ["a"], "replicates": 5, "seed": 1},
            "table: outcomes: found ['a'], wanted nothing: it is of effects",
        ),
        (
            {"what": pd.DataFrame({"a": [1]}), "replicates": "x", "seed": 1},
            "replicates: found the text 'x'",
        ),
        ({"what": "text"}, "table: what: found an object of type str"),
        ({"what": pd.DataFrame({"a": [1]})}, "table: replicates: found none, wanted a number"),
        (
            {"what": pd.DataFrame({"a": [1]}), "replicates": 5},
            "table: seed: found none, wanted a number",
        ),
        (
            {"what": pd.DataFrame({"a": []}), "replicates": 5, "seed": 1},
            "table: rows: found no row",
        ),
        (
            {"what": pd.DataFrame({"a": [1]}), "columns": ["b"], "replicates": 5, "seed": 1},
            "table: columns: unknown column 'b'",
        ),
    ],
)
def test_table__refuses_in_one_line_and_writes_nothing(effect, asked, said, tmp_path):
    asked = {"what": effect, "path": "t", **asked}
    what, path = asked.pop("what"), tmp_path / asked.pop("path")
    with pytest.raises(SimError) as fault:
        table(what, path, **asked)
    assert str(fault.value).startswith(said)
    assert "\n" not in str(fault.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", [None, "", 3])
def test_path__that_is_none_is_one_line(effect, path):
    with pytest.raises(SimError, match="table: path: found"):
        table(effect, path)


def test_months__of_an_effect_go_into_a_table_with_seed_and_replicates(effect, tmp_path):
    _, csv, note = table(effect.by_month("relation_jpn_kor"), tmp_path / "months")
    assert len(pd.read_csv(csv)) == 12
    assert note.read_text("utf-8").startswith("30 replicates, seed 5. 95% intervals.")
