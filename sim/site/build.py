"""Build the site: `python -m sim.site.build` leaves `results/docs/index.html`, to open from disk.

Pages come from `docs/pages/`, from documents of the project, from the registry, from docstrings and
from lessons. All are written into one folder of Markdown, which MkDocs makes HTML of; then every
link is followed. Nothing is fetched from a network, neither now nor by who reads.
"""

import argparse
import logging
import shutil
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sim.errors import MissingResult, SimError, UnwritableFolder
from sim.site.check import faults
from sim.site.contents import contents
from sim.site.document import document_pages
from sim.site.evidence import claim_pages
from sim.site.guide import guide_pages
from sim.site.lesson import lesson_pages
from sim.site.live import LIVE, live_pages
from sim.site.mechanism import mechanism_pages
from sim.site.reference import reference_pages
from sim.site.world import world_pages
from sim.store.locks import writable

__all__ = ["build", "main", "pages_of"]

ROOT = Path(__file__).resolve().parents[2]

#: What begins the box of the search.
_SEARCH = 'data-md-component="search" role="dialog"'

#: Where the site goes, and where what it is made of lies meanwhile.
SITE, WORK = ROOT / "results" / "docs", ROOT / "build" / "docs"

#: What it is made by: of an extra that a plain installation lacks.
_PACKAGES = (
    "griffe",
    "ipykernel",
    "jupytext",
    "material",
    "mkdocs",
    "mkdocstrings",
    "nbclient",
    "pymdownx",
)

#: A file of this name says that a folder is the site's, which may go when it is made anew. Hidden:
#: what makes the HTML leaves such files.
_MARK = ".alliance-triangle-site"


def pages_of(root: Path, work: Path, *, run: bool = True) -> dict[str, bytes]:
    """Return every page as Markdown, with pictures and other files, by path.

    Parameters
    ----------
    root : a working copy of the project
    work : where lessons that were run are kept
    run : run lessons, and make the live ones; else their pages show text and code alone
    """
    texts: dict[str, str] = {}
    for made in (
        document_pages(root),
        mechanism_pages(),
        world_pages(),
        claim_pages(),
        reference_pages(),
        guide_pages(root, live=run),
    ):
        texts |= made
    files = {path: text.encode() for path, text in texts.items()}
    files |= lesson_pages(root, work / "lessons", run=run)
    for folder in ("assets", "pictures"):
        for path in sorted((root / "docs" / folder).iterdir()):
            files[f"{folder}/{path.name}"] = path.read_bytes()
    return files | (live_pages(root, work / LIVE) if run else {})


def build(site: Path = SITE, work: Path = WORK, *, root: Path = ROOT, run: bool = True) -> Path:
    """Build the site and follow every link; return the path of its first page.

    Parameters
    ----------
    site : where the site goes; what lay there goes
    work : where its Markdown is written, and where lessons that were run are kept
    root, run : as `pages_of` takes them

    Raises
    ------
    SimError
        Where there is no working copy, a package is lacking, or a folder holds what is not the
        site's; for a lesson that ends in an error, and for the first link that leads nowhere.
    """
    settings = root / "docs" / "mkdocs.yml"
    if not settings.is_file():
        raise MissingResult("the site is made from a working copy", place=str(settings))
    _check(site, work)
    _mark(site, work)
    source = work / "source"
    shutil.rmtree(source, ignore_errors=True)
    files = pages_of(root, work, run=run)
    for path, data in files.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes(data)
    _make(settings, source, site, contents(files))
    _mend(site)
    found = faults(site, absent=LIVE)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise SimError(f"{found[0]}{more}", place="docs")
    return site / "index.html"


def _check(site: Path, work: Path) -> None:
    """Raise for a lacking package or a folder of something else, before anything is run or goes."""
    for package in _PACKAGES:
        if find_spec(package) is None:
            wanted = 'make docs, or python -m pip install -c constraints.txt -e ".[all,docs]"'
            raise SimError(f"the site wants {package}: {wanted}", place="docs")
    for folder in (site, work):
        with writable(folder):
            _check_folder(folder)
    one, other = site.resolve(), work.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise UnwritableFolder(
            f"lies with {work}: choose folders of which neither lies in the other", place=str(site)
        )


def _check_folder(folder: Path) -> None:
    """Raise for a file, or a folder of something else."""
    below = next(one for one in (folder, *folder.parents) if one.exists())
    if not below.is_dir():
        raise UnwritableFolder("is a file: choose a folder", place=str(below))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise UnwritableFolder(
            "holds what this command has not made and would take away: choose another folder, "
            "or remove this one",
            place=str(folder),
        )


def _mark(*folders: Path) -> None:
    """Say in folders, before anything else is written there, that they are the site's."""
    for folder in folders:
        with writable(folder):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _MARK).write_text("Made by python -m sim.site.build.\n", encoding="utf-8")


def _mend(site: Path) -> None:
    """Mend what the look of the site leaves: a search without a name, a page for servers alone."""
    (site / "404.html").unlink()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if _SEARCH in text:
            path.write_text(text.replace(_SEARCH, f'{_SEARCH} aria-label="Search"'), "utf-8")


def _make(settings: Path, source: Path, site: Path, nav: Sequence[Mapping[str, Any]]) -> None:
    """Make HTML of a folder of Markdown."""
    from mkdocs.commands.build import build as make
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    told = logging.StreamHandler(sys.stderr)
    logging.getLogger("mkdocs").addHandler(told)
    try:
        config = load_config(
            config_file=str(settings), docs_dir=str(source), site_dir=str(site), nav=list(nav)
        )
        config.plugins.on_startup(command="build", dirty=False)
        try:
            make(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as fault:
        raise SimError(str(fault).strip() or "MkDocs found a fault", place="docs") from fault
    finally:
        logging.getLogger("mkdocs").removeHandler(told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site and say where it lies; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m sim.site.build", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="where it goes")
    parser.add_argument("--work", type=Path, default=WORK, help="where it is prepared")
    parser.add_argument(
        "--bare", action="store_true", help="do not run lessons: their text and code alone"
    )
    asked = parser.parse_args(arguments)
    try:
        first = build(asked.site.resolve(), asked.work.resolve(), run=not asked.bare)
    except SimError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return fault.exit_status
    print(
        f"results: {first.relative_to(Path.cwd()) if first.is_relative_to(Path.cwd()) else first}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
