"""What a lesson's file may hold: each field declared once, with its kind and its meaning.

The checks of single fields, and the JSON Schema that editors read, come from here; what fields say
of one another is checked in `sim.lesson.read`.
"""

from sim.lesson.lesson import MINUTES, MOST_LEVERS
from sim.lesson.measure import MEASURES
from sim.spec.kind import Choice, Number, Text
from sim.spec.kind_of_many import Anything, Listing, Named, Record
from sim.spec.recorded import RECORDED_FIELDS

__all__ = ["LAST", "LESSON", "OPTIONAL"]

#: Last place in the order of lessons.
LAST = 999

#: What a lesson may leave out.
OPTIONAL = (
    *("order", "world_says", "given", "reasons", "background", "also", "cells", "surprise"),
    "open",
)

_SETTING = Anything(types=("number", "boolean", "string"))
_CHANGES = Named(_SETTING)
_SOME = "a list of at least one text"


def _some(meaning: str) -> Listing:
    """Return the kind of at least one text."""
    return Listing(Text(), 1, None, _SOME, meaning=meaning)


_LEVER = Record(
    {
        "key": Text(wanted="a lever's key", meaning="As on the command line."),
        "label": Text(meaning="What it is called; more of it, the higher."),
        "to": Anything(types=("number", "boolean", "string"), meaning="Where World B opens."),
        "ends": Record(
            {"low": Text(), "high": Text()},
            required={"low": "text", "high": "text"},
            word="end",
            meaning="What its lower and its upper end mean, in plain words.",
        ),
    },
    required={"key": "a lever's key", "label": "text"},
    word="field",
    optional=("to", "ends"),
)

_OUTCOME = Record(
    {
        "name": Choice("outcome", MEASURES, meaning="An outcome, or a tie's last month or mean."),
        "above": Number(meaning="Worlds above it are counted."),
        "below": Number(meaning="Worlds below it are counted."),
        "says": Text(meaning="What a counted world does, after 'in 73 of 100 worlds'."),
        "path": Choice("variable", RECORDED_FIELDS, meaning="The variable drawn month by month."),
    },
    required={"name": "an outcome", "says": "text", "path": "a variable"},
    word="field",
    rules={"oneOf": [{"required": ["above"]}, {"required": ["below"]}]},
    meaning="What worlds are counted by.",
)

_BET = Record(
    {
        "about": Choice("world", ("A", "B"), meaning="The world that is bet on."),
        "low": Number(0, 100, whole=True, meaning="Fewest of 100 worlds."),
        "high": Number(0, 100, whole=True, meaning="Most of 100 worlds."),
    },
    required={"about": "'A' or 'B'", "low": "a whole number", "high": "a whole number"},
    word="field",
    meaning="What the class bets on.",
)

_PUZZLE = Record(
    {
        "says": Text(meaning="The task."),
        "reach": Number(1, 100, whole=True, meaning="At least so many of 100 worlds."),
        "most": Number(1, MOST_LEVERS, whole=True, meaning="So many levers may be changed."),
        "hold": Named(_SETTING, meaning="Changes that stay and do not count."),
        "way": Named(_SETTING, meaning="Changes that solve it."),
    },
    required={
        "says": "text",
        "reach": "a whole number",
        "most": "a whole number",
        "way": "changes that solve it",
    },
    word="field",
    optional=("hold",),
    meaning="A target that the class tries to reach.",
)

_FIELDS = {
    "title": Text(meaning="One line; it does not tell the answer."),
    "question": Text(meaning="What the class bets on, in one line."),
    "order": Number(1, LAST, whole=True, meaning="Which lesson comes first."),
    "world": Text(pattern="^[a-z0-9_]{1,80}$", meaning="World A by name."),
    "world_says": Record(
        {"title": Text(), "says": Text()},
        required={"title": "text", "says": "text"},
        word="field",
        meaning="What World A is called where 'given' makes it another.",
    ),
    "given": Named(Anything(), meaning="Changes that hold in A and B."),
    "reasons": Named(Text(), meaning="Why, by key of 'given'."),
    "background": Listing(Text(), meaning="What happened and who is concerned, with sources."),
    "levers": Listing(_LEVER, 1, MOST_LEVERS, f"a list of 1 to {MOST_LEVERS} levers"),
    "outcome": _OUTCOME,
    "also": Listing(Choice("outcome", MEASURES), meaning="Further outcomes."),
    "cells": Named(_CHANGES, meaning="Further worlds by name, as changes of A."),
    "bet": _BET,
    "finding": Text(meaning="What the model shows, in one sentence."),
    "puzzle": _PUZZLE,
    "disputed": Text(meaning="What experts dispute, with sources."),
    "surprise": Text(meaning="A zero, or another thing that nobody expects."),
    "open": Text(meaning="Where the sign is open: why it is told all the same."),
    "paths": Record(
        {str(minutes): _some(f"Steps of {minutes} minutes.") for minutes in MINUTES},
        required={str(one): f"steps of a path of {one} minutes" for one in MINUTES},
        word="length in minutes",
        meaning="Steps by the minutes that a class has.",
    ),
    "worksheet": _some("Questions."),
    "notes": _some("For the teacher: what the model shows."),
    "limits": _some("For the teacher: what it cannot show."),
    "sources": _some("Article and paragraph, or a key of sources.bib."),
}

#: A lesson's file.
LESSON = Record(
    _FIELDS,
    required={
        name: f"'{name}', which every lesson has" for name in _FIELDS if name not in OPTIONAL
    },
    word="field",
    optional=OPTIONAL,
)
