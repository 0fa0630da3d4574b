"""The room's front: every name is there, and none is hidden by a module of the same name."""

import pkgutil

import pytest

from sim import analysis


@pytest.mark.parametrize("name", analysis.__all__)
def test_name__is_loaded_when_it_is_used(name):
    assert getattr(analysis, name) is not None
    assert name in dir(analysis)


def test_no_module__has_the_name_of_what_it_holds():
    """Else whoever imports the module first would hide it."""
    modules = {module.name for module in pkgutil.iter_modules(analysis.__path__)}
    assert not modules & set(analysis.__all__)


def test_name__that_is_not_there_is_said():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = analysis.nothing
