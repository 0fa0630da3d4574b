"""The index of all lessons: a page without a script, in the style of the others."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from sim.lesson.build import fill, page_file, policy
from sim.lesson.lesson import Lesson

__all__ = ["index_of"]

#: Languages beside English that a lesson may be read in.
_OTHERS = ("ko", "ja")


def index_of(lessons: Sequence[Lesson], said: Mapping[str, Any], bundle: str = "") -> str:
    """Return the index as HTML.

    Parameters
    ----------
    lessons : in the order of the page
    said : words by language, as `sim.lesson.words.words` gives them
    bundle : address of a file that holds all pages; empty where there is none

    Examples
    --------
    >>> from sim.lesson.read import read_lesson
    >>> from sim.lesson.words import words
    >>> text = index_of([read_lesson("a_broker_who_cares")], words())
    >>> '<a href="a_broker_who_cares.html">A broker who cares</a>' in text
    True
    """
    page = said["en"]["page"]
    style = page_file("page.css")
    fields = {
        "title": html.escape(page["index_title"]),
        "says": html.escape(page["index_says"]),
        "disclaimer": html.escape(page["disclaimer"]),
        "download": _download(page, bundle),
        "lessons": "\n".join(_entry(lesson, said) for lesson in lessons),
        "policy": html.escape(policy(style)),
        "style": style,
    }
    return fill(page_file("index.html"), fields)


def _download(page: Mapping[str, str], bundle: str) -> str:
    """Return the line that offers all pages in one file."""
    if not bundle:
        return ""
    return f'<p><a href="{html.escape(bundle)}">{html.escape(page["index_download"])}</a></p>'


def _entry(lesson: Lesson, said: Mapping[str, Any]) -> str:
    """Return one lesson's place in the list: title, question, and its other languages."""
    address = html.escape(f"{lesson.name}.html")
    others = [
        f'<a href="{address}#lang={language}" lang="{language}">{html.escape(title)}</a>'
        for language in _OTHERS
        if (title := _title(said.get(language, {}), lesson.name))
    ]
    lines = [
        '<li class="card">',
        f'<h2><a href="{address}">{html.escape(lesson.title)}</a></h2>',
        f"<p>{html.escape(lesson.question)}</p>",
        f'<p class="note">{" · ".join(others)}</p>' if others else "",
        "</li>",
    ]
    return "\n".join(line for line in lines if line)


def _title(said: Mapping[str, Any], name: str) -> str:
    """Return what a language calls a lesson; empty where it does not say."""
    return str((said.get("lessons") or {}).get(name, {}).get("title", ""))
