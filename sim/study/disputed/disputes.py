"""The four maps: world, contrast, axes, and which terms are direct in each."""

from sim.methods.effect_map.dispute import Axis, Dispute, Outcome, Term

__all__ = ["DISPUTES"]

#: The hindcast's opening with leaders of whom nothing is coded: what the map shows is no single
#: leader's, and stocks may be set at the beginning.
_OPENING = {
    "scenario": "baseline_hindcast",
    "first": "2012-01",
    "last": "2016-12",
}
_UNCODED = {"leaders.tokyo": "noda", "leaders.seoul": "lee_myung_bak"}
_UNCODED_SAYS = (
    "all traits of Tokyo’s and Seoul’s leaders that no axis sets are drawn from the prior of a "
    "leader on whom the articles are silent"
)

_NORTH = ("start.capability_prk", "start.threat_prk")

#: The last three years of the opening, the last two of a term: what is set has worked by then.
_LATE, _TERM = "'2014-01', '2016-12'", "'2027-01', '2028-12'"

_RELATION = "Tokyo–Seoul relation [−1 to 1]"

_FEARS = Term(
    {"parameters.common_fear_pull": 0.0, "parameters.uneven_fear_push": 0.0},
    "minimum and difference of the two fears of abandonment, each (1 − reliability) × threat "
    "(E8.1, E8.2)",
)
_WARY = Term(
    {"parameters.coordination_fear": 0.0},
    "the same fear in coordinating (E6.2)",
)

_COMMITMENT = Dispute(
    key="commitment",
    title="US commitment and Tokyo–Seoul relations",
    question=(
        "Does a weaker US commitment draw the allies together (Cha 1999, 2010), or do they work "
        "together when the umbrella is strong (000 P11, 000 P18)? (T18)"
    ),
    **_OPENING,
    setting=(
        f"{_UNCODED_SAYS}; no North Korean tests, so that the threat stays where the axis puts it"
    ),
    changes={**_UNCODED, "events.test": "off"},
    thing="US commitment",
    contrast="reliability of the umbrella at the start, 0.85 less 0.35 (0.6 is neutral)",
    low={"start.reliability": 0.35},
    high={"start.reliability": 0.85},
    x=Axis("North Korean capability and threat [0 to 1]", _NORTH, 0.1, 0.9),
    y=Axis("Washington’s mediation trait [0 to 1]", ("leaders.washington.mediation",), 0.0, 1.0),
    outcomes=(
        Outcome(
            _RELATION,
            f"mean(relation_jpn_kor, {_LATE})",
            "warmer",
            "cooler",
            "Cha’s critics: commitment brings cooperation",
            "Cha: less commitment draws the allies together",
        ),
    ),
    direct=(
        _FEARS,
        _WARY,
        Term(
            {"parameters.broker_comfort": 0.0},
            "the fear that brokerage takes away: (1 − reliability) × brokerage (E8.1)",
        ),
        Term(
            {"parameters.reassurance": 0.0},
            "reliability added by brokerage × capability (E8.5)",
        ),
    ),
    alone=(
        Term(
            {"parameters.deterrence_trust": 0.0},
            "the pull of a reliable umbrella to deter (E8.4)",
        ),
    ),
    stays=(
        "Fear itself is (1 − reliability) × threat by definition; without the terms that read it "
        "nobody acts on it. Commitment is then felt in the lines toward the North alone, and "
        "beyond them through what the capitals choose."
    ),
)

