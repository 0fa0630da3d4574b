"""The page: sentences made of its numbers, tables that are those of the CSV, the shipped copy."""

import re
from pathlib import Path

import pandas as pd
import pytest

import sim.spec
from sim.methods.sensitivity.arms import Arms
from sim.methods.sensitivity.interaction import crossed_table, lever_map
from sim.methods.sensitivity.lever import chosen
from sim.spec.version import KERNEL_HASH
from sim.study.levers import COLUMNS, OUTCOMES, PAGE, TABLE, levers, pairs_of
from sim.study.levers.expected import expected, lever_table
from sim.study.levers.page import Found, article_lines, other_lines, report, text_of, tie_lines
from sim.study.levers.reading import number, on, sentences, turns
from tests.report.whole import check_page
from tests.study.levers.made import SMALL

SHIPPED = Path(sim.spec.__file__).parent
NAMES = [
    *("leaders.washington.loyalty_reward", "leaders.tokyo.rivalry", "leaders.seoul.rivalry"),
    "switches.thaw",
]


def made(**more):
    """Return a table of two levers on ties, with some numbers put in their place."""
    row = {
        "kind": "trait",
        "outcome": "jpn_kor_final",
        "median": 0.2,
        "p05": 0.1,
        "p95": 0.3,
        "share_positive": 1.0,
        "draw_se": 0.01,
        "default_effect": 0.25,
        "default_se": 0.01,
        "default_place": 0.6,
        "expected": "",
        "source": "",
    }
    return pd.DataFrame(
        [{**row, "lever": "leaders.tokyo.rivalry"}, {**row, **more, "lever": "switches.thaw"}]
    )


@pytest.fixture(scope="module")
def found():
    arms = Arms(SMALL)
    pairs = pairs_of(chosen(NAMES))
    said = expected()
    return Found(
        lever_table(chosen(NAMES), arms, said),
        crossed_table(pairs, arms),
        {pairs[0].name: lever_map(pairs[0], arms)},
        pairs,
        tuple(said),
        SMALL,
        len(arms.drawn.names),
    )


def test_report__leaves_page_tables_and_pictures(found, tmp_path):
    page = report(found, tmp_path, rerun="python -m sim.levers", changed="x in every arm")
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    assert text.startswith("# What each lever does")
    assert "Changed: x in every arm." in text
    name = found.pairs[0].name
    assert {path.name for path in tmp_path.iterdir()} == {
        *(
            "LEVERS.html",
            "LEVERS.md",
            "levers.csv",
            "levers_crossed.csv",
            f"map_{name}.csv",
            "figures",
        ),
    }
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {
        *("levers.png", "levers.svg", f"{name}.png", f"{name}.svg"),
    }
    assert f"Model `{KERNEL_HASH}`" in text
    for path in re.findall(r"\]\((figures/.*?)\)", text):
        assert (tmp_path / path).is_file()


def test_page_without_pictures__links_none(found):
    text = text_of(found, rerun="python -m sim.levers", pictures=False)
    assert "![" not in text
    assert "A run draws `figures/" in text


def test_table__reads_back_as_it_was_written(found, tmp_path):
    report(found, tmp_path, rerun="", pictures=False)
    again = read(tmp_path / TABLE)
    pd.testing.assert_frame_equal(again, found.table, check_dtype=False, rtol=1e-12)


def test_strongest__come_first():
    told = sentences(made(median=-0.5, kind="trait"), pd.DataFrame())[0]
    assert told.index("`thaw` (−0.500") < told.index("`tokyo.rivalry` (+0.200")


def test_robust__counts_levers_of_one_sign():
    told = sentences(made(share_positive=0.5), pd.DataFrame())[1]
    assert "1 of 2 levers" in told
    assert "up `tokyo.rivalry`" in told


def test_turning__wants_both_ends_beyond_luck():
    assert len(turns(made(p05=-0.03, p95=0.03))) == 1
    assert turns(made(p05=-0.015, p95=0.03)).empty
    assert turns(made(p05=-0.03, p95=0.015)).empty
    far = pd.concat([made(p05=-0.03), made(p05=-0.2)])
    assert list(turns(far.reset_index(drop=True))["p05"]) == [-0.2, -0.03]
    told = sentences(made(p05=-0.2), pd.DataFrame())[2]
    assert "1 of 2 levers" in told
    assert "`thaw` (−0.200 to +0.300)" in told
    assert "No lever's sign turns" in sentences(made(), pd.DataFrame())[2]


def test_defaults__outside_the_middle_are_named():
    told = sentences(made(default_effect=-0.4), pd.DataFrame())[3]
    assert "for 1 of 2 levers on these ties (`thaw`)" in told
    assert "it has the sign of the median for 1 levers" in told
    assert "larger in size than the median for 2." in told


def test_articles__are_counted():
    told = sentences(made(expected="-"), pd.DataFrame())[4]
    assert "Of 1 signs" in told
    assert "1 are against (`thaw` on jpn_kor_final)" in told
    assert "No article says" in sentences(made(), pd.DataFrame())[4]


def test_on__orders_by_size():
    assert list(on(made(median=-0.5), "jpn_kor_final")["median"]) == [-0.5, 0.2]


def test_number__is_short_and_signed():
    assert [number(value) for value in (-0.25, 0.0004, 9.9994, 9.9996)] == [
        *("−0.250", "0.000", "+9.999", "+10.0"),
    ]


def read(path):
    found = pd.read_csv(path, dtype={"model": str})
    return found.fillna({"expected": "", "source": ""})


@pytest.fixture(scope="module")
def shipped():
    return read(SHIPPED / TABLE)


def test_shipped_table__is_of_this_model(shipped):
    assert list(shipped.columns) == list(COLUMNS)
    assert set(shipped["model"]) == {KERNEL_HASH}, "run python -m sim.levers ship=true"


def test_shipped_table__has_every_lever_and_outcome_once(shipped):
    wanted = [(one.key, outcome.name) for one in levers() for outcome in OUTCOMES]
    assert list(zip(shipped["lever"], shipped["outcome"], strict=True)) == wanted
    assert shipped["draws"].min() >= 200
    numbers = shipped.select_dtypes("number")
    assert numbers.notna().all().all()


def test_shipped_table__says_what_articles_say_now(shipped):
    told = shipped[shipped["expected"] != ""]
    columns = ["lever", "outcome", "expected", "source"]
    found = {tuple(row) for row in told[columns].itertuples(index=False)}
    assert found == {(one.lever, one.outcome, one.sign, one.source) for one in expected()}


def test_shipped_page__has_the_numbers_of_its_table(shipped):
    text = (SHIPPED / PAGE).read_text(encoding="utf-8")
    for kind in ("trait", "switch"):
        assert tie_lines(shipped, kind) in text
        assert other_lines(shipped, kind) in text
    assert article_lines(shipped, expected()) in text
    # The third goes on with crossed traits, which the table does not hold.
    for sentence in sentences(shipped, pd.DataFrame()):
        assert sentence in text
    first = shipped.iloc[0]
    assert f"{first['draws']} draws of" in text
    assert f"seed {first['seed']}. World `{first['world']}`" in text
    assert f"Model `{KERNEL_HASH}`" in text
