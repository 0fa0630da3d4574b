"""Drivers from what replicates drew: known functions, noise alone, the model, one-line errors."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sim
from sim.errors import MissingResult, SimError, SimWarning, UnknownName, WrongKind
from sim.methods.drivers import cases
from tests.methods.drivers.made import ISHIGAMI_S1, KEYS, ishigami

WORLD = sim.load("second_trump_term")
HARD = "leaders.next_seoul.history_hard_line"


class Made:
    """Results of one point whose draws and outcome are made."""

    def __init__(self, draws, **outcomes):
        count = len(draws)
        here = {"scenario": "made", "point": 0, "replicate": np.arange(count)}
        self.draws = pd.DataFrame({**here, **draws, "parameter_set_row": pd.NA})
        self.outcomes = pd.DataFrame({**here, **outcomes})
        self.points = pd.DataFrame(
            {"point": [0], "scenario": ["made"], "seed": [1], "replicates": [count]}
        )
        specs = sim.run(WORLD, replicates=1, seed=1).outcome_specs
        self.outcome_specs = dict.fromkeys(outcomes, specs["jpn_kor_final"])

    def at(self, point):
        return self

    def outcome_values(self, names, point):
        return {name: self.outcomes[name].to_numpy(dtype=float) for name in names}

    def world(self, point):
        return WORLD


def drawn(count, keys=KEYS, seed=1):
    luck = np.random.default_rng(seed)
    return pd.DataFrame({key: luck.random(count) for key in keys})


@pytest.fixture(scope="module")
def run():
    return sim.run(WORLD, replicates=1500, seed=1)


def test_share__is_the_first_order_index_of_ishigami():
    draws = drawn(20_000)
    found = sim.drivers(Made(draws, y=ishigami(draws)), "y")
    for key, exact in ISHIGAMI_S1.items():
        # Three standard errors at this number, and what bins take off a curve.
        assert found.loc[key, "S1"] == pytest.approx(exact, abs=0.02)
    assert found["clear"].to_dict() == {KEYS[0]: True, KEYS[1]: True, KEYS[2]: False}
    assert found["rank"].tolist()[:2] == [1.0, 2.0]
    assert found.index[0] == KEYS[1]
    assert found.attrs["unexplained"] == pytest.approx(1 - 0.3139 - 0.4424, abs=0.02)


def test_share__of_a_line_is_the_squared_coefficient_and_the_rest_is_luck():
    draws = drawn(5000)
    luck = np.random.default_rng(2).normal(size=5000)
    slopes = np.array([3.0, -2.0, 0.0])
    y = draws.to_numpy() @ slopes + luck
    found = sim.drivers(Made(draws, y=y), "y").loc[KEYS]
    exact = slopes**2 / 12 / (slopes @ slopes / 12 + 1)  # standardised regression coefficients²
    assert found["S1"].to_numpy() == pytest.approx(exact, abs=0.03)
    within = (found["S1_low"] <= exact) & (exact <= found["S1_high"])
    assert within.all()
    told = [stats.spearmanr(draws[key], y).statistic for key in KEYS]
    assert found["spearman"].to_numpy() == pytest.approx(told, abs=1e-12)
    left = sim.drivers(Made(draws, y=y), "y").attrs
    assert left["unexplained_low"] < 1 - exact.sum() < left["unexplained_high"]


@pytest.mark.parametrize("seed", range(8))
def test_noise_alone__is_undecided_everywhere(seed):
    draws = drawn(1000, [f"traits.t{k}" for k in range(60)], seed)
    y = np.random.default_rng(seed + 100).standard_t(4, size=1000)
    found = sim.drivers(Made(draws, y=y), "y")
    assert not found["clear"].any()
    assert found["rank"].isna().all()
    assert set(found["says"]) == {"undecided: not above chance"}
    assert found.attrs["unexplained"] == 1.0
    assert found["S1"].mean() == pytest.approx(0.0, abs=0.003)


@pytest.mark.slow
def test_chance__is_passed_by_one_of_twenty_tables_of_noise():
    passed = 0
    for seed in range(400):
        draws = drawn(200, [f"traits.t{k}" for k in range(10)], seed)
        y = np.random.default_rng(seed + 1000).normal(size=200)
        found = sim.drivers(Made(draws, y=y), "y", seed=seed)
        passed += bool((found["S1"] > found["chance"]).any())
    assert 400 * 0.05 - 3 * 4.4 < passed < 400 * 0.05 + 3 * 4.4  # 4.4: its standard deviation


def test_drivers__of_a_run_are_those_in_office_and_the_same_of_one_seed(run):
    found = sim.drivers(run, "jpn_kor_final")
    assert set(found.index[:2]) == {HARD, "leaders.next_seoul.neighbour_priority"}
    assert found["clear"].iloc[:2].all()
    assert found.loc[HARD, "spearman_high"] < 0
    assert 0.4 < found.attrs["unexplained"] < 0.9
    assert found.equals(sim.drivers(run, "jpn_kor_final"))
    other = sim.drivers(run, "jpn_kor_final", seed=2).loc[found.index]
    assert other["S1"].to_numpy() == pytest.approx(found["S1"].to_numpy(), abs=1e-12)
    assert other["chance"].iloc[0] != found["chance"].iloc[0]
    assert (found.attrs["seed"], found.attrs["replicates"]) == (1, 1500)


def test_cases__hold_each_draw_once(run):
    found = cases(run)
    assert found.attrs["same_draw"]["start.leaders.ishiba.rivalry"] == "leaders.ishiba.rivalry"
    assert np.abs(np.corrcoef(found.to_numpy().T) - np.eye(found.shape[1])).max() < 0.2


def test_cases__of_a_parameter_set_are_its_rows():
    posterior = sim.parameter_set("posterior_2024")
    run = sim.run(WORLD.replace(parameter_set=posterior), replicates=200, seed=1)
    found = cases(run)
    name = posterior.names[0]
    rows = run.draws["parameter_set_row"].to_numpy(dtype=int)
    assert found[f"parameters.{name}"].tolist() == [posterior.rows[row][0] for row in rows]
    assert sim.drivers(run, "jpn_kor_final").attrs["correlation"] > 0.2


def test_dependence__holds_the_means_of_its_bins(run):
    found = sim.partial_dependence(run, "jpn_kor_final", HARD, bins=5)
    x, y = run.draws[HARD], run.outcomes["jpn_kor_final"]
    own = y[(x >= found["key_low"].iloc[1]) & (x < found["key_high"].iloc[1])]
    row = found.iloc[1]
    assert (row["value"], row["replicates"]) == (pytest.approx(own.mean()), len(own))
    told = stats.t.interval(0.95, len(own) - 1, own.mean(), stats.sem(own))
    assert (row["low"], row["high"]) == pytest.approx(told)
    assert (found["key_low"].iloc[0], found["key_high"].iloc[-1]) == (x.min(), x.max())
    assert found.attrs["key"] == HARD
    flags = sim.partial_dependence(run, "jpn_kor_fall", HARD, bins=5)
    assert flags[["low", "high"]].stack().between(0, 1).all()


def test_answer_that_some_replicates_lack__is_said():
    run = sim.run(WORLD.replace(**{"outcomes.when": "first_month(relation_jpn_kor < 0.2)"}), 600, 1)
    lacking = int(run.outcomes["when"].isna().sum())
    assert 0 < lacking < 500
    with pytest.warns(SimWarning, match=f"when has no answer in {lacking} of 600 replicates"):
        found = sim.drivers(run, "when")
    assert found.attrs["replicates"] == 600 - lacking


def test_wrong_question__is_one_line(run):
    few = sim.run(WORLD, replicates=99, seed=1)
    flat = Made(drawn(200), y=np.zeros(200))
    never = Made(drawn(200), y=np.full(200, np.nan))
    two = sim.run_study([sim.Point("a", WORLD), sim.Point("b", WORLD)], replicates=2, seed=1)
    for asked, kind, line in [
        ((run, "jpn_kor_finl"), UnknownName, "did you mean 'jpn_kor_final'"),
        ((run, 3), WrongKind, "outcome: found 3"),
        ((WORLD, "summits"), WrongKind, "wanted results"),
        ((run, "summits", 7), UnknownName, "unknown point '7'"),
        ((two, "summits"), MissingResult, "found 2 points, wanted one"),
        ((few, "summits"), SimError, "summits: found 99 replicates with an answer, wanted 100"),
        ((flat, "y"), SimError, "y: does not vary over replicates"),
        ((never, "y"), SimError, "y: found 0 replicates with an answer"),
    ]:
        with pytest.raises(kind) as caught:
            sim.drivers(*asked)
        assert line in str(caught.value)
        assert "\n" not in str(caught.value)
    with pytest.raises(SimError, match="level: found 95"):
        sim.drivers(run, "summits", level=95)
    with pytest.raises(UnknownName, match="unknown drawn key"):
        sim.partial_dependence(run, "summits", "traits.rivalry")
    with pytest.raises(SimError, match="bins: found 7 replicates in a bin, wanted 10 or more"):
        sim.partial_dependence(run, "summits", HARD, bins=200)


def test_world_that_draws_nothing__says_what_to_do():
    whole = {key: 0.5 for key in sim.run(WORLD, 2, 1).draws.columns if key.startswith("leaders.")}
    with pytest.raises(MissingResult, match="no trait and no parameter is drawn"):
        cases(Made(pd.DataFrame({key: np.full(10, one) for key, one in whole.items()}), y=0.0))
