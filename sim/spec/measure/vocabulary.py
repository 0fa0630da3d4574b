"""The words of a measure: what may be asked of a panel, one function a word.

Each takes panels and constants and returns a panel, or one number a replicate: (replicate,)
float64, NaN where a replicate has no answer. Months are texts 'YYYY-MM', both ends included; left
out, they are those of the window.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import CalendarFault, WrongKind
from sim.spec.measure.panel import Panel

__all__ = ["VOCABULARY"]

Numbers = NDArray[np.float64]
Values = Panel | Numbers | float


def mean(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the mean over months."""
    return x.cut(begin, end).mean(axis=1)


def total(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the sum over months: a count, where x is an event."""
    return x.cut(begin, end).sum(axis=1)


def share(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the share of months in which a condition holds."""
    return (x.cut(begin, end) != 0.0).mean(axis=1)


def at(x: Panel, month: str) -> Numbers:
    """Return the value in one month."""
    return x.values[:, x.place(month)]


def first(x: Panel) -> Numbers:
    """Return the value in the window's first month."""
    return x.values[:, 0]


def last(x: Panel) -> Numbers:
    """Return the value in the window's last month."""
    return x.values[:, -1]


def low(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the lowest value."""
    return x.cut(begin, end).min(axis=1)


def high(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the highest value."""
    return x.cut(begin, end).max(axis=1)


def sd(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the standard deviation over months."""
    return x.cut(begin, end).std(axis=1)


def change(x: Panel, begin: str, end: str) -> Numbers:
    """Return the value in one month less that in an earlier one."""
    return at(x, end) - at(x, begin)


def slope(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the least-squares slope, in units of x a month."""
    part = x.cut(begin, end)
    time = np.arange(part.shape[1]) - (part.shape[1] - 1) / 2.0
    return part @ time / (time @ time)


def association(x: Panel, y: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the correlation over months of two panels; NaN where one of them stands still."""
    a, b = x.cut(begin, end), y.cut(begin, end)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    spread = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    both = (a * b).sum(axis=1)
    return np.divide(both, spread, out=np.full(len(both), np.nan), where=spread > 1e-12)


def first_month(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return months from the beginning to the first in which a condition holds; NaN if none."""
    holds = x.cut(begin, end) != 0.0
    return np.where(holds.any(axis=1), holds.argmax(axis=1), np.nan)


def longest(x: Panel, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the longest run of months in which a condition holds."""
    best = run = np.zeros(len(x.values))
    for month in (x.cut(begin, end) != 0.0).T:
        run = np.where(month, run + 1.0, 0.0)
        best = np.maximum(best, run)
    return best


def lag(x: Panel, months: int) -> Panel:
    """Return x as it was some months before; the first months repeat the first value."""
    steps = _whole(months, "lag")
    held = np.repeat(x.values[:, :1], min(steps, x.values.shape[1]), axis=1)
    return Panel(np.hstack([held, x.values[:, : x.values.shape[1] - held.shape[1]]]), x.first)


def within(x: Panel, months: int) -> Panel:
    """Return 1 in a month in which, or in some months before which, a condition held."""
    found = np.zeros(x.values.shape, dtype=bool)
    for step in range(_whole(months, "within") + 1):
        found[:, step:] |= x.values[:, : x.values.shape[1] - step] != 0.0
    return Panel(found.astype(np.float64), x.first)


def rise(x: Panel) -> Panel:
    """Return the change since the month before; 0 in the first."""
    return Panel(np.diff(x.values, axis=1, prepend=x.values[:, :1]), x.first)


def response(
    x: Panel, event: Panel, months: int, begin: str | None = None, end: str | None = None
) -> Numbers:
    """Return the mean change of x from the month before an event to some months after it.

    Over those of the replicate's event months that have all these months in the window; NaN if
    there is none.
    """
    after = _whole(months, "response")
    counted = _between(event, begin, end)
    counted[:, :1] = 0.0
    counted[:, counted.shape[1] - after :] = 0.0
    moved = np.zeros(x.values.shape)
    width = x.values.shape[1]
    moved[:, 1 : width - after] = x.values[:, 1 + after :] - x.values[:, : width - after - 1]
    return _ratio((moved * counted).sum(axis=1), counted.sum(axis=1))


def mean_where(
    x: Panel, condition: Panel, begin: str | None = None, end: str | None = None
) -> Numbers:
    """Return the mean of x over the months in which a condition holds; NaN if none."""
    counted = _between(condition, begin, end)
    return _ratio((x.values * counted).sum(axis=1), counted.sum(axis=1))


def lowest_year(x: Panel, begin: int, end: int) -> Numbers:
    """Return the calendar year of the lowest mean, from one year to another.

    Years that the window has no month of are left out.
    """
    asked = range(_whole(begin, "lowest_year"), _whole(end, "lowest_year") + 1)
    years = [year for year in asked if 12 * year <= x.last and x.first <= 12 * year + 11]
    if not years:
        raise CalendarFault(f"found years {begin} to {end}, wanted one of the window")
    window = [(max(12 * y, x.first), min(12 * y + 11, x.last)) for y in years]
    means = [x.values[:, a - x.first : b - x.first + 1].mean(axis=1) for a, b in window]
    return years[0] + np.argmin(np.stack(means), axis=0).astype(np.float64)


def break_month(x: Panel, begin: str, end: str) -> Numbers:
    """Return months from `begin` to the first after a single change of mean, by least squares."""
    part = x.cut(begin, end)
    count = part.shape[1]
    before = np.cumsum(part, axis=1)[:, :-1]
    after = part.sum(axis=1, keepdims=True) - before
    n = np.arange(1, count)
    # Least squares within both parts is most between them.
    return 1.0 + np.argmax(before**2 / n + after**2 / (count - n), axis=1)


def best_window(x: Panel, months: int, begin: str | None = None, end: str | None = None) -> Numbers:
    """Return the highest mean of so many consecutive months."""
    width = _whole(months, "best_window")
    sums = np.cumsum(np.pad(x.cut(begin, end), ((0, 0), (1, 0))), axis=1)
    return (sums[:, width:] - sums[:, :-width]).max(axis=1) / width


def absolute(x: Values) -> Values:
    """Return x without its sign."""
    return _over(np.abs, x)


def least(x: Values, y: Values) -> Values:
    """Return the lesser of two, month by month or replicate by replicate."""
    return _over(np.minimum, x, y)


def most(x: Values, y: Values) -> Values:
    """Return the greater of two, month by month or replicate by replicate."""
    return _over(np.maximum, x, y)


def among(x: Values, lower: float, upper: float) -> Values:
    """Return 1 where x is from one number to another, both included; NaN counts as not."""
    return _over(lambda v: ((v >= lower) & (v <= upper)).astype(np.float64), x)


def given(x: Numbers, otherwise: float) -> Numbers:
    """Return x, with a number where a replicate has no answer."""
    return np.where(np.isnan(x), otherwise, x)


def only(x: Numbers, condition: Numbers) -> Numbers:
    """Return x in the replicates in which a condition holds, NaN in the others."""
    return np.where(condition != 0.0, x, np.nan)


def _over(function: Callable[..., Any], *values: Values) -> Values:
    """Apply a function of arrays to panels, numbers a replicate, or constants."""
    plain = [v.values if isinstance(v, Panel) else v for v in values]
    panels = [v for v in values if isinstance(v, Panel)]
    result = function(*plain)
    return Panel(result, panels[0].first) if panels else result


def _between(x: Panel, begin: str | None, end: str | None) -> Numbers:
    """Return 1 in the months from one to another in which a condition holds, 0 elsewhere."""
    start = 0 if begin is None else x.place(begin)
    stop = x.values.shape[1] - 1 if end is None else x.place(end)
    found = np.zeros(x.values.shape)
    found[:, start : stop + 1] = x.values[:, start : stop + 1] != 0.0
    return found


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """Return a quotient, NaN where there is nothing to divide by."""
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0.0)


def _whole(found: Any, word: str) -> int:
    if not isinstance(found, int) or found < 0:
        raise WrongKind(found, "a whole number, 0 or more", field=word, given=True)
    return found


#: Every word, by name.
VOCABULARY: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(mean, total, share, at, first, last, low, high, sd, change, slope, association),
        *(first_month, longest, lag, within, rise, response, mean_where, lowest_year),
        *(break_month, best_window, absolute, least, most, among, given, only),
    )
} | {"count": total}
