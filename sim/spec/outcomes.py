"""Outcomes: what one run is summarised by, one number each.

Declared here, computed from the recorded months by `sim.engine.outcomes`. Terminal state and
persistence are always reported together.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sim.errors import WrongKind
from sim.spec.levels import (
    NO_YES,
    RETALIATION_LEVELS,
    TALKS_STATES,
    TRIANGLE_TYPES,
    TRIANGLE_WORDS,
    is_nominal,
    key_of,
)

__all__ = [
    *("FALL", "OUTCOMES", "OUTCOME_BY_NAME", "OUTCOME_FIELDS", "OutcomeSpec", "OwnOutcome"),
    "check_mean",
]

#: A fall of Tokyo-Seoul that counts as one. Assumed: a tenth of the scale from -1 to 1, many times
#: the monthly noise.
FALL = 0.2


class OutcomeSpec(NamedTuple):
    """One outcome: name (column), unit, bounds, meaning. `kind` 'flag' is 0 or 1, 'count' whole.

    `levels` are the words of a code's numbers, from `low` on.
    """

    name: str
    unit: str
    low: float
    high: float
    kind: str
    meaning: str
    levels: tuple[str, ...] = ()

    @property
    def is_nominal(self) -> bool:
        """Whether its numbers are names of states, of which no mean says anything."""
        return is_nominal(self.levels)


def check_mean(spec: OutcomeSpec, field: str = "outcome") -> None:
    """Raise for an outcome of whose numbers a mean says nothing.

    Raises
    ------
    WrongKind
        With what to ask for instead: the share of a state.

    Examples
    --------
    >>> check_mean(OUTCOME_BY_NAME["retaliation_peak"])
    >>> check_mean(OUTCOME_BY_NAME["talks_final"])
    Traceback (most recent call last):
    sim.errors.WrongKind: outcome: found 'talks_final', a code of states, wanted what has a mean: \
