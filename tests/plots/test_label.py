"""Words on pictures come from the registry, and say the unit."""

import pytest

from sim.errors import UnknownName
from sim.plots.label import (
    outcome_label,
    outcome_unit,
    signed,
    tidy,
    variable_label,
    variable_unit,
    world_name,
)
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import FANNED


@pytest.mark.parametrize("name", FANNED)
def test_variable_label__ends_in_its_unit(name):
    assert variable_label(name).endswith(f"[{variable_unit(name)}]")
    assert variable_unit(name)


@pytest.mark.parametrize("name", [outcome.name for outcome in OUTCOMES])
def test_outcome_label__ends_in_its_unit(name):
    assert outcome_label(name).endswith(f"[{outcome_unit(name)}]")


def test_units__are_told_apart():
    assert outcome_unit("jpn_kor_mean") == "−1 to 1"
    assert outcome_unit("jpn_kor_fall") == "probability"
    assert outcome_unit("share_overclaim") == "share"
    assert outcome_unit("talks_months") == "months"


def test_label__names_the_nearest_quantity():
    with pytest.raises(UnknownName, match="did you mean 'trust'"):
        variable_label("trsut")
    with pytest.raises(UnknownName, match="did you mean 'summits'"):
        outcome_label("sumits")


def test_tidy__sets_signs_and_names_as_in_print():
    assert tidy("JPN-KOR: -1 or Tokyo's, Korea-US") == "Japan–Korea: −1 or Tokyo’s, Korea–US"
    assert signed(-0.25) == "−0.250"
    assert signed(0.25) == "+0.250"


def test_world_name__reads_as_words():
    assert world_name("hanoi_repeat") == "Hanoi repeat"
