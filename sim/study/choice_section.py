"""What the report tells of choices: who takes which option, and what hangs on it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sim.analysis import compare, option_table, outcomes_of, rate_per_decade
from sim.plots import outcome_label
from sim.report.markdown import interval_of, number, percent, plus_minus, with_interval
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


def options(results: Results, point: int) -> dict[str, Any]:
    """Return how often each leader takes each option, a table a capital."""
    world, taken = results.world(point), option_table(results, point)
    capitals: list[dict[str, Any]] = []
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
        name = capital.capitalize()
        picture = f"{8 + len(capitals)}_choices_{capital}"
        capitals.append(
            {"name": name, "head": ["option", *named], "rows": rows, "picture": picture}
        )
    return {"most": 100 * 1.96 * float(taken["se"].max()), "capitals": capitals}


def frozen(supplements: Mapping[str, Results]) -> dict[str, Any] | None:
    """Return what changes when one capital stops choosing."""
    names = {
        capital: f"freeze_{iso.lower()}"
        for capital, iso in ISO.items()
        if f"freeze_{iso.lower()}" in supplements
    }
    if not names or "reference" not in supplements:
        return None
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
    return {
        "last": last,
        "replicates": first.replicates,
        "most": most.capitalize(),
        "head": ["outcome", "as it is", *(f"{name.capitalize()} frozen" for name in effects)],
        "rows": rows,
    }


def without_motive(supplements: Mapping[str, Results]) -> dict[str, Any] | None:
    """Return how often there are irreversible events in worlds where nobody wants them."""
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
        return None
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
    head = ["per decade", *shown.values()]
    return {"head": head, "rows": rows, "unasked": unasked, "why": _WHY}


def asynchrony(supplements: Mapping[str, Results]) -> dict[str, Any] | None:
    """Return what the schedule does: all capitals at once, or one at a time."""
    if "asynchronous" not in supplements or "reference" not in supplements:
        return None
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
    return {
        "replicates": effect.replicates,
        "differ": len(sized),
        "declared": len(declared),
        "rows": rows,
    }


def assumptions(worlds: Mapping[str, World]) -> dict[str, Any]:
    """Return how many numbers rest on an assumption."""
    bare = sum(one.source.startswith("assumed") for one in PARAMETERS)
    partly = sum("assumed" in one.source for one in PARAMETERS) - bare
    rows = [[name.replace("_", " "), f"{len(assumed(world)):,}"] for name, world in worlds.items()]
    return {"parameters": len(PARAMETERS), "bare": bare, "partly": partly, "rows": rows}
