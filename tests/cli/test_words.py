"""Words and flags: sorted, opened, and refused with the nearest name."""

import pytest

from sim.cli.drawer import conf_folder
from sim.cli.words import KEYS, OUTPUT, opened, read
from sim.errors import SimError, UnknownName, WrongKind


def test_keys__are_those_of_the_configuration():
    from omegaconf import OmegaConf

    config = OmegaConf.load(conf_folder() / "config.yaml")
    assert set(KEYS) == set(config) - {"defaults", "hydra"}
    assert set(OUTPUT) == set(config.output)


@pytest.mark.parametrize("sign", ["", "+", "++"])
def test_open_key__needs_no_sign(sign):
    assert opened(f"{sign}switches.mediation=false") == "++switches.mediation=false"


@pytest.mark.parametrize("sign", ["", "+", "++"])
@pytest.mark.parametrize(
    ("word", "nearest"),
    [("replicats=5", "replicates"), ("output.studdy=x", "output.study"), ("seed.x=1", "seed")],
)
def test_unknown_key__is_refused_whatever_its_sign(sign, word, nearest):
    with pytest.raises(UnknownName) as caught:
        opened(sign + word)
    assert caught.value.nearest == nearest


def test_words__may_stand_between_flags():
    command = read(["seed=1", "-m", "traits.rivalry=0.1,0.2", "--config-dir", "mine", "months=12"])
    assert command.words == ("seed=1", "++traits.rivalry=0.1,0.2", "months=12")
    assert command.flags == ("-m", "--config-dir", "mine")
    assert command.has("-m", "--multirun")
    assert command.value("-cd", "--config-dir") == "mine"


def test_flag__takes_its_value_after_an_equals_sign_too():
    assert read(["--cfg=job", "seed=1"]) == (("seed=1",), ("--cfg", "job"))


def test_info__does_not_swallow_a_word():
    assert read(["--info", "seed=1"]) == (("seed=1",), ("--info",))


def test_bare_word__is_told_how_words_look():
    with pytest.raises(WrongKind, match="key=value"):
        read(["second_trump_term"])


def test_unknown_flag__is_refused():
    with pytest.raises(UnknownName, match="did you mean '--multirun'"):
        read(["--multrun"])


def test_key__cannot_be_taken_away():
    with pytest.raises(SimError, match="seed: cannot be taken away"):
        read(["~seed"])
