"""What the articles say that a lever does, and whether the model does it over its priors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import MalformedFile, UnknownName
from sim.methods import sensitivity
from sim.methods.record import read_records
from sim.methods.sensitivity import Arms, Lever, levers
from sim.scenario import shipped_folder
from sim.study.levers.outcomes import OUTCOMES

__all__ = ["CLEAR", "COLUMNS", "SIGNS", "Expected", "expected", "lever_table", "sign_of", "verdict"]

SIGNS = ("+", "-", "disputed")

#: Share of draws with one sign from which on the sign counts as clear.
CLEAR = 0.9

#: Of the levers' table: the general ones, and what is expected behind the effect at the defaults.
_GENERAL = sensitivity.COLUMNS
_PLACE = _GENERAL.index("default_place") + 1
COLUMNS = (*_GENERAL[:_PLACE], "expected", "source", *_GENERAL[_PLACE:])


@dataclass(frozen=True)
class Expected:
    """One expectation.

    Attributes
    ----------
    sign : str
        One of SIGNS; 'disputed' where articles, or sentences of one, say both.
    source : str
        Article and paragraph.
    says : str
        What is said, in our words.
    """

    lever: str
    outcome: str
    sign: str
    source: str
    says: str


def expected(path: Path | None = None) -> list[Expected]:
    """Return what the articles say of levers, checked.

    Parameters
    ----------
    path : Path, optional
        The file; the shipped one if not said.

    Raises
    ------
    SimError
        One line for the first fault: file, entry, field, found, wanted.

    Examples
    --------
    >>> expected()[0].lever, expected()[0].source
    ('leaders.washington.mediation', '000 P18')
    """
    path = shipped_folder() / "levers" / "expected.yaml" if path is None else path
    place = f"{path.parent.name}/{path.name}"
    found = read_records(Expected, path, "expected", _check)
    pairs = [(one.lever, one.outcome) for one in found]
    for lever, outcome in pairs:
        if pairs.count((lever, outcome)) > 1:
            raise MalformedFile(f"'{lever}' on '{outcome}' stands there twice", place=place)
    return found


def _check(entry: Expected, place: str) -> None:
    """Raise for a lever, an outcome or a sign that there is none of."""
    known = {
        "lever": {one.key for one in levers()},
        "outcome": {one.name for one in OUTCOMES},
        "sign": set(SIGNS),
    }
    for field, names in known.items():
        if getattr(entry, field) not in names:
            raise UnknownName(field, getattr(entry, field), names, place=place, field=field)


def lever_table(
    levers: Sequence[Lever], arms: Arms, known: Sequence[Expected] = (), **runs: Any
) -> pd.DataFrame:
    """Return what levers do, a row a lever and outcome, beside what is expected: COLUMNS.

    Parameters
    ----------
    known : what the articles say of some of them
    runs : as `sim.methods.sensitivity.lever_table` takes them
    """
    found = sensitivity.lever_table(levers, arms, **runs)
    said = {(one.lever, one.outcome): (one.sign, one.source) for one in known}
    signs = [
        said.get(pair, ("", "")) for pair in zip(found["lever"], found["outcome"], strict=True)
    ]
    expected, source = zip(*signs, strict=True)
    return found.assign(expected=expected, source=source)[list(COLUMNS)]


def sign_of(share_positive: float) -> str:
    """Return '+', '-', or '' where neither sign is that of nine draws in ten.

    Examples
    --------
    >>> sign_of(0.95), sign_of(0.5), sign_of(0.05)
    ('+', '', '-')
    """
    if share_positive >= CLEAR:
        return "+"
    # Rounded: 1 − 0.9 is a little less than 0.1 in binary.
    return "-" if share_positive <= round(1.0 - CLEAR, 9) else ""


def verdict(sign: str, share_positive: float) -> str:
    """Return what the draws say of an expected sign; empty where no article says one.

    Examples
    --------
    >>> verdict("+", 0.97), verdict("-", 0.97), verdict("+", 0.6), verdict("disputed", 0.97)
    ('agrees', 'against', 'no clear sign', 'disputed: +')
    """
    if not sign:
        return ""
    found = sign_of(share_positive)
    if sign == "disputed":
        return f"disputed: {found or 'no clear sign'}"
    if not found:
        return "no clear sign"
    return "agrees" if found == sign else "against"
