"""Hydra's part: grids, experiments and refusals, without a run or a file."""

import os
import sys

import pytest

from sim.cli.compose import compose, inform, informs, parse_value
from sim.cli.design import changes
from sim.cli.words import read
from sim.errors import SimError, UnknownName


def points(*argv: str) -> list[tuple[str, dict]]:
    return [(config["scenario"], changes(config)) for config in compose(read(argv))]


def test_one_world__is_one_point():
    (config,) = compose(read(["scenario=neglect", "replicates=10", "traits.rivalry=[0.1,0.2]"]))
    assert (config["scenario"], config["replicates"]) == ("neglect", 10)
    assert changes(config) == {"traits.rivalry": [0.1, 0.2]}


def test_grid__has_every_combination_once_the_last_key_fastest():
    found = points("-m", "scenario=a,b", "switches.vacuum=true,false", "months=12")
    assert found == [
        ("a", {"months": 12, "switches.vacuum": True}),
        ("a", {"months": 12, "switches.vacuum": False}),
        ("b", {"months": 12, "switches.vacuum": True}),
        ("b", {"months": 12, "switches.vacuum": False}),
    ]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ("range(0,1,0.5)", [0.0, 0.5]),
        ("choice(0.1,0.9)", [0.1, 0.9]),
        ("0.3,[0.1,0.2]", [0.3, [0.1, 0.2]]),
    ],
)
def test_grid__knows_hydras_ways_to_list_values(values, wanted):
    found = points("-m", f"leaders.seoul.rivalry={values}")
    assert [changed["leaders.seoul.rivalry"] for _, changed in found] == wanted


def test_several_values__need_the_flag():
    with pytest.raises(SimError, match="-m runs each of them"):
        points("scenario=a,b")


def test_mode__may_be_set_as_a_word():
    assert len(points("scenario=a,b", "hydra.mode=MULTIRUN")) == 2


def test_word__wins_over_the_experiments_sweep():
    found = points("experiment=mediation_against_loyalty", "scenario=neglect")
    assert [scenario for scenario, _ in found] == ["neglect"]


def test_word__adds_to_the_experiments_sweep():
    found = points("experiment=mediation_against_loyalty", "traits.rivalry=0.1,0.2")
    assert len(found) == 4


def test_own_experiments__come_from_a_folder(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\nscenario: neglect\nevents:\n  test: off\n", encoding="utf-8"
    )
    found = points("--config-dir", str(tmp_path), "experiment=mine")
    assert found == [("neglect", {"events.test": "off"})]


def test_unknown_experiment__names_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'main_sweep'"):
        points("experiment=main_swep")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["leaders.seoul.rivalry=[0.1"], "not in Hydra's grammar"),
        (["scenario=a=b"], "not in Hydra's grammar"),
        (["-m", "traits.rivalry=interval(0,1)"], "range"),
        (["hydra.foo=1"], "hydra.foo"),
        (["seed=${nowhere}"], "nowhere"),
        (["--config-dir", "nowhere"], "nowhere"),
    ],
)
def test_refusal__is_one_line(argv, said):
    with pytest.raises(SimError) as caught:
        points(*argv)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_hydra__finds_the_process_as_it_was(capsys):
    before = (list(sys.argv), os.environ.get("HYDRA_FULL_ERROR"))
    command = read(["--cfg", "job", "scenario=neglect"])
    assert informs(command)
    inform(command)
    assert "scenario: neglect" in capsys.readouterr().out
    assert (sys.argv, os.environ.get("HYDRA_FULL_ERROR")) == before


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("off", "off"), ("[0.1,0.2]", [0.1, 0.2]), ("2030-12", "2030-12")],
)
def test_value__is_read_as_on_the_command_line(text, value):
    assert parse_value("first", text) == value


def test_value__is_one():
    with pytest.raises(SimError, match="wanted one value"):
        parse_value("months", "12,24")
