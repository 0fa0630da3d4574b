"""The report of a calibration: one page, its tables (CSV) and pictures."""

from pathlib import Path
from typing import Any

import numpy as np

from sim.methods.calibration import met_by_trial, never_together
from sim.methods.calibration.recovery import ENOUGH, MOST
from sim.plots import contractions, facts_before_after, save
from sim.report.files import write
from sim.report.markdown import number
from sim.report.page import publish
from sim.study.calibration.hindcast import LAST, LEFT_OUT, Calibration

__all__ = ["report"]

#: Parameters that the page's table of strength shows.
_SHOWN = 30


def report(found: Calibration, folder: Path) -> Path:
    """Write the page with its tables and pictures; return the path of `calibration.html`."""
    write(folder / "screen.csv", found.screen.as_table().to_csv(index=False))
    write(folder / "recovery_trials.csv", found.recovery.last.as_table().to_csv(index=False))
    write(folder / "recovery.csv", found.recovery.table.to_csv(index=False))
    write(folder / "strength.csv", found.strength.to_csv())
    write(folder / "contraction.csv", found.contraction.to_csv())
    write(folder / "generations.csv", found.posterior.generations.to_csv(index=False))
    write(folder / "fit_trials.csv", found.posterior.trials.to_csv(index=False))
    columns = ["id", "says", "asked", "result", "value", "low", "high", "found"]
    merged = found.before[columns].merge(
        found.after[["id", "result", "value", "low", "high", "found"]],
        on="id",
        suffixes=("_before", "_after"),
    )
    write(folder / "facts.csv", merged.to_csv(index=False))
    drawn = contractions(
        found.contraction,
        replicates=found.effort.replicates,
        seed=found.seed,
        trials=len(found.posterior.trials),
    )
    save(drawn, folder / "figures", "contraction")
    drawn = facts_before_after(
        found.before, found.after, replicates=found.effort.scored, seed=found.seed
    )
    save(drawn, folder / "figures", "facts")
    r2 = found.recovery.table
    r2 = r2[r2["pass"] == r2["pass"].max()].set_index("parameter")["r2"]
    trials = found.trials
    targets = [(one.says, one.low, one.high) for one in trials.targets]
    targets += [(one.says, one.low, 1.0) for one in trials.series]
    both = found.before.to_dict("records"), found.after.to_dict("records")
    context = {
        "found": found,
        "last": LAST,
        "met": [int(one["met"].sum()) for one in (found.before, found.after)],
        "facts": list(zip(*both, strict=True)),
        "together": _together(found),
        "parameters": [(name, one, r2[name]) for name, one in found.contraction.iterrows()],
        "targets": [(name, *one) for name, one in zip(trials.names, targets, strict=True)],
        "left_out": LEFT_OUT,
        "screen": _screen(found),
        "enough": ENOUGH,
        "most": MOST,
        "recovery": _recovery(found),
        "generations": found.posterior.generations.to_dict("records"),
        "infinity": np.inf,
    }
    return publish("calibration", folder, context)


def _together(found: Calibration) -> dict[str, Any]:
    """Return which facts no trial met, and which no trial met together."""
    columns = list(found.trials.names)
    every = np.vstack([found.recovery.last.found, found.posterior.trials[columns].to_numpy()])
    met = met_by_trial(found.trials, every, found.scales)
    final = found.posterior.trials
    last = found.posterior.generations["threshold"].iloc[-1]
    near = met_by_trial(
        found.trials, final.loc[final["distance"] <= last, columns].to_numpy(), found.scales
    )
    prior = met.iloc[: len(found.recovery.last.found)]
    facts = [str(fact) for fact in met.columns]
    return {
        "trials": len(met),
        "best": int(met.sum(axis=1).max()),
        "never": [fact for fact in facts if not met[fact].any()],
        "apart": never_together(met),
        "facts": [(one, float(prior[one].mean()), float(near[one].mean())) for one in facts],
    }


def _screen(found: Calibration) -> list[list[str]]:
    """Return the strongest parameters on each fact: a head, then a line a parameter."""
    top = found.strength.head(_SHOWN)
    rows = [[str(name), *(f"{value:.2f}" for value in row)] for name, row in top.iterrows()]
    return [["parameter", *map(str, top.columns)], *rows]


def _recovery(found: Calibration) -> list[list[str]]:
    """Return R² by pass, and what became of each parameter: a head, then a line a parameter."""
    passes = found.recovery.table
    numbers = sorted(passes["pass"].unique())
    rows = []
    for name in passes.drop_duplicates("parameter")["parameter"]:
        own = passes[passes["parameter"] == name].set_index("pass")["r2"]
        cells = [number(own[n], 2) if n in own.index else "" for n in numbers]
        rows.append([str(name), *cells, "fit" if name in found.recovery.kept else "default"])
    return [["parameter", *(f"pass {n}" for n in numbers), "stands at"], *rows]
