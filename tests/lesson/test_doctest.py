"""Every example in a docstring of this room runs."""

import doctest
import importlib
import pkgutil

import pytest

import sim.lesson

MODULES = [f"sim.lesson.{found.name}" for found in pkgutil.iter_modules(sim.lesson.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples__run_as_shown(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
