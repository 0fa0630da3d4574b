"""The registry: every quantity declared once, within its bounds, with its source."""

import hashlib
import math
import re

import pytest

from sim.spec.events import EVENT_STREAMS, TALKS_OUTCOMES
from sim.spec.instruments import BELIEF_FIELDS, CHOICE_FIELDS, INSTRUMENTS, ISSUES
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import BOUNDS, PARAMETER_BY_NAME, PARAMETER_FIELDS, PARAMETERS, declaration
from sim.spec.preferences import CAPITALS, DYADS, ISO, LEADERS, TRAIT_FIELDS, TRAITS
from sim.spec.recorded import HISTOGRAMMED, LABELLED, RECORDED, RECORDED_FIELDS, column
from sim.spec.records import DEFAULTS, Draw
from sim.spec.streams import BLOCKS, STREAMS
from sim.spec.switches import SWITCHES
from sim.spec.variables import FLOWS, INPUTS, STATE_FIELDS, STATES

UNITS = {"1", "1/month", "month", "logit", "log", "ratio"}
OWNERS = {*SWITCHES, "choice", "relation", "schedule", "beijing", "role"}
#: An article and paragraph, a work of theory, a data set, a reason, or a convention.
SOURCE = re.compile(r"00[0-4] P\d+|[A-Z][a-z]+ \d{4}|\([A-Z]{2,} |^assumed( 0)?: |^off; |^unit of ")

#: The places as they were taken. A stream is appended, never moved, and the place of one that has
#: retired is not used again: these change by a stream that is new, or by one that retires.
PINNED = 48
PLACES = "4d6c4a6c1ae3b1a0c7059096e745324da5fb545f58a66fa6df72e0b5cfc54e73"
RETIRED = {(10, 2), (10, 3), (11, 1), (11, 3), (12, 1), (13, 0)}


def test_names__are_unique_in_each_registry():
    registries = (
        PARAMETER_FIELDS,
        STATE_FIELDS,
        RECORDED_FIELDS,
        CHOICE_FIELDS,
        SWITCHES,
        Draw._fields,
        [v.name for v in INPUTS],
        [o.name for o in OUTCOMES],
        [t.name for t in TRAITS],
        [e.name for e in EVENT_STREAMS],
        [leader for leaders in LEADERS.values() for leader in leaders],
    )
    for names in registries:
        assert len(set(names)) == len(names)


def test_symbols__of_parameters_are_unique():
    symbols = [spec.symbol for spec in PARAMETERS]
    assert sorted({s for s in symbols if symbols.count(s) > 1}) == []


def test_names__mean_one_kind_of_thing():
    # An override is found by its name: a parameter must not be taken for a stock, nor a stream.
    kinds = (set(PARAMETER_FIELDS), set(STATE_FIELDS), {v.name for v in INPUTS}, set(SWITCHES))
    for k, one in enumerate(kinds):
        for other in kinds[k + 1 :]:
            assert not one & other


def test_switches__are_the_twenty_fixed_names_in_order():
    # Fixed for other programs: names and numbers M01 to M20.
    assert SWITCHES == (
        "hub_and_spokes",
        "mediation",
        "loyalty_contest",
        "favour_perception",
        "influence_learning",
        "joint_hedging",
        "threat_overlap",
        "abandonment",
        "strategic_ambiguity",
        "dprk_talks",
        "history_dispute",
        "retaliation",
        "thaw",
        "domestic_politics",
        "institutions",
        "vacuum",
        "signalling",
        "interdependence",
        "grand_strategy",
        "settlement",
    )


@pytest.mark.parametrize("name", PARAMETER_FIELDS)
def test_parameter__has_unit_prior_and_source(name):
    p = PARAMETER_BY_NAME[name]
    assert p.unit in UNITS
    assert p.owner in OWNERS
    assert p.symbol
    assert p.meaning[0].isupper()
    assert not p.meaning.endswith(".")
    low, high = p.prior
    assert BOUNDS[p.kind][0] <= low <= p.default <= high <= BOUNDS[p.kind][1]
    assert SOURCE.search(p.source)
    for reason in re.findall(r"assumed(.*)", p.source):
        assert len(reason.split()) >= 4, "assumed wants a reason"


def giving(reason):
    found = [p for p in PARAMETERS if p.source.endswith(reason)]
    assert len(found) >= 5
    return found


