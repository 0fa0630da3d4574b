"""`python -m sim.hindcast`: score the hindcast on facts and series, and say what it rests on."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.cli.argv import OPEN
from sim.cli.subcommand import answer_folder, requested, run_subcommand, say_where
from sim.errors import SimError

if TYPE_CHECKING:
    from sim.methods.scoring import ObservedScore

__all__ = ["KEYS", "main"]

#: What the command knows; the open keys change the hindcast, and what is set beside it.
KEYS = (
    *("observed", "ablations", "orders", "replicates", "seed", "threads", "output.folder"),
    "parameter_set",
    *OPEN,
)

_HINDCAST = "baseline_hindcast"

#: Most orders of mechanisms, and replicates of a set of them: the share needs means alone.
_MOST_ORDERS, _OF_A_SET = 100_000, 200


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["orders=-1"])
    2
    """
    return run_subcommand(argv, "hindcast", KEYS, _score, _listed)


def _listed() -> str:
    """Return every fact: id, use, and its sentence."""
    from sim.cli.listing import table
    from sim.study.patterns import facts

    return table((one.id, one.use, one.statement.says) for one in facts())


def _score(config: Mapping[str, Any]) -> None:
    """Score, print a line a fact, and write the page."""
    import importlib.util

    from sim.cli.listing import table
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import flag, settings
    from sim.methods.changed import changed_in, changed_world
    from sim.methods.scoring import score_observed
    from sim.methods.statement import FEWEST, world_of
    from sim.runner import ProgressLine
    from sim.runner.request import check_whole
    from sim.study import patterns
    from sim.study.wording import about_more

    shared = settings([config], fewest=FEWEST)
    series, ablations = (flag(config[key], key) for key in ("observed", "ablations"))
    orders = check_whole(config["orders"], "orders", 0, _MOST_ORDERS)
    if importlib.util.find_spec("matplotlib") is None:
        raise SimError("its figures want matplotlib: pip install matplotlib")
    overrides = requested(config)
    known = patterns.facts()
    arms = {repr(arm): arm for fact in known for arm in fact.statement.arms.values()}
    makes = [partial(changed_world, name) for name in (_HINDCAST, *patterns.VERSIONS.values())]
    makes += [partial(world_of, arm, None) for arm in arms.values()]
    changed = say_where(changed_in(overrides, makes, "world"))
    folder, parts = answer_folder("hindcast", shared, overrides, series, ablations, orders)
    asked: dict[str, Any] = {
        "replicates": shared.replicates,
        "seed": shared.seed,
        "overrides": overrides,
        "threads": shared.threads,
        "parts": parts,
    }
    _say("facts")
    facts = patterns.score_facts(known, **asked, progress=ProgressLine())
    forecasts = patterns.score_forecasts(**asked)
    ablation = shares = observed = None
    if ablations:
        _say("facts with each mechanism off")
        ablation = patterns.ablate(known, **asked, progress=ProgressLine())
    if orders:
        _say("shares of mechanisms")
        few = min(_OF_A_SET, shared.replicates)
        shares = patterns.shapley(
            orders=orders, **(asked | {"replicates": few}), progress=ProgressLine()
        )
    if series:
        _say("observed series")
        observed = score_observed(
            changed_world(_HINDCAST, overrides),
            shared.replicates,
            shared.seed,
            ablations=ablations,
            threads=shared.threads,
            progress=ProgressLine(),
            parts=parts,
        )
    rows = [("fact", "use", "result", "shown whole", "says")]
    for one in facts:
        result = one.result + (" (by input)" if one.fact.by_input else "")
        if one.verdict.undecided:
            result += f"; {about_more(one.verdict, shared.replicates)}"
        probability = f"{100 * one.probability.value:.1f} %"
        rows.append((one.fact.id, one.fact.use, result, probability, one.fact.statement.says))
    print(table(rows))
    print()
    print(table((name, str(tally)) for name, tally in patterns.counts(facts).items()))
    if observed is not None:
        _say_scores(observed)
    page = patterns.report(
        patterns.Scores(
            facts=facts,
            forecasts=forecasts,
            observed=observed,
            ablation=ablation,
            shares=shares,
            replicates=shared.replicates,
            seed=shared.seed,
            changed=changed,
        ),
        folder,
        [(fact.id, fact.cannot) for fact in known if fact.cannot],
    )
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _say_scores(observed: "ObservedScore") -> None:
    """Print scores beside the rivals', who is better, and how far figures swing within terms."""
    from sim.cli.listing import table
    from sim.methods.scoring import AIM
    from sim.study import patterns

    for words, (column, _) in patterns.SCORES.items():
        print(f"\nmean {words}, years held out in turn, dyads with enough data")
        print(table(patterns.score_lines(observed, column)))
    print()
    print("\n".join(patterns.verdict_words(observed)))
    print(f"\nswing within terms of office, over the record's (aim: {AIM[0]:g} to {AIM[1]:g})")
    print(table(patterns.swing_lines(observed)))
    print()
    for contender in ("model", "heider_balance"):
        print("\n".join(patterns.swing_words(observed, contender)))
    print()


def _say(what: str) -> None:
    """Say what is worked on, beside the progress."""
    print(what, file=sys.stderr)
