"""What history matching leaves: draws, facts, and what a change does over what is left."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.errors import MissingResult
from sim.methods.sensitivity.effects import over_draws
from sim.runner.evaluate import evaluate
from sim.runner.progress import Report
from sim.runner.request import check_world
from sim.spec.world import ParameterSet, World

__all__ = ["MEETS", "RULED_OUT", "UNDECIDED", "Matched", "apart"]

MEETS, UNDECIDED, RULED_OUT = "meets", "undecided", "ruled out"


def apart(drawn: ParameterSet) -> list[ParameterSet]:
    """Return each draw of a set as a set of one.

    Examples
    --------
    >>> [one.rows for one in apart(ParameterSet("two", ("inertia",), ((0.1,), (0.2,))))]
    [((0.1,),), ((0.2,),)]
    """
    return [ParameterSet(drawn.name, drawn.names, (row,), drawn.source) for row in drawn.rows]


@dataclass(frozen=True, repr=False)
class Matched:
    """Which draws the record does not rule out.

    Attributes
    ----------
    draws : DataFrame
        Index `draw`: `implausibility`, how many errors the draw lies outside what is wanted, of the
        worst of what counts; `worst`, which that is; `state`: 'ruled out', 'meets' where all that
        counts lies inside beyond error, else 'undecided'.
    facts : DataFrame
        Index `wanted`: `says`, `low`, `high`; `p05`, `median`, `p95` of the draws' means;
        `ruled_out`, the share of draws that this one thing rules out, `undecided`, `meets`, and
        `alone`, the share that nothing else rules out.
    values, errors : DataFrame
        Means by draw and what is wanted, and their Monte Carlo errors.
    parameters : ParameterSet
        All draws.
    left_out : dict
        Facts that were not asked, with the reason.
    said : dict
        What was asked.
    """

    draws: pd.DataFrame
    facts: pd.DataFrame
    values: pd.DataFrame
    errors: pd.DataFrame
    parameters: ParameterSet
    left_out: Mapping[str, str]
    said: Mapping[str, Any]

    @property
    def ruled_out(self) -> float:
        """Share of the draws that are ruled out."""
        return float((self.draws["state"] == RULED_OUT).mean())

    @cached_property
    def kept(self) -> ParameterSet:
        """The draws that are not ruled out: `world.replace(parameter_set=matched.kept)`.

        Raises
        ------
        MissingResult
            If all are.
        """
        rows = np.flatnonzero((self.draws["state"] != RULED_OUT).to_numpy())
        if not len(rows):
            first = self.facts["ruled_out"].idxmax()
            raise MissingResult(
                f"all {len(self.draws):,} draws are ruled out, {self.facts['ruled_out'].max():.0%} "
                f"of them by {first}: ask for more draws, a tolerance, or misses",
                field="kept",
            )
        one = self.parameters
        name, source = f"{one.name}_kept", f"{one.source}; what the record does not rule out"
        return ParameterSet(name, one.names, tuple(one.rows[row] for row in rows), source)

    def __str__(self) -> str:
        counts = self.draws["state"].value_counts()
        told = [f"{counts.get(state, 0):,} {state}" for state in (RULED_OUT, UNDECIDED, MEETS)]
        worst = self.facts["ruled_out"].sort_values(ascending=False).head(3)
        by = ", ".join(f"{name} {share:.0%}" for name, share in worst.items() if share > 0.0)
        return f"{len(self.draws):,} draws: {', '.join(told)}" + (f"; by {by}" if by else "")

    def __repr__(self) -> str:
        return f"<Matched {self}>"

    def _repr_html_(self) -> str:
        table = self.facts.round(3).to_html(border=0)
        return f"<p><b>{html.escape(str(self))}</b></p>{table}"

    def effects(
        self,
        base: World,
        alternative: World,
        outcomes: str | Sequence[str],
        *,
        replicates: int = 100,
        seed: int = 1,
        threads: int | None = None,
        progress: Report | None = None,
    ) -> pd.DataFrame:
        """Return what a change does over all draws, and over those that are not ruled out.

        Each draw runs in both worlds under the same luck. `sim.compare` of both worlds with
        `parameter_set=matched.kept` gives the effect of the mixture instead.

        Returns
        -------
        DataFrame
            Index (outcome, over), `over` being 'all' and 'kept': `draws`; `median`, `p05`, `p95`
            of the draws' effects; `share_positive`; `noise`, the median Monte Carlo error of one,
            at most: it counts luck that both worlds share;
            `says`: 'positive' or 'negative' where at least 95 % of the draws are, else 'undecided'.

        Raises
        ------
        SimError
            If all draws are ruled out, or a world or an outcome is at fault.
        """
        worlds = {"base": check_world(base, "base"), "alternative": check_world(alternative)}
        kept = set(self.kept.rows)
        points = [{"parameter_set": one} for one in apart(self.parameters)]
        how: dict[str, Any] = {"seed": seed, "threads": threads, "progress": progress}
        found = {
            name: evaluate(world, points, outcomes, replicates, se=True, **how)
            for name, world in worlds.items()
        }
        within = np.array([row in kept for row in self.parameters.rows])
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        rows = []
        for name in names:
            gaps = (found["alternative"][name] - found["base"][name]).to_numpy()
            pair = [one[f"{name}_se"].to_numpy() for one in found.values()]
            noise = np.sqrt(pair[0] ** 2 + pair[1] ** 2)
            for over, which in (("all", np.ones(len(gaps), dtype=bool)), ("kept", within)):
                spread = over_draws(gaps[which])
                share = spread.share_positive
                says = "positive" if share >= 0.95 else "negative" if share <= 0.05 else UNDECIDED
                told = (spread.median, spread.p05, spread.p95, share)
                rows.append(
                    (name, over, int(which.sum()), *told, float(np.median(noise[which])), says)
                )
        columns = ["outcome", "over", "draws", "median", "p05", "p95", "share_positive"]
        table = pd.DataFrame(rows, columns=[*columns, "noise", "says"])
        return table.set_index(["outcome", "over"])
