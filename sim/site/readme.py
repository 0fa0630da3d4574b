"""Blocks of README.md that are written by code: a first result, and what became of what could fail.

A block stands between the lines ``<!-- NAME: written by make tables -->`` and ``<!-- /NAME -->``.
"""

import csv
import functools
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import sim
import sim.spec
from sim.report.markdown import number, percent, with_sign
from sim.site.cell import table
from sim.site.verdict import NULLS, verdict_of_claim, verdict_of_fact
from sim.spec.written import blocks_written, write_or_check
from sim.study.claims import claims
from sim.study.patterns import facts

__all__ = ["BLOCKS", "FILE", "filled", "main"]

FILE = Path(__file__).resolve().parents[2] / "README.md"

_OPENING = ": written by make tables -->"
_MARKERS = re.compile(
    rf"(?P<open><!-- (?P<name>\w+){_OPENING}\n).*?(?P<close><!-- /(?P=name) -->)", re.DOTALL
)

#: What the first results are of.
_WORLD, _OUTCOME, _REPLICATES = "second_trump_term", "jpn_kor_final", 1000

#: Two changes. The seconds told were measured on two cores, with the model compiled.
_BROKER = {"leaders.washington.mediation": 0.9}
_CARING = {**_BROKER, "leaders.washington.neighbour_priority": 0.9}

_SHOWN = ("difference", "low", "high", "p_positive")


def _first() -> str:
    """Return three results: a world as it is, a broker, a broker who cares."""
    world = sim.load(_WORLD)
    found = sim.run(world, replicates=_REPLICATES, seed=1).outcomes[_OUTCOME]
    low, high = (number(float(end), 2) for end in found.quantile([0.05, 0.95]))
    rows = [
        [
            "A Washington that rewards the more loyal ally",
            f"{number(float(found.mean()), 2)} on average, nine of ten between {low} and {high}",
            f"`python -m sim scenario={_WORLD} replicates={_REPLICATES}`",
            "2 s",
        ]
    ]
    for asked, change in (
        ("It offers itself as a broker as well", _BROKER),
        ("It brokers, and cares how the two get on", _CARING),
    ):
        effect = sim.compare(world, world.replace(**change), replicates=_REPLICATES, seed=1)
        told = effect.table[list(_SHOWN)].loc[_OUTCOME].to_numpy(float)
        moved, low, high = (with_sign(value, 2) for value in told[:3])
        words = ", ".join(f'"{key}": {value}' for key, value in change.items())
        rows.append(
            [
                asked,
                f"{moved} ({low} to {high}); up in {percent(told[3])} of pairs",
                f"`sim.compare(world, world.replace(**{{{words}}}))`",
                "1 s",
            ]
        )
    return table(["asked", "answer", "by", "time"], rows) + "\n"


def _counts() -> str:
    """Return what became of claims and facts, and how many claims hold where less is known."""
    core = [claim for claim in claims() if claim.tier == "core"]
    held = [claim for claim in core if verdict_of_claim(claim)[0] == "holds"]
    became = Counter(verdict_of_claim(claim)[0] for claim in core)
    own = [fact for fact in facts() if fact.pattern is not None and not fact.by_input]
    met = sum(verdict_of_fact(fact)[0] == "met" for fact in own)
    emergent = sum(claim.kind == "emergent" for claim in held)
    rows = [
        ["core claims of the articles that hold", f"{len(held)} of {len(core)}"],
        ["… without a term of the model that says so", str(emergent)],
        ["… that do not", str(became["does not hold"])],
        ["… that are undecided", str(became["undecided"])],
        *(
            [f"core claims that hold with {words}, on average", _in_null(null)]
            for null, words in NULLS.items()
        ),
        ["facts of the record, brought about by no input, that are met", f"{met} of {len(own)}"],
    ]
    return table(["put to the model", "how many"], rows) + "\n"


def _in_null(null: str) -> str:
    """Return how many core claims hold in the draws of a null: the mean, the fewest, the most."""
    path = Path(sim.spec.__file__).with_name("nulls.csv")
    with path.open(encoding="utf-8", newline="") as file:
        drawn = [row["by_draw"] for row in csv.DictReader(file) if row["null"] == null]
    counts = [sum(one == "h" for one in draw) for draw in zip(*drawn, strict=True)]
    return f"{statistics.mean(counts):.0f} ({min(counts)} to {max(counts)})"


#: Every block by its name between the markers.
BLOCKS: Mapping[str, Callable[[], str]] = {"first": _first, "counts": _counts}


def filled(text: str, place: str = "") -> str:
    r"""Return a text with every block written anew between its markers.

    Raises
    ------
    MalformedFile
        If a marker has no partner.
    UnknownName
        If a marker names no block.

    Examples
    --------
    >>> "wait" in filled("<!-- counts: written by make tables -->\nwait\n<!-- /counts -->")
    False
    """
    return blocks_written(text, _MARKERS, [_OPENING], BLOCKS, "block", place)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check README.md's blocks; return the exit status."""
    files = {FILE: functools.partial(filled, place=FILE.name)}
    return write_or_check("sim.site.readme", __doc__, files, arguments)


if __name__ == "__main__":
    sys.exit(main())
