"""Discovery: the box that was hidden is found, noise is undecided, errors are one line."""

import dataclasses
import sys

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.methods.extra import extra, quiet

KEYS = ["traits.mediation", "traits.rivalry", "traits.deterrence"]
HARD = "leaders.next_seoul.history_hard_line"


def hidden(count, seed=1):
    """Points of a design, and a value that is high in one corner nine times of ten."""
    design = sim.design("lhs", count, over=KEYS, seed=seed)
    corner = (design[KEYS[0]] > 0.6) & (design[KEYS[1]] < 0.5)
    luck = np.random.default_rng(seed).random(count)
    return design, pd.DataFrame({"y": np.where(corner, luck < 0.9, luck < 0.05).astype(float)})


@pytest.fixture(scope="module")
def told():
    return sim.discover(*hidden(900), "y > 0.5")


def test_box__is_the_one_that_was_hidden(told):
    own = told.limits.loc[0]
    assert sorted(own.index) == sorted(KEYS[:2])
    assert own.loc[KEYS[0], "low"] == pytest.approx(0.6, abs=0.05)
    assert own.loc[KEYS[1], "high"] == pytest.approx(0.5, abs=0.05)
    assert np.isnan(own.loc[KEYS[0], "high"])
    assert set(own["says"]) == {"decided"}
    assert (own["reproduced"] >= 0.5).all()
    box = told.boxes.loc[0]
    assert box["density"] == pytest.approx(0.9, abs=0.12)
    assert box["coverage"] > 0.6
    assert (box["says"], box["cases"]) == ("decided", round(box["mass"] * 300))
    assert told.scores["clear"].to_dict() == {KEYS[0]: True, KEYS[1]: True, KEYS[2]: False}
    assert f"{KEYS[1]} < 0." in str(told)
    assert "(box: decided)" in repr(told)
    assert "(undecided)" not in str(told)
    page = told._repr_html_()
    assert page.count("<table") == 2
    assert f"{KEYS[1]} &lt; 0." in page


def test_story__marks_a_limit_that_is_undecided(told):
    doubtful = dataclasses.replace(told, limits=told.limits.assign(says="undecided"))
    assert str(doubtful).count("(undecided)") == 2


def test_box__is_prims_of_the_workbench(told):
    """The same cases, handed to the Workbench by hand, end in the same box."""
    design, values = hidden(900)
    order = np.random.default_rng(1).permutation(900)
    sought = np.sort(order[300:])
    prim = extra("ema_workbench.analysis.prim")
    x = design[told.said["keys"]].iloc[sought].reset_index(drop=True)
    flags = (values["y"] > 0.5).to_numpy()[sought]
    with quiet("ema_workbench"):
        box = prim.Prim(x, flags, threshold=1e-9, peel_alpha=0.05).find_box()
    path = box.peeling_trajectory
    coverage, density = path["coverage"], path["density"]
    step = int((coverage * density / (coverage + density)).argmax())
    assert told.boxes["sought_density"].iloc[0] == path["density"].iloc[step]
    assert told.limits.loc[(0, KEYS[0]), "low"] == box.box_lims[step][KEYS[0]].iloc[0]


def test_discovery__is_the_same_of_one_seed_and_leaves_numpys_generator_alone(told):
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    again = sim.discover(*hidden(900), "y > 0.5")
    assert told.limits.equals(again.limits)
    assert told.boxes.equals(again.boxes)
    assert told.scores.equals(again.scores)
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002


@pytest.mark.slow
def test_noise_alone__is_undecided():
    """No key tells more than chance in 18 of 20 at least; asked all the same, no box is denser."""
    none = 0
    for seed in range(20):
        design = sim.design("lhs", 150, over=KEYS, seed=seed)
        luck = pd.DataFrame({"y": np.random.default_rng(seed + 50).random(150)})
        told = sim.discover(design, luck, "y > 0.7", seed=seed)
        none += told.boxes.empty
    assert none >= 17  # a twentieth passes by chance: fewer has a chance of 1 in 60
    asked = sim.discover(design, luck, "y > 0.7", keys=KEYS)
    assert asked.boxes.empty or asked.boxes["says"].iloc[0].startswith("undecided")


