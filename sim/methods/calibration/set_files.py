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
from sim.methods.calibration.fit import Posterior
from sim.store.files import appearing

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
    title: str,
    source: str,
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
    contraction : a row a parameter, as `sim.methods.calibration.contraction` returns it
    kernel : hash of the model that the draws are of
    replicates : of each trial
    """
    table = pd.DataFrame(
        [[f"{number:.{_DIGITS}g}" for number in row] for row in draws],
        columns=list(posterior.parameters),
    )
    rounds = posterior.generations
    page = {
        "title": title,
        "description": (
            f"{len(draws)} draws, all alike likely, of {len(posterior.parameters)} parameters "
            "taken together; resampled by weight from the last generation of a fit by sequential "
            "Monte Carlo with approximate likelihood (ABC-SMC). Conditional on all other "
            "parameters at their defaults, and on the model of that hash: a changed model wants a "
            "new fit. A draw is one that a fit would not refuse, not one that is true."
        ),
        "source": source,
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
        "series": list(series),
        "seed": seed,
    }
    texts = {
        folder / f"{name}.csv": table.to_csv(index=False),
        folder / f"{name}.yaml": yaml.safe_dump(
            page, sort_keys=False, allow_unicode=True, width=98
        ),
    }
    # The table last: a page without draws is none that a world could draw from.
    for path, text in reversed(texts.items()):
        with appearing(path) as draft:
            draft.write_text(text, encoding="utf-8")
    return list(texts)
