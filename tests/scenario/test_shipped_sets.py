"""Shipped sets of parameters: drawn within priors, with a page that says where from."""

import numpy as np
import pytest
import yaml

import sim
from sim.scenario import expand_overrides, parameter_set, parameter_sets, shipped_folder
from sim.spec.parameters import PARAMETERS
from sim.study.calibration import fitted_facts
from sim.study.patterns import facts

PRIOR = {parameter.name: parameter.prior for parameter in PARAMETERS}
FOLDER = shipped_folder() / "parameter_sets"


def page(name: str) -> dict:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def test_sets__are_there_and_explained():
    assert "posterior_2024" in parameter_sets()
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in parameter_sets():
        assert f"`{name}`" in readme


@pytest.mark.parametrize("name", parameter_sets())
def test_draws__are_many_and_lie_within_their_priors(name):
    found = parameter_set(name)
    assert len(found.rows) >= 200
    for parameter, values in zip(found.names, np.array(found.rows).T, strict=True):
        low, high = PRIOR[parameter]
        assert low <= values.min() <= values.max() <= high


def test_posterior__rests_on_calibration_facts_alone():
    told = page("posterior_2024")
    assert told["facts"] == [fact.id for fact in fitted_facts(facts())]
    assert all(series.endswith("to 2015") for series in told["series"])
    made = told["made_with"]
    assert set(made["contraction"]) == set(parameter_set("posterior_2024").names)
    assert made["thresholds"] == sorted(made["thresholds"], reverse=True)
    assert {"software", "kernel", "trials", "replicates_per_trial"} <= set(made)


def test_posterior__narrows_as_its_page_says():
    found, told = parameter_set("posterior_2024"), page("posterior_2024")["made_with"]
    for parameter, values in zip(found.names, np.array(found.rows).T, strict=True):
        low, high = PRIOR[parameter]
        narrower = 1.0 - values.var(ddof=1) / ((high - low) ** 2 / 12.0)
        assert told["contraction"][parameter] == pytest.approx(narrower, abs=0.002)


def test_posterior__is_what_a_forecast_draws_from():
    world = sim.load("second_trump_term")
    drawn = world.replace(**expand_overrides(world.name, {"parameter_set": "posterior_2024"}))
    few = {"replicates": 20, "seed": 1, "threads": 1}
    assert not sim.run(drawn, **few).outcomes.equals(sim.run(world, **few).outcomes)
