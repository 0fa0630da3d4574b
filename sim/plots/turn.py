"""Turns of one history in words: the months that moved its path most, and what happened in them."""

import pandas as pd

from sim.analysis import choice_spells, largest_moves
from sim.errors import WrongKind
from sim.plots.finding import small
from sim.plots.kind import Trajectories
from sim.plots.telling import choice_words, event_words

__all__ = ["TELLING", "signed_plain", "turns"]

_SAID = 2  # events of a month that words tell

#: Events that words tell, the first that is there first; a row of frictions is no turn.
TELLING = (
    *("settlement_event", "summit_event", "joint_document_event", "trilateral_event"),
    *("reversal_event", "court_event", "sale_order_event", "provocation_event", "incident_event"),
)


def turns(
    one: Trajectories, events: pd.DataFrame, story: pd.DataFrame | None, most: int
) -> list[tuple[str, str]]:
    """Return what words tell: the months that moved the path most, and what happened in them."""
    if story is not None:
        lost = [name for name in ("month", "words") if name not in story]
        if lost:
            raise WrongKind(
                f"a table without {', '.join(lost)}",
                "the table of sim.story",
                place="history",
                field="story",
            )
    moves = largest_moves(one, "relation_jpn_kor", most)
    found = []
    for month, row in moves.iterrows():
        when = pd.Timestamp(str(month))
        there = set(events.loc[events["month"] == when, "event"])
        happened = [small(event_words(event)) for event in TELLING if event in there]
        if story is not None:
            same = story[pd.DatetimeIndex(story["month"]) == when]
            happened = [small(str(words).rstrip(".")) for words in same["words"]]
        side = "rises" if row["change"] > 0 else "falls"
        number = f"{abs(float(row['change'])):.2f}"
        text = f"the relation {side} by {number}, to {signed_plain(float(row['value']))}"
        spells = choice_spells(one, ["jpn_neighbour", "kor_neighbour"])
        chosen = spells[(spells["first"] <= when) & (spells["last"] >= when)]
        tokyo, seoul = (
            choice_words(str(spell["instrument"]), str(spell["option"]))
            for spell in chosen.to_dict("records")
        )
        did = f"Tokyo {tokyo} and Seoul {seoul}"
        if tokyo == seoul:
            did = f"Tokyo and Seoul both {tokyo.removesuffix('s')}"
        parts = [*happened[:_SAID], did, text]
        found.append((_month(when), "; ".join(part for part in parts if part)))
    return found


def _month(month: pd.Timestamp) -> str:
    return f"{month:%Y-%m}"


def signed_plain(value: float) -> str:
    """Return a number with two places and a true minus.

    Examples
    --------
    >>> signed_plain(-0.25)
    '−0.25'
    """
    return f"{value:.2f}".replace("-", "−")
