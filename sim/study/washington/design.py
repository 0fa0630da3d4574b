"""The two-level factorial design of Washington's four traits, and reward by rivalry beside it."""

from collections.abc import Mapping
from itertools import product
from typing import Any

from sim.errors import MissingResult
from sim.methods.sensitivity import Ends
from sim.methods.supplement import Supplement
from sim.store import Results

__all__ = [
    *("FACTORS", "LEVELS", "REWARDS", "RIVALRY", "Cell", "caption_of", "cells_of", "design"),
    *("named", "reward_by_rivalry"),
]

#: Which of the factors are high, in their order.
Cell = tuple[bool, ...]

#: Key of each factor, and its words.
FACTORS = {
    "leaders.washington.mediation": "readiness to broker",
    "leaders.washington.neighbour_priority": "care for the pair",
    "leaders.washington.burden_demand": "demands",
    "leaders.washington.loyalty_reward": "reward for loyalty",
}
#: Low and high of each: middles of the codes of Trump's second term and of Biden, or of what is
#: silent (burden_demand of others than Trump lies in the lower half).
LEVELS = {
    "leaders.washington.mediation": (0.05, 0.9),
    "leaders.washington.neighbour_priority": (0.12, 0.92),
    "leaders.washington.burden_demand": (0.15, 0.9),
    "leaders.washington.loyalty_reward": (0.0, 0.9),
}

#: Rivalry of both allies in the runs beside the design, low and high as levers are set, and
#: Washington's reward there, low and high as in the design.
RIVALRY = dict(zip(("friends", "rivals"), Ends().of("rivalry"), strict=True))
REWARDS = dict(zip(("none", "full"), LEVELS["leaders.washington.loyalty_reward"], strict=True))


def design(scenario: str) -> list[Supplement]:
    """Return the runs of the whole design, and of reward by rivalry, in a scenario.

    Examples
    --------
    >>> runs = design("second_trump_term")
    >>> len(runs), runs[0].name, runs[-1].name
    (20, 'traits_0000', 'rivals_full')
    """
    cells = [
        Supplement(
            named(cell),
            scenario,
            {key: LEVELS[key][high] for key, high in zip(FACTORS, cell, strict=True)},
            "A cell of the factorial design of Washington's traits.",
        )
        for cell in product((False, True), repeat=len(FACTORS))
    ]
    asks = {key: LEVELS[key][key.endswith("burden_demand")] for key in FACTORS}
    return cells + reward_by_rivalry(scenario, asks)


def caption_of(replicates: int, seed: int) -> str:
    """Return what pictures of the design say of its runs.

    Examples
    --------
    >>> caption_of(2000, 1)
    '2,000 replicates a cell, seed 1; same luck in all cells.'
    """
    return f"{replicates:,} replicates a cell, seed {seed}; same luck in all cells."


def named(cell: Cell) -> str:
    """Return the name of a cell's run."""
    return "traits_" + "".join(str(int(high)) for high in cell)


def reward_by_rivalry(scenario: str, asks: Mapping[str, Any]) -> list[Supplement]:
    """Return the runs of reward, none and full, between friends and between rivals.

    `asks` are Washington's other traits, where the world does not have them already.
    """
    found = []
    for (allies, rivalry), (level, reward) in product(RIVALRY.items(), REWARDS.items()):
        asked: dict[str, Any] = {
            **asks,
            "leaders.tokyo.rivalry": rivalry,
            "leaders.seoul.rivalry": rivalry,
            "leaders.washington.loyalty_reward": reward,
        }
        found.append(Supplement(f"{allies}_{level}", scenario, asked, "Reward by rivalry."))
    return found


def cells_of(results: Results) -> dict[Cell, int]:
    """Return the point of each cell of the design."""
    table = results.points
    wanted = "wanted the sixteen points of experiment=washingtons_traits"
    if missing := [key for key in FACTORS if key not in table]:
        found = f"found no points that differ in {missing[0]}"
        raise MissingResult(f"{found}, {wanted}", field="points")
    values = {key: sorted(set(table[key])) for key in FACTORS}
    cells = {
        tuple(row[key] == values[key][-1] for key in FACTORS): int(row["point"])
        for _, row in table.iterrows()
    }
    if len(table) != 16 or len(cells) != 16 or any(len(v) != 2 for v in values.values()):
        raise MissingResult(f"found {len(table)} points, {wanted}", field="points")
    return cells
