"""Hydra's part: grids, experiments and refusals, without a run or a file."""

import os
import sys

import pytest

from sim.cli.argv import read_argv
from sim.cli.compose import asks_for_information, compose, print_information
from sim.cli.hydra_grammar import parse_value
from sim.cli.overrides import overrides_of
from sim.errors import SimError, UnknownName


def points(*argv: str) -> list[tuple[str, dict]]:
    return [(config["scenario"], overrides_of(config)) for config in compose(read_argv(argv))]


def test_one_world__is_one_point():
    (config,) = compose(
        read_argv(["scenario=neglect", "replicates=10", "traits.rivalry=[0.1,0.2]"])
    )
    assert (config["scenario"], config["replicates"]) == ("neglect", 10)
    assert overrides_of(config) == {"traits.rivalry": [0.1, 0.2]}


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


EVENT = [{"month": "2018-10", "size": 0.5}]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["events.court={2018-10:0.5}"], {"": {"2018-10": 0.5}}),
        (["events.court={2018-10:0.5,2019-01:{size:0.2}}"], None),
        (["events.court={month:2018-10,size:0.5}"], {"": EVENT[0]}),
        (["events.court=[{month:2018-10,size:0.5}]"], {"": EVENT}),
        (["events.court=[]"], {"": []}),
        (["events.court.without=[2018-10]"], {"without": ["2018-10"]}),
        (["events.court.without=2018-10"], {"without": "2018-10"}),
        (["events.court.add={2018-10:0.5}"], {"add": {"2018-10": 0.5}}),
        (["events.court.add=[{month:2018-10,size:0.5}]"], {"add": EVENT}),
        (["events.court=off", "events.court.add={2018-10:0.5}"], None),
        (["events.court=[]", "events.court.add={2018-10:0.5}"], None),
        (["events.court={2018-10:0.5}", "events.court.without=[2018-11]"], None),
        (["events.court.without=[2018-11]", "events.court={2018-10:0.5}"], None),
        (["events.court={add:[],without:[2018-10]}"], {"add": [], "without": ["2018-10"]}),
        (["events={court:off}", "events.court.without=[2018-11]"], None),
    ],
    ids=str,
)
def test_events__reach_the_world_in_every_form(words, wanted):
    ((_, found),) = points(*words)
    if wanted is None:
        wanted = {}
        for word in words:
            ((_, alone),) = points(word)
            wanted |= alone
    else:
        wanted = {f"events.court.{form}".rstrip("."): part for form, part in wanted.items()}
    assert found == wanted


def test_events__go_in_grids():
    found = points(
        "-m",
        "events.court.without=[2018-10],[2018-10,2018-11],2012-05",
        "events.court=given,{2018-10:0.5}",
        "traits.rivalry=0.1",
    )
    assert [changed["events.court.without"] for _, changed in found[::2]] == [
        ["2018-10"],
        ["2018-10", "2018-11"],
        "2012-05",
    ]
    assert [changed["events.court"] for _, changed in found[:2]] == ["given", {"2018-10": 0.5}]
    assert all(changed["traits.rivalry"] == 0.1 for _, changed in found)


def test_events__of_an_experiment_give_way_to_words(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\n"
        "events: {court: {without: [2018-10], 2018-11: 0.5}, test: [], remark: off}\n"
        "hydra: {mode: MULTIRUN, sweeper: {params: {events.talks.add: '{2026-01:talks},[]'}}}\n",
        encoding="utf-8",
    )
    asked = ("--config-dir", str(tmp_path), "experiment=mine")
    (_, one), (_, other) = points(*asked)
    assert one == {
        "events.court": {"2018-11": 0.5},
        "events.court.without": ["2018-10"],
        "events.test": [],
        "events.remark": "off",
        "events.talks.add": {"2026-01": "talks"},
    }
    assert other == {**one, "events.talks.add": []}
    (_, changed), _ = points(*asked, "events.court.without=[2012-05]", "events.test.without=[]")
    assert changed["events.court.without"] == ["2012-05"]
    assert (changed["events.court"], changed["events.test"]) == ({"2018-11": 0.5}, [])


