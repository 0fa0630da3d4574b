"""A page for each world that ships: who governs, what they want, what happens from outside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sim.methods.statement import Statement
from sim.scenario import catalogue, document, load, shipped_folder
from sim.scenario.keys import diff
from sim.site.cell import LONG, cell, code, folded, number, span, table
from sim.site.markup import with_links
from sim.site.verdict import checks_of, verdict_of_expectation
from sim.spec.calendar import month_name
from sim.spec.preferences import CAPITALS
from sim.spec.world import Span, World
from sim.study.claims import expectations

__all__ = ["page_of_world", "world_pages", "world_table"]

#: Most lines of what a world changes that its page shows: beyond, it is a world of its own.
_MOST = 250

_TRAITS = (
    "Each run draws a number of its own from each range; [what the traits mean]"
    "(../model/variables.md#traits). The status says how it was read: stated or inferred in the "
    "articles, silent there, or assumed, with the reason."
)

#: Marks at which no line is to break.
_WHOLE = str.maketrans({"-": "\u2011", " ": "\u00a0"})

_LATER = "*after the window*"


def world_pages() -> dict[str, str]:
    """Return the text of every world's page, by page."""
    expected = _expected()
    return {
        f"worlds/{one.name}.md": page_of_world(load(one.name), expected.get(one.name, ()))
        for one in catalogue()
    }


def world_table() -> str:
    """Return a table of all worlds: title, name, window, what holds of what is expected of it."""
    expected, rows = _expected(), []
    for entry in catalogue():
        said = [verdict_of_expectation(one)[0] for one in expected.get(entry.name, ())]
        rows.append(
            [
                f"[{cell(entry.title)}]({entry.name}.md)",
                code(entry.name),
                f"{month_name(entry.first)} to {month_name(entry.last)}".translate(_WHOLE),
                f"{said.count('holds')} of {len(said)}" if said else "–",
                cell(", ".join(entry.sources)),
            ]
        )
    head = ["world", "name", "window", "expectations that hold", "sources"]
    return table(head, rows)


def _expected() -> Mapping[str, Sequence[Statement]]:
    """Return what is expected of each world, by its name."""
    found: dict[str, list[Statement]] = {}
    for statement in expectations():
        found.setdefault(str(statement.words.get("world", "")), []).append(statement)
    return found


def page_of_world(world: World, expected: Sequence[Statement] = ()) -> str:
    """Return a world's page.

    Examples
    --------
    >>> print(page_of_world(load("neglect")).splitlines()[0])
    # US neglect without competition
    """
    page = f"worlds/{world.name}.md"
    window = f"{month_name(world.first)} to {month_name(world.last)}, {world.months} months"
    parent = _parent(world.name)
    facts = [("name", code(world.name)), ("window", window)]
    if world.start is not None:
        facts.append(("starts from", f"the state that {_link(world.start.name)} reaches"))
    if parent:
        facts.append(("inherits", _link(parent)))
    facts.append(("sources", cell(", ".join(world.sources))))
    parts = [
        f"# {world.title}",
        cell(world.description),
        table(["about", "this world"], [[f"**{key}**", value] for key, value in facts]),
        "## What the articles expect",
        cell(world.expects) or "Nothing is said of this world.",
        _expectations(expected, page),
        *_changes(world, parent),
        "## Who governs",
        table(["capital", "leader", "from", "source"], _terms(world)),
        "## What each leader wants",
        _TRAITS,
        *_traits(world),
        "## What happens from outside",
        table(["stream", "comes from", "dated events"], _streams(world)),
        *_events(world),
        folded("Structural series", table(["series", "points", "source"], _series(world))),
        "## Run it",
        f'=== "Python"\n\n    ```python\n    import sim\n\n    world = sim.load("{world.name}")\n'
        "    run = sim.run(world, replicates=1000, seed=1)\n    run.outcomes.mean()\n    ```\n\n"
        '=== "Command line"\n\n    ```sh\n'
        f"    python -m sim scenario={world.name} replicates=1000 seed=1\n    ```",
    ]
    return with_links("\n\n".join(part for part in parts if part) + "\n", page)


