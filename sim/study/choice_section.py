"""Sections of the report on choices: who takes which option, and what hangs on it."""

from collections.abc import Mapping
from typing import NamedTuple

from sim.analysis import compare, option_table, outcomes_of, rate_per_decade
from sim.plots import outcome_label
from sim.report.markdown import (
    count_of,
    interval_of,
    number,
    percent,
    plus_minus,
    table,
    with_interval,
)
from sim.scenario import assumed
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import ISO
from sim.spec.world import World
from sim.store import Results
from sim.study.supplement import SUPPLEMENTS

__all__ = ["assumptions", "asynchrony", "frozen", "options", "without_motive"]

#: Outcomes by which a variation is read.
READ = (
    "jpn_kor_mean",
    "jpn_kor_final",
    "jpn_kor_fall",
    "summits",
    "settlements",
    "institution_final",
    "bid_mean_jpn",
    "bid_mean_kor",
)


class _Rate(NamedTuple):
    """An irreversible event: its words, and the outcomes that count it."""

    words: str
    outcomes: tuple[str, ...]


_IRREVERSIBLE = (
    _Rate("settlements", ("settlements",)),
    _Rate("reversals", ("reversals",)),
    _Rate("steps up the ladder", ("retaliation_steps_jpn", "retaliation_steps_kor")),
    _Rate("Tokyo–Seoul summits", ("summits",)),
)
_WHY = {one.name: one.why for one in SUPPLEMENTS}


def options(results: Results, point: int) -> str:
    """Return the section on how often each leader takes each option."""
    world, taken = results.world(point), option_table(results, point)
    parts = [
        "## Who chooses what",
        "Share of months in office, over all replicates of the hindcast, in which each option is "
        "taken. The 95% interval of a share reaches at most "
        f"{100 * 1.96 * float(taken['se'].max()):.1f} points to either side.",
    ]
    for capital in ISO:
        shares = taken[taken["capital"] == capital]
        leaders = list(dict.fromkeys(shares["leader"]))
        grid = shares.pivot(index=["instrument", "option"], columns="leader", values="share")
        rows = [
            [
                f"{instrument.split('_', 1)[1].replace('_', ' ')}: {option.replace('_', ' ')}",
                *(percent(grid.loc[(instrument, option), leader], places=0) for leader in leaders),
            ]
            for instrument, option in dict.fromkeys(
                zip(shares["instrument"], shares["option"], strict=True)
            )
        ]
        named = [world.leaders[name].title if name in world.leaders else name for name in leaders]
        parts += [f"### {capital.capitalize()}", table(["", *named], rows)]
        if capital in ("washington", "tokyo", "seoul"):
            place = 8 + ("washington", "tokyo", "seoul").index(capital)
            parts.append(
                f"As a picture: [figures/{place}_choices_{capital}.png]"
                f"(figures/{place}_choices_{capital}.png)"
            )
    return "\n\n".join(parts)


def frozen(supplements: Mapping[str, Results]) -> str:
    """Return the section on what changes when one capital stops choosing."""
    names = {
        capital: f"freeze_{iso.lower()}"
        for capital, iso in ISO.items()
        if f"freeze_{iso.lower()}" in supplements
    }
    if not names or "reference" not in supplements:
        return ""
    base = supplements["reference"]
    effects = {capital: compare(base, supplements[name]) for capital, name in names.items()}
    first = next(iter(effects.values()))
    rows = [
        [outcome_label(name).rsplit(" [", 1)[0], number(first[name]["base"])]
        + [interval_of(effect, name) for effect in effects.values()]
        for name in READ
    ]
    moved = {
        capital: abs(float(effect["jpn_kor_mean"]["difference"]))
        for capital, effect in effects.items()
    }
    most = max(moved, key=lambda capital: moved[capital])
    world = base.world(int(base.points["point"].iloc[0]))
    before = world if world.start is None else world.start
    held = {name: before.holder(name, world.first - 1) for name in effects}
    known = before.leaders
    last = ", ".join(
        f"{name.capitalize()} under {known[leader].title.replace('An acting', 'an acting')}"
        for name, leader in held.items()
        if leader in known
    )
    return "\n\n".join(
        [
            "## What hangs on whose choices",
            "In the second Trump term one capital at a time repeats its last choices from before "
            f"the window and never chooses again ({last}); paired differences with 95% intervals, "
            f"{first.replicates:,} replicates. The mean of Tokyo–Seoul relations moves most when "
            f"{most.capitalize()} is frozen.",
            table(["", "as it is", *(f"{name.capitalize()} frozen" for name in effects)], rows),
        ]
    )


