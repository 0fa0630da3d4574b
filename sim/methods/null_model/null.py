"""Nulls: statements put to models that know less, by how many of them hold there anyway.

A count of statements that hold says little by itself. So the same ones, with the same arms, checks,
replicates and luck, are put to draws of three nulls, each of which takes one thing from the model:

priors
    what its defaults know: every parameter is drawn from its prior (a Latin hypercube).
permuted
    who is who: leaders of one capital have each other's codes (`permuted`).
flipped
    which way: every signed coefficient that is not built in changes its sign with chance one half.

One draw holds in all arms, in their windows and in all the months before. What an arm sets itself
wins (one leader's own codes in another's place, whoever has them in the draw), and so does a
parameter that a world states, and what is asked for by name: there the draw has nothing to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.methods.null_model.permuted import permuted
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import Asked, Statement, Verdict, verdicts
from sim.runner.prior_draws import prior_draws
from sim.runner.progress import Clock, Report
from sim.runner.request import check_whole
from sim.scenario import load, parameter_set
from sim.spec.override_key import SET
from sim.spec.records import DEFAULTS
from sim.spec.world import ParameterSet, World

__all__ = ["DRAWS", "NULLS", "Draw", "against_nulls", "check_draws", "draws_of", "flipped"]

#: Each null, and what it takes from the model.
NULLS = {
    "priors": "every parameter drawn from its prior",
    "permuted": "leaders of a capital with each other’s codes",
    "flipped": "signs that are not built in flipped, each with chance one half",
}

#: Fewest and most draws of each null. Of one, no spread is known.
DRAWS = (2, 1000)


@dataclass(frozen=True)
class Draw:
    """One model of a null.

    Attributes
    ----------
    null : str
        Key of NULLS.
    number : int
        From 0.
    drawn : ParameterSet or None
        Draws of parameters that hold in every arm; None where parameters stay.
    order : str
        Names the circles in which leaders stand; empty where they keep their codes.
    """

    null: str
    number: int
    drawn: ParameterSet | None = None
    order: str = ""

    @property
    def overrides(self) -> dict[str, Any]:
        """What it changes in every arm, by name."""
        return {} if self.drawn is None else {SET: self.drawn}

    def read(self, name: str, worlds: Path | None) -> World:
        """Return the world of a name as this draw has it."""
        world = load(name, worlds)
        return permuted(world, self.order) if self.order else world

    @property
    def told(self) -> str:
        """All that the draw is, as text."""
        rows = None if self.drawn is None else (self.drawn.names, self.drawn.rows)
        return repr((self.null, self.order, rows))


def check_draws(found: Any) -> int:
    """Return how many draws of each null are asked for: 0 for none, else as many as DRAWS says.

    Raises
    ------
    WrongKind, OutOfBounds

    Examples
    --------
    >>> check_draws(0), check_draws(12)
    (0, 12)
    >>> check_draws(1)
    Traceback (most recent call last):
    sim.errors.OutOfBounds: nulls: found 1, wanted a number in [2, 1000]
    """
    if type(found) is int and found == 0:
        return 0
    return check_whole(found, "nulls", *DRAWS)


def flipped(held: ParameterSet | None, names: Sequence[str], name: str) -> ParameterSet:
    """Return a set in which some parameters have the opposite sign: of a set's draws, or defaults.

    It may leave the hard bounds of a parameter, as no request by name may.

    Parameters
    ----------
    held : the set that the model has already
    names : what is flipped
    name : of the set that is returned

    Examples
    --------
    >>> found = flipped(None, ["contest_feed", "inertia"], "flipped_0")
    >>> found.names, found.rows
    (('contest_feed', 'inertia'), ((-0.02, -0.1),))
    """
    columns = () if held is None else held.names
    added = [one for one in names if one not in columns]
    signs = np.array([-1.0 if one in names else 1.0 for one in columns])
    more = tuple(-float(getattr(DEFAULTS, one)) for one in added)
    rows = ((),) if held is None else held.rows
    return ParameterSet(
        name,
        (*columns, *added),
        tuple((*map(float, signs * np.array(row)), *more) for row in rows),
        "signs that are not built in, flipped by chance",
    )


def draws_of(
    count: int, seed: int, signed: Sequence[str], held: ParameterSet | None = None
) -> list[Draw]:
    """Return the draws of all nulls, null by null; the seed fixes them.

    Parameters
    ----------
    count : of each null
    signed : parameters whose signs may be flipped
    held : the set of parameters that the model has already: signs are flipped in its draws

    Examples
    --------
    >>> [(one.null, one.number) for one in draws_of(2, 1, ["inertia"])][:3]
    [('priors', 0), ('priors', 1), ('permuted', 0)]
    """
    drawn = prior_draws(count, seed)
    found = [
        Draw("priors", k, ParameterSet(f"priors_{k}", drawn.names, (row,), drawn.source))
        for k, row in enumerate(drawn.rows)
    ]
    found += [Draw("permuted", k, order=f"{seed}.{k}") for k in range(count)]
    names = np.array(signed)
    for k in range(count):
        turns = np.random.default_rng([seed, k]).random(len(names)) < 0.5
        turned = flipped(held, names[turns].tolist(), f"flipped_{k}")
        found.append(Draw("flipped", k, turned))
    return found


def against_nulls(
    statements: Sequence[Statement],
    signed: Sequence[str],
    *,
    nulls: int,
    replicates: int,
    seed: int,
    worlds: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> tuple[list[Verdict], pd.DataFrame]:
    """Put statements to the model, and to draws of every null, on one clock.

    Parameters
    ----------
    signed : parameters whose signs may be flipped
    nulls : draws of each null; 0 for none
    replicates, seed, worlds, overrides, threads, progress
        As in `sim.methods.statement.evaluate`.
    parts : where what each world answers, and each draw of a null, is kept and found

    Returns
    -------
    list of Verdict
        Of the model, in the order of the statements that have a test.
    DataFrame
        A row a draw and statement: null, draw, statement (its id), result ('holds', 'undecided' or
        'fails').
    """
    asked = Asked.of(statements, worlds, overrides)
    share = replicates * len(asked.worlds)
    clock = Clock(share * (1 + len(NULLS) * nulls), 0, progress)
    found = verdicts(asked, replicates, seed, threads=threads, parts=parts, clock=clock)
    if not nulls:
        return found, pd.DataFrame(columns=["null", "draw", "statement", "result"])
    changes = dict(overrides or {})
    held = changes.get(SET)
    held = parameter_set(held, worlds) if isinstance(held, str) else held
    told = [*_told(asked, worlds)]
    told.append(repr(sorted((key, repr(value)) for key, value in changes.items())))
    rows = []
    for draw in draws_of(nulls, seed, signed, held):

        def run(draw: Draw = draw) -> pd.DataFrame:
            of_draw = Asked.of(asked.statements, worlds, {**changes, **draw.overrides}, draw.read)
            results = verdicts(
                of_draw, replicates, seed, threads=threads, clock=clock, counts=share
            )
            return pd.DataFrame(
                {
                    "statement": [one.statement.id for one in results],
                    "result": [one.result for one in results],
                }
            )

        key = [draw.told, str(replicates), str(seed), *told]
        table = parts.table(f"null_{draw.null}", key, run, clock=clock, counts=share)
        rows.append(table.assign(null=draw.null, draw=draw.number))
    return found, pd.concat(rows, ignore_index=True)[["null", "draw", "statement", "result"]]


def _told(asked: Asked, worlds: Path | None) -> Iterator[str]:
    """Yield, as text, what with a draw fixes all that it can find: arms, worlds and checks.

    Worlds as they are read count beside those that arms make of them: what an arm overrides may be
    handed on by a permutation.
    """
    arms = [arm for one in asked.statements for arm in one.arms.values()]
    for name in sorted({arm.world for arm in arms}):
        yield load(name, worlds).digest()
    for statement in asked.statements:
        for name, arm in statement.arms.items():
            yield repr((statement.id, name, arm, asked.digests[statement.place, name]))
        for one in statement.checks:
            against = "" if one.against is None else one.against.text
            texts = (one.measure.text, against, one.arm.text, one.statistic)
            bounds = (one.above, one.below, one.equivalence, one.between, one.share, one.at_most)
            yield repr((texts, bounds))
