"""A page for each mechanism: its equations beside its code, its parameters, the claims it owns."""

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import sim.mechanisms
import sim.spec
from sim.site.cell import cell, code, ends, folded, number, table
from sim.site.document import DOCUMENTS
from sim.site.markup import at_home, link_to, sane, with_links
from sim.site.verdict import verdict_of_claim
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.switches import NEUTRAL, SWITCHES
from sim.study.claims import Claim, claims

__all__ = ["link_of_mechanism", "mechanism_pages", "mechanism_table", "page_name", "section"]

_HEAD = re.compile(r"^### (?P<number>E\d+) (?P<title>.*?) — (?P<files>.*)$", re.MULTILINE)
_MODEL = "sim/spec/MODEL.md"


def page_name(switch: str) -> str:
    """Return the page of a mechanism.

    Examples
    --------
    >>> page_name("mediation")
    'model/m02_mediation.md'
    """
    return f"model/m{SWITCHES.index(switch) + 1:02d}_{switch}.md"


def link_of_mechanism(switch: str, at: str) -> str:
    """Return a mechanism's number and name as a link to its page.

    Examples
    --------
    >>> link_of_mechanism("mediation", "evidence/claims.md")
    '[M02 mediation](../model/m02_mediation.md)'
    """
    label = f"M{SWITCHES.index(switch) + 1:02d} {switch.replace('_', ' ')}"
    return f"[{label}]({link_to(page_name(switch), at)})"


@functools.cache
def _sections() -> Mapping[str, tuple[str, tuple[str, ...], str]]:
    """Return title, files and text of each block of MODEL.md's submodels, by its number."""
    path = Path(sim.spec.__file__).with_name("MODEL.md")
    text = path.read_text(encoding="utf-8").split("\n## 7. Submodels\n")[1].split("\n## 8. ")[0]
    found, heads = {}, list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        files = tuple(re.findall(r"`(\w+\.py)`", head["files"]))
        found[head["number"]] = (head["title"], files, text[head.end() : end].strip())
    return found


def section(number: str) -> tuple[str, tuple[str, ...], str]:
    """Return title, files of code and text of a block of MODEL.md.

    Examples
    --------
    >>> title, files, text = section("E3")
    >>> title, files
    ('Loyalty competition', ('loyalty_contest.py',))
    """
    return _sections()[number]


def mechanism_pages() -> dict[str, str]:
    """Return the text of each mechanism's page, and of E0, by page."""
    owned: dict[str, list[Claim]] = {}
    for claim in claims():
        owned.setdefault(claim.mechanisms[0], []).append(claim)
    made = {"model/e0_choice.md": _page("E0", "E0", "model/e0_choice.md", ())}
    for place, switch in enumerate(SWITCHES, start=1):
        page, mine = page_name(switch), owned.get(switch, ())
        made[page] = _page(f"E{place}", f"M{place:02d}", page, mine, switch)
    return made


def mechanism_table() -> str:
    """Return a table of all mechanisms: number, title, switch, what is left when it is off."""
    rows = [
        [
            f"M{place:02d}",
            f"[{cell(section(f'E{place}')[0])}]({page_name(switch).removeprefix('model/')})",
            code(switch),
            cell(NEUTRAL[switch]),
        ]
        for place, switch in enumerate(SWITCHES, start=1)
    ]
    return table(["number", "mechanism", "switch", "off"], rows)


def _page(block: str, label: str, page: str, owned: Sequence[Claim], switch: str = "") -> str:
    """Return the page of a block of the model."""
    title, files, text = section(block)
    pages = {**DOCUMENTS, "sim/spec/TABLES.md": "model/tables.md"}
    text = with_links(at_home(sane(text), _MODEL, page, pages), page)
    head = [f"# {label} {title}"]
    if switch:
        head += [
            f"Switch {code(f'switches.{switch}')}. Off: {cell(NEUTRAL[switch])}.",
            f"Try it: `python -m sim scenario=second_trump_term switches.{switch}=false`.",
        ]
    left = ["## Equations", text]
    right = ["## Code"]
    for name in files:
        right += [f"**`sim/mechanisms/{name}`**", f"```python\n{_code(name)}\n```"]
    parts = [
        *head,
        '<div class="beside" markdown>\n\n<div class="text" markdown>',
        *left,
        '</div>\n\n<div class="code" markdown>',
        *right,
        "</div>\n\n</div>",
        *_parameters(switch, page),
        *_owned(owned, page),
    ]
    hidden = "---\nhide: [navigation, toc]\n---\n\n"
    return hidden + "\n\n".join(parts) + "\n"


def _code(name: str) -> str:
    return Path(sim.mechanisms.__file__).with_name(name).read_text(encoding="utf-8").strip()


def _parameters(switch: str, page: str) -> list[str]:
    """Return the parameters that only this mechanism reads."""
    rows = [
        [
            f"[{code(one.name)}](parameters.md#{one.name})",
            cell(one.symbol),
            number(one.default),
            ends(*one.prior),
            ends(*BOUNDS[one.kind]),
            cell(one.meaning),
        ]
        for one in PARAMETERS
        if one.owner == switch
    ]
    head = ["name", "symbol", "default", "prior", "bounds", "meaning"]
    return ["## Its parameters", with_links(table(head, rows), page)] if rows else []


def _owned(owned: Sequence[Claim], page: str) -> list[str]:
    """Return the claims whose contrast switches this mechanism off."""
    rows = [
        [
            f"[{one.id}]({link_to(f'evidence/claims_{one.article}.md', page)}#{one.id})",
            cell(one.statement.says),
            one.tier,
            verdict_of_claim(one)[0],
        ]
        for one in owned
    ]
    shown = table(["claim", "says", "tier", "verdict"], rows)
    return ["## Claims that it owns", folded(f"{len(rows)} claims", shown)] if rows else []
