"""`python -m sim.claims`: put the articles' claims to the model and say what became of each."""

import importlib.util
import textwrap
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.cli.single import answer_folder, requested, say_where, single
from sim.cli.words import OPEN
from sim.errors import SimError, UnknownName

if TYPE_CHECKING:
    from sim.study.claims import Claim

__all__ = ["KEYS", "main"]

#: What the command knows; the open keys hold in every arm.
KEYS = (
    *("ids", "article", "tier", "replicates", "seed", "threads", "worlds", "output.folder"),
    "parameter_set",
    *OPEN,
)

_TIERS = ("core", "supporting", "all")

#: Characters of a claim's sentence on the screen; the report has it whole.
_WIDEST = 60


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["ids=C999"])
    2
    """
    return single(argv, "claims", KEYS, _claims, _listed)


def _listed() -> str:
    """Return every claim: id, tier, how it is tested, and its sentence."""
    from sim.cli.listing import table
    from sim.study.claims import claims

    def tested(claim: "Claim") -> str:
        if claim.served_by:
            return f"see {', '.join(claim.served_by)}"
        return claim.kind or "cannot be simulated"

    return table((one.id, one.tier, tested(one), one.statement.says) for one in claims())


def _claims(config: Mapping[str, Any]) -> None:
    """Run the claims asked for, print a line each, and write the report."""
    from sim.cli.command import shown
    from sim.cli.listing import table
    from sim.cli.settings import settings
    from sim.runner import ProgressLine
    from sim.study.changed import changed_in
    from sim.study.claims import claims, counts, report
    from sim.study.contrast import FEWEST, about_more, evaluate, said, world_of

    shared = settings([config], fewest=FEWEST)
    overrides = requested(config)
    chosen = _chosen(claims(), config)
    arms = {repr(arm): arm for claim in chosen for arm in claim.statement.arms.values()}
    makes = [partial(world_of, arm, shared.worlds) for arm in arms.values()]
    changed = say_where(changed_in(overrides, makes, "arm", shared.worlds))
    folder, parts = answer_folder(
        "claims", shared, overrides, *(claim.id for claim in chosen), shared.worlds
    )
    found = evaluate(
        [claim.statement for claim in chosen],
        replicates=shared.replicates,
        seed=shared.seed,
        worlds=shared.worlds,
        overrides=overrides,
        threads=shared.threads,
        progress=ProgressLine(),
        parts=parts,
    )
    verdicts = {verdict.statement.id: verdict for verdict in found}
    rows = [("claim", "result", "kind", "owner", "effect (95 %)", "says")]
    for claim in chosen:
        became, effect = "cannot be simulated", ""
        if claim.served_by:
            became = f"see {', '.join(claim.served_by)}"
        elif claim.id in verdicts:
            verdict = verdicts[claim.id]
            became = verdict.result + ("" if verdict.as_expected else ", unlike the table")
            if verdict.undecided:
                became += f"; {about_more(verdict, shared.replicates)}"
            effect = said(verdict.effect)
        words = textwrap.shorten(claim.statement.says, _WIDEST, placeholder="…")
        rows.append((claim.id, became, claim.kind, claim.mechanisms[0], effect, words))
    print(table(rows))
    print()
    print(table((name, str(number)) for name, number in counts(chosen, verdicts).items()))
    page = report(
        chosen,
        verdicts,
        folder,
        replicates=shared.replicates,
        seed=shared.seed,
        changed=changed,
        pictures=importlib.util.find_spec("matplotlib") is not None,
    )
    print(f"report: {shown(page)}")
    print(f"results: {shown(page.parent)}")


def _chosen(known: Sequence["Claim"], config: Mapping[str, Any]) -> list["Claim"]:
    """Return the claims that `ids`, `article` and `tier` leave."""
    from sim.study.claims import ARTICLES

    ids = config["ids"]
    if ids is not None:
        ids = [str(one) for one in (ids if isinstance(ids, list) else [ids])]
        for one in ids:
            if one not in [claim.id for claim in known]:
                raise UnknownName("claim", one, [claim.id for claim in known], field="ids")
        if not ids:
            raise SimError("names no claim", field="ids")
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
