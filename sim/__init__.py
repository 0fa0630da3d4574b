"""Alliance Triangle: the United States, Japan and South Korea, with China and North Korea.

The front door. Each name is loaded when first used, so that ``import sim`` costs nothing::

    import sim

    sim.scenarios()  # which worlds there are
    world = sim.load("second_trump_term")  # one of them, checked and frozen
    run = sim.run(world, replicates=10_000, seed=1)  # Results: outcomes, quantiles, trajectories
    sim.compare(
        world, world.replace(**{"switches.mediation": False})
    )  # what a change does, paired by replicate
    sim.simulate(world, seed=1, replicate=42)  # one trajectory, replayed to the bit
    sim.open("results/...")  # the same results, without running anything
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from sim.analysis import (
        event_study,
        first_passage,
        replicates_needed,
        runs_needed,
        shift_function,
        survival,
    )
    from sim.errors import SimError
    from sim.lesson.story import story
    from sim.methods.attribution.attribute import attribute
    from sim.methods.design import design
    from sim.methods.discovery import discover
    from sim.methods.drivers import drivers, one_at_a_time, partial_dependence, sensitivity
    from sim.methods.history_matching import history_match
    from sim.report.publication import table
    from sim.runner import Point, run, run_study, simulate
    from sim.runner.branch import branch
    from sim.runner.compare import compare
    from sim.runner.evaluate import evaluate
    from sim.scenario import parameter_set
    from sim.scenario.keys import diff, keys
    from sim.spec.world import World
    from sim.store import Results
    from sim.store import open_study as open

__version__ = "0.1.0"

__all__ = [
    "Point",
    "Results",
    "SimError",
    "World",
    "attribute",
    "branch",
    "compare",
    "design",
    "diff",
    "discover",
    "drivers",
    "evaluate",
    "event_study",
    "first_passage",
    "history_match",
    "keys",
    "load",
    "one_at_a_time",
    "open",
    "parameter_set",
    "partial_dependence",
    "replicates_needed",
    "run",
    "run_study",
    "runs_needed",
    "scenarios",
    "sensitivity",
    "shift_function",
    "simulate",
    "story",
    "survival",
    "table",
]

#: Where each name that is loaded on first use comes from: module, name there.
_FROM = {
    "Point": ("sim.runner", "Point"),
    "Results": ("sim.store", "Results"),
    "SimError": ("sim.errors", "SimError"),
    "World": ("sim.spec.world", "World"),
    "attribute": ("sim.methods.attribution.attribute", "attribute"),
    "branch": ("sim.runner.branch", "branch"),
    "compare": ("sim.runner", "compare"),
    "design": ("sim.methods.design", "design"),
    "diff": ("sim.scenario.keys", "diff"),
    "discover": ("sim.methods.discovery", "discover"),
    "drivers": ("sim.methods.drivers", "drivers"),
    "evaluate": ("sim.runner.evaluate", "evaluate"),
    "event_study": ("sim.analysis", "event_study"),
    "first_passage": ("sim.analysis", "first_passage"),
    "history_match": ("sim.methods.history_matching", "history_match"),
    "keys": ("sim.scenario.keys", "keys"),
    "one_at_a_time": ("sim.methods.drivers", "one_at_a_time"),
    "open": ("sim.store", "open_study"),
    "parameter_set": ("sim.scenario", "parameter_set"),
    "partial_dependence": ("sim.methods.drivers", "partial_dependence"),
    "replicates_needed": ("sim.analysis", "replicates_needed"),
    "run": ("sim.runner", "run"),
    "run_study": ("sim.runner", "run_study"),
    "runs_needed": ("sim.analysis", "runs_needed"),
    "sensitivity": ("sim.methods.drivers", "sensitivity"),
    "shift_function": ("sim.analysis", "shift_function"),
    "simulate": ("sim.runner", "simulate"),
    "story": ("sim.lesson.story", "story"),
    "survival": ("sim.analysis", "survival"),
    "table": ("sim.report.publication", "table"),
}


#: Documented rooms, which need no import of their own: `sim.plots.fan`.
_ROOMS = ("adapters", "analysis", "errors", "plots")


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"sim.{name}")
    if name not in _FROM:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    module, there = _FROM[name]
    found = globals()[name] = getattr(import_module(module), there)
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *globals()})


def _folder(worlds: Any) -> "Path | None":
    """Return the folder of one's own worlds as a path."""
    pathlib = import_module("pathlib")
    if worlds is not None and not isinstance(worlds, str | pathlib.Path):
        wrong = import_module("sim.errors").WrongKind
        raise wrong(worlds, "the path of a folder of worlds", field="worlds", given=True)
    return None if worlds is None else pathlib.Path(worlds)


def load(name: str, worlds: "str | Path | None" = None) -> "World":
    """Return the world of a name, checked and frozen.

    Parameters
    ----------
    name : str
        As `sim.scenarios` lists it.
    worlds : path, optional
        A folder of one's own worlds, looked in first.

    Raises
    ------
    SimError
        One line for the first fault: file, field, found, wanted, nearest name.

    Examples
    --------
    >>> import sim
    >>> sim.load("baseline_hindcast").months
    165
    """
    found: World = import_module("sim.scenario").load(name, _folder(worlds))
    return found


def scenarios(worlds: "str | Path | None" = None) -> "pd.DataFrame":
    """Return the worlds that there are: name, title, window, sources.

    Parameters
    ----------
    worlds : path, optional
        A folder of one's own worlds, beside those that come with the package.

    Examples
    --------
    >>> import sim
    >>> sim.scenarios().columns.tolist()
    ['name', 'title', 'window', 'sources']
    """
    pandas = import_module("pandas")
    month_name = import_module("sim.spec.calendar").month_name
    rows = [
        {
            "name": entry.name,
            "title": entry.title,
            "window": f"{month_name(entry.first)} to {month_name(entry.last)}",
            "sources": ", ".join(entry.sources),
        }
        for entry in import_module("sim.scenario").catalogue(_folder(worlds))
    ]
    return pandas.DataFrame(rows, columns=["name", "title", "window", "sources"])