_THREAT = Dispute(
    key="threat",
    title="The North Korean threat and the policy gap",
    question=(
        "Does the North unite the allies (002 P13, 003 P1, 004 P11) or divide them (001 P10, "
        "004 P14)? (T11)"
    ),
    **_OPENING,
    setting=(
        f"{_UNCODED_SAYS}; a month on different lines is one in which one ally deters and the "
        "other engages"
    ),
    changes=_UNCODED,
    thing="the North Korean threat",
    contrast=(
        "capability and threat at the start at 0.8 and the tests of the record, less 0.2 and "
        "no tests"
    ),
    low={**dict.fromkeys(_NORTH, 0.2), "events.test": "off"},
    high={**dict.fromkeys(_NORTH, 0.8), "events.test": "given"},
    x=Axis("Tokyo’s deterrence trait [0 to 1]", ("leaders.tokyo.deterrence",), 0.0, 1.0),
    y=Axis("Seoul’s deterrence trait [0 to 1]", ("leaders.seoul.deterrence",), 0.0, 1.0),
    outcomes=(
        Outcome(
            "Share of months on different lines to the North [0 to 1]",
            f"share(choice_jpn_pyongyang != choice_kor_pyongyang, {_LATE})",
            "a wider gap",
            "a narrower gap",
            "the North divides",
            "the North unites",
        ),
        Outcome(
            "Tokyo–Seoul security cooperation [0 to 1]",
            f"mean(security_cooperation, {_LATE})",
            "more cooperation",
            "less cooperation",
            "the North unites",
            "the North divides",
        ),
        Outcome(
            _RELATION,
            f"mean(relation_jpn_kor, {_LATE})",
            "warmer",
            "cooler",
            "the North unites",
            "the North divides",
        ),
    ),
    direct=(
        Term(
            {"parameters.test_joint": 0.0, "parameters.test_split": 0.0},
            "a test × the minimum, and × the difference, of the two records of deterring (E7.6)",
        ),
        Term(
            {"switches.threat_overlap": False},
            "threat × the record of deterring in the overlap of dangers (E7.1), which has no "
            "parameter of its own: off, the overlap is ½",
        ),
        Term(
            {"parameters.split_toll": 0.0},
            "talks × the difference of the two records of deterring (E10.8)",
        ),
        Term(
            {"parameters.need_of_beijing": 0.0},
            "threat × the record of not deterring in alignment on China (E9.9)",
        ),
    ),
    alone=(
        Term(
            {"parameters.engage_threat": 0.0},
            "the push of the threat to deter (E10.4)",
        ),
        _FEARS,
        _WARY,
        Term(
            {"parameters.reassurance": 0.0},
            "reliability added by brokerage × capability (E8.5)",
        ),
        Term(
            {"parameters.message_gain": 0.0},
            "support from a common danger (E14.3)",
        ),
    ),
    stays=(
        "The threat enters the choice between deterring and engaging as a sum with the trait, so "
        "whether it moves an ally depends on how undecided that ally is."
    ),
)

_TENSION = Dispute(
    key="tension",
    title="US–China tension and Seoul’s alignment",
    question=(
        "Does tension between Washington and Beijing part Seoul from Tokyo (004 P10, 004 P13) or "
        "push both to one side (001 P7, 001 P11)? (T13)"
    ),
    scenario="second_trump_term",
    first="2025-01",
    last="2028-12",
    setting="",
    changes={},
    thing="US–China tension",
    contrast="tension of 0.9 less 0.3 through the window",
    low={"series.us_china_tension": 0.3},
    high={"series.us_china_tension": 0.9},
    x=Axis("Seoul’s alignment trait [0 to 1]", ("leaders.seoul.china_alignment",), 0.0, 1.0),
    y=Axis(
        "Seoul’s trade dependence on China [0 to 1]",
        ("series.china_dependence_kor",),
        0.0,
        0.9,
    ),
    outcomes=(
        Outcome(
            "Seoul’s realised alignment [0 to 1]",
            f"mean(china_alignment_kor, {_TERM})",
            "more aligned",
            "less aligned",
            "001 P7: no choice but Washington first",
            "004 P13: trade and the North hold Seoul back",
        ),
        Outcome(
            _RELATION,
            f"mean(relation_jpn_kor, {_TERM})",
            "warmer",
            "cooler",
            "001 P11: tension pushes them together",
            "004 P13: tension pulls them apart",
        ),
    ),
    direct=(
        Term(
            {"parameters.dependence_relief": 0.0},
            "tension × dependence on trade (E9.1)",
        ),
        Term(
            {"parameters.entrapment": 0.0},
            "tension × realised alignment, the fear of being dragged in (E8.3)",
        ),
        Term(
            {"parameters.flexibility_pull": 0.0, "parameters.scope_pull": 0.0},
            "tension × Washington’s demand, and × a global role (E9.1)",
        ),
        Term(
            {"parameters.ambiguity_strain": 0.0},
            "tension² × what is missing to full alignment, in the alliance (E9.4)",
        ),
        Term(
            {"parameters.displeasure": 0.0, "parameters.quad_displeasure": 0.0},
            "tension × realised alignment, and × a seat at the Quad, in ties with Beijing (E9.5)",
        ),
        Term(
            {"parameters.gap_cost": 0.0},
            "the difference of the two alignments in security and trade (E9.3)",
        ),
    ),
    alone=(
        Term(
            {"parameters.tension_pull": 0.0},
            "the pull of tension to align (E9.1)",
        ),
        Term(
            {"parameters.shield_tension": 0.0},
            "Beijing shielding Pyongyang under tension (E0.26)",
        ),
        Term(
            {"parameters.reversal_tension": 0.0},
            "the hazard of a reversal, lower under tension (E14.5)",
        ),
    ),
    stays=(
        "Tension enters the choice to align as a sum with the trait and with trade, so how far it "
        "moves Seoul depends on how undecided Seoul is."
    ),
)

