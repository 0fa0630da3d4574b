"""The index of all lessons, one a language: pages without a script, in the style of the others."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from sim.lesson.build import fill, page_file, policy
from sim.lesson.lesson import Lesson
from sim.lesson.text import filled

__all__ = ["index_name", "index_of"]


def index_name(index: str, language: str) -> str:
    """Return the name of the index in a language, beside the English one.

    Examples
    --------
    >>> index_name("index.html", "en"), index_name("index.html", "ko")
    ('index.html', 'index.ko.html')
    """
    stem, dot, ending = index.rpartition(".")
    return index if language == "en" else f"{stem}.{language}{dot}{ending}"


def index_of(
    lessons: Sequence[Lesson],
    said: Mapping[str, Any],
    bundle: str = "",
    language: str = "en",
    index: str = "index.html",
    numbers: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Return the index of a language as HTML.

    Parameters
    ----------
    lessons : in the order in which a class may take them
    said : words by language, as `sim.lesson.words.words` gives them
    bundle : address of a file that holds all pages; empty where there is none
    language : of this index
    index : address of the English one
    numbers : by lesson, those that its question names

    Examples
    --------
    >>> from sim.lesson.read import read_lesson
    >>> from sim.lesson.words import words
    >>> text = index_of([read_lesson("a_broker_who_cares")], words(), language="ja")
    >>> '<a href="a_broker_who_cares.html#lang=ja">' in text
    True
    """
    page = said[language]["page"]
    style = page_file("page.css")
    fields = {
        "language": language,
        "title": html.escape(page["index_title"]),
        "says": html.escape(page["index_says"]),
        "disclaimer": html.escape(page["disclaimer"]),
        "switch": _switch(said, language, index, page),
        # A translation says so at the switch, English at the foot.
        "unread": _unread(said[language]) if language != "en" else "",
        "unread_below": _unread(said[language]) if language == "en" else "",
        "download": _download(page, bundle),
        "lessons": "\n".join(
            _entry(k, one, said, language, numbers or {}) for k, one in enumerate(lessons, 1)
        ),
        "policy": html.escape(policy(style)),
        "style": style,
    }
    return fill(page_file("index.html"), fields)


def _switch(said: Mapping[str, Any], language: str, index: str, page: Mapping[str, str]) -> str:
    """Return the languages, each as it calls itself; the one that is shown is no link."""
    names = []
    for one, of in said.items():
        name = html.escape(of["name"])
        if one == language:
            names.append(f'<strong lang="{one}">{name}</strong>')
        else:
            address = html.escape(index_name(index, one))
            names.append(f'<a href="{address}" lang="{one}" hreflang="{one}">{name}</a>')
    label = html.escape(page["language"])
    inside = f'<span class="switches">{" ".join(names)}</span>'
    return f'<nav class="bar" aria-label="{label}">{inside}</nav>'


def _unread(said: Mapping[str, Any]) -> str:
    """Return that nobody who speaks the language from childhood has read its words."""
    if said["read_by_native_speaker"]:
        return ""
    return f'<p class="unread">{html.escape(said["page"]["unread"])}</p>'


def _download(page: Mapping[str, str], bundle: str) -> str:
    """Return the line that offers all pages in one file."""
    if not bundle:
        return ""
    return f'<p><a href="{html.escape(bundle)}">{html.escape(page["index_download"])}</a></p>'


def _entry(
    place: int,
    lesson: Lesson,
    said: Mapping[str, Any],
    language: str,
    numbers: Mapping[str, Mapping[str, str]],
) -> str:
    """Return one lesson's place in the list: title, question, and how long it takes."""
    own = (said[language].get("lessons") or {}).get(lesson.name, {})
    address = html.escape(f"{lesson.name}.html" + ("" if language == "en" else f"#lang={language}"))
    question = filled(own.get("question", lesson.question), numbers.get(lesson.name, {}))
    minutes = " / ".join(map(str, sorted(lesson.paths)))
    told = said[language]["page"]["minutes"].format(minutes=minutes)
    title = html.escape(own.get("title", lesson.title))
    lines = [
        '<li class="card">',
        f'<h2><span class="home">{place}.</span> <a href="{address}">{title}</a></h2>',
        f"<p>{html.escape(question)}</p>",
        f'<p class="note">{html.escape(told)}</p>' if minutes else "",
        "</li>",
    ]
    return "\n".join(line for line in lines if line)
