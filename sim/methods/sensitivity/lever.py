"""What a lever is: a number that a leader brings, or a mechanism, and the two values it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.spec.preferences import TRAIT_FIELDS, TRAITS
from sim.spec.switches import SWITCHES
from sim.spec.world import World

__all__ = [
    *("Ends", "Lever", "LeverOutcome"),
    *("changes_of", "chosen", "levers", "parts_of"),
]

_BOUNDS = {trait.name: (trait.low, trait.high) for trait in TRAITS}
_LEADERS, _SWITCHES = "leaders.", "switches."


class LeverOutcome(NamedTuple):
    """What an effect is measured on.

    Attributes
    ----------
    name : str
    label : str
        Words for a table's head, with the unit.
    parts : tuple of str
        Outcomes of a run that are added up; empty if it is read from a recorded variable.
    variable, way : str
        That variable, and 'mean' over its months or its 'last' month.
    """

    name: str
    label: str
    parts: tuple[str, ...] = ()
    variable: str = ""
    way: str = ""


@dataclass(frozen=True)
class Ends:
    """Where traits are set: low and high of unit traits; the tilt goes from −tilt to tilt.

    Raises
    ------
    OutOfBounds, WrongKind
        If an end leaves its trait's bounds, or the low one is not below the high one.

    Examples
    --------
    >>> Ends().of("pressure_tilt"), Ends(low=0.2).of("rivalry")
    ((-0.5, 0.5), (0.2, 0.9))
    """

    low: float = 0.1
    high: float = 0.9
    tilt: float = 0.5

    def __post_init__(self) -> None:
        for name in ("low", "high", "tilt"):
            found = getattr(self, name)
            if isinstance(found, bool) or not isinstance(found, int | float):
                raise WrongKind(found, "a number", field=name, given=True)
            if not 0.0 <= found <= 1.0:
                raise OutOfBounds(found, 0, 1, field=name)
        if not self.low < self.high:
            raise WrongKind(f"low={self.low:g}, high={self.high:g}", "low below high", field="low")
        if self.tilt == 0.0:
            raise WrongKind("0", "a tilt above 0", field="tilt")

    def of(self, trait: str) -> tuple[float, float]:
        """Return the two values of a trait."""
        if _BOUNDS[trait][0] < 0.0:
            return -float(self.tilt), float(self.tilt)
        return float(self.low), float(self.high)


@dataclass(frozen=True)
class Lever:
    """One lever: what it sets, low and high.

    Attributes
    ----------
    key : str
        `leaders.<capital>.<trait>` or `switches.<mechanism>`.
    low, high : float
        A switch is off at 0 and on at 1.
    """

    key: str
    low: float
    high: float

    @property
    def kind(self) -> str:
        """'trait' or 'switch'."""
        return "trait" if self.key.startswith(_LEADERS) else "switch"


def levers(ends: Ends | None = None) -> tuple[Lever, ...]:
    """Return every lever: traits by capital, then switches.

    Examples
    --------
    >>> found = levers()
    >>> found[0], found[-1].key, len(found)
    (Lever(key='leaders.washington.mediation', low=0.1, high=0.9), 'switches.settlement', 40)
    """
    ends = ends or Ends()
    traits = (
        Lever(f"{_LEADERS}{capital}.{trait}", *ends.of(trait)) for _, capital, trait in TRAIT_FIELDS
    )
    return (*traits, *(Lever(f"{_SWITCHES}{name}", 0.0, 1.0) for name in SWITCHES))


def chosen(names: Any, ends: Ends | None = None) -> tuple[Lever, ...]:
    """Return the levers asked for, in their order; None asks for all.

    Raises
    ------
    UnknownName
        For a name that is none, such as a trait that a capital's leaders lack; with the nearest.

    Examples
    --------
    >>> [one.key for one in chosen("switches.thaw")]
    ['switches.thaw']
    >>> chosen(["leaders.tokyo.mediation"])
    Traceback (most recent call last):
    sim.errors.UnknownName: levers: unknown lever 'leaders.tokyo.mediation'; did you mean \
'leaders.washington.mediation'?
    """
    known = {one.key: one for one in levers(ends)}
    if names is None:
        return tuple(known.values())
    asked = [str(one) for one in (names if isinstance(names, list | tuple) else [names])]
    if not asked:
        raise SimError("found an empty list, wanted a lever, or null for all", field="levers")
    for name in asked:
        if name not in known:
            raise UnknownName("lever", name, known, field="levers")
    return tuple(one for key, one in known.items() if key in asked)


def changes_of(world: World, values: Mapping[str, float]) -> dict[str, Any]:
    """Return overrides that set levers in a world's window, whatever else was asked.

    A capital's trait is set by the keys of all its leaders in the window: a leader's own key wins
    over every other one, so that a lever moves what it names in a world asked by a leader's name
    too.

    Parameters
    ----------
    values : lever's key to value

    Examples
    --------
    >>> from sim.scenario import load
    >>> changes_of(load("neglect"), {"leaders.tokyo.rivalry": 0.9, "switches.thaw": 0.0})
    {'leaders.ishiba.rivalry': 0.9, 'leaders.next_tokyo.rivalry': 0.9, 'switches.thaw': False}
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key.startswith(_SWITCHES):
            # Said only where it changes something: a world that stays as it is is run once.
            if world.switches.get(key.removeprefix(_SWITCHES), True) != bool(value):
                found[key] = bool(value)
            continue
        _, capital, trait = key.split(".")
        found |= {f"{_LEADERS}{name}.{trait}": value for name in world.holders(capital)}
    return found


def parts_of(outcomes: Sequence[LeverOutcome]) -> tuple[list[str], list[str]]:
    """Return the outcomes and the recorded variables that some outcomes are made of."""
    summed = dict.fromkeys(part for one in outcomes for part in one.parts)
    recorded = dict.fromkeys(one.variable for one in outcomes if one.variable)
    return list(summed), list(recorded)
