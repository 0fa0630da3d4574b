"""Every example in a docstring of this room runs."""

import doctest
import importlib
import pkgutil

import pytest

import sim.adapters

MODULES = [found.name for found in pkgutil.walk_packages(sim.adapters.__path__, "sim.adapters.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples__run_as_shown(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
