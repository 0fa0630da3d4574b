"""What a study shares: kinds, bounds, and one value for all points."""

import pytest

from sim.cli.argv import read_argv
from sim.cli.compose import compose
from sim.cli.settings import MAP, REPORTS, settings
from sim.errors import OutOfBounds, SimError, UnknownName, UnwritableFolder, WrongKind


def asked(*argv: str):
    return settings(compose(read_argv(argv)))


def test_settings__have_defaults():
    found = asked()
    assert (found.replicates, found.seed, found.threads) == (1000, 1, None)
    assert (found.folder.name, found.study, found.trajectories) == ("results", None, False)


def test_whole_number__may_be_written_short():
    assert asked("replicates=1e4").replicates == 10_000


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("replicates=0", OutOfBounds),
        ("replicates=-5", OutOfBounds),
        ("replicates=1e12", OutOfBounds),
        ("replicates=2.5", WrongKind),
        ("replicates=many", WrongKind),
        ("replicates=true", WrongKind),
        ("replicates=null", WrongKind),
        ("replicates=nan", WrongKind),
        ("replicates=inf", WrongKind),
        ("seed=-1", OutOfBounds),
        ("seed=18446744073709551616", OutOfBounds),
        ("seed=abc", WrongKind),
        ("threads=0", OutOfBounds),
        ("threads=all", WrongKind),
        ("output.trajectories=yes", WrongKind),
        ("output.keep=[trust,1]", WrongKind),
        ("output.keep={trust:1}", WrongKind),
        ("output.keep=trsut", UnknownName),
        ("output=3", WrongKind),
        ("output.folder=[a]", WrongKind),
        ("worlds=nowhere", WrongKind),
        ("design=nowhere.csv", WrongKind),
        ("report=main_swep", UnknownName),
    ],
)
def test_impossible_value__is_refused_by_key(word, fault):
    with pytest.raises(fault) as caught:
        asked(word)
    assert word.split("=")[0].split(".")[0] in str(caught.value)


def test_results_folder__that_cannot_be_is_refused_at_the_door(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UnwritableFolder, match=r"output\.folder: found .*taken: is a file"):
        asked(f"output.folder={tmp_path / 'taken' / 'results'}")
    assert asked(f"output.folder={tmp_path / 'new' / 'results'}").folder.name == "results"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_path__is_absolute_and_its_tilde_a_home(here, monkeypatch):
    monkeypatch.setenv("HOME", str(here / "home"))
    monkeypatch.setenv("USERPROFILE", str(here / "home"))
    assert asked("output.folder=x/y").folder == here / "x" / "y"
    assert asked("output.folder='~/x'").folder == here / "home" / "x"
    (here / "home").mkdir()
    (here / "home" / "p.csv").touch()
    found = asked("worlds='~'", "design='~/p.csv'")
    assert (found.worlds, found.design) == (here / "home", here / "home" / "p.csv")


@pytest.mark.parametrize("text", ["2025", "1e3", "1_0", "true", "0x10", "007"])
def test_text__is_taken_as_it_is_written(text, here):
    found = asked(f"output.folder={text}", f"output.study={text}")
    assert (found.folder.name, found.study) == (text, text)


def test_study__may_have_several_seeds_each_within_bounds():
    assert asked("-m", "seed=1,2").seed == 1
    with pytest.raises(OutOfBounds, match="seed: found -1"):
        asked("-m", "seed=1,-1")


def test_configuration__of_another_command_is_told_apart():
    config = compose(read_argv([]))[0]
    with pytest.raises(SimError, match=r"threads: is not in the configuration"):
        settings([{key: config[key] for key in config if key != "threads"}])


def test_bounds__are_the_runners():
    from sim.spec.parse_override import MOST_REPLICATES, MOST_SEED

    assert asked(f"replicates={MOST_REPLICATES}", f"seed={MOST_SEED}").seed == MOST_SEED
    for word in (f"replicates={MOST_REPLICATES + 1}", f"seed={MOST_SEED + 1}"):
        with pytest.raises(OutOfBounds):
            asked(word)


def test_report__is_refused_before_the_runs_where_it_could_not_be_written(monkeypatch):
    with pytest.raises(SimError, match="replicates: found 1, a report wants 2 or more"):
        asked("report=main_sweep", "replicates=1")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SimError, match="matplotlib"):
        asked("report=main_sweep")


@pytest.mark.parametrize("name", REPORTS)
def test_report__is_known_by_name(name):
    assert asked(f"report={name}").report == name


TRAITS = "experiment=washingtons_traits"


def test_basins__are_the_experiments_unless_a_word_says_else():
    assert asked(TRAITS).basins == {"size": 9, "replicates": 200}
    assert asked(TRAITS, "basins.size=3", "basins.replicates=1e1").basins == {
        "size": 3,
        "replicates": 10,
    }
    assert asked(TRAITS, "basins.size=null").basins == {"replicates": 200}
    assert asked("report=washingtons_traits").basins == {}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([TRAITS, "basins.size=2"], "basins.size: found 2, wanted a number in [3, 15]"),
        ([TRAITS, "basins.size=16"], "basins.size: found 16, wanted a number in [3, 15]"),
        ([TRAITS, "basins.size=3.5"], "basins.size: found 3.5, wanted a whole number"),
        ([TRAITS, "basins.size=wide"], "basins.size: found the text 'wide', wanted a whole number"),
        ([TRAITS, "basins.replicates=3"], "basins.replicates: found 3, wanted a number in [4, "),
        ([TRAITS, "basins.size=3,5"], "basins.size: found 3, 5, wanted one for the whole study"),
        ([TRAITS, "basins=3"], "basins: found 3, wanted basins.size, basins.replicates"),
        ([TRAITS, "basins={width:3}"], "basins.width"),
        (["basins.size=5"], "basins.size: found 5, wanted nothing, or report=washingtons_traits"),
        (["experiment=main_sweep", "basins.size=5"], "basins.size: found 5, wanted nothing, or"),
    ],
)
def test_basins__that_cannot_be_are_refused_in_a_line(words, line):
    with pytest.raises(SimError) as caught:
        asked(*words)
    assert line in str(caught.value)


def test_basins__have_the_bounds_of_the_map():
    from sim.study.washington.bifurcation import LEAST, MOST

    assert MAP["size"] == (LEAST, MOST)
