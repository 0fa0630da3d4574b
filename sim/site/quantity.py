"""What pages print of the registry: parameters, variables, outcomes, long tables, the glossary."""

import re
from collections.abc import Mapping

from sim.report.glossary import glossary
from sim.site.cell import cell, code, ends, number, table
from sim.site.mechanism import link_of_mechanism
from sim.spec.levels import spelt
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.switches import SWITCHES
from sim.spec.tables import TABLES
from sim.study.acting import CARRIES
from sim.study.claims import Claim, claims

__all__ = ["quantity_words"]

#: Who reads a parameter that no single mechanism owns, in words.
_OWNERS = {
    "role": "What only one of two capitals has, or what several mechanisms share.",
    "relation": "How relations move (E1.r1 to E1.r10), whatever is switched off.",
    "choice": "The rule of choice and its costs (E0).",
    "schedule": "Who chooses when, and how records are kept.",
    "beijing": "Beijing (E0.25 and E0.26).",
}

#: Tables of MODEL.md and TABLES.md that pages print.
_WRITTEN = (
    *("states", "inputs", "events", "traits", "instruments"),
    *("flows", "intermediate", "streams"),
)


def quantity_words() -> dict[str, str]:
    """Return what pages may print of the registry, by the word that asks for it."""
    return {
        **{name: _written(name) for name in _WRITTEN},
        "parameter_tables": _parameters(),
        "idle_table": _idle(),
        "outcome_table": _outcomes(),
        "glossary": _glossary(),
    }


def _written(name: str) -> str:
    """Return a table of the registry; a placeholder in its code keeps its look, and is no HTML."""
    return TABLES[name]().strip()


def _parameters() -> str:
    """Return a heading and a table for each owner of parameters."""
    owners = [*SWITCHES, *dict.fromkeys(p.owner for p in PARAMETERS if p.owner not in SWITCHES)]
    head = ["name", "symbol", "default", "prior", "bounds", "unit", "meaning, and source"]
    parts = []
    for owner in owners:
        rows = [
            [
                f'<span id="{one.name}">{code(one.name)}</span>',
                cell(one.symbol),
                number(one.default),
                ends(*one.prior),
                ends(*BOUNDS[one.kind]),
                cell(one.unit),
                f"{cell(one.meaning)}<br><small>{cell(one.source)}</small>",
            ]
            for one in PARAMETERS
            if one.owner == owner
        ]
        if not rows:
            continue
        if owner in SWITCHES:
            title = f"M{SWITCHES.index(owner) + 1:02d} {owner.replace('_', ' ')}"
            intro = f"Read by {link_of_mechanism(owner, 'model/parameters.md')} alone."
        else:
            title, intro = owner.capitalize(), _OWNERS.get(owner, "")
        parts += [f"## {title}", intro, table(head, rows)]
    return "\n\n".join(filter(None, parts))


def _idle() -> str:
    """Return a table of the parameters that hardly act, with what rests on them."""
    by_id = {one.id: one for one in claims()}
    rows = [
        [f"[{code(name)}](#{name})", ", ".join(_statement(one, by_id) for one in carried)]
        for name, carried in CARRIES.items()
    ]
    return table(["parameter", "what rests on it"], rows)


def _statement(name: str, by_id: Mapping[str, Claim]) -> str:
    """Return a statement's name as a link: a claim C, a fact E, or what is expected of a world."""
    if name in by_id:
        return f"[{name}](../evidence/claims_{by_id[name].article}.md#{name})"
    return f"[{name}](../evidence/facts.md#{name})" if name.startswith("E") else name


def _outcomes() -> str:
    """Return a table of the outcomes."""
    rows = [
        [
            f'<span id="{one.name}">{code(one.name)}</span>',
            one.kind,
            ends(one.low, one.high),
            cell(one.unit),
            cell(f"{one.meaning} ({spelt(one.levels)})" if one.levels else one.meaning),
        ]
        for one in OUTCOMES
    ]
    return table(["outcome", "kind", "bounds", "unit", "meaning"], rows)


def _glossary() -> str:
    """Return the glossary, a term after the other in the order of letters."""
    parts = []
    for word in sorted(glossary(), key=str.casefold):
        name = re.sub(r"\W+", "-", word.casefold()).strip("-")
        parts.append(f'<span id="{name}">**{word}**</span>\n:   {glossary()[word]}')
    return "\n\n".join(parts)