def _parent(name: str) -> str:
    """Return the world whose file this one's changes; '' where it changes none."""
    path = shipped_folder() / f"{name}.yaml"
    return str(document.read(path, path.name).get("inherits", ""))


def _link(name: str) -> str:
    return f"[{name}]({name}.md)"


def _expectations(expected: Sequence[Statement], page: str) -> str:
    """Return what is put to the world, with what became of each."""
    parts = []
    for one in expected:
        result, words = verdict_of_expectation(one)
        kind = {"holds": "success", "does not hold": "failure"}[result]
        sources = cell(", ".join(one.sources))
        text = [f"{cell(one.says)} ({sources})", "", words, "", checks_of(one)]
        lines = [f"    {line}" if line else "" for part in text for line in part.split("\n")]
        parts.append("\n".join([f'!!! {kind} "{one.id}: {result}"', "", *lines]))
    return "\n\n".join(parts)


def _changes(world: World, parent: str) -> Iterator[str]:
    """Yield what the world has otherwise than the one whose file it changes."""
    if not parent:
        return
    found = diff(parent, world)
    found = found[~found["key"].str.startswith(("start.", "start_values."))]
    yield f"## What it changes in {_link(parent)}"
    if found.empty:
        yield "Nothing that acts."
        return
    if len(found) > _MOST:
        yield f"{len(found)} keys: it is a world of its own. `sim.diff` lists them."
        return
    rows = [
        [code(row.key), _short(row.a), _short(row.b), cell(row.source_b)]
        for row in found.itertuples()
    ]
    shown = table(["key", "there", "here", "source"], rows)
    yield folded(f"{len(rows)} keys", shown) if len(rows) > LONG else shown


def _short(value: object) -> str:
    """Return a value of a comparison in a cell."""
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return span(Span(*value))
    return number(value) if isinstance(value, float) else cell(value)


def _terms(world: World) -> Iterator[list[str]]:
    """Yield a row a term of office that falls into the window."""
    for capital in CAPITALS:
        holders = world.holders(capital)
        for term in world.calendar[capital]:
            leader = world.leaders[term.leader]
            after = term.first > world.last
            if term.leader in holders or after:
                when = f"{month_name(term.first)}{' ' + _LATER if after else ''}"
                yield [capital.capitalize(), cell(leader.title), when, cell(term.source)]


def _traits(world: World) -> Iterator[str]:
    """Yield a table a leader who governs within the window."""
    for capital in CAPITALS:
        for name in world.holders(capital):
            leader = world.leaders[name]
            rows = [
                [code(trait), span(one), one.status, _origin(one)]
                for trait, one in leader.traits.items()
            ]
            if rows:
                title = f"{capital.capitalize()}: {leader.title} ({name})"
                yield folded(title, table(["trait", "range", "status", "source"], rows))


def _origin(one: Span) -> str:
    return cell(f"{one.source}: {one.because}" if one.because else one.source)


def _streams(world: World) -> Iterator[list[str]]:
    """Yield a row a stream of events."""
    for name, source in world.streams.items():
        dated = world.events.get(name, ()) if source == "given" else ()
        yield [code(name), source, str(len(dated)) if dated else "–"]


def _events(world: World) -> Iterator[str]:
    """Yield the dated events, a table a stream."""
    for name, source in world.streams.items():
        dated = world.events.get(name, ()) if source == "given" else ()
        rows = [[month_name(e.month), number(e.size), cell(e.source), cell(e.note)] for e in dated]
        if rows:
            yield folded(f"Dated events: {name}", table(["month", "size", "source", "note"], rows))


def _series(world: World) -> Iterable[list[str]]:
    """Yield a row a series."""
    for name, series in world.series.items():
        points = ", ".join(f"{month_name(month)}: {number(v)}" for month, v in series.points)
        yield [code(name), points, cell(series.source or series.because)]
