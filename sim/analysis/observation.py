"""The observation model: what relations and grievance look like in published figures.

A relation is not observed. What is observed are the share of conflict among reported acts of two
governments, the mean Goldstein score of those acts, and shares of respondents in polls. Three links
join them, each a straight line on its scale, the same for all dyads up to an offset:

    (O1)  logit(conflict share) = a + u_d + b · r_d            b ≤ 0
    (O2)  mean Goldstein score  = a + u_d + b · r_d            b ≥ 0
    (O3)  logit(share in favour) = a + u_s + b · r_d + c · G   b ≥ 0, c ≤ 0

r_d is the relation of dyad d, G grievance (of Japan and South Korea alone, 0 elsewhere), u the
offset of a dyad d, or of a series s of one pollster, one public and one target. Signs are fixed
beforehand: a line that turned a relation upside down would let a model score by being wrong.

Around the line a point scatters for three reasons that add up:

    (O4)  g(y_i) ~ N(a + u + bᵀ x̄_i,  σ² + v_i + bᵀ C_i b),   u ~ N(0, τ²)

x̄_i and C_i are mean and covariance of the predictors over replicates, v_i is the sampling variance
of the observed point, σ² what neither explains. History is one draw, so it may lie as far from the
mean of the replicates as they do: that is the term in C_i (Berkson's error, which leaves the slope
unbiased). a, b, σ and τ maximise the likelihood of (O4) on the training points; u is its posterior.

A replicate k is then observed, new noise each time, as

    (O5)  η_ki = a + u_k + bᵀ x_ki + σ ε_ki
    (O6)  a share is Binomial(n_i, logistic(η_ki)) / n_i, a score N(η_ki, s_i²)

with n_i the effective number of acts or respondents and s_i the score's error.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special

__all__ = [
    "Line",
    "balanced_normals",
    "draw_score",
    "draw_share",
    "empirical_logit",
    "fit_line",
    "linear_predictor",
]

Floats = NDArray[np.float64]

#: Bounds of σ and τ on the scale of the line: from nothing to more than any figure here moves.
_LEAST, _MOST = 1e-3, 10.0


class Line(NamedTuple):
    """A fitted line of (O4), on its own scale.

    `offset` and `offset_sd` give mean and spread of u for each group of the training points;
    `log_likelihood` is that of the training points.
    """

    intercept: float
    slopes: tuple[float, ...]
    sigma: float
    tau: float
    offset: dict[str, float]
    offset_sd: dict[str, float]
    log_likelihood: float


def empirical_logit(share: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Return the logit of a share out of n, and its sampling variance (Haldane 1956).

    Half an act is added to both sides, so that a share of 0 has a logit:
    p = (n·share + ½)/(n + 1), variance 1/(n p (1 − p)).

    Examples
    --------
    >>> logit, variance = empirical_logit([0.5, 0.0], [100.0, 9.0])
    >>> logit.round(3).tolist(), variance.round(3).tolist()
    ([0.0, -2.944], [0.04, 2.339])
    """
    count = np.asarray(n, dtype=np.float64)
    p = (np.asarray(share, dtype=np.float64) * count + 0.5) / (count + 1.0)
    return np.asarray(special.logit(p)), np.asarray(1.0 / (count * p * (1.0 - p)))


class _Points(NamedTuple):
    """Training points, with predictors reduced to mean and covariance over replicates."""

    y: Floats
    variance: Floats
    mean: Floats
    covariance: Floats
    group: NDArray[np.intp]
    names: tuple[str, ...]


def _points(y: ArrayLike, variance: ArrayLike, x: Floats, group: Sequence[str]) -> _Points:
    names = tuple(dict.fromkeys(group))
    mean = x.mean(axis=0)
    away = x - mean
    covariance = np.einsum("mnp,mnq->npq", away, away) / max(len(x) - 1, 1)
    return _Points(
        np.asarray(y, dtype=np.float64),
        np.asarray(variance, dtype=np.float64),
        mean,
        covariance,
        np.array([names.index(name) for name in group], dtype=np.intp),
        names,
    )


class _Solved(NamedTuple):
    """Likelihood and profiled intercept at one choice of slopes, σ and τ."""

    log_likelihood: float
    intercept: float
    offset: Floats
    offset_variance: Floats


def _solve(points: _Points, slopes: Floats, sigma: float, tau: float) -> _Solved:
    """Return the likelihood of (O4), the intercept profiled out; offsets by Woodbury's identity."""
    own = np.einsum("p,npq,q->n", slopes, points.covariance, slopes)
    precision = 1.0 / (sigma**2 + points.variance + own)
    rest = points.y - points.mean @ slopes
    weight = np.bincount(points.group, precision)
    total = np.bincount(points.group, precision * rest)
    shrunk = 1.0 / (1.0 + tau**2 * weight)
    intercept = float((total * shrunk).sum() / (weight * shrunk).sum())
    rest = rest - intercept
    total = np.bincount(points.group, precision * rest)
    square = float(precision @ rest**2 - (tau**2 * shrunk) @ total**2)
    volume = float(-np.log(precision).sum() - np.log(shrunk).sum())
    count = len(points.y)
    return _Solved(
        -0.5 * (square + volume + count * float(np.log(2.0 * np.pi))),
        intercept,
        np.asarray(tau**2 * shrunk * total),
        np.asarray(tau**2 * shrunk),
    )


