"""Words and flags: sorted, opened, and refused with the nearest name."""

import pytest

from sim.cli.argv import BASINS, KEYS, OUTPUT, hydra_override, read_argv
from sim.cli.experiments import conf_folder
from sim.errors import SimError, UnknownName, WrongKind


def test_keys__are_those_of_the_configuration():
    from omegaconf import OmegaConf

    config = OmegaConf.load(conf_folder() / "config.yaml")
    assert set(KEYS) == set(config) - {"defaults", "hydra"}
    assert set(OUTPUT) == set(config.output)
    assert set(BASINS) == set(config.basins)


@pytest.mark.parametrize("sign", ["", "+", "++"])
def test_open_key__needs_no_sign(sign):
    assert hydra_override(f"{sign}switches.mediation=false") == "++switches.mediation=false"


@pytest.mark.parametrize(
    "word",
    ["events.court.2018-10=0", "++events.court.2018-10=0", "events.court.add.2018-10=0"],
)
def test_month_as_a_key__is_told_the_form_that_works(word):
    with pytest.raises(WrongKind) as caught:
        hydra_override(word)
    assert str(caught.value) == (
        "events.court: found 'events.court.2018-10', a month as a key, wanted "
        "events.court={2018-10:0}"
    )


@pytest.mark.parametrize("sign", ["", "+", "++"])
@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("replicats=5", "replicates"),
        ("output.studdy=x", "output.study"),
        ("basins.sise=3", "basins.size"),
        ("seed.x=1", "seed"),
    ],
)
def test_unknown_key__is_refused_whatever_its_sign(sign, word, nearest):
    with pytest.raises(UnknownName) as caught:
        hydra_override(sign + word)
    assert caught.value.nearest == nearest


def test_words__may_stand_between_flags():
    command = read_argv(
        ["seed=1", "-m", "traits.rivalry=0.1,0.2", "--config-dir", "mine", "months=12"]
    )
    assert command.words == ("seed=1", "++traits.rivalry=0.1,0.2", "months=12")
    assert command.flags == ("-m", "--config-dir", "mine")
    assert command.has("-m", "--multirun")
    assert command.value("-cd", "--config-dir") == "mine"


def test_flag__takes_its_value_after_an_equals_sign_too():
    assert read_argv(["--cfg=job", "seed=1"]) == (("seed=1",), ("--cfg", "job"))


@pytest.mark.parametrize("sign", ["+", "++"])
def test_sign__means_nothing_before_a_key_that_is_there(sign):
    assert hydra_override(f"{sign}seed=1") == "seed=1"
    assert hydra_override(f"{sign}experiment=main_sweep") == "experiment=main_sweep"


@pytest.mark.parametrize(
    ("word", "as_written"),
    [
        ("scenario=2030", 'scenario="2030"'),
        ("scenario=neglect,1e3,null", 'scenario=neglect,"1e3","null"'),
        ("output.study=007", 'output.study="007"'),
        ("output.study=null", "output.study=null"),
        ("worlds=true", 'worlds="true"'),
        ("scenario='2030'", "scenario='2030'"),
        ("scenario=${seed}", "scenario=${seed}"),
        ("months=12", "months=12"),
    ],
)
def test_name__that_looks_like_a_number_stays_a_name(word, as_written):
    assert hydra_override(word) == as_written


@pytest.mark.parametrize("argv", [["--cfg", "-m"], ["--config-dir"], ["-cn", "seed=1"], ["-p"]])
def test_flag__without_its_value_is_refused(argv):
    with pytest.raises(WrongKind, match="found nothing, wanted"):
        read_argv(argv)


def test_info__does_not_swallow_a_word():
    assert read_argv(["--info", "seed=1"]) == (("seed=1",), ("--info",))


def test_month_as_a_key__repeats_no_long_value():
    with pytest.raises(WrongKind) as caught:
        hydra_override(f"events.court.2018-10=[{'1,' * 500}]")
    assert str(caught.value).endswith("wanted events.court={2018-10:size}")


def test_bare_word__is_told_how_words_look():
    with pytest.raises(WrongKind, match="key=value"):
        read_argv(["second_trump_term"])


def test_unknown_flag__is_refused():
    with pytest.raises(UnknownName, match="did you mean '--multirun'"):
        read_argv(["--multrun"])


def test_key__cannot_be_taken_away():
    with pytest.raises(SimError, match="seed: cannot be taken away"):
        read_argv(["~seed"])
