"""Words on pictures come from the registry, and say the unit."""

import pytest

from sim.errors import UnknownName
from sim.plots.label import (
    outcome_label,
    outcome_unit,
    point_name,
    point_names,
    signed,
    tidy,
    variable_label,
    variable_unit,
    world_name,
)
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import HISTOGRAMMED


@pytest.mark.parametrize("name", HISTOGRAMMED)
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


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("hanoi_repeat", "Hanoi repeat"),
        ("dprk_talks", "DPRK talks"),
        ("us_dprk_success", "US DPRK success"),
        ("revisionist_tokyo_lee", "Revisionist Tokyo Lee"),
        ("lee_jae_myung", "Lee Jae Myung"),
        ("trump_2", "Trump 2"),
        ("rationality_usa", "Rationality US"),
    ],
)
def test_world_name__reads_as_words(key, said):
    assert world_name(key) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mediation=0.25, history_hard_line=-0.5", "Mediation = 0.25, history hard line = −0.5"),
        ("washington.mediation=0.2", "Washington’s mediation = 0.2"),
        ("trump_2.mediation=[0.2,0.4]", "Trump 2’s mediation = [0.2,0.4]"),
        ("washington=lee_jae_myung", "Washington = Lee Jae Myung"),
        ("dprk_talks=false", "DPRK talks off"),
        ("thaw=true, vacuum as it is", "Thaw on, vacuum as it is"),
        ("second_trump_term, as it is", "Second Trump term, as it is"),
        ("neglect (point 3)", "Neglect (point 3)"),
        ("parameter_set=posterior_2024", "Parameter set = posterior_2024"),
        ("Words of one's own", "Words of one's own"),
    ],
)
def test_point_name__keeps_values_as_a_command_takes_them(name, said):
    assert point_name(name) == said


def test_point_names__never_become_alike():
    assert point_names(["a_b=1", "a.b=1"]) == ["a_b=1", "a.b=1"]
