"""Words on a picture, all from the registry: what is drawn, and in which unit."""

import re

from sim.errors import UnknownName
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import RECORDED

__all__ = [
    "outcome_label",
    "outcome_unit",
    "signed",
    "tidy",
    "variable_label",
    "variable_unit",
    "world_name",
]

_VARIABLES = {variable.name: variable for variable in RECORDED}
_OUTCOMES = {outcome.name: outcome for outcome in OUTCOMES}
_PAIRED = "Tokyo|Seoul|Japan|Korea|US|North Korea|Washington"
_CODE = {"CHN": "China", "JPN": "Japan", "KOR": "Korea", "PRK": "North Korea", "USA": "US"}


def tidy(text: str) -> str:
    """Return a declared meaning as set in print: names for codes, true minus and dashes.

    Examples
    --------
    >>> tidy("Relation of JPN-KOR: -1 hostile, 1 close")
    'Relation of Japan–Korea: −1 hostile, 1 close'
    """
    codes = "|".join(_CODE)
    text = re.sub(rf"\b({codes})-({codes})\b", lambda m: f"{_CODE[m[1]]}–{_CODE[m[2]]}", text)
    text = re.sub(rf"\b({_PAIRED})-({_PAIRED})\b", r"\1–\2", text)
    return re.sub(r"(?<![\w])-(?=\d)", "−", text).replace("'", "’")


def signed(value: float) -> str:
    """Return a difference with its sign, three places, and a true minus.

    Examples
    --------
    >>> signed(-0.25)
    '−0.250'
    """
    return f"{value:+.3f}".replace("-", "−")


def _bounds(low: float, high: float) -> str:
    """Return bounds as a unit for what has none."""
    return tidy(f"{low:g} to {high:g}")


def variable_unit(name: str) -> str:
    """Return a variable's unit; for a pure number, its bounds.

    Examples
    --------
    >>> variable_unit("relation_jpn_kor")
    '−1 to 1'
    """
    spec = _VARIABLES.get(name)
    if spec is None:
        raise UnknownName("variable", name, _VARIABLES)
    return _bounds(spec.low, spec.high) if spec.unit == "1" else spec.unit


def variable_label(name: str) -> str:
    """Return an axis label: meaning and unit.

    Examples
    --------
    >>> variable_label("trust")
    'Trust between Tokyo and Seoul [0 to 1]'
    """
    unit = variable_unit(name)
    return f"{tidy(_VARIABLES[name].meaning).split(':')[0]} [{unit}]"


def outcome_unit(name: str) -> str:
    """Return an outcome's unit; for a pure number what it is, or its bounds.

    Examples
    --------
    >>> outcome_unit("settlements"), outcome_unit("jpn_kor_low_month")
    ('count', 'months')
    """
    spec = _OUTCOMES.get(name)
    if spec is None:
        raise UnknownName("outcome", name, _OUTCOMES)
    if spec.unit != "1":
        return f"{spec.unit}s" if spec.unit == "month" else spec.unit
    if spec.kind in ("count", "share", "flag"):
        return {"count": "count", "share": "share", "flag": "probability"}[spec.kind]
    return _bounds(spec.low, spec.high)


def outcome_label(name: str) -> str:
    """Return an axis label: meaning and unit.

    Examples
    --------
    >>> outcome_label("summits")
    'Tokyo–Seoul summits [count]'
    """
    unit = outcome_unit(name)
    return f"{tidy(_OUTCOMES[name].meaning)} [{unit}]"


def world_name(name: str) -> str:
    """Return a scenario's or leader's key as words.

    Examples
    --------
    >>> world_name("second_trump_term"), world_name("biden_style_mediation")
    ('Second Trump term', 'Biden-style mediation')
    """
    words = name.replace("_", " ").replace("biden style", "Biden-style")
    return re.sub(r"\btrump\b", "Trump", words[:1].upper() + words[1:])
