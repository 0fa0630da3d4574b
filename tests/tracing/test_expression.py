"""A quantity as a tree: formulas as their functions have them, and all that a number rests on."""

import itertools

import pytest

from sim.spec.recorded import RECORDED_FIELDS
from sim.tracing.expression import moved_by, tree
from sim.tracing.month import trace_month

TRACE = trace_month(named=True)


def nodes(name, depth=None):
    return list(tree(TRACE, TRACE.output(name), name, depth))


def test_tree__shows_a_formula_in_the_names_of_its_function():
    first, moved, *_ = nodes("relation_chn_kor")
    assert first.formula == "clip(moved, -1, 1)"
    assert first.source.startswith("relation.py:")
    assert moved.formula == (
        "s.relation_chn_kor + p.relation_rate * (p.relation_base_chn_kor - s.relation_chn_kor)"
        " + up + down + p.relation_noise * d.noise_chn_kor"
    )


def test_tree__keeps_brackets_where_they_matter_alone():
    (start,) = [node for node in nodes("approval_jpn", 1) if node.name == "start"]
    assert start.formula == (
        "s.approval_jpn + i.turnover_jpn * (0.5 + p.honeymoon - s.approval_jpn)"
    )


def test_tree__goes_as_deep_as_asked_and_says_where_it_was_cut():
    assert [node.depth for node in nodes("approval_jpn", 0)] == [0]
    assert nodes("approval_jpn", 0)[0].cut
    assert max(node.depth for node in nodes("approval_jpn", 2)) == 2
    assert not any(node.cut for node in nodes("approval_jpn"))


def test_tree__takes_each_value_apart_once():
    found = nodes("relation_jpn_kor")
    assert any(node.known for node in found)
    for before, node in itertools.pairwise(found):
        assert not (before.known and node.depth > before.depth)


@pytest.mark.parametrize("name", RECORDED_FIELDS)
def test_inputs__of_every_recorded_quantity_stand_in_its_tree(name):
    """What a number rests on is what its formulas read, no more and no less."""
    read = {
        f"{group}.{field}"
        for group, fields in moved_by(TRACE, TRACE.output(name)).items()
        for field in fields
    }
    text = " ".join(node.formula for node in nodes(name))
    for sign in "()+-*/,<>=&|":
        text = text.replace(sign, " ")
    named = {word for word in text.split() if word.split(".")[0] in TRACE.fields and "." in word}
    assert named - read == set()
    assert read - named == set()
