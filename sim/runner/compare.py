"""Worlds side by side: run what has not run, then compare, paired by replicate."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.errors import WrongKind
from sim.runner.execute import run_study
from sim.runner.own_outcomes import asked_outcomes
from sim.runner.request import Point
from sim.spec.outcomes import OwnOutcome
from sim.spec.world import World
from sim.store import Results

if TYPE_CHECKING:
    from sim.analysis import Effect, Effects
    from sim.analysis.effect import Side

__all__ = ["compare"]

_Sided = Results | World
_Where = int | str

#: What is told month by month where nothing else is asked.
MAIN_VARIABLE = "relation_jpn_kor"

_WANTED = "Results, or a World such as sim.load returns"
_BETWEEN = 'two points by number or name: between=("base", "other") or ("base", ["a", "b"])'


def compare(
    base: _Sided,
    alternative: _Sided | Sequence[_Sided] | Mapping[str, _Sided] | None = None,
    *,
    between: "tuple[_Where, _Where | Sequence[_Where]] | _Where | None" = None,
    replicates: int = 1000,
    seed: int = 1,
    level: float = 0.95,
    outcomes: Sequence[str] | Mapping[str, Any] | None = None,
    keep: Sequence[str] | str = (),
    base_point: _Where | None = None,
    alternative_point: _Where | None = None,
) -> "Effect | Effects":
    """Compare worlds, paired by replicate: alternative less base.

    Parameters
    ----------
    base : Results or World
        A world is run first: with the replicates and seed of the others if they have run, else with
        those given here.
    alternative : Results or World, or a list of them, or a mapping of names to them
        Several are compared with one base, and the verdicts know how many comparisons there are.
    between : pair, optional
        Two points of one study in place of an alternative: `("second_trump_term", "neglect")`, by
        scenario or number; the second may be a list. A single name is the base for all others.
    replicates, seed : of worlds that are run here, as in `sim.run`
    level : confidence of the intervals, in (0, 1)
    outcomes : names, or mapping
        Those to compare, all if not said. A mapping declares outcomes of one's own for the worlds
        that are run, `{"cold": "share(relation_jpn_kor < 0)"}`: these alone are compared.
    keep : list of str, optional
        Variables of which worlds that are run keep every month, beside `relation_jpn_kor`:
        `by_month` tells their difference pair by pair.
    base_point, alternative_point : int, str or None
        A point's number or scenario, where the two are different results with several points.

    Returns
    -------
    Effect or Effects
        See `sim.analysis.Effect`; `Effects`, a mapping of them by name, for several alternatives.

    Raises
    ------
    sim.errors.SimError
        If seeds, replicates or windows differ, a name is unknown, or there is one replicate.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("second_trump_term")
    >>> closer = world.replace(**{"leaders.seoul.china_alignment": 0.2})
    >>> effect = sim.compare(world, closer, replicates=50)
    >>> effect["china_alignment_mean_kor"]["verdict"]
    'lower'
    """
    from sim.analysis import compare as compare_results
    from sim.analysis import compare_many

    if between is not None:
        if not isinstance(base, Results):
            study = f"the results of one study, for {_BETWEEN}"
            raise WrongKind(base, study, field="base", given=True)
        if alternative is not None:
            raise WrongKind("an alternative too", f"one study and {_BETWEEN}", field="between")
        names = _names(outcomes)
        first, others, single = _between(base, between)
        if single:
            asked: dict[str, Any] = {"level": level, "outcomes": names}
            asked |= {"base_point": first.point, "alternative_point": others[0].point}
            return compare_results(base, base, **asked)
        return compare_many(first, others, level=level, outcomes=names)
    called = None
    if isinstance(alternative, Mapping):
        called, alternative = [str(name) for name in alternative], list(alternative.values())
    many = isinstance(alternative, Sequence) and not isinstance(alternative, str)
    given = [base, *(alternative if many else [alternative])]  # type: ignore[misc]
    for number, side in enumerate(given):
        if not isinstance(side, Results | World):
            several = f"alternative[{number - 1}]" if many else "alternative"
            raise WrongKind(side, _WANTED, field=several if number else "base", given=True)
    new = isinstance(outcomes, Mapping) and any(isinstance(side, World) for side in given)
    own = asked_outcomes(outcomes) if new else {}  # type: ignore[arg-type]
    names = list(own) if new else _names(outcomes)
    points = [base_point, *[alternative_point] * (len(given) - 1)]
    replicates, seed = _luck(given, points, replicates, seed)
    how = {"replicates": replicates, "seed": seed, "keep": _kept(keep)}
    sides = _sides(given, points, {**how, "outcomes": _declared(given) | own})
    if many:
        return compare_many(sides[0], sides[1:], level=level, outcomes=names, called=called)
    return compare_results(
        sides[0].results,
        sides[1].results,
        level=level,
        outcomes=names,
        base_point=sides[0].point,
        alternative_point=sides[1].point,
    )


def _kept(keep: Sequence[str] | str) -> list[str]:
    """Return the variables of which every month is kept: Tokyo and Seoul's relation in any case."""
    names = [keep] if isinstance(keep, str) else keep
    if not isinstance(names, Sequence):
        raise WrongKind(keep, "names of variables", field="keep", given=True)
    known = {"relation", MAIN_VARIABLE} & set(names)
    return [*names] if known else [*names, MAIN_VARIABLE]


