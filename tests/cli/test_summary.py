"""What a finished study says on the screen: which number, what error, what was changed."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.analysis import share_words
from sim.cli.summary import MOST_KEYS, summarise
from sim.runner import Point, run_study
from sim.scenario import load
from sim.spec.outcomes import OUTCOMES
from sim.store import Results
from tests.analysis.made import made_results


class Made:
    """Results of one or two points whose outcomes are set by hand."""

    def __init__(self, results: Results, **outcomes: object) -> None:
        self.points, self.world = results.points, results.world
        self.outcome_specs = results.outcome_specs
        self.outcomes = results.outcomes.assign(**outcomes)

    def outcome_values(self, names, point):
        own = self.outcomes.query("point == @point")
        return {name: own[name].to_numpy(dtype=float) for name in names}


@pytest.fixture(scope="module")
def results():
    world, change = load("second_trump_term").replace(months=3), {"switches.mediation": False}
    asked = [Point(world.name, world, {}), Point(world.name, world.replace(**change), change)]
    return run_study(asked, replicates=40, seed=1)


def row(text: str, start: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return line


def meaning(name: str) -> str:
    return next(outcome.meaning for outcome in OUTCOMES if outcome.name == name)


def test_rows__show_mean_with_error_and_median_and_say_a_share(results):
    text = summarise(results.at(0))
    found = results.at(0).outcomes
    head = text.splitlines()[1]
    assert head.split("  ")[-3:] == ["mean ± standard error", "median", "5 % to 95 % of runs"]
    for name, places in {"jpn_kor_mean": 3, "summits": 2}.items():
        line = row(text, meaning(name))
        mean, error = found[name].mean(), found[name].std(ddof=1) / np.sqrt(40)
        assert f"  {mean:.{places}f} ± {error:.{places}f}" in line
        assert f"  {found[name].median():.{3 if places == 3 else 1}f}  " in line
    assert row(text, meaning("jpn_kor_fall")).startswith(f"{meaning('jpn_kor_fall')} (share)")


def test_show__chooses_outcomes_of_one_point_and_of_several(results):
    lines = summarise(results.at(0), ["deals", "summits"]).splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == [meaning("deals"), meaning("summits")]
    _, columns, *_ = summarise(results, ["deals"]).splitlines()
    assert columns.split()[-3:] == ["deals:", "mean", "(median)"]


def test_ranking__orders_changes_by_what_each_moves_paired(results):
    """Only where each point changes one other thing; what is not clear is counted."""
    off = [{}, *({f"switches.{name}": False} for name in ("thaw", "vacuum", "mediation"))]
    made = made_results(("neglect",) * 4, count=200)
    made.points["overrides"] = [json.dumps(changed) for changed in off]
    luck = np.random.default_rng(1).random(200)
    for point, shift in enumerate((0.0, 0.05, -0.2, 0.0)):
        noise = np.random.default_rng(point).normal(0.0, 0.01, 200) if point == 3 else 0.0
        made.outcomes.loc[made.outcomes["point"] == point, "jpn_kor_mean"] = luck + shift + noise
    lines = summarise(made).splitlines()
    place = lines.index("Mean relation Japan-Korea: what moves its mean most from point 0, paired:")
    assert lines[place + 1 : place + 4] == [
        "  1. vacuum=false  -0.200 ± 0.000",
        "  2. thaw=false  +0.050 ± 0.000",
        "  1 within two standard errors of no change",
    ]
    assert "paired" not in summarise(results)


def test_ranking__is_of_one_scenario(results):
    """What a point of another one moves is not its key's doing."""
    changed = [{}, *({f"switches.{name}": False} for name in ("thaw", "vacuum", "mediation"))]
    assert any("paired" in line for line in told(*changed))
    others = ("neglect", "joint_hedging", "neglect", "neglect")
    assert not any("paired" in line for line in told(*changed, scenarios=others))


def test_counts__have_whole_quantiles(results):
    text = summarise(Made(results.at(0), summits=np.arange(40.0)))
    assert row(text, meaning("summits")).endswith("  1 to 37")


