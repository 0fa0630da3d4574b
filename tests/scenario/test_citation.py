"""Sources: what a number may name, and that what is named is there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.errors import SimError, UnknownName, WrongKind, hidden
from sim.scenario import shipped_folder
from sim.scenario.citation import check_source, keys
from sim.scenario.document import read

KEYS = keys(shipped_folder())

WORLD = """
title: Mine
inherits: second_trump_term
leaders:
  next_tokyo:
    traits:
      rivalry: {{value: 0.3, source: {source}, status: inferred}}
"""

BIB = "@book{smith2020, title = {A {Book}}}\n@misc{poll_2024, paragraphs = {7}}\n"


def cited(data):
    """Every source in a file, whatever the file is of."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("source", "sources"):
                yield from (value if isinstance(value, list) else [value])
            else:
                yield from cited(value)
    elif isinstance(data, list):
        for item in data:
            yield from cited(item)


@pytest.mark.parametrize(
    "folder", ["", "tables", "claims", "expectations", "facts"], ids=lambda name: name or "worlds"
)
def test_shipped_sources__are_all_there(folder):
    files = sorted((shipped_folder() / folder).glob("*.yaml"))
    found = {one for file in files for one in cited(read(file, file.name))}
    assert len(found) > 3
    for source in found:
        check_source(source, KEYS)


@pytest.mark.parametrize(
    "source",
    [
        *("000 P18", "000", "003 P18, 003 P20-P22", "003 P20–22", "000 P9, P14", "000 P9,001 P1"),
        *("imf_dots, wits", "imf_dots,  wits", "axelrod1984 p. 9", "axelrod1984, pp. 9-12, 40"),
        *("unga pp.430--456", "sharot2011 pp. R941-R945", "cha1999 ch. 3 and 4", "wits table A.2"),
        *("pew, waves 2002 to 2016", "jervis1976 § 4", "heider1946 P4", "kydd2005 p. xiv"),
        *("public record", "public record for the day, 24 May", "public record: a term is 5 years"),
        *("000 P10; public record for the days, 11 and 25 January", "public record, 000 P9"),
        *("000 P9, public record for the day, 24 May", "assumed", "public record; imf_dots"),
    ],
)
def test_source__in_the_grammar_is_taken(source):
    check_source(source, KEYS)


@pytest.mark.parametrize(
    ("source", "nearest"),
    [
        ("smith2020", None),
        ("axelrod1948", "axelrod1984"),
        ("000 P18, axelrd1984 p. 9", "axelrod1984"),
        ("imf_dots; withs", "wits"),
        ("assmued", "assumed"),
        ("Assumed", "assumed"),
        ("publik record", "public record"),
        ("Axelrod, 1984", "axelrod1984"),
        ("005 P3", None),
        ("P18", None),
        ("p. 9", None),
        ("public recordings", "public record"),
        ("own reading", None),
        ("http://example.org", None),
    ],
)
def test_source__that_nobody_knows_is_refused_with_the_nearest(source, nearest):
    with pytest.raises(UnknownName, match=r"unknown key of sources\.bib '") as caught:
        check_source(source, KEYS, "here", "x")
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("000 P19", "found '000 P19', wanted one of its paragraphs, 000 P1 to 000 P18"),
        ("003 P0", "wanted one of its paragraphs, 003 P1 to 003 P33"),
        ("003 P22-P20", "found '003 P22-P20', wanted one of its paragraphs"),
        ("003 p. 4", "wanted one of its paragraphs"),
        ("000 P9, P99", "found '000 P99', wanted one of its paragraphs"),
        ("000 P9 and smith2020", "wanted one of its paragraphs"),
        ("axelrod1984 as smith2020 reads it", "found 'as smith2020 reads it' after 'axelrod1984'"),
        ("imf_dots smith2020", "found 'smith2020' after 'imf_dots', wanted a place such as"),
        ("000 P9, assumed", "found 'assumed' among other sources, wanted it alone, or the others"),
        ("assumed; 000 P9", "found 'assumed' among other sources"),
        ("000 P9,", "wanted a source before and after each comma"),
        ("000 P9;; 001 P1", "wanted a source before and after each comma"),
        (";", "wanted a source before and after each comma"),
    ],
)
def test_source__that_says_too_much_or_too_little_is_refused(source, words):
    with pytest.raises(WrongKind) as caught:
        check_source(source, KEYS, "here", "x")
    assert str(caught.value).startswith("here: x: found '")
    assert words in str(caught.value)


