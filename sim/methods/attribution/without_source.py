"""A world as it would be coded had one of its articles not been read.

Articles are the sources whose key is a number, cited by paragraph. A number rests on the articles
that its source names; where the source is `assumed`, on those that the reason names. It loses its
code where those are articles left out and nothing else stands behind it: no other article, no
literature, no data, no public record.

| a number of the kind | takes, in this order |
|---|---|
| trait | an ancestor's code for this leader; the capital's prior for silence; all its bounds |
| ideology on entry | an ancestor's code; the middle, since everybody sees one number |
| series | an ancestor's points; the middle of its bounds throughout |
| parameter | the registry's default; its prior, from which each replicate draws |

Whatever in that order rests on the articles left out as well is passed over. Start values stay:
no article gives the level of one, and the middle of a scale would be a claim of its own. So do
dates of office and events, which any chronology has, the equations, and a parameter that a set of
draws holds.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sim.errors import UnknownName
from sim.scenario.citation import keys
from sim.scenario.folder import shipped_folder
from sim.scenario.inherit import lineage
from sim.scenario.partial import Partial, PartialLeader
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import TRAITS, traits_of
from sim.spec.variables import SERIES
from sim.spec.world import Leader, Series, Span, World

__all__ = ["SECTIONS", "resting_on", "rests_on", "without_source"]

#: Where a world holds what may rest on an article.
SECTIONS = ("leaders", "series", "parameters")

_PARAGRAPH = re.compile(r"\b(\d{3}) P\d+")
_NOTE = re.compile(r"\([^)]*\)|:.*")
#: The public record, a key of `sources.bib` by its usual shapes, an author with a year.
_ELSEWHERE = re.compile(
    r"public record|^[a-z][a-z0-9]*_[a-z0-9_]+$|^[a-z][a-z-]*[0-9]{4}[a-z]?\b"
    r"|^[A-Z]\w+( et al\.| and [A-Z]\w+)? \d{4}\b"
)

_BOUNDS = {trait.name: (trait.low, trait.high) for trait in TRAITS}
_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}


def rests_on(source: str, because: str = "") -> frozenset[str]:
    """Return what stands behind a number: keys of articles, and 'elsewhere' for anything else.

    Parameters
    ----------
    source : str
        As a world or the registry of parameters gives it.
    because : str
        The reason, which counts where the source is `assumed` and nothing more.

    Examples
    --------
    >>> sorted(rests_on("003 P18, 003 P20-P22"))
    ['003']
    >>> sorted(rests_on("002 P11, Axelrod 1984; assumed: a reason"))
    ['002', 'elsewhere']
    >>> sorted(rests_on("assumed", "the articles are silent"))
    []
    """
    bare = source == "assumed"
    text = because if bare else source.partition("assumed:")[0]
    found = set(_PARAGRAPH.findall(text))
    parts = [text] if bare else [_NOTE.sub("", part).strip() for part in re.split(r"[;,]", text)]
    if any(_ELSEWHERE.search(part) or part.partition(" ")[0] in _known()[1] for part in parts):
        found.add("elsewhere")
    return frozenset(found)


@cache
def _known() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the keys of the shipped list of sources: the articles', and all others."""
    found = keys(shipped_folder())
    articles = tuple(sorted(key for key in found if key.isdecimal()))
    return articles, frozenset(found) - set(articles)


def resting_on(world: World, *articles: str) -> tuple[str, ...]:
    """Return the name of every number of a world that rests on these articles and nothing else.

    Traits and ideology of leaders, series, and parameters; the world that it starts from is not
    counted.

    Examples
    --------
    >>> from sim.scenario import load
    >>> "leaders.yoon.deterrence" in resting_on(load("baseline_hindcast"), "000")
    True
    """
    gone = _gone(articles)
    found = []
    for name, leader in world.leaders.items():
        codes = {**leader.traits, "ideology": leader.ideology}
        found += [f"leaders.{name}.{key}" for key, span in codes.items() if _lost(span, gone)]
    found += [f"series.{name}" for name, series in world.series.items() if _lost(series, gone)]
    found += [f"parameters.{name}" for name in _parameters(world, gone)]
    return tuple(found)


