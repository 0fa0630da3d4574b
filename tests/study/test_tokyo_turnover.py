"""The report on turnover in Tokyo: made of its runs, and refused for points of another kind."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis import crossed_variance, outcomes_of
from sim.cli import main
from sim.errors import MissingResult
from sim.spec.turnover import KEY, drawn_turnovers, succession
from sim.study.tokyo_turnover import SHOWN, _title, report
from tests.report.whole import check_page

NUMBERS = (1, 2, 5, 18)
WORLDS = ("second_trump_term", "biden_style_mediation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("turnover")
    sweep = ",".join(["null", *map(str, NUMBERS)])
    asked = ["experiment=turnover_tokyo", f"{KEY}={sweep}", "replicates=40", "-m"]
    assert main([*asked, f"output.folder={made}"]) == 0
    return next(made.glob("turnover_tokyo-*"))


def test_report__says_what_its_runs_come_to(folder):
    check_page(folder / "report.html")
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "does not predict" in text
    assert "11 changes in 305 months" in text
    assert "| 2 | none |" in text
    assert "| 5 | Abe Shinzo, second term (2028-01) |" in text
    assert (folder / "figures" / "calendars.png").stat().st_size > 20_000


def test_table__holds_means_and_spreads_of_the_runs(folder):
    results, table = sim.open(folder), pd.read_csv(folder / "spread.csv")
    assert table[["world", "outcome"]].to_records(index=False).tolist() == [
        (world, outcome) for world in WORLDS for outcome in SHOWN
    ]
    points = results.points.set_index(["scenario", KEY])["point"]
    for row in table.to_dict("records"):
        own, *drawn = (
            outcomes_of(results, int(points[row["world"], number]))[row["outcome"]].to_numpy()
            for number in (np.nan, *NUMBERS)
        )
        assert row["own"] == pytest.approx(own.mean())
        assert row["difference"] == pytest.approx(np.mean(drawn) - own.mean(), abs=1e-9)
        assert row["low"] <= row["difference"] <= row["high"]
        whole = crossed_variance(np.stack(drawn))
        assert row["share"] == pytest.approx(whole.share, abs=1e-9)
        assert row["widening"] == pytest.approx(whole.total**0.5 / own.std(ddof=1))


def test_calendars__are_one_in_both_worlds_and_read_back_as_drawn(folder):
    results = sim.open(folder)
    by = results.points.set_index(["scenario", KEY])["point"]
    for number in NUMBERS:
        one, other = (results.world(int(by[world, number])) for world in WORLDS)
        assert succession(one) == succession(other)
        assert one.calendar["tokyo"] == other.calendar["tokyo"]
    assert len(drawn_turnovers(results.world(int(by[WORLDS[0], 18])))) == 3
    kept = results.world(int(by[WORLDS[0], 18])).replace(**{"switches.thaw": False})
    assert len(drawn_turnovers(kept)) == 3


def test_screen__tells_who_governs_under_each_calendar(folder, capsys):
    asked = [f"{KEY}=5", "replicates=5", f"output.folder={folder.parent / 'one'}"]
    assert main(asked) == 0
    told = "Tokyo: ishiba, next_tokyo from 2025-10, abe from 2028-01 (drawn)\n"
    assert told in capsys.readouterr().out
    assert main([f"{KEY}=5,18", "-m", "replicates=5", asked[-1]]) == 0
    assert f"{KEY}=5: {told.removeprefix('Tokyo: ')}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ((0.1, 0.2), "Turnover in Tokyo widens the spread of ties in the last month, by 10 to 20%"),
        ((-0.1, -0.1), "Turnover in Tokyo narrows the spread of ties in the last month, by 10%"),
        ((-0.1, 0.1), "no clear effect"),
        ((0.001, 0.1), "no clear effect"),
    ],
)
def test_title__follows_from_the_numbers(change, title):
    rows = [{"outcome": "x", "widening": 1.0 + one, "widening_se": 0.01} for one in change]
    assert title in _title(pd.DataFrame(rows), "x")


def test_other_points__are_refused_in_one_line(tmp_path):
    world = sim.load(WORLDS[0])

    def run(*asked):
        points = [sim.Point(world.name, world.replace(**one), one) for one in asked]
        return sim.run_study(points, replicates=2, seed=1)

    plain, one, three = {}, {KEY: 1}, {KEY: 18}
    for found in (
        run(plain),
        run(plain, one),
        run(one, three),
        run(plain, {"months": 12}),
        run(plain, one, three, {KEY: 7, "months": 36}),
    ):
        with pytest.raises(MissingResult, match=f"wanted each world with {KEY}=null and"):
            report(found, tmp_path)
    with pytest.raises(MissingResult, match="say where to write"):
        report(run(plain, one, three))
    assert list(tmp_path.iterdir()) == []