@given(st.text(max_size=60) | st.text("0123456789 PAp.,;:-–_ axelrod1984publicfor", max_size=60))
def test_source__of_any_text_is_taken_or_refused_in_one_line(source):
    said = ""
    try:
        check_source(source, KEYS, "here", "x")
    except SimError as fault:
        said = str(fault)
    assert hidden(said) is None
    assert len(said) <= 400


def test_source__of_any_length_takes_its_time_once():
    check_source("imf_dots," * 100_000 + "wits", KEYS)
    with pytest.raises(UnknownName):
        check_source("smith2020 " * 100_000, KEYS)


def laid(folder, source="001 P5", sources=None, bib=None):
    text = WORLD.format(source=source)
    if sources:
        text += f"sources: [{', '.join(sources)}]\n"
    (folder / "mine.yaml").write_text(text)
    if bib is not None:
        (folder / "sources.bib").write_text(bib, encoding="utf-8")
    return folder


def test_invented_source__of_ones_own_world_is_found(tmp_path):
    with pytest.raises(UnknownName) as caught:
        sim.load("mine", laid(tmp_path, "smih2O20 p. 9", bib=BIB))
    assert str(caught.value) == (
        f"{tmp_path.name}/mine.yaml, line 7: leaders.next_tokyo.traits.rivalry.source: "
        "unknown key of sources.bib 'smih2O20'; did you mean 'smith2020'?"
    )
    with pytest.raises(UnknownName, match=r"mine\.yaml, line 8: sources\[1\]: unknown key of "):
        sim.load("mine", laid(tmp_path, sources=['"000 P9"', "smith2021"]))
    with pytest.raises(UnknownName):
        sim.scenarios(tmp_path)


def test_own_list_of_sources__counts_for_the_worlds_beside_it(tmp_path):
    laid(tmp_path, '"smith2020, p. 9; 000 P9; poll_2024 P7"', ["poll_2024", "wits"], BIB)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "own.yaml").write_text(
        "parameters: {bid_gain: {value: 1, source: smith2020}}\n"
    )
    (tmp_path / "child.yaml").write_text("title: Child\ninherits: mine\ntables: [own]\n")
    world = sim.load("child", tmp_path)
    assert world.sources == ("poll_2024", "wits")
    assert world.parameters["bid_gain"].source == "smith2020"
    with pytest.raises(
        WrongKind, match="wanted one of its paragraphs, poll_2024 P1 to poll_2024 P7"
    ):
        sim.load("mine", laid(tmp_path, "poll_2024 P8"))
    # Beside no other world.
    assert "smith2020" not in keys(shipped_folder())
    with pytest.raises(UnknownName):
        sim.load("mine", laid(tmp_path / "tables", "smith2020"))


def test_own_list_of_sources__is_read_anew_once_changed(tmp_path):
    laid(tmp_path, "smith2020")
    with pytest.raises(UnknownName, match=r"unknown key of sources\.bib 'smith2020'; known: 000"):
        sim.load("mine", tmp_path)
    (tmp_path / "sources.bib").write_text(BIB)
    assert sim.load("mine", tmp_path).title == "Mine"
    (tmp_path / "sources.bib").write_text(BIB.replace("smith2020", "smith"))
    with pytest.raises(UnknownName, match="did you mean 'smith'"):
        sim.load("mine", tmp_path)


@pytest.mark.parametrize(
    ("bib", "words"),
    [
        ("@book{smith2020, title = {x}", "line 1: the entry @book does not end"),
        ("@book{a,}\n@book{a,}\n", "line 2: the key 'a' is given twice"),
        ("@book{a, title = {x\x1b[31m}}", "line 1: found the invisible character U+001B"),
        ("%" * 1_000_001, "found 1000001 bytes, wanted at most 1000000"),
    ],
)
def test_own_list_of_sources__that_is_none_is_told_in_one_line(tmp_path, bib, words):
    with pytest.raises(SimError) as caught:
        sim.load("mine", laid(tmp_path, bib=bib))
    assert re.match(rf"{tmp_path.name}/sources\.bib[:,] {re.escape(words)}", str(caught.value))
    # Worlds of other folders do not mind.
    assert sim.load("neglect", tmp_path).name == "neglect"


def test_source_of_an_override__is_free_text():
    event = {"month": "2025-02", "size": 0.5, "source": "my own reading of smith2020"}
    world = sim.load("second_trump_term").replace(**{"events.test": [event]})
    assert world.events["test"][0].source == "my own reading of smith2020"
