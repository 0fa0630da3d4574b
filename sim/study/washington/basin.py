"""Where worlds end: apart, close, or between. What both ends are held to lies here."""

from collections.abc import Mapping

import numpy as np

from sim.study.markdown import percent, table

__all__ = ["APART", "CLOSE", "basins", "shares", "threshold"]

#: Ties beyond which a world is in one basin or the other; what lies between is neither. Assumed: as
#: far to either side of 0 as the fall that other outcomes count.
APART, CLOSE = -0.2, 0.2


def threshold(value: float) -> str:
    """Return a threshold with a true minus.

    Examples
    --------
    >>> threshold(-0.2), threshold(0.2)
    ('−0.2', '0.2')
    """
    return f"{value:g}".replace("-", "−")


def shares(final: np.ndarray) -> tuple[float, float, float]:
    """Return the shares of runs apart, between and close.

    Examples
    --------
    >>> shares(np.array([-0.5, 0.0, 0.5, 0.6]))
    (0.25, 0.25, 0.5)
    """
    apart, close = float((final < APART).mean()), float((final > CLOSE).mean())
    return apart, float(((final >= APART) & (final <= CLOSE)).mean()), close


def basins(ends: Mapping[tuple[bool, bool], np.ndarray]) -> str:
    """Return the section on the shares of worlds that end apart and close.

    Parameters
    ----------
    ends : ties in the last month by whether Washington brokers and whether it cares
    """
    rows = []
    for (broker, care), final in ends.items():
        name = (
            f"{'brokers' if broker else 'does not broker'}, {'cares' if care else 'cares little'}"
        )
        rows.append([name, *(percent(share) for share in shares(final))])
    low, high = threshold(APART), threshold(CLOSE)
    return (
        "## Where worlds end\n\nShare of worlds by Tokyo–Seoul ties in the last month, over all "
        "levels of demands and reward. A mean of two humps describes no world.\n\n"
        + table(
            ["Washington", f"below {low}", f"between {low} and {high}", f"above {high}"],
            rows,
        )
    )
