"""`python -m sim.calibrate`: screen, recover and fit; leave a posterior that worlds draw from."""

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.cli.subcommand import run_subcommand
from sim.errors import SimError, WrongKind

__all__ = ["KEYS", "main"]


#: Least and most of each number that says how much is run.
_BOUNDS = {
    "screen": (16, 65_536),
    "recovery": (16, 65_536),
    "screened": (1, 100),
    "particles": (10, 10_000),
    "generations": (1, 50),
    "most_trials": (1, 1_000_000),
    "draws": (200, 10_000),
    "scored": (30, 100_000),
}

#: Least and most replicates of a trial: a summary wants 30 with an answer.
_TRIAL = (30, 10_000)

#: What the command knows.
KEYS = ("name", "quick", *_BOUNDS, "replicates", "seed", "threads", "output.folder")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["draws=1"])
    2
    """
    return run_subcommand(
        argv,
        "calibrate",
        KEYS,
        _calibrate,
        _listed,
        "stopped; finished stages are kept, and the same command goes on from there",
    )


def _want_packages() -> None:
    """Refuse in one line where the fit's packages are not there."""
    for module, package in (("pyabc", "pyabc"), ("sklearn", "scikit-learn")):
        if importlib.util.find_spec(module) is None:
            raise SimError(f"the fit wants {package}: pip install 'alliance-triangle[calibration]'")


def _listed() -> str:
    """Return the facts that may be fitted: id and sentence."""
    _want_packages()

    from sim.cli.listing import table
    from sim.study.calibration import fitted_facts
    from sim.study.patterns import facts

    return table((one.id, one.statement.says) for one in fitted_facts(facts()))


def _calibrate(config: Mapping[str, Any]) -> None:
    """Calibrate, print a line a fact and a parameter, and write the report."""
    from sim.cli.listing import table
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import flag, settings
    from sim.runner import ProgressLine
    from sim.runner.request import check_whole
    from sim.scenario.folder import NAME_IN_WORDS, is_name
    from sim.spec.version import KERNEL_HASH
    from sim.store.points import study_key

    shared = settings([config])
    name, quick = config["name"], flag(config["quick"], "quick")
    if not isinstance(name, str) or not is_name(name):
        raise WrongKind(name, NAME_IN_WORDS, field="name", given=True)
    changes = _changes(config)
    check_whole(shared.replicates, "replicates", *_TRIAL)
    _want_packages()

    from sim.study import calibration, patterns

    effort = replace(calibration.QUICK if quick else calibration.FULL, **changes)
    effort = replace(effort, replicates=shared.replicates)
    facts = calibration.fitted_facts(patterns.facts())
    # What decides screen and recovery: a longer fit goes on from the same.
    before = (effort.replicates, effort.screen, effort.recovery, effort.screened)
    asked = [
        KERNEL_HASH,
        str(shared.seed),
        repr(before),
        *(f"{one.name}: {one.says}, {one.low} to {one.high}" for one in calibration.targets(facts)),
    ]
    folder = shared.folder / f"calibration-{study_key(asked)}"
    found = calibration.calibrate(
        facts,
        folder,
        name=name,
        effort=effort,
        seed=shared.seed,
        threads=shared.threads,
        say=lambda stage: print(stage, file=sys.stderr, flush=True),
        progress=ProgressLine(),
    )
    rows = [("fact", "defaults", "posterior", "whole before", "whole after", "says")]
    pairs = zip(found.before.to_dict("records"), found.after.to_dict("records"), strict=True)
    for one, other in pairs:
        verdicts = [side["result"] for side in (one, other)]
        shares = [f"{100 * side['value']:.1f} %" for side in (one, other)]
        rows.append((one["id"], *verdicts, *shares, one["says"]))
    print(table(rows))
    print()
    lines = [("parameter", "default", "median", "90 %", "contraction")]
    for parameter, row in found.contraction.iterrows():
        span = f"{row['q05']:.3g} to {row['q95']:.3g}"
        numbers = (f"{row['default']:g}", f"{row['q50']:.3g}", span, f"{row['contraction']:.2f}")
        lines.append((str(parameter), *numbers))
    print(table(lines))
    page = calibration.report(found, folder)
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _changes(config: Mapping[str, Any]) -> dict[str, int]:
    """Return what is asked of the effort, each a whole number within its bounds."""
    from sim.runner.request import check_whole

    return {
        key: check_whole(config[key], key, *ends)
        for key, ends in _BOUNDS.items()
        if config[key] is not None
    }
