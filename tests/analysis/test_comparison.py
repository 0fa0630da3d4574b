"""Sizes, verdicts and months of an effect: against scipy and statsmodels, and by hand."""

import re

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from statsmodels.stats.contingency_tables import SquareTable
from statsmodels.stats.multitest import multipletests

import sim
from sim.analysis import compare, monthly_difference, shift_function
from sim.analysis.distribution import apart
from sim.analysis.effect_row import effect_row
from sim.analysis.paired import standardised_diff
from sim.errors import MissingResult, SimError, SimWarning, UnknownName, WrongKind
from sim.spec.outcomes import OUTCOME_BY_NAME
from sim.spec.recorded import RECORDED
from tests.analysis.made import made_results

BOTH = {"base_point": "second_trump_term", "alternative_point": "neglect"}
WORLD = sim.load("second_trump_term").replace(months=12)
CLOSER = WORLD.replace(**{"leaders.seoul.neighbour_priority": 0.9})
COLDER = WORLD.replace(**{"leaders.seoul.neighbour_priority": 0.1})


@pytest.fixture(scope="module")
def effect():
    return sim.compare(WORLD, CLOSER, replicates=80, seed=5)


def test_apart__is_scipys_and_delta_is_that_of_all_pairs():
    draws = np.random.default_rng(1)
    for k in range(60):
        n, m = draws.integers(1, 40, 2)
        tied = k % 2
        a = draws.integers(0, 6, n).astype(float) if tied else draws.normal(size=n)
        b = draws.integers(0, 7, m).astype(float) if tied else draws.normal(size=m)
        found = apart(a, b)
        assert found.ks == pytest.approx(scipy.stats.ks_2samp(a, b).statistic, abs=1e-12)
        assert found.w1 == pytest.approx(scipy.stats.wasserstein_distance(a, b), abs=1e-12)
        assert found.delta == pytest.approx(np.sign(b[None] - a[:, None]).mean(), abs=1e-12)


def test_standardised__by_hand_and_at_its_ends():
    a, b = np.array([0.0, 1.0, 2.0, 5.0]), np.array([1.0, 1.0, 4.0, 6.0])
    spread = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    assert standardised_diff(a, b).value == pytest.approx((b - a).mean() / spread)
    assert standardised_diff(a, a) == (0.0, 0.0, 0.0, 0.0)
    assert np.isnan(standardised_diff(np.zeros(3), np.ones(3)).value)
    # A shift of all pairs alike is known up to the spread alone: about 1 / sqrt(2 n) of itself.
    x = np.random.default_rng(2).normal(size=20_000)
    assert standardised_diff(x, x + 1.0).se == pytest.approx(1 / np.sqrt(2 * 20_000), rel=0.05)


def test_p_values__are_scipys_and_holm_is_statsmodels(effect):
    told = effect.values("jpn_kor_final")
    found = scipy.stats.ttest_rel(told["alternative"], told["base"])
    row = effect["jpn_kor_final"]
    assert row["difference"] / row["se"] == pytest.approx(found.statistic)
    assert effect.p_values["jpn_kor_final"] == pytest.approx(found.pvalue)
    known = effect.p_values.dropna()
    holm = multipletests(known, method="holm")[1]
    np.testing.assert_allclose(effect.table.loc[known.index, "p_holm"], holm, rtol=1e-10)


def test_verdicts__follow_from_adjusted_p_values(effect):
    table = effect.table
    assert set(table["verdict"]) >= {"higher", "undecided", "unchanged"}
    decided = table["p_holm"] <= 0.05
    assert (table.loc[decided, "verdict"] == "higher").equals(table.loc[decided, "difference"] > 0)
    still = table["ties"] == 1.0
    assert set(table.loc[still, "verdict"]) == {"unchanged"}
    assert set(table.loc[~decided & ~still, "verdict"]) == {"undecided"}


def test_code_of_states__has_no_mean_and_is_told_by_its_moves():
    draws = np.random.default_rng(8)
    a = draws.integers(0, 4, 400).astype(float)
    b = np.where(draws.random(400) < 0.4, draws.integers(0, 2, 400), a).astype(float)
    cells, p_value = effect_row(OUTCOME_BY_NAME["triangle_final"], a, b, 0.95)
    table = SquareTable(pd.crosstab(a, b).to_numpy(dtype=float), shift_zeros=False)
    assert p_value == pytest.approx(table.symmetry().pvalue)
    assert cells["ties"] == np.mean(a == b)
    assert np.isnan([cells[name] for name in ("base", "difference", "d", "w1", "p_positive")]).all()
    effect = sim.compare(WORLD, CLOSER, replicates=200)
    assert effect["talks_final"]["verdict"] in ("changed", "undecided", "unchanged")
    assert np.isnan(effect["triangle_final"]["difference"])
    for ask in (
        lambda: effect.quantiles("triangle_final"),
        lambda: sim.evaluate(WORLD, [{}], "triangle_final"),
        lambda: sim.attribute(WORLD, CLOSER, "talks_final"),
        lambda: sim.runs_needed(sim.run(WORLD, 20), "triangle_final", se=0.1),
        lambda: sim.drivers(sim.run(WORLD, 100), "talks_final"),
    ):
        with pytest.raises(WrongKind, match="a code of states, wanted what has a mean"):
            ask()


