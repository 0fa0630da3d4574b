"""Points of a design: Saltelli's for Sobol indices, Morris' paths, a hypercube, a grid, chance.

Sobol and Morris designs are SALib's, whose analysis reads rows in the order in which it made them.
The others are those of `scipy.stats.qmc` and numpy.
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.errors import SimError, UnknownName, WrongKind
from sim.methods.design.bounds import SWITCH, Bounds, bounds_of
from sim.methods.extra import extra
from sim.runner.request import check_whole, check_world
from sim.scenario.keys import keys
from sim.spec.override_key import bare
from sim.spec.world import World

__all__ = ["KINDS", "MOST_POINTS", "design", "design_of", "problem_of"]

#: Kinds of designs, with what `n` is.
KINDS = {
    "sobol": "base samples, a power of 2; n × (keys + 2) points, Saltelli's scheme",
    "morris": "paths of keys + 1 points each, Morris' elementary effects",
    "lhs": "points of a Latin hypercube",
    "factorial": "levels of each key, ends among them; a switch has two",
    "random": "points, each number drawn on its own",
}

#: Most points of a design; a hundred thousand of 100 replicates take hours.
MOST_POINTS = 2_000_000

_LEVELS = 4  # of a Morris design: Morris (1991) and SALib take four


def design(
    kind: str,
    n: int,
    over: Sequence[str] | Mapping[str, Any],
    seed: int = 1,
    world: World | None = None,
    *,
    levels: int = _LEVELS,
) -> pd.DataFrame:
    """Return a design as a table of keys: what is changed in each point.

    Parameters
    ----------
    kind : 'sobol', 'morris', 'lhs', 'factorial' or 'random'
    n : int
        Base samples of a Sobol design, a power of 2; paths of a Morris design; levels of each key
        in a factorial; else points.
    over : list of keys, or mapping of keys to (low, high)
        What is varied; keys are those of `sim.keys`. Ends that are not said are a parameter's
        prior, a leader's coded range, or the bounds of a trait. A switch is off in the lower half
        and on in the upper one.
    seed : int
        Of numpy's PCG64: the same seed gives the same table.
    world : World, optional
        One that states ranges of its own, or has leaders of its own.
    levels : int, 2 or more, even
        Of a Morris design.

    Returns
    -------
    DataFrame
        Index `point`, a row a point, a column a key. `sim.evaluate` takes it, and as CSV
        (`to_csv(path, index=False)`) it is a `design=` table of the command line, which wants each
        point once: paths, and switches in a Sobol design, may hold one twice. `attrs` has `kind`,
        `n`, `seed`, `levels`, `bounds` and `units`, so that an analysis needs nothing typed again.

    Raises
    ------
    sim.errors.SimError
        For a kind, key or ends that are none, `n` that is no power of 2, or SALib not installed.

    Examples
    --------
    >>> import sim
    >>> keys = ["leaders.seoul.rivalry", "parameters.memory_gain"]
    >>> found = sim.design("lhs", 4, over=keys, seed=1)
    >>> found.shape, found.attrs["bounds"]["leaders.seoul.rivalry"]
    ((4, 2), (0.0, 1.0))
    >>> sim.design("factorial", 3, over={"traits.rivalry": (0.2, 0.8)})["traits.rivalry"].tolist()
    [0.2, 0.5, 0.8]
    """
    if not isinstance(kind, str):
        raise WrongKind(kind, "a kind of design", field="kind", given=True)
    if kind not in KINDS:
        raise UnknownName("kind of design", kind, KINDS, field="kind")
    if world is not None:
        check_world(world)
    n = check_whole(n, "n", 1 if kind in ("lhs", "random") else 2, MOST_POINTS)
    seed = check_whole(seed, "seed", 0, 2**32 - 1)
    levels = check_whole(levels, "levels", 2, 100)
    bounds = bounds_of(over, world)
    if kind == "sobol" and n & (n - 1):
        near = 1 << (n.bit_length() - 1)
        raise WrongKind(n, f"a power of 2, such as {near} or {2 * near}", field="n")
    if kind == "morris" and levels % 2:
        raise WrongKind(levels, "an even number of levels", field="levels")
    sizes = {"sobol": n * (len(bounds) + 2), "morris": n * (len(bounds) + 1)}
    switches = [key for key in bounds if bare(key).startswith(SWITCH)]
    sizes["factorial"] = n ** (len(bounds) - len(switches)) * 2 ** len(switches)
    if sizes.get(kind, n) > MOST_POINTS:
        raise SimError(
            f"is {sizes[kind]:,} points for {len(bounds)} keys, wanted at most {MOST_POINTS:,}: "
            "take fewer keys, a smaller n, or another kind",
            field="n",
        )
    unit = _factorial(n, bounds) if kind == "factorial" else _unit(kind, n, bounds, seed, levels)
    return design_of(unit, bounds, kind=kind, n=n, seed=seed, levels=levels)


def problem_of(bounds: Bounds) -> dict[str, Any]:
    """Return keys with their ends as SALib's problem."""
    return {
        "num_vars": len(bounds),
        "names": list(bounds),
        "bounds": [list(ends) for ends in bounds.values()],
    }


def _unit(kind: str, n: int, bounds: Bounds, seed: int, levels: int) -> NDArray[np.float64]:
    """Return points in the unit cube, (point, key)."""
    luck, many = np.random.default_rng(seed), len(bounds)
    cube = {"num_vars": many, "names": list(bounds), "bounds": [[0.0, 1.0]] * many}
    if kind == "sobol":
        sample = extra("SALib.sample.sobol").sample
        return np.asarray(sample(cube, n, calc_second_order=False, seed=luck))
    if kind == "morris":
        sample = extra("SALib.sample.morris").sample
        return np.asarray(sample(cube, n, num_levels=levels, seed=luck))
    if kind == "lhs":
        return np.asarray(qmc.LatinHypercube(many, rng=luck).random(n))
    return luck.random((n, many))


def _factorial(n: int, bounds: Bounds) -> NDArray[np.float64]:
    """Return all combinations of levels in the unit cube; the last key changes fastest."""
    sides = [
        np.linspace(0.0, 1.0, 2 if bare(key).startswith(SWITCH) else n).tolist() for key in bounds
    ]
    return np.array(list(itertools.product(*sides)))


def design_of(unit: NDArray[np.float64], bounds: Bounds, **said: Any) -> pd.DataFrame:
    """Return points of the unit cube as a table of keys, (point, key).

    Parameters
    ----------
    said : what `attrs` keep besides

    Examples
    --------
    >>> import numpy as np
    >>> bounds = {"traits.rivalry": (0.0, 2.0), "switches.thaw": (0.0, 1.0)}
    >>> design_of(np.array([[0.5, 0.2]]), bounds).to_dict("records")
    [{'traits.rivalry': 1.0, 'switches.thaw': False}]
    """
    columns: dict[str, Any] = {}
    for (key, (low, high)), share in zip(bounds.items(), unit.T, strict=True):
        is_switch = bare(key).startswith(SWITCH)
        # So that both ends are met to the bit: beyond one is beyond a prior.
        columns[key] = share >= 0.5 if is_switch else low * (1.0 - share) + high * share
    table = pd.DataFrame(columns, index=pd.RangeIndex(len(unit), name="point"))
    known = keys().set_index("key")["unit"]
    own = {key: bare(key) for key in bounds if bare(key) in known.index}
    table.attrs = {
        **{str(name): value for name, value in said.items()},
        "bounds": dict(bounds),
        "units": {key: str(known[name]) for key, name in own.items()},
    }
    return table
