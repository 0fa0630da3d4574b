"""The picture that README.md opens with: `make pictures` draws it anew and prints its words.

`python -m sim.study.washington.headline FOLDER` runs the sixteen cells of Washington's traits, as
`experiment=washingtons_traits` does, and leaves `broker.png` in the folder.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from sim import plots
from sim.analysis import outcomes_of
from sim.errors import SimError
from sim.methods.supplement import MOST, run_supplements
from sim.scenario import load
from sim.store.files import appearing, whole_path
from sim.study.washington.basin import ends_of, picture, said
from sim.study.washington.design import FACTORS, caption_of, design, named

__all__ = ["NAME", "headline", "main"]

#: The file that README.md shows.
NAME = "broker.png"

_SCENARIO = "second_trump_term"


def headline(folder: Path, *, replicates: int = MOST, seed: int = 1) -> str:
    """Draw how Tokyo and Seoul end under four Washingtons; return what the picture says.

    Parameters
    ----------
    folder : where `broker.png` is to lie
    replicates : of each of the sixteen cells, at most `MOST`
    seed : of all cells

    Raises
    ------
    UnwritableFolder
        If the folder cannot be made or written.

    Examples
    --------
    >>> words = headline(Path(tempfile.mkdtemp()), replicates=2)
    >>> words.endswith("This model explores and teaches; it does not predict.")
    True
    """
    cells = {named(cell): cell for cell in product((False, True), repeat=len(FACTORS))}
    found = run_supplements(
        {_SCENARIO: load(_SCENARIO)},
        replicates=replicates,
        seed=seed,
        wanted=[one for one in design(_SCENARIO) if one.name in cells],
    )
    ends = ends_of({cell: outcomes_of(found[name]) for name, cell in cells.items()})
    words = said(ends)
    with tempfile.TemporaryDirectory() as drafts:
        caption = f"World {plots.world_name(_SCENARIO)}, {caption_of(replicates, seed)}"
        fig = picture(ends, caption)
        drawn, _ = plots.save(fig, drafts, Path(NAME).stem, says=words)
        with appearing(folder / NAME) as draft:
            shutil.copyfile(drawn, draft)
    return words


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the picture and print what it says; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m sim.study.washington.headline", description=__doc__
    )
    parser.add_argument("folder", help=f"where {NAME} is to lie")
    asked = parser.parse_args(arguments)
    try:
        print(headline(whole_path(asked.folder, "folder")))
    except SimError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
