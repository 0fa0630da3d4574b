"""No number of the model moves unnoticed, and the guard that says so fires."""

import json

import pytest

import sim
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.parameters import PARAMETERS
from tests.baselines.__main__ import changes, main
from tests.baselines.baseline import REPLICATES, SEED, STORED, WORLDS, measured, stored, written


@pytest.mark.parametrize("name", WORLDS)
def test_baseline__is_that_of_the_last_model_change(name):
    found, kept = measured(sim.load(name)), stored()[name]
    moved = {
        key: (kept.means.get(key), mean)
        for key, mean in found.means.items()
        if kept.means.get(key) != mean
    }
    assert moved == {}, 'python -m tests.baselines --because "…" once the change is meant'
    assert found == kept


def test_baselines__are_of_six_worlds_and_every_outcome():
    data = json.loads(STORED.read_text(encoding="utf-8"))
    assert (data["replicates"], data["seed"]) == (REPLICATES, SEED)
    assert data["because"]
    kept = stored()
    assert tuple(kept) == WORLDS
    assert all(tuple(one.means) == OUTCOME_FIELDS for one in kept.values())
    assert len({one.outcomes for one in kept.values()}) == len(WORLDS)


def test_baseline__fires_at_a_change_that_no_mean_shows():
    world = sim.load("second_trump_term")
    (rate,) = (p.default for p in PARAMETERS if p.name == "relation_rate")
    found = measured(world.replace(**{"parameters.relation_rate": rate * (1.0 + 1e-12)}))
    kept = stored()["second_trump_term"]
    assert found.means == kept.means
    assert found.outcomes != kept.outcomes
    assert found.months != kept.months


def test_changes__say_what_moved_in_the_words_of_the_changelog():
    before = stored()
    name = WORLDS[1]
    means = {**before[name].means, "summits": "99.5"}
    after = {**before, name: before[name]._replace(means=means, outcomes="0" * 64)}
    assert changes(before, before) == ""
    _, _, *rows = changes(before, after).splitlines()
    (row,) = rows
    assert row.startswith(f"| `{name}` |")
    assert "→ 99.500 |" in row
    assert row.endswith("| 1 |")
    assert "no longer kept" in changes(before, {name: before[name]})


def test_command__writes_nothing_without_a_reason(monkeypatch, tmp_path, capsys):
    path = tmp_path / "baselines.json"
    kept = stored()
    name = WORLDS[0]
    written({name: kept[name]._replace(outcomes="0" * 64)}, "before", path)
    text = path.read_text(encoding="utf-8")
    module = "tests.baselines.__main__"
    monkeypatch.setattr(f"{module}.WORLDS", (name,))
    monkeypatch.setattr(f"{module}.STORED", path)
    monkeypatch.setattr(f"{module}.stored", lambda: stored(path))
    monkeypatch.setattr(f"{module}.written", lambda found, why: written(found, why, path))
    assert main([]) == 1
    assert path.read_text(encoding="utf-8") == text
    assert main(["--because", "a test"]) == 0
    assert stored(path) == {name: kept[name]}
    assert json.loads(path.read_text(encoding="utf-8"))["because"] == "a test"
    assert main([]) == 0
    assert "No baseline moved." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--because", " "])
