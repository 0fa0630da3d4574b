"""Signs that a null may flip: coefficients of terms, and none that is built in."""

import re

import pytest

from sim.engine.plan import compile_world
from sim.methods.null_model import draws_of, flipped
from sim.runner.columns import run_columns
from sim.scenario import load
from sim.spec.override import apply
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.records import DEFAULTS
from sim.study.claims.sign import ALSO, OUTSIDE, built_in, flippable, is_signed
from sim.study.claims.table import claims

NAMES = flippable()
OF = {one.name: one for one in PARAMETERS}


def test_flippable__are_signed_and_stated_by_no_article():
    assert len(NAMES) >= 20
    for name in NAMES:
        assert not re.search(r"00[0-4] P\d", OF[name].source), name
        assert OF[name].default != 0.0, name
    drawn = {one.name for one in PARAMETERS if one.prior[1] > one.prior[0]}
    assert set(NAMES) <= drawn


def test_flippable__are_set_by_no_direct_claim():
    direct = [claim for claim in claims() if claim.kind == "direct"]
    keys = {
        key.split(".")[-1]
        for claim in direct
        for arm in claim.statement.arms.values()
        for key in arm.changes
        if "parameters." in key
    }
    assert keys
    assert not keys & set(NAMES)


def test_built_in__is_what_a_direct_claim_sets_though_no_article_states_it():
    # quad_rate: an assumed hazard, set by an arm of a direct claim of article 003.
    assert "00" not in OF["quad_rate"].source
    assert built_in(OF["quad_rate"], claims())
    assert not built_in(OF["quad_rate"], [])


def test_exceptions__name_parameters_that_there_are():
    for start in OUTSIDE:
        assert any(name.startswith(start) for name in OF), start
        assert not any(is_signed(OF[name]) for name in OF if name.startswith(start))
    assert set(ALSO) <= set(OF)


def test_flipped__leaves_built_in_terms_alone_and_may_leave_bounds():
    for draw in draws_of(3, 5, NAMES):
        if draw.null == "flipped":
            assert set(draw.drawn.names) <= set(NAMES)
            (row,) = draw.drawn.rows
            turned = dict(zip(draw.drawn.names, row, strict=True))
            assert turned == {name: -getattr(DEFAULTS, name) for name in turned}
    low, _ = BOUNDS[OF["contest_feed"].kind]
    assert flipped(None, ["contest_feed"], "one").rows[0][0] < low


def test_flipped__turns_the_draws_of_a_set_that_the_model_has():
    held = flipped(None, ["contest_feed", "trust_gain"], "held")
    found = flipped(held, ["contest_feed", "inertia"], "again")
    assert found.names == ("contest_feed", "trust_gain", "inertia")
    assert found.rows == ((DEFAULTS.contest_feed, -DEFAULTS.trust_gain, -DEFAULTS.inertia),)


@pytest.mark.parametrize("name", ["baseline_hindcast", "second_trump_term"])
def test_flipped_all__keep_every_quantity_finite_and_in_bounds(name):
    """Each row is checked whole against its declared bounds (`sim.store.check`), all finite."""
    world = apply(load(name), {"parameter_set": flipped(None, NAMES, "all")})
    assert compile_world(world).timeline.set_takes.all()
    found = run_columns(world, RECORDED_FIELDS, replicates=30, seed=3, threads=1)
    base = run_columns(load(name), RECORDED_FIELDS, replicates=30, seed=3, threads=1)
    assert (found["dispute"] != base["dispute"]).any()
