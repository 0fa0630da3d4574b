"""A share of replicates in words: with its error, or with a bound where none or all have it."""

import numpy as np

from sim.analysis.monte_carlo import prob_ci

__all__ = ["share_range", "share_words"]


def share_range(happened: float, count: float) -> str:
    """Return where a share lies, as the 95% Wilson interval; one-sided where none or all happened.

    Parameters
    ----------
    happened, count : replicates with the event, and all replicates

    Examples
    --------
    >>> share_range(25, 100), share_range(0, 100), share_range(10_000, 10_000)
    ('17.5% to 34.3%', 'below 3.7%', 'above 99.962%')
    """
    interval = prob_ci(happened, count)
    if 0 < happened < count:
        return f"{100 * interval.low:.1f}% to {100 * interval.high:.1f}%"
    # Two digits of what is left beside none or all, never rounded to nothing.
    places = max(0, 1 - int(np.floor(np.log10(100 * (interval.high - interval.low)))))
    if happened == 0:
        return f"below {100 * interval.high:.{places}f}%"
    return f"above {100 * interval.low:.{places}f}%"


def share_words(happened: float, count: float) -> str:
    """Return a share in per cent ± its Monte Carlo standard error; a bound where none or all did.

    There the error of sampling would be 0, as if what never happened in n replicates never could.

    Examples
    --------
    >>> share_words(2_500, 10_000), share_words(0, 100), share_words(100, 100)
    ('25.0 ± 0.4%', '0% (below 3.7%)', '100% (above 96.3%)')
    >>> share_words(1, 10_000), share_words(9_999, 10_000)
    ('0.010 ± 0.010%', '99.990 ± 0.010%')
    """
    interval = prob_ci(happened, count)
    if 0 < happened < count:
        # A tenth of a per cent; where that would round the error to nothing, two digits of it.
        error = 100 * interval.se
        places = 1 if error >= 0.05 else 1 - int(np.floor(np.log10(1.005 * error)))
        return f"{100 * interval.value:.{places}f} ± {error:.{places}f}%"
    return f"{100 * interval.value:.0f}% ({share_range(happened, count)})"
