"""Write the JSON Schemas of `scenarios/schema/` from the declarations by which files are checked.

    python -m tests.schemas --write

`make tables` runs it; `tests/scenario/test_schema.py` holds the files to the code.
"""

import sys
from pathlib import Path

from sim.lesson.declaration import LESSON
from sim.lesson.read import SHARED
from sim.methods.statement.declaration import file_of
from sim.methods.statement.fact import FACT
from sim.methods.statement.statement import OTHER
from sim.scenario.declaration import TABLE, WORLD
from sim.scenario.parameter_set import PAGE
from sim.scenario.schema import schema_of, written
from sim.spec.kind import Kind
from sim.study.claims.table import CLAIM
from sim.study.patterns.forecast import FORECAST

#: Where they lie.
FOLDER = Path(__file__).resolve().parents[1] / "scenarios" / "schema"

#: Name of a schema: the kind of its files, what they are, and where the shipped ones lie.
KINDS: dict[str, tuple[Kind, str, str]] = {
    "world": (WORLD, "A world", "*.yaml"),
    "table": (TABLE, "A table that worlds share", "tables/*.yaml"),
    "claims": (file_of(CLAIM), "The claims of an article", "claims/*.yaml"),
    "facts": (file_of(FACT), "Facts of the record", "facts/stylised_facts.yaml"),
    "forecast": (file_of(FORECAST), "A forecast, and what came", "facts/forecast_2025.yaml"),
    "expectations": (file_of(OTHER), "What articles expect of worlds", "expectations/*.yaml"),
    "lesson": (LESSON, "A lesson", "lessons/*.yaml"),
    "parameter_set": (PAGE, "The page of a parameter set", "parameter_sets/*.yaml"),
}


def shipped(name: str) -> list[Path]:
    """Return the shipped files of a kind."""
    files = sorted(FOLDER.parent.glob(KINDS[name][2]))
    return [path for path in files if name != "lesson" or path.stem not in SHARED]


def texts() -> dict[str, str]:
    """Return the text of each schema by name."""
    return {name: written(schema_of(kind, title)) for name, (kind, title, _) in KINDS.items()}


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