def test_unknown_experiment__names_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'main_sweep'"):
        points("experiment=main_swep")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["leaders.seoul.rivalry=[0.1"], "'[' is opened and not closed"),
        (["scenario=a=b"], "'=' needs quotes: 'scenario=\"a=b\"'"),
        (["-m", "traits.rivalry=interval(0,1)"], "use range(start,stop,step)"),
        (["-m", "experiment=main_sweep,vacuum_length"], "experiment: found several, wanted one"),
        (["hydra.foo=1"], "hydra.foo: is not used here"),
        (["seed=${nowhere}"], "seed: Interpolation key 'nowhere' not found"),
        (["seed=${oc.env:NOWHERE}"], "seed: Environment variable 'NOWHERE' not found"),
        (["~leaders.seoul"], "~leaders.seoul: there is nothing of the kind to take away"),
        (["~series.us_china_tension=0.5"], "~series.us_china_tension: there is nothing"),
        (["--config-dir", "nowhere"], "--config-dir: found nowhere, wanted a folder that exists"),
        (["--config-dir", ".", "hydra.searchpath=[file:///x]"], "is another way to say"),
        (["hydra.searchpath=['file:///nowhere']"], "hydra.searchpath: found /nowhere"),
        (["--config-path", "x" * 300], "--config-path: found no config.yaml"),
        (["--config-name", "../../etc/passwd"], "unknown configuration '../../etc/passwd'"),
    ],
)
def test_refusal__is_one_line(argv, said):
    with pytest.raises(SimError) as caught:
        points(*argv)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_hydra__finds_the_process_as_it_was(capsys):
    before = (list(sys.argv), os.environ.get("HYDRA_FULL_ERROR"))
    command = read_argv(["--cfg", "job", "scenario=neglect"])
    assert asks_for_information(command)
    print_information(command)
    assert "scenario: neglect" in capsys.readouterr().out
    assert (sys.argv, os.environ.get("HYDRA_FULL_ERROR")) == before


def test_leader__keeps_his_place_beside_a_trait():
    both = {"leaders.tokyo": "abe", "leaders.tokyo.rivalry": 0.9}
    words = ["leaders.tokyo=abe", "leaders.tokyo.rivalry=0.9"]
    assert points(*words) == points(*reversed(words)) == [("second_trump_term", both)]
    swept = points("-m", "leaders.tokyo=abe,suga", "leaders.tokyo.rivalry=0.9,0.1")
    assert [changed["leaders.tokyo"] for _, changed in swept] == ["abe", "abe", "suga", "suga"]
    assert [changed["leaders.tokyo.rivalry"] for _, changed in swept] == [0.9, 0.1, 0.9, 0.1]
    asked = points("experiment=leader_swap_grid", "leaders.tokyo.rivalry=0.9")
    assert len({repr(changed) for _, changed in asked}) == 100


def test_word__may_take_away_what_an_experiment_says(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\nleaders: {tokyo: abe, seoul: {rivalry: 0.2, mediation: 0.1}}\n",
        encoding="utf-8",
    )
    mine = ["--config-dir", str(tmp_path), "experiment=mine"]
    whole = {
        "leaders.tokyo": "abe",
        "leaders.seoul.rivalry": 0.2,
        "leaders.seoul.mediation": 0.1,
    }

    def left(*words):
        ((_, found),) = points(*mine, *words)
        return {key for key in whole if key not in found}

    assert left() == set()
    assert (
        left("~leaders.seoul.rivalry")
        == left("leaders.seoul.rivalry=null")
        == {"leaders.seoul.rivalry"}
    )
    assert left("~leaders.tokyo=abe") == {"leaders.tokyo"}
    assert left("leaders.seoul=null") == left("~leaders.seoul") == {*whole} - {"leaders.tokyo"}
    assert left("leaders=null") == left("~leaders") == {*whole}
    with pytest.raises(SimError, match="nothing of the kind"):
        points(*mine, "~leaders.tokyo=suga")


