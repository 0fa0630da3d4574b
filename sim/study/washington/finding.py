"""What the design comes to: sections with titles, tables and pictures, all computed."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

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
from sim.report.markdown import percent, table, with_interval, with_sign
from sim.spec.version import KERNEL_HASH
from sim.store import Results
from sim.study.washington.basin import TIES, Ends, basins, ends_of
from sim.study.washington.bifurcation import begin_of
from sim.study.washington.crossing import CONTRASTS, Crossed, crossing, crossings_of
from sim.study.washington.design import FACTORS, REWARDS, RIVALRY, Cell, caption_of, design, named

__all__ = ["Findings", "findings", "findings_of", "over_priors"]


class Findings(NamedTuple):
    """What the design comes to.

    Attributes
    ----------
    text : sections in words, with tables and pictures
    effects : outcome to all effects and interactions
    crossings : of `crossing_table`
    """

    text: str
    effects: dict[str, pd.DataFrame]
    crossings: pd.DataFrame


#: Columns of the levers' table that the report shows.
_SPREAD = ("default_effect", "default_se", "median", "p05", "p95", "share_positive")

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
) -> str:
    """Return what `findings` says of the runs that `design` asks for; '' where they are not all.

    The monthly ties of `CONTRASTS` are run anew.

    Parameters
    ----------
    supplements : name to results, as `run_supplements` returns them
    """
    wanted = {one.name for one in design("")}
    if not wanted <= supplements.keys():
        return ""
    found = {name: outcomes_of(supplements[name]) for name in wanted}
    cells = {cell: found[named(cell)] for cell in product((False, True), repeat=len(FACTORS))}
    points = {name: supplements[named(cell)] for name, cell in CONTRASTS.items()}
    worlds = {name: one.world(one_point(one)) for name, one in points.items()}
    runs = len(next(iter(cells.values())))
    crossed = crossings_of(worlds, begin_of(worlds, seed, threads), runs, seed, threads)
    return findings(cells, found, crossed, folder, seed).text


def findings(
    cells: Mapping[Cell, pd.DataFrame],
    rewards: Mapping[str, pd.DataFrame],
    crossed: Crossed,
    folder: Path,
    seed: int,
    *,
    border: str = "",
) -> Findings:
    """Return what the design comes to, in words with tables and pictures, and in tables.

    Parameters
    ----------
    cells : which of `FACTORS` are high to that cell's outcomes by replicate
    rewards : 'friends_none', 'friends_full', 'rivals_none', 'rivals_full' to outcomes
    crossed : of `crossings_of`
    folder : whose `figures` takes the pictures
    seed : of all runs
    border : a section that stands behind those on basins and crossings
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
    sections = [
        _broker(ends),
        basins(ends, folder, caption),
        crossing(crossed, folder, caption),
        border,
        _tail(cells, folder, caption),
        _reward(rewards),
        _factorial(effects, folder, caption),
        over_priors(pd.read_csv(_LEVERS)),
        f"{caption} Intervals are 95 %. An effect is the mean over all other traits of high less "
        "low; an interaction is half of what one's effect gains as the other goes from low to "
        "high.",
    ]
    text = "\n\n".join(section for section in sections if section)
    return Findings(text, effects, crossed.table)


def _said(found: PairedDifference) -> str:
    return with_interval(found.difference, found.low, found.high, 2)


def _broker(ends: Ends) -> str:
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
    return (
        f"## {title}\n\nTokyo–Seoul ties in the last month, against a Washington that neither "
        "brokers nor cares; demands and reward held the same on both sides. A mean over two humps "
        "describes no world: the last column says how many end apart.\n\n"
        + table(["Washington", "difference of means", "worlds that end apart"], rows)
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
            subtitle="Tokyo–Seoul ties in the last month, a broker who cares less none, by decile",
            caption=caption,
        ),
        folder / "figures",
        "traits_tail",
    )
    deciles = zip(*(one.itertuples() for one in tables.values()), strict=True)
    rows = [[f"{100 * row[0].quantile:.0f} %", *map(_said, row)] for row in deciles]
    return (
        f"## {title}\n\nA broker who cares less a Washington that does neither, reward high on "
        "both sides, at each decile of Tokyo–Seoul ties in the last month.\n\n"
        + table(["worlds, from the worst", *tables], rows)
        + "\n\n![By decile](figures/traits_tail.png)"
    )


def _reward(rewards: Mapping[str, pd.DataFrame]) -> str:
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
        "traits_effects",
    )
    rows = [[name, *(_cell(effects[outcome].loc[name]) for outcome in _OUTCOMES)] for name in order]
    return f"## {title}\n\n![Effects](figures/traits_effects.png)\n\n" + table(
        ["high less low", *_OUTCOMES.values()], rows
    )


def over_priors(levers: pd.DataFrame) -> str:
    """Return what each trait comes to over all priors, beside the defaults of the section above.

    Parameters
    ----------
    levers : table of `python -m sim.levers`, as shipped
    """
    ties = levers[levers["outcome"] == "jpn_kor_final"].set_index("lever")
    rows = []
    for key, name in FACTORS.items():
        default, error, middle, low, high, share = (float(ties[one][key]) for one in _SPREAD)
        shown = [
            with_interval(default, default - 1.96 * error, default + 1.96 * error, 2),
            with_interval(middle, low, high, 2),
        ]
        rows.append([name, *shown, percent(share, places=0)])
    head = [
        *("high less low", "at the defaults (95 %)"),
        *("median (5 to 95 % of draws)", "draws with a rise"),
    ]
    same = set(ties["model"]) == {KERNEL_HASH}
    stale = "" if same else " They are of another version of the model."
    return (
        "### Over all priors\n\nThe same effects on ties in the last month, each trait alone in "
        f"the term as coded, over {ties['draws'].max()} draws of all parameters from their priors "
        f"(`python -m sim.levers`).{stale} A median far from the default says that the default is "
        "no typical draw.\n\n" + table(head, rows)
    )


def _cell(row: pd.Series) -> str:
    """Return an effect, in brackets where its interval spans 0."""
    shown = with_sign(float(row["difference"]))
    return f"({shown})" if row["low"] <= 0 <= row["high"] else shown
