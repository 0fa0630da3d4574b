"""What the design comes to: titles, tables and pictures, all computed."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from sim import plots, spec
from sim.analysis import (
    PairedDifference,
    factorial_effects,
    one_point,
    outcomes_of,
    paired_diff,
    shift_function,
)
from sim.report.markdown import percent, with_interval, with_sign
from sim.spec.version import KERNEL_HASH
from sim.store import Results
from sim.study.washington.basin import APART, CLOSE, TIES, Ends, basins, ends_of, threshold
from sim.study.washington.bifurcation import begin_of
from sim.study.washington.crossing import CONTRASTS, Crossed, crossing, crossings_of
from sim.study.washington.design import FACTORS, REWARDS, RIVALRY, Cell, caption_of, design, named

__all__ = ["Findings", "findings", "findings_of", "over_priors"]


class Findings(NamedTuple):
    """What the design comes to.

    Attributes
    ----------
    told : what `templates/washington_sections.md.j2` prints
    effects : outcome to all effects and interactions
    crossings : of `crossing_table`
    """

    told: dict[str, Any]
    effects: dict[str, pd.DataFrame]
    crossings: pd.DataFrame


#: Effects of every lever over all priors, as shipped.
_LEVERS = Path(spec.__file__).with_name("levers.csv")

#: Outcomes of the tables; the first two are drawn.
_OUTCOMES = {
    "jpn_kor_final": "Tokyo–Seoul, last month",
    "jpn_kor_mean": "Tokyo–Seoul, mean",
    "kor_usa_mean": "Korea–US, mean",
    "jpn_usa_mean": "Japan–US, mean",
    "summits": "meetings",
    "institution_final": "institutions",
    "bid_mean_kor": "Seoul's bids",
}

#: A title speaks of the tail where the worst tenth gains so many times what the best does. Assumed:
#: a factor that the picture shows at a glance.
_TAIL = 3


def findings_of(
    supplements: Mapping[str, Results], folder: Path, seed: int, *, threads: int | None = None
) -> dict[str, Any] | None:
    """Return what `findings` tells of the runs that `design` asks for; None where they are not all.

    The monthly ties of `CONTRASTS` are run anew.

    Parameters
    ----------
    supplements : name to results, as `run_supplements` returns them
    """
    wanted = {one.name for one in design("")}
    if not wanted <= supplements.keys():
        return None
    found = {name: outcomes_of(supplements[name]) for name in wanted}
    cells = {cell: found[named(cell)] for cell in product((False, True), repeat=len(FACTORS))}
    points = {name: supplements[named(cell)] for name, cell in CONTRASTS.items()}
    worlds = {name: one.world(one_point(one)) for name, one in points.items()}
    runs = len(next(iter(cells.values())))
    crossed = crossings_of(worlds, begin_of(worlds, seed, threads), runs, seed, threads)
    return findings(cells, found, crossed, folder, seed).told


def findings(
    cells: Mapping[Cell, pd.DataFrame],
    rewards: Mapping[str, pd.DataFrame],
    crossed: Crossed,
    folder: Path,
    seed: int,
) -> Findings:
    """Return what the design comes to, as the report tells it and in tables; draw its pictures.

    Parameters
    ----------
    cells : which of `FACTORS` are high to that cell's outcomes by replicate
    rewards : 'friends_none', 'friends_full', 'rivals_none', 'rivals_full' to outcomes
    crossed : of `crossings_of`
    folder : whose `figures` takes the pictures
    seed : of all runs
    """
    replicates = len(next(iter(cells.values())))
    caption = caption_of(replicates, seed)
    ends = ends_of(cells)
    effects = {
        name: factorial_effects(
            {cell: found[name].to_numpy() for cell, found in cells.items()},
            list(FACTORS.values()),
        )
        for name in _OUTCOMES
    }
    told = {
        "broker": _broker(ends),
        "ends": basins(ends, folder, caption),
        "crossed": crossing(crossed, folder, caption),
        "tail": _tail(cells, folder, caption),
        "reward": _reward(rewards),
        "factors": _factorial(effects, folder, caption),
        "priors": over_priors(pd.read_csv(_LEVERS)),
        "low": threshold(APART),
        "high": threshold(CLOSE),
        "caption": caption,
        "map": None,
        "without_map": "",
    }
    return Findings(told, effects, crossed.table)


def _said(found: PairedDifference) -> str:
    return with_interval(found.difference, found.low, found.high, 2)


def _broker(ends: Ends) -> dict[str, Any]:
    """Return the section on what brokering and caring bring, alone and together."""
    final = {both: values.mean(axis=0) for both, values in ends.items()}
    base = final[False, False]
    broker, care, both = (
        paired_diff(base, final[cell]) for cell in ((True, False), (False, True), (True, True))
    )
    beyond = paired_diff(final[True, False] + final[False, True] - base, final[True, True])
    if beyond.low > 0 and both.difference > max(broker.difference, care.difference) > 0:
        title = "A broker must care: readiness and care bring more together than each alone"
    elif both.low > 0:
        title = "A broker who cares warms Tokyo and Seoul; the two traits add up"
    else:
        title = "Brokerage has no clear effect here"
    apart = {cell: percent(TIES.shares(values)[0]) for cell, values in ends.items()}
    rows = [
        ["neither brokers nor cares", "–", apart[False, False]],
        ["ready to broker, cares little", _said(broker), apart[True, False]],
        ["cares, does not broker", _said(care), apart[False, True]],
        ["ready to broker and cares", _said(both), apart[True, True]],
        ["… of which only together", _said(beyond), "–"],
    ]
    return {"title": title, "rows": rows}


def _tail(cells: Mapping[Cell, pd.DataFrame], folder: Path, caption: str) -> dict[str, Any]:
    """Return the section on where in the distribution a broker matters, with its picture."""
    tables = {}
    for name, demands in (("while it demands much", True), ("while it demands little", False)):
        before, after = (
            cells[(ready, ready, demands, True)]["jpn_kor_final"].to_numpy()
            for ready in (False, True)
        )
        tables[name] = shift_function(before, after)
    shown = tables["while it demands little"]
    worst, best = shown["difference"].iloc[0], shown["difference"].iloc[-1]
    if worst > _TAIL * abs(best):
        title = "Brokerage cuts the bad tail"
    elif worst > best:
        title = "Brokerage lifts the worst worlds more than the best"
    else:
        title = "Brokerage lifts good and bad worlds alike"
    plots.save(
        plots.decile_effects(
            tables,
            title=title,
            subtitle="Tokyo–Seoul ties in the last month, with a broker who cares minus without, "
            "by decile",
            caption=caption,
        ),
        folder / "figures",
        "traits_tail",
    )
    deciles = zip(*(one.itertuples() for one in tables.values()), strict=True)
    rows = [[f"{100 * row[0].quantile:.0f} %", *map(_said, row)] for row in deciles]
    return {"title": title, "names": list(tables), "rows": rows}


def _reward(rewards: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the section on reward between rivals and between friends."""
    found: dict[str, PairedDifference] = {}
    for allies in RIVALRY:
        none, full = (rewards[f"{allies}_{level}"]["jpn_kor_final"].to_numpy() for level in REWARDS)
        found[allies] = paired_diff(none, full)
    rivals, friends = found["rivals"], found["friends"]
    if rivals.high < 0 < friends.low:
        title = "Reward divides rivals and unites those who are none"
    elif rivals.high < 0:
        title = "Reward divides rivals"
    elif friends.low > 0:
        title = "Reward unites allies who are no rivals"
    else:
        title = "Reward has no clear effect on ties"
    rows = [
        [f"{allies} (both allies' rivalry {RIVALRY[allies]:g})", _said(one)]
        for allies, one in found.items()
    ]
    return {"title": title, "rows": rows}


