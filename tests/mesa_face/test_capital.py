"""The five agents show what the model holds, and hold nothing of their own."""

import math

import pytest

from sim.errors import UnknownName
from sim.mesa_face import Ally, Capital, TriangleModel
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS
from sim.spec.preferences import CAPITALS, ISO, traits_of


@pytest.fixture(scope="module")
def model():
    model = TriangleModel("second_trump_term", replicate=7, compiled=False, months=12)
    model.run_model()
    return model


def test_agents__are_the_five_capitals(model):
    assert [agent.name for agent in model.agents] == list(CAPITALS)
    assert {agent.name for agent in model.agents_by_type[Ally]} == {"tokyo", "seoul"}
    assert model.capital("seoul").iso == "KOR"
    with pytest.raises(UnknownName, match="seoul"):
        model.capital("soul")


def test_agents__own_no_number(model):
    for agent in model.agents:
        numbers = [k for k, v in vars(agent).items() if isinstance(v, float | dict | list)]
        assert numbers == []


def test_choices__are_the_options_recorded(model):
    shown = {key: value for agent in model.agents for key, value in agent.choices.items()}
    for instrument in INSTRUMENTS:
        option = int(model[f"choice_{instrument.name}"])
        assert shown[instrument.name] == instrument.options[option]
    assert len(shown) == len(INSTRUMENTS)


def test_leader__is_who_holds_the_capital_in_the_month():
    model = TriangleModel("second_trump_term", replicate=7, compiled=False, months=6)
    seoul = model.capital("seoul")
    held = []
    while model.running:
        model.step()
        held.append(seoul.leader)
    # acting from 2024-12, the next president from 2025-06 (scenarios/second_trump_term.yaml)
    assert held == ["acting"] * 5 + ["next_seoul"]


def test_traits__lie_where_the_leader_was_coded(model):
    world = load("second_trump_term")
    for agent in model.agents:
        coded = world.leaders[agent.leader].traits
        assert tuple(agent.traits) == tuple(t for t in traits_of(agent.name))
        for trait, value in agent.traits.items():
            assert coded[trait].low <= value <= coded[trait].high, (agent.name, trait)


def test_traits__change_with_the_leader():
    model = TriangleModel("second_trump_term", replicate=7, compiled=False, months=6)
    model.step()
    first = model.capital("seoul").traits
    model.run_model()
    assert model.capital("seoul").traits != first


def test_relations__are_seen_alike_from_both_sides(model):
    for one in model.agents:
        for other in model.agents:
            if one is not other:
                assert one.relations[other.iso] == other.relations[one.iso]
        assert set(one.relations) == set(ISO.values()) - {one.iso}
    assert model.capital("seoul").relations["JPN"] == model["relation_jpn_kor"]


def test_ally__shows_its_own_stocks(model):
    tokyo, seoul = model.capital("tokyo"), model.capital("seoul")
    for stem in ("approval", "support", "concern", "favour_belief", "china_alignment", "bid"):
        assert getattr(tokyo, stem) == model[f"{stem}_jpn"]
        assert getattr(seoul, stem) == model[f"{stem}_kor"]
    assert (tokyo.threat_chn, seoul.threat_prk) == (
        model["threat_chn_jpn"],
        model["threat_prk"],
    )
    assert tokyo.retaliation_level == model["retaliation_level_jpn"]
    assert tokyo.favour == -seoul.favour != 0.0
    assert type(model.capital("beijing")) is Capital


def test_agents__see_the_start_before_any_month():
    model = TriangleModel("baseline_hindcast", replicate=0, compiled=False)
    tokyo = model.capital("tokyo")
    # noda until 2012-12; every capital stays put before the first month (sim.engine.plan)
    assert (tokyo.leader, tokyo.choices["jpn_neighbour"]) == ("noda", "hold")
    assert math.isnan(tokyo.bid)
    assert "noda" in repr(tokyo)


def test_model__unknown_quantity_names_the_nearest(model):
    with pytest.raises(UnknownName, match="relation_jpn_kor"):
        model["relation_jpn_kro"]
