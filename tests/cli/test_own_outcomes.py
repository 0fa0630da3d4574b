"""Outcomes of one's own from the command line, from a world's file and from a question."""

import pandas as pd
import pytest

import sim
from sim.cli import main

COLD = 'outcomes.cold="share(relation_jpn_kor < 0.3)"'
WHEN = 'outcomes.when="first_month(relation_jpn_kor < 0.3)"'
SMALL = ["months=6", "replicates=30"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def results_of(capsys):
    out = capsys.readouterr().out.splitlines()
    assert out[-1].startswith("results: ")
    return "\n".join(out), sim.open(out[-1].removeprefix("results: "))


def test_word__adds_a_column_and_a_line(capsys):
    assert main([*SMALL, COLD, WHEN]) == 0
    text, found = results_of(capsys)
    assert list(found.outcomes)[-2:] == ["cold", "when"]
    answers = found.outcomes["when"].notna().sum()
    assert 0 < answers < 30
    assert "cold: share(relation_jpn_kor < 0.3)" in text
    assert f"when: first_month(relation_jpn_kor < 0.3), in the {answers} runs that have" in text
    assert "outcomes.cold" not in text.splitlines()[0]


def test_points__of_a_grid_all_have_it_and_are_named_without_it(capsys):
    assert main(["-m", *SMALL, COLD, "scenario=neglect,second_trump_term", "show=[cold]"]) == 0
    text, found = results_of(capsys)
    assert "cold: mean (median)" in text
    assert "outcomes" not in text
    assert found.outcomes["cold"].notna().all()


def test_file__of_a_world_declares_them(capsys, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\ninherits: neglect\noutcomes:\n  cold: share(relation_jpn_kor < 0.3)\n"
        "  wet: {measure: low(relation_jpn_kor) < 0.3, meaning: Ever below 0.3}\n"
    )
    (tmp_path / "child.yaml").write_text(
        "title: Child\ninherits: mine\noutcomes:\n  wet: off\n  mild: high(relation_jpn_kor)\n"
    )
    assert main([*SMALL, "worlds=.", "scenario=child", "show=[mild,cold]"]) == 0
    _, found = results_of(capsys)
    assert list(found.outcomes)[-2:] == ["cold", "mild"]
    assert main([*SMALL, "worlds=.", "scenario=mine"]) == 0
    text, found = results_of(capsys)
    assert list(found.outcomes)[-2:] == ["cold", "wet"]
    assert "wet: Ever below 0.3 (share)" in text


def test_study__without_it_is_another(capsys):
    folders = set()
    for words in ([], [COLD]):
        assert main([*SMALL, "experiment=mediation_against_loyalty", *words]) == 0
        folders.add(results_of(capsys)[1].path)
    assert len(folders) == 2


def test_table__that_pandas_reads_has_it(capsys):
    assert main([*SMALL, COLD]) == 0
    _, found = results_of(capsys)
    plain = pd.read_parquet(found.path / "outcomes")
    assert plain["cold"].tolist() == found.outcomes["cold"].tolist()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["show=[cold]"], "show: unknown outcome 'cold'"),
        ([COLD, "show=[cool]"], "show: unknown outcome 'cool'; did you mean 'cold'?"),
        (["outcomes.cold=share(x)"], "outcomes.cold: found share(x), where share() is none of"),
        (["outcomes=3"], "outcomes: found 3, wanted outcomes.<name>: a measure"),
        (["outcome.cold=3"], "unknown key 'outcome'; did you mean 'outcomes'?"),
        (['outcomes.summits="low(relation_jpn_kor)"'], "outcomes.summits: found 'summits'"),
        (['start.outcomes.x="low(relation_jpn_kor)"'], "start.outcomes.x: found"),
        (
            ["-m", "outcomes.cold='low(bid_kor)','low(bid_jpn)'"],
            "a study has one outcome of a name",
        ),
    ],
)
def test_slip__is_one_line_and_writes_nothing(capsys, tmp_path, words, line):
    assert main([*SMALL, *words]) == 2
    said = capsys.readouterr().err
    assert line in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "results").exists()


def test_slip__in_a_file_names_its_line(capsys, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\ninherits: neglect\noutcomes:\n  cold: share(relation_jpn_ko < 0.3)\n"
    )
    assert main([*SMALL, "worlds=.", "scenario=mine"]) == 2
    assert "mine.yaml, line 4: outcomes.cold: unknown variable" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["claims", "hindcast", "levers", "disputed", "articles", "parameters", "page"]
)
def test_command__whose_outcomes_are_its_own_does_not_take_them(capsys, command):
    assert main([command, COLD]) == 2
    assert "unknown key 'outcomes'" in capsys.readouterr().err


def test_question__declares_them_in_its_own_file(capsys, tmp_path):
    (tmp_path / "mine" / "experiment").mkdir(parents=True)
    (tmp_path / "mine" / "experiment" / "cold.yaml").write_text(
        "# @package _global_\nscenario: neglect\noutcomes:\n"
        "  cold: share(relation_jpn_kor < 0.3)\n"
        "  wet: {measure: low(relation_jpn_kor) < 0.3, meaning: Ever below 0.3}\n"
    )
    assert main(["--config-dir", "mine", "experiment=cold", *SMALL]) == 0
    text, found = results_of(capsys)
    assert list(found.outcomes)[-2:] == ["cold", "wet"]
    assert "wet: Ever below 0.3 (share)" in text
