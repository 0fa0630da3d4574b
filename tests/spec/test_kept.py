"""The examples of what is kept; that numbers are right is in tests/runner/test_keep.py."""

import doctest

from sim.spec import kept


def test_examples__of_kept_run():
    found = doctest.testmod(kept)
    assert found.attempted > 3
    assert found.failed == 0
