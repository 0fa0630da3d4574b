"""The report of a calibration: one page of Markdown, its tables (CSV) and pictures."""

from pathlib import Path

import numpy as np

from sim.methods.calibration import met_by_trial, never_together
from sim.methods.calibration.recovery import ENOUGH, MOST
from sim.plots import contractions, facts_before_after, save
from sim.report.files import write
from sim.report.markdown import count_of, number, percent, table
from sim.study.calibration.hindcast import LAST, LEFT_OUT, Calibration

__all__ = ["report"]

#: Parameters that the page's table of strength shows.
_SHOWN = 30


def report(found: Calibration, folder: Path) -> Path:
    """Write `calibration.md` with its tables and pictures; return the page's path."""
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
    parts = [_head(found), _facts(found), _together(found), _parameters(found)]
    parts += [_summaries(found), _screen(found), _recovery(found), _fit(found), _shipping(found)]
    write(folder / "calibration.md", "\n\n".join(parts) + "\n")
    return folder / "calibration.md"


def _head(found: Calibration) -> str:
    met = [int(one["met"].sum()) for one in (found.before, found.after)]
    return (
        "# Calibration of the hindcast\n\n"
        "**This model explores and teaches. It does not predict.** Parameters are fitted to "
        f"{count_of(len(found.facts), 'calibration fact')} and to observed series up to 2015; no "
        f"month after {LAST} and no validation fact is read. Of these facts "
        f"{met[0]} are met with parameters at their defaults and {met[1]} when they are drawn from "
        "the posterior. Facts that were fitted are no test of the model."
    )


def _facts(found: Calibration) -> str:
    rows = [
        [
            f"{one['id']} {one['says']}",
            one["asked"],
            one["found"],
            other["found"],
            percent(one["value"]),
            percent(other["value"]),
            f"{one['result']} → {other['result']}",
        ]
        for one, other in zip(
            found.before.to_dict("records"), found.after.to_dict("records"), strict=True
        )
    ]
    head = ["fact", "wanted", "defaults", "posterior", "whole, defaults", "whole, posterior", "met"]
    text = "## Facts before and after\n\n" + table(head, rows)
    text += (
        f"\n\n{found.effort.scored:,} replicates each. *Whole* is the share of replicates that "
        "show the whole pattern. A fact is undecided where it is not met and an interval of 95 % "
        "still reaches what was wanted."
    )
    return text + "\n\n![Facts before and after](figures/facts.png)"


def _together(found: Calibration) -> str:
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
    rows = [
        [fact, percent(float(prior[fact].mean())), percent(float(near[fact].mean()))]
        for fact in facts
    ]
    never = [fact for fact in facts if not met[fact].any()]
    apart = never_together(met)
    lines = [
        "## What can be reached together",
        f"Of {len(met):,} trials, those of the fit and those of the prior in the last pass of "
        f"recovery, the best meets {int(met.sum(axis=1).max())} of {met.shape[1]} facts at once. "
        + (f"No trial meets {', '.join(never)}." if never else "Each fact is met by some trial."),
        "Pairs that some trials meet singly and none meets together, with the number that would if "
        "the two had nothing to do with each other: "
        + ("; ".join(f"{a} and {b} ({n:.0f})" for a, b, n in apart) + "." if apart else "none."),
        table(["fact", "met by trials from the prior", "met by trials within the threshold"], rows),
    ]
    return "\n\n".join(lines)


def _parameters(found: Calibration) -> str:
    r2 = found.recovery.table
    r2 = r2[r2["pass"] == r2["pass"].max()].set_index("parameter")["r2"]
    rows = [
        [
            str(name),
            f"{one['default']:g}",
            f"{one['prior_low']:g} to {one['prior_high']:g}",
            f"{one['q50']:.3g}",
            f"{one['q05']:.3g} to {one['q95']:.3g}",
            f"{r2[name]:.2f}",
            number(one["contraction"], 2),
        ]
        for name, one in found.contraction.iterrows()
    ]
    head = ["parameter", "default", "prior", "median", "90 %", "recovery R²", "contraction"]
    text = (
        "## Parameters\n\n"
        "Contraction is 1 − posterior variance / prior variance: near 1 the facts say much, near 0 "
        "nothing. Everything is conditional on the other parameters at their defaults.\n\n"
    )
    text += table(head, rows)
    return text + "\n\n![Prior and posterior](figures/contraction.png)"


