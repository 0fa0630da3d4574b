"""The set of draws as files: a table that a world can draw from, and the page that explains it."""

import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from sim import __version__
from sim.methods.scoring import LAST_TRAINED
from sim.report.files import write
from sim.study.calibration.fit import Posterior
from sim.study.calibration.target import LAST

__all__ = ["software", "write_set"]

#: Digits of a draw: more than a fit can tell.
_DIGITS = 6

_PACKAGES = ("pyabc", "scikit-learn", "scipy", "numpy", "numba")


def software() -> dict[str, str]:
    """Return the project, Python and the packages that made a set, with their versions."""
    own = {"alliance-triangle": __version__, "python": platform.python_version()}
    return own | {name: version(name) for name in _PACKAGES}


def write_set(
    folder: Path,
    name: str,
    posterior: Posterior,
    draws: NDArray[np.float64],
    contraction: pd.DataFrame,
    *,
    facts: Sequence[str],
    series: Sequence[str],
    kernel: str,
    seed: int,
    replicates: int,
) -> list[Path]:
    """Write `<name>.csv` and `<name>.yaml`; return both paths.

    Parameters
    ----------
    draws : (draw, parameter), all alike likely
    contraction : a row a parameter, as `sim.study.calibration.contraction` returns it
    kernel : hash of the model that the draws are of
    replicates : of each trial
    """
    table = pd.DataFrame(
        [[f"{number:.{_DIGITS}g}" for number in row] for row in draws],
        columns=list(posterior.parameters),
    )
    rounds = posterior.generations
    page = {
        "title": f"What facts up to {LAST} say about {len(posterior.parameters)} parameters",
        "description": (
            f"{len(draws)} draws, all alike likely, of {len(posterior.parameters)} parameters "
            "taken together; resampled by weight from the last generation of a fit by sequential "
            "Monte Carlo with approximate likelihood (ABC-SMC). Conditional on all other "
            "parameters at their defaults, and on the model of that hash: a changed model wants a "
            "new fit. A draw is one that a fit would not refuse, not one that is true."
        ),
        "source": "python -m sim.calibrate: ABC-SMC with pyABC on the calibration facts",
        "made_with": {
            "software": software(),
            "kernel": kernel,
            "replicates_per_trial": replicates,
            "thresholds": [round(float(one), 4) for one in rounds["threshold"]],
            "accepted": [round(float(one), 4) for one in rounds["accepted"]],
            "trials": int(rounds["trials"].sum()),
            "particles": len(posterior.values),
            "effective_particles": round(posterior.effective, 1),
            "contraction": {
                str(parameter): round(float(one), 3)
                for parameter, one in contraction["contraction"].items()
            },
        },
        "facts": list(facts),
        "series": [f"{one}, to {LAST_TRAINED}" for one in series],
        "seed": seed,
    }
    paths = [folder / f"{name}.csv", folder / f"{name}.yaml"]
    text = yaml.safe_dump(page, sort_keys=False, allow_unicode=True, width=98)
    write(paths[1], text)
    write(paths[0], table.to_csv(index=False))
    return paths