def test_quantiles__are_the_shift_of_the_pairs(effect):
    told = effect.values("jpn_kor_final")
    found = effect.quantiles("jpn_kor_final")
    assert found["quantile"].tolist() == pytest.approx(np.arange(0.1, 0.95, 0.1))
    pd.testing.assert_frame_equal(found, shift_function(told["base"], told["alternative"]))
    assert (found["low"] <= found["difference"]).all()
    with pytest.raises(UnknownName, match="did you mean 'jpn_kor_final'"):
        effect.quantiles("jpn_kor_finl")


def test_by_month__of_kept_months_is_that_of_the_pairs():
    sides = [sim.run(w, replicates=40, seed=5, trajectories=True) for w in (WORLD, CLOSER)]
    found = sim.compare(*sides).by_month("relation_jpn_kor")
    paths = [side.trajectories["relation"].sel(dyad="JPN-KOR") for side in sides]
    pd.testing.assert_frame_equal(found, monthly_difference(*paths), check_freq=False)
    assert found.attrs["paired"] is True
    assert found.attrs["units"] == "1"


def test_by_month__without_months_holds_whatever_pairs_share():
    sides = [sim.run(w, replicates=40, seed=5, trajectories=True) for w in (WORLD, CLOSER)]
    paired = sim.compare(*sides).by_month("trust")
    bare = sim.compare(*(sim.run(w, replicates=40, seed=5) for w in (WORLD, CLOSER)))
    with pytest.warns(SimWarning, match=r"trust: its months were not kept, .* keep=\['trust'\]"):
        found = bare.by_month("trust")
    assert found.attrs["paired"] is False
    np.testing.assert_allclose(found["difference"], paired["difference"], atol=1e-12)
    assert (found["se"] >= paired["se"] - 1e-12).all()
    spread = sides[0].column("trust").std(axis=0, ddof=1) / np.sqrt(40)
    other = sides[1].column("trust").std(axis=0, ddof=1) / np.sqrt(40)
    np.testing.assert_allclose(found["se"], spread + other, rtol=1e-9)
    assert found["q25"].isna().all()


def test_by_month__of_worlds_that_were_run_is_told_by_pairs_whatever_else_is_kept():
    for keep in ((), ["trust"], "trust", ["relation"]):
        effect = sim.compare(WORLD, CLOSER, replicates=10, keep=keep)
        assert effect.by_month("relation_jpn_kor").attrs["paired"] is True
    assert effect.sides[1].asked() == ["months=12", "leaders.seoul.neighbour_priority=0.9"]


@pytest.mark.parametrize("name", ["triangle", "talks_state", "choice_kor_neighbour"])
def test_by_month__of_names_of_states_has_no_mean(effect, name):
    with pytest.raises(WrongKind, match=rf"{name}, whose values name \d states.*share\({name} =="):
        effect.by_month(name)


@pytest.mark.filterwarnings("ignore:.*its months were not kept:sim.errors.SimWarning")
def test_states__are_those_of_variables_of_more_than_two_words_that_are_no_ladder(effect):
    """What Seoul turns to after a letdown counts from -1; the others from 0."""
    worded = {
        one.name: int(one.high - one.low) + 1
        for one in RECORDED
        if re.search(r": (0|-1) [a-z]", one.meaning) and one.kind == "level" and one.high > 0
    }
    ladders = {"retaliation_level_jpn", "retaliation_level_kor", "quad"}  # each rung above the last
    refused = {}
    for one in RECORDED:
        try:
            effect.by_month(one.name)
        except WrongKind as fault:
            refused[one.name] = int(re.search(r"name (\d+) states", str(fault))[1])
        except MissingResult:
            pass
    wanted = {name: count for name, count in worded.items() if count > 2 and name not in ladders}
    assert refused == wanted
    assert {"fork", "triangle", "talks_state", "choice_kor_neighbour"} <= set(refused)


