"""`python -m sim.calibrate`: screen, recover and fit; leave a posterior that worlds draw from."""

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.subcommand import RUNS, Subcommand
from sim.errors import SimError, WrongKind

if TYPE_CHECKING:
    from sim.study.calibration.hindcast import Calibration

__all__ = ["COMMAND", "main"]

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


def _need_packages() -> None:
    """Refuse in one line where the fit's packages are not there."""
    for module, package in (("pyabc", "pyabc"), ("sklearn", "scikit-learn")):
        if importlib.util.find_spec(module) is None:
            raise SimError(f"the fit wants {package}: pip install 'alliance-triangle[calibration]'")


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield the facts that may be fitted: id and sentence."""
    _need_packages()

    from sim.study.calibration import fitted_facts
    from sim.study.patterns import facts

    for one in fitted_facts(facts()):
        yield one.id, one.statement.says


def _calibrate(config: Mapping[str, Any]) -> Path:
    """Calibrate, print a line a fact and a parameter, and write the report."""
    from sim.cli.question import parts_in
    from sim.cli.settings import settings
    from sim.runner import ProgressLine
    from sim.scenario.folder import NAME_IN_WORDS, is_name
    from sim.spec.parse_override import flag_asked, whole_asked
    from sim.spec.version import KERNEL_HASH
    from sim.store.points import study_key

    shared = settings([config])
    name, quick = config["name"], flag_asked(config["quick"], "quick")
    if not isinstance(name, str) or not is_name(name):
        raise WrongKind(name, NAME_IN_WORDS, field="name", given=True)
    changes = {
        key: whole_asked(config[key], *ends, key)
        for key, ends in _BOUNDS.items()
        if config[key] is not None
    }
    whole_asked(shared.replicates, *_TRIAL, "replicates")
    _need_packages()

    from sim.study import calibration, patterns

    effort = replace(calibration.QUICK if quick else calibration.FULL, **changes)
    effort = replace(effort, replicates=shared.replicates)
    facts = calibration.fitted_facts(patterns.facts())
    # What decides screen and recovery: a longer fit goes on from the same.
    before = (effort.replicates, effort.screen, effort.recovery, effort.screened)
    targets = (
        f"{one.name}: {one.says}, {one.low} to {one.high}" for one in calibration.targets(facts)
    )
    key = study_key([KERNEL_HASH, str(shared.seed), repr(before), *targets])
    folder = shared.folder / f"calibration-{key}"
    calibrated = calibration.calibrate(
        facts,
        folder,
        name=name,
        effort=effort,
        seed=shared.seed,
        threads=shared.threads,
        say=lambda stage: print(stage, file=sys.stderr, flush=True),
        progress=ProgressLine(),
        parts=parts_in(folder),
    )
    _say(calibrated)
    return calibration.report(calibrated, folder)


def _say(calibrated: "Calibration") -> None:
    """Print a line a fact, before and after, and a line a parameter."""
    from sim.cli.listing import table

    rows = [("fact", "defaults", "posterior", "whole before", "whole after", "says")]
    tables = (calibrated.before, calibrated.after)
    for pair in zip(*(one.to_dict("records") for one in tables), strict=True):
        verdicts = [side["result"] for side in pair]
        shares = [f"{100 * side['value']:.1f} %" for side in pair]
        rows.append((pair[0]["id"], *verdicts, *shares, pair[0]["says"]))
    print(table(rows))
    print()
    lines = [("parameter", "default", "median", "90 %", "contraction")]
    for parameter, row in calibrated.contraction.iterrows():
        span = f"{row['q05']:.3g} to {row['q95']:.3g}"
        numbers = (f"{row['default']:g}", f"{row['q50']:.3g}", span, f"{row['contraction']:.2f}")
        lines.append((str(parameter), *numbers))
    print(table(lines))


COMMAND = Subcommand(
    name="calibrate",
    keys=("name", "quick", *_BOUNDS, *RUNS),
    listing=_listed,
    answer=_calibrate,
)
main = COMMAND.main
