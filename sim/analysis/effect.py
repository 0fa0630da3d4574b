"""What changing a world does to its outcomes, replicate by replicate: the answer of `compare`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.effect_face import face_of, title_of
from sim.analysis.effect_month import difference_by_month
from sim.analysis.paired import holm
from sim.analysis.shift import DECILES, shift_function
from sim.errors import MissingResult, UnknownName
from sim.spec.outcomes import OutcomeSpec, check_mean

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["Effect", "Side", "adjusted"]

_SHOWN = ["unit", "base", "alternative", "difference", "se", "low", "high", "d", "p_holm"]


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: a point of results."""

    results: "Results"
    point: int

    def asked(self) -> list[str]:
        """Return what was changed in it, `key=value` each; the scenario where nothing was."""
        world = self.results.world(self.point)
        return [f"{key}={value}" for key, value in world.overrides.items()] or [world.name]


@dataclass(frozen=True, repr=False)
class Effect:
    """A paired comparison of two worlds.

    Attributes
    ----------
    table : DataFrame
        One row an outcome: `label`, `unit`; `base` and `alternative`, the means; `difference`,
        alternative less base, with `se` and the interval `low`, `high`; `d`, the difference over
        the spread of single replicates (Cohen's d), with `d_low`, `d_high`, and `delta` (Cliff's),
        two sizes that can be set beside those of other outcomes; `p_positive`, share of replicates
        in which the alternative is higher, with its error `p_positive_se`, and `ties`, share in
        which both are equal; `w1` and `ks`, distances of the two distributions; `correlation` of
        the pairs; `variance_saved`, the share of an unpaired difference's variance that pairing
        removes (below 0 where pairing hurts); `p_holm`, p-value of no difference (Student's, of a
        flag McNemar's), adjusted for the number of rows (Holm 1979), and what follows from it,
        `verdict`: 'higher', 'lower', 'undecided', or 'unchanged' where no replicate differs; a code
        of states, such as `triangle_final`, has no means and is 'changed' (Bowker 1948);
        `pairs`, the replicates that have an answer on both sides, which all of the row is of: all
        of them, but for an outcome of one's own that may be NaN. With fewer than two the row is
        NaN.
    base, alternative : str
        What the two are called beside one another (see `sim.analysis.Naming`).
    shared : str
        What was asked of both: the scenario where it is one, and overrides.
    left_out : str
        What those names leave out, in sentences; empty if nothing.
    specs : mapping
        The declaration of each outcome in the table.
    first_month : Timestamp or None
        First month in which any replicate differs; None if none does.
    by_replicate : Series or None
        The same for each replicate, where both results hold trajectories.
    sides : pair of Side
        Where the rows lie.
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
    specs: Mapping[str, OutcomeSpec]
    sides: tuple[Side, Side]
    p_values: pd.Series
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
                "needs all months of both sides: compare results of sim.run(…, trajectories=True)",
                place=f"{self.base} and {self.alternative}",
                field="first_month_differs",
            )
        return self.by_replicate

    def __getitem__(self, outcome: str) -> pd.Series:
        """Return one outcome's row."""
        return pd.Series(self.table.loc[self._known(outcome)])

    def values(self, outcome: str) -> pd.DataFrame:
        """Return both sides of each pair: index `replicate`, columns base, alternative.

        Examples
        --------
        >>> import sim
        >>> world = sim.load("neglect")
        >>> effect = sim.compare(world, world.replace(**{"switches.thaw": False}), replicates=20)
        >>> effect.values("summits").shape
        (20, 2)
        """
        self._known(outcome)
        found = {
            name: side.results.outcome_values([outcome], side.point)[outcome]
            for name, side in zip(("base", "alternative"), self.sides, strict=True)
        }
        index = pd.RangeIndex(self.replicates, name="replicate")
        return pd.DataFrame(found, index=index)

    def quantiles(self, outcome: str, quantiles: Sequence[float] = DECILES) -> pd.DataFrame:
        """Return how far each quantile of an outcome moves: at the deciles, with intervals.

        A mean says that a world is better on average; this says for whom: the unlucky replicates,
        the lucky ones, or all alike. See `sim.analysis.shift_function`.

        Returns
        -------
        DataFrame
            A row a quantile: `quantile`, `base`, `alternative`, `difference`, `low`, `high`.

        Examples
        --------
        >>> import sim
        >>> world = sim.load("neglect")
        >>> effect = sim.compare(world, world.replace(**{"switches.thaw": False}), replicates=50)
        >>> effect.quantiles("jpn_kor_final")["quantile"].tolist()[:2]
        [0.1, 0.2]
        """
        check_mean(self.specs[self._known(outcome)])
        pairs = self.values(outcome).dropna()
        if len(pairs) < 2:
            raise MissingResult(
                f"has {len(pairs)} pairs with an answer, wanted 2 or more", field=outcome
            )
        one, other = pairs["base"], pairs["alternative"]
        return shift_function(one, other, quantiles=quantiles, level=self.level)

    def by_month(self, variable: str = "relation_jpn_kor") -> pd.DataFrame:
        """Return the difference of a recorded variable month by month.

        Where both sides kept the variable's months the interval is that of the pairs. Else it is
        told from stored means and spreads alone: it then holds whatever the pairs share, and is
        wider than it need be, which is warned of; `attrs["paired"]` says which. Each month's
        interval stands alone: of 48 months two or three miss the truth.

        Parameters
        ----------
        variable : flat name of a recorded variable, such as 'relation_jpn_kor'; none whose values
            name states, such as 'triangle', which have no mean

        Returns
        -------
        DataFrame
            Index `month`: `base`, `alternative` (means), `difference`, `se`, `low`, `high`, and
            `q25`, `q75`, the middle half of single pairs (NaN where they were not kept).

        Examples
        --------
        >>> import sim
        >>> world = sim.load("neglect")
        >>> effect = sim.compare(world, world.replace(**{"switches.thaw": False}), replicates=20)
        >>> len(effect.by_month("relation_jpn_kor"))
        48
        """
        one, other = self.sides
        return difference_by_month(
            *(one.results, one.point), *(other.results, other.point), variable, level=self.level
        )

    def holm(self, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
        """Return differences with intervals, and p-values adjusted for how many are looked at.

        With enough replicates any difference is beyond chance, so the size comes first.

        Parameters
        ----------
        outcomes : names, or None for all
        """
        asked = [outcomes] if isinstance(outcomes, str) else outcomes
        every = self.table.index if asked is None else dict.fromkeys(asked)
        names = [self._known(name) for name in every]
        shown = self.table.loc[names, ["unit", "difference", "se", "low", "high"]]
        return shown.assign(p_holm=adjusted(self.p_values.loc[names]))

    def _known(self, outcome: str) -> str:
        if not isinstance(outcome, str) or outcome not in self.table.index:
            raise UnknownName("outcome", str(outcome), self.table.index)
        return outcome

    def __repr__(self) -> str:
        rounded = self.table[_SHOWN].round(4)
        return f"{title_of(self)}\n{rounded.to_string()}"

    def _repr_html_(self) -> str:
        return face_of(self)


def adjusted(p_values: pd.Series) -> np.ndarray:
    """Return p-values adjusted for how many there are (Holm 1979); NaN stays and does not count.

    Examples
    --------
    >>> adjusted(pd.Series([0.01, np.nan, 0.04])).tolist()
    [0.02, nan, 0.04]
    """
    plain = p_values.to_numpy(dtype=np.float64)
    found = np.full(len(plain), np.nan)
    known = ~np.isnan(plain)
    found[known] = holm(plain[known])
    return found