def test_reason_of_effects__holds_for_every_default():
    for p in giving(declaration.EFFECT):
        assert abs(p.default) <= {"1": 0.1, "1/month": 0.05}[p.unit], p.name


def test_reason_of_paces__holds_for_every_default():
    for p in giving(declaration.TIME):
        rate = 1 - p.default if p.name.endswith("_inertia") else p.default
        assert 10 <= 1 / rate <= 9 * 12, p.name


def test_reason_of_hazards__holds_for_every_default():
    for p in giving(declaration.HAZARD):
        monthly = 1 / (1 + math.exp(-p.default)) if p.unit == "logit" else p.default
        assert 1 / 3 <= 12 * monthly <= 4, p.name


def test_reason_of_middle_levels__holds_for_every_default():
    for p in giving(declaration.START):
        low, high = p.prior
        assert abs(p.default - (low + high) / 2) <= 0.1 * (high - low) + 1e-12, p.name


def test_reason_of_secondary_terms__holds_for_every_default():
    strongest = max(p.default for p in giving(declaration.SCALE))
    assert max(abs(p.default) for p in giving(declaration.WEIGHT)) <= strongest / 2


def test_defaults__are_those_of_the_table():
    assert DEFAULTS._asdict() == {p.name: p.default for p in PARAMETERS}


def test_prior__has_width_except_for_the_schedule():
    points = {p.name for p in PARAMETERS if p.prior[0] == p.prior[1]}
    assert points == {p.name for p in PARAMETERS if p.owner == "schedule" and p.kind == "flag"}


def test_neutral_value__lies_in_the_prior_of_terms_that_no_article_settles():
    for name in ("favour_comfort", "wedge_motive", "consensus", "coercion_response"):
        low, high = PARAMETER_BY_NAME[name].prior
        assert low <= 0 <= high
    low, high = PARAMETER_BY_NAME["coercion_response"].prior
    assert low < 0 < high


def test_both_allies__have_the_same_parameters():
    stems = {
        iso: {n[:-4] for n in PARAMETER_FIELDS if n.endswith(f"_{iso}")} for iso in ("jpn", "kor")
    }
    # The rationality, the frozen choice and the base of a relation belong to every capital or dyad.
    only = stems["jpn"] ^ stems["kor"]
    assert {stem for stem in only if not stem.startswith("relation_base_")} == set()


@pytest.mark.parametrize("variable", [*STATES, *FLOWS, *INPUTS], ids=lambda v: v.name)
def test_variable__is_declared_in_full(variable):
    assert variable.low < variable.high
    assert variable.meaning
    assert variable.kind in {"stock", "level", "rate"}
    if variable.kind == "level":
        assert float(variable.low).is_integer()
        assert float(variable.high).is_integer()
    if variable in RECORDED:
        assert re.fullmatch(r"E(\d|1\d|20)", variable.equation)


def test_signed_quantities__have_bounds_around_zero():
    for variable in (*STATES, *FLOWS):
        if variable.low < 0:
            assert variable.low == -variable.high


def test_every_dyad__has_a_relation_that_is_a_stock_or_a_reading():
    names = [f"relation_{dyad.lower().replace('-', '_')}" for dyad in DYADS]
    stocks = [v.name for v in STATES if v.name.startswith("relation_")]
    shown = [v.name for v in FLOWS if v.name.startswith("relation_")]
    assert sorted(stocks + shown) == names
    assert all("prk" in name or name == "relation_chn_usa" for name in shown)
    assert list(DYADS) == sorted(DYADS)


def test_state__carries_last_option_and_memory_of_every_instrument():
    assert {f"chosen_{name}" for name in CHOICE_FIELDS} <= set(STATE_FIELDS)
    for instrument in INSTRUMENTS:
        remembered = [number for _, name, number in BELIEF_FIELDS if name == instrument.name]
        assert remembered == list(range(1, len(instrument.options)))
    assert {field for field, _, _ in BELIEF_FIELDS} <= set(STATE_FIELDS)


def test_instruments__belong_to_a_capital_and_offer_a_choice():
    for instrument in INSTRUMENTS:
        assert instrument.name.startswith(ISO[instrument.capital].lower() + "_")
        assert 2 <= len(instrument.options) == len(set(instrument.options))
    assert {i.capital for i in INSTRUMENTS} == set(CAPITALS)