def test_nothing_found__says_so():
    design = sim.design("lhs", 200, over=KEYS, seed=4)
    luck = pd.DataFrame({"y": np.random.default_rng(9).random(200)})
    told = sim.discover(design, luck, "y > 0.7")
    assert told.boxes.empty
    assert str(told).endswith("undecided: no key tells more than chance")
    assert "<table" not in told._repr_html_()


def test_replicates_of_a_run__are_cases():
    run = sim.run(sim.load("second_trump_term"), replicates=500, seed=1)
    keys = [HARD, "leaders.next_seoul.neighbour_priority", "leaders.trump_2.global_scope"]
    told = sim.discover(run, condition="jpn_kor_final < 0.2", keys=keys)
    assert told.share == (run.outcomes["jpn_kor_final"] < 0.2).mean()
    own = told.limits.loc[0]
    assert not np.isnan(own.loc[HARD, "low"])
    assert told.boxes["density_low"].iloc[0] > told.boxes["base"].iloc[0]
    assert told.said["scenario"] == "second_trump_term"


def test_several_boxes__each_lie_in_what_those_before_leave():
    design = sim.design("lhs", 900, over=KEYS, seed=2)
    two = (design[KEYS[0]] < 0.3) | ((design[KEYS[0]] > 0.5) & (design[KEYS[1]] < 0.3))
    told = sim.discover(design, pd.DataFrame({"y": two * 1.0}), "y == 1", boxes=2)
    assert len(told.boxes) == 2
    assert set(told.limits.index.get_level_values("key")) == set(KEYS[:2])
    assert 0.8 < told.boxes["coverage"].sum() <= 1.0  # no case is counted twice
    assert told.boxes["base"].iloc[1] < told.boxes["base"].iloc[0]


def test_wrong_question__is_one_line():
    design, values = hidden(200)
    run = sim.run(sim.load("second_trump_term"), replicates=120, seed=1)
    for asked, how, kind, line in [
        ((design, values, "z > 0"), {}, UnknownName, "unknown outcome 'z'"),
        ((design, values.iloc[1:], "y > 0"), {}, WrongKind, "values: found 199 rows, wanted 200"),
        ((design, None, "y > 0"), {}, WrongKind, "values: found nothing"),
        ((design, values, "y > 7"), {}, SimError, "holds in 0 of 200 cases, wanted 20 or more"),
        ((design.iloc[:50], values.iloc[:50], "y > 0.5"), {}, SimError, "found 50 cases"),
        (
            (design, values, "y > 0.5"),
            {"keys": ["traits.x"]},
            UnknownName,
            "unknown key 'traits.x'",
        ),
        ((design, values, "y > 0.5"), {"keys": []}, WrongKind, "keys: found nothing"),
        ((design, values, "y > 0.5"), {"keys": KEYS[0]}, WrongKind, "keys: found the text"),
        ((design, values[::-1], "y > 0.5"), {}, WrongKind, "values: found rows in another order"),
        ((design, values, "y > 0.5"), {"peel": 0.9}, OutOfBounds, "peel: found 0.9"),
        ((design, values, "y > 0.5"), {"boxes": 0}, SimError, "boxes: found 0"),
        ((run, "jpn_kor_finl < 0"), {}, UnknownName, "did you mean 'jpn_kor_final'"),
        ((run,), {}, WrongKind, "condition: found nothing"),
        ((run, values, "y > 0"), {}, WrongKind, "no values beside a run"),
        ((3, "y > 0"), {}, WrongKind, "wanted results"),
    ]:
        with pytest.raises(kind) as caught:
            sim.discover(*asked, **how)
        assert line in str(caught.value)
        assert "\n" not in str(caught.value)


def test_discovery__without_the_workbench_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("ema_workbench")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    with pytest.raises(SimError, match=r'pip install "alliance-triangle\[drivers\]"'):
        sim.discover(*hidden(200), "y > 0.5")