def test_by_month__of_what_is_not_there_says_what_to_do(effect):
    with pytest.raises(MissingResult, match=r"litigation: .* run with keep=\['litigation'\]"):
        effect.by_month("litigation")
    with pytest.raises(UnknownName, match="did you mean 'relation_jpn_kor'"):
        effect.by_month("relation_jpn_ko")


def test_between__compares_points_of_one_study():
    study = sim.run_study(
        [sim.Point(w.name, w, w.overrides) for w in (WORLD, CLOSER, COLDER)], replicates=80, seed=5
    )
    pair = sim.compare(study, between=(0, 1))
    np.testing.assert_array_equal(
        pair.table["difference"],
        sim.compare(WORLD, CLOSER, replicates=80, seed=5).table["difference"],
    )
    many = sim.compare(study, between=(0, [1, 2]))
    assert list(many) == ["neighbour_priority=0.9", "neighbour_priority=0.1"]
    assert list(sim.compare(study, between=0)) == list(many)
    assert many.base == "neighbour_priority as it is"
    assert many["neighbour_priority=0.1"]["jpn_kor_mean"]["verdict"] == "lower"


def test_many__are_adjusted_for_all_comparisons():
    many = sim.compare(WORLD, [CLOSER, COLDER], replicates=80, seed=5)
    p_values = pd.concat([one.p_values for one in many.values()]).dropna()
    holm = multipletests(p_values, method="holm")[1]
    np.testing.assert_allclose(many.table["p_holm"].dropna(), holm, rtol=1e-10)
    alone = sim.compare(WORLD, CLOSER, replicates=80, seed=5).table["p_holm"]
    assert (many.table["p_holm"].iloc[: len(alone)].to_numpy() >= alone.to_numpy() - 1e-15).all()
    assert len(many.table) == 2 * len(alone)
    assert "136 comparisons" in repr(many)
    assert "<table" in many._repr_html_()
    with pytest.raises(UnknownName, match="alternative"):
        many["nothing"]


def test_many__are_a_mapping_that_knows_what_is_in_it():
    world = sim.load("neglect").replace(months=6)
    found = sim.compare(world, [world.replace(**{"traits.rivalry": 0.9})], replicates=5)
    assert list(found) == ["rivalry=0.9"]
    assert "rivalry=0.9" in found
    assert "nobody" not in found
    assert found.get("nobody") is None
    assert found.get("rivalry=0.9") is found["rivalry=0.9"]
    for wrong in ("nobody", 0, ["rivalry=0.9"]):
        with pytest.raises(UnknownName, match="unknown alternative"):
            found[wrong]


def test_many__of_results_asked_alike_are_told_apart():
    sides = [sim.run(w, replicates=20, seed=5) for w in (WORLD, CLOSER, CLOSER)]
    many = sim.compare(sides[0], sides[1:])
    assert len(many) == 2


def test_outcomes__are_chosen_by_name_or_declared():
    few = sim.compare(WORLD, CLOSER, replicates=20, outcomes=["summits", "jpn_kor_final"])
    assert few.table.index.tolist() == ["summits", "jpn_kor_final"]
    own = sim.compare(WORLD, CLOSER, replicates=20, outcomes={"mean": "mean(relation_jpn_kor)"})
    whole = sim.compare(WORLD, CLOSER, replicates=20)
    assert own["mean"]["difference"] == pytest.approx(whole["jpn_kor_mean"]["difference"])
    assert own.table.index.tolist() == ["mean"]


def test_alternatives__are_called_as_asked():
    many = sim.compare(WORLD, {"close": CLOSER, "cold": COLDER}, replicates=20)
    assert list(many) == ["close", "cold"]
    assert many["cold"].alternative == "cold"
    alone = sim.compare(WORLD, CLOSER, replicates=20).table
    np.testing.assert_array_equal(many["close"].table["difference"], alone["difference"])


