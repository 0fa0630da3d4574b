"""Several worlds against one: effects side by side, and the multiplicity of all of them handled."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from sim.analysis.comparison import compare, verdicts
from sim.analysis.effect import Effect, Side, adjusted
from sim.analysis.naming import name_asked
from sim.analysis.point import asked_of
from sim.errors import MissingResult, UnknownName

__all__ = ["Effects", "compare_many"]

#: Outcomes that the short face of many effects shows.
_FACE = ("jpn_kor_mean", "jpn_kor_final", "summits", "reversals")


class Effects(Mapping[str, Effect]):
    """Paired comparisons of several worlds with one base, by the alternative's name.

    Attributes
    ----------
    table : DataFrame
        Index (alternative, outcome), columns as in `Effect.table`; `p_holm` and `verdict` are
        adjusted for all rows of all alternatives.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("neglect")
    >>> others = [world.replace(**{"traits.rivalry": value}) for value in (0.1, 0.9)]
    >>> effects = sim.compare(world, others, replicates=20)
    >>> list(effects)
    ['rivalry=0.1', 'rivalry=0.9']
    """

    def __init__(self, effects: Mapping[str, Effect]) -> None:
        self._effects = dict(effects)
        if not self._effects:
            raise MissingResult("has nothing beside the base to compare it with", field="compare")
        one = next(iter(self._effects.values()))
        p_values = pd.concat(
            {name: effect.p_values for name, effect in self._effects.items()},
            names=["alternative", "outcome"],
        )
        table = pd.concat(
            {name: effect.table for name, effect in self._effects.items()},
            names=["alternative", "outcome"],
        )
        table["p_holm"] = adjusted(p_values)
        table["verdict"] = verdicts(table, one.level)
        self.table = table
        self.base = one.base

    def __getitem__(self, alternative: str) -> Effect:
        if alternative not in self:
            raise UnknownName("alternative", str(alternative), self._effects)
        return self._effects[alternative]

    def __contains__(self, alternative: object) -> bool:
        # A mapping's own asks `__getitem__`, which raises no KeyError.
        return isinstance(alternative, str) and alternative in self._effects

    def get(self, alternative: str, default: Any = None) -> Any:
        """Return the effect of an alternative, or the default where there is none."""
        return self._effects[alternative] if alternative in self else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._effects)

    def __len__(self) -> int:
        return len(self._effects)

    def _title(self) -> str:
        one = next(iter(self._effects.values()))
        both = f" (all {one.shared})" if one.shared else ""
        return (
            f"{len(self)} worlds less {self.base}{both}: {one.replicates:,} paired replicates, "
            f"seed {one.seed}, {one.level:.0%} intervals; verdicts adjusted for "
            f"{len(self.table):,} comparisons (Holm)"
        )

    def _shown(self) -> pd.DataFrame:
        known = self.table.index.get_level_values("outcome")
        names = [name for name in _FACE if name in known] or list(dict.fromkeys(known))[:4]
        rows = self.table[known.isin(names)]
        return rows[["difference", "low", "high", "d", "verdict"]]

    def __repr__(self) -> str:
        return f"{self._title()}\n{self._shown().round(3).to_string()}"

    def _repr_html_(self) -> str:
        body = self._shown().round(3).to_html(border=0)
        return f"<p><b>{escape(self._title())}</b></p>{body}<p>All rows: <code>table</code>.</p>"


def compare_many(
    base: Side,
    alternatives: Sequence[Side],
    *,
    level: float = 0.95,
    outcomes: Sequence[str] | None = None,
    called: Sequence[str] | None = None,
) -> Effects:
    """Compare several points with one, each named by what differs between all of them.

    Parameters
    ----------
    called : names of the alternatives in place of those

    Raises
    ------
    SimError
        As `compare` does.
    """
    sides = [base, *alternatives]
    naming = name_asked([asked_of(side.results, side.point) for side in sides])
    found = {}
    names = naming.names[1:] if called is None else called
    for number, (word, side) in enumerate(zip(names, alternatives, strict=True), 1):
        # Two results may hold the same point, asked alike.
        name = f"{word} ({number})" if word in found else word
        effect = compare(
            base.results,
            side.results,
            level=level,
            outcomes=outcomes,
            base_point=base.point,
            alternative_point=side.point,
        )
        found[name] = dataclasses.replace(
            effect,
            base=naming.names[0],
            alternative=name,
            shared=", ".join(naming.common),
            left_out=naming.left_out(),
        )
    return Effects(found)
