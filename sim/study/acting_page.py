"""The page on where parameters act: how many, the weakest first, and what rests on the others."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from sim.report.files import write
from sim.report.markdown import count_of
from sim.report.page import publish
from sim.study.acting import CARRIES, LEAST, SURE, acting
from sim.study.levers.outcomes import OUTCOMES

__all__ = ["TABLE", "report", "said"]

TABLE = "parameters.csv"

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
    """Write the page and its table; return the path of `parameters.html`.

    Parameters
    ----------
    found : what `acting.table_of` returns
    scenarios : the worlds, by name
    rerun : the command that gives the same page
    """
    write(folder / TABLE, found.to_csv(index=False))
    context = {
        "rows": acting(found).to_dict("records"),
        "said": said(found),
        "twins": int(found["twins"].iloc[0]),
        "seed": int(found["seed"].iloc[0]),
        "model": found["model"].iloc[0],
        "scenarios": scenarios,
        "outcomes": OUTCOMES,
        "carries": CARRIES,
        "sides": _SIDES,
        "least": LEAST,
        "sure": SURE,
        "rerun": rerun,
    }
    return publish("parameters", folder, context)