@pytest.mark.parametrize(
    ("ask", "fault", "line"),
    [
        (lambda run: sim.compare(run), WrongKind, "alternative: found nothing"),
        (lambda run: sim.compare(run, []), MissingResult, "nothing beside the base"),
        (lambda run: sim.compare(run, [WORLD, 3]), WrongKind, r"alternative\[1\]: found 3"),
        (lambda run: sim.compare(run, between=(0, 7)), UnknownName, "unknown point '7'"),
        (lambda run: sim.compare(run, between=0), MissingResult, "nothing beside the base"),
        (lambda run: sim.compare(run, between=1.5), WrongKind, "between: found 1.5, wanted two"),
        (lambda run: sim.compare(run, between=(0, 1, 2)), WrongKind, "between: found"),
        (lambda run: sim.compare(WORLD, between=(0, 1)), WrongKind, "between"),
        (lambda run: sim.compare(run, run, outcomes=["sumits"]), UnknownName, "'summits'"),
        (lambda run: sim.compare(run, run, outcomes=[]), SimError, "outcomes: found none"),
        (lambda run: sim.compare(run, run, outcomes=7), WrongKind, "outcomes: found 7"),
        (lambda run: sim.compare(run, run, level="high"), SimError, "level: found high"),
        (lambda run: sim.compare(run, WORLD.replace(months=6)), SimError, "window: found"),
        (
            lambda run: sim.compare(run, sim.run(WORLD, 20, 2)),
            SimError,
            "seed: found seeds 1 and 2",
        ),
        (lambda run: sim.compare(run, sim.run(WORLD, 21, 1)), SimError, "found 20 and 21 repl"),
        (
            lambda run: sim.compare(*[sim.run(WORLD, 1, 1)] * 2),
            SimError,
            "replicates: found 1 replicate, wanted 2",
        ),
    ],
)
def test_what_cannot_be_paired__is_one_line(ask, fault, line):
    with pytest.raises(fault, match=line) as told:
        ask(sim.run(WORLD, replicates=20, seed=1))
    assert "\n" not in str(told.value)


def test_compare__of_made_results_pairs_and_names():
    results = made_results()
    effect = compare(results, results, **BOTH)
    assert effect.specs["summits"].name == "summits"
    assert effect.values("summits").shape == (200, 2)


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        (lambda effect: effect.by_month(["trust"]), "unknown variable"),
        (lambda effect: effect[["summits"]], "unknown outcome"),
        (lambda effect: effect.quantiles("jpn_kor_final", [2.0]), "quantiles: found 2.0"),
        (lambda effect: sim.compare(sim.load("neglect"), between=(0, 1)), "base: found <World"),
    ],
)
def test_what_is_no_name__is_one_line(effect, ask, line):
    with pytest.raises(SimError, match=line) as told:
        ask(effect)
    assert "\n" not in str(told.value)


def test_holm__takes_one_name_and_counts_each_once(effect):
    alone = effect.holm("jpn_kor_final")
    assert alone.index.tolist() == ["jpn_kor_final"]
    assert alone["p_holm"].iloc[0] == effect.p_values["jpn_kor_final"]
    twice = effect.holm(["jpn_kor_final", "jpn_kor_final"])
    pd.testing.assert_frame_equal(twice, alone)


def test_between__takes_numbers_of_numpy_and_columns_of_points():
    world = sim.load("neglect").replace(months=6)
    worlds = [world, *(world.replace(**{"traits.rivalry": x}) for x in (0.1, 0.9))]
    run = sim.run_study(
        [sim.Point("neglect", w, w.overrides) for w in worlds], replicates=10, seed=1
    )
    plain = sim.compare(run, between=(0, [1, 2]))
    for between in ((np.int64(0), np.array([1, 2])), (0, run.points["point"][1:]), np.int64(0)):
        found = sim.compare(run, between=between)
        pd.testing.assert_frame_equal(found.table, plain.table)
    one = sim.compare(run, between=np.array([0, 2]))
    assert one["summits"].equals(sim.compare(run, between=(0, 2))["summits"])


def test_world__beside_one_point_of_many_runs_with_that_points_luck(tmp_path):
    """A study of other points, with other seeds or fewer replicates, has no say."""
    world = sim.load("neglect").replace(months=6)
    other = world.replace(**{"traits.rivalry": 0.9})
    points = [sim.Point("neglect", world, world.overrides)]
    for name, replicates, seed in (("a", 12, 7), ("b", 5, 3)):
        sim.run_study(points, replicates=replicates, seed=seed, folder=tmp_path, study=name)
    run = sim.open([tmp_path / "a", tmp_path / "b"])
    for point, replicates, seed in ((0, 12, 7), (1, 5, 3)):
        effect = sim.compare(run, other, base_point=point)
        assert (effect.replicates, effect.seed) == (replicates, seed)
        whole = sim.compare(world, other, replicates=replicates, seed=seed)
        assert effect["summits"]["difference"] == whole["summits"]["difference"]


def test_outcomes__that_two_results_do_not_share_are_refused_and_none_are_declared_anew():
    world = sim.load("neglect").replace(months=6)
    one, other = (
        sim.run(world, 5, 1, outcomes={"cold": f"share(relation_jpn_kor < {bound})"})
        for bound in (0, 0.1)
    )
    with pytest.raises(SimError, match="outcomes: found 'cold' on one side alone, or with another"):
        sim.compare(one, other, outcomes=["cold"])
    with pytest.raises(WrongKind, match="outcomes: found a mapping, wanted names"):
        sim.compare(one, other, outcomes={"calm": "mean(trust)"})
