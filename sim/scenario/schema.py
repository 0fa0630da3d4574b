"""JSON Schemas of files, for editors: derived from the kinds by which the files are checked.

An editor that knows a file's schema marks a slip while it is typed, offers the names that there
are, and explains a field with its unit and bounds. What only a loaded world can tell, such as a gap
in a calendar or a source that is not there, is told by `sim.load` alone.
"""

import json
from typing import Any

from sim.spec.kind import Kind, Schema

__all__ = ["schema_of", "written"]

#: The draft that editors know best.
DRAFT = "http://json-schema.org/draft-07/schema#"

_WIDEST = 120


def schema_of(kind: Kind, title: str) -> Schema:
    """Return the JSON Schema of a file.

    Examples
    --------
    >>> from sim.scenario.declaration import WORLD
    >>> schema_of(WORLD, "A world")["properties"]["title"]["description"]
    'One line that names the world.'
    """
    shared: Schema = {}
    schema = kind.schema(shared)
    whole: Schema = {"$schema": DRAFT, "title": title, **schema}
    return {**whole, "definitions": dict(sorted(shared.items()))} if shared else whole


def written(schema: Schema) -> str:
    """Return a schema as the text of its file: what fits stands on one line.

    Examples
    --------
    >>> print(written({"type": "object", "properties": {"name": {"type": "string"}}}), end="")
    {"type": "object", "properties": {"name": {"type": "string"}}}
    """
    return _written(schema, "") + "\n"


def _written(data: Any, indent: str) -> str:
    """Return data as JSON, in lines of at most _WIDEST where it can be parted."""
    line = json.dumps(data, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDEST or not isinstance(data, dict | list):
        return line
    inner = indent + " "
    if isinstance(data, dict):
        parts = [f"{json.dumps(key)}: {_written(item, inner)}" for key, item in data.items()]
    else:
        parts = [_written(item, inner) for item in data]
    opens, closes = "{}" if isinstance(data, dict) else "[]"
    return f"{opens}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closes}"
