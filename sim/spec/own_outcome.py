"""Outcomes of one's own: measures of a run's months, computed beside the shipped outcomes.

A world's file declares them under `outcomes`, a study or a user by name: `outcomes.<name>` is a
measure (see `sim.spec.measure`), or a mapping of `measure`, `unit` and `meaning`; `off` takes one
away. They change no run, so they are no part of what a world is.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.errors import SimError, UnknownName, WrongKind
from sim.spec.levels import NO_YES
from sim.spec.measure import Measure, Panel
from sim.spec.outcomes import OUTCOME_FIELDS, OUTCOMES, OutcomeSpec, OwnOutcome

__all__ = ["OFF", "check_months", "outcome_of", "outcome_specs"]

#: What takes an outcome away that a parent, or an earlier request, declares.
OFF = "off"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_KEYS = ("measure", "unit", "meaning")
_COLUMNS = ("scenario", "point", "replicate")


def outcome_of(value: Any, name: str, *, place: str = "", field: str = "") -> OwnOutcome | None:
    """Return what is said of an outcome of one's own, checked as far as names and grammar go.

    Parameters
    ----------
    value : a measure, a mapping of `measure`, `unit` and `meaning`, or 'off'
    name : as the outcome is called
    place, field : as messages name them; the field is `outcomes.<name>` if not said

    Returns
    -------
    OwnOutcome or None
        None for 'off'.

    Raises
    ------
    SimError
        For a name that a column of results has already, or a measure that is none.

    Examples
    --------
    >>> outcome_of("share(relation_jpn_kor < 0)", "cold_months").unit
    '1'
    """
    field = field or f"outcomes.{name}"
    _check_name(name, place, field)
    if value == OFF or value is False:  # what some readers of YAML make of a bare off
        return None
    said = dict(value) if isinstance(value, Mapping) else {"measure": value}
    for key in said:
        if key not in _KEYS:
            raise UnknownName("key", str(key), _KEYS, place=place, field=field)
    texts = {key: _text(said[key], place, f"{field}.{key}") for key in said if key != "measure"}
    if not isinstance(said.get("measure"), str):
        raise WrongKind(
            said.get("measure"),
            "a measure, such as share(relation_jpn_kor < 0)",
            place=place,
            field=field,
            given=True,
        )
    measure = " ".join(said["measure"].split())
    if not _parsed(measure, place, field).names:
        wanted = "a measure of a variable, such as share(relation_jpn_kor < 0)"
        raise WrongKind(f"'{measure}', which reads none", wanted, place=place, field=field)
    return OwnOutcome(measure, **{"meaning": measure, **texts})


def _check_name(name: str, place: str, field: str) -> None:
    """Raise for a name that is none, or that a column of results has already."""
    if not _NAME.match(name):
        wanted = "a name of lower-case letters, digits and underscores, a letter first"
        raise WrongKind(f"'{name}'", wanted, place=place, field=field)
    if name in OUTCOME_FIELDS or name in _COLUMNS:
        wanted = "another name: results have a column of this one"
        raise WrongKind(f"'{name}'", wanted, place=place, field=field)


def _text(value: Any, place: str, field: str) -> str:
    # A unit of 1 is read as a number.
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise WrongKind(value, "text", place=place, field=field, given=True)
    return " ".join(str(value).split())


def _parsed(measure: str, place: str, field: str) -> Measure:
    """Return a measure; its faults are those of the outcome's field."""
    try:
        return Measure.parse(measure)
    except SimError as fault:
        raise SimError(_without_field(fault), place=place, field=field) from None


def _without_field(fault: SimError) -> str:
    """Return the words of a fault of a measure, without the field that it was parsed under."""
    return str(fault).removeprefix(f"{fault.field}: ")


def check_months(outcomes: Mapping[str, OwnOutcome], first: int, last: int, place: str) -> None:
    """Raise unless every outcome can be worked out over a window.

    Parameters
    ----------
    first, last : month numbers, both included

    Raises
    ------
    SimError
        For a month outside the window, a word that is given what it cannot take, or a measure that
        has a value a month in place of one a run.

    Examples
    --------
    >>> at = {"then": OwnOutcome("at(relation_jpn_kor, '2031-01')")}
    >>> check_months(at, 12 * 2025, 12 * 2029 - 1, "neglect")
    Traceback (most recent call last):
    sim.errors.SimError: neglect: outcomes.then: found 2031-01, wanted a month of the window \
2025-01 to 2028-12
    """
    for name, outcome in outcomes.items():
        field = f"outcomes.{name}"
        measure = _parsed(outcome.measure, place, field)
        nothing = Panel(np.zeros((1, last - first + 1)), first)
        try:
            with np.errstate(all="ignore"):  # one run of zeros: there may be nothing to divide by
                measure(dict.fromkeys(measure.names, nothing))
        except SimError as fault:
            raise SimError(_without_field(fault), place=place, field=field) from None


def outcome_specs(outcomes: Mapping[str, OwnOutcome]) -> tuple[OutcomeSpec, ...]:
    """Return the declarations of all columns of outcomes: the shipped ones, then one's own.

    Examples
    --------
    >>> outcome_specs({"cold": OwnOutcome("share(relation_jpn_kor < 0)")})[-1].name
    'cold'
    """
    return (*OUTCOMES, *(_spec(name, one) for name, one in outcomes.items()))


def _spec(name: str, outcome: OwnOutcome) -> OutcomeSpec:
    """Return the declaration of one: a flag where it says whether something holds."""
    if Measure.parse(outcome.measure).is_condition:
        return OutcomeSpec(name, outcome.unit, 0.0, 1.0, "flag", outcome.meaning, NO_YES)
    return OutcomeSpec(name, outcome.unit, -math.inf, math.inf, "level", outcome.meaning)
