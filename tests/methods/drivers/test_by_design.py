"""Sensitivity by design: equal to SALib, free of noise, and silent where nothing can be ranked."""

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import pawn as salib_pawn
from SALib.analyze import sobol as salib_sobol

import sim
from sim.errors import SimError, UnknownName, WrongKind
from sim.methods.drivers.pawn import pawn
from tests.methods.drivers.made import ISHIGAMI_S1, ISHIGAMI_ST, KEYS, design, ishigami, problem

WORLD = sim.load("second_trump_term")
OVER = ["leaders.washington.mediation", "parameters.memory_gain", "parameters.court_rate"]
SIZE = {"sobol": 32, "morris": 16, "pawn": 200}


@pytest.fixture(scope="module")
def whole():
    return sim.sensitivity(WORLD, OVER, ["jpn_kor_final", "summits"], n=64, replicates=40)


def test_sobol__is_salibs_on_ishigami_and_holds_the_exact_indices():
    points = design("sobol", 4096)
    y = ishigami(points)
    found = sim.sensitivity(points, y, resamples=100).loc["y"]
    told = salib_sobol.analyze(
        problem(), y, calc_second_order=False, num_resamples=100, conf_level=0.95, seed=2
    )
    for name in ("S1", "ST"):
        assert found.loc[KEYS, name].to_numpy() == pytest.approx(told[name], abs=1e-12)
        half = found.loc[KEYS, f"{name}_high"] - found.loc[KEYS, name]
        assert half.to_numpy() == pytest.approx(told[f"{name}_conf"], abs=1e-12)
    for name, exact in (("S1", ISHIGAMI_S1), ("ST", ISHIGAMI_ST)):
        for key, value in exact.items():
            assert found.loc[key, f"{name}_low"] <= value <= found.loc[key, f"{name}_high"]
    assert found.index.tolist() == KEYS
    assert found["rank"].tolist() == [1.0, 2.0, 3.0]
    assert set(found["says"]) == {"decided"}


def test_morris__is_salibs_and_of_a_line_is_its_slopes():
    points = design("morris", 40)
    y = ishigami(points)
    found = sim.sensitivity(points, y, resamples=100).loc["y"].loc[KEYS]
    x = points.to_numpy()
    told = salib_morris.analyze(problem(), x, y, num_resamples=100, num_levels=4, seed=2)
    for name in ("mu", "mu_star", "sigma"):
        assert found[name].to_numpy() == pytest.approx(np.asarray(told[name], float), abs=1e-12)
    line = points @ [3.0, -2.0, 0.0]
    slopes = sim.sensitivity(points, line).loc["y"].loc[KEYS]
    assert slopes["mu"].to_numpy() == pytest.approx([3.0, -2.0, 0.0], abs=1e-9)
    assert slopes["sigma"].to_numpy() == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert slopes["rank"].tolist()[:2] == [1.0, 2.0]
    assert slopes["says"].iloc[2] == "undecided: not above chance"


def test_pawn__is_salibs():
    points = design("lhs", 500)
    y = ishigami(points).round(1)  # equal values too
    told = salib_pawn.analyze(problem(), points.to_numpy(), y)
    found = sim.sensitivity(points, y, resamples=50).loc["y"].loc[KEYS]
    assert found["pawn"].to_numpy() == pytest.approx(told["median"], abs=1e-12)
    assert pawn(points[KEYS[0]].to_numpy(), y) == pytest.approx(told["median"][0], abs=1e-12)
    assert found["says"].iloc[1] == "decided"


@pytest.mark.parametrize("kind", ["sobol", "morris", "lhs"])
@pytest.mark.parametrize("seed", range(5))
def test_noise_alone__ranks_nothing(kind, seed):
    points = design(kind, 128, seed)
    luck = np.random.default_rng(seed).normal(size=len(points))
    found = sim.sensitivity(points, luck, resamples=50)
    assert found["rank"].isna().all()
    assert found["says"].str.startswith("undecided").all()


def test_indices__of_a_world_are_those_of_its_evaluation(whole):
    points = sim.design("sobol", 64, over=OVER, seed=1)
    values = sim.evaluate(WORLD, points, ["jpn_kor_final", "summits"], replicates=40, se=True)
    found = sim.sensitivity(points, values)
    columns = ["S1", "S1_low", "ST", "ST_high"]
    for name in ("jpn_kor_final", "summits"):
        own, other = whole.loc[name].loc[OVER], found.loc[name].loc[OVER]
        assert own[columns].to_numpy() == pytest.approx(other[columns].to_numpy(), abs=1e-9)
        # Standard errors count luck that all points share.
        assert 0.0 < own["noise"].iloc[0] < other["noise"].iloc[0]
    assert whole.attrs["noise"] == "estimated"
    assert found.attrs["noise"] == "at most"
    assert whole.loc["jpn_kor_final"]["free"].notna().all()
    assert found["free"].isna().all()


def test_sensitivity__is_the_same_of_one_seed_whatever_the_threads(whole):
    again = sim.sensitivity(
        WORLD, OVER, ["jpn_kor_final", "summits"], n=64, replicates=40, threads=1
    )
    assert whole.equals(again)
    other = sim.sensitivity(WORLD, OVER, "summits", n=64, replicates=40, seed=2)
    assert not whole.loc["summits"].equals(other.loc["summits"])


