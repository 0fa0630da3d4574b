"""Sources as one cites them."""

from sim.scenario import shipped_folder
from sim.scenario.bibliography import fields
from sim.scenario.citation import keys
from sim.scenario.reference import cited, references


def test_every_source__has_a_text_of_its_own():
    found = references()
    assert set(found) == set(keys(shipped_folder()))
    assert len(set(found.values())) == len(found)
    assert not [text for text in found.values() if "{" in text or "  " in text]


def test_source_without_an_author__begins_with_its_title():
    assert references()["001"].startswith("On the meeting of Lee Jae-myung")
    assert references()["001"].endswith(", 2025")


def test_paragraphs__are_told_with_the_article():
    (one,) = cited("003 P20-P22")
    assert one.text.endswith("United States Institute of Peace, paragraphs 20 to 22")
    assert (one.first, one.last) == (20, 22)


def test_several_places__are_told_one_by_one_and_once():
    found = cited("000 P18, 001 P5; public record for the day, 000 P18; imf_dots, wits")
    assert [(one.key, one.first) for one in found] == [
        ("000", 18),
        ("001", 5),
        ("imf_dots", None),
        ("wits", None),
    ]


def test_literature__is_found_as_it_is_cited():
    assert [one.key for one in cited("Putnam 1988, 002 P14; assumed: small")] == [
        "putnam1988",
        "002",
    ]


def test_words_that_look_like_a_key__are_none():
    assert cited("1000 P18 and 0003, imf_dots_x, my.wits") == ()


def test_sources_of_ones_own__stand_beside_the_shipped(tmp_path):
    (tmp_path / "sources.bib").write_text(
        "@book{smith2020, author = {Smith, A. and Jones, B.}, title = {A {B}}, year = 2020}\n",
        encoding="utf-8",
    )
    assert references(tmp_path)["smith2020"] == "Smith and Jones 2020, A B"
    assert "000" in references(tmp_path)


def test_fields__are_read_from_braces_quotes_and_bare_numbers():
    text = '@misc{a, title = {Of {US} \\& {UK}}, note = "x, y", year = 1999}\n'
    assert fields(text, "here")["a"] == {"title": "Of US & UK", "note": "x, y", "year": "1999"}
