"""Who decides, and the traits that their leaders bring.

A trait is a preference in [0, 1] (pressure tilt in [-1, 1]) of the leader who holds a capital. It
acts on the world only through that capital's utilities and the options it then chooses.
"""

from typing import NamedTuple

__all__ = [
    *("CAPITALS", "DYADS", "ISO", "LEADERS", "TRAITS", "TRAIT_FIELDS"),
    *("TRAIT_BY_NAME", "TraitSpec", "traits_of"),
]

#: Capital by name, with the country's ISO 3166 code that results use.
ISO = {
    "washington": "USA",
    "tokyo": "JPN",
    "seoul": "KOR",
    "beijing": "CHN",
    "pyongyang": "PRK",
}
CAPITALS = tuple(ISO)

#: The ten dyads, alphabetical by ISO code.
DYADS = (
    "CHN-JPN",
    "CHN-KOR",
    "CHN-PRK",
    "CHN-USA",
    "JPN-KOR",
    "JPN-PRK",
    "JPN-USA",
    "KOR-PRK",
    "KOR-USA",
    "PRK-USA",
)

#: Leaders that the shipped worlds know, by capital. `next_*` are leaders yet unknown.
LEADERS = {
    "washington": ("obama", "trump_1", "biden", "trump_2", "next_washington"),
    "tokyo": ("noda", "abe", "suga", "kishida", "ishiba", "takaichi", "next_tokyo"),
    "seoul": (
        "lee_myung_bak",
        "park",
        "moon",
        "yoon",
        "acting",
        "lee_jae_myung",
        "next_seoul",
        "later_seoul",
    ),
    "beijing": ("xi",),
    "pyongyang": ("kim",),
}


class TraitSpec(NamedTuple):
    """One trait: symbol in MODEL.md, bounds, capitals whose leaders have it, meaning."""

    name: str
    symbol: str
    low: float
    high: float
    capitals: tuple[str, ...]
    meaning: str


_ALLIES = ("tokyo", "seoul")
_US = ("washington",)

#: Traits in a fixed order. Beijing and Pyongyang have none: the articles give them no inner
#: preferences, so both react to structural series (`beijing_pressure`, `pyongyang_resolve`).
TRAITS = (
    TraitSpec("mediation", "m", 0, 1, _US, "Readiness to broker between Tokyo and Seoul."),
    TraitSpec("loyalty_reward", "ℓ", 0, 1, _US, "Readiness to reward the more loyal ally."),
    TraitSpec("burden_demand", "β", 0, 1, _US, "Readiness to demand tariffs, costs, flexibility."),
    TraitSpec("pressure_tilt", "ψ", -1, 1, _US, "Tilt of pressure: + on Tokyo, - on Seoul."),
    TraitSpec(
        "neighbour_priority",
        "κ",
        0,
        1,
        _US + _ALLIES,
        "Priority of Tokyo-Seoul cooperation (for Washington: how much it values it).",
    ),
    TraitSpec("rivalry", "χ", 0, 1, _ALLIES, "Propensity to bid against the neighbour."),
    TraitSpec(
        "china_alignment",
        "α",
        0,
        1,
        _US + _ALLIES,
        "0 strategic ambiguity, 1 alignment against China (for Washington: will to compete).",
    ),
    TraitSpec(
        "deterrence", "δ", 0, 1, _US + _ALLIES, "Toward the North: 0 engagement, 1 deterrence."
    ),
    TraitSpec(
        "history_hard_line",
        "η",
        0,
        1,
        _ALLIES,
        "Stance on history: 0 conciliatory, 1 revisionist or insisting.",
    ),
    TraitSpec("global_scope", "γ", 0, 1, _US + _ALLIES, "0 peninsula-centred, 1 global role."),
)

TRAIT_BY_NAME = {trait.name: trait for trait in TRAITS}

#: Fields of the record `Trait`, as (field, capital, trait), by capital in the order of TRAITS.
TRAIT_FIELDS = tuple(
    (f"{ISO[capital].lower()}_{trait.name}", capital, trait.name)
    for capital in ("washington", "tokyo", "seoul")
    for trait in TRAITS
    if capital in trait.capitals
)


def traits_of(capital: str) -> tuple[str, ...]:
    """Return the names of the traits that a capital's leaders have.

    Examples
    --------
    >>> "mediation" in traits_of("washington"), traits_of("beijing")
    (True, ())
    """
    return tuple(trait.name for trait in TRAITS if capital in trait.capitals)
