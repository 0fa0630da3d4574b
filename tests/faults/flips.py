"""Single bits flipped in every kind of file: is each seen, harmless, or made anew by the command?

    python -m tests.faults.flips FOLDER COUNT

Prints a JSON object: kind of file to a count of what came of it.
"""

import hashlib
import io
import json
import random
import sys
import warnings
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow.parquet as pq

import sim
from sim.errors import SimError
from sim.runner import Point, run_study
from sim.scenario import load
from sim.spec.kept import ALL
from tests.faults.forked import content

BASE = load("baseline_hindcast").replace(months=2)
#: Two, which lie in one file.
POINTS = [
    Point(BASE.name, BASE.replace(**{"traits.rivalry": x}), {"traits.rivalry": x})
    for x in (0.2, 0.8)
]


def _run(folder: Path) -> Any:
    return run_study(
        POINTS, replicates=40, seed=1, trajectories=True, folder=folder, study="s", threads=1
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _table(table: Any) -> str:
    return _digest((list(table), table.to_numpy().tolist(), sorted(table.attrs)))


def _all(found: Any) -> dict[str, str]:
    """Return a digest of each thing that a reader gets; 'refused' where a line says why not."""

    def months() -> str:
        # What all trajectories are labelled from; labels themselves are not on disk.
        return _digest([one.records(ALL).tobytes() for one in found.data])

    parts = {
        "points": lambda: _table(found.points),
        "outcomes": lambda: _table(found.outcomes),
        "quantiles": lambda: _table(found.quantiles),
        "shares": lambda: _table(found.shares),
        "trajectories": months,
        "worlds": lambda: [found.world(int(k)).digest() for k in found.points["point"]],
        "provenance": lambda: json.dumps(found.provenance, sort_keys=True),
    }
    told = {}
    for name, part in parts.items():
        try:
            told[name] = str(part())
        except SimError:
            told[name] = "refused"
    return told


def _place(data: bytes, chance: random.Random) -> int:
    """Return where to flip a bit: of Parquet files half the time in the footer, which is small."""
    if data[-4:] == b"PAR1" and chance.random() < 0.5:
        footer = int.from_bytes(data[-8:-4], "little") + 8
        return chance.randrange(max(0, len(data) - footer), len(data))
    return chance.randrange(len(data))


def _flip(
    path: Path, whole: bytes, truth: dict[str, str], calm: dict[str, object], chance: random.Random
) -> Counter:
    """Flip one bit, read everything, run the same again, and compare what lies there then."""
    study = next(one for one in path.parents if one.name == "s")
    changed = bytearray(whole)
    changed[_place(whole, chance)] ^= 1 << chance.randrange(8)
    path.write_bytes(changed)
    found: Counter = Counter(flips=1)
    try:
        told = _all(sim.open(study))
        wrong = [name for name, value in told.items() if value not in (truth[name], "refused")]
        found[
            "silently wrong" if wrong else "refused" if "refused" in told.values() else "harmless"
        ] += 1
    except SimError:
        found["refused"] += 1
    _run(study.parent)
    name = path.relative_to(study).as_posix()
    after = content(study)
    others = {key for key in after.keys() | calm.keys() if after.get(key) != calm.get(key)} - {name}
    whole_again = after[name] == calm[name] or _says_the_same(path, whole)
    found["made anew" if whole_again and not others else "not made anew"] += 1
    return found


def _says_the_same(path: Path, whole: bytes) -> bool:
    """Return whether a Parquet file has the columns, the metadata and the values of its original.

    Some of its bytes say nothing, what the inside of a list is called among them: a bit of them
    that flips is no damage.
    """
    with path.open("rb") as file:
        one, other = _parts(file), _parts(io.BytesIO(whole))
    return one[0].equals(other[0]) and one[1:] == other[1:]


def _parts(file: BinaryIO) -> tuple[Any, dict[bytes, bytes], list[tuple]]:
    """Return a Parquet file's table, what it says of itself, and what it says of its columns."""
    with pq.ParquetFile(file) as opened:
        table = opened.read()
        told = opened.metadata.metadata or {}
    # Arrow keeps a copy of the columns' types there, of which no reader hears.
    about = {name: value for name, value in told.items() if not name.startswith(b"ARROW:")}
    return table, about, [(one.name, one.nullable, one.metadata or {}) for one in table.schema]


def main(folder: Path, count: int, seed: int = 23) -> dict[str, dict[str, int]]:
    """Flip `count` bits, as many in each kind of file."""
    warnings.simplefilter("ignore")
    truth = _all(_run(folder))
    study = folder / "s"
    calm = content(study)
    files = defaultdict(list)
    for path in sorted(study.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            files[path.relative_to(study).parts[0]].append(path)
    chance = random.Random(seed)
    tally: defaultdict[str, Counter] = defaultdict(Counter)
    originals = {path: path.read_bytes() for paths in files.values() for path in paths}
    for number in range(count):
        kind = list(files)[number % len(files)]
        path = chance.choice(files[kind])
        tally[kind].update(_flip(path, originals[path], truth, calm, chance))
        for one, whole in originals.items():
            if not one.exists() or one.read_bytes() != whole:
                one.write_bytes(whole)
    return {kind: dict(found) for kind, found in tally.items()}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
