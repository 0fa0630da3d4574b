"""What a month makes on its way: quantities that one part of it hands to the next.

No result keeps them and no month passes them on. They are declared like the others, so that each
has its bounds and its meaning, and the schedule can be read: what both allies look like, what the
record shows, what happens, what is conceded, how relations end.
"""

from sim.spec.instruments import ISSUES
from sim.spec.levels import NO_YES, RETALIATION_LEVELS, TALKS_STATES
from sim.spec.parameters import BOUNDS, PARAMETER_BY_NAME
from sim.spec.preferences import TRAIT_BY_NAME
from sim.spec.variables import FLOWS, INPUTS, STATES, Variable

__all__ = ["ALLY", "CONCESSION", "HAPPENING", "MEETING", "RECORD", "RELATIONS", "SHOWN"]

_RECORDED = {variable.name: variable for variable in (*STATES, *FLOWS, *INPUTS)}


def _share(name: str, meaning: str, equation: str) -> Variable:
    """Declare a quantity in [0, 1]."""
    return Variable(name, "", 0, 1, meaning, equation, "rate")


def _flag(name: str, meaning: str, equation: str) -> Variable:
    """Declare a quantity that is 0 or 1."""
    return Variable(name, "", 0, 1, meaning, equation, "level", levels=NO_YES)


def _renamed(name: str, of: str) -> Variable:
    """Return a declared quantity under the name that it has within the month."""
    return _RECORDED[of]._replace(name=name, symbol="")


def _own(name: str, stem: str = "", meaning: str = "") -> Variable:
    """Return what is declared for both allies as one of them has it: without whose it is."""
    both = _RECORDED[f"{stem or name}_jpn"]
    own = meaning or both.meaning.split(" (")[0]
    return both._replace(name=name, symbol="", meaning=own)


def _trait(name: str) -> Variable:
    trait = TRAIT_BY_NAME[name]
    return Variable(name, "", trait.low, trait.high, trait.meaning.rstrip(".").split(" (")[0])


def _role(name: str) -> Variable:
    """Return a parameter that each ally has for itself."""
    role = PARAMETER_BY_NAME[f"{name}_jpn"]
    meaning = role.meaning.replace("Tokyo's", "its")
    return Variable(name, "", *BOUNDS[role.kind], meaning[0].upper() + meaning[1:])


def _last(name: str) -> Variable:
    chosen = _RECORDED[f"choice_jpn_{name}"]
    return chosen._replace(
        name=f"chosen_{name}", symbol="", meaning=chosen.meaning.replace("chosen", "last chosen")
    )


#: One ally as the record shows it at the start of a month. Traits are its leader's own.
ALLY = (
    *map(_trait, ("neighbour_priority", "rivalry", "china_alignment", "deterrence")),
    *map(_trait, ("history_hard_line", "global_scope")),
    _own("retaliation_level"),
    _own("threat_chn"),
    _own("favour_belief"),
    Variable("tilted_against", "", -1, 1, "How far a settlement in force favours the other", "E3"),
    _own("concern"),
    _own("alignment", "china_alignment"),
    *map(_own, ("approval", "support", "tenure")),
    _share("sees_reconcile", "Believed frequency with which it reconciles", "E0"),
    _share("sees_contest", "Believed frequency with which it contests", "E0"),
    _share("sees_bid", "Believed frequency with which it bids in Washington", "E0"),
    _share("sees_coordinate", "Believed frequency with which it coordinates in Washington", "E0"),
    _share("sees_deter", "Believed frequency with which it deters the North", "E0"),
    *map(_last, ("neighbour", "washington", "china", "pyongyang")),
    _share("sees_pressed", "Believed frequency with which Washington presses it", "E0"),
    _share("sees_courted", "Believed frequency with which Beijing courts it", "E0"),
    _share("sees_coerced", "Believed frequency with which Beijing coerces it", "E0"),
    _own("china_dependence", meaning="China's share of its trade"),
    _own(
        "ideology",
        meaning="Its leader as seen on entry: in Tokyo 0 liberal on history, 1 nationalist; "
        "in Seoul 0 conservative, 1 progressive",
    ),
    _own("turnover", meaning="A new leader"),
    _role("package_weight"),
    *(_role(f"{issue}_exposure") for issue in ISSUES),
    *map(_role, ("china_threat_weight", "design_burden")),
)

