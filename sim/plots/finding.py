"""What a title says of numbers: amounts in words, and that a question is open."""

import math
import re
from collections.abc import Mapping

from matplotlib.axes import Axes

from sim.analysis import Effect
from sim.errors import UnknownName
from sim.plots.label import outcome_unit, tidy
from sim.plots.lettering import fitted
from sim.spec.levels import TRIANGLE_MEANINGS, TRIANGLE_TYPES, levels_of
from sim.spec.outcomes import OutcomeSpec

__all__ = [
    *("amount", "asked", "change", "left_out_words", "level_words", "name_levels"),
    *("percent", "small", "spec_of", "subject"),
]


#: Words that keep their capital inside a sentence.
_PROPER = {
    *("Tokyo", "Seoul", "Washington", "Beijing", "Pyongyang"),
    *("Japan", "Korea", "China", "North", "US", "Second", "Biden"),
}


def percent(share: float) -> str:
    """Return a share in per cent, with a decimal where it is near none or all.

    Examples
    --------
    >>> percent(0.314), percent(0.004), percent(1.0)
    ('31%', '0.4%', '100%')
    """
    near = 0.0 < share < 0.0095 or 0.9905 < share < 1.0
    return f"{100 * share:.1f}%" if near else f"{100 * share:.0f}%"


def _plain(value: float, places: int) -> str:
    """Return a number with a true minus, and no minus before nothing."""
    text = f"{value:.{places}f}"
    return text.lstrip("-") if float(text) == 0.0 else text.replace("-", "−")


def _places(spec: OutcomeSpec) -> int:
    return 1 if spec.kind == "count" or spec.unit != "1" else 2


def amount(value: float, spec: OutcomeSpec) -> str:
    """Return an outcome's value as a title says it: a share in per cent, months with their unit.

    Examples
    --------
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME as known
    >>> amount(-0.254, known["jpn_kor_final"]), amount(0.3, known["jpn_kor_fall"])
    ('−0.25', '30%')
    >>> amount(7.0, known["jpn_kor_low_month"])
    '7 months'
    >>> amount(0.0, known["triangle_final"])
    '“all three friends”'
    """
    if math.isnan(value):
        return "unknown"
    if spec.kind in ("flag", "share"):
        return percent(value) if value >= 0 else f"−{percent(-value)}"
    words = level_words(spec)
    if value in words:
        return f"“{words[int(value)]}”"
    unit = "" if spec.unit == "1" else f" {spec.unit}s" if spec.unit == "month" else f" {spec.unit}"
    places = 0 if spec.kind == "count" and float(value).is_integer() else _places(spec)
    return f"{_plain(value, places)}{unit}"


def level_words(spec: OutcomeSpec) -> dict[int, str]:
    """Return the word of each number that a code can be, as readers meet it; none of other kinds.

    Examples
    --------
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME as known
    >>> level_words(known["retaliation_peak"])
    {0: 'none', 1: 'history', 2: 'trade', 3: 'security'}
    """
    if spec.levels == TRIANGLE_TYPES:
        return dict(enumerate(TRIANGLE_MEANINGS))
    return {} if spec.kind == "flag" else levels_of(spec)


def name_levels(axes: Axes, spec: OutcomeSpec, wide: float) -> None:
    """Write words for the numbers of a code along an axis so many inches wide.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME as known
    >>> axes = Figure().subplots()
    >>> name_levels(axes, known["retaliation_peak"], 6.0)
    >>> [text.get_text() for text in axes.get_xticklabels()]
    ['none', 'history', 'trade', 'security']
    """
    words = level_words(spec)
    if not words:
        return
    room = 0.9 * wide / (len(words) + 1)
    axes.set_xticks(list(words), [fitted(word, room, 8.0) for word in words.values()])
    axes.set_xlim(min(words) - 0.6, max(words) + 0.6)


def change(value: float, spec: OutcomeSpec) -> str:
    """Return a difference with its sign: of shares in points of per cent.

    Examples
    --------
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME as known
    >>> change(0.1, known["jpn_kor_final"]), change(-0.034, known["jpn_kor_fall"])
    ('+0.10', '−3.4 points')
    """
    if math.isnan(value):
        return "unknown"
    if spec.kind in ("flag", "share"):
        text, unit = _plain(100 * value, 1), " points"
    else:
        text = _plain(value, _places(spec))
        unit = "" if spec.unit == "1" else f" {spec.unit}s"
    return f"{'' if text.startswith('−') or float(text) == 0.0 else '+'}{text}{unit}"


def small(text: str) -> str:
    """Return words as they stand inside a sentence: a name keeps its capital.

    Examples
    --------
    >>> small("A settlement is reached"), small("Seoul reverses"), small("Tokyo–Seoul summits")
    ('a settlement is reached', 'Seoul reverses', 'Tokyo–Seoul summits')
    """
    first = re.split(r"[ –’-]", text, maxsplit=1)[0]
    return text if first in _PROPER else text[:1].lower() + text[1:]


def subject(spec: OutcomeSpec) -> str:
    """Return what an outcome is, without its unit.

    Examples
    --------
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME as known
    >>> subject(known["jpn_kor_final"])
    'Relation Japan–Korea in the last month'
    """
    return tidy(spec.meaning) or spec.name


def asked(spec: OutcomeSpec, specs: Mapping[str, OutcomeSpec]) -> str:
    """Return an outcome with its unit, for an axis; a flag as what share of runs shows it.

    Examples
    --------
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME as known
    >>> asked(known["summits"], known)
    'Tokyo–Seoul summits [count]'
    """
    if level_words(spec):
        return subject(spec)
    unit = outcome_unit(spec.name, specs)
    return f"{subject(spec)} [{unit}]"


def left_out_words(missing: int) -> str:
    """Return how many runs had no answer, as a sentence of a caption; nothing if all had one.

    Examples
    --------
    >>> left_out_words(0), left_out_words(1)
    ('', ' 1 run has no answer and is left out.')
    """
    if not missing:
        return ""
    verbs = ("s have", "are") if missing > 1 else (" has", "is")
    return f" {missing:,} run{verbs[0]} no answer and {verbs[1]} left out."


def spec_of(effect: Effect, outcome: str) -> OutcomeSpec:
    """Return what an outcome of a comparison is.

    Raises
    ------
    UnknownName
        If it is none of those compared.
    """
    if outcome not in effect.table.index:
        raise UnknownName("outcome", outcome, effect.table.index, place="effect")
    return effect.specs[outcome]
