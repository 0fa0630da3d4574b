"""What the app shows of two worlds, as HTML; nothing here knows the browser or its server."""

from collections.abc import Iterable, Iterator
from html import escape

from sim.mesa_face.capital import Capital
from sim.mesa_face.model import TriangleModel
from sim.mesa_face.twins import SIDES, Twins
from sim.mesa_face.words import CHOSEN
from sim.spec.calendar import LAST_KNOWN, month_number, month_words
from sim.spec.levels import NO_YES, TALKS_STATES, TRIANGLE_WORDS
from sim.spec.preferences import CAPITALS
from sim.spec.recorded import RECORDED

__all__ = ["capitals_html", "course", "event_words", "parting_words", "relations_svg"]

#: Blue and vermillion of Okabe and Ito (2008); World B's line is dashed as well.
COLOURS = {"a": "#0072B2", "b": "#D55E00"}
_DASHES = {"a": "", "b": ' stroke-dasharray="7 4"'}

#: Relations that are drawn.
PAIRS = {
    "relation_jpn_kor": "Tokyo and Seoul",
    "relation_jpn_usa": "Tokyo and Washington",
    "relation_kor_usa": "Seoul and Washington",
}

_EVENTS = {
    each.name: each.meaning
    for each in RECORDED
    if each.name.endswith("_event") and each.levels == NO_YES
}
#: A meeting of leaders is told as the visit or the encounter that it was.
_TOLD_ONCE = {"summit_event"}

#: The picture, in its own units: panels under one another, and where their lines may lie.
_WIDTH, _LEFT, _RIGHT, _TOP, _PANEL, _APART = 640, 84, 12, 56, 150, 64
_MOST_YEARS = 9


def relations_svg(twins: Twins) -> str:
    """Return the relations of both worlds so far, on one fixed scale, over the whole window."""
    world, kept = twins.a.world, twins.datacollector.model_vars
    wide = (_WIDTH - _LEFT - _RIGHT) / world.months
    height = _TOP + len(PAIRS) * (_PANEL + _APART)
    parts = list(_key())
    for row, (name, title) in enumerate(PAIRS.items()):
        top = _TOP + row * (_PANEL + _APART)
        parts += _scale(title, top)
        for side in SIDES:
            points = " ".join(
                f"{_LEFT + (month + 0.5) * wide:.1f},{top + _PANEL * (1.0 - value) / 2:.1f}"
                for month, value in enumerate(kept[f"{name}_{side}"])
            )
            parts.append(
                f'<polyline points="{points}" fill="none" stroke="{COLOURS[side]}" '
                f'stroke-width="2.5"{_DASHES[side]}/>'
            )
        parts += _years(world.first, world.months, wide, top + _PANEL)
        if twins.apart:
            x = _LEFT + (month_number(twins.apart) - world.first + 0.5) * wide
            parts.append(
                f'<path d="M{x:.1f} {top}v{_PANEL}" stroke="currentColor" stroke-dasharray="2 3"/>'
            )
            if row == 0:
                anchor, shift = ("start", 5) if x < _WIDTH / 2 else ("end", -5)
                parts.append(
                    f'<text x="{x + shift:.1f}" y="{top + _PANEL - 6}" text-anchor="{anchor}">'
                    f"they part, {twins.apart}</text>"
                )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(_aloud(twins))}" '
        f'font-size="15" fill="currentColor">{"".join(parts)}</svg>'
    )


def _key() -> Iterator[str]:
    """Yield what line is which world."""
    for side, x in zip(SIDES, (_WIDTH - 250, _WIDTH - 118), strict=True):
        yield (
            f'<path d="M{x} 14h30" stroke="{COLOURS[side]}" stroke-width="2.5"{_DASHES[side]}/>'
            f'<text x="{x + 38}" y="19">World {side.upper()}</text>'
        )


def _scale(title: str, top: float) -> Iterator[str]:
    """Yield a panel's title and its scale from hostile to close."""
    yield f'<text x="{_LEFT}" y="{top - 10}" font-weight="600">{escape(title)}</text>'
    for share, said, strong in ((0.0, "1 close", 0.25), (0.5, "0", 0.6), (1.0, "−1 hostile", 0.25)):
        y = top + share * _PANEL
        yield (
            f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="currentColor" '
            f'stroke-opacity="{strong}"/>'
            f'<text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{said}</text>'
        )