#: What the record shows at the start of a month, by mechanism.
RECORD = (
    _renamed("effort", "effort"),
    _share("pressed_tokyo", "How often the record shows Washington pressing Tokyo", "E2"),
    _share("pressed_seoul", "How often the record shows Washington pressing Seoul", "E2"),
    _share("reward", "How often the record shows Washington rewarding relative loyalty", "E3"),
    Variable("prize", "", 0, 20, "Prize that the allies see in Washington's favour", "E3", "rate"),
    _renamed("influence", "influence"),
    _share("common_exposure", "Mean over issues of the smaller exposure to demands", "E6"),
    _share("wedge", "Mean over issues of the gap between the two exposures", "E6"),
    _renamed("overlap", "overlap"),
    _renamed("fear_jpn", "fear_jpn"),
    _renamed("fear_kor", "fear_kor"),
    _renamed("priority_jpn", "priority_jpn"),
    _renamed("priority_kor", "priority_kor"),
    _share("alignment_gap", "Share of cooperation that a gap over China costs", "E9"),
    _flag("talking", "Talks or a summit phase with Pyongyang run", "E10"),
    _share("buffer", "Share of a shock that institutions and trust absorb", "E15"),
    _share("green_light", "The leaders' common signal to bureaucracies and firms", "E13"),
    _flag("initiative", "Seoul can take initiatives: no acting leader governs", "E16"),
    _renamed("link", "link"),
)

#: Events of one month, and the choices that they turn on.
HAPPENING = (
    _flag("tokyo_reconciles", "Tokyo reconciles", "E0"),
    _flag("tokyo_contests", "Tokyo contests", "E0"),
    _flag("seoul_reconciles", "Seoul reconciles", "E0"),
    _flag("seoul_contests", "Seoul contests", "E0"),
    _flag("seoul_engages", "Seoul engages the North", "E0"),
    _share("court", "Size of the court ruling against Japanese firms; 0 none", "E11"),
    _share("sale_order", "Size of the order to sell a firm's assets; 0 none", "E11"),
    _share("provocation", "Size of the act by Tokyo over the past; 0 none", "E11"),
    _share("incident", "Size of the act by Seoul over territory or at sea; 0 none", "E11"),
    _renamed("friction", "friction_event"),
    _share("test", "Size of North Korean tests; 0 none", "E10"),
    _share("remark", "Size of Washington's remark on the allies' quarrel; 0 none", "E6"),
    _renamed("settled", "settlement_event"),
    _share("legitimacy", "Acceptance of a settlement made now", "E20"),
    Variable("tilt", "", -1, 1, "Tilt of a settlement made now: + favours Tokyo", "E20", "rate"),
    _share("quality", "Quality of a settlement made now", "E20"),
    _renamed("reversal", "reversal_event"),
    _renamed("visit", "visit_event"),
    _renamed("encounter", "encounter_event"),
    _share("met", "Weight of the month's meeting of leaders, a visit's being 1", "E13"),
    _renamed("document", "joint_document_event"),
    _renamed("trilateral", "trilateral_event"),
    Variable("level_jpn", "", 0, 3, "Tokyo's rung of retaliation after the month", "E12", "level",
             levels=RETALIATION_LEVELS),
    Variable("level_kor", "", 0, 3, "Seoul's rung of retaliation after the month", "E12", "level",
             levels=RETALIATION_LEVELS),
    Variable("talks_state", "", 0, 4, "US-North Korea after the month", "E10", "level",
             levels=TALKS_STATES),
    _renamed("bid_jpn", "bid_jpn"),
    _renamed("bid_kor", "bid_kor"),
    *(_renamed(f"{issue}_together", f"coordination_{issue}") for issue in ISSUES),
)  # fmt: skip

#: The two leaders' meeting.
MEETING = (
    _renamed("visit", "visit_event"),
    _renamed("encounter", "encounter_event"),
    _share("weight", "What the meeting counts, a visit's being 1", "E13"),
)

#: What the month's demands are yielded: by issue, then by ally.
CONCESSION = (
    *(_renamed(issue, f"concession_{issue}") for issue in ISSUES),
    Variable("by_tokyo", "", 0, 3, "What Tokyo concedes on all issues", "E6", "rate"),
    Variable("by_seoul", "", 0, 3, "What Seoul concedes on all issues", "E6", "rate"),
)


def _dyads(names: tuple[str, ...]) -> tuple[Variable, ...]:
    return tuple(_renamed(name, f"relation_{name}") for name in names)


#: The relations that a month moves.
RELATIONS = _dyads(("chn_jpn", "chn_kor", "jpn_kor", "jpn_usa", "kor_usa"))

#: Relations that are read from the record after it.
SHOWN = _dyads(("chn_prk", "chn_usa", "jpn_prk", "kor_prk", "prk_usa"))