def _summaries(found: Calibration) -> str:
    wanted = [_range(t.low, t.high) for t in found.trials.targets]
    wanted += [_range(one.low, 1.0) for one in found.trials.series]
    says = [t.says for t in found.trials.targets] + [one.says for one in found.trials.series]
    rows = [
        [name, f"`{text}`", bounds]
        for name, text, bounds in zip(found.trials.names, says, wanted, strict=True)
    ]
    return (
        "## Targets and distance\n\n"
        f"A trial is {found.effort.replicates} replicates of history under one choice of "
        "parameters, and half as many of what a fact sets beside it. A share falls short by its "
        "gap over what is wanted, a statistic by its gap over two standard deviations of the "
        "screen's trials (at most 1), a rank correlation by its gap over what an order upside down "
        "would have. The distance is the mean over facts, the series counting as one, of the mean "
        "over a fact's targets. A series wants the "
        "correlation that its own errors allow.\n\n" + table(["target", "what", "wanted"], rows)
    )


def _range(low: float, high: float) -> str:
    if np.isinf(low):
        return f"at most {high:g}"
    return f"at least {low:.3g}" if np.isinf(high) or high == 1.0 else f"{low:g} to {high:g}"


def _screen(found: Calibration) -> str:
    top = found.strength.head(_SHOWN)
    rows = [[str(name), *(f"{value:.2f}" for value in row)] for name, row in top.iterrows()]
    left = "; ".join(f"{name} ({why})" for name, why in LEFT_OUT.items())
    return (
        "## Screen\n\n"
        f"{len(found.screen.values):,} trials over the priors of all {len(found.strength)} "
        "candidates at once (Latin hypercube). Strength: squared rank correlation less "
        f"what chance gives, the most over a fact's targets, summed over facts. The first "
        f"{found.effort.screened} go on to recovery. Left out: {left}.\n\n"
        + table(["parameter", *top.columns], rows)
    )


def _recovery(found: Calibration) -> str:
    passes = found.recovery.table
    names = passes.drop_duplicates("parameter")["parameter"]
    numbers = sorted(passes["pass"].unique())
    rows = []
    for name in names:
        own = passes[passes["parameter"] == name].set_index("pass")["r2"]
        cells = [number(own[n], 2) if n in own.index else "" for n in numbers]
        rows.append([str(name), *cells, "fitted" if name in found.recovery.kept else "default"])
    return (
        "## Recovery\n\n"
        "R² of each parameter predicted from the summaries of trials held out (ridge regression on "
        "summaries, squares and products, five folds). Of those below "
        f"{ENOUGH:g} the worse half leaves after each pass; of more than {MOST} that are told, the "
        "strongest on the targets stay. The fit sees only how far a summary falls short, so "
        "contraction can be less than R² promises.\n\n"
        + table(["parameter", *(f"pass {n}" for n in numbers), ""], rows)
        + f"\n\nNot fitted and at their defaults: these, and all {len(found.strength)} candidates "
        "that the screen did not pass on."
    )


def _fit(found: Calibration) -> str:
    rows = [
        [
            f"{one['generation']:.0f}",
            f"{one['threshold']:.4f}",
            f"{one['trials']:,.0f}",
            percent(one["accepted"]),
        ]
        for one in found.posterior.generations.to_dict("records")
    ]
    return (
        "## Fit\n\n"
        f"ABC-SMC, {found.effort.particles} particles, worth {found.posterior.effective:.0f} "
        f"equally weighted ones; seed {found.seed}; {len(found.posterior.trials):,} trials in "
        "all.\n\n" + table(["generation", "threshold", "trials", "accepted"], rows)
    )


def _shipping(found: Calibration) -> str:
    return (
        "## The set\n\n"
        f"`parameter_sets/{found.name}.csv` has {len(found.draws)} draws, all alike likely, "
        f"`parameter_sets/{found.name}.yaml` says how they were made. With `worlds=` and this "
        "folder any command can draw from it; copied to `scenarios/parameter_sets/` it is shipped."
    )
