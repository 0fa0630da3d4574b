"""Expand names in overrides: `leaders.<who>=<leader>`, `parameter_set=<name>`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import UnknownName
from sim.scenario.load import leaders, load
from sim.scenario.parameter_set import parameter_set
from sim.spec.override_key import bare, is_swap
from sim.spec.parts import parts
from sim.spec.preferences import LEADERS
from sim.spec.world import Leader, Span

__all__ = ["expand_overrides", "is_swap"]

#: The world whose files state every leader since 2012, whatever world is asked for.
_HISTORY = "baseline_hindcast"


def expand_overrides(
    scenario: str, overrides: Mapping[str, Any], worlds: Path | None = None
) -> dict[str, Any]:
    """Return overrides as `World.replace` takes them, with what they name written out.

    A leader in another's place becomes traits, the name of a set of parameters the set. A trait
    that is given by name as well keeps what is given. Another's traits come with their ranges, and
    each replicate draws for the holder, not for the leader that they are taken from.

    Parameters
    ----------
    scenario : str
        The world that the overrides are for; its own leaders, and those of the worlds that it
        starts from, may be named beside history's.

    Raises
    ------
    SimError
        If no leader of that name is known for the capital, or no set of that name.

    Examples
    --------
    >>> found = expand_overrides("neglect", {"leaders.tokyo": "abe", "leaders.tokyo.rivalry": 0.1})
    >>> found["leaders.tokyo.rivalry"], "leaders.tokyo" in found
    (0.1, False)
    """
    overrides = dict(overrides)
    if isinstance(overrides.get("parameter_set"), str):
        overrides["parameter_set"] = parameter_set(overrides["parameter_set"], worlds)
    swaps = {key: value for key, value in overrides.items() if is_swap(key, value)}
    if not swaps:
        return overrides
    known = leaders(_HISTORY)
    for part in reversed(parts(load(scenario, worlds))):
        known |= leaders(part.name, worlds)
    expanded: dict[str, Any] = {}
    # A leader's own key wins over the capital's, as everywhere.
    for key in sorted(swaps, key=lambda key: bare(key).split(".")[1] not in LEADERS):
        who = bare(key).split(".")[1]
        if who not in LEADERS and who not in known:
            raise UnknownName("leader or capital", who, {*LEADERS, *known}, field=key)
        capital = who if who in LEADERS else known[who].capital
        of_capital = {name: one for name, one in known.items() if one.capital == capital}
        if swaps[key] not in of_capital:
            raise UnknownName(f"leader of {capital}", str(swaps[key]), of_capital, field=key)
        expanded |= {f"{key}.{name}": _asked(span) for name, span in _codes(known[swaps[key]])}
    return expanded | {key: value for key, value in overrides.items() if key not in swaps}


def _codes(leader: Leader) -> list[tuple[str, Span]]:
    """Return a leader's traits, and what others see in them on entry."""
    seen = [("ideology", leader.ideology)] if leader.capital in ("tokyo", "seoul") else []
    return [*leader.traits.items(), *seen]


def _asked(span: Span) -> float | list[float]:
    """Return a span as it would be asked for by name."""
    return span.low if span.low == span.high else [span.low, span.high]
