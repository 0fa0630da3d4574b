"""The page on where parameters act: how many, the weakest first, and what rests on the others."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from sim.report.files import write
from sim.report.markdown import count_of, table, with_sign
from sim.study.acting import CARRIES, LEAST, SURE, acting
from sim.study.levers.outcomes import OUTCOMES

__all__ = ["PAGE", "TABLE", "report", "said"]

PAGE, TABLE = "parameters.md", "parameters.csv"

_OUTCOMES = "; ".join(outcome.label for outcome in OUTCOMES)
_FIRST = (
    "**This model explores and teaches. It does not predict.** Each parameter is set to either end "
    "of its prior, one at a time, all else at its default, under the same luck. It acts where it "
    f"moves the mean of an outcome, or its standard deviation over runs, by more than {LEAST:g} of "
    f"that standard deviation at {SURE:g} standard errors. Outcomes are those that levers are "
    f"measured on: {_OUTCOMES}."
)
_SIDES = {"window": "window", "start": "past and window"}


def said(found: pd.DataFrame) -> str:
    """Return in a sentence how many parameters act, and what rests on those that do not.

    Examples
    --------
    >>> rows = {"parameter": ["a", "b"], "acts": [True, False], "effect": [0.3, 0.01]}
    >>> said(pd.DataFrame(rows))
    '1 of 2 parameters acts; 1 acts in none of these worlds and carries no statement: b.'
    """
    rows = acting(found)
    weak = list(rows.loc[~rows["acts"].astype(bool), "parameter"])
    idle = [name for name in weak if name not in CARRIES]
    carried = [name for name in weak if name in CARRIES]
    count = len(rows) - len(weak)
    text = f"{count} of {count_of(len(rows), 'parameter')} {'acts' if count == 1 else 'act'}"
    if carried:
        text += f"; {len(carried)} more {'carries' if len(carried) == 1 else 'carry'} a statement"
    if idle:
        verb = "acts in none of these worlds and carries"
        if len(idle) > 1:
            verb = "act in none of these worlds and carry"
        text += f"; {len(idle)} {verb} no statement: {', '.join(idle)}"
    return text + "."


def report(found: pd.DataFrame, folder: Path, *, scenarios: Sequence[str], rerun: str) -> Path:
    """Write the page and its table, and return the page's path.

    Parameters
    ----------
    found : what `acting.table_of` returns
    scenarios : the worlds, by name
    rerun : the command that gives the same page
    """
    rows = acting(found)
    twins, seed = int(found["twins"].iloc[0]), int(found["seed"].iloc[0])
    lines = [
        [
            f"`{row['parameter']}`",
            f"{row['low']:g} to {row['high']:g}",
            "yes" if row["acts"] else ", ".join(CARRIES.get(str(row["parameter"]), ("no",))),
            f"`{row['world']}`, {_SIDES[str(row['side'])]}",
            f"`{row['outcome']}`, {row['moment']}",
            with_sign(float(row["effect"]), 2),
            f"{row['t']:.0f}",
        ]
        for row in rows.to_dict("records")
    ]
    head = ["parameter", "prior", "acts, or carries", "most in", "on", "high less low, in sd", "t"]
    parts = [
        "# Where each parameter acts",
        _FIRST,
        f"{said(found)} {twins:,} twins, seed {seed}, in {', '.join(f'`{n}`' for n in scenarios)}; "
        "in the window alone, and in the past as well where a world starts from another. The "
        "weakest stand first, each where it does most.",
        table(head, lines),
        f"Made with `{rerun}`, model {found['model'].iloc[0]}.",
    ]
    write(folder / TABLE, found.to_csv(index=False))
    write(folder / PAGE, "\n\n".join(parts) + "\n")
    return folder / PAGE
