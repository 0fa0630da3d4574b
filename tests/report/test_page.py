"""A report's template becomes two files that say the same, whatever names and texts it prints."""

import base64
from pathlib import Path

import jinja2
import pytest

from sim.report import page as room
from sim.report.glossary import EXPLAINED, explained, glossary
from sim.report.markup import Markdown, code, plain, table
from sim.report.page import publish, render, tidy
from sim.report.source import cited_in, pattern
from sim.report.web import web_page
from sim.scenario.reference import references
from tests.report.whole import check_page

TEMPLATE = """\
{% extends "page.md.j2" %}
{% block title %}A page of {{ name }}{% endblock %}
{% block asked %}
One world was run, {{ name }}.
{% endblock %}
{% block found %}
It came to {{ value | with_sign }}.
{% endblock %}
{% block unsaid %}
It says little.
{% endblock %}
{% block reading %}Read on.{% endblock %}
{% block body %}
## First

{{ name }}

| name | value |
|---|--:|
| {{ name }} | {{ value | number(2) }} |
| {{ name | code }} | {{ "x" | code }} |

{% macro bold(text) %}**{{ text }}**{% endmacro %}
- {{ bold(name) }}, see 003 P9 and
  [all](made.csv)

![A picture of {{ name }}](figures/made.png)
{% endblock %}
"""

#: One pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

HARD = (
    *(
        "plain",
        "a|b",
        "<script>alert(1)</script>",
        "*bold* _it_ __x__ **y**",
        "`code` ``",
        "[a](b)",
    ),
    *(
        "![a](b)",
        "# head",
        "- point",
        "1. first",
        "2024. A year",
        "> quote",
        "---",
        "&lt; &#60; & ;",
    ),
    *(
        "jpn_kor_mean",
        "a\\|b\\",
        "{{ name }} {% x %}",
        "two\n\n# lines",
        "~~gone~~",
        "https://x.org",
    ),
)


#: Where each page is written by a study and checked whole, both twins.
CHECKED = {
    "articles": "study/articles/test_measure.py",
    "calibration": "study/calibration/test_calibrate.py",
    "claims": "study/claims/test_table.py",
    "disputed": "study/disputed/test_page.py",
    "hindcast": "study/patterns/test_patterns.py",
    "levers": "study/levers/test_page.py",
    "main_sweep": "study/test_main_sweep.py",
    "parameters": "cli/test_parameters_command.py",
    "summary": "study/test_main_sweep.py",
    "turnover": "study/test_tokyo_turnover.py",
    "washington": "study/test_washingtons_traits.py",
}
TESTS = Path(__file__).resolve().parents[1]
ALL = [one for one in room._templates().list_templates() if one.endswith(".md.j2")]


@pytest.fixture
def made(monkeypatch, tmp_path):
    """Publish the template above with a name in it."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "made.png").write_bytes(PIXEL)
    (tmp_path / "made.csv").write_text("a\n", encoding="utf-8")
    templates = room._templates.__wrapped__()
    templates.loader = jinja2.ChoiceLoader(
        [jinja2.DictLoader({"made.md.j2": TEMPLATE}), templates.loader]
    )
    monkeypatch.setattr(room, "_templates", lambda: templates)
    return lambda **context: publish("made", tmp_path, context)


def test_page__is_whole_in_both_twins(made):
    page = made(name="neglect", value=-0.5)
    check_page(page)
    text = page.read_text(encoding="utf-8")
    assert "<h1>A page of neglect</h1>" in text
    assert '<td class="n">−0.50</td>' in text
    assert text.count('<a href="#source-003">003</a> P9') == text.count("#source-003") == 1
    assert "It came to −0.500." in page.with_suffix(".md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HARD)
def test_text_of_a_file__breaks_neither_twin(made, name):
    text = made(name=name, value=1.0).read_text(encoding="utf-8")
    shown = " ".join(name.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<h1>A page of {shown}</h1>" in text
    assert f"<p>{shown}</p>" in text
    assert f"<td>{shown}</td>" in text
    assert f"<strong>{shown}</strong>" in text or set(name) & set("*_`")
    assert text.count("<tr>") == 3


def test_template__that_lacks_a_number_is_refused(made):
    with pytest.raises(jinja2.UndefinedError, match="name"):
        made(value=1.0)


def test_every_page__is_checked_where_it_is_written():
    templates = {one: room._templates().loader.get_source(room._templates(), one)[0] for one in ALL}
    pages = {one.split(".")[0] for one in ALL if '{% extends "page.md.j2" %}' in templates[one]}
    assert pages == set(CHECKED)
    for place in CHECKED.values():
        assert "check_page(" in (TESTS / place).read_text(encoding="utf-8"), place


def test_every_part__stands_on_a_page():
    templates = {one: room._templates().loader.get_source(room._templates(), one)[0] for one in ALL}
    parts = {one for one in ALL if "extends" not in templates[one]} - {"page.md.j2"}
    whole = "".join(templates.values())
    assert parts == {one for one in parts if f'{{% include "{one}" %}}' in whole}


def test_tidy__leaves_code_as_it_is():
    assert tidy("a\nb\n\n```\nc\nd\n```\n") == "a b\n\n```\nc\nd\n```\n"


def test_table__puts_numbers_right_and_text_left():
    rule = table(["a", "b", "c", "d", "e"], [["x", "−1.2 ± 0.1", "", "P4", "3 of 9"]]).splitlines()[
        1
    ]
    assert rule == "|---|--:|---|---|--:|"


@pytest.mark.parametrize("text", HARD)
def test_escaping_twice__changes_nothing(text):
    assert plain(plain(text)) == plain(text)
    assert isinstance(code(text), Markdown)


def test_terms__are_explained_once_where_they_first_stand():
    text = explained("# Replicates\n\nSome `replicate`.\n\nA replicate.\n\n| a |\n|---|\n| bid |\n")
    assert text.count("> **replicate**") == 1
    lines = text.splitlines()
    assert lines[lines.index("Some `replicate`.") + 2].startswith("> **replicate**: one run of a")
    assert lines[-1].startswith("> **bid**: ")


def test_terms__stand_in_the_glossary():
    assert set(EXPLAINED) <= set(glossary())


def test_sources__are_found_outside_of_code_and_numbers():
    assert cited_in("001 P3, `002 P4`, 0.003, 1,004, 004%") == ["001"]
    assert all(pattern().fullmatch(key) for key in references())


def test_page_without_sources_or_sections__has_neither_list(tmp_path):
    page = web_page("# A\n\nOne. Two. Three.\n", tmp_path)
    assert "<nav" not in page
    assert "Articles and sources" not in page


def test_render__says_what_a_key_stands_for(made):
    assert "- **003**: Aum 2022, " in render("made", {"name": "a", "value": 1.0})