def _names(outcomes: Sequence[str] | Mapping[str, Any] | None) -> Sequence[str] | None:
    """Return names of outcomes; a study that has run takes no new ones."""
    if isinstance(outcomes, Mapping):
        wanted = "names: outcomes of one's own are declared when worlds run"
        raise WrongKind("a mapping", wanted, field="outcomes")
    if outcomes is not None and not isinstance(outcomes, Sequence):
        raise WrongKind(outcomes, "names of outcomes", field="outcomes", given=True)
    return outcomes


def _between(run: Results, between: Any) -> "tuple[Side, list[Side], bool]":
    """Return the base, the others, and whether one other alone was asked for."""
    from sim.analysis import one_point
    from sim.analysis.effect import Side

    between = _plain(between)
    if isinstance(between, int | str):
        base = one_point(run, between)
        rest = [int(number) for number in run.points["point"] if number != base]
        return Side(run, base), [Side(run, number) for number in rest], False
    if not isinstance(between, Sequence) or len(between) != 2:
        raise WrongKind(between, _BETWEEN, field="between", given=True)
    first, second = map(_plain, between)
    single = isinstance(second, int | str)
    others = [second] if single else second
    if not isinstance(others, Sequence):
        raise WrongKind(between, _BETWEEN, field="between", given=True)
    found = [Side(run, one_point(run, other)) for other in others]
    return Side(run, one_point(run, first)), found, single


def _plain(several: Any) -> Any:
    """Return numpy's numbers, arrays, and columns of a table of points as Python's."""
    return several.tolist() if hasattr(several, "tolist") else several


def _declared(given: Sequence[Any]) -> dict[str, OwnOutcome]:
    """Return the outcomes of one's own of any side: a world that is run gets them all."""
    found = [side.outcomes for side in given if isinstance(side, World)]
    held = [one.record.outcomes for side in given if isinstance(side, Results) for one in side.data]
    return {name: one for own in (*found, *held) for name, one in own.items()}


def _luck(
    given: Sequence[Any], wanted: Sequence[_Where | None], replicates: int, seed: int
) -> tuple[int, int]:
    """Return with how many replicates and which seed worlds run: those of a point that has run."""
    from sim.analysis import one_point, replicates_of, seed_of

    for side, point in zip(given, wanted, strict=True):
        if isinstance(side, Results):
            number = one_point(side, point)
            replicates, seed = replicates_of(side, number), seed_of(side, number)
    return replicates, seed


def _sides(
    given: Sequence[Any],
    wanted: Sequence[_Where | None],
    how: Mapping[str, Any],
) -> "list[Side]":
    """Return each side as a point of results: worlds are run together, in one study.

    Parameters
    ----------
    how : what `run_study` takes
    """
    from sim.analysis import one_point
    from sim.analysis.effect import Side

    worlds = [side for side in given if isinstance(side, World)]
    if worlds:
        points = [Point(world.name, world, world.overrides) for world in worlds]
        ran = run_study(points, **how)
    numbers = iter(range(len(worlds)))
    return [
        Side(ran, next(numbers)) if isinstance(side, World) else Side(side, one_point(side, point))
        for side, point in zip(given, wanted, strict=True)
    ]
