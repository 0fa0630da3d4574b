"""What the facts rest on: the probability of each pattern with one mechanism off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import Fact, answers
from sim.runner.progress import Clock, Report
from sim.spec.override import apply
from sim.spec.switches import SWITCHES
from sim.study.home import HOME

__all__ = ["Ablation", "ablate"]


@dataclass(frozen=True)
class Ablation:
    """Probabilities of patterns, all on and with each mechanism off.

    Attributes
    ----------
    probability : DataFrame
        A row a mechanism switched off (first `none`), a column a fact.
    change : DataFrame
        The same less the row `none`: paired, replicate by replicate.
    se : DataFrame
        Standard error of `change`.
    """

    probability: pd.DataFrame
    change: pd.DataFrame
    se: pd.DataFrame


def ablate(
    known: Sequence[Fact],
    *,
    replicates: int,
    seed: int,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Ablation:
    """Run the hindcast with each mechanism off in turn, under the same luck.

    Parameters
    ----------
    progress : told of mechanisms; the hindcast with all of them on counts as one
    parts : where what each world answers is kept and found
    """
    patterns = {fact.id: fact.pattern for fact in known if fact.pattern is not None}
    base = changed_world(HOME, overrides or {})
    clock = Clock(len(SWITCHES) + 1, 0, progress, "mechanisms")
    shown: dict[str, pd.DataFrame] = {}
    for name in ("none", *SWITCHES):
        world = base if name == "none" else apply(base, {f"switches.{name}": False})
        found = answers(
            world,
            patterns.values(),
            replicates,
            seed,
            threads=threads,
            parts=parts,
            clock=clock,
            counts=1,
        )
        shown[name] = pd.DataFrame(
            {fact: (found[pattern.text] > 0.0).astype(float) for fact, pattern in patterns.items()}
        )
    gaps = {name: table - shown["none"] for name, table in shown.items() if name != "none"}
    return Ablation(
        probability=pd.DataFrame({name: table.mean() for name, table in shown.items()}).T,
        change=pd.DataFrame({name: gap.mean() for name, gap in gaps.items()}).T,
        se=pd.DataFrame(
            {name: gap.std(ddof=1) / np.sqrt(replicates) for name, gap in gaps.items()}
        ).T,
    )
