"""Kinds that hold others: lists, mappings with known keys, mappings by names of one's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.errors import UnknownName, WrongKind
from sim.errors.lines import on_key
from sim.spec.kind import Kind, Schema

__all__ = ["WITHOUT", "Anything", "Listing", "Named", "OneOrMore", "Record", "names_left_out"]

#: The key under which a mapping names the entries of its parent that it leaves out.
WITHOUT = "without"


@dataclass(frozen=True)
class Anything(Kind):
    """Whatever a value is; who takes it looks at it.

    Attributes
    ----------
    types : tuple of str
        What an editor holds it to, as JSON has them; empty: anything.

    Examples
    --------
    >>> Anything().read([0.1, 0.2])
    [0.1, 0.2]
    """

    types: tuple[str, ...] = ()

    def read(self, value: Any, place: str = "", field: str = "") -> Any:
        return value

    def shape(self, shared: Schema) -> Schema:
        return {"type": list(self.types)} if self.types else {}


@dataclass(frozen=True)
class Listing(Kind):
    """A list of one kind, at least and at most so many.

    Examples
    --------
    >>> from sim.spec.kind import Text
    >>> Listing(Text()).read(["a", "b"])
    ('a', 'b')
    """

    of: Kind
    least: int = 0
    most: int | None = None
    wanted: str = "a list [a, b, …]"

    def read(self, value: Any, place: str = "", field: str = "") -> tuple[Any, ...]:
        right = isinstance(value, list) and self.least <= len(value)
        if not right or (self.most is not None and len(value) > self.most):
            if isinstance(value, list) and any(isinstance(item, dict) for item in value):
                raise WrongKind(f"a list of {len(value)}", self.wanted, place=place, field=field)
            raise WrongKind(value, self.wanted, place=place, field=field, given=True)
        return tuple(self.of.read(item, place, f"{field}[{k}]") for k, item in enumerate(value))

    def shape(self, shared: Schema) -> Schema:
        shape: Schema = {"type": "array", "items": self.of.schema(shared)}
        if self.least:
            shape["minItems"] = self.least
        return shape if self.most is None else {**shape, "maxItems": self.most}


@dataclass(frozen=True)
class OneOrMore(Kind):
    """One value of a kind, or a list of them.

    Examples
    --------
    >>> from sim.spec.kind import Text
    >>> OneOrMore(Text()).read("a"), OneOrMore(Text()).read(["a", "b"])
    (('a',), ('a', 'b'))
    """

    of: Kind

    def read(self, value: Any, place: str = "", field: str = "") -> tuple[Any, ...]:
        if not isinstance(value, list):
            return (self.of.read(value, place, field),)
        return Listing(self.of, least=1, wanted="one or more").read(value, place, field)

    def shape(self, shared: Schema) -> Schema:
        one = self.of.shape(shared)
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


@dataclass(frozen=True)
class Record(Kind):
    """A mapping whose keys are known; what it holds, by key, in the order of the declaration.

    Attributes
    ----------
    fields : mapping
        Key to the kind of its value.
    required : mapping
        Keys that must be there, each with what a message says that is wanted.
    word : str
        What messages call a key.
    without : bool
        Whether `without` may name entries of a parent to leave out; each is read as None.
    one_of : tuple of str
        Keys of which at most one is stated.
    empty : bool
        Whether nothing stands for a mapping without entries.
    optional : tuple of str
        Keys under which nothing is as good as no key.
    rules : mapping
        What else its JSON Schema says; whoever uses what is read says it in words.

    Examples
    --------
    >>> from sim.spec.kind import Flag
    >>> switches = Record({"thaw": Flag(), "vacuum": Flag()}, word="switch", without=True)
    >>> switches.read({"thaw": True, "without": ["vacuum"]})
    {'thaw': True, 'vacuum': None}
    """

    fields: Mapping[str, Kind]
    required: Mapping[str, str] = field(default_factory=dict)
    word: str = "key"
    without: bool = False
    one_of: tuple[str, ...] = ()
    empty: bool = False
    optional: tuple[str, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)

    def read(self, value: Any, place: str = "", field: str = "") -> dict[str, Any]:
        stated = mapping({} if value is None and self.empty else value, place, field)
        known = [*self.fields, *([WITHOUT] if self.without else [])]
        for key in stated:
            if key not in known:
                here = on_key(place, field, key)
                raise UnknownName(self.word, str(key), known, place=here, field=field)
        stated = {
            key: item
            for key, item in stated.items()
            if item is not None or key not in self.optional
        }
        for key, wanted in self.required.items():
            if key not in stated:
                raise WrongKind("nothing", wanted, place=place, field=_under(field, key))
        both = [key for key in self.one_of if key in stated]
        if len(both) > 1:
            found, at = f"both {both[0]} and {both[1]}", _under(field, both[0])
            raise WrongKind(found, "one of the two", place=place, field=at)
        read = {
            key: kind.read(stated[key], place, _under(field, key))
            for key, kind in self.fields.items()
            if key in stated
        }
        return read | self._left_out(stated, place, field)

    def _left_out(self, stated: Mapping[str, Any], place: str, field: str) -> dict[str, None]:
        if not self.without or WITHOUT not in stated:
            return {}
        names = names_left_out(stated, place, field)
        for name in names:
            if name not in self.fields:
                at = f"{_under(field, WITHOUT)}"
                raise UnknownName(self.word, name, self.fields, place=place, field=at)
        return dict.fromkeys(names)

    def shape(self, shared: Schema) -> Schema:
        properties = {key: kind.schema(shared) for key, kind in self.fields.items()}
        for key in self.optional:
            described = {"description": self.fields[key].meaning}
            either = [self.fields[key].shape(shared), {"type": "null"}]
            properties[key] = {**described, "anyOf": either}
        if self.without:
            names = {"enum": list(self.fields)}
            properties[WITHOUT] = {
                "description": "Entries of the parent that are left out.",
                "anyOf": [names, {"type": "array", "items": names}],
            }
        shape: Schema = {
            "type": ["object", "null"] if self.empty else "object",
            "properties": properties,
            "additionalProperties": False,
            **self.rules,
        }
        if self.one_of:
            shape["not"] = {"required": list(self.one_of)}
        return {**shape, "required": list(self.required)} if self.required else shape


@dataclass(frozen=True)
class Named(Kind):
    """A mapping by names of one's own, such as leaders.

    Attributes
    ----------
    check : callable
        Raises for a name that may not be one: takes the name, place and field.
    without : bool
        As in `Record`.
    pattern : str
        What an editor holds names to.
    least : int
        Fewest entries.
    """

    of: Kind
    check: Callable[[str, str, str], None] = lambda name, place, field: None
    without: bool = False
    pattern: str = ""
    least: int = 0

    def read(self, value: Any, place: str = "", field: str = "") -> dict[str, Any]:
        read: dict[str, Any] = {}
        stated = mapping(value, place, field)
        if len(stated) < self.least:
            wanted = f"at least {self.least}"
            raise WrongKind("no entry", wanted, place=place, field=field)
        for name, item in stated.items():
            if not self.without or name != WITHOUT:
                self.check(name, on_key(place, field, name), field)
                read[name] = self.of.read(item, place, _under(field, name))
        if self.without and WITHOUT in stated:
            read |= dict.fromkeys(names_left_out(stated, place, field))
        return read

    def shape(self, shared: Schema) -> Schema:
        shape: Schema = {"type": "object", "additionalProperties": self.of.schema(shared)}
        if self.least:
            shape["minProperties"] = self.least
        if self.pattern:
            shape["propertyNames"] = {"pattern": self.pattern}
        if self.without:
            names = {"type": "string"}
            shape["properties"] = {
                WITHOUT: {"anyOf": [names, {"type": "array", "items": names}]},
            }
        return shape


def mapping(value: Any, place: str, field: str) -> Mapping[str, Any]:
    """Return a value that is a mapping, or raise."""
    if not isinstance(value, Mapping):
        wanted = "a mapping of keys to values"
        raise WrongKind(value, wanted, place=place, field=field, given=True)
    return value


def names_left_out(stated: Mapping[str, Any], place: str, field: str) -> tuple[str, ...]:
    """Return the names under `without`, none of which the same mapping states as well.

    Examples
    --------
    >>> names_left_out({"without": "thaw"}, "", "switches")
    ('thaw',)
    """
    at = _under(field, WITHOUT)
    names = stated[WITHOUT] if isinstance(stated[WITHOUT], list) else [stated[WITHOUT]]
    for name in names:
        if not isinstance(name, str):
            raise WrongKind(name, "a name, or a list of names", place=place, field=at, given=True)
        if name in stated:
            found = f"'{name}', which stands there as well"
            raise WrongKind(found, "it stated or left out", place=place, field=at)
    return tuple(names)


def _under(field: str, key: str) -> str:
    """Return the field of a key below another."""
    return f"{field}.{key}" if field else key
