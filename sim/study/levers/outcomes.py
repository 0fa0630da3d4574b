"""What levers are measured on here, and which of them are crossed."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from sim.methods import sensitivity
from sim.methods.sensitivity import Factor, Lever, LeverOutcome, Pair
from sim.spec.preferences import traits_of

__all__ = ["OUTCOMES", "TIES", "Asked", "pairs_of"]

#: Ties first: what the project asks about most.
OUTCOMES = (
    LeverOutcome("jpn_kor_mean", "Tokyo–Seoul, mean", ("jpn_kor_mean",)),
    LeverOutcome("jpn_kor_final", "Tokyo–Seoul, last month", ("jpn_kor_final",)),
    LeverOutcome("jpn_usa_mean", "Japan–US, mean", ("jpn_usa_mean",)),
    LeverOutcome("kor_usa_mean", "Korea–US, mean", ("kor_usa_mean",)),
    LeverOutcome("chn_kor_mean", "Seoul–Beijing, mean", (), "relation_chn_kor", "mean"),
    LeverOutcome("chn_kor_final", "Seoul–Beijing, last month", (), "relation_chn_kor", "last"),
    LeverOutcome("bids", "bids of both, mean", ("bid_mean_jpn", "bid_mean_kor")),
    LeverOutcome("rent_mean", "Washington’s rent, mean", ("rent_mean",)),
    LeverOutcome("institution_final", "institutions, last month", ("institution_final",)),
    LeverOutcome("summits", "summits, count", ("summits",)),
    LeverOutcome(
        "acting_together",
        "acting together, months’ share over three issues",
        ("coordination_tariff", "coordination_basing_cost", "coordination_strategic_flexibility"),
    ),
)

#: What traits are crossed on.
TIES = next(one for one in OUTCOMES if one.name == "jpn_kor_final")

_SIDES = {"washington": ("washington",), "allies": ("tokyo", "seoul")}


@dataclass(frozen=True)
class Asked(sensitivity.Asked):
    """What all levers share, measured on `OUTCOMES` and crossed on `TIES`."""

    outcomes: tuple[LeverOutcome, ...] = OUTCOMES
    crossed_on: str = TIES.name


def pairs_of(levers: Sequence[Lever]) -> tuple[Pair, ...]:
    """Return the pairs of Washington's traits, and those of Washington's with the allies'.

    A trait takes part if it is among the levers; the allies', if both capitals' are.

    Examples
    --------
    >>> from sim.methods.sensitivity import levers
    >>> len(pairs_of(levers())), pairs_of(levers()[:2])[0].name
    (76, 'washington_mediation-washington_loyalty_reward')
    """
    there = {one.key: (one.low, one.high) for one in levers}
    factors: dict[str, list[Factor]] = {side: [] for side in _SIDES}
    for side, capitals in _SIDES.items():
        for trait in traits_of(capitals[0]):
            keys = tuple(f"leaders.{capital}.{trait}" for capital in capitals)
            if there.keys() >= set(keys):
                factors[side].append(Factor(f"{side}.{trait}", keys, there[keys[0]]))
    own, allies = factors.values()
    both = [*itertools.combinations(own, 2), *itertools.product(own, allies)]
    return tuple(Pair(first, second) for first, second in both)
