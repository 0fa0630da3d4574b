"""The reader of plain data: what it takes, what it refuses, and that nothing is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import MalformedFile
from sim.scenario.document import DEEPEST, parse, read
from sim.scenario.text import LARGEST


def test_parse__knows_numbers_words_and_text_apart():
    found = parse(
        "a: 1\nb: -0.5\nc: 1e-3\nd: true\ne: null\nf: 2012-01\ng: 2012-01-05\nh: off\n"
        "i: '0.5'\nj: 0x1F\nk: 1_000\nl: 12:30\nm: .inf\nn: yes\no: [1, x]\np: {q: 2}\n",
        "here",
    )
    assert found == {
        "a": 1,
        "b": -0.5,
        "c": 0.001,
        "d": True,
        "e": None,
        "f": "2012-01",
        "g": "2012-01-05",
        "h": "off",
        "i": "0.5",
        "j": "0x1F",
        "k": "1_000",
        "l": "12:30",
        "m": ".inf",
        "n": "yes",
        "o": [1, "x"],
        "p": {"q": 2},
    }
    assert type(found["a"]) is int


def test_parse__keeps_keys_as_text():
    assert parse("2025-01: 0.5\n7: a\ntrue: b\n", "here") == {"2025-01": 0.5, "7": "a", "true": "b"}


def test_parse__takes_letters_of_any_language():
    assert parse("title: 日韓 관계\n", "here") == {"title": "日韓 관계"}


def test_parse__does_not_merge_keys():
    assert parse("<<: {a: 1}\nb: 2\n", "here") == {"<<": {"a": 1}, "b": 2}


@pytest.mark.parametrize("depth", [DEEPEST, 100_000])
def test_parse__refuses_deep_nesting_without_falling_over(depth):
    with pytest.raises(MalformedFile, match="nested deeper"):
        parse("a: " + "[" * depth + "]" * depth, "here")


def test_parse__runs_nothing(tmp_path):
    mark = tmp_path / "mark"
    with pytest.raises(MalformedFile, match="tag"):
        parse(f"a: !!python/object/apply:pathlib.Path.touch ['{mark}']\n", "here")
    assert not mark.exists()


def test_read__refuses_a_huge_file(tmp_path):
    path = tmp_path / "huge.yaml"
    path.write_text("a: 1\n" + "#" * LARGEST)
    with pytest.raises(MalformedFile, match=f"wanted at most {LARGEST}"):
        read(path, "huge.yaml")


def test_read__names_the_line_that_is_not_utf8(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(MalformedFile, match="line 2: not UTF-8"):
        read(path, "latin.yaml")


def test_read__names_a_file_that_cannot_be_opened(tmp_path):
    with pytest.raises(MalformedFile, match=r"nothing\.yaml: cannot be opened"):
        read(tmp_path / "nothing.yaml", "nothing.yaml")


def holds_to_the_promise(text: str) -> bool:
    """Whether a text gives a mapping, or an error of one line."""
    try:
        found = parse(text, "here")
    except MalformedFile as fault:
        return "\n" not in str(fault)
    return isinstance(found, dict)


@given(st.text(max_size=200))
def test_parse__gives_a_mapping_or_one_clear_line(text):
    assert holds_to_the_promise(text)


@given(st.text(alphabet="{}[]:,-&*!|>?#'\"% \n\ta1", max_size=60))
def test_parse__survives_any_punctuation(text):
    assert holds_to_the_promise(text)
