"""How long prime ministers of Japan stay: the record, and the hazard that it gives.

The hazard is the number of changes of prime minister over the months in which one could be seen. It
is one number for all: the record has years of yearly changes (2006 to 2012) and two long tenures
(Koizumi, Abe), so that real tenures spread more widely than those drawn from it.
"""

from typing import NamedTuple

from sim.spec.calendar import LAST_KNOWN, month_name, month_number

__all__ = ["HAZARD", "PREMIERS", "RECORD", "Hazard", "Premier", "hazard_of"]


class Premier(NamedTuple):
    """A person who became prime minister of Japan, and the day, YYYY-MM-DD."""

    name: str
    since: str


#: Every change of person since April 2000, family names first; a cabinet formed anew by the same
#: person is none.
PREMIERS = (
    Premier("Mori Yoshiro", "2000-04-05"),
    Premier("Koizumi Junichiro", "2001-04-26"),
    Premier("Abe Shinzo", "2006-09-26"),
    Premier("Fukuda Yasuo", "2007-09-26"),
    Premier("Aso Taro", "2008-09-24"),
    Premier("Hatoyama Yukio", "2009-09-16"),
    Premier("Kan Naoto", "2010-06-08"),
    Premier("Noda Yoshihiko", "2011-09-02"),
    Premier("Abe Shinzo", "2012-12-26"),
    Premier("Suga Yoshihide", "2020-09-16"),
    Premier("Kishida Fumio", "2021-10-04"),
    Premier("Ishiba Shigeru", "2024-10-01"),
)

#: Where the table comes from.
RECORD = "public record: Prime Minister's Office of Japan, list of prime ministers"


class Hazard(NamedTuple):
    """Changes of holder in so many months of exposure, from `first` to `last`, both included."""

    changes: int
    first: int
    last: int

    @property
    def months(self) -> int:
        """Months in which a change could be seen."""
        return self.last - self.first + 1

    @property
    def chance(self) -> float:
        """Chance that the holder leaves in a month."""
        return self.changes / self.months

    @property
    def error(self) -> float:
        """Standard error of the chance: that of a share, each month a trial of its own."""
        return (self.chance * (1.0 - self.chance) / self.months) ** 0.5

    def __str__(self) -> str:
        span = f"{month_name(self.first)} to {month_name(self.last)}"
        return (
            f"{self.chance:.4f} ± {self.error:.4f} a month: {self.changes} changes in "
            f"{self.months} months, {span}"
        )


def hazard_of(premiers: tuple[Premier, ...], last: int) -> Hazard:
    """Return the hazard that terms give, up to the month number `last`, included.

    The first of them begins what is observed: a change can be seen from the month after.

    Examples
    --------
    >>> print(hazard_of(PREMIERS, LAST_KNOWN))
    0.0361 ± 0.0107 a month: 11 changes in 305 months, 2000-05 to 2025-09
    """
    begun = [month_number(one.since[:7]) for one in premiers]
    begun = [month for month in begun if month <= last]
    return Hazard(len(begun) - 1, begun[0] + 1, last)


#: Of Tokyo, from the record up to where knowledge ends.
HAZARD = hazard_of(PREMIERS, LAST_KNOWN)
