"""How many replicates a question takes: from a pilot's spread to a target error."""

from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.monte_carlo import replicates_needed
from sim.analysis.point import one_point, replicates_of, seed_of
from sim.errors import SimError, UnknownName, WrongKind
from sim.spec.outcomes import check_mean

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["MAIN_OUTCOME", "runs_needed", "target_of", "targets"]

#: The outcome that an error is of, where none is named.
MAIN_OUTCOME = "jpn_kor_final"

#: Fewest replicates of which a spread is told. Assumed: the error of a standard deviation of ten
#: is a quarter of it.
FEWEST = 10


def runs_needed(
    run: "Results",
    outcome: str = MAIN_OUTCOME,
    *,
    se: float,
    statistic: str | float = "mean",
    point: int | str | None = None,
    against: int | str | None = None,
) -> int:
    """Return how many replicates bring a standard error down to a target.

    Parameters
    ----------
    run : Results
        A pilot: some hundreds of replicates.
    outcome : name
    se : above 0, in the outcome's unit
    statistic : 'mean', 'median', or a quantile in (0, 1)
    point : number or scenario, where there are several
    against : number or scenario of another point, optional
        The error is then that of the paired difference from it, whose mean alone may be asked for.

    Returns
    -------
    int
        Replicates in all, those of the pilot among them, and those without an answer where the
        outcome has none in some; for a flag's mean, of its probability. 2 for an outcome that does
        not vary in the pilot.

    Raises
    ------
    sim.errors.SimError
        For a pilot of fewer than 10 replicates with an answer, an error not above 0, a statistic
        that is none.

    Examples
    --------
    >>> import sim
    >>> pilot = sim.run(sim.load("second_trump_term"), replicates=200)
    >>> sim.runs_needed(pilot, "jpn_kor_final", se=0.01) > 200
    True
    """
    se = target_of(se, f"se of {outcome}")
    _check_statistic(statistic, paired=against is not None)
    number = one_point(run, point)
    if not isinstance(outcome, str) or outcome not in run.outcome_specs:
        raise UnknownName("outcome", str(outcome), run.outcome_specs)
    check_mean(run.outcome_specs[outcome])
    values = run.outcome_values([outcome], number)[outcome]
    if against is not None:
        other = one_point(run, against)
        if seed_of(run, other) != seed_of(run, number):
            raise SimError(
                f"found seeds {seed_of(run, number)} and {seed_of(run, other)}, wanted the same: "
                "no pairs",
                field="against",
            )
        if replicates_of(run, other) != len(values):
            raise SimError(
                f"found {len(values)} and {replicates_of(run, other)} replicates, wanted as many",
                field="against",
            )
        values = values - run.outcome_values([outcome], other)[outcome]
    answered = values[~np.isnan(values)]
    if len(answered) < FEWEST:
        raise SimError(
            f"found {len(answered)} replicates with an answer, wanted a pilot of {FEWEST} or more",
            field=outcome,
        )
    needed = max(2, replicates_needed(answered, se, statistic))
    # Of so many with an answer, as many more are run as have none.
    return needed if len(answered) == len(values) else _ceil(needed * len(values), len(answered))


def _ceil(count: int, parts: int) -> int:
    return -(-count // parts)


def target_of(se: float, field: str) -> float:
    """Return a target of a standard error; raise for one that is none.

    Raises
    ------
    WrongKind
        For what is no number above 0.
    """
    plain = isinstance(se, int | float | np.number) and not isinstance(se, bool)
    if not plain or not 0.0 < se < np.inf:
        wanted = "a standard error above 0, in the outcome's unit"
        raise WrongKind(se, wanted, field=field, given=True)
    return float(se)


def _check_statistic(statistic: str | float, *, paired: bool) -> None:
    """Raise unless a statistic is one whose error can be told."""
    wanted = "'mean', 'median', or a quantile between 0 and 1"
    quantile = isinstance(statistic, Real) and 0.0 < float(statistic) < 1.0
    if not quantile and (not isinstance(statistic, str) or statistic not in ("mean", "median")):
        raise WrongKind(statistic, wanted, field="statistic", given=True)
    if paired and statistic != "mean":
        raise WrongKind(statistic, "'mean': of paired differences", field="statistic", given=True)


def targets(asked: float | Mapping[str, float]) -> dict[str, float]:
    """Return target errors by outcome: a bare number is that of the main one.

    Examples
    --------
    >>> targets(0.01), targets({"summits": 0.1})
    ({'jpn_kor_final': 0.01}, {'summits': 0.1})
    """
    named = asked if isinstance(asked, Mapping) else {MAIN_OUTCOME: asked}
    if not named:
        raise WrongKind(
            "nothing", "an error, or a mapping of outcomes to errors", field="target_se"
        )
    return {str(name): target_of(se, f"target_se of {name}") for name, se in named.items()}
