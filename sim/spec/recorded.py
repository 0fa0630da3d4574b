"""What is recorded each month, and how it is laid out for readers of results.

Flat: the stocks of `STATES` after the month, then the flows of `FLOWS`. For readers: named
variables with dims (month,), (month, dyad), (month, capital), (month, issue) or (month,
instrument).
"""

from typing import NamedTuple

from sim.spec.instruments import CHOICE_FIELDS, ISSUES
from sim.spec.levels import levels_of
from sim.spec.preferences import DYADS
from sim.spec.variables import FLOWS, STATES, Variable

__all__ = [
    *("BINS", "HISTOGRAMMED", "LABELLED", "RECORDED", "RECORDED_BY_NAME", "RECORDED_FIELDS"),
    *("Labelled", "column"),
]

#: Variables in the order of a recorded row.
RECORDED: tuple[Variable, ...] = (*STATES, *FLOWS)
RECORDED_FIELDS = tuple(variable.name for variable in RECORDED)
RECORDED_BY_NAME = {variable.name: variable for variable in RECORDED}

_COLUMN = {name: number for number, name in enumerate(RECORDED_FIELDS)}


def column(name: str) -> int:
    """Return the place of a flat variable in a recorded row.

    Examples
    --------
    >>> column("relation_chn_jpn")
    0
    """
    return _COLUMN[name]


#: Bins of a month's histogram over a variable's bounds; a level variable uses one bin per level.
BINS = 200

#: Flat variables whose distribution over replicates is kept month by month: counts in BINS bins.
HISTOGRAMMED = (
    "relation_jpn_kor",
    "relation_jpn_usa",
    "relation_kor_usa",
    "relation_chn_jpn",
    "relation_chn_kor",
    "relation_prk_usa",
    "relation_kor_prk",
    "grievance",
    "dispute",
    "trust",
    "institution",
    "security_cooperation",
    "economic_cooperation",
    "retaliation_level_jpn",
    "retaliation_level_kor",
    "favour_jpn",
    "favour_belief_jpn",
    "favour_belief_kor",
    "influence_belief",
    "concern_jpn",
    "concern_kor",
    "china_alignment_jpn",
    "china_alignment_kor",
    "approval_jpn",
    "approval_kor",
    "support_kor",
    "reliability",
    "talks_state",
    "bid_jpn",
    "bid_kor",
    "rent",
    "overlap",
    "effort",
    "settlement_event",
    "reversal_event",
    "summit_event",
    "trilateral_event",
    "triangle",
    *(f"choice_{name}" for name in CHOICE_FIELDS),
)


class Labelled(NamedTuple):
    """A variable as readers see it: its flat fields along one more dimension, or alone.

    `levels` are the words of a code's numbers; choices have none: each instrument has its own.
    """

    name: str
    dim: str
    labels: tuple[str, ...]
    fields: tuple[str, ...]
    unit: str
    meaning: str
    levels: dict[int, str]


def _place(variable: Variable) -> int:
    """Return where readers meet a variable: relations first, whether stocks or read-outs."""
    dyad = variable.name.removeprefix("relation_").replace("_", "-").upper()
    return DYADS.index(dyad) if dyad in DYADS else len(DYADS)


def _labelled() -> tuple[Labelled, ...]:
    """Group flat fields by stem: `_jpn`/`_kor` pairs, dyads, issues, instruments.

    Other fields stand alone.
    """
    grouped: dict[str, Labelled] = {}
    for variable in sorted(RECORDED, key=_place):
        name = variable.name
        if name.startswith("relation_"):
            stem, dim, label = (
                "relation",
                "dyad",
                name.removeprefix("relation_").replace("_", "-").upper(),
            )
        elif name.startswith("choice_"):
            stem, dim, label = "choice", "instrument", name.removeprefix("choice_")
        elif any(
            name == f"{head}_{issue}" for head in ("coordination", "concession") for issue in ISSUES
        ):
            stem, label = name.split("_", 1)
            dim = "issue"
        elif name == "favour_jpn":
            # Tokyo's standing is the negative of Seoul's; readers see both.
            grouped["favour"] = Labelled(
                "favour",
                "capital",
                ("JPN", "KOR"),
                ("favour_jpn", "-favour_jpn"),
                "1",
                "True standing over the other ally in Washington",
                {},
            )
            continue
        elif name.endswith(("_jpn", "_kor")):
            stem, dim, label = name[:-4], "capital", name[-3:].upper()
        else:
            grouped[name] = Labelled(
                name, "", (), (name,), variable.unit, variable.meaning, levels_of(variable)
            )
            continue
        meaning = variable.meaning.split(" (")[0] if dim == "capital" else variable.meaning
        if stem == "choice":
            meaning = "Option chosen, by number"
        elif stem == "relation":
            meaning = "Relation: -1 hostile, 1 close"
        elif dim == "issue":
            meaning = variable.meaning.rsplit(" on ", 1)[0]
        before = grouped.get(stem)
        grouped[stem] = Labelled(
            stem,
            dim,
            (*(before.labels if before else ()), label),
            (*(before.fields if before else ()), name),
            variable.unit,
            meaning,
            {} if stem == "choice" else levels_of(variable),
        )
    return tuple(grouped.values())


LABELLED = _labelled()

assert {len(DYADS), len(CHOICE_FIELDS)} == {
    len(item.fields) for item in LABELLED if item.name in ("relation", "choice")
}
