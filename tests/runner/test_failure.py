"""A point that fails is recorded with a line, and the others go on."""

import json

import numpy as np
import pytest

from sim.engine.batch import run_chunk
from sim.errors import FailedPoints, SimWarning
from sim.runner import Point, run_study
from sim.runner import block as block_module
from sim.scenario import load
from sim.store import open_study

BASE = load("baseline_hindcast").replace(months=2)
VALUES = (0.2, 0.5, 0.8)
POINTS = [
    Point(BASE.name, BASE.replace(**{"traits.rivalry": x}), {"traits.rivalry": x}) for x in VALUES
]


def failing(monkeypatch, change):
    """Let chunks of the second point go through `change`."""
    digest = POINTS[1].world.digest()

    def chunk(plan, *asked, **more):
        found = run_chunk(plan, *asked, **more)
        return change(found) if plan.digest == digest else found

    monkeypatch.setattr(block_module, "run_chunk", chunk)


def raises(fault):
    def change(_):
        raise fault

    return change


def with_value(value, row=3, column=0):
    def change(chunk):
        chunk.outcomes[row, column] = value
        return chunk

    return change


FAULTS = {
    "an error": (raises(FloatingPointError("by zero")), "FloatingPointError('by zero')"),
    "no memory": (raises(MemoryError()), "out of memory"),
    "nan": (with_value(np.nan), "jpn_kor_mean: found nan, wanted a number in [-1, 1]"),
    "infinity": (with_value(np.inf), "jpn_kor_mean: found inf"),
    "far out": (with_value(1e6), "jpn_kor_mean: found 1000000.0"),
}


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("on_disk", [True, False])
def test_point__that_fails_lets_the_others_go_on(tmp_path, monkeypatch, kind, on_disk):
    change, why = FAULTS[kind]
    failing(monkeypatch, change)
    where = {"folder": tmp_path, "study": "s"} if on_disk else {}
    with pytest.raises(FailedPoints) as raised:
        run_study(POINTS, replicates=30, seed=1, threads=1, **where)
    (line,) = raised.value.lines
    assert line.startswith("point 1 (baseline_hindcast, traits.rivalry=0.5) failed in replicates 0")
    assert why in line
    assert "\n" not in line
    assert raised.value.exit_status == 1
    assert raised.value.__cause__ is not None
    kept = raised.value.results
    assert kept.points["point"].tolist() == [0, 2]
    assert not kept.outcomes.isna().any(axis=None)
    if not on_disk:
        return
    with pytest.warns(SimWarning, match="is not complete: point 1 .* failed in replicates 0"):
        assert open_study(tmp_path / "s").points["point"].tolist() == [0, 2]
    states = [
        json.loads(text)["status"]
        for text in (tmp_path / "s/manifest.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert states == ["complete", "failed", "complete"]
    monkeypatch.undo()
    whole = run_study(POINTS, replicates=30, seed=1, threads=1, **where)
    assert whole.points["point"].tolist() == [0, 1, 2]
    assert open_study(tmp_path / "s").points["replicates"].tolist() == [30, 30, 30]


def test_point__that_fails_runs_no_further_chunk(monkeypatch):
    ran = []

    def change(chunk):
        ran.append(chunk.first)
        raise FloatingPointError

    failing(monkeypatch, change)
    with pytest.raises(FailedPoints):
        run_study(POINTS, replicates=9000, seed=1, threads=1)
    assert 1 <= len(ran) <= 2  # those that were on their way already


def test_points__that_all_fail_leave_no_results(monkeypatch):
    monkeypatch.setattr(block_module, "run_chunk", raises_always)
    with pytest.raises(FailedPoints) as raised:
        run_study(POINTS, replicates=5, seed=1)
    assert raised.value.results is None
    assert len(raised.value.lines) == 3


def raises_always(*_, **__):
    raise ArithmeticError("everywhere")