_MEDIATION = Dispute(
    key="mediation",
    title="Mediation and Tokyo–Seoul relations",
    question=(
        "Does Washington’s brokerage carry the ties (001 P3, 000 P18), or nothing without allies "
        "who want it (003 P22), and can it harm (003 P14, 004 P14)? (T09, T10)"
    ),
    scenario="biden_style_mediation",
    first="2025-01",
    last="2028-12",
    setting="",
    changes={},
    thing="mediation",
    contrast="Washington’s mediation trait, 0.9 less 0.1",
    low={"leaders.washington.mediation": 0.1},
    high={"leaders.washington.mediation": 0.9},
    x=Axis(
        "Tokyo’s priority trait [0 to 1]",
        ("leaders.tokyo.neighbour_priority",),
        0.0,
        1.0,
    ),
    y=Axis(
        "Seoul’s priority trait [0 to 1]",
        ("leaders.seoul.neighbour_priority",),
        0.0,
        1.0,
    ),
    outcomes=(
        Outcome(
            _RELATION,
            f"mean(relation_jpn_kor, {_TERM})",
            "warmer",
            "cooler",
            "000 P18, 001 P3: brokerage helps",
            "003 P14, 004 P14: what is pressed for comes back",
        ),
    ),
    direct=(
        Term(
            {"parameters.regard_floor": 1.0},
            "brokerage × priority in what regard is worth, and in restraint (E2.11, E12.3): at 1 "
            "all heed alike",
        ),
        Term(
            {"parameters.mediation_warmth": 0.0},
            "brokerage × the minimum of the two records of reconciling (E2.7)",
        ),
        Term(
            {"parameters.trilateral_willing": 0.0, "parameters.trilateral_base": -3.0},
            "convening × both reconciling in meetings of the three (E2.8); they stay as likely, in "
            "log-odds, as halfway between both and not",
        ),
        Term(
            {"parameters.step_floor": 1.0},
            "meetings of the three × the minimum of the two records in what they bind (E15.3)",
        ),
        Term(
            {"parameters.convene_floor": 1.0, "parameters.building_gain": 0.0},
            "mediation × willingness in Washington’s choice to convene (E2.2)",
        ),
    ),
    alone=(
        Term(
            {"parameters.regard_gain": 0.0, "parameters.broker_restraint": 0.0},
            "regard and restraint that brokerage brings to all alike (E0.7, E12.3)",
        ),
        Term(
            {"parameters.mediation_cost_cut": 0.0, "parameters.climb_broker": 0.0},
            "the cost of conceding that brokerage cuts (E2.6), steps up that it slows (E12.4)",
        ),
    ),
    stays=(
        "Washington still brokers the more, the more the relation falls short (E2.1), so an effect "
        "may differ over the map because effort does."
    ),
)

#: By key.
DISPUTES = {one.key: one for one in (_COMMITMENT, _THREAT, _TENSION, _MEDIATION)}
