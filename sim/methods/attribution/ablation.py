"""What patterns rest on: how often replicates show each, with one thing at a time taken away."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import answers
from sim.runner.progress import Clock, Report
from sim.spec.measure import Measure
from sim.spec.override import apply
from sim.spec.switches import SWITCHES
from sim.spec.world import World

__all__ = ["Ablation", "ablate", "each_switch_off", "shown"]


@dataclass(frozen=True)
class Ablation:
    """Probabilities of patterns, all on and with each thing taken away.

    Attributes
    ----------
    probability : DataFrame
        A row a thing taken away (first `none`), a column a pattern.
    change : DataFrame
        The same less the row `none`: paired, replicate by replicate.
    se : DataFrame
        Standard error of `change`.
    """

    probability: pd.DataFrame
    change: pd.DataFrame
    se: pd.DataFrame


def each_switch_off(world: World) -> dict[str, World]:
    """Return by mechanism the world with that one off.

    Examples
    --------
    >>> from sim.scenario import load
    >>> each_switch_off(load("neglect"))["thaw"].overrides
    {'switches.thaw': False}
    """
    return {name: apply(world, {f"switches.{name}": False}) for name in SWITCHES}


def shown(
    world: World,
    patterns: Mapping[str, Measure],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    parts: Parts = NOT_KEPT,
    clock: Clock | None = None,
) -> pd.DataFrame:
    """Return which replicates show patterns whole: 1.0 or 0.0, a row each, a column a pattern.

    Parameters
    ----------
    patterns : by name; above 0 in a replicate that shows one
    parts : where what the world answers is kept and found
    clock : told of one world more
    """
    asked = patterns.values()
    found = answers(
        world, asked, replicates, seed, threads=threads, parts=parts, clock=clock, counts=1
    )
    return pd.DataFrame(
        {name: found[one.text] > 0.0 for name, one in patterns.items()}, dtype=float
    )


def ablate(
    world: World,
    without: Mapping[str, World],
    patterns: Mapping[str, Measure],
    *,
    replicates: int,
    seed: int,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Ablation:
    """Run a world, and what it is with each thing taken away in turn, under the same luck.

    Parameters
    ----------
    without : what is taken away to the world without it, such as `each_switch_off` returns
    patterns : by name; above 0 in a replicate that shows one
    progress : told of things taken away; the world as it is counts as one
    parts : where what each world answers is kept and found
    """
    clock = Clock(len(without) + 1, 0, progress, "mechanisms")
    flags = {
        name: shown(one, patterns, replicates, seed, threads=threads, parts=parts, clock=clock)
        for name, one in {"none": world, **without}.items()
    }
    gaps = {name: table - flags["none"] for name, table in flags.items() if name != "none"}
    return Ablation(
        probability=pd.DataFrame({name: table.mean() for name, table in flags.items()}).T,
        change=pd.DataFrame({name: gap.mean() for name, gap in gaps.items()}).T,
        se=pd.DataFrame(
            {name: gap.std(ddof=1) / np.sqrt(replicates) for name, gap in gaps.items()}
        ).T,
    )
