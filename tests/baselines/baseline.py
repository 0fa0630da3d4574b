"""What the model comes to in six worlds: digests of its bits, and means that people can read.

A digest tells that any number moved, in any of 200 replicates; the means say in which direction and
by how much. Both are compared exactly: the engine promises equal bits on every machine.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

import sim
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import HISTOGRAMMED

__all__ = [
    *("REPLICATES", "SEED", "STORED", "WORLDS", "Baseline"),
    *("measured", "stored", "stored_breadth", "written"),
]

#: The worlds of the main sweep.
WORLDS = (
    "baseline_hindcast",
    "second_trump_term",
    "joint_hedging",
    "biden_style_mediation",
    "neglect",
    "progressive_continuity",
)
REPLICATES, SEED = 200, 1

STORED = Path(__file__).with_name("baselines.json")


class Baseline(NamedTuple):
    """One world's bits and means.

    Attributes
    ----------
    outcomes : str
        sha256 of the outcomes, (replicate, outcome) float64 little-endian, after their names.
    months : str
        sha256 of the monthly histograms and sums of every histogrammed variable, after their names.
    means : mapping
        Outcome to its mean over replicates, six significant digits, as text.
    """

    outcomes: str
    months: str
    means: Mapping[str, str]


def _digest(names: tuple[str, ...], *arrays: np.ndarray) -> str:
    """Return the sha256 of names and of the bytes of arrays, the same on every machine."""
    digest = hashlib.sha256("\n".join(names).encode())
    for array in arrays:
        kind = array.dtype.newbyteorder("<")
        digest.update(np.ascontiguousarray(array, dtype=kind).tobytes())
    return digest.hexdigest()


def measured(world: "sim.World") -> Baseline:
    """Run a world and return its baseline."""
    chunk = run_chunk(compile_world(world), SEED, 0, REPLICATES)
    means = chunk.outcomes.mean(axis=0)
    return Baseline(
        outcomes=_digest(OUTCOME_FIELDS, chunk.outcomes),
        months=_digest(HISTOGRAMMED, chunk.counts.astype(np.uint32), chunk.sums),
        means={name: f"{mean:.6g}" for name, mean in zip(OUTCOME_FIELDS, means, strict=True)},
    )


def stored(path: Path = STORED) -> dict[str, Baseline]:
    """Return the baselines as they were last written, by world."""
    data = json.loads(path.read_text(encoding="utf-8"))["worlds"]
    return {name: Baseline(**fields) for name, fields in data.items()}


def stored_breadth(path: Path = STORED) -> str:
    """Return the digest of all worlds as it was last written."""
    return str(json.loads(path.read_text(encoding="utf-8"))["breadth"])


def written(found: Mapping[str, Baseline], breadth: str, because: str, path: Path = STORED) -> None:
    """Write baselines with the reason why they moved."""
    data = {
        "because": because,
        "replicates": REPLICATES,
        "seed": SEED,
        "breadth": breadth,
        "worlds": {name: one._asdict() for name, one in found.items()},
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
