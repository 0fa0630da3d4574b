"""How far an effect hangs on what else is assumed: the table of levers, held to this model.

`sim/spec/levers.csv` tells, for what each leader brings and for each mechanism, the effect of high
less low on some outcomes over draws of all parameters, and at the defaults.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sim import spec
from sim.errors import MalformedFile
from sim.scenario import shipped_folder
from sim.scenario.document import read
from sim.spec.version import KERNEL_HASH

__all__ = ["TABLE", "Robust", "expectations", "robust"]

#: The table, made by `python -m sim.levers ship=true`.
TABLE = Path(spec.__file__).with_name("levers.csv")


@dataclass(frozen=True)
class Robust:
    """What one lever does to one outcome, high less low.

    Attributes
    ----------
    low, high : float
        Where the lever was set.
    median, p05, p95 : float
        Over draws of all parameters.
    share_positive : float
        Share of draws with an effect above 0; exactly 0 counts half.
    default_effect, default_se : float
        With the model's own parameters.
    expected : str
        What articles expect: '+', '-', 'disputed', or empty.
    source, says : str
        Which article and paragraph expects it, and how, in our words.
    world : str
        World in which it was measured.
    """

    outcome: str
    low: float
    high: float
    median: float
    p05: float
    p95: float
    share_positive: float
    default_effect: float
    default_se: float
    expected: str
    source: str
    says: str
    draws: int
    world: str


def robust(path: Path = TABLE) -> Mapping[str, tuple[Robust, ...]]:
    """Return what the table tells of every lever, by key.

    Raises
    ------
    MalformedFile
        If the table was made by another model.

    Examples
    --------
    >>> found = robust()["leaders.washington.mediation"]
    >>> found[0].outcome, found[0].expected, found[0].source
    ('jpn_kor_mean', '+', '000 P18')
    """
    return _read(path)


@lru_cache(maxsize=4)
def _read(path: Path) -> Mapping[str, tuple[Robust, ...]]:
    """Return the table, read once."""
    said = expectations()
    found: dict[str, list[Robust]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["model"] != KERNEL_HASH:
                message = (
                    f"was made by model {row['model']}, and this is {KERNEL_HASH}; make it anew "
                    "with `python -m sim.levers ship=true`"
                )
                raise MalformedFile(message, place=path.name)
            key, outcome = row["lever"], row["outcome"]
            numbers = {
                name: float(row[name])
                for name in ("low", "high", "median", "p05", "p95", "share_positive")
            }
            numbers |= {name: float(row[name]) for name in ("default_effect", "default_se")}
            found.setdefault(key, []).append(
                Robust(
                    outcome=outcome,
                    **numbers,
                    expected=row["expected"],
                    source=row["source"],
                    says=said.get(key, {}).get(outcome, ""),
                    draws=int(row["draws"]),
                    world=row["world"],
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}


def expectations() -> Mapping[str, Mapping[str, str]]:
    """Return what articles say of levers, in our words, by lever and outcome.

    Examples
    --------
    >>> expectations()["switches.thaw"]
    {'summits': 'An offer over the past opens the way for leaders to meet.'}
    """
    path = shipped_folder() / "levers" / "expected.yaml"
    found: dict[str, dict[str, str]] = {}
    for one in read(path, "levers/expected.yaml")["expected"]:
        found.setdefault(one["lever"], {})[one["outcome"]] = one["says"]
    return found
