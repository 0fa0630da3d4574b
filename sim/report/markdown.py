"""Numbers as a report prints them."""

import math

import numpy as np

from sim.analysis import Effect, share_words

__all__ = [
    "count_of",
    "interval_of",
    "number",
    "number_of",
    "percent",
    "plus_minus",
    "share_of",
    "with_interval",
    "with_sign",
]


def _minus(text: str) -> str:
    """Return a number with a true minus, and no sign before a zero."""
    if text.strip("-+0.%") == "":
        return text.lstrip("-+")
    return text.replace("-", "−")


def with_sign(value: float, places: int = 3) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> with_sign(-0.1234), with_sign(12.345, 1), with_sign(-0.0001)
    ('−0.123', '+12.3', '0.000')
    """
    return _minus(f"{value:+.{places}f}")


def number(value: float, places: int = 3) -> str:
    """Return a number with a true minus; a dash where there is none.

    Examples
    --------
    >>> number(-1.2345), number(0.5, 2), number(float("nan"))
    ('−1.234', '0.50', '–')
    """
    return "–" if np.isnan(value) else _minus(f"{value:.{places}f}")


def plus_minus(value: float, se: float, places: int = 3, *, signed: bool = False) -> str:
    """Return an estimate with its Monte Carlo standard error.

    An error too small for the places asked for gets one more, at most three.

    Examples
    --------
    >>> plus_minus(-0.25, 0.004), plus_minus(0.0603, 0.0002)
    ('−0.250 ± 0.004', '0.0603 ± 0.0002')
    """
    if np.isnan(value):
        return "–"
    if 0.5 * 10.0 ** -(places + 3) <= se:
        places += sum(se < 0.5 * 10.0**-more for more in range(places, places + 3))
    error = "?" if np.isnan(se) else f"{se:.{places}f}"
    shown = f"{value:+.{places}f}" if signed else f"{value:.{places}f}"
    return f"{_minus(shown)} ± {error}"


def percent(value: float, se: float | None = None, places: int = 1) -> str:
    """Return a share in per cent, with its Monte Carlo standard error where given.

    Examples
    --------
    >>> percent(0.256, 0.004), percent(0.5)
    ('25.6 ± 0.4%', '50.0%')
    """
    if np.isnan(value):
        return "–"
    error = "" if se is None else f" ± {100 * se:.{places}f}"
    return f"{100 * value:.{places}f}{error}%"


def share_of(value: float, count: float) -> str:
    """Return a share of replicates in per cent with its error; at 0 and 100 % the Wilson bound.

    Examples
    --------
    >>> share_of(0.25, 10_000), share_of(0.0, 100), share_of(1.0, 10_000)
    ('25.0 ± 0.4%', '0% (below 3.7%)', '100% (above 99.962%)')
    """
    return "–" if np.isnan(value) else share_words(round(value * count), count)


def with_interval(value: float, low: float, high: float, places: int = 3) -> str:
    """Return a difference with its interval.

    Examples
    --------
    >>> with_interval(-0.1, -0.12, 0.08)
    '−0.100 (−0.120 to +0.080)'
    """
    return f"{with_sign(value, places)} ({with_sign(low, places)} to {with_sign(high, places)})"


def interval_of(effect: Effect, outcome: str) -> str:
    """Return the paired difference of one outcome with its interval; of a state, how many moved."""
    row = effect[outcome]
    if effect.specs[outcome].is_nominal:
        return f"another state in {percent(1.0 - float(row['ties']))} of pairs"
    return with_interval(float(row["difference"]), float(row["low"]), float(row["high"]))


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun in singular or plural.

    Examples
    --------
    >>> count_of(1, "world"), count_of(1200, "world")
    ('1 world', '1,200 worlds')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def number_of(value: float) -> int:
    """Return a number rounded up to two digits, as one says how many of something will do.

    Examples
    --------
    >>> number_of(961.2), number_of(12_345), number_of(7)
    (970, 13000, 7)
    """
    unit = 10 ** max(0, math.floor(math.log10(value)) - 1)
    return unit * math.ceil(value / unit)