def test_allies__have_the_same_menu():
    menus = [
        [(i.name[4:], i.options) for i in INSTRUMENTS if i.capital == capital]
        for capital in ("tokyo", "seoul")
    ]
    assert menus[0] == menus[1]


def test_traits__are_those_of_their_capitals():
    for trait in TRAITS:
        assert (trait.low, trait.high) == ((-1, 1) if trait.name == "pressure_tilt" else (0, 1))
    assert {f for f, _, _ in TRAIT_FIELDS} == {
        f"{ISO[capital].lower()}_{t.name}" for t in TRAITS for capital in t.capitals
    }
    assert {c for t in TRAITS for c in t.capitals} == {"washington", "tokyo", "seoul"}


def test_streams__have_a_place_each():
    places = [(s.block, s.word) for s in STREAMS]
    assert len(set(places)) == len(places)
    assert {s.word for s in STREAMS} <= {0, 1, 2, 3}
    assert {s.law for s in STREAMS} == {"uniform", "normal"}
    assert max(s.block for s in STREAMS) + 1 == BLOCKS


def test_streams__are_where_they_always_were():
    first = "\n".join(f"{s.name} {s.block} {s.word} {s.law}" for s in STREAMS[:PINNED])
    assert len(STREAMS) >= PINNED
    assert hashlib.sha256(first.encode()).hexdigest() == PLACES
    assert not RETIRED & {(s.block, s.word) for s in STREAMS}


def test_streams__give_every_instrument_dyad_and_issue_its_own():
    names = set(Draw._fields)
    assert {f"choose_{name}" for name in CHOICE_FIELDS} <= names
    stocks = {v.name.removeprefix("relation_") for v in STATES if v.name.startswith("relation_")}
    assert {f"noise_{dyad}" for dyad in stocks} == {n for n in names if n.startswith("noise_")}
    assert {f"coordination_{issue}" for issue in ISSUES} <= names


def test_event_streams__fill_inputs_that_exist():
    inputs = {v.name: v for v in INPUTS}
    for stream in EVENT_STREAMS:
        assert inputs[stream.given].high == stream.high
        assert (inputs[stream.generate].low, inputs[stream.generate].high) == (0, 1)
        assert stream.dyad in DYADS
    talks = next(s for s in EVENT_STREAMS if s.name == "talks")
    assert {talks.low, talks.high} <= set(TALKS_OUTCOMES.values())


def test_recorded__is_found_by_column():
    assert [column(name) for name in RECORDED_FIELDS] == list(range(len(RECORDED)))
    assert set(HISTOGRAMMED) <= set(RECORDED_FIELDS)
    assert len(set(HISTOGRAMMED)) == len(HISTOGRAMMED)


def test_labelled__covers_every_recorded_variable_once():
    fields = [field for item in LABELLED for field in item.fields]
    mirrored = [field for field in fields if field.startswith("-")]
    assert mirrored == ["-favour_jpn"]
    assert sorted(set(fields) - set(mirrored)) == sorted(RECORDED_FIELDS)
    assert len(fields) == len(set(fields))
    for item in LABELLED:
        assert len(item.fields) == (len(item.labels) if item.dim else 1)
        assert item.meaning


@pytest.mark.parametrize(
    ("name", "dim"),
    [
        # Fixed for notebooks, lessons and other programs.
        ("relation", "dyad"),
        ("bid", "capital"),
        ("favour", "capital"),
        ("favour_belief", "capital"),
        ("influence", ""),
        ("influence_belief", ""),
        ("institution", ""),
        ("grievance", ""),
        ("dispute", ""),
        ("security_cooperation", ""),
        ("economic_cooperation", ""),
        ("china_alignment", "capital"),
        ("coordination", "issue"),
        ("settlement_event", ""),
        ("reversal_event", ""),
        ("summit_event", ""),
        ("trilateral_event", ""),
        ("joint_document_event", ""),
        ("retaliation_level", "capital"),
        ("talks_state", ""),
        ("triangle", ""),
        ("approval", "capital"),
        ("concern", "capital"),
        ("choice", "instrument"),
    ],
)
def test_labelled__has_the_names_that_others_rely_on(name, dim):
    found = [item for item in LABELLED if item.name == name]
    assert [item.dim for item in found] == [dim]
    labels = {
        "dyad": DYADS,
        "capital": ("JPN", "KOR"),
        "issue": ISSUES,
        "instrument": CHOICE_FIELDS,
        "": (),
    }
    assert found[0].labels == tuple(labels[dim])
