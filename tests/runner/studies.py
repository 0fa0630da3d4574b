"""A small study of two points, and what it leaves on disk."""

import json

from sim.runner import Point, run_study
from sim.scenario import load

__all__ = ["BASE", "FOUR", "POINTS", "content", "go"]

BASE = load("baseline_hindcast").replace(months=2)
FOUR = [
    Point(BASE.name, BASE.replace(**{"traits.rivalry": x}), {"traits.rivalry": x})
    for x in (0.2, 0.8, 0.4, 0.6)
]
POINTS = FOUR[:2]


def go(folder, replicates=60, points=POINTS):
    return run_study(
        points, replicates=replicates, seed=1, trajectories=True, folder=folder, study="s"
    )


def content(path):
    """Every file by name, but what is hidden, what was set aside, and the times of runs."""
    found = {}
    for one in sorted(path.rglob("*")):
        name = one.relative_to(path).as_posix()
        if one.is_file() and not one.name.startswith(".") and not name.startswith("damaged/"):
            found[name] = one.read_bytes()
    told = json.loads(found.pop("provenance.json"))
    return {**found, "provenance.json": {k: v for k, v in told.items() if k not in ("runs", "sum")}}
