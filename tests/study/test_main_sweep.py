"""The sweep's report: complete, readable, made of computed numbers."""

import dataclasses
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analysis import compare, outcomes_of
from sim.errors import MissingResult, SimWarning
from sim.report.markdown import interval_of
from sim.report.page import part
from sim.runner import Point, run_study
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.study.main_sweep import report
from sim.study.world_section import headline
from tests.alone import names_alone
from tests.report.whole import check_page

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("baseline_hindcast", "second_trump_term", "biden_style_mediation", "neglect")


def points(*names: str) -> list[Point]:
    return [Point(name, load(name), {}) for name in names]


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    """A small sweep, whole."""
    results = run_study(
        points(*NAMES), replicates=30, seed=2, folder=tmp_path_factory.mktemp("results")
    )
    report(results)
    return results


@pytest.fixture(scope="module")
def text(sweep):
    return (sweep.path / "report.md").read_text(encoding="utf-8")


def test_report_and_summary__are_whole_in_both_twins(sweep):
    check_page(sweep.path / "report.html")
    check_page(sweep.path / "summary.html")


def test_report__warns_before_anything_else(text):
    assert "does not predict" in text.split("##")[0]


def test_report__has_all_its_sections(text):
    heads = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    # Titles that say what was found come first.
    assert re.search("broker", heads[0], re.IGNORECASE)
    assert heads[1] == "Where worlds end"
    assert re.match("(Few r|R)uns cross ", heads[2])
    assert heads[3].startswith("Brokerage ")
    assert heads[4].startswith("Reward ")
    assert heads[5].startswith("Strongest on ties: ")
    assert heads[6:] == [
        "What was run",
        "Two whole Washingtons: loyalty competition or mediation",
        "What the worlds come to",
        "What differs from Second Trump term",
        "How the windows end, and how long that end has held",
        "The hindcast beside the record",
        "What leaders alone bring",
        "Who chooses what",
        "What hangs on whose choices",
        "Events that nobody wants",
        "One at a time",
        "What pairing saves",
        "How much is assumed",
        "Articles and sources",
    ]


def test_report__shows_what_lies_beside_it(sweep, text):
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert all((sweep.path / link).is_file() for link in links)
    drawn = {path.name for path in (sweep.path / "figures").glob("*.png")}
    assert drawn == {link.split("/")[1] for link in links if link.endswith(".png")}
    assert {path.stem for path in (sweep.path / "figures").glob("*.svg")} == {
        name.removesuffix(".png") for name in drawn
    }


