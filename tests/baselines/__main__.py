"""Write the baselines anew, and print what moved as the changelog wants it.

    python -m tests.baselines --because "M07: rewards reach the loyal ally alone"

Without a reason it says what moved and writes nothing.

    python -m tests.baselines --same

After a change of the model's text that is to move no number: where none moved, in any world, the
model keeps its name, and with it stored studies, shipped tables and the posterior.
"""

import argparse
import json
import sys
from collections.abc import Mapping

import sim
from sim.spec.version import NAMED, check_sources, text_hash
from tests.baselines.baseline import (
    REPLICATES,
    SEED,
    STORED,
    WORLDS,
    Baseline,
    measured,
    stored,
    stored_breadth,
    written,
)
from tests.baselines.breadth import breadth

#: Outcomes that the changelog's table always shows, under these heads; the rest is counted.
HEADS = {
    "jpn_kor_mean": "mean relation",
    "jpn_kor_final": "final relation",
    "summits": "summits",
    "settlements": "settlements",
    "reversals": "reversals",
    "institution_final": "institutions",
    "bid_mean_kor": "bids, Seoul",
}


def changes(before: Mapping[str, Baseline], after: Mapping[str, Baseline]) -> str:
    """Return the changelog's table: a row a world that moved, means before and after."""
    rows = []
    for name, now in after.items():
        old = before.get(name)
        if old == now:
            continue
        means = old.means if old else {}
        moved = [key for key in now.means if means.get(key) != now.means[key]]
        gone = [key for key in means if key not in now.means]
        cells = [_cell(means.get(key), now.means.get(key)) for key in HEADS]
        rows.append(f"| `{name}` | {' | '.join(cells)} | {len(moved) + len(gone)} |")
    gone_worlds = [f"| `{name}` | no longer kept |" for name in before if name not in after]
    if not rows and not gone_worlds:
        return ""
    head = f"| world | {' | '.join(HEADS.values())} | means that moved |"
    line = f"|---|{'--:|' * (len(HEADS) + 1)}"
    return "\n".join([head, line, *rows, *gone_worlds])


def _cell(before: str | None, after: str | None) -> str:
    """Return one mean, or both where they differ as shown."""
    old, new = (f"{float(x):.3f}".replace("-", "−") if x else "none" for x in (before, after))
    return new if old == new else f"{old} → {new}"


def _name(*, same: bool) -> None:
    """Write down by which name the model's text goes, as it is now.

    Parameters
    ----------
    same : no number moved
    """
    check_sources()  # what was compared is what lies there
    known, text = json.loads(NAMED.read_text(encoding="utf-8")), text_hash()
    # The same text is the same model, whatever moved in the worlds that it runs.
    name = known["name"] if same or known["text"] == text else text
    now = {"text": text, "name": name}
    NAMED.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    print(f"the model's name: {name}")


def main(argv: list[str] | None = None) -> int:
    """Compare, print, and write if a reason is given; 1 if something moved and none is."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.baselines",
        description="Say which baselines moved; with --because, write them anew.",
    )
    parser.add_argument("--because", metavar="REASON", help="why they move: one sentence")
    parser.add_argument("--same", action="store_true", help="keep the model's name: none may move")
    asked = parser.parse_args(argv)
    reason = asked.because
    if asked.same and reason is not None:
        parser.error("--same: found a reason beside it, wanted one of the two")
    if reason is not None and not reason.strip():
        parser.error("--because: found nothing, wanted the reason in a sentence")
    before = stored() if STORED.exists() else {}
    after = {name: measured(sim.load(name)) for name in WORLDS}
    everywhere = breadth()
    if after == before and everywhere == stored_breadth():
        print("No baseline moved.")
        if asked.same:
            _name(same=True)
        return 0
    table = changes(before, after)
    print(f"Means of {REPLICATES} replicates, seed {SEED}, before and after:\n\n{table}")
    if everywhere != stored_breadth():
        print("\nThe digest of all worlds moved.")
    if asked.same:
        print("\nNothing written: the model is another one.", file=sys.stderr)
        return 1
    if reason is None:
        print("\nNothing written: give the reason with --because.", file=sys.stderr)
        return 1
    written(after, everywhere, reason.strip())
    _name(same=False)
    print(f"\nwritten: {STORED.name}, because: {reason.strip()}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
