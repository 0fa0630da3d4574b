"""Lists of sources: which keys a BibTeX file has, whatever else stands in it."""

import random

import pytest

from sim.errors import MalformedFile, hidden
from sim.scenario import shipped_folder
from sim.scenario.bibliography import Entry, entries

SHIPPED = (shipped_folder() / "sources.bib").read_text(encoding="utf-8")

WILD = r"""
% a remark with @book{not_this, title = {x}}
Anything between entries is a remark: me@home.org (nothing), 5 % {of it @book{nor_this,}
@string{jcr = "Journal {of} Conflict"}
@Comment{ @book{nor_that, title = {x}} }
@preamble("\newcommand{\x}{y}")
@book(round2020, title = "A (B) {C)}", note = {50% of {x}})
@MISC { odd:key/c-1.2+x ,
  title = "Say {"}hi{"} to 5% of {them}", % an unbalanced { in a remark
  paragraphs = 12,
}
@book{bare}
@article{한국2020, title = {관계}}
"""


def test_keys__are_found_among_remarks_strings_and_braces():
    assert entries(WILD, "here") == {
        "round2020": Entry("round2020", None),
        "odd:key/c-1.2+x": Entry("odd:key/c-1.2+x", 12),
        "bare": Entry("bare", None),
        "한국2020": Entry("한국2020", None),
    }


def test_keys__of_the_shipped_list_are_all_there():
    found = entries(SHIPPED, "sources.bib")
    assert len(found) == sum(line.startswith("@") for line in SHIPPED.splitlines())
    assert {key: one.paragraphs for key, one in found.items() if one.paragraphs} == {
        "000": 18,
        "001": 12,
        "002": 16,
        "003": 33,
        "004": 18,
    }


@pytest.mark.parametrize(
    "text", ["", "% nothing but this", "no entry at all", "\n\n", "@ {x}", "@"]
)
def test_text__without_an_entry_has_no_keys(text):
    assert entries(text, "here") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@book{a, title = {x}", "line 1: the entry @book does not end; look at its brackets"),
        ('\n@book{a, title = "x}\n', "line 2: the entry @book does not end"),
        ("@book(a, title = {x}}", "line 1: the entry @book does not end"),
        ("@book{, title = {x}}", "line 1: found @book without a key, wanted @book{key, …}"),
        ("@book{title = {x}}", "line 1: found @book without a key"),
        ("@book{two words, title = {x}}", "line 1: found @book without a key"),
        ("@book{a,}\n\n@book{a,}", "line 3: the key 'a' is given twice"),
        ("@" + "a" * 100_000 + "{", "line 1: the entry @aaaa"),
        (("@a{" + "b" * 1_000 + "}") * 2, "line 1: the key 'bbbb"),
        ("@a{b" * 200_000, "line 1: the entry @a does not end"),
    ],
)
def test_list__that_is_none_ends_in_one_line(text, words):
    with pytest.raises(MalformedFile) as caught:
        entries(text, "here")
    assert str(caught.value).startswith(f"here, {words}")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("seed", range(5))
def test_mutant__gives_keys_or_one_line(seed):
    luck = random.Random(seed)
    for _ in range(100):
        letters = list(SHIPPED[: luck.randrange(1, 6_000)])
        for _ in range(luck.randrange(1, 6)):
            letters[luck.randrange(len(letters))] = luck.choice('{}()"%@,=\n \\')
        said = ""
        try:
            found = entries("".join(letters), "here")
        except MalformedFile as fault:
            said, found = str(fault), {}
        assert len(said) < 200
        assert hidden(said) is None
        assert all(key == one.key and key.split() == [key] for key, one in found.items())
