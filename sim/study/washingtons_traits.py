"""Washington's traits, one at a time and together: the report of a two-level factorial design.

What each trait brings while all else is held fixed, what two bring only together, for which worlds
it matters, and what reward does to allies who are rivals and to allies who are not. Every sentence
and every title is computed from the runs.
"""

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim import plots
from sim.analysis import (
    PairedDifference,
    factorial_effects,
    outcomes_of,
    paired_diff,
    replicates_of,
    seed_of,
    shift_function,
)
from sim.errors import MissingResult
from sim.store import Results
from sim.study.files import write
from sim.study.markdown import percent, table, with_interval
from sim.study.supplement import Supplement, run_supplements

__all__ = ["FACTORS", "report"]

#: Key of each factor, and its words.
FACTORS = {
    "leaders.washington.mediation": "readiness to broker",
    "leaders.washington.neighbour_priority": "care for the pair",
    "leaders.washington.burden_demand": "demands",
    "leaders.washington.loyalty_reward": "reward for loyalty",
}
_BROKER, _CARE, _DEMANDS, _REWARD = range(4)

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

#: Ties beyond which a last month counts as one basin or the other; what lies between is neither.
_APART, _CLOSE = -0.2, 0.2

#: Rivalry of both allies in the runs beside the design, and Washington's care and reward there.
_RIVALRY = {"friends": 0.1, "rivals": 0.9}
_LEVELS = {"none": 0.0, "full": 0.9}

Cell = tuple[bool, ...]


def report(
    results: Results,
    folder: Path | None = None,
    *,
    supplements: Mapping[str, Results] | None = None,
    threads: int | None = None,
) -> Path:
    """Write tables, pictures and report of `experiment=washingtons_traits`.

    Parameters
    ----------
    results : of the experiment: all sixteen points of `FACTORS`, each low and high
    folder : where to write; None for the folder of the results
    supplements : the four runs of reward by rivalry by name, as this function asks for them; None
        runs them

    Returns
    -------
    Path
        The report.

    Raises
    ------
    MissingResult
        Without a folder, for one replicate, or for points that are no such design.
    """
    folder = folder if folder is not None else results.path
    if folder is None:
        raise MissingResult("results in memory have no folder: say where to write", field="folder")
    points = _cells(results)
    first = next(iter(points.values()))
    seed, replicates = seed_of(results, first), replicates_of(results, first)
    if replicates < 2:
        raise MissingResult("found 1 replicate, wanted 2 or more", field="replicates")
    cells = {cell: outcomes_of(results, point) for cell, point in points.items()}
    if supplements is None:
        # Neither brokers nor cares, and asks for much: what reward meets in the term itself.
        world = results.world(points[False, False, True, False])
        supplements = run_supplements(
            {world.name: world},
            replicates=replicates,
            seed=seed,
            folder=results.path,
            threads=threads,
            wanted=_reward_by_rivalry(world.name),
        )
    effects = {
        name: factorial_effects(
            {cell: found[name].to_numpy() for cell, found in cells.items()},
            list(FACTORS.values()),
        )
        for name in _OUTCOMES
    }
    caption = f"{replicates:,} replicates a cell, seed {seed}; same luck in all cells."
    sections = [
        "# Washington's traits, one at a time and together",
        "**This model explores and teaches. It does not predict.** Its knowledge of the world ends "
        "in September 2025. A difference is a statement about its rules.",
        _broker(cells),
        _tail(cells, folder, caption),
        _reward(supplements),
        _factorial(effects, folder, caption),
        _basins(cells),
        f"{caption} Intervals are 95 %. An effect is the mean over all other traits of high less "
        "low; an interaction is half of what one's effect gains as the other goes from low to "
        "high.",
    ]
    write(folder / "effects.csv", _csv(effects))
    write(folder / "report.md", "\n\n".join(sections) + "\n")
    return folder / "report.md"


def _cells(results: Results) -> dict[Cell, int]:
    """Return the point of each cell of the design."""
    table = results.points
    wanted = "wanted the sixteen points of experiment=washingtons_traits"
    if missing := [key for key in FACTORS if key not in table]:
        found = f"found no points that differ in {missing[0]}"
        raise MissingResult(f"{found}, {wanted}", field="points")
    values = {key: sorted(set(table[key])) for key in FACTORS}
    cells = {
        tuple(row[key] == values[key][-1] for key in FACTORS): int(row["point"])
        for _, row in table.iterrows()
    }
    if len(table) != 16 or len(cells) != 16 or any(len(v) != 2 for v in values.values()):
        raise MissingResult(f"found {len(table)} points, {wanted}", field="points")
    return cells


def _reward_by_rivalry(scenario: str) -> list[Supplement]:
    """Return the runs of reward, none and full, between friends and between rivals."""
    found = []
    for (allies, rivalry), (level, reward) in product(_RIVALRY.items(), _LEVELS.items()):
        asked: dict[str, Any] = {
            "leaders.tokyo.rivalry": rivalry,
            "leaders.seoul.rivalry": rivalry,
            "leaders.washington.loyalty_reward": reward,
        }
        found.append(Supplement(f"{allies}_{level}", scenario, asked, "Reward by rivalry."))
    return found


def _mean_of(cells: Mapping[Cell, pd.DataFrame], outcome: str, **high: bool) -> np.ndarray:
    """Return an outcome by replicate, the mean over the cells in which traits stand as said."""
    places = {"broker": _BROKER, "care": _CARE, "demands": _DEMANDS, "reward": _REWARD}
    chosen = [
        found[outcome].to_numpy()
        for cell, found in cells.items()
        if all(cell[places[name]] == value for name, value in high.items())
    ]
    return np.mean(chosen, axis=0)


