"""A world, or claims, with anything in the place of anything end in one line, never in a crash."""

import copy
import re
import warnings

import pytest
import yaml

from sim.errors import SimError, SimWarning
from sim.methods.statement import read_statements
from sim.scenario import load
from sim.study.claims.table import CLAIM

WORLD = """
title: t
inherits: second_trump_term
window: {first: 2025-01, last: 2027-12}
sources: {without: ["000 P17"], add: ["003 P8"]}
tables: {without: [record], add: []}
calendar:
  tokyo:
    2025-10-21: {leader: takaichi, source: 001 P10}
    without: [2024-10]
    add: [{leader: ishiba, from: 2024-10-01, source: 001 P10}]
  seoul: {from: 2025-06-04, leader: lee_jae_myung, source: public record}
silent:
  tokyo: {rivalry: {range: [0.1, 0.2], source: 001 P5, status: stated}, without: deterrence}
leaders:
  ishiba:
    title: x
    caretaker: false
    ideology: {value: 0.5, source: 001 P10, status: stated}
    traits: {without: [rivalry]}
  without: koizumi
series:
  us_china_tension: {2026-01: 0.9, without: [2012-01], add: {2026-05: 0.8}, source: 001 P7}
streams: {court: given}
events:
  court:
    2026-02: {size: 0.5, source: 003 P8}
    without: 2026-05
    add: {month: 2026-06, size: 1, source: 003 P8}
switches: {thaw: false, without: vacuum}
parameters: {inertia: {value: 0.2, source: 001 P3}, without: [bid_gain]}
turnover: {tokyo: null}
"""
CLAIMS = """
described: {replicates: 10, seed: 1}
statements:
  - id: C001
    says: x
    source: [000 P9]
    tier: core
    voice: x
    mechanisms: [mediation]
    kind: direct
    sign: x
    test:
      arms: {"on": {world: neglect, set: {switches.mediation: true}, branch: 2026-01}, "off": null}
      checks:
        - {measure: mean(trust), arm: on - off, statistic: mean, within: 0.1, of: 0, share: 0.5}
    fails: x
"""
JUNK = (None, True, -1, 1e9, "", "x", "2025-13", [], [[1]], [None], {}, {"x": 1}, {"without": None})


def places(data, at=()):
    """Every place in plain data, as the keys that lead to it."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def put(data, at, junk):
    """A copy with one place changed."""
    changed = copy.deepcopy(data)
    inside = changed
    for key in at[:-1]:
        inside = inside[key]
    inside[at[-1]] = junk
    return changed


def plain(text):
    """What a text holds, with months as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def told_of(data, read, path):
    """The lines by which junk in each place is refused."""
    told = []
    for at in places(data):
        for junk in JUNK:
            text = yaml.safe_dump(put(data, at, junk), allow_unicode=True, sort_keys=False)
            # What was read as text is written in quotes; numbers and words are to be as they were.
            text = re.sub(r"'(-?[0-9.]+|true|false|null)'", r"\1", text)
            path.write_text(text, encoding="utf-8")
            try:
                read()
            except SimError as fault:
                told.append(str(fault))
    for line in told:
        assert re.match(rf"{path.parent.name}/mine\.yaml(, line [0-9]+)?: |tables/", line), line
        assert "\n" not in line
    return told


def test_world__is_read_as_it_stands(tmp_path):
    (tmp_path / "mine.yaml").write_text(WORLD, encoding="utf-8")
    with pytest.warns(SimWarning):
        assert load("mine", tmp_path).holder("tokyo", load("mine", tmp_path).last) == "takaichi"


@pytest.mark.slow
def test_junk_in_a_world__is_read_or_told_in_one_line(tmp_path):
    data, path = plain(WORLD), tmp_path / "mine.yaml"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SimWarning)
        told = told_of(data, lambda: load("mine", tmp_path), path)
    assert len(told) > 0.6 * len(JUNK) * len(list(places(data)))


def test_junk_in_claims__is_read_or_told_in_one_line(tmp_path):
    data, path = plain(CLAIMS), tmp_path / "mine.yaml"
    place = f"{tmp_path.name}/mine.yaml"
    told = told_of(data, lambda: read_statements(path, place, world="neglect", words=CLAIM), path)
    assert len(told) > 0.6 * len(JUNK) * len(list(places(data)))
