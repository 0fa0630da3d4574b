"""Words on a picture, all from the registry: what is drawn, and in which unit."""

import math
import re
from collections.abc import Mapping, Sequence

from sim.errors import UnknownName
from sim.spec.outcomes import OUTCOME_BY_NAME, OutcomeSpec
from sim.spec.preferences import LEADERS
from sim.spec.recorded import RECORDED_BY_NAME

__all__ = [
    "country",
    "outcome_label",
    "outcome_unit",
    "point_name",
    "point_names",
    "point_words",
    "signed",
    "tidy",
    "variable_label",
    "variable_unit",
    "words",
    "world_name",
]

_PAIRED = "Tokyo|Seoul|Japan|Korea|US|North Korea|Washington"
_CODE = {"CHN": "China", "JPN": "Japan", "KOR": "Korea", "PRK": "North Korea", "USA": "US"}
_LEADER = {name for names in LEADERS.values() for name in names}

#: Parts of keys that are no common words, as they are set in print.
_PROPER = (
    {code.lower(): name for code, name in _CODE.items()}
    | {name: name.capitalize() for name in (*LEADERS, "china", "hanoi", "quad", "lee", "trump")}
    | {"us": "US", "dprk": "DPRK", "acsa": "ACSA"}
)


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


def country(code: str) -> str:
    """Return a country's name; a code that is none as it is.

    Examples
    --------
    >>> country("PRK")
    'North Korea'
    """
    return _CODE.get(code, code)


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
    spec = RECORDED_BY_NAME.get(name)
    if spec is None:
        raise UnknownName("variable", name, RECORDED_BY_NAME)
    return _bounds(spec.low, spec.high) if spec.unit == "1" else spec.unit


def variable_label(name: str) -> str:
    """Return an axis label: meaning and unit.

    Examples
    --------
    >>> variable_label("trust")
    'Trust between Tokyo and Seoul [0 to 1]'
    """
    unit = variable_unit(name)
    return f"{tidy(RECORDED_BY_NAME[name].meaning).split(':')[0]} [{unit}]"


def _outcome(name: str, specs: Mapping[str, OutcomeSpec] | None) -> OutcomeSpec:
    known = OUTCOME_BY_NAME if specs is None else specs
    if name not in known:
        raise UnknownName("outcome", name, known)
    return known[name]


def outcome_unit(name: str, specs: Mapping[str, OutcomeSpec] | None = None) -> str:
    """Return an outcome's unit; for a pure number what it is, or its bounds.

    Parameters
    ----------
    specs : those of the results, where one's own may be among them

    Examples
    --------
    >>> outcome_unit("settlements"), outcome_unit("jpn_kor_low_month")
    ('count', 'months')
    """
    spec = _outcome(name, specs)
    if spec.unit != "1":
        return f"{spec.unit}s" if spec.unit == "month" else spec.unit
    if spec.kind in ("count", "share", "flag"):
        return {"count": "count", "share": "share", "flag": "probability"}[spec.kind]
    return _bounds(spec.low, spec.high) if math.isfinite(spec.high) else "1"


def outcome_label(name: str, specs: Mapping[str, OutcomeSpec] | None = None) -> str:
    """Return an axis label: meaning and unit.

    Parameters
    ----------
    specs : those of the results, where one's own may be among them

    Examples
    --------
    >>> outcome_label("summits")
    'Tokyo–Seoul summits [count]'
    """
    unit = outcome_unit(name, specs)
    return f"{tidy(_outcome(name, specs).meaning)} [{unit}]"


def words(key: str) -> str:
    """Return a key as words: proper names as names, a leader's as a name, all else small.

    Examples
    --------
    >>> words("dprk_talks"), words("ask_washington"), words("rationality_kor")
    ('DPRK talks', 'ask Washington', 'rationality Korea')
    >>> words("lee_jae_myung"), words("tokyo.mediation")
    ('Lee Jae Myung', 'Tokyo’s mediation')
    """
    who, _, what = key.rpartition(".")
    if who and who.split(".")[-1] in (*LEADERS, *_LEADER):
        return f"{words(who)}’s {words(what)}"
    if key in _LEADER:
        return " ".join(part.capitalize() for part in key.split("_"))
    parts = key.replace("biden_style", "Biden-style").replace(".", "_").split("_")
    return " ".join(_PROPER.get(part, part) for part in parts)


def world_name(name: str) -> str:
    """Return a scenario's, leader's or mechanism's key as words.

    Examples
    --------
    >>> world_name("second_trump_term"), world_name("biden_style_mediation")
    ('Second Trump term', 'Biden-style mediation')
    >>> world_name("dprk_talks"), world_name("trump_2")
    ('DPRK talks', 'Trump 2')
    """
    text = words(name)
    return text[:1].upper() + text[1:]


def point_words(name: str) -> str:
    """Return a point's name (see `sim.analysis.Naming`) as words inside a sentence.

    Examples
    --------
    >>> point_words("neglect, tokyo.mediation=-0.25, dprk_talks=false")
    'Neglect, Tokyo’s mediation = −0.25, DPRK talks off'
    >>> point_words("thaw as it is"), point_words("second_trump_term, as it is")
    ('thaw as it is', 'Second Trump term, as it is')
    """
    return ", ".join(_item(item) for item in name.split(", "))


def _item(item: str) -> str:
    """Return one item of a point's name as words: a scenario, a key's value, or that it has none.

    Examples
    --------
    >>> _item("washington=trump_1"), _item("neglect (point 3)")
    ('Washington = Trump 1', 'Neglect (point 3)')
    >>> _item("branch=2018-10"), _item('court.without=["2018-10","2018-11"]')
    ('branch from 2018-10', 'court without 2018-10 and 2018-11')
    """
    match = re.fullmatch(r"([\w.]+)(=.*?| as it is|)( \(point \d+\)|)", item, flags=re.DOTALL)
    if match is None:
        return item
    key, text, number = match.groups()
    if not text:
        return f"{world_name(key)}{number}"
    if text in ("=true", "=false"):
        return f"{words(key)} {'on' if text == '=true' else 'off'}{number}"
    if text.startswith("="):
        value = text.removeprefix("=")
        if key == "branch":
            return f"branch from {value}{number}"
        taken = re.fullmatch(r'\["[\w-]+"(?:,"[\w-]+")*\]', value)
        if taken and key.endswith(".without"):
            gone = " and ".join(re.findall(r"[\w-]+", value))
            return f"{words(key.removesuffix('.without'))} without {gone}{number}"
        text = f" = {words(value) if value in _LEADER else tidy(value)}"
    return f"{words(key)}{text}{number}"


def point_names(names: Sequence[str]) -> list[str]:
    """Return points' names as words; as they are where words would make two of them alike.

    Examples
    --------
    >>> point_names(["rivalry=0.5", "rivalry=1"]), point_names(["a_b", "a b"])
    (['Rivalry = 0.5', 'Rivalry = 1'], ['a_b', 'a b'])
    """
    shown = [point_name(name) for name in names]
    return shown if len(set(shown)) == len(set(names)) else list(names)


def point_name(name: str) -> str:
    """Return a point's name (see `sim.analysis.Naming`) as words that begin a line.

    Examples
    --------
    >>> point_name("rivalry=0.5"), point_name("second_trump_term")
    ('Rivalry = 0.5', 'Second Trump term')
    """
    text = point_words(name)
    return text[:1].upper() + text[1:]
