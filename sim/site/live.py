"""The lessons that run the model in a browser, within the site: made once for what they rest on."""

import hashlib
import shutil
from pathlib import Path

import sim
from sim.lesson.lesson import in_order
from sim.lesson.publish import publish_all
from sim.lesson.read import lesson_names, read_lesson

__all__ = ["LIVE", "live_pages"]

#: Their folder within the site.
LIVE = "live"

#: Rooms that make no page of a lesson.
_APART = {"analysis", "cli", "mesa_face", "plots", "report", "site", "study"}


def live_pages(root: Path, kept: Path) -> dict[str, bytes]:
    """Return all pages of live lessons by path, their index first.

    Parameters
    ----------
    root : the project's folder
    kept : where they are kept for the next time
    """
    name = _rests_on(root)
    folder = kept / name
    if not folder.is_dir():
        shutil.rmtree(kept, ignore_errors=True)
        draft = kept / f"{name}.draft"
        publish_all(in_order(read_lesson(one) for one in lesson_names()), draft)
        draft.rename(folder)
    return {f"{LIVE}/{path.name}": path.read_bytes() for path in sorted(folder.iterdir())}


def _rests_on(root: Path) -> str:
    """Return a name for all that they are made of: the code and the data."""
    package = Path(sim.__file__).parent
    files = [path for path in sorted((root / "scenarios").rglob("*")) if path.is_file()]
    files += [
        path
        for path in sorted(package.rglob("*"))
        if path.is_file()
        and path.suffix != ".pyc"
        and path.relative_to(package).parts[0] not in _APART
    ]
    text = hashlib.sha256()
    for path in files:
        text.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return text.hexdigest()[:16]
