"""What a picture finds, in a sentence for its title: made of the numbers, or 'undecided'."""

from collections.abc import Sequence

import numpy as np

__all__ = ["count_words", "number", "ranked", "sure"]

#: Small numbers as words.
_COUNTS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def sure(low: float, high: float, against: float = 0.0) -> int:
    """Return 1 or −1 where an interval lies above or below a value, 0 where it holds it.

    Examples
    --------
    >>> sure(0.1, 0.2), sure(-0.2, -0.1), sure(-0.1, 0.2), sure(float("nan"), 1.0)
    (1, -1, 0, 0)
    """
    return 1 if low > against else -1 if high < against else 0


def ranked(
    names: Sequence[str],
    values: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    what: str,
    *,
    most: str = "highest",
    least: str = "lowest",
) -> str:
    """Return who is highest and who is lowest, as far as intervals tell them from the others.

    Where the highest cannot be told from the next but from the lowest, the two stand together.

    Examples
    --------
    >>> ranked(["A", "B"], [0.5, 0.1], [0.4, 0.0], [0.6, 0.2], "Ties in the last month")
    'Ties in the last month: highest in A, lowest in B'
    >>> ranked(list("ABCD"), [5, 2, 2, 2], [4, 1, 1, 1], [6, 3, 3, 3], "Ties")
    'Ties: highest in A, lowest in the other three'
    >>> ranked(["A", "B"], [0.5, 0.4], [0.3, 0.2], [0.7, 0.6], "Ties")
    'Ties: which world is highest is undecided'
    """
    if len(names) == 1:
        return f"{what}: {number(values[0])} in {names[0]}"
    order = sorted(range(len(names)), key=lambda k: -values[k])
    top = [k for k in order if highs[k] >= lows[order[0]]]
    bottom = [k for k in order if lows[k] <= highs[order[-1]]]
    if set(top) & set(bottom):
        return f"{what}: which world is {most} is undecided"

    def said(places: Sequence[int], last: bool) -> str:
        shown = [names[k] for k in places]
        if len(shown) > 2:
            others = last and len(top) + len(bottom) == len(names)
            return f"{'the other ' if others else ''}{_COUNTS.get(len(shown), len(shown))}" + (
                "" if others else " worlds"
            )
        return " and ".join(shown)

    return f"{what}: {most} in {said(top, False)}, {least} in {said(bottom, True)}"


def number(value: float) -> str:
    """Return a value in two digits after the point at most, with a true minus.

    Examples
    --------
    >>> number(-0.591), number(20.0)
    ('−0.59', '20')
    """
    if not np.isfinite(value):
        return "unknown"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if text in ("-0", "") else text).replace("-", "−")


def count_words(counts: Sequence[tuple[str, int]], of: str) -> str:
    """Return how many of some things became what, those that are none left out.

    Examples
    --------
    >>> count_words([("met", 18), ("missed", 8), ("undecided", 0)], "facts")
    'Of 26 facts 18 are met, 8 missed'
    """
    whole = sum(count for _, count in counts)
    parts = [f"{count} {word}" for word, count in counts if count]
    if not parts:
        return f"No {of} to show"
    head, *rest = parts
    first = head.split(" ", 1)
    verb = "" if first[1] in ("hold", "fail") else "is " if first[0] == "1" else "are "
    return f"Of {whole} {of} {first[0]} {verb}{first[1]}" + "".join(f", {one}" for one in rest)
