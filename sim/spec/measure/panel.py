"""A panel: one quantity of many replicates over the months of a window."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import CalendarFault, WrongKind
from sim.spec.calendar import month_name, month_number

__all__ = ["Panel"]


@dataclass(frozen=True)
class Panel:
    """Values by replicate and month, with the number of the first month.

    Attributes
    ----------
    values : (replicate, month) float64
    first : int
        Month number of the first column.
    """

    values: NDArray[np.float64]
    first: int

    @property
    def last(self) -> int:
        """Month number of the last column."""
        return self.first + self.values.shape[1] - 1

    def place(self, month: str) -> int:
        """Return the column of a month 'YYYY-MM'.

        Raises
        ------
        CalendarFault
            If the month is not one, or lies outside the window.
        WrongKind
            If it is no text.

        Examples
        --------
        >>> Panel(np.zeros((1, 12)), month_number("2018-01")).place("2018-03")
        2
        """
        if not isinstance(month, str):
            raise WrongKind(month, "a month in quotes, 'YYYY-MM'", field="month", given=True)
        try:
            number = month_number(month)
        except ValueError as fault:
            raise CalendarFault(str(fault)) from None
        if not self.first <= number <= self.last:
            raise CalendarFault(
                f"found {month}, wanted a month of the window {month_name(self.first)} to "
                f"{month_name(self.last)}"
            )
        return number - self.first

    def cut(self, begin: str | None = None, end: str | None = None) -> NDArray[np.float64]:
        """Return the values from one month to another, both included; None is the window's own.

        Raises
        ------
        CalendarFault
            If a month lies outside the window, or the second before the first.
        """
        start = 0 if begin is None else self.place(begin)
        stop = self.values.shape[1] - 1 if end is None else self.place(end)
        if stop < start:
            raise CalendarFault(f"found {begin} to {end}, wanted the earlier month first")
        return self.values[:, start : stop + 1]
