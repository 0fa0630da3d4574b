"""Variance of a crossed design: each part is found where it was put, and noise is taken out."""

import numpy as np
import pytest

from sim.analysis import crossed_variance, jackknife_se


def made(levels, replicates, level, luck, both, seed=1):
    draw = np.random.default_rng(seed).normal
    return (
        level * draw(size=(levels, 1))
        + luck * draw(size=(1, replicates))
        + both * draw(size=(levels, replicates))
    )


def test_parts__are_found_where_they_were_put():
    found = crossed_variance(made(300, 400, 0.5, 1.0, 2.0))
    assert found.level == pytest.approx(0.25, rel=0.25)
    assert found.luck == pytest.approx(1.0, rel=0.25)
    assert found.both == pytest.approx(4.0, rel=0.02)
    assert found.total == pytest.approx(found.level + found.luck + found.both)
    assert found.share == pytest.approx(found.level / found.total)


def test_levels__that_differ_in_nothing_have_no_share_on_average():
    found = [crossed_variance(made(20, 50, 0.0, 1.0, 1.0, seed)) for seed in range(40)]
    # Means of 50 replicates differ by 1/50 of the rest; left in, every share would be above it.
    assert np.mean([one.level for one in found]) < 0.3 / 50
    assert min(one.level for one in found) == 0.0


def test_constant__has_no_variance_and_no_share():
    found = crossed_variance(np.full((3, 4), 0.5))
    assert (found.total, found.share) == (0.0, 0.0)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1), (5,)])
def test_too_few__are_refused(shape):
    with pytest.raises(ValueError, match="wanted two levels and replicates"):
        crossed_variance(np.zeros(shape))


def test_jackknife__of_a_mean_is_its_standard_error():
    values = np.random.default_rng(2).normal(size=30)
    means = [np.delete(values, k).mean() for k in range(30)]
    assert jackknife_se(means) == pytest.approx(values.std(ddof=1) / 30**0.5)
