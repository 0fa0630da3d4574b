"""Provenance: what was asked, of which model, with which software, when; no paths and no names."""

import datetime
import functools
import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.store.points import PointRecord

__all__ = ["commit", "describe_run", "part_of", "provenance", "software"]

_PACKAGES = ("alliance-triangle", "numpy", "numba", "scipy", "pandas", "xarray", "pyarrow")
_ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def software() -> dict[str, str]:
    """Return the versions of Python and of the packages that results rest on."""
    versions = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "not installed as a package"
    return versions


def _git(*words: str) -> str | None:
    """Return what git says of the working copy that this package lies in, or None."""
    try:
        process = subprocess.run(
            ["git", "-C", str(_ROOT), *words],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return process.stdout.strip() if process.returncode == 0 else None


@functools.cache
def commit() -> dict[str, Any] | None:
    """Return commit and whether `sim/` differs from it; None outside a git working copy."""
    # An installed package may lie inside somebody else's working copy.
    if not (_ROOT / ".git").exists():
        return None
    head = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--", "sim")
    return None if head is None else {"commit": head, "changed": bool(changed)}


def describe_run(
    replicates: int, seeds: Sequence[int], trajectories: bool, points: int
) -> dict[str, Any]:
    """Return one request: what was asked, when, with what, on which kind of machine."""
    return {
        "asked": {
            "points": points,
            "replicates": replicates,
            "seed": seeds[0] if len(seeds) == 1 else list(seeds),
            "trajectories": trajectories,
        },
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "software": software(),
        "source": commit(),
        "machine": {
            "system": platform.system(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
        },
    }


def part_of(runs: Sequence[Any]) -> str:
    """Return which part of a study a folder holds; '' for a whole, also one made of parts.

    Parameters
    ----------
    runs : those of its provenance, as they were read

    Examples
    --------
    >>> one, other = {"asked": {"part": "rows=0:1"}}, {"asked": {"part": "rows=1:2"}}
    >>> part_of([one, one]), part_of([one, other])
    ('rows=0:1', '')
    """
    requests = [run.get("asked") if isinstance(run, Mapping) else None for run in runs]
    parts = {str(told.get("part", "")) if isinstance(told, Mapping) else "" for told in requests}
    return parts.pop() if len(parts) == 1 else ""


def provenance(
    records: Sequence[PointRecord],
    resolved: Callable[[PointRecord], Mapping[str, Any]],
    runs: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return where results come from, as plain data.

    Parameters
    ----------
    records : the study's points
    resolved : returns the world of a point, complete, as plain data
    runs : what `describe_run` said each time that rows were added

    Returns
    -------
    dict
        `seed` (a list where points have several), `layout_version`, `kernel`; `points` (what was
        asked of each, with its seed and the digest of its world); `worlds`, the resolved world of
        the first point of each scenario; `runs`.
    """
    first, seeds = records[0], list(dict.fromkeys(record.seed for record in records))
    # One world a scenario: a design of thousands of points would repeat them.
    opening = {record.scenario: record for record in reversed(records)}
    return {
        "seed": seeds[0] if len(seeds) == 1 else seeds,
        "layout_version": first.layout_version,
        "kernel": first.kernel,
        "points": [
            {
                "point": record.point,
                "scenario": record.scenario,
                "overrides": dict(record.overrides),
                "seed": record.seed,
                "digest": record.digest,
                "key": record.key,
            }
            for record in records
        ],
        "worlds": {
            name: {
                "point": opening[name].point,
                "digest": opening[name].digest,
                **resolved(opening[name]),
            }
            for name in dict.fromkeys(record.scenario for record in records)
        },
        "runs": list(runs),
    }