ask for the share of a state, {'friends': 'last(triangle) == 0'}
    """
    if spec.is_nominal:
        wanted = "what has a mean: ask for the share of a state, {'friends': 'last(triangle) == 0'}"
        raise WrongKind(f"'{spec.name}', a code of states", wanted, field=field)


@dataclass(frozen=True)
class OwnOutcome:
    """An outcome of one's own: its measure, as text, with unit and meaning.

    A replicate that has no answer, such as the month of what never comes, is NaN.
    """

    measure: str
    unit: str = "1"
    meaning: str = ""


def _of_relation(dyad: str, label: str) -> tuple[OutcomeSpec, ...]:
    """Return the outcomes of one relation of the triangle."""
    return (
        OutcomeSpec(f"{dyad}_mean", "1", -1, 1, "level", f"Mean relation {label}"),
        OutcomeSpec(f"{dyad}_final", "1", -1, 1, "level", f"Relation {label} in the last month"),
        OutcomeSpec(
            f"{dyad}_change",
            "1",
            -2,
            2,
            "level",
            f"Change of relation {label}, last month less first",
        ),
        OutcomeSpec(f"{dyad}_low", "1", -1, 1, "level", f"Lowest relation {label}"),
        OutcomeSpec(
            f"{dyad}_low_month",
            "month",
            0,
            2000,
            "count",
            f"Months from the start to that low ({label})",
        ),
        OutcomeSpec(
            f"{dyad}_recovery",
            "month",
            0,
            2000,
            "count",
            f"Months from the low until half of the fall is regained, else to the end ({label})",
        ),
        OutcomeSpec(
            f"{dyad}_sd", "1", 0, 1, "level", f"Standard deviation over months of relation {label}"
        ),
    )


OUTCOMES = (
    *_of_relation("jpn_kor", "Japan-Korea"),
    *_of_relation("jpn_usa", "Japan-US"),
    *_of_relation("kor_usa", "Korea-US"),
    *(
        OutcomeSpec(f"share_{key_of(name)}", "1", 0, 1, "share", f"Share of months with {words}")
        for name, words in zip(TRIANGLE_TYPES, TRIANGLE_WORDS, strict=True)
    ),
    OutcomeSpec("triangle_spells", "1", 1, 2000, "count", "Number of spells of one triangle type"),
    OutcomeSpec(
        "triangle_final", "1", 0, 3, "count", "Triangle type in the last month", TRIANGLE_TYPES
    ),
    OutcomeSpec(
        "triangle_persistence", "month", 1, 2000, "count", "Months that the final type has held"
    ),
    OutcomeSpec(
        "jpn_kor_fall",
        "1",
        0,
        1,
        "flag",
        f"Japan-Korea fell by more than {FALL:g} at some month from its start",
        NO_YES,
    ),
    OutcomeSpec("bid_mean_jpn", "1", 0, 3, "level", "Mean monthly bid by Tokyo"),
    OutcomeSpec("bid_mean_kor", "1", 0, 3, "level", "Mean monthly bid by Seoul"),
    OutcomeSpec("rent_mean", "1", 0, 12, "level", "Washington's mean monthly rent"),
    OutcomeSpec(
        "share_overclaim",
        "1",
        0,
        1,
        "share",
        "Share of months in which both allies believe themselves favoured",
    ),
    OutcomeSpec(
        "coordination_tariff", "1", 0, 1, "share", "Share of months acting together on tariffs"
    ),
    OutcomeSpec(
        "coordination_basing_cost",
        "1",
        0,
        1,
        "share",
        "Share of months acting together on base costs",
    ),
    OutcomeSpec(
        "coordination_strategic_flexibility",
        "1",
        0,
        1,
        "share",
        "Share of months acting together on strategic flexibility",
    ),
    OutcomeSpec("settlements", "1", 0, 2000, "count", "Settlements reached"),
    OutcomeSpec("reversals", "1", 0, 2000, "count", "Settlements reversed"),
    OutcomeSpec("summits", "1", 0, 2000, "count", "Tokyo-Seoul summits"),
    OutcomeSpec("visits", "1", 0, 2000, "count", "Visits of one leader to the other"),
    OutcomeSpec("encounters", "1", 0, 2000, "count", "Meetings at the side of others' meetings"),
    OutcomeSpec("trilaterals", "1", 0, 2000, "count", "Meetings of the three"),
    OutcomeSpec("joint_documents", "1", 0, 2000, "count", "Joint documents"),
    OutcomeSpec("court_rulings", "1", 0, 2000, "count", "Months with a court ruling"),
    OutcomeSpec("sale_orders", "1", 0, 2000, "count", "Orders to sell Japanese firms' assets"),
    OutcomeSpec("provocations", "1", 0, 2000, "count", "Acts by Tokyo over the past"),
    OutcomeSpec("incidents", "1", 0, 2000, "count", "Acts by Seoul over territory or at sea"),
    OutcomeSpec("tests", "1", 0, 2000, "count", "Months with North Korean tests"),
    OutcomeSpec("retaliation_steps_jpn", "1", 0, 2000, "count", "Steps up the ladder by Tokyo"),
    OutcomeSpec("retaliation_steps_kor", "1", 0, 2000, "count", "Steps up the ladder by Seoul"),
    OutcomeSpec(
        "retaliation_peak",
        "1",
        0,
        3,
        "count",
        "Highest level of retaliation by either",
        RETALIATION_LEVELS,
    ),
    OutcomeSpec("institution_final", "1", 0, 1, "level", "Institutions in the last month"),
    OutcomeSpec("institution_peak", "1", 0, 1, "level", "Most that institutions came to"),
    OutcomeSpec("security_cooperation_mean", "1", 0, 1, "level", "Mean security cooperation"),
    OutcomeSpec("economic_cooperation_mean", "1", 0, 1, "level", "Mean trade and people's ties"),
    OutcomeSpec("china_alignment_mean_jpn", "1", 0, 1, "level", "Mean realised alignment of Tokyo"),
    OutcomeSpec("china_alignment_mean_kor", "1", 0, 1, "level", "Mean realised alignment of Seoul"),
    OutcomeSpec(
        "share_alignment_kor",
        "1",
        0,
        1,
        "share",
        "Share of months in which Seoul chooses alignment",
    ),
    OutcomeSpec("ambiguity_cost_mean", "1", 0, 1, "level", "Mean cost of ambiguity to Seoul"),
    OutcomeSpec("approval_mean_jpn", "1", 0, 1, "level", "Mean approval in Tokyo"),
    OutcomeSpec("approval_mean_kor", "1", 0, 1, "level", "Mean approval in Seoul"),
    OutcomeSpec("dispute_mean", "1", 0, 1, "level", "Mean active dispute"),
    OutcomeSpec("grievance_final", "1", 0, 1, "level", "Grievance in the last month"),
    OutcomeSpec(
        "talks_months", "month", 0, 2000, "count", "Months of talks or summit phase with Pyongyang"
    ),
    OutcomeSpec("deals", "1", 0, 2000, "count", "Deals with Pyongyang"),
    OutcomeSpec("breakdowns", "1", 0, 2000, "count", "Breakdowns of talks with Pyongyang"),
    OutcomeSpec(
        "talks_final", "1", 0, 4, "count", "State of talks in the last month", TALKS_STATES
    ),
    OutcomeSpec(
        "summit_gap",
        "month",
        0,
        2000,
        "count",
        "Longest run of months without a Tokyo-Seoul summit",
    ),
)

OUTCOME_FIELDS = tuple(outcome.name for outcome in OUTCOMES)
OUTCOME_BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