@pytest.mark.parametrize(("value", "happened"), [(0.0, 0), (1.0, 40)])
def test_share__of_none_or_all_has_a_bound_in_place_of_no_error(results, value, happened):
    line = row(summarise(Made(results.at(0), jpn_kor_fall=value)), meaning("jpn_kor_fall"))
    assert line.rstrip().endswith(share_words(happened, 40))
    assert "±" not in line


def told(*overrides: dict, scenarios: tuple[str, ...] = (), path: Path | None = None) -> list[str]:
    """Lines on points that changed so, whose outcomes are made."""
    names = scenarios or ("neglect",) * len(overrides)
    made = made_results(names, count=20)
    made.points["overrides"] = [json.dumps(changed) for changed in overrides]
    made.path = path
    return summarise(made).splitlines()


def test_table__has_a_column_a_key_that_differs_and_says_once_what_all_share(results):
    head, columns, *rows, keys = summarise(results).splitlines()
    assert head.startswith("second_trump_term: 2 points, 40 replicates each, seed 1")
    assert columns.split()[:2] == ["point", "mediation"]
    assert [line.split()[0] for line in rows] == ["0", "1"]
    assert "  as it is  " in rows[0]
    assert rows[1].split()[1] == "false"
    assert keys == "keys: switches.mediation"


def test_table__of_a_grid_shows_both_values_in_every_row():
    axes = [(a / 4, b / 4) for a in range(5) for b in range(5)]
    keys = ("leaders.washington.mediation", "leaders.seoul.history_hard_line")
    lines = told(*({"months": 24, keys[0]: a, keys[1]: b} for a, b in axes))
    assert lines[0].startswith("neglect, months=24: 25 points, 20 replicates each, seed 1")
    assert [tuple(map(float, line.split()[1:3])) for line in lines[2:27]] == axes
    assert lines[27:] == [f"keys: {', '.join(keys)}"]


def test_table__of_one_change_at_a_time_has_one_column_for_them():
    off = [{f"switches.{name}": False} for name in ("mediation", "thaw", "vacuum")]
    lines = told({}, *off)
    assert [line.split()[1] for line in lines[1:6]] == [
        "changed",
        "-",
        "mediation=false",
        "thaw=false",
        "vacuum=false",
    ]
    assert "paired" in lines[7]


def test_table__names_scenarios_where_they_differ():
    lines = told({"months": 6}, {"months": 6}, scenarios=("neglect", "joint_hedging"))
    assert lines[0].startswith("months=6: 2 points")
    assert [line.split()[1] for line in lines[1:4]] == ["scenario", "neglect", "joint_hedging"]


#: Stands in for the most points that a table shows, so that a few are many.
FEW = 5


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (FEW, None),
        (FEW + 1, "1 more point: whole in"),
        (FEW + 2, "2 more points: whole in"),
    ],
)
def test_table__says_how_many_points_it_leaves_out_and_where_they_are(points, said, monkeypatch):
    monkeypatch.setattr("sim.cli.summary.MOST_POINTS", FEW)
    lines = told(*({"traits.rivalry": k / 1000} for k in range(points)), path=Path("results/one"))
    last = f"{said} `points` and `outcomes` of sim.open('results/one')"
    assert lines[-1] == (last if said else "keys: traits.rivalry")
    assert len([line for line in lines[2:-1] if line[:1].isdigit()]) == FEW


def test_table__says_where_long_values_and_many_keys_are_whole():
    wide = [{f"parameters.p{key}": one + key / 7 for key in range(MOST_KEYS + 1)} for one in (0, 1)]
    lines = told(*wide)
    assert "0.1429" in lines[2]
    assert lines[-1] == (
        "1 more key and values cut at … or rounded: whole in `points` and `outcomes` of the results"
    )


def test_one_point__says_what_it_changes(results):
    changed = summarise(results.at(1)).splitlines()[0]
    assert changed.startswith("second_trump_term, switches.mediation=false: 2025-01 to")
