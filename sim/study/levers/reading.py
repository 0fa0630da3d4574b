"""What the levers say, in sentences made of their numbers."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from sim.methods.sensitivity import mapped
from sim.report.markdown import with_sign
from sim.study.levers.expected import sign_of, verdict
from sim.study.levers.outcomes import TIES

__all__ = ["name_of", "number", "on", "sentences", "turns"]

#: Levers that a sentence names.
_NAMED = 3

#: A draw's effect is beyond luck from so many standard errors on.
_CLEAR = 2.0

_KINDS = {"trait": "traits", "switch": "mechanisms"}


def name_of(lever: str) -> str:
    """Return a lever's key without its section.

    Examples
    --------
    >>> name_of("leaders.tokyo.rivalry"), name_of("switches.thaw")
    ('tokyo.rivalry', 'thaw')
    """
    return lever.split(".", 1)[1]


def number(value: float) -> str:
    """Return an effect with its sign, in as many places as its size bears.

    Examples
    --------
    >>> number(-0.1234), number(12.345), number(-0.0001)
    ('−0.123', '+12.3', '0.000')
    """
    return with_sign(value, 1 if abs(value) >= 9.9995 else 3)


def on(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return the levers' rows on one outcome, the largest median first."""
    mine = table[table["outcome"] == outcome]
    order = mine["median"].abs().sort_values(ascending=False, kind="stable").index
    return mine.loc[order]


def turns(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose sign turns: both ends over draws lie beyond luck, on opposite sides.

    Those that go far on both sides come first.
    """
    beyond = _CLEAR * rows["draw_se"].fillna(0.0)
    found = rows[(rows["p05"] < -beyond) & (rows["p95"] > beyond)]
    nearer = np.minimum(-found["p05"].to_numpy(), found["p95"].to_numpy())
    return found.iloc[np.argsort(-nearer, kind="stable")]


def sentences(table: pd.DataFrame, crossed: pd.DataFrame) -> list[str]:
    """Return the summary: what is strong, robust, turns, unusual at the defaults, and expected.

    Every sentence is made of the numbers of the tables; none is written for one answer.

    Parameters
    ----------
    table : what `lever_table` returns
    crossed : what `crossed_table` returns; without a row where nothing was crossed
    """
    ties = on(table, TIES.name)
    return [
        _strongest(ties),
        _robust(table, ties),
        f"{_turning(ties)} {_together(crossed)}".strip(),
        _defaults(table, ties),
        _articles(table),
    ]


def _listed(words: Iterable[str], most: int | None = None) -> str:
    """Return words in a row; those beyond `most` are counted."""
    words = list(words)
    left = 0 if most is None else max(0, len(words) - most)
    shown = ", ".join(words[: len(words) - left])
    return f"{shown} and {left} more" if left else shown


def _of_kind(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    return rows[rows["kind"] == kind]


def _quoted(rows: pd.DataFrame) -> list[str]:
    return [f"`{name_of(str(lever))}`" for lever in rows["lever"]]


def _strongest(ties: pd.DataFrame) -> str:
    told = []
    for kind, noun in _KINDS.items():
        first = _of_kind(ties, kind).head(_NAMED).to_dict("records")
        words = [
            f"`{name_of(str(row['lever']))}` ({number(float(row['median']))}, up in "
            f"{100 * float(row['share_positive']):.0f} % of draws)"
            for row in first
        ]
        if words:
            told.append(f"of {noun} {_listed(words)}")
    return (
        f"**Strongest on Tokyo–Seoul ties in the last month**, by the median over draws: "
        f"{'; '.join(told)}."
    )


def _robust(table: pd.DataFrame, ties: pd.DataFrame) -> str:
    signs = ties["share_positive"].map(sign_of)
    every = table["share_positive"].map(sign_of)
    told = []
    for sign, word in (("+", "up"), ("-", "down")):
        rows = ties[signs == sign]
        if len(rows):
            told.append(f"{word} {_listed(_quoted(rows), 8)}")
    count = int((signs != "").sum())
    held = f": {'; '.join(told)}" if told else ""
    whole = int((every != "").sum())
    return (
        f"**Robust**: {count} of {len(ties)} levers move these ties one way in at least nine draws "
        f"in ten, whatever else is assumed{held}. Over all outcomes it is {whole} of {len(table)} "
        "effects."
    )


def _turning(ties: pd.DataFrame) -> str:
    rows = turns(ties)
    if rows.empty:
        return "**No lever's sign turns** on these ties beyond the luck of single draws."
    words = [
        f"`{name_of(str(row['lever']))}` ({number(float(row['p05']))} to "
        f"{number(float(row['p95']))})"
        for row in rows.to_dict("records")
    ]
    return (
        f"**The sign turns** with what is assumed for {len(rows)} of {len(ties)} levers, beyond "
        f"the luck of single draws: {_listed(words, 6)}."
    )


def _together(crossed: pd.DataFrame) -> str:
    if crossed.empty:
        return ""
    places = mapped(crossed, len(crossed))
    if not places:
        return f"None of {len(crossed)} crossed pairs of traits stands out."
    words = [
        f"`{row['first']}` × `{row['second']}` ({number(float(row['median']))})"
        for row in crossed.loc[places].to_dict("records")
    ]
    return (
        f"Of {len(crossed)} crossed pairs of traits {len(places)} do together what the weaker does "
        f"not do alone, the largest {_listed(words[:_NAMED])}."
    )


def _defaults(table: pd.DataFrame, ties: pd.DataFrame) -> str:
    def outside(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[(rows["default_effect"] < rows["p05"]) | (rows["default_effect"] > rows["p95"])]

    far, every = outside(ties), outside(table)
    names = f" ({_listed(_quoted(far), 6)})" if len(far) else ""
    same = (ties["default_effect"] * ties["median"] > 0.0).sum()
    larger = (ties["default_effect"].abs() > ties["median"].abs()).sum()
    return (
        f"**At the defaults** the effect lies outside the 5 to 95 % of draws for {len(far)} of "
        f"{len(ties)} levers on these ties{names} and for {len(every)} of {len(table)} effects in "
        f"all. On these ties it has the sign of the median for {same} levers and is larger in size "
        f"than the median for {larger}."
    )


def _articles(table: pd.DataFrame) -> str:
    rows = table[table["expected"].isin(["+", "-"])]
    if rows.empty:
        return "**No article says** what any of these levers does."
    found = [
        verdict(str(row["expected"]), float(row["share_positive"]))
        for row in rows.to_dict("records")
    ]
    against = rows[[one == "against" for one in found]].to_dict("records")
    words = [f"`{name_of(str(row['lever']))}` on {row['outcome']}" for row in against]
    named = f" ({_listed(words, 6)})" if words else ""
    return (
        f"**Of {len(rows)} signs that the articles give**, {found.count('agrees')} agree in at "
        f"least nine draws in ten, {len(against)} are against{named} and "
        f"{found.count('no clear sign')} have no clear sign."
    )