def without_source(
    world: World,
    *articles: str,
    sections: Collection[str] = SECTIONS,
    worlds: Path | None = None,
) -> World:
    """Return a world in which what rests on these articles alone has lost its code.

    Parameters
    ----------
    world : World
        A checked world, changed by name or not; what was changed stays.
    articles : keys such as '000'; several are left out together
    sections : those of SECTIONS that lose their codes; the others stay
    worlds : path, optional
        The folder of one's own worlds that it came from.

    Returns
    -------
    World
        So changed, and the world that it starts from as well. A replicate draws a wider range with
        the same luck, so the two worlds compare by pairs.

    Raises
    ------
    UnknownName
        For an article that no list of sources has.
    SimError
        If the files that the world came from cannot be read.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = without_source(load("baseline_hindcast"), "000")
    >>> span = world.leaders["yoon"].traits["deterrence"]
    >>> span.low, span.high
    (0.2, 0.8)
    """
    gone = _gone(articles)
    older = tuple(_ancestors(world.name, worlds))
    start = world.start
    if start is not None:
        start = without_source(start, *articles, sections=sections, worlds=worlds)
    changed: dict[str, Any] = {
        "leaders": {name: _leader(one, older, gone) for name, one in world.leaders.items()},
        "series": {name: _series(name, one, older, gone) for name, one in world.series.items()},
        "parameters": {
            **world.parameters,
            **{name: _parameter(name, gone) for name in _parameters(world, gone)},
        },
    }
    return replace(world, start=start, **{name: changed[name] for name in sections})


def _gone(articles: Collection[str]) -> frozenset[str]:
    known, _ = _known()
    for article in articles:
        if article not in known:
            raise UnknownName("article", article, known)
    return frozenset(articles)


def _lost(number: Span | Series, gone: Collection[str]) -> bool:
    """Return whether nothing but what is left out stands behind a number."""
    found = rests_on(number.source, number.because)
    return bool(found) and found <= set(gone)


def _ancestors(name: str, worlds: Path | None) -> Iterator[Partial]:
    """Yield what a world and its ancestors state, the world first."""
    while name:
        part = lineage(name, worlds)
        yield part
        name = part.inherits


def _leader(leader: Leader, older: Collection[Partial], gone: Collection[str]) -> Leader:
    """Return a leader without the codes that are lost."""
    stated = [part.leaders.get(leader.name, PartialLeader()) for part in older]
    traits = dict(leader.traits)
    for trait in traits_of(leader.capital):
        if not _lost(traits[trait], gone):
            continue
        kept = [one.traits[trait] for one in stated if trait in one.traits]
        kept += [
            part.silent[leader.capital][trait]
            for part in older
            if trait in part.silent.get(leader.capital, {})
        ]
        whole = Span(*_BOUNDS[trait], source="assumed", status="silent", because=_why(gone))
        traits[trait] = next((span for span in kept if not _lost(span, gone)), whole)
    ideology = leader.ideology
    if _lost(ideology, gone):
        kept = [one.ideology for one in stated if one.ideology is not None]
        middle = Span(0.5, 0.5, source="assumed", status="assumed", because=_why(gone))
        ideology = next((span for span in kept if not _lost(span, gone)), middle)
    return replace(leader, traits=traits, ideology=ideology)


def _series(name: str, series: Series, older: Collection[Partial], gone: Collection[str]) -> Series:
    """Return a series, or what stands in for it."""
    if not _lost(series, gone):
        return series
    kept = [part.series[name] for part in older if name in part.series]
    spec = SERIES[name]
    middle = Series(
        points=((series.points[0][0], (spec.low + spec.high) / 2.0),),
        source="assumed",
        because=_why(gone),
    )
    return next((one for one in kept if not _lost(one, gone)), middle)


def _parameters(world: World, gone: Collection[str]) -> list[str]:
    """Return the parameters whose number, stated by the world or else the default, is lost."""
    drawn = () if world.parameter_set is None else world.parameter_set.names
    found = []
    for name, spec in _PARAMETERS.items():
        stated = world.parameters.get(name, Span(spec.default, spec.default, source=spec.source))
        if _lost(stated, gone) and (name in world.parameters or name not in drawn):
            found.append(name)
    return found


def _parameter(name: str, gone: Collection[str]) -> Span:
    """Return the default of a parameter if that has not lost its source, else its prior."""
    spec = _PARAMETERS[name]
    default = Span(spec.default, spec.default, source=spec.source)
    if not _lost(default, gone):
        return default
    return Span(*spec.prior, source="assumed", because=f"its prior; {_why(gone)}")


def _why(gone: Collection[str]) -> str:
    return f"without article {', '.join(sorted(gone))}"
