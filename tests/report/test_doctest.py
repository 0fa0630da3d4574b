"""Every example in a docstring of this room runs."""

import doctest
import importlib
import pkgutil

import pytest

import sim.report

MODULES = [found.name for found in pkgutil.walk_packages(sim.report.__path__, "sim.report.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples__run_as_shown(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