def fit_line(
    y: ArrayLike,
    variance: ArrayLike,
    x: ArrayLike,
    group: Sequence[str],
    signs: Sequence[int],
) -> Line:
    """Fit (O4) by maximum likelihood.

    Parameters
    ----------
    y : (point,)
        Observed figures on the scale of the line: logits, or scores.
    variance : (point,)
        Their sampling variances.
    x : (replicate, point, predictor)
        What the replicates have there.
    group : (point,)
        Whose offset each point has.
    signs : (predictor,)
        +1 for a slope that may not fall below 0, −1 for one that may not rise above it.

    Examples
    --------
    >>> import numpy as np
    >>> r = np.linspace(-1.0, 1.0, 40)
    >>> line = fit_line(2.0 - 1.5 * r, np.full(40, 1e-4), r[None, :, None], ["a"] * 40, [-1])
    >>> round(line.intercept + line.offset["a"], 3), round(line.slopes[0], 3)
    (2.0, -1.5)
    """
    members = np.asarray(x, dtype=np.float64)
    points = _points(y, variance, members, group)
    if members.ndim != 3 or members.shape[1:] != (len(points.y), len(signs)):
        raise ValueError(
            f"found predictors of shape {members.shape}, wanted (replicate, point, predictor)"
        )
    count = len(signs)

    def cost(at: Floats) -> float:
        return -_solve(points, at[:count], *np.exp(at[count:])).log_likelihood

    slope_bounds = [(0.0, 50.0) if sign > 0 else (-50.0, 0.0) for sign in signs]
    spread_bounds = [(float(np.log(_LEAST)), float(np.log(_MOST)))] * 2
    scale = float(np.log(np.clip(points.y.std(), 0.05, _MOST)))
    # The likelihood may have a mode with hardly any slope and others with more: begin at several.
    # A simplex would be quicker but sticks to the bound at 0.
    starts = [
        np.array([size * sign for sign in signs] + [scale, scale]) for size in (0.0, 1.0, 3.0)
    ]
    fit = min(
        (
            optimize.minimize(cost, start, method="L-BFGS-B", bounds=slope_bounds + spread_bounds)
            for start in starts
        ),
        key=lambda result: float(result.fun),
    )
    slopes, (sigma, tau) = fit.x[:count], np.exp(fit.x[count:])
    solved = _solve(points, slopes, sigma, tau)
    return Line(
        solved.intercept,
        tuple(float(slope) + 0.0 for slope in slopes),
        float(sigma),
        float(tau),
        dict(zip(points.names, solved.offset.tolist(), strict=True)),
        dict(zip(points.names, np.sqrt(solved.offset_variance).tolist(), strict=True)),
        solved.log_likelihood,
    )


def balanced_normals(draws: np.random.Generator, count: int, points: int) -> Floats:
    """Return standard normals, (count, point), whose mean is 0 and variance 1 at every point.

    Matching the two moments takes most of the Monte Carlo error out of an ensemble's score. Fewer
    than three members are left as drawn.

    Examples
    --------
    >>> import numpy as np
    >>> z = balanced_normals(np.random.default_rng(1), 50, 2)
    >>> bool(np.allclose(z.mean(axis=0), 0.0)), bool(np.allclose(z.std(axis=0), 1.0))
    (True, True)
    """
    z = draws.standard_normal((count, points))
    if count < 3:
        return np.asarray(z)
    return np.asarray((z - z.mean(axis=0)) / z.std(axis=0))


def linear_predictor(
    line: Line, x: ArrayLike, group: Sequence[str], draws: np.random.Generator
) -> Floats:
    """Return η of (O5): each replicate with an offset a group and new noise a point.

    A group that the training points lack has an offset drawn from N(0, τ²).

    Parameters
    ----------
    x : (replicate, point, predictor)
    group : (point,)

    Returns
    -------
    ndarray (replicate, point)

    Examples
    --------
    >>> import numpy as np
    >>> line = Line(1.0, (2.0,), 0.0, 0.0, {"a": 0.5}, {"a": 0.0}, 0.0)
    >>> linear_predictor(line, np.ones((1, 1, 1)), ["a"], np.random.default_rng(1)).tolist()
    [[3.5]]
    """
    members = np.asarray(x, dtype=np.float64)
    names = tuple(dict.fromkeys(group))
    columns = [names.index(name) for name in group]
    middle = np.array([line.offset.get(name, 0.0) for name in names])
    spread = np.array([line.offset_sd.get(name, line.tau) for name in names])
    offset = middle + spread * balanced_normals(draws, len(members), len(names))
    noise = line.sigma * balanced_normals(draws, *members.shape[:2])
    return np.asarray(line.intercept + offset[:, columns] + members @ np.array(line.slopes) + noise)


def draw_share(eta: ArrayLike, n: ArrayLike, draws: np.random.Generator) -> Floats:
    """Return observed shares of (O6).

    Parameters
    ----------
    eta : (replicate, point)
    n : (point,)
        Effective number of acts or respondents, 1 or more; rounded.

    Examples
    --------
    >>> import numpy as np
    >>> draw_share([[50.0]], [10.0], np.random.default_rng(1)).tolist()
    [[1.0]]
    """
    count = np.maximum(1, np.rint(np.asarray(n, dtype=np.float64))).astype(np.int64)
    return np.asarray(draws.binomial(count, special.expit(eta)) / count)


def draw_score(eta: ArrayLike, se: ArrayLike, draws: np.random.Generator) -> Floats:
    """Return observed mean scores of (O6).

    Parameters
    ----------
    eta : (replicate, point)
    se : (point,), 0 or more

    Examples
    --------
    >>> import numpy as np
    >>> draw_score([[2.5]], [0.0], np.random.default_rng(1)).tolist()
    [[2.5]]
    """
    middle = np.asarray(eta, dtype=np.float64)
    return np.asarray(middle + np.asarray(se) * balanced_normals(draws, *middle.shape))
