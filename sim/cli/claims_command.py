"""`python -m sim.claims`: put the articles' claims to the model and say what became of each."""

import importlib.util
import textwrap
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.argv import OPEN
from sim.cli.subcommand import answer_folder, requested, run_subcommand, say_where
from sim.errors import SimError, UnknownName

if TYPE_CHECKING:
    from sim.methods.statement import Verdict
    from sim.study.claims import Claim

__all__ = ["KEYS", "SHIPPED", "main"]

#: What the command knows; the open keys hold in every arm.
KEYS = (
    *("ids", "article", "tier", "replicates", "seed", "threads", "worlds", "output.folder"),
    *("parameter_set", "nulls", "ship"),
    *OPEN,
)

#: Where the table of nulls lies that comes with the model, beside MODEL.md.
SHIPPED = Path(__file__).resolve().parents[1] / "spec"

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
    return run_subcommand(argv, "claims", KEYS, _claims, _listed)


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
    from sim.cli.listing import table
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import settings
    from sim.methods.changed import changed_in
    from sim.methods.statement import FEWEST, world_of
    from sim.report.files import write
    from sim.runner import ProgressLine
    from sim.spec.turnover import KEY
    from sim.study import claims as study

    shared = settings([config], fewest=FEWEST)
    nulls = study.check_draws(config["nulls"])
    overrides = requested(config)
    ship = _ship(config, overrides, nulls)
    if nulls and KEY in overrides:
        raise SimError("does not go with nulls: they permute who brings which codes", field=KEY)
    chosen = _chosen(study.claims(), config)
    arms = {repr(arm): arm for claim in chosen for arm in claim.statement.arms.values()}
    makes = [partial(world_of, arm, shared.worlds) for arm in arms.values()]
    changed = say_where(changed_in(overrides, makes, "arm", shared.worlds))
    told = (*(claim.id for claim in chosen), shared.worlds, *([nulls] if nulls else []))
    folder, parts = answer_folder("claims", shared, overrides, *told)
    found, outcomes = study.put(
        chosen,
        nulls=nulls,
        replicates=shared.replicates,
        seed=shared.seed,
        worlds=shared.worlds,
        overrides=overrides,
        threads=shared.threads,
        progress=ProgressLine(),
        parts=parts,
    )
    verdicts = {verdict.statement.id: verdict for verdict in found}
    print(table(_rows(chosen, verdicts, shared.replicates)))
    print()
    print(table((name, str(number)) for name, number in study.counts(chosen, verdicts).items()))
    of_nulls = None
    if nulls and verdicts:
        of_nulls = study.null_table(
            chosen, verdicts, outcomes, replicates=shared.replicates, seed=shared.seed
        )
        print()
        print(table([study.HEAD, *study.distance_lines(of_nulls)]))
    page = study.report(
        chosen,
        verdicts,
        folder,
        replicates=shared.replicates,
        seed=shared.seed,
        changed=changed,
        pictures=importlib.util.find_spec("matplotlib") is not None,
        nulls=of_nulls,
    )
    if ship and of_nulls is not None:
        write(SHIPPED / study.TABLE, of_nulls.to_csv(index=False))
        print(f"shipped: {relative_path(SHIPPED / study.TABLE)}")
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _rows(
    chosen: Sequence["Claim"], verdicts: Mapping[str, "Verdict"], replicates: int
) -> list[tuple[str, ...]]:
    """Return a line a claim: what became of it, and its sentence."""
    from sim.study.wording import about_more, said

    rows: list[tuple[str, ...]] = [("claim", "result", "kind", "owner", "effect (95 %)", "says")]
    for claim in chosen:
        became, effect = "cannot be simulated", ""
        if claim.served_by:
            became = f"see {', '.join(claim.served_by)}"
        elif claim.id in verdicts:
            verdict = verdicts[claim.id]
            became = verdict.result + ("" if verdict.as_expected else ", unlike the table")
            if verdict.undecided:
                became += f"; {about_more(verdict, replicates)}"
            effect = said(verdict.effect)
        words = textwrap.shorten(claim.statement.says, _WIDEST, placeholder="…")
        rows.append((claim.id, became, claim.kind, claim.mechanisms[0], effect, words))
    return rows


def _ship(config: Mapping[str, Any], overrides: Mapping[str, Any], nulls: int) -> bool:
    """Return whether the shipped table is to be renewed, which wants all core claims as shipped."""
    from sim.cli.settings import flag

    ship = flag(config["ship"], "ship")
    whole = nulls and config["tier"] == "core" and config["worlds"] is None
    whole = whole and config["ids"] is None and config["article"] is None
    if ship and (not whole or overrides):
        raise SimError(
            "wants nulls of all core claims, in the shipped worlds without changes", field="ship"
        )
    return ship


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
