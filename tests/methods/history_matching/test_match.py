"""History matching: the range that is wanted rules draws out, and error leaves them undecided."""

import numpy as np
import pytest

import sim
from sim.errors import MissingResult, OutOfBounds, SimError, UnknownName, WrongKind
from sim.methods.history_matching import wanted_of
from sim.spec.world import ParameterSet
from sim.study.patterns import facts, score_facts

WORLD = sim.load("baseline_hindcast")
LOW = "mean(relation_jpn_kor, '2018-10', '2020-12')"


@pytest.fixture(scope="module")
def found():
    return sim.history_match(WORLD, {LOW: (-1.0, -0.1)}, draws=40, replicates=40)


def test_values__are_the_means_of_runs_under_each_draw(found):
    for draw in (0, 7):
        one = found.parameters
        own = ParameterSet("one", one.names, (one.rows[draw],))
        run = sim.run(WORLD.replace(parameter_set=own), 40, 1, outcomes={"wanted": LOW})
        values = run.outcomes["wanted"]
        assert found.values.loc[draw, LOW] == pytest.approx(values.mean(), abs=1e-12)
        assert found.errors.loc[draw, LOW] == pytest.approx(values.sem(), abs=1e-12)


def test_state__follows_from_range_and_error(found):
    value, error = found.values[LOW], found.errors[LOW]
    far = np.maximum(-1.0 - value, value + 0.1) / error
    told = np.where(far > 3, "ruled out", np.where(far < -3, "meets", "undecided"))
    assert found.draws["state"].tolist() == told.tolist()
    assert {"ruled out", "meets", "undecided"} <= set(told)
    assert found.ruled_out == (told == "ruled out").mean()
    assert found.facts.loc[LOW, ["ruled_out", "undecided", "meets"]].sum() == pytest.approx(1.0)
    assert found.facts.loc[LOW, "alone"] == found.ruled_out
    assert repr(found).startswith("<Matched 40 draws: ")
    assert "ruled_out" in found._repr_html_()


def test_kept__is_a_set_that_a_world_takes(found):
    rows = [
        row
        for row, one in zip(found.parameters.rows, found.draws["state"], strict=True)
        if one != "ruled out"
    ]
    assert list(found.kept.rows) == rows
    world = sim.load("second_trump_term")
    kept = world.replace(parameter_set=found.kept)
    effect = sim.compare(
        kept,
        kept.replace(**{"switches.mediation": False}),
        replicates=60,
        outcomes=["jpn_kor_final"],
    )
    assert np.isfinite(effect.table["difference"]).all()


def test_effects__are_quoted_over_what_is_left(found):
    base = sim.load("second_trump_term")
    told = found.effects(
        base, base.replace(**{"switches.mediation": False}), "jpn_kor_final", replicates=10
    )
    everything, kept = told.loc[("jpn_kor_final", "all")], told.loc[("jpn_kor_final", "kept")]
    assert (everything["draws"], kept["draws"]) == (40, len(found.kept.rows))
    points = [
        {"parameter_set": ParameterSet("one", found.kept.names, (row,))} for row in found.kept.rows
    ]
    gaps = [
        sim.evaluate(world, points, "jpn_kor_final", 10)["jpn_kor_final"]
        for world in (base, base.replace(**{"switches.mediation": False}))
    ]
    assert kept["median"] == pytest.approx(np.median(gaps[1] - gaps[0]))
    assert set(told["says"]) <= {"positive", "negative", "undecided"}


def test_tolerance_and_misses__rule_out_less():
    asked = {LOW: (-1.0, -0.1), "mean(trust, '2023-01', '2024-12')": (0.45, 1.0)}
    how = {"draws": 30, "replicates": 30}
    strict = sim.history_match(WORLD, asked, **how)
    wide = sim.history_match(WORLD, asked, tolerance={LOW: 0.3}, **how)
    one = sim.history_match(WORLD, asked, misses=1, **how)
    assert wide.ruled_out < strict.ruled_out
    assert one.ruled_out < strict.ruled_out
    assert wide.facts.loc[LOW, "high"] == pytest.approx(0.2)
    again = sim.history_match(WORLD, asked, threads=1, **how)
    assert again.draws.equals(strict.draws)
    assert again.values.equals(strict.values)