def _years(first: int, months: int, wide: float, y: float) -> Iterator[str]:
    """Yield ticks where years begin; where there are many, not every year is named."""
    januaries = [month for month in range(first, first + months + 1) if month % 12 == 0]
    every = -(-len(januaries) // _MOST_YEARS)
    for number, month in enumerate(januaries):
        x = _LEFT + (month - first) * wide
        yield f'<path d="M{x:.1f} {y}v5" stroke="currentColor"/>'
        if number % every == 0:
            # The first would touch the scale, the last leave the picture.
            anchor = "start" if x < _LEFT + 8 else "end" if x > _WIDTH - _RIGHT - 8 else "middle"
            yield f'<text x="{x:.1f}" y="{y + 20}" text-anchor="{anchor}">{month // 12}</text>'


def _aloud(twins: Twins) -> str:
    """Return the picture in words."""
    if twins.steps == 0:
        return "Relations of World A and World B: no month has run"
    pairs = "; ".join(
        f"{title}: {twins.a[name]:.2f} and {twins.b[name]:.2f}" for name, title in PAIRS.items()
    )
    return f"Relations in World A and World B in {twins.month}, -1 hostile to 1 close. {pairs}"


def parting_words(twins: Twins) -> str:
    """Return where the two part, in a sentence.

    Examples
    --------
    >>> parting_words(Twins("second_trump_term", replicate=0, compiled=False))
    'World B is World A: change something.'
    """
    if twins.a.world == twins.b.world:
        return "World B is World A: change something."
    if twins.apart:
        return f"The two part in {twins.apart}."
    if twins.steps == 0:
        return "No month has run: press Step, or ▶."
    return "So far the two are equal to the last digit: nobody has chosen otherwise."


def course(twins: Twins) -> str:
    """Return what kind of course is shown, in a sentence.

    Examples
    --------
    >>> course(Twins("baseline_hindcast", replicate=0, compiled=False))
    'Both are imagined courses, not the record.'
    """
    said = "Both are imagined courses, not the record"
    if twins.a.world.last > LAST_KNOWN:
        said += f"; after {month_words(LAST_KNOWN)} who leads is imagined as well"
    return f"{said}."


def event_words(model: TriangleModel) -> list[str]:
    """Return what happened in the month last run, and how things stand, as sentences."""
    if model.steps == 0:
        return []
    events = [
        meaning
        for name, meaning in _EVENTS.items()
        if name not in _TOLD_ONCE and model[name] == 1.0
    ]
    triangle = TRIANGLE_WORDS[int(model["triangle"])]
    talks = TALKS_STATES[int(model["talks_state"])]
    return [f"The three: {triangle}", f"Washington and Pyongyang: {talks}", *events]


def capitals_html(twins: Twins) -> str:
    """Return the five capitals of both worlds: who leads, what each chose, what happened.

    What differs is bold and marked with ≠.
    """
    rows = []
    for capital in CAPITALS:
        one, other = (each.capital(capital) for each in (twins.a, twins.b))
        leaders = [each.model.world.leaders[each.leader].title for each in (one, other)]
        leader = leaders[0] if leaders[0] == leaders[1] else " / ".join(leaders)
        chosen = [_chosen(each, twins.steps) for each in (one, other)]
        rows.append(_row(capital.capitalize(), leader, *chosen))
    rows.append(_row("This month", "", event_words(twins.a), event_words(twins.b)))
    heads = '<th scope="col">Capital</th>' + "".join(
        f'<th scope="col" style="border-bottom:3px solid {COLOURS[side]}">World {side.upper()}</th>'
        for side in SIDES
    )
    return (
        '<table class="capitals"><caption>What each capital chose in '
        f"{escape(twins.month)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _chosen(capital: Capital, steps: int) -> list[str]:
    """Return what a capital chose, in words; nothing before the first month."""
    return [CHOSEN[name][option] for name, option in capital.choices.items()] if steps else []


def _row(head: str, under: str, one: list[str], other: list[str]) -> str:
    """Return a row of the table."""
    cells = "".join(
        f"<td>{_listed(own, others)}</td>" for own, others in ((one, other), (other, one))
    )
    return (
        f'<tr><th scope="row">{escape(head)}<div class="leader">{escape(under)}</div></th>'
        f"{cells}</tr>"
    )


def _listed(own: list[str], others: Iterable[str]) -> str:
    """Return sentences one under the other, those that the other world lacks marked."""
    lines = [escape(each) if each in others else f"<b>≠ {escape(each)}</b>" for each in own] or [
        "–"
    ]
    return "<br>".join(lines)
