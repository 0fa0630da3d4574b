"""What the reference makes of a docstring: types stay types, and words become words."""

import inspect

import pytest

from sim.site.docstring import parted

TEXT = "Do.\n\nParameters\n----------\n{}\n\nReturns\n-------\nsame : kept as it is\n"


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("point : the one that is drawn", "point\n    the one that is drawn"),
        ("low, high : where it ends", "low, high\n    where it ends"),
        ("**more : as `run` takes them", "**more\n    as `run` takes them"),
        ("n : int", "n : int"),
        ("n : int, optional", "n : int, optional"),
        ("world : World or Results", "world : World or Results"),
        ("path : path, optional", "path : path, optional"),
        ("names : list of str", "names : list of str"),
        ("values : tuple[float, float]", "values : tuple[float, float]"),
    ],
)
def test_entry__is_parted_where_words_stand(line, made):
    assert parted(TEXT.format(line)) == TEXT.format(made)


def test_other_sections__stay():
    text = "Do.\n\nNotes\n-----\npoint : what is drawn\n"
    assert parted(text) == text


def test_reference__has_no_words_as_a_type():
    """Every public function of the front door, read as the reference reads it."""
    import griffe

    import sim

    for name in sim.__all__:
        text = parted(inspect.getdoc(getattr(sim, name)) or "")
        for section in griffe.Docstring(text).parse("numpy", warnings=False):
            if section.kind is griffe.DocstringSectionKind.parameters:
                for one in section.value:
                    assert len(str(one.annotation or "").split()) <= 6, (name, one.annotation)
