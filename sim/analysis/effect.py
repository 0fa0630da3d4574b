"""What changing a world does: two results compared replicate by replicate."""

import html
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.distribution import ks_distance, wasserstein
from sim.analysis.divergence import first_month_apart, first_month_by_replicate
from sim.analysis.naming import name_asked
from sim.analysis.paired import holm, paired_diff, paired_prob_diff
from sim.analysis.point import asked_of, one_point, outcomes_of, seed_of
from sim.errors import MissingResult, SimError, SimWarning, UnknownName
from sim.spec.calendar import month_name
from sim.spec.outcomes import OutcomeSpec

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["Effect", "compare"]

_NUMBERS = (
    *("base", "alternative", "difference", "se", "low", "high", "p_positive", "p_positive_se"),
    *("ties", "w1", "ks", "correlation", "variance_saved"),
)
_SHOWN = ["unit", "base", "alternative", "difference", "se", "low", "high", "p_positive", "ties"]


@dataclass(frozen=True, repr=False)
class Effect:
    """A paired comparison of two worlds.

    Attributes
    ----------
    table : DataFrame
        One row an outcome: `unit`; `base` and `alternative`, the means; `difference`, alternative
        less base, with `se` and the interval `low`, `high`; `p_positive`, share of replicates in
        which the alternative is higher, with its error `p_positive_se`, and `ties`, share in which
        both are equal; `w1` and `ks`, distances of the two distributions; `correlation` of the
        pairs; `variance_saved`, the share of an unpaired difference's variance that pairing
        removes (below 0 where pairing hurts); `pairs`, the replicates that have an answer on both
        sides, which all of the row is of: all of them, but for an outcome of one's own that may be
        NaN. With fewer than two the row is NaN.
    base, alternative : str
        What the two are called beside one another (see `sim.analysis.Naming`).
    shared : str
        What was asked of both: the scenario where it is one, and overrides.
    left_out : str
        What those names leave out, in sentences; empty if nothing.
    first_month : Timestamp or None
        First month in which any replicate differs; None if none does.
    by_replicate : Series or None
        The same for each replicate, where both results hold trajectories.
    """

    table: pd.DataFrame
    base: str
    alternative: str
    shared: str
    replicates: int
    seed: int
    level: float
    first_month: pd.Timestamp | None
    by_replicate: pd.Series | None
    _p_values: pd.Series
    left_out: str = ""

    @property
    def first_month_differs(self) -> pd.Series:
        """First month in which each replicate differs; NaT for one that never does.

        Raises
        ------
        MissingResult
            If the results were run without trajectories; `first_month` needs none.
        """
        if self.by_replicate is None:
            raise MissingResult(
                "needs trajectories on both sides: run with trajectories=True",
                place=f"{self.base} and {self.alternative}",
                field="first_month_differs",
            )
        return self.by_replicate

    def __getitem__(self, outcome: str) -> pd.Series:
        """Return one outcome's row."""
        if outcome not in self.table.index:
            raise UnknownName("outcome", outcome, self.table.index)
        return pd.Series(self.table.loc[outcome])

    def holm(self, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
        """Return differences with intervals, and p-values adjusted for how many are looked at.

        With enough replicates any difference is beyond chance, so the size comes first.

        Parameters
        ----------
        outcomes : names, or None for all
        """
        names = list(self.table.index if outcomes is None else outcomes)
        for name in names:
            if name not in self.table.index:
                raise UnknownName("outcome", name, self.table.index)
        shown = self.table.loc[names, ["unit", "difference", "se", "low", "high"]]
        p_values = self._p_values.loc[names].to_numpy()
        found = np.full(len(names), np.nan)
        known = ~np.isnan(p_values)  # too few pairs with an answer have none
        found[known] = holm(p_values[known])
        return shown.assign(p_holm=found)

    def _title(self) -> str:
        when = f"{self.first_month:%Y-%m}" if self.first_month is not None else "never"
        both = f" (both {self.shared})" if self.shared else ""
        return (
            f"{self.alternative} less {self.base}{both}: {self.replicates:,} paired replicates, "
            f"seed {self.seed}, {self.level:.0%} intervals, first month apart {when}"
        )

    def __repr__(self) -> str:
        rounded = self.table[_SHOWN].round(4)
        return f"{self._title()}\n{rounded.to_string()}"

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None):  # a label says its whole sentence
            body = self.table.round(4).to_html(border=0)
        return f"<p><b>{html.escape(self._title())}</b></p>{body}"


