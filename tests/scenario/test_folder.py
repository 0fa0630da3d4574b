"""Folders of worlds: which there are, how they are called, and what lies in them."""

from pathlib import Path

import pytest

import sim
from sim.errors import MalformedFile, SimError, SimWarning, UnknownName, WrongKind, hidden
from sim.scenario.folder import is_name, names

HEAD = "title: Mine\ninherits: second_trump_term\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine.yaml").write_text(HEAD)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["2030", "1e3", "1_000", "0", "007", "true", "false", "null", "inf", "nan"]
)
def test_name__that_reads_as_a_value_is_none(folder, name):
    assert not is_name(name)
    (folder / f"{name}.yaml").write_text(HEAD)
    with pytest.raises(WrongKind, match=rf"found '{name}', wanted a name that does not read as a"):
        sim.load(name, folder)
    with pytest.warns(
        SimWarning, match=rf"{name}\.yaml is left out: found '{name}', .*; rename it"
    ):
        assert name not in names(folder)


@pytest.mark.parametrize("name", ["y2030", "2030_war", "_2030", "e3", "nulls", "infant", "0x10"])
def test_name__may_have_digits_in_it(folder, name):
    assert is_name(name)
    (folder / f"{name}.yaml").write_text(HEAD)
    assert name in names(folder)
    assert sim.load(name, folder).name == name


@pytest.mark.parametrize(
    "file", ["My World.yaml", "war.yml", "WAR.yaml", "a-b.yaml", "x\x1by.yaml"]
)
def test_file__that_cannot_be_asked_for_is_left_out_with_a_word(folder, file):
    (folder / file).write_text("- not a world\n")
    with pytest.warns(SimWarning, match="is left out: found '.*; rename it") as told:
        found = set(sim.scenarios(folder)["name"])
    assert "mine" in found
    assert hidden(str(told[0].message)) is None
    assert len(told) == 1


@pytest.mark.parametrize(
    "file", [".hidden.yaml", "._mine.yaml", ".#mine.yaml", "notes.txt", "a.csv"]
)
def test_file__that_is_no_world_is_passed_over(folder, file):
    (folder / file).write_bytes(b"\0\xff")
    assert "mine" in names(folder)


def test_folder__of_a_home_is_found(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("USERPROFILE", str(folder.parent))
    short = f"~/{folder.name}"
    assert sim.load("mine", short).title == "Mine"
    assert "mine" in set(sim.scenarios(Path(short))["name"])
    (folder / "parameter_sets").mkdir()
    (folder / "parameter_sets" / "own.csv").write_text("bid_gain\n1\n")
    (folder / "parameter_sets" / "own.yaml").write_text("source: made for a test\n")
    assert sim.parameter_set("own", short).rows == ((1.0,),)


@pytest.mark.parametrize(
    "path",
    ["nowhere", "mine.yaml", "~nosuchuser/x", "a" * 300, "a/" * 2_500, "a\0b", "x\x1b[31m\u202e"],
)
@pytest.mark.parametrize(
    "call",
    [
        lambda worlds: sim.load("mine", worlds),
        lambda worlds: sim.scenarios(worlds),
        lambda worlds: sim.parameter_set("posterior_2024", worlds),
    ],
    ids=["load", "scenarios", "parameter_set"],
)
def test_folder__that_is_none_is_told_in_one_line(folder, monkeypatch, path, call):
    monkeypatch.chdir(folder)
    with pytest.raises(MalformedFile, match="of worlds") as caught:
        call(path)
    said = str(caught.value)
    assert hidden(said) is None
    assert len(said) < 250


@pytest.mark.parametrize("way", ["iterdir", "lstat"])
def test_folder__that_may_not_be_read_is_told_in_one_line(folder, monkeypatch, way):
    def refuse(self, *_):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, way, refuse)
    with pytest.raises(MalformedFile, match="cannot be opened: Permission denied"):
        _ = names(folder) if way == "iterdir" else sim.load("mine", folder)


def test_link__to_a_world_is_followed(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "any.txt"
    elsewhere.write_text(HEAD.replace("Mine", "Linked"))
    (folder / "linked.yaml").symlink_to(elsewhere)
    assert sim.load("linked", folder).title == "Linked"
    assert "linked" in names(folder)


@pytest.mark.parametrize("name", ["nope", "zzz", "elephant"])
def test_unknown_world__without_a_near_one_is_met_with_those_that_there_are(folder, name):
    with pytest.raises(UnknownName) as caught:
        sim.load(name, folder)
    assert str(caught.value).startswith(f"unknown scenario '{name}'; known: acsa_liaison, ")


def test_folder__without_worlds_has_the_shipped_ones_alone():
    with pytest.raises(UnknownName, match="unknown scenario 'passwd'; known: "):
        sim.load("passwd", "/etc")


@pytest.mark.parametrize("name", ["../x", "..", "/etc/passwd", "C:\\x", "C:x", "a\\b", "con.yaml"])
def test_study__has_a_name_that_leads_nowhere(tmp_path, name):
    with pytest.raises(SimError, match="study: found"):
        sim.run(sim.load("neglect"), replicates=2, folder=tmp_path, study=name)
    assert not list(tmp_path.iterdir())
