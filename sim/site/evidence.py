"""Claims, facts, the forecast and sources: each sentence with its test and what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sim.methods.statement import Statement, read_statements
from sim.scenario import shipped_folder
from sim.scenario.reference import references
from sim.site.cell import cell, code, folded, table
from sim.site.markup import with_links
from sim.site.mechanism import link_of_mechanism
from sim.site.verdict import RESULTS, checks_of, in_nulls, verdict_of_claim, verdict_of_fact
from sim.study.claims import ARTICLES, Claim, claims
from sim.study.home import HOME
from sim.study.patterns import facts
from sim.study.patterns.forecast import FORECAST

__all__ = ["claim_pages", "evidence_words"]

#: How the box of a verdict looks.
_LOOK = {
    "holds": "success",
    "met": "success",
    "does not hold": "failure",
    "missed": "failure",
    "undecided": "question",
}


def evidence_words() -> dict[str, str]:
    """Return what pages may print of claims, facts and sources, by the word that asks for it."""
    every = claims()
    core = Counter(verdict_of_claim(one)[0] for one in every if one.tier == "core")
    own = [one for one in facts() if one.pattern is not None and not one.by_input]
    return {
        "claims": str(len(every)),
        "core": str(core.total()),
        "core_held": str(core["holds"]),
        "facts": str(len(own)),
        "facts_met": str(sum(verdict_of_fact(one)[0] == "met" for one in own)),
        "claim_table": _claim_table(every),
        "fact_parts": _facts(),
        "forecast_table": _forecast(),
        "source_table": _sources(),
    }


def _claim_table(every: Sequence[Claim]) -> str:
    """Return a table that counts claims by article, and what became of the core ones."""
    rows = []
    for key in (*ARTICLES, ""):
        found = [one for one in every if key in ("", one.article)]
        count = Counter(verdict_of_claim(one)[0] for one in found if one.tier == "core")
        link = f"[{cell(references()[key])}](claims_{key}.md)" if key else "**all**"
        became = [count[result] for result in RESULTS.values()]
        rows.append([key, link, *map(str, (len(found), count.total(), *became))])
    return table(["key", "article", "claims", "core", *RESULTS.values()], rows)


def claim_pages() -> dict[str, str]:
    """Return the text of the page of each article's claims, by page."""
    made = {}
    for key in ARTICLES:
        page = f"evidence/claims_{key}.md"
        parts = [
            f"# Claims of article {key}",
            f"{cell(references()[key])}. [All articles](claims.md).",
        ]
        for claim in claims():
            if claim.article == key:
                parts += _claim(claim, page)
        made[page] = with_links("\n\n".join(filter(None, parts)) + "\n", page)
    return made


def _claim(claim: Claim, page: str) -> list[str]:
    """Return a claim's part of its page."""
    result, words = verdict_of_claim(claim)
    sign = f"sign {claim.sign}" if claim.sign else ""
    about = cell(", ".join(filter(None, (claim.tier, claim.kind, sign))))
    return [
        f"## {claim.id} {{#{claim.id}}}",
        f"{cell(claim.statement.says)} ({cell(', '.join(claim.statement.sources))})",
        _box(result, [words, in_nulls(claim), cell(claim.argues)]),
        f"{about}; {_owners(claim.mechanisms, page)}",
        folded("Its test", checks_of(claim.statement)),
    ]


def _owners(mechanisms: Iterable[str], page: str) -> str:
    return ", ".join(link_of_mechanism(name, page) for name in mechanisms)


def _box(result: str, words: Iterable[str]) -> str:
    """Return a box that says what became of something."""
    text = "\n\n".join(filter(None, words))
    lines = [f"    {line}" if line else "" for line in text.split("\n")]
    return "\n".join([f'!!! {_LOOK.get(result, "note")} "{result}"', "", *lines])


def _facts() -> str:
    """Return a part for each fact."""
    parts = []
    for fact in facts():
        result, words = verdict_of_fact(fact)
        owners = _owners(fact.mechanisms, "evidence/facts.md")
        parts += [
            f"## {fact.id} {{#{fact.id}}}",
            f"{cell(fact.statement.says)} ({cell(', '.join(fact.statement.sources))})",
            _box(result, [words, cell(fact.note)]),
            "; ".join(filter(None, [fact.use, owners])),
            folded("Its test", checks_of(fact.statement)),
        ]
    return "\n\n".join(filter(None, parts))


def _forecast() -> str:
    """Return a table of what came in 2025."""
    path = shipped_folder() / "facts" / "forecast_2025.yaml"
    came: Iterable[Statement] = read_statements(path, path.name, world=HOME, words=FORECAST)
    rows = [
        [
            one.id,
            cell(one.says),
            code(one.words.get("pattern", "")),
            cell(", ".join(one.sources)),
        ]
        for one in came
    ]
    return table(["number", "what came", "pattern", "source"], rows)


def _sources() -> str:
    """Return a table of all sources by key."""
    rows = [
        [f'<span id="{key}">{code(key)}</span>', cell(source)]
        for key, source in references().items()
    ]
    return table(["key", "source"], rows)
