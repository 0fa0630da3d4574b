"""Which signs a null may flip: those of coefficients that are not built in.

A **signed coefficient** multiplies something in a sum, so that its sign says which way that pushes:
the weight of a term in a utility or in log-odds, or the effect of an event or a choice on a stock.
The registry tells: numbers of kind 'positive' or 'free', and those whose size is argued as an
effect (EFFECT). Left out are

* constants of a sum (`_CONSTANT`): they multiply nothing, so they say how often and not which way;
* a coefficient of 0, which has no sign;
* what stands outside the sum (`OUTSIDE`), each with its reason.

It is **built in** where an article states it, as its source says by article and paragraph, or where
an arm of a claim of kind 'direct' sets it: then the term is the claim.

Owners do not count: every mechanism owns a direct claim, and by its owner's claim every term of a
mechanism would be built in.
"""

import re
from collections.abc import Sequence

from sim.spec.override_key import bare
from sim.spec.parameters import PARAMETERS, ParameterSpec
from sim.spec.parameters.declaration import EFFECT
from sim.study.claims.table import Claim, claims

__all__ = ["ALSO", "OUTSIDE", "built_in", "flippable", "is_signed"]

#: Endings of the names of constants.
_CONSTANT = ("_base", "_cost", "_ease", "_reluctance")

#: An article's paragraph, as sources name it.
_PARAGRAPH = re.compile(r"\b00[0-4] P\d")

#: Parameters of such a kind that are no coefficient of a term, by the start of their name.
OUTSIDE = {
    "rationality_": "scales all of a capital's utilities: below 0 it would turn every choice over",
    "contest_decisiveness": "an exponent: below 0 the smaller bid would win every contest",
}

#: Signed coefficients whose kind is that of a share.
ALSO = {
    "favour_comfort": "believed favour on fear",
    "shock_resentment": "a shock on public support",
}


def is_signed(parameter: ParameterSpec) -> bool:
    """Return whether a parameter is a signed coefficient of a term.

    Examples
    --------
    >>> from sim.spec.parameters import PARAMETERS
    >>> of = {one.name: one for one in PARAMETERS}
    >>> [is_signed(of[name]) for name in ("trade_restraint", "climb_lead", "contest_feed")]
    [True, True, True]
    >>> [is_signed(of[name]) for name in ("contest_cost", "rationality_kor", "memory_gain")]
    [False, False, False]
    """
    weight = parameter.kind in ("positive", "free") or EFFECT in parameter.source
    constant = parameter.name.endswith(_CONSTANT) or parameter.name.startswith(tuple(OUTSIDE))
    moves = parameter.default != 0.0 and parameter.prior[1] > parameter.prior[0]
    return parameter.name in ALSO or (weight and moves and not constant)


def built_in(parameter: ParameterSpec, known: Sequence[Claim]) -> bool:
    """Return whether an article states a parameter, or an arm of a direct claim sets it.

    Parameters
    ----------
    known : all claims
    """
    return bool(_PARAGRAPH.search(parameter.source)) or parameter.name in {
        bare(key).removeprefix("parameters.")
        for claim in known
        if claim.kind == "direct"
        for arm in claim.statement.arms.values()
        for key in arm.changes
    }


def flippable(known: Sequence[Claim] | None = None) -> tuple[str, ...]:
    """Return the signed coefficients that are not built in, in the order of their tables.

    Parameters
    ----------
    known : all claims; those that ship if not said

    Examples
    --------
    Warmth from a visit is assumed; warmth from a settlement is stated (003 P11).

    >>> found = flippable()
    >>> "summit_warmth" in found, "settlement_warmth" in found
    (True, False)
    """
    known = claims() if known is None else known
    return tuple(one.name for one in PARAMETERS if is_signed(one) and not built_in(one, known))
