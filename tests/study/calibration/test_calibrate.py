"""The whole way on a small scale: what is written, what is kept, and what a world draws from it."""

import numpy as np
import pytest
import yaml

from sim.errors import SimError
from sim.methods.calibration import Trials, recovery
from sim.methods.parts import Parts
from sim.runner import run
from sim.scenario import expand_overrides, load, parameter_set
from sim.spec.version import KERNEL_HASH
from sim.study.calibration import Effort, calibrate, report
from sim.study.patterns import facts
from tests.methods.calibration.made import PRIOR
from tests.report.whole import check_page

TINY = Effort(
    replicates=40,
    screen=24,
    recovery=24,
    screened=3,
    particles=12,
    generations=2,
    most_trials=40,
    draws=200,
    scored=60,
)
ASKED = {"name": "tiny", "effort": TINY, "seed": 1, "threads": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("calibration")


@pytest.fixture(scope="module")
def found(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery, "ENOUGH", -10.0)  # two dozen trials tell nothing; the way counts
        return calibrate(facts(), folder, **ASKED, parts=Parts(folder / "parts"))


def test_set__is_one_that_worlds_draw_from(found, folder):
    read = parameter_set("tiny", folder)
    assert read.names == found.recovery.kept
    assert len(read.rows) == 200
    assert np.allclose(read.rows, found.draws, rtol=1e-5)
    low, high = np.array([PRIOR[name] for name in read.names]).T
    assert ((np.array(read.rows) >= low) & (np.array(read.rows) <= high)).all()
    name = "second_trump_term"
    world = load(name).replace(**expand_overrides(name, {"parameter_set": "tiny"}, folder))
    assert world.parameter_set == read
    assert len(run(world, replicates=3, seed=1, threads=1).outcomes) == 3


def test_page__says_how_the_set_was_made(found, folder):
    page = yaml.safe_load((folder / "parameter_sets" / "tiny.yaml").read_text(encoding="utf-8"))
    made = page["made_with"]
    assert made["kernel"] == KERNEL_HASH
    assert made["replicates_per_trial"] == 40
    assert made["trials"] == found.posterior.generations["trials"].sum()
    assert len(made["thresholds"]) == len(made["accepted"]) == len(found.posterior.generations)
    assert set(made["contraction"]) == set(found.recovery.kept)
    assert {"alliance-triangle", "python", "pyabc"} <= set(made["software"])
    assert page["seed"] == 1
    fitted = {fact.id for fact in facts() if fact.use == "calibration" and not fact.by_input}
    assert set(page["facts"]) == fitted


def test_finished_trials__are_not_run_again(found, folder, monkeypatch):
    monkeypatch.setattr(recovery, "ENOUGH", -10.0)
    monkeypatch.setattr(Trials, "__call__", lambda *_: pytest.fail("run again"))
    again = calibrate(facts(), folder, **ASKED, parts=Parts(folder / "parts"))
    assert again.recovery.kept == found.recovery.kept
    assert np.array_equal(again.draws, found.draws)
    assert again.after.equals(found.after)


def test_nothing_told__is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(recovery, "ENOUGH", 2.0)
    with pytest.raises(SimError, match="no parameter can be told"):
        calibrate(facts(), tmp_path, **ASKED)


def test_report__has_every_part(found, folder):
    page = report(found, folder)
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    for fact in found.facts:
        assert fact.statement.says in text
    for name in found.recovery.kept:
        assert f"| {name} |" in text
    assert "does not predict" in text
    assert "2025" not in text.replace("2012, 2025)", "")  # the measure of E01 names the year
    tables = ("contraction", "facts", "strength", "generations", "fit_trials")
    for name in (*tables, "screen", "recovery", "recovery_trials"):
        assert (folder / f"{name}.csv").stat().st_size > 0
    for name in ("contraction", "facts"):
        assert (folder / "figures" / f"{name}.png").stat().st_size > 0