def _said(found: PairedDifference) -> str:
    return with_interval(found.difference, found.low, found.high, 2)


def _broker(cells: Mapping[Cell, pd.DataFrame]) -> str:
    """Return the section on what brokering and caring bring, alone and together."""
    final = {
        (broker, care): _mean_of(cells, "jpn_kor_final", broker=broker, care=care)
        for broker in (False, True)
        for care in (False, True)
    }
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
    rows = [
        ["ready to broker, cares little", _said(broker)],
        ["cares, does not broker", _said(care)],
        ["ready to broker and cares", _said(both)],
        ["… of which only together", _said(beyond)],
    ]
    return (
        f"## {title}\n\nTokyo–Seoul ties in the last month, against a Washington that neither "
        "brokers nor cares; demands and reward held the same on both sides.\n\n"
        + table(["Washington", "difference"], rows)
    )


def _tail(cells: Mapping[Cell, pd.DataFrame], folder: Path, caption: str) -> str:
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
    if worst > 3 * abs(best):
        title = "Brokerage cuts the bad tail"
    elif worst > best:
        title = "Brokerage lifts the worst worlds more than the best"
    else:
        title = "Brokerage lifts good and bad worlds alike"
    plots.save(
        plots.decile_effects(
            tables,
            title=title,
            subtitle="Tokyo–Seoul ties in the last month, a broker who cares less none, by decile",
            caption=caption,
        ),
        folder / "figures",
        "2_tail",
    )
    rows = [
        [f"{100 * q:.0f} %", *(_decile(one, k) for one in tables.values())]
        for k, q in enumerate(shown["quantile"])
    ]
    return (
        f"## {title}\n\nA broker who cares less a Washington that does neither, reward high on "
        "both sides, at each decile of Tokyo–Seoul ties in the last month.\n\n"
        + table(["worlds, from the worst", *tables], rows)
        + "\n\n![By decile](figures/2_tail.png)"
    )


def _decile(found: pd.DataFrame, k: int) -> str:
    difference, low, high = (float(found[name].iloc[k]) for name in ("difference", "low", "high"))
    return with_interval(difference, low, high, 2)


def _reward(supplements: Mapping[str, Results]) -> str:
    """Return the section on reward between rivals and between friends."""
    found: dict[str, PairedDifference] = {}
    for allies in _RIVALRY:
        none, full = (
            outcomes_of(supplements[f"{allies}_{level}"])["jpn_kor_final"].to_numpy()
            for level in _LEVELS
        )
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
        [f"{allies} (both allies' rivalry {_RIVALRY[allies]:g})", _said(one)]
        for allies, one in found.items()
    ]
    return (
        f"## {title}\n\nTokyo–Seoul ties in the last month, full reward for loyalty less none.\n\n"
        + table(["allies", "difference"], rows)
    )


def _factorial(effects: Mapping[str, pd.DataFrame], folder: Path, caption: str) -> str:
    """Return the section with all effects and interactions, and its picture."""
    final = effects["jpn_kor_final"]
    order = final["difference"].abs().sort_values(ascending=False).index
    title = f"Strongest on ties: {order[0]}, then {order[1]}"
    plots.save(
        plots.factorial_forest(
            {name: effects[name] for name in list(_OUTCOMES)[:2]},
            title=title,
            subtitle="Filled: one trait, high less low. Hollow: what two bring only together",
            caption=caption,
        ),
        folder / "figures",
        "1_effects",
    )
    rows = [[name, *(_cell(effects[outcome].loc[name]) for outcome in _OUTCOMES)] for name in order]
    return (
        f"## {title}\n\n![Effects](figures/1_effects.png)\n\n"
        + table(["high less low", *_OUTCOMES.values()], rows)
        + "\n\nAll of it with intervals is in [effects.csv](effects.csv)."
    )


def _cell(row: pd.Series) -> str:
    """Return an effect, in brackets where its interval spans 0."""
    shown = f"{row['difference']:+.3f}".replace("-", "−")
    return f"({shown})" if row["low"] <= 0 <= row["high"] else shown


def _basins(cells: Mapping[Cell, pd.DataFrame]) -> str:
    """Return the section on the shares of worlds that end apart and close."""
    rows = []
    for broker, care in product((False, True), repeat=2):
        ends = np.concatenate(
            [
                found["jpn_kor_final"].to_numpy()
                for cell, found in cells.items()
                if (cell[_BROKER], cell[_CARE]) == (broker, care)
            ]
        )
        apart, close = (ends < _APART).mean(), (ends > _CLOSE).mean()
        name = (
            f"{'brokers' if broker else 'does not broker'}, {'cares' if care else 'cares little'}"
        )
        rows.append([name, percent(apart), percent(1.0 - apart - close), percent(close)])
    between = f"between {_APART:g} and {_CLOSE:g}".replace("-", "−")
    return (
        "## Where worlds end\n\nShare of worlds by Tokyo–Seoul ties in the last month, over all "
        "levels of demands and reward. A mean of two humps describes no world.\n\n"
        + table(
            ["Washington", f"below {_APART:g}".replace("-", "−"), between, f"above {_CLOSE:g}"],
            rows,
        )
    )


def _csv(effects: Mapping[str, pd.DataFrame]) -> str:
    """Return all effects of all outcomes as comma-separated values."""
    parts = [one.reset_index().assign(outcome=name) for name, one in effects.items()]
    whole = pd.concat(parts)[
        ["outcome", "effect", "order", "difference", "se", "low", "high", "replicates"]
    ]
    return str(whole.to_csv(index=False, lineterminator="\n"))
