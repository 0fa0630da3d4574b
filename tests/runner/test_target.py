"""A target error: run until every point meets it, and no further."""

import numpy as np
import pytest

import sim
from sim.errors import OutOfBounds, UnknownName, WrongKind
from sim.runner import target as module

WORLD = sim.load("second_trump_term").replace(months=12)
OTHER = WORLD.replace(**{"leaders.seoul.neighbour_priority": [0.0, 1.0]})


def error(run, outcome, point):
    values = run.outcome_values([outcome], point)[outcome]
    return values.std(ddof=1) / np.sqrt(len(values))


def test_run__goes_on_until_the_error_is_met():
    run = sim.run(WORLD, replicates=50, target_se=0.003)
    assert error(run, "jpn_kor_final", 0) <= 0.003
    assert run.replicates > 50
    fewer = sim.run(WORLD, replicates=run.replicates // 2)
    assert error(fewer, "jpn_kor_final", 0) > 0.003


def test_rows__are_those_of_a_run_of_so_many():
    run = sim.run(WORLD, replicates=50, target_se={"summits": 0.2})
    plain = sim.run(WORLD, replicates=run.replicates)
    assert run.outcomes.equals(plain.outcomes)


def test_study__meets_it_in_every_point_and_grows_on_disk(tmp_path):
    points = [sim.Point(w.name, w, w.overrides) for w in (WORLD, OTHER)]
    how = {"seed": 1, "folder": tmp_path, "study": "grows"}
    run = sim.run_study(points, replicates=30, target_se={"jpn_kor_final": 0.01}, **how)
    assert max(error(run, "jpn_kor_final", point) for point in (0, 1)) <= 0.01
    assert sim.open(tmp_path / "grows").replicates == run.replicates


def test_few__are_begun_with_a_pilot():
    assert sim.run(WORLD, replicates=1, target_se=1e6).replicates == 10


def test_reached_already__runs_once():
    asked = []

    def run(count):
        asked.append(count)
        return sim.run(WORLD, replicates=count)

    module.run_until(run, 40, 1.0, ["jpn_kor_final"])
    assert asked == [40]


@pytest.mark.parametrize(
    ("target", "fault", "line"),
    [
        ({"sumits": 1}, UnknownName, "target_se: unknown outcome 'sumits'; did you mean 'summits'"),
        (0, WrongKind, "target_se of jpn_kor_final: found 0, wanted a standard error above 0"),
        ({}, WrongKind, "target_se: found nothing"),
        (1e-9, OutOfBounds, "target_se: found .* wanted a number in"),
    ],
)
def test_what_cannot_be_met__is_one_line_and_nothing_is_written(target, fault, line, tmp_path):
    with pytest.raises(fault, match=line):
        sim.run(WORLD, replicates=20, target_se=target, folder=tmp_path)
    if fault is not OutOfBounds:
        assert list(tmp_path.iterdir()) == []