def test_readme__counts_the_pictures_of_the_report(sweep):
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    count = len(list((sweep.path / "figures").glob("*.png")))
    said = {13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen"}[count]
    assert f"`report.html` with {said} figures" in readme


def test_pages__never_give_dittmers_name_alone(sweep, text):
    summary = (sweep.path / "summary.md").read_text(encoding="utf-8")
    for page in (text, summary):
        assert "(ménage à trois)" in page
        assert names_alone(page) == []


def test_report__has_no_number_that_is_none(text):
    assert not re.search(r"\bnan\b|\binf\b|None|\{", text)


def test_report__tables_have_as_many_cells_in_each_row(text):
    for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        assert len({line.count("|") for line in block.strip().splitlines()}) == 1


def test_report__gives_the_differences_of_the_results(sweep, text):
    effect = compare(
        sweep, sweep, base_point="second_trump_term", alternative_point="biden_style_mediation"
    )
    assert interval_of(effect, "jpn_kor_mean") in text


def test_report__names_who_is_frozen_and_under_whom(text):
    part = text.split("## What hangs on whose choices")[1].split("##")[0]
    assert "Washington under Joe Biden" in part
    assert "Pyongyang frozen" in part


def test_summary__holds_every_world_outcome_and_difference(sweep):
    table = pd.read_csv(sweep.path / "summary.csv")
    assert len(table) == len(NAMES) * len(OUTCOME_FIELDS)
    assert {"mean_se", "median_se", "probability_low", "difference_se"} <= set(table)
    against = table[table["difference"].notna()]
    assert set(against["scenario"]) == {"biden_style_mediation", "neglect"}
    assert set(against["reference"]) == {"second_trump_term"}
    words = (sweep.path / "summary.md").read_text(encoding="utf-8")
    assert "does not predict" in words
    assert words.count("\n| ") > 2 * len(OUTCOME_FIELDS)


def test_report__written_again_is_the_same(sweep, text, tmp_path):
    again = report(sweep, tmp_path / "again")
    assert again.with_suffix(".md").read_text(encoding="utf-8") == text
    assert again.read_bytes() == (sweep.path / "report.html").read_bytes()


def test_report__of_other_worlds_leaves_out_what_it_lacks(tmp_path):
    results = run_study(points("neglect"), replicates=4, seed=1, folder=None)
    text = report(results, tmp_path).with_suffix(".md").read_text(encoding="utf-8")
    assert "What the world comes to" in text
    assert "Loyalty competition" not in text
    assert "hindcast" not in text


def changed(name: str, **overrides: object) -> Point:
    return Point(name, load(name).replace(**overrides), overrides)


@pytest.fixture
def bare(monkeypatch):
    """Reports without pictures and supplements."""
    monkeypatch.setattr("sim.study.main_sweep.draw_all", lambda *pictures: ())
    monkeypatch.setattr("sim.study.main_sweep.run_supplements", lambda *asked, **more: {})


@pytest.mark.usefixtures("bare")
def test_report__of_a_sweep_with_overrides_still_compares_its_worlds(tmp_path):
    asked = [changed(name, months=12) for name in ("second_trump_term", "biden_style_mediation")]
    results = run_study(asked, replicates=4, seed=1, folder=None)
    text = report(results, tmp_path).with_suffix(".md").read_text(encoding="utf-8")
    assert "## Two whole Washingtons: loyalty competition or mediation" in text
    assert "## What differs from Second Trump term\n" in text
    assert text.count("months=12") == 1
    assert "Changed in every world: `months=12`." in text


@pytest.mark.usefixtures("bare")
def test_report__says_what_one_world_alone_changes(tmp_path):
    asked = [
        changed("neglect", **{"months": 12, "traits.rivalry": 0.5}),
        changed("second_trump_term", months=12),
    ]
    results = run_study(asked, replicates=4, seed=1, folder=None)
    text = report(results, tmp_path).with_suffix(".md").read_text(encoding="utf-8")
    assert "| `neglect` | `traits.rivalry=0.5` |" in text
    assert "| `second_trump_term` | – |" in text


@pytest.mark.usefixtures("bare")
def test_report__names_the_points_that_it_leaves_out(tmp_path):
    asked = [
        changed(name, **{"months": 6, "traits.rivalry": value})
        for name in ("second_trump_term", "neglect")
        for value in (0.2, 0.5, 0.8)
    ]
    results = run_study(asked, replicates=4, seed=1, folder=None)
    left_out = [
        f"{name}, rivalry={value}"
        for name in ("second_trump_term", "neglect")
        for value in (0.5, 0.8)
    ]
    with pytest.warns(SimWarning, match="left out: " + "; ".join(left_out)):
        text = report(results, tmp_path).with_suffix(".md").read_text(encoding="utf-8")
    assert "4 points left out:\n\n" + "\n".join(f"- `{name}`" for name in left_out) in text
    assert "traits.rivalry=0.2" in text
    table = pd.read_csv(tmp_path / "summary.csv")
    assert table["name"].unique().tolist() == [
        "second_trump_term, rivalry=0.2",
        "neglect, rivalry=0.2",
    ]
    first = outcomes_of(results, 3)["jpn_kor_mean"].mean()
    row = table.query("outcome == 'jpn_kor_mean' and scenario == 'neglect'").iloc[0]
    assert row["mean"] == pytest.approx(first)


@pytest.mark.usefixtures("bare")
def test_warning__of_many_points_says_how_many_it_does_not_name(tmp_path):
    asked = [changed("neglect", **{"months": 6, "traits.rivalry": k / 10}) for k in range(9)]
    results = run_study(asked, replicates=2, seed=1, folder=None)
    with pytest.warns(SimWarning, match="; and 2 more, named in the report") as caught:
        text = report(results, tmp_path).with_suffix(".md").read_text(encoding="utf-8")
    assert "\n" not in str(caught[0].message)
    assert all(f"- `rivalry={k / 10}`" in text for k in range(1, 9))


def test_report__of_a_short_hindcast_shows_only_pictures_that_are_drawn(tmp_path):
    asked = [changed("baseline_hindcast", months=6), changed("baseline_hindcast", months=7)]
    results = run_study(asked, replicates=2, seed=1, folder=None)
    with pytest.warns(SimWarning, match="left out: months=7"):
        text = report(results, tmp_path).with_suffix(".md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all((tmp_path / link).is_file() for link in links)
    assert "does not hold the years that the record speaks of" in text


def test_report__of_results_in_memory_asks_where():
    results = run_study(points("neglect"), replicates=4, seed=1, folder=None)
    with pytest.raises(MissingResult, match="where to write"):
        report(results)


def test_report__refuses_a_single_replicate_before_it_writes(tmp_path):
    results = run_study(points("neglect"), replicates=1, seed=1)
    with pytest.raises(MissingResult, match="2 or more"):
        report(results, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("first", "gap", "said"),
    [
        (0, (0.1, 0.2), ("in that month already", "ends higher")),
        (0, (-0.1, 0.2), ("interval without 0 in no month", "no different beyond Monte Carlo")),
        (1, (-0.2, -0.1), ("first time in February 2025", "ends lower")),
    ],
)
def test_headline__says_higher_or_lower_only_beyond_the_error(sweep, first, gap, said):
    effect = compare(
        sweep, sweep, base_point="second_trump_term", alternative_point="biden_style_mediation"
    )
    months = pd.date_range("2025-01", periods=3, freq="MS")
    effect = dataclasses.replace(effect, first_month=months[0])
    low, high = (np.where(np.arange(3) >= first, bound, 0.0) for bound in gap)
    monthly = pd.DataFrame({"difference": (low + high) / 2, "low": low, "high": high}, index=months)
    told = headline(monthly, effect, 30, "mediation 0.1 against 0.9")
    text = part("sweep_headline", {"headline": told})
    assert all(words in text for words in said)
    assert text.count("January 2025") <= 2