@pytest.mark.parametrize("method", SIZE)
def test_method__runs_on_a_world(method):
    found = sim.sensitivity(
        WORLD, OVER, "jpn_kor_final", method=method, n=SIZE[method], replicates=40, resamples=20
    )
    assert sorted(found.loc["jpn_kor_final"].index) == sorted(OVER)
    assert found.attrs["method"] == method
    assert found.attrs["bounds"]["leaders.washington.mediation"] == (0.0, 1.0)
    # A court's rate moves Tokyo's and Seoul's ties least of the three, whichever way one asks.
    assert found.loc["jpn_kor_final"].index[-1] == "parameters.court_rate"


def test_months__have_indices_of_their_own():
    told = []
    found = sim.sensitivity(
        WORLD, OVER[:2], by_month="relation_jpn_kor", n=8, replicates=8, progress=told.append
    )
    months = found.index.get_level_values("month").unique()
    assert (len(months), str(months[0])[:7]) == (48, "2025-01")
    assert found.attrs["variable"] == "relation_jpn_kor"
    assert told[-1].done == told[-1].total == 8 * 4
    points = sim.design("sobol", 8, over=OVER[:2], seed=1)
    last = sim.evaluate(WORLD, points, {"last": "at(relation_jpn_kor, '2028-12')"}, replicates=8)
    own = sim.sensitivity(points, last).loc["last"]
    assert found.loc["2028-12-01"]["ST"].to_numpy() == pytest.approx(own["ST"].to_numpy())


def test_outcome_that_does_not_vary__has_no_indices():
    points = design("sobol", 16)
    found = sim.sensitivity(points, np.zeros(len(points)))
    assert found[["S1", "ST", "rank", "noise"]].isna().all(axis=None)
    assert set(found["says"]) == {"undecided: the outcome does not vary, or by chance alone"}


POINTS = design("sobol", 16)
GOOD = ishigami(POINTS)


@pytest.mark.parametrize(
    ("asked", "kind", "line"),
    [
        ((POINTS,), WrongKind, "values: found nothing"),
        ((POINTS, GOOD[:-1]), WrongKind, "values: found 79 rows, wanted 80, one a point"),
        ((POINTS, np.where(GOOD > 9, np.nan, GOOD)), SimError, "values that are no number"),
        ((POINTS, "high"), WrongKind, "values: found the text 'high'"),
        ((POINTS, pd.DataFrame({"ties": GOOD}), "tie"), UnknownName, "did you mean 'ties'"),
        ((POINTS.copy(), pd.DataFrame({"ties": GOOD}), []), WrongKind, "outcomes: found nothing"),
        ((POINTS.iloc[:, :2], GOOD), WrongKind, "design: found columns traits.mediation"),
        ((pd.DataFrame(POINTS.to_numpy()), GOOD), SimError, "does not say how it was made"),
        ((design("factorial", 3), np.zeros(27)), WrongKind, "a design of kind 'factorial'"),
        ((POINTS.iloc[:-1], GOOD[:-1]), SimError, "wanted a multiple of"),
        ((POINTS.iloc[::-1], GOOD), WrongKind, "design: found rows in another order"),
        ((POINTS, pd.Series(GOOD)[::-1]), WrongKind, "values: found rows in another order"),
        ((design("sobol", 4), np.zeros(20)), SimError, "n: found 4, wanted 8 or more"),
        ((design("morris", 3), np.zeros(12)), SimError, "n: found 3, wanted 4 or more"),
        ((design("lhs", 99), np.zeros(99)), SimError, "n: found 99 points, wanted 100 or more"),
        ((WORLD,), WrongKind, "over: found nothing"),
        ((WORLD, OVER), WrongKind, "outcomes: found nothing"),
        ((WORLD, OVER, "jpn_kor_finl"), UnknownName, "did you mean 'jpn_kor_final'"),
        ((WORLD, [], "summits"), WrongKind, "over: found nothing"),
        (("neglect", OVER, "summits"), WrongKind, "wanted a World"),
    ],
)
def test_wrong_question__is_one_line(asked, kind, line):
    with pytest.raises(kind) as caught:
        sim.sensitivity(*asked)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("how", "kind", "line"),
    [
        ({"replicates": 1}, SimError, "replicates: found 1, wanted 4 or more"),
        ({"n": 0}, SimError, "n: found 0"),
        ({"n": 12}, WrongKind, "n: found 12, wanted a power of 2"),
        ({"method": "soble"}, UnknownName, "did you mean 'sobol'"),
        ({"method": 1}, WrongKind, "method: found 1"),
        ({"by_month": "relation_jpn_ko"}, UnknownName, "did you mean 'relation_jpn_kor'"),
        ({"by_month": "relation_jpn_kor"}, WrongKind, "by_month: found outcomes too"),
        ({"level": 95}, SimError, "level: found 95"),
        ({"resamples": 1}, SimError, "resamples: found 1"),
    ],
)
def test_wrong_setting__is_one_line(how, kind, line):
    with pytest.raises(kind) as caught:
        sim.sensitivity(WORLD, OVER, "summits", **{"n": 8, "replicates": 4, **how})
    assert line in str(caught.value)


def test_answer_that_some_points_lack__is_one_line():
    never = {"quotient": "total(reversal_event) / total(reversal_event)"}
    with (
        pytest.warns(sim.errors.SimWarning, match="no answer in some replicates"),
        pytest.raises(SimError, match="quotient: has no answer in whole groups"),
    ):
        sim.sensitivity(WORLD, OVER, never, n=8, replicates=4)
