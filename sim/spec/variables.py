"""Every quantity of a month, declared once: name, symbol, unit, bounds, meaning, equation.

`STATES` are what one month hands to the next beside last choices and beliefs, `FLOWS` what happens
within a month, `INPUTS` what a world gives from outside. Checks, dataset attributes, axis labels,
the tables in MODEL.md and the records of `sim.spec.records` derive from the lists here.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sim.spec.instruments import BELIEF_FIELDS, CHOICE_FIELDS, INSTRUMENTS, ISSUES
from sim.spec.levels import (
    FORK_LEVELS,
    NO_YES,
    QUAD_LEVELS,
    RETALIATION_LEVELS,
    TALKS_STATES,
    TRIANGLE_TYPES,
    TRIANGLE_WORDS,
    spelt,
)
from sim.spec.preferences import DYADS

__all__ = [
    "FLOWS",
    "INPUTS",
    "SERIES",
    "STATES",
    "STATE_FIELDS",
    "Variable",
]


class Variable(NamedTuple):
    """One quantity of a month.

    `kind` is 'stock', 'level' (whole numbers) or 'rate'; `equation` is its number in MODEL.md.
    `levels` are the words of a code's numbers, from `low` on.
    """

    name: str
    symbol: str
    low: float
    high: float
    meaning: str
    equation: str = ""
    kind: str = "stock"
    unit: str = "1"
    levels: tuple[str, ...] = ()


def _pair(
    stem: str, symbol: str, low: float, high: float, meaning: str, equation: str, **more: Any
) -> tuple[Variable, ...]:
    """Declare a quantity of both allies: `<stem>_jpn` and `<stem>_kor`."""
    return tuple(
        Variable(
            f"{stem}_{iso}", f"{symbol}_{mark}", low, high, f"{meaning} ({who})", equation, **more
        )
        for iso, mark, who in (("jpn", "T", "Tokyo"), ("kor", "S", "Seoul"))
    )


def _flag(name: str, symbol: str, meaning: str, equation: str) -> Variable:
    """Declare a quantity that is 0 or 1."""
    return Variable(name, symbol, 0, 1, meaning, equation, "level", levels=NO_YES)


#: Relations that nothing rests on: read from the record, and no stocks.
_SHOWN = ("CHN-PRK", "CHN-USA", "JPN-PRK", "KOR-PRK", "PRK-USA")


def _relations(dyads: Iterable[str], **more: Any) -> tuple[Variable, ...]:
    """Declare the relations of some dyads."""
    return tuple(
        Variable(
            f"relation_{dyad.lower().replace('-', '_')}",
            f"r_{dyad}",
            -1,
            1,
            f"Relation of {dyad}: -1 hostile, 1 close",
            "E1",
            **more,
        )
        for dyad in dyads
    )


#: Stocks that the mechanisms move; the beliefs and last month's choices follow in `STATE_FIELDS`.
STATES = (
    *_relations(dyad for dyad in DYADS if dyad not in _SHOWN),
    Variable("grievance", "G", 0, 1, "Unresolved grievance over the past", "E20"),
    Variable("dispute", "H", 0, 1, "Active history dispute", "E11"),
    Variable("litigation", "J", 0, 1, "Pending court pressure on Japanese firms' assets", "E11"),
    Variable("case_law", "J_l", 0, 1, "Precedent that Korean courts keep to", "E11"),
    _flag("settlement_force", "z", "A settlement is in force", "E20"),
    Variable("settlement_quality", "q", 0, 1, "Quality of the settlement in force", "E20"),
    Variable("settlement_legitimacy", "q_v", 0, 1, "Its acceptance by victims and publics", "E20"),
    Variable("settlement_tilt", "q_t", -1, 1, "Its tilt: + favours Tokyo, - Seoul", "E20"),
    Variable("settlement_ideology", "y_z", 0, 1, "Ideology of the Seoul leader who made it", "E14"),
    _flag("settlement_inherited", "y_p", "Seoul's leader found it in force", "E20"),
    Variable("reversal_count", "n", 0, 100, "Settlements that Seoul has reversed", "E20", "level"),
    Variable("pledge", "P", 0, 1, "Seoul's pledge to uphold what predecessors settled", "E17"),
    *_pair(
        "retaliation_level",
        "L",
        0,
        3,
        f"Retaliation ladder: {spelt(RETALIATION_LEVELS)}",
        "E12",
        kind="level",
        levels=RETALIATION_LEVELS,
    ),
    Variable("trust", "τ", 0, 1, "Trust between Tokyo and Seoul", "E15"),
    Variable("institution", "I", 0, 1, "Trilateral and bilateral institutions", "E15"),
    Variable("rapport", "R", 0, 1, "Rapport of the two leaders in office", "E13"),
    Variable(
        "summit_memory",
        "M",
        0,
        1,
        "Freshness of the last summit: 1 after a visit, halved monthly",
        "E13",
    ),
    *_pair(
        "tenure", "t", 0, 1200, "Months the leader has served", "E17", kind="level", unit="month"
    ),
    _flag("dialogue", "D", "Working-level security dialogue runs", "E12"),
    _flag("exercise", "X", "Trilateral exercises are held", "E12"),
    Variable(
        "quad",
        "K",
        0,
        2,
        f"Seoul and the Quad: {spelt(QUAD_LEVELS)}",
        "E9",
        "level",
        levels=QUAD_LEVELS,
    ),
    Variable("security_cooperation", "Q_s", 0, 1, "Tokyo-Seoul security cooperation", "E7"),
    Variable("economic_cooperation", "Q_e", 0, 1, "Tokyo-Seoul trade and society ties", "E18"),
    *_pair("threat_chn", "θ_B", 0, 1, "Perceived threat from China", "E7"),
    Variable("threat_prk", "θ_P", 0, 1, "Perceived threat from North Korea", "E7"),
    Variable("capability_prk", "c_P", 0, 1, "North Korean nuclear and missile capability", "E8"),
    Variable("reliability", "ρ", 0, 1, "Reliability of US extended deterrence", "E8"),
    Variable("favour_jpn", "F_T", -1, 1, "Tokyo's true standing over Seoul in Washington", "E3"),
    *_pair("favour_belief", "f̂", -1, 1, "Own standing over the other, as believed", "E4"),
    Variable("influence", "φ_S", 0, 1, "Seoul's true influence in Washington", "E5"),
    Variable("influence_belief", "φ̂_S", 0, 1, "Seoul's influence as it believes", "E5"),
    Variable(
        "fork",
        "k_S",
        -1,
        1,
        f"Seoul after a letdown: {spelt(FORK_LEVELS, low=-1)}",
        "E5",
        "level",
        levels=FORK_LEVELS,
    ),
    *_pair("concern", "u", 0, 1, "Fear that the other ally turns hostile", "E17"),
    *_pair("china_alignment", "a", 0, 1, "Realised alignment against China", "E9"),
    *_pair("approval", "A", 0, 1, "Approval of the leader", "E14"),
    *_pair("support", "S", 0, 1, "Public support for reconciling with the neighbour", "E14"),
    Variable(
        "talks_state",
        "T_P",
        0,
        4,
        f"US-North Korea: {spelt(TALKS_STATES)}",
        "E10",
        "level",
        levels=TALKS_STATES,
    ),
)

#: What one month hands to the next: stocks, last choices (`chosen_*`), beliefs (`belief_*`).
STATE_FIELDS = (
    tuple(variable.name for variable in STATES)
    + tuple(f"chosen_{name}" for name in CHOICE_FIELDS)
    + tuple(field for field, _, _ in BELIEF_FIELDS)
)

_CHOICES = tuple(
    Variable(
        f"choice_{instrument.name}",
        f"x_{instrument.name}",
        0,
        len(instrument.options) - 1,
        f"Option chosen: {spelt(instrument.options)}",
        "E0",
        "level",
        levels=instrument.options,
    )
    for instrument in INSTRUMENTS
)

#: What happens within a month; recorded beside the stocks.
FLOWS = (
    *_relations(_SHOWN, kind="rate"),
    *_pair("bid", "b", 0, 3, "Effort bid for Washington's favour", "E3", kind="rate"),
    Variable("rent", "w", 0, 12, "What Washington gains from bids and concessions", "E3", "rate"),
    *(
        _flag(
            f"coordination_{issue}", f"z_{issue}", f"Tokyo and Seoul act together on {issue}", "E6"
        )
        for issue in ISSUES
    ),
    *(
        Variable(
            f"concession_{issue}", f"c_{issue}", 0, 2, f"What both concede on {issue}", "E6", "rate"
        )
        for issue in ISSUES
    ),
    _flag("settlement_event", "e_q", "A settlement is reached", "E13"),
    _flag("reversal_event", "e_v", "Seoul reverses the settlement in force", "E14"),
    _flag("summit_event", "e_m", "Tokyo-Seoul leaders' meeting, of either kind", "E13"),
    _flag("visit_event", "e_m1", "One leader's visit to the other", "E13"),
    _flag("encounter_event", "e_m2", "A meeting at the side of others' meetings", "E13"),
    _flag("joint_document_event", "e_d", "The leaders issue a joint document", "E13"),
    _flag("trilateral_event", "e_3", "Washington-convened meeting of the three", "E2"),
    _flag("court_event", "e_c", "A court rules against Japanese firms", "E11"),
    _flag("sale_order_event", "e_s", "A court orders the sale of a Japanese firm's assets", "E11"),
    _flag("provocation_event", "e_p", "An act by Tokyo over the past", "E11"),
    _flag("incident_event", "e_i", "An act by Seoul over territory or at sea", "E11"),
    Variable(
        "friction_event", "e_o", 0, 3, "Heritage, territory and textbook frictions", "E11", "level"
    ),
    _flag("test_event", "e_n", "A month with North Korean tests", "E10"),
    _flag("remark_event", "e_r", "Washington remarks on the allies' quarrel", "E6"),
    *_pair(
        "escalation_event",
        "e_L",
        0,
        1,
        "A step up the retaliation ladder",
        "E12",
        kind="level",
        levels=NO_YES,
    ),
    Variable("effort", "e_W", 0, 1, "Washington's brokerage as seen in its record", "E2"),
    Variable("overlap", "Ω", 0, 1, "Overlap of the two allies' threat pictures", "E7"),
    Variable("link", "Λ", 0, 1, "How far Washington links its two allies", "E1"),
    *_pair("priority", "κ*", 0, 1, "Priority of the neighbour after package and influence", "E19"),
    *_pair("fear", "f_a", 0, 1, "Fear of abandonment by Washington", "E8"),
    Variable("ambiguity_cost", "c_a", 0, 1, "Cost to Seoul of strategic ambiguity", "E9"),
    Variable(
        "crisis_support",
        "p_s",
        0,
        1,
        "Chance that Tokyo supports the US in a peninsula crisis",
        "E8",
        "rate",
    ),
    Variable(
        "triangle",
        "Δ",
        0,
        3,
        f"US-Japan-Korea: {spelt(TRIANGLE_WORDS)}",
        "E1",
        "level",
        levels=TRIANGLE_TYPES,
    ),
    *_CHOICES,
)

#: What a world gives from outside, month by month.
INPUTS = (
    Variable("us_china_tension", "C", 0, 1, "US-China tension"),
    Variable("china_dependence_jpn", "d_T", 0, 1, "China's share of Japan's trade"),
    Variable("china_dependence_kor", "d_S", 0, 1, "China's share of South Korea's trade"),
    Variable("beijing_pressure", "p_B", 0, 1, "Beijing's maritime and economic pressure"),
    Variable("pyongyang_resolve", "v_P", 0, 1, "Pyongyang's resolve against denuclearisation"),
    Variable("issue_separation", "s", 0, 1, "How far China and North Korea are seen as two issues"),
    Variable("peninsula_salience", "π", 0, 1, "Strategic salience of the peninsula"),
    Variable(
        "ideology_kor", "y_S", 0, 1, "Seoul leader as seen on entry: 0 conservative, 1 progressive"
    ),
    Variable(
        "ideology_jpn",
        "y_T",
        0,
        1,
        "Tokyo leader as seen on entry: 0 liberal on history, 1 nationalist",
    ),
    Variable("vacuum_kor", "v", 0, 1, "An acting leader governs in Seoul", kind="level"),
    Variable("turnover_jpn", "o_T", 0, 1, "A new leader in Tokyo", kind="level"),
    Variable("turnover_kor", "o_S", 0, 1, "A new leader in Seoul", kind="level"),
    Variable("given_court", "", 0, 1, "Court ruling given this month (size)"),
    Variable("generate_court", "", 0, 1, "Court rulings come from their hazard", kind="level"),
    Variable("given_provocation", "", 0, 1, "Tokyo provocation given this month (size)"),
    Variable("generate_provocation", "", 0, 1, "Provocations come from their hazard", kind="level"),
    Variable("given_sale_order", "", 0, 1, "Order to sell assets given this month (size)"),
    Variable(
        "generate_sale_order", "", 0, 1, "Orders to sell come from their hazard", kind="level"
    ),
    Variable("given_incident", "", 0, 1, "Act by Seoul given this month (size)"),
    Variable("generate_incident", "", 0, 1, "Acts by Seoul come from their hazard", kind="level"),
    Variable("given_friction", "", 0, 3, "Other frictions given this month (number)"),
    Variable("generate_friction", "", 0, 1, "Other frictions come from their hazard", kind="level"),
    Variable("given_test", "", 0, 1, "North Korean tests given this month (size)"),
    Variable("generate_test", "", 0, 1, "Tests follow Pyongyang's choice to provoke", kind="level"),
    Variable("given_remark", "", 0, 1, "Patron remark given this month (size)"),
    Variable("generate_remark", "", 0, 1, "Patron remarks come from their hazard", kind="level"),
    Variable("given_settlement", "", 0, 1, "Settlement given this month, with this quality"),
    Variable(
        "generate_settlement",
        "",
        0,
        1,
        "Settlements come from choices and a hazard",
        kind="level",
    ),
    Variable(
        "given_talks",
        "",
        -1,
        4,
        "US-North Korea talks put in this state; -1 leaves them",
        kind="level",
    ),
    Variable("generate_talks", "", 0, 1, "Talks follow choices and hazards", kind="level"),
)

_MADE_ELSEWHERE = ("ideology_", "vacuum_", "turnover_", "given_", "generate_")

#: Inputs that a world gives as a structural series, by name. Calendar and events make the others.
SERIES = {spec.name: spec for spec in INPUTS if not spec.name.startswith(_MADE_ELSEWHERE)}
