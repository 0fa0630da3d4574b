"""Every example in a docstring of the command line runs."""

import doctest
import importlib
import pkgutil

import pytest

import sim.cli

NAMES = [found.name for found in pkgutil.iter_modules(sim.cli.__path__, "sim.cli.")]


@pytest.mark.parametrize("name", NAMES)
def test_examples__run_as_shown(name, here):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
