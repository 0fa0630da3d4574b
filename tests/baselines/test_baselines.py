"""No number of the model moves unnoticed, and the guard that says so fires."""

import json

import pytest

import sim
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.parameters import PARAMETERS
from sim.spec.switches import SWITCHES
from sim.spec.version import KERNEL_HASH, NAMED
from tests.baselines.__main__ import changes, main
from tests.baselines.baseline import (
    REPLICATES,
    SEED,
    STORED,
    WORLDS,
    measured,
    stored,
    stored_breadth,
    written,
)
from tests.baselines.breadth import breadth, cases


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


@pytest.mark.slow
def test_breadth__is_that_of_the_last_model_change():
    """Every world, each mechanism off in one of them, and changes of every kind."""
    names = [name for name, _ in cases()]
    assert len(names) > 3 * len(sim.scenarios())
    for switch in SWITCHES:
        assert sum(f"'switches.{switch}'" in name for name in names) >= 2
    assert breadth() == stored_breadth()


@pytest.fixture
def name_file(tmp_path, monkeypatch):
    """A file of the model's name, to be written."""
    path = tmp_path / "model_name.json"
    path.write_bytes(NAMED.read_bytes())
    monkeypatch.setattr("tests.baselines.__main__.NAMED", path)
    return path


@pytest.mark.slow
def test_name__is_kept_only_where_no_number_moved(name_file, monkeypatch, capsys):
    """A text put otherwise keeps it; one that moves a number in any world does not."""
    module = "tests.baselines.__main__"
    monkeypatch.setattr(f"{module}.text_hash", lambda: "0" * 16)
    assert main(["--same"]) == 0
    kept = json.loads(name_file.read_text(encoding="utf-8"))
    assert kept == {"text": "0" * 16, "name": KERNEL_HASH}
    monkeypatch.setattr(f"{module}.text_hash", lambda: "1" * 16)
    monkeypatch.setattr(f"{module}.breadth", lambda: "another")
    assert main(["--same"]) == 1
    assert json.loads(name_file.read_text(encoding="utf-8")) == kept
    assert "The digest of all worlds moved." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--same", "--because", "a test"])


def test_name__of_a_text_that_did_not_change_stays_where_only_data_moved(
    name_file, monkeypatch, tmp_path
):
    """Another world, or another number in one, makes no other model."""
    module = "tests.baselines.__main__"
    before = name_file.read_bytes()
    monkeypatch.setattr(f"{module}.WORLDS", ())
    monkeypatch.setattr(f"{module}.breadth", lambda: "of one more world")
    monkeypatch.setattr(f"{module}.written", lambda *found: written(*found, tmp_path / "b.json"))
    assert main(["--because", "DATA: one more world"]) == 0
    assert name_file.read_bytes() == before


@pytest.mark.slow
def test_command__writes_nothing_without_a_reason(name_file, monkeypatch, tmp_path, capsys):
    path = tmp_path / "baselines.json"
    kept = stored()
    name = WORLDS[0]
    written({name: kept[name]._replace(outcomes="0" * 64)}, stored_breadth(), "before", path)
    text = path.read_text(encoding="utf-8")
    module = "tests.baselines.__main__"
    monkeypatch.setattr(f"{module}.WORLDS", (name,))
    monkeypatch.setattr(f"{module}.STORED", path)
    monkeypatch.setattr(f"{module}.stored", lambda: stored(path))
    monkeypatch.setattr(f"{module}.text_hash", lambda: "2" * 16)
    monkeypatch.setattr(f"{module}.written", lambda *found: written(*found, path))
    assert main([]) == 1
    assert path.read_text(encoding="utf-8") == text
    assert main(["--because", "a test"]) == 0
    assert stored(path) == {name: kept[name]}
    named = json.loads(name_file.read_text(encoding="utf-8"))
    assert named == {"text": "2" * 16, "name": "2" * 16}
    assert json.loads(path.read_text(encoding="utf-8"))["because"] == "a test"
    assert main([]) == 0
    assert "No baseline moved." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--because", " "])
