"""Recovery: what is told is kept, what is not stays at its default."""

import numpy as np
import pytest

from sim.methods.calibration import Design, design, recover, recoverable, recovery
from tests.methods.calibration.made import MadeTrials

UNTOLD = ("trust_gain", "honeymoon", "remark_rate")
TOLD = ("memory_gain", "summit_rate")


def test_recoverable__is_high_for_what_summaries_say_and_0_for_the_rest():
    found = recoverable(design(MadeTrials(), (*TOLD, *UNTOLD), 256, 1, "made"))
    assert (found[:2] > 0.95).all()
    assert (found[2:] < 0.1).all()


def test_recoverable__sees_bends_and_products():
    draws = np.random.default_rng(1)
    values = draws.uniform(0.03, 0.3, (400, 1))
    unit = (values[:, 0] - 0.03) / 0.27
    other = draws.normal(size=400)
    bent = np.column_stack([np.sqrt(unit) + other, other])
    found = recoverable(Design(("memory_gain",), ("a", "b"), values, bent))
    assert found[0] > 0.9


def test_recoverable__reads_nothing_where_summaries_stand_still():
    values = np.linspace(0.03, 0.3, 50)[:, None]
    still = Design(("memory_gain",), ("a", "b"), values, np.full((50, 2), [0.5, np.nan]))
    assert recoverable(still).tolist() == [0.0]


def test_recoverable__learns_from_a_missing_answer():
    values = np.linspace(0.03, 0.3, 200)[:, None]
    found = np.where(values > 0.165, 0.4, np.nan) + np.random.default_rng(1).normal(
        0.0, 0.01, (200, 1)
    )
    # Knowing the half alone leaves a quarter of a uniform variance.
    assert recoverable(Design(("memory_gain",), ("a",), values, found))[0] == pytest.approx(
        0.75, abs=0.03
    )


def test_recover__keeps_what_is_told_and_drops_the_rest_pass_by_pass():
    found = recover(MadeTrials(), (*UNTOLD, *TOLD), 128, 1)
    assert found.kept == TOLD
    assert found.last.parameters == TOLD
    assert found.table.groupby("pass")["varied"].first().tolist() == [5, 3, 2]
    final = found.table[found.table["pass"] == 3]
    assert final["kept"].all()
    assert (final["r2"] >= recovery.ENOUGH).all()


def test_recover__of_too_many_keeps_the_first(monkeypatch):
    monkeypatch.setattr(recovery, "MOST", 1)
    assert recover(MadeTrials(), ("summit_rate", "memory_gain"), 128, 1).kept == ("summit_rate",)


def test_recover__may_keep_nothing():
    found = recover(MadeTrials(), UNTOLD, 64, 1)
    assert found.kept == ()
    assert not found.table[found.table["pass"] == found.table["pass"].max()]["kept"].any()
