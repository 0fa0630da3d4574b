"""`python -m sim.claims`: put the articles' claims to the model and say what became of each."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.question import Question, names_asked, pictures, ship
from sim.cli.subcommand import EVERY_WORLD, RUNS, Subcommand
from sim.errors import SimError, UnknownName

if TYPE_CHECKING:
    from sim.methods.statement import Verdict
    from sim.study.claims import Claim

__all__ = ["COMMAND", "main"]

_TIERS = ("core", "supporting", "all")

#: Characters of a claim's sentence on the screen; the report has it whole.
_WIDEST = 60


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every claim: id, tier, how it is tested, and its sentence."""
    from sim.study.claims import claims

    for one in claims():
        see = f"see {', '.join(one.served_by)}" if one.served_by else ""
        tested = see or one.kind or "cannot be simulated"
        yield one.id, one.tier, tested, one.statement.says


def _put(config: Mapping[str, Any]) -> Path:
    """Run the claims asked for, print a line each, and write the report."""
    from sim.cli.listing import table
    from sim.methods.statement import FEWEST, world_of
    from sim.runner import ProgressLine
    from sim.spec.turnover import KEY
    from sim.study import claims as study

    question = Question.of("claims", config, fewest=FEWEST)
    shared, runs = question.shared, question.runs
    nulls = study.check_draws(config["nulls"])
    to_ship = _to_ship(config, question, nulls)
    if nulls and KEY in question.overrides:
        raise SimError("does not go with nulls: they permute who brings which codes", field=KEY)
    chosen = _chosen(study.claims(), config)
    arms = {repr(arm): arm for claim in chosen for arm in claim.statement.arms.values()}
    makes = [partial(world_of, arm, shared.worlds) for arm in arms.values()]
    changed = question.where_changed(makes, "arm")
    ids = [claim.id for claim in chosen]
    folder, parts = question.folder(*ids, shared.worlds, *([nulls] if nulls else []))
    became, outcomes = study.put(
        chosen,
        nulls=nulls,
        worlds=shared.worlds,
        overrides=question.overrides,
        progress=ProgressLine(),
        parts=parts,
        **runs,
    )
    verdicts = {verdict.statement.id: verdict for verdict in became}
    print(table(_rows(chosen, verdicts, shared.replicates)))
    print()
    print(table((name, str(number)) for name, number in study.counts(chosen, verdicts).items()))
    told = {"replicates": shared.replicates, "seed": shared.seed}
    of_nulls = None
    if nulls and verdicts:
        of_nulls = study.null_table(chosen, verdicts, outcomes, **told)
        print()
        print(table([study.HEAD, *study.distance_lines(of_nulls)]))
    page = study.report(
        chosen, verdicts, folder, changed=changed, pictures=pictures(), nulls=of_nulls, **told
    )
    if to_ship and of_nulls is not None:
        ship({study.TABLE: of_nulls.to_csv(index=False)})
    return page


def _rows(
    chosen: Sequence["Claim"], verdicts: Mapping[str, "Verdict"], replicates: int
) -> Iterator[tuple[str, ...]]:
    """Yield a line a claim: what became of it, and its sentence."""
    from sim.study.wording import about_more, describe_estimate

    yield "claim", "result", "kind", "owner", "effect (95 %)", "says"
    for claim in chosen:
        became, effect = "cannot be simulated", ""
        if claim.served_by:
            became = f"see {', '.join(claim.served_by)}"
        elif claim.id in verdicts:
            verdict = verdicts[claim.id]
            became = verdict.result + ("" if verdict.as_expected else ", unlike the table")
            if verdict.undecided:
                became += f"; {about_more(verdict, replicates)}"
            effect = describe_estimate(verdict.effect)
        sentence = textwrap.shorten(claim.statement.says, _WIDEST, placeholder="…")
        yield claim.id, became, claim.kind, claim.mechanisms[0], effect, sentence


def _to_ship(config: Mapping[str, Any], question: Question, nulls: int) -> bool:
    """Return whether the shipped table is to be renewed, which wants all core claims as shipped."""
    from sim.spec.parse_override import flag_asked

    wanted = flag_asked(config["ship"], "ship")
    narrowed = [key for key in ("worlds", "ids", "article") if config[key] is not None]
    whole = nulls and config["tier"] == "core" and not narrowed
    if wanted and (not whole or question.overrides):
        raise SimError(
            "wants nulls of all core claims, in the shipped worlds without changes", field="ship"
        )
    return wanted


def _chosen(known: Sequence["Claim"], config: Mapping[str, Any]) -> list["Claim"]:
    """Return the claims that `ids`, `article` and `tier` leave."""
    from sim.study.claims import ARTICLES

    ids = names_asked(config["ids"], "ids", "claim", [claim.id for claim in known])
    if ids is not None:
        return [claim for claim in known if claim.id in ids]
    article, tier = config["article"], str(config["tier"])
    if article is not None:
        article = str(article).zfill(3)
        if article not in ARTICLES:
            raise UnknownName("article", article, ARTICLES, field="article")
    if tier not in _TIERS:
        raise UnknownName("tier", tier, _TIERS, field="tier")
    return [
        claim for claim in known if article in (None, claim.article) and tier in ("all", claim.tier)
    ]


COMMAND = Subcommand(
    name="claims",
    keys=("ids", "article", "tier", "nulls", "ship", "worlds", *RUNS, *EVERY_WORLD),
    listing=_listed,
    answer=_put,
)
main = COMMAND.main
