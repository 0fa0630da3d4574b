"""`python -m sim.hindcast`: score the hindcast on facts and series, and say what it rests on."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.question import Question, need_matplotlib
from sim.cli.subcommand import EVERY_WORLD, RUNS, Subcommand

if TYPE_CHECKING:
    from sim.methods.scoring import ObservedScore
    from sim.study.patterns import FactScore

__all__ = ["COMMAND", "main"]

_HINDCAST = "baseline_hindcast"

#: Most orders of mechanisms, and replicates of a set of them: the share needs means alone.
_MOST_ORDERS, _OF_A_SET = 100_000, 200


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every fact: id, use, and its sentence."""
    from sim.study.patterns import facts

    for one in facts():
        yield one.id, one.use, one.statement.says


def _score(config: Mapping[str, Any]) -> Path:
    """Score, print a line a fact, and write the page."""
    from sim.cli.listing import table
    from sim.methods.changed import changed_world
    from sim.methods.scoring import score_observed
    from sim.methods.statement import FEWEST, world_of
    from sim.runner import ProgressLine
    from sim.spec.parse_override import flag_asked, whole_asked
    from sim.study import patterns

    question = Question.of("hindcast", config, fewest=FEWEST)
    series, ablations = (flag_asked(config[key], key) for key in ("observed", "ablations"))
    orders = whole_asked(config["orders"], 0, _MOST_ORDERS, "orders")
    need_matplotlib()
    known = patterns.facts()
    arms = {repr(arm): arm for fact in known for arm in fact.statement.arms.values()}
    makes = [partial(changed_world, name) for name in (_HINDCAST, *patterns.VERSIONS.values())]
    makes += [partial(world_of, arm, None) for arm in arms.values()]
    changed = question.where_changed(makes, "world")
    folder, parts = question.folder(series, ablations, orders)
    runs = question.runs | {"parts": parts}
    asked = runs | {"overrides": question.overrides}
    _say_stage("facts")
    facts = patterns.score_facts(known, **asked, progress=ProgressLine())
    forecasts = patterns.score_forecasts(**asked)
    ablation = shares = observed = None
    if ablations:
        _say_stage("facts with each mechanism off")
        ablation = patterns.ablate(known, **asked, progress=ProgressLine())
    if orders:
        _say_stage("shares of mechanisms")
        few = asked | {"replicates": min(_OF_A_SET, question.shared.replicates)}
        shares = patterns.shapley(orders=orders, **few, progress=ProgressLine())
    if series:
        _say_stage("observed series")
        world = changed_world(_HINDCAST, question.overrides)
        observed = score_observed(world, ablations=ablations, **runs, progress=ProgressLine())
    print(table(_rows(facts, question.shared.replicates)))
    print()
    print(table((name, str(tally)) for name, tally in patterns.counts(facts).items()))
    if observed is not None:
        _say_scores(observed)
    scores = patterns.Scores(
        facts=facts,
        forecasts=forecasts,
        observed=observed,
        ablation=ablation,
        shares=shares,
        replicates=question.shared.replicates,
        seed=question.shared.seed,
        changed=changed,
    )
    return patterns.report(scores, folder, [(one.id, one.cannot) for one in known if one.cannot])


def _rows(facts: Sequence["FactScore"], replicates: int) -> Iterator[tuple[str, ...]]:
    """Yield a line a fact."""
    from sim.study.wording import about_more

    yield "fact", "use", "result", "shown whole", "says"
    for one in facts:
        result = one.result + (" (by input)" if one.fact.by_input else "")
        if one.verdict.undecided:
            result += f"; {about_more(one.verdict, replicates)}"
        probability = f"{100 * one.probability.value:.1f} %"
        yield one.fact.id, one.fact.use, result, probability, one.fact.statement.says


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


def _say_stage(name: str) -> None:
    """Say what is worked on, beside the progress."""
    print(name, file=sys.stderr)


COMMAND = Subcommand(
    name="hindcast",
    keys=("observed", "ablations", "orders", *RUNS, *EVERY_WORLD),
    listing=_listed,
    answer=_score,
)
main = COMMAND.main
