"""M01 Hub and spokes: the two US alliances come first, the neighbours' tie second.  E1.

Cha (2010) on the powerplay behind the hub-and-spokes system; Heider balance for the pull of a
triad; Dittmer (1981) for the four triangles. Articles: 001 P3, 004 P13, 003 P32.
"""

from sim.mechanisms.arithmetic import clip, kernel, where
from sim.spec.levels import TRIANGLE
from sim.spec.records import Parameter

__all__ = [
    "alliance_anchor",
    "alliance_base",
    "balance",
    "classify_triangle",
    "link",
    "neighbour_weight",
    "steadiness",
]


@kernel
def link(on: bool, effort: float, reward: float, institution: float, p: Parameter) -> float:
    """Return how far Washington links its two allies, in [0, 1]; 0 when off."""
    brokered = effort * (1.0 - reward) + p.link_floor * institution
    return where(on, clip(brokered, 0.0, 1.0), 0.0)


@kernel
def balance(
    on: bool,
    linked: float,
    relation_jpn_usa: float,
    relation_kor_usa: float,
    relation_jpn_kor: float,
    p: Parameter,
) -> float:
    """Return the monthly pull of structural balance on Tokyo-Seoul; 0 when off.

    The pull closes the gap between the neighbours' tie and the product of the two alliances, as far
    as Washington links them.
    """
    gap = relation_jpn_usa * relation_kor_usa - relation_jpn_kor
    return where(on, p.balance_pull * linked * gap, 0.0)


@kernel
def neighbour_weight(on: bool, p: Parameter) -> float:
    """Return the weight of the neighbour in an ally's utility, the ally axis having 1.

    Off, it is 1.
    """
    return where(on, p.neighbour_weight, 1.0)


@kernel
def steadiness(on: bool, p: Parameter) -> float:
    """Return the share of a relation's noise that reaches an alliance, in [0, 1]; 1 when off."""
    return where(on, p.alliance_noise, 1.0)


@kernel
def alliance_base(on: bool, base: float, p: Parameter) -> float:
    """Return the level to which an alliance returns.

    Off, it is the base of the neighbours' own tie.
    """
    return where(on, base, p.relation_base_jpn_kor)


@kernel
def alliance_anchor(on: bool, p: Parameter) -> float:
    """Return the monthly rate of that return; off, the rate of the neighbours' tie."""
    return where(on, p.alliance_anchor, p.relation_rate)


@kernel
def classify_triangle(
    relation_jpn_usa: float, relation_kor_usa: float, relation_jpn_kor: float
) -> float:
    """Return Dittmer's triangle from the signs of its sides, a side being amity above 0.

    Ménage à trois: three amities. Romantic triangle: two amities, a pivot courted by rivals. Stable
    marriage: one amity. Unit veto: none. Each amity less is one type further.
    """
    amity = (
        where(relation_jpn_usa > 0.0, 1.0, 0.0)
        + where(relation_kor_usa > 0.0, 1.0, 0.0)
        + where(relation_jpn_kor > 0.0, 1.0, 0.0)
    )
    return TRIANGLE.unit_veto - amity
