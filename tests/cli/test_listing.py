"""Lists and help: every name that a command may use can be read there."""

import pytest

from sim.cli.command import main
from sim.cli.experiments import experiments
from sim.cli.listing import LISTS, listed, table
from sim.errors import UnknownName
from sim.scenario import catalogue
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.switches import SWITCHES
from tests.alone import names_alone


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("scenarios", [entry.name for entry in catalogue()]),
        ("experiments", [experiment.name for experiment in experiments()]),
        ("traits", [trait.name for trait in TRAITS]),
        ("switches", SWITCHES),
        ("parameters", ["parameter", *(parameter.name for parameter in PARAMETERS)]),
        ("outcomes", OUTCOME_FIELDS),
    ],
)
def test_list__has_a_line_a_name(what, names):
    assert [line.split()[0] for line in listed(what).splitlines()] == list(names)


def test_parameters__are_listed_with_unit_bounds_and_source():
    spec = PARAMETERS[0]
    line = next(line for line in listed("parameters").splitlines() if line.startswith(spec.name))
    for part in (spec.unit, f"{spec.default:g}", spec.owner, spec.meaning, spec.source):
        assert part in line


def test_outcomes__are_listed_by_what_triangles_mean():
    said = listed("outcomes")
    assert "only one pair friends (stable marriage)" in said
    assert names_alone(said) == []


@pytest.mark.parametrize("what", LISTS)
def test_list__is_printed_on_request(what, capsys):
    assert main(["--list", what]) == 0
    assert capsys.readouterr().out.rstrip("\n") == listed(what)


def test_list__says_what_there_is(capsys):
    assert main(["--list"]) == 0
    there = (*LISTS, "studies")
    assert capsys.readouterr().out.split() == [w for what in there for w in ("--list", what)]


def test_unknown_list__is_one_line(capsys):
    assert main(["--list", "scenaros"]) == 2
    found = capsys.readouterr()
    assert (found.out, found.err) == (
        "",
        "error: unknown list 'scenaros'; did you mean 'scenarios'?\n",
    )
    with pytest.raises(UnknownName):
        listed("scenaros")


def test_help__teaches_commands_worlds_traits_switches_and_questions(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert said.count("  python -m sim ") >= 6
    for name in (*SWITCHES, *(trait.name for trait in TRAITS)):
        assert f"\n  {name} " in said
    for entry in catalogue():
        assert f"\n  {entry.name} " in said
        assert entry.title in said
    for experiment in experiments():
        assert experiment.question in said
    assert "--list parameters" in said


def test_table__shows_every_character():
    """A title from a file neither colours the terminal, nor rings, nor turns the line round."""
    said = table([("a\x1b[31m\a\r", "b\u202e"), ("한국", "東京")])
    assert said.splitlines() == [r"a\x1b[31m\x07\r  b\u202e", "한국               東京"]


def test_title__of_ones_own_world_cannot_reach_the_terminal_hidden(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    path.write_text('title: "\\e]0;PWN\\a\\u202e"\ninherits: neglect\n', encoding="utf-8")
    assert main(["--list", "scenarios", f"worlds={tmp_path}"]) == 2
    said = capsys.readouterr()
    assert said.out + said.err.rstrip("\n") == (said.out + said.err.rstrip("\n")).strip()
    assert said.err.rstrip("\n").isprintable()


def test_parameter_sets__of_ones_own_are_listed(tmp_path, capsys):
    folder = tmp_path / "parameter_sets"
    folder.mkdir()
    (folder / "mine.csv").write_text("memory_gain\n0.1\n0.2\n", encoding="utf-8")
    (folder / "mine.yaml").write_text("source: public record\n", encoding="utf-8")
    assert main(["--list", "parameter_sets", f"worlds={tmp_path}"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("mine            2 draws of 1")