def test_draws_over_some_keys__leave_the_others():
    over = {"parameters.memory_gain": (0.03, 0.3)}
    found = sim.history_match(WORLD, {LOW: (-1.0, 1.0)}, draws=10, over=over, replicates=10)
    assert found.parameters.names == ("memory_gain",)
    assert set(found.draws["state"]) == {"meets"}
    assert str(found) == "10 draws: 0 ruled out, 0 undecided, 10 meets"


def test_shipped_facts__are_those_that_may_be_fitted_and_say_why_others_are_not():
    wanted, left_out = wanted_of(None, WORLD)
    asked = {one.fact for one in wanted}
    fitted = {fact.id for fact in facts() if fact.use == "calibration"}
    assert asked | set(left_out) == fitted
    assert not asked & set(left_out)
    assert left_out["E31"] == "follows from inputs"
    assert {"E01", "E14"} <= asked


def test_fact__is_scored_as_the_page_scores_it():
    """At the defaults: the share of replicates that the verdict of the page rests on."""
    default = ParameterSet("default", ("memory_gain",), ((0.1,),))
    known = [fact for fact in facts() if fact.id in ("E01", "E11", "E14")]
    found = sim.history_match(WORLD, known, draws=default, replicates=60, tolerance=0.0)
    scores = score_facts(known, replicates=60, seed=1)
    for fact, score in zip(known, scores, strict=True):
        assert found.values.loc[0, fact.id] == score.verdict.findings[0].found.value


def test_everything_ruled_out__is_one_line():
    found = sim.history_match(WORLD, {LOW: (0.99, 1.0)}, draws=4, replicates=10)
    assert found.ruled_out == 1.0
    with pytest.raises(MissingResult, match="all 4 draws are ruled out, 100% of them by mean"):
        _ = found.kept


@pytest.mark.parametrize(
    ("facts_asked", "how", "kind", "line"),
    [
        ({}, {}, WrongKind, "facts: found nothing"),
        (3, {}, WrongKind, "facts: found 3"),
        ({LOW: 0.3}, {}, WrongKind, "two numbers (low, high)"),
        ({LOW: (0.3, 0.1)}, {}, WrongKind, "low no higher than high"),
        ({"mean(relation_jpn_ko)": (0, 1)}, {}, UnknownName, "did you mean 'relation_jpn_kor'"),
        ({"at(trust, '2031-01')": (0, 1)}, {}, SimError, "wanted a month of the window"),
        ({LOW: (0, 1)}, {"replicates": 1}, SimError, "replicates: found 1"),
        ({LOW: (0, 1)}, {"seed": -1}, OutOfBounds, "seed: found -1"),
        ({LOW: (0, 1)}, {"draws": 1}, SimError, "draws: found 1"),
        ({LOW: (0, 1)}, {"misses": 1}, OutOfBounds, "misses: found 1, wanted a number in [0, 0]"),
        ({LOW: (0, 1)}, {"tolerance": -1}, WrongKind, "tolerance: found -1"),
        ({LOW: (0, 1)}, {"tolerance": {"x": 1}}, WrongKind, "tolerance: found 'x'"),
        ({LOW: (0, 1)}, {"cutoff": "3"}, WrongKind, "cutoff: found the text '3'"),
        ({LOW: (0, 1)}, {"over": ["traits.rivalry"]}, WrongKind, "keys of parameters"),
        ({LOW: (0, 1)}, {"over": ["parameters.x"]}, UnknownName, "unknown key 'parameters.x'"),
        (
            {"total(visit_event) / total(visit_event)": (0, 1)},
            {"draws": 3, "replicates": 10},
            SimError,
            "has an answer in fewer than 10 replicates",
        ),
    ],
)
def test_wrong_question__is_one_line(facts_asked, how, kind, line):
    with pytest.raises(kind) as caught:
        sim.history_match(WORLD, facts_asked, **{"draws": 2, "replicates": 10, **how})
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)
