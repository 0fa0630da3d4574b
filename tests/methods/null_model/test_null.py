"""Statements put to nulls: draws follow from the seed, reach the whole past, and are kept."""

import dataclasses

import pytest

from sim.engine.plan import compile_world
from sim.errors import SimError
from sim.methods.null_model import NULLS, against_nulls, check_draws, draws_of
from sim.methods.null_model import null as module
from sim.methods.parts import Parts
from sim.methods.statement import Arm, Asked, measured, world_of
from sim.methods.statement.statement import Measure
from sim.scenario import parameter_set
from sim.spec.override_key import SET
from sim.spec.parameters import PARAMETERS
from sim.spec.world import ParameterSet
from sim.study.claims import claims
from sim.study.claims.sign import flippable

CHOSEN = [claim.statement for claim in claims() if claim.id in ("C010", "C045")]
SIGNED = flippable()
SMALL = {"nulls": 2, "replicates": 30, "threads": 1}


@pytest.fixture(scope="module")
def found():
    return against_nulls(CHOSEN, SIGNED, seed=2, **SMALL)


def test_draws__follow_from_the_seed():
    told = [one.told for one in draws_of(3, 1, SIGNED)]
    assert told == [one.told for one in draws_of(3, 1, SIGNED)]
    other = [one.told for one in draws_of(3, 2, SIGNED)]
    assert not set(told) & set(other)
    assert len(set(told)) == 9
    assert [one.null for one in draws_of(2, 1, SIGNED)] == [
        null for null in NULLS for _ in range(2)
    ]


def test_priors__set_every_free_parameter_once_for_all_replicates():
    free = {one.name: one.prior for one in PARAMETERS if one.prior[1] > one.prior[0]}
    for draw in draws_of(2, 1, SIGNED)[:2]:
        (row,) = draw.drawn.rows
        assert set(draw.drawn.names) == set(free)
        for name, value in zip(draw.drawn.names, row, strict=True):
            low, high = free[name]
            assert low <= value <= high


@pytest.mark.parametrize("arm", [Arm("neglect"), Arm("baseline_hindcast", branch="2018-09")])
def test_prior_draw__reaches_the_months_before(arm):
    """The window states `trust_gain`; trust in its first month tells of the months before."""
    arm = dataclasses.replace(arm, changes={"parameters.trust_gain": 0.05})
    ends = []
    for value in (0.01, 0.1):
        world = world_of(arm, None, {SET: ParameterSet("one", ("trust_gain",), ((value,),))})
        takes = compile_world(world).timeline.set_takes
        assert takes[:, 0].tolist() == [True, False]
        measure = Measure.parse("first(trust)")
        ends.append(measured(world, [measure], 30, 1, threads=1)[measure.text].mean())
    assert ends[1] > ends[0] + 0.02


def test_against_nulls__gives_a_row_a_draw_and_statement(found):
    verdicts, outcomes = found
    assert [one.statement.id for one in verdicts] == ["C010", "C045"]
    assert len(outcomes) == 2 * 2 * len(NULLS)
    assert set(outcomes["result"]) <= {"holds", "undecided", "fails"}
    assert set(outcomes["null"]) == set(NULLS)


def test_against_nulls__is_the_same_again_and_another_with_another_seed(found):
    again = against_nulls(CHOSEN, SIGNED, seed=2, **SMALL)
    assert again[1].equals(found[1])
    assert again[0] == found[0]


def test_against_nulls__without_nulls_is_what_the_model_finds(found):
    verdicts, outcomes = against_nulls(CHOSEN, SIGNED, seed=2, **{**SMALL, "nulls": 0})
    assert verdicts == found[0]
    assert outcomes.empty


def test_against_nulls__counts_all_of_it_on_one_clock():
    told = []
    against_nulls(CHOSEN, SIGNED, seed=2, **SMALL, progress=told.append)
    assert told[-1].done == told[-1].total
    assert [one.done for one in told] == sorted(one.done for one in told)
    worlds = len(Asked.of(CHOSEN).worlds)
    assert told[0].total == 30 * worlds * (1 + 2 * len(NULLS))
    assert told[0].done == 30


def test_against_nulls__finds_what_was_kept_and_nothing_of_other_checks(
    found, tmp_path, monkeypatch
):
    against_nulls(CHOSEN, SIGNED, seed=2, **SMALL, parts=Parts(tmp_path))
    ran = []
    real = module.verdicts

    def counted(asked, *args, **more):
        ran.append(more.get("counts"))
        return real(asked, *args, **more)

    monkeypatch.setattr(module, "verdicts", counted)
    again = against_nulls(CHOSEN, SIGNED, seed=2, **SMALL, parts=Parts(tmp_path))
    assert ran == [None], "the model alone is asked again, of its parts"
    assert again[1].equals(found[1])
    first, second = CHOSEN
    check, *rest = first.checks
    moved = dataclasses.replace(check, above=(check.above or 0.0) + 0.001)
    against_nulls(
        [dataclasses.replace(first, checks=(moved, *rest)), second],
        SIGNED,
        seed=2,
        **SMALL,
        parts=Parts(tmp_path),
    )
    assert len(ran) == 1 + 1 + 2 * len(NULLS), "a moved threshold asks anew"


def test_null_of_a_model_with_a_set__draws_priors_and_flips_that_set():
    held = parameter_set("posterior_2024")
    draws = draws_of(2, 1, SIGNED, held)
    of = {one.null: one for one in draws}
    assert len(of["priors"].drawn.rows) == 1
    assert len(of["flipped"].drawn.rows) == len(held.rows)
    assert of["permuted"].overrides == {}


@pytest.mark.parametrize("found", [1, -1, 1001, 2.5, True, "many", None])
def test_draws__that_cannot_be_are_refused(found):
    with pytest.raises(SimError, match="nulls: found"):
        check_draws(found)
