"""Files: text that stays text, words for those who cannot see, no day, every format asked for."""

import re
from xml.etree import ElementTree

import pytest

from sim import plots
from sim.errors import SimError
from tests.plots.gallery import drawn

SVG = "{http://www.w3.org/2000/svg}"


def test_svg__holds_text_as_text_in_type_that_every_system_has(tmp_path):
    fig = drawn("fan")
    (svg,) = plots.save(fig, tmp_path, "fan", formats=["svg"])
    root = ElementTree.parse(svg).getroot()
    said = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert "hostile" in said
    assert "Ruling" in said
    assert "does not predict" in said
    families = set(re.findall(r"font(?:-family)?: [^;\"]*?('[^;\"]*)", svg.read_text("utf-8")))
    assert families
    assert all(one.endswith("Verdana, Arial, sans-serif") for one in families)


def test_svg__has_title_and_description_for_a_screen_reader(tmp_path):
    (svg,) = plots.save(drawn("fan"), tmp_path, "fan", formats=["svg"], says="A < B & “C”")
    root = ElementTree.parse(svg).getroot()
    assert root.get("role") == "img"
    named = root.get("aria-labelledby", "").split()
    title, desc = list(root)[:2]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert [title.get("id"), desc.get("id")] == named
    assert desc.text == "A < B & “C”"


def test_pdf__embeds_truetype_and_holds_no_day(tmp_path):
    fig = drawn("decile_effects")
    (pdf,) = plots.save(fig, tmp_path, "deciles", formats=["pdf"])
    (again,) = plots.save(fig, tmp_path / "b", "deciles", formats=["pdf"])
    data = pdf.read_bytes()
    assert data == again.read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/FontFile2" in data  # TrueType, embedded (PDF 32000-1, 9.9)
    assert b"/Type3" not in data
    assert b"CreationDate" not in data
    assert b"/Title" in data


def test_formats__are_written_in_the_order_asked_and_each_once(tmp_path):
    paths = plots.save(drawn("forest"), tmp_path, "f", formats=["pdf", "png", "pdf"])
    assert [path.name for path in paths] == ["f.pdf", "f.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.pdf", "f.png"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"formats": ["jpg"]}, "formats: unknown format 'jpg'"),
        ({"style": "slides"}, "style: unknown style 'slides'; did you mean 'slide'?"),
    ],
)
def test_save__refuses_what_it_does_not_know(asked, said, tmp_path):
    with pytest.raises(SimError) as fault:
        plots.save(drawn("forest"), tmp_path, "f", **asked)
    assert str(fault.value).startswith(said)
    assert not list(tmp_path.iterdir())


def test_slide__is_saved_wide_and_says_what_the_picture_says(tmp_path):
    fig = drawn("forest")
    png, svg = plots.save(fig, tmp_path, "f", style="slide")
    data = png.read_bytes()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1920, 1080)
    root = ElementTree.parse(svg).getroot()
    assert root.get("viewBox") == "0 0 960 540"
    assert list(root)[1].text == plots.alt_text(fig)