def _lower(text: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return text[:1].lower() + text[1:]


def without_motive(supplements: Mapping[str, Results]) -> str:
    """Return the section on irreversible events in worlds where nobody wants them."""
    shown = {
        name: words
        for name, words in (
            ("hindcast", "as coded"),
            ("no_motive", "no motive"),
            ("pure_noise", "pure noise"),
        )
        if name in supplements
    }
    if len(shown) < 3:
        return ""
    rows: list[list[str]] = []
    unasked: list[str] = []
    for rate in _IRREVERSIBLE:
        found = []
        for name in shown:
            results = supplements[name]
            counts = outcomes_of(results)[list(rate.outcomes)].sum(axis=1).tolist()
            months = results.world(int(results.points["point"].iloc[0])).months
            found.append(rate_per_decade(counts, months))
        rows.append([rate.words, *(plus_minus(one.value, one.se, 2) for one in found)])
        wanted, unwanted = found[0].value, found[1].value
        if unwanted > 0.25 * wanted > 0:
            unasked.append(f"{rate.words} ({unwanted / wanted:.0%} of the coded rate)")
    return "\n\n".join(
        [
            "## Events that nobody wants",
            "Logit choice gives every option some chance, each month anew. So that such chances do "
            "not add up to events, what can't be undone needs a choice and its counterpart, or a "
            "hazard. How many happen in ten years of the hindcast's outside events, ± one Monte "
            "Carlo standard error:",
            table(["per decade", *shown.values()], rows),
            f"No motive: {_lower(_WHY['no_motive'])} Rationality is as always, so options that "
            f"bring nothing are avoided for their cost. Pure noise: {_lower(_WHY['pure_noise'])} "
            "It is an upper bound of what chance alone can do; the difference between the last two "
            "columns is the work of costs, and that between the first two the work of leaders' "
            "aims.",
            "What happens at more than a quarter of its coded rate without anybody's wish: "
            + (", ".join(unasked) or "nothing")
            + ".",
        ]
    )


def asynchrony(supplements: Mapping[str, Results]) -> str:
    """Return the section on the schedule: all capitals at once, or one at a time."""
    if "asynchronous" not in supplements or "reference" not in supplements:
        return ""
    effect = compare(supplements["reference"], supplements["asynchronous"])
    tested = effect.holm()
    declared = tested.join(effect.table[["base", "alternative", "label"]])
    sized = declared[declared["p_holm"] < 0.05].copy()
    spread = outcomes_of(supplements["reference"])[list(sized.index)].std()
    sized["size"] = (sized["difference"] / spread.where(spread > 0)).abs()
    largest = sized.nlargest(10, "size")
    rows = [
        [
            outcome_label(str(name)).rsplit(" [", 1)[0],
            number(row["base"]),
            with_interval(row["difference"], row["low"], row["high"]),
            f"{row['size']:.2f}",
        ]
        for name, row in largest.iterrows()
    ]
    return "\n\n".join(
        [
            "## One at a time",
            "By default all capitals choose at once, on last month's record. With "
            "`parameters.asynchronous=1` one capital a month, drawn at random, chooses anew and "
            f"the others repeat themselves. In the second Trump term ({effect.replicates:,} paired "
            f"replicates) {len(sized)} of {count_of(len(declared), 'outcome')} differ beyond Monte "
            "Carlo error (Holm-adjusted, 5%). A capital that chooses in one month of five answers "
            "more slowly, so that part of the difference is one of pace. The largest, by the "
            "synchronous world's own standard deviation over replicates:",
            table(["", "synchronous mean", "difference", "in standard deviations"], rows),
        ]
    )


def assumptions(worlds: Mapping[str, World]) -> str:
    """Return the section on how many numbers rest on an assumption."""
    bare = sum(one.source.startswith("assumed") for one in PARAMETERS)
    partly = sum("assumed" in one.source for one in PARAMETERS) - bare
    rows = [[name.replace("_", " "), f"{len(assumed(world)):,}"] for name, world in worlds.items()]
    return "\n\n".join(
        [
            "## How much is assumed",
            f"Of {count_of(len(PARAMETERS), 'parameter')} of behaviour, {bare} rest on an "
            f"assumption alone and {partly} more take their direction or order from an article "
            "and their size from an assumption. Each says why it has the size it has "
            "(`sim/spec/parameters`). Of the numbers about the worlds (start values, leaders' "
            "codes, series, events), these rest on an assumption alone:",
            table(["world", "assumed numbers"], rows),
        ]
    )