def _factorial(effects: Mapping[str, pd.DataFrame], folder: Path, caption: str) -> dict[str, Any]:
    """Return the section with all effects and interactions, and its picture."""
    final = effects["jpn_kor_final"]
    order = final["difference"].abs().sort_values(ascending=False).index
    title = f"Strongest on ties: {order[0]}, then {order[1]}"
    plots.save(
        plots.factorial_forest(
            {name: effects[name] for name in list(_OUTCOMES)[:2]},
            title=title,
            subtitle="Filled: one trait, high minus low. Hollow: what two bring only together",
            caption=caption,
        ),
        folder / "figures",
        "traits_effects",
    )
    rows = [[name, *(_cell(effects[outcome].loc[name]) for outcome in _OUTCOMES)] for name in order]
    return {"title": title, "head": ["high minus low", *_OUTCOMES.values()], "rows": rows}


def over_priors(levers: pd.DataFrame) -> dict[str, Any]:
    """Return what each trait comes to over all priors, beside the defaults of the section above.

    Parameters
    ----------
    levers : table of `python -m sim.levers`, as shipped
    """
    ties = levers[levers["outcome"] == "jpn_kor_final"]
    found = {str(row["lever"]): row for row in ties.to_dict("records")}
    rows = [
        (name, found[key], 1.96 * float(found[key]["default_se"])) for key, name in FACTORS.items()
    ]
    stale = set(ties["model"]) != {KERNEL_HASH}
    return {"rows": rows, "draws": int(ties["draws"].max()), "stale": stale}


def _cell(row: pd.Series) -> str:
    """Return an effect, in brackets where its interval spans 0."""
    shown = with_sign(float(row["difference"]))
    return f"({shown})" if row["low"] <= 0 <= row["high"] else shown
