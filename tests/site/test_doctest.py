"""Every example in a docstring of this room runs."""

import doctest
import importlib
import pkgutil

import pytest

import sim.site

MODULES = [found.name for found in pkgutil.walk_packages(sim.site.__path__, "sim.site.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples__run_as_shown(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
