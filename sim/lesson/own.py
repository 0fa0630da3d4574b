"""A page of one's own: a world and what is changed in it, without a lesson's file.

It has a question, levers and an answer, and none of what a teacher writes: no puzzle, no paths.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.errors import WrongKind
from sim.lesson.lesson import MOST_LEVERS, Bet, Lesson, Lever, Outcome
from sim.lesson.measure import MEASURES, measure_of
from sim.lesson.offer import check_value, offer_of
from sim.scenario.fields import number_of
from sim.spec.override import apply
from sim.spec.world import World

__all__ = ["LEVERS", "own_lesson"]

#: Levers of a page that names none: what a president brings.
LEVERS = tuple(
    f"leaders.washington.{trait}"
    for trait in ("mediation", "neighbour_priority", "burden_demand", "loyalty_reward")
)

#: What is shown beside the outcome that is counted.
_ALSO = ("institution_final", "summits", "rent_mean")


def own_lesson(
    world: World,
    changes: Mapping[str, Any],
    *,
    given: Mapping[str, Any] | None = None,
    levers: Sequence[str] = (),
    outcome: str = "jpn_kor_final",
    above: float | None = None,
    below: float | None = None,
) -> Lesson:
    """Return the lesson that a world and changes of it make.

    Parameters
    ----------
    world : World
        As it was loaded: World A, but for what is given.
    changes : mapping
        Key to value: where World B opens.
    given : mapping, optional
        What holds in both worlds.
    levers : sequence of str
        Further levers beside those changed; those of Washington if neither is said.
    outcome : str
        Measure that worlds are counted by.
    above, below : float, optional
        Which worlds count; above 0, or above the middle of the measure's range, if not said.

    Raises
    ------
    SimError
        One line: the key, what was found, what was wanted.

    Examples
    --------
    >>> from sim.scenario import load
    >>> made = own_lesson(load("neglect"), {"leaders.washington.mediation": 0.9})
    >>> made.world, made.changes, made.outcome.above
    ('neglect', {'leaders.washington.mediation': 0.9}, 0.0)
    """
    given = dict(given or {})
    world_a = apply(world, given)
    keys = list(dict.fromkeys((*changes, *levers))) or list(LEVERS)
    if len(keys) > MOST_LEVERS:
        found = f"{len(keys)} levers"
        raise WrongKind(found, f"at most {MOST_LEVERS} on a page", field="levers")
    made = []
    for key in keys:
        offer = offer_of(key, world_a, field=key if key in changes else "levers")
        to = check_value(changes[key], offer, field=key) if key in changes else None
        made.append(Lever(offer.key, "", to))
    counted = _outcome(outcome, above, below)
    return Lesson(
        name=world.name,
        title=world.title,
        question="",
        order=None,
        world=world.name,
        world_says=None,
        given=given,
        reasons={},
        background=(),
        levers=tuple(made),
        outcome=counted,
        also=tuple(name for name in _ALSO if name != outcome),
        cells={},
        bet=Bet("B", 0, 100),
        finding="",
        puzzle=None,
        disputed="",
        surprise="",
        open="",
        paths={},
        worksheet=(),
        notes=(),
        limits=(),
        sources=tuple(world.sources),
        loaded=world,
    )


def _outcome(name: str, above: float | None, below: float | None) -> Outcome:
    """Return what worlds are counted by."""
    measure = measure_of(name, field="outcome")
    if above is not None and below is not None:
        raise WrongKind("both 'above' and 'below'", "one of the two", field="outcome")
    if above is None and below is None:
        above = 0.0 if measure.low < 0.0 else (measure.low + measure.high) / 2.0
    if above is not None:
        above = number_of(above, measure.low, measure.high, "", "above")
    if below is not None:
        below = number_of(below, measure.low, measure.high, "", "below")
    variable = measure.variable or _path_of(name)
    return Outcome(
        name, above, below, says="", path=variable, variable=measure.variable, way=measure.way
    )


def _path_of(outcome: str) -> str:
    """Return what is drawn month by month for an outcome: its own tie, if it has one."""
    stem = outcome.rsplit("_", 1)[0]
    dyads = [name.removesuffix("_final") for name in MEASURES if name.endswith("_final")]
    dyad = next((one for one in dyads if one == stem and one.count("_") == 1), "jpn_kor")
    return f"relation_{dyad}"