def _row(
    spec: OutcomeSpec, a: pd.Series, b: pd.Series, level: float
) -> tuple[dict[str, object], float]:
    """Return one outcome's row, and the p-value kept for `Effect.holm`."""
    one, other = a.to_numpy(dtype=np.float64), b.to_numpy(dtype=np.float64)
    answered = ~(np.isnan(one) | np.isnan(other))
    one, other = one[answered], other[answered]
    named = {"label": spec.meaning, "unit": spec.unit}
    if len(one) < 2:
        return {**named, **dict.fromkeys(_NUMBERS, np.nan), "pairs": len(one)}, np.nan
    pairs = paired_diff(one, other, level=level)
    low, high = pairs.low, pairs.high
    if spec.kind == "flag":
        flags = paired_prob_diff(one, other, level=level)
        low, high = flags.low, flags.high
    higher, ties = float(np.mean(other > one)), float(np.mean(other == one))
    reduction = pairs.variance_reduction
    row = {
        **named,
        "base": one.mean(),
        "alternative": other.mean(),
        "difference": pairs.difference,
        "se": pairs.se,
        "low": low,
        "high": high,
        "p_positive": higher,
        "p_positive_se": float(np.sqrt(higher * (1 - higher) / pairs.count)),
        "ties": ties,
        "w1": wasserstein(one, other),
        "ks": ks_distance(one, other),
        "correlation": pairs.correlation,
        "variance_saved": 1.0 - 1.0 / reduction if reduction > 0.0 else float("nan"),
        "pairs": pairs.count,
    }
    return row, pairs.p_value


def _datasets(base: "Results", alternative: "Results", numbers: tuple[int, int]) -> list | None:
    """Return the trajectories of both points, or None if one side holds none."""
    try:
        # Of each point alone: all points of a large study at once would not fit into memory.
        return [
            side.at(number).trajectories
            for side, number in zip((base, alternative), numbers, strict=True)
        ]
    except MissingResult:
        return None


def compare(
    base: "Results",
    alternative: "Results",
    *,
    level: float = 0.95,
    outcomes: Sequence[str] | None = None,
    base_point: int | str | None = None,
    alternative_point: int | str | None = None,
) -> Effect:
    """Compare two results replicate by replicate, alternative less base.

    Parameters
    ----------
    base, alternative : Results
        The same object twice, with two points, compares two points of one study.
    level : confidence of the intervals, in (0, 1)
    outcomes : names, or None for all
    base_point, alternative_point : int, str or None
        A point's number or scenario; needed only for results with several points.

    Raises
    ------
    SimError
        If the two do not share seed and replicates: their luck is not the same, and a pair means
        nothing. If their windows differ: a difference would mix what was changed with when.
    """
    if not 0.0 < level < 1.0:
        raise SimError(
            f"found {level}, wanted a number between 0 and 1, both left out",
            place="compare",
            field="level",
        )
    numbers = one_point(base, base_point), one_point(alternative, alternative_point)
    seeds = seed_of(base, numbers[0]), seed_of(alternative, numbers[1])
    if seeds[0] != seeds[1]:
        raise SimError(
            f"found seeds {seeds[0]} and {seeds[1]}, wanted the same: run both with one seed",
            place="compare",
            field="seed",
        )
    windows = _window(base, numbers[0]), _window(alternative, numbers[1])
    if windows[0] != windows[1]:
        raise SimError(
            f"found {windows[0]} and {windows[1]}, wanted the same window on both sides",
            place="compare",
            field="window",
        )
    one, other = outcomes_of(base, numbers[0]), outcomes_of(alternative, numbers[1])
    if not one.index.equals(other.index):
        raise SimError(
            f"found {len(one)} and {len(other)} replicates, wanted the same ones on both sides",
            place="compare",
            field="replicates",
        )
    if len(one) < 2:
        raise SimError(
            "found 1 replicate, wanted 2 or more: one pair has no error",
            place="compare",
            field="replicates",
        )
    specs = _specs(base, alternative, warn=outcomes is None)
    known = [name for name in specs if name in one and name in other]
    names = known if outcomes is None else list(outcomes)
    for name in names:
        if name not in known:
            raise UnknownName("outcome", name, known)
    rows = [_row(specs[name], one[name], other[name], level) for name in names]
    table = pd.DataFrame([row for row, _ in rows], index=pd.Index(names, name="outcome"))
    sides = _datasets(base, alternative, numbers)
    by_replicate = first_month_by_replicate(*sides) if sides else None
    if by_replicate is not None:
        earliest = by_replicate.min()
        first = None if pd.isna(earliest) else pd.Timestamp(earliest)
    else:
        first = first_month_apart(
            base, alternative, base_point=numbers[0], alternative_point=numbers[1]
        )
    naming = name_asked([asked_of(base, numbers[0]), asked_of(alternative, numbers[1])])
    return Effect(
        table=table,
        base=naming.names[0],
        alternative=naming.names[1],
        shared=", ".join(naming.common),
        left_out=naming.left_out(),
        replicates=len(one),
        seed=seeds[0],
        level=level,
        first_month=first,
        by_replicate=by_replicate,
        _p_values=pd.Series([p for _, p in rows], index=table.index),
    )


def _specs(base: "Results", alternative: "Results", *, warn: bool) -> dict[str, OutcomeSpec]:
    """Return the outcomes that both sides have; warn of one's own that only one has."""
    one, other = base.outcome_specs, alternative.outcome_specs
    shared = {name: spec for name, spec in one.items() if other.get(name) == spec}
    left = [name for name in {**one, **other} if name not in shared]
    if left and warn:
        warnings.warn(
            f"not compared: {', '.join(left)}: not an outcome of both sides, or of one name alone",
            SimWarning,
            stacklevel=3,
        )
    return shared


def _window(results: "Results", number: int) -> str:
    """Return a point's window in words."""
    world = results.world(number)
    return f"{month_name(world.first)} to {month_name(world.last)}"
