"""JSON that carries a sum of its own text, so that a flipped bit is seen."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from sim.store.files import appearing
from sim.store.readable import readable

__all__ = ["read_json", "sealed", "unsealed", "write_json"]

_SUM = re.compile(r',\s*"sum": "([0-9a-f]{16})"\s*\}\s*\Z')


def sealed(data: dict[str, Any], indent: int | None = None) -> str:
    """Return plain data as JSON that carries a sum of its own text as its last entry.

    Examples
    --------
    >>> sealed({"point": 0})
    '{"point": 0, "sum": "cade7943bfac30aa"}'
    """
    # ASCII on one line: some readers of JSON Lines end a line where Unicode does.
    text = json.dumps(data, ensure_ascii=indent is None, indent=indent, allow_nan=False)
    head = text[:-1].rstrip("\n")
    between, end = (", ", "}") if indent is None else (f",\n{' ' * indent}", "\n}")
    return f'{head}{between}"sum": "{_sum_of(head)}"{end}'


def _sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def unsealed(text: str) -> dict[str, Any]:
    """Return the data of a text that `sealed` made, without the sum.

    Raises
    ------
    ValueError
        If it is not JSON, carries no sum, or another.
    """
    match = _SUM.search(text)
    if match is None or _sum_of(text[: match.start()]) != match[1]:
        raise ValueError("its text is not the one that was written")
    data: dict[str, Any] = json.loads(text)
    del data["sum"]
    return data


def write_json(path: Path, data: dict[str, Any], root: Path | None = None) -> None:
    """Write plain data as JSON with its sum, readable by people; `root` as in `appearing`."""
    with appearing(path, root) as draft:
        draft.write_text(sealed(data, indent=1) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Read what `write_json` wrote.

    Raises
    ------
    MissingResult, MalformedFile
        In one line that names the file and what to do.
    """
    with readable(path):
        return unsealed(path.read_text(encoding="utf-8"))