def test_reference__is_filled_in_at_every_point():
    found = points("-m", "traits.rivalry=0.1,0.2", "series.us_china_tension=${traits.rivalry}")
    assert [changed["series.us_china_tension"] for _, changed in found] == [0.1, 0.2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1\n", "mine.yaml, line 3: is no YAML"),
        ("seed: 1\nseed: 2\n", "mine.yaml, line 3: is no YAML: found duplicate key seed"),
        ("seed: !!python/name:os.system x\n", "is no YAML"),
        ("replicats: 5\n", "unknown key 'replicats'; did you mean 'replicates'"),
        ("hydra: {foo: 1}\n", "experiment/mine.yaml: 'hydra.foo' is no key of Hydra's"),
        ("hydra: {mode: FAST}\n", "experiment/mine.yaml: Invalid value 'FAST'"),
        ("leaders: [1]\n", "experiment/mine.yaml: a list stands where names are wanted"),
        ("leaders: 5\n", "leaders: found 5, wanted leaders.<leader or capital>.<trait>"),
        (
            "hydra: {mode: MULTIRUN, sweeper: {params: {months: '${nothing}'}}}\n",
            "params.months: Interpolation key 'nothing' not found",
        ),
        ("months: ${nothing}\n", "months: Interpolation key 'nothing' not found"),
        ("scenario: ${scenario}\n", "scenario: Recursive interpolation"),
        ("defaults: [override /hydra/launcher: joblib]\n", "joblib, which is not used here"),
        (
            'hydra: {mode: MULTIRUN, sweeper: {params: {months: "\'12"}}}\n',
            "months: found '12, where a quote (') is opened",
        ),
    ],
)
def test_file__that_is_wrong_is_one_line(tmp_path, text, said):
    (tmp_path / "experiment").mkdir()
    path = tmp_path / "experiment" / "mine.yaml"
    path.write_text(f"# @package _global_\n{text}", encoding="utf-8")
    with pytest.raises(SimError) as caught:
        points("--config-dir", str(tmp_path), "experiment=mine")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["seed: 5\n", "- a\n", ""])
def test_file__for_another_place_says_what_is_missing(tmp_path, text):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SimError, match=r"wanted keys below a first line '# @package _global_'"):
        points("--config-dir", str(tmp_path), "experiment=mine")


def test_folder_of_experiments__may_have_any_name(tmp_path):
    folder = tmp_path / "it's [mine], 한국"
    (folder / "experiment").mkdir(parents=True)
    (folder / "experiment" / "mine.yaml").write_text(
        "# @package _global_\nscenario: neglect\n", encoding="utf-8"
    )
    assert points("--config-dir", str(folder), "experiment=mine") == [("neglect", {})]


def told(capsys, *argv: str) -> str:
    print_information(read_argv(argv))
    return capsys.readouterr().out


def test_job__is_what_a_command_would_run_with(capsys):
    words = ["leaders.tokyo=abe", "leaders.tokyo.rivalry=0.9", "seed=${replicates}"]
    said = told(capsys, "--cfg", "job", *words)
    assert "leaders:\n  tokyo: abe\n  tokyo.rivalry: 0.9\n" in said
    assert "seed: ${replicates}\n" in said
    assert "seed: 1000\n" in told(capsys, "--cfg", "job", *words, "--resolve")
    assert told(capsys, "--cfg", "job", "-p", "output").startswith("output:\n  folder: results\n")
    assert "run:\n" in told(capsys, "--cfg", "hydra")


def test_job__shows_no_hidden_character(capsys):
    said = told(capsys, "--cfg", "job", "scenario='\x1b[31m\u202e'")
    assert all(line.isprintable() for line in said.splitlines())


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("off", "off"), ("[0.1,0.2]", [0.1, 0.2]), ("2030-12", "2030-12")],
)
def test_value__is_read_as_on_the_command_line(text, value):
    assert parse_value("first", text) == value


def test_value__is_one():
    with pytest.raises(SimError, match="wanted one value"):
        parse_value("months", "12,24")
