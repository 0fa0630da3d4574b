"""The Mesa model that the engine is measured against makes the engine's decisions."""

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.engine.batch import run_chunk
from sim.mechanisms.choice import logit3
from sim.spec.instruments import INSTRUMENTS
from sim.spec.preferences import CAPITALS
from sim.spec.recorded import RECORDED, RECORDED_FIELDS, column
from tests.benchmarks.mesa_model import (
    AGENT_STOCKS,
    EVENTS,
    STOCKS,
    TriangleMesaModel,
    plan_of,
)

MONTHS = 18
RUNS = 20


def run_of(rng: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what one run of the Mesa model collected: by month, and by month and agent."""
    model = TriangleMesaModel(months=MONTHS, rng=rng)
    model.run_model()
    collector = model.datacollector
    return collector.get_model_vars_dataframe(), collector.get_agent_vars_dataframe()


def as_recorded(by_month: pd.DataFrame, by_agent: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the same under the names that the engine records."""
    found = {name: by_month[name].to_numpy(dtype=float) for name in by_month}
    for capital, iso in (("tokyo", "jpn"), ("seoul", "kor")):
        own = by_agent[by_agent["name"] == capital]
        for stock in AGENT_STOCKS:
            found[f"{stock}_{iso}"] = own[stock].to_numpy(dtype=float)
    for instrument in INSTRUMENTS:
        own = by_agent[by_agent["name"] == instrument.capital]
        key = instrument.name[4:]
        found[f"choice_{instrument.name}"] = np.array([c[key] for c in own["chosen"]], dtype=float)
    return found


@pytest.fixture(scope="module")
def runs():
    return [as_recorded(*run_of(rng)) for rng in range(RUNS)]


def test_mesa_model__keeps_every_quantity_that_the_engine_records(runs):
    assert set(runs[0]) == set(RECORDED_FIELDS)
    assert len({*STOCKS, *EVENTS}) == len(STOCKS) + len(EVENTS)
    assert all(len(values) == MONTHS for values in runs[0].values())


def test_mesa_model__stays_in_declared_bounds(runs):
    for variable in RECORDED:
        values = np.concatenate([run[variable.name] for run in runs])
        assert np.isfinite(values).all(), variable.name
        assert variable.low <= values.min(), variable.name
        assert values.max() <= variable.high, variable.name


def test_mesa_model__chooses_every_option_that_the_engine_does(runs):
    for instrument in INSTRUMENTS:
        chosen = np.concatenate([run[f"choice_{instrument.name}"] for run in runs])
        assert set(chosen) <= set(range(len(instrument.options)))
        assert len(set(chosen)) > 1, instrument.name


def test_mesa_model__agrees_with_the_engine_on_average(runs):
    plan = plan_of("baseline_hindcast")
    engine = run_chunk(plan, 1, 0, 1000, records=True).records[:, :MONTHS].mean(axis=1)
    for name in RECORDED_FIELDS:
        ours = engine[:, column(name)]
        theirs = np.array([run[name].mean() for run in runs])
        error = np.sqrt(ours.var() / len(ours) + theirs.var(ddof=1) / len(theirs))
        # 116 quantities, 20 runs against 1,000: five standard errors, and rounding where all agree.
        # A few rare events have no error to speak of in so few runs.
        floor = ours.std() / np.sqrt(len(theirs))
        assert abs(ours.mean() - theirs.mean()) < 5.0 * max(error, floor) + 1e-9, name


def test_agents__choose_by_the_same_logit_rule():
    model = TriangleMesaModel(months=1, rng=3)
    seoul = model.seoul
    utilities = [0.4, -0.1, 0.2]
    picks = []
    for _ in range(4000):
        seoul.choose("neighbour", utilities, inertia=False)
        picks.append(seoul.intended["neighbour"])
    expected = logit3(seoul.rationality, *utilities, 1.0, 1.0, 1.0)
    shares = np.bincount(picks, minlength=3) / len(picks)
    # 0.03 is four standard errors of a share of one half in 4,000 picks.
    assert np.abs(shares - expected).max() < 0.03


def test_agents__never_choose_what_is_not_feasible():
    model = TriangleMesaModel(months=1, rng=3)
    feasible = np.array([0.0, 1.0, 1.0])
    for _ in range(200):
        model.seoul.choose("neighbour", [5.0, 0.0, 0.0], feasible=feasible)
        assert model.seoul.intended["neighbour"] != 0


def test_mesa_model__same_seed_same_run():
    one, other, third = (run_of(rng)[0] for rng in (5, 5, 6))
    pd.testing.assert_frame_equal(one, other)
    assert not one.equals(third)


def test_mesa_model__runs_in_batches():
    rows = mesa.batch_run(
        TriangleMesaModel, parameters={"months": 3, "rng": [1, 2]}, display_progress=False
    )
    assert {row["name"] for row in rows} == set(CAPITALS)
    assert len({row["relation_jpn_kor"] for row in rows}) == 2
