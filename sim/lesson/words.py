"""The page's words in three languages: read, and held to the same keys and the same {names}.

Each language has one file. English has the page's words; what a lesson says stands in English in
the lesson itself, so the other languages have `lessons`, `roles`, `glossary` and `expected` (what
articles say of levers) besides.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, UnknownName, WrongKind, shown
from sim.lesson.lesson import Lesson
from sim.lesson.read import lesson_names, read_lesson
from sim.lesson.robust import expectations
from sim.lesson.shared import Role, Term, glossary, roles
from sim.lesson.text import filled, names_in
from sim.scenario.document import read

__all__ = [
    "LANGUAGES",
    "check_lessons",
    "check_words",
    "of_lesson",
    "read_words",
    "words",
    "words_for",
]

#: Languages of the page, English first.
LANGUAGES = ("en", "ko", "ja")

_FOLDER = Path(__file__).with_name("words")

#: What only the other languages have.
_ADDED = ("lessons", "roles", "glossary", "expected")

#: Texts and lists of texts that other languages say of every lesson that has them.
_SAID = (
    *("title", "question", "background", "finding", "surprise", "open", "disputed"),
    *("worksheet", "notes", "limits"),
)


def read_words(language: str, folder: Path = _FOLDER) -> dict[str, Any]:
    """Return one language's file as plain data.

    Raises
    ------
    UnknownName
        For a language that the page does not have.
    MalformedFile
        If the file cannot be read.

    Examples
    --------
    >>> read_words("ko")["capitals"]["seoul"], read_words("ja")["capitals"]["tokyo"]
    ('서울', '東京')
    """
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)
    return read(folder / f"{language}.yaml", f"words/{language}.yaml")


def words(folder: Path = _FOLDER) -> dict[str, dict[str, Any]]:
    """Return every language's words, checked against English.

    Raises
    ------
    SimError
        One line for the first key that is missing, or too many, or the first {name} that differs.

    Examples
    --------
    >>> found = words()
    >>> list(found), found["ja"]["read_by_native_speaker"]
    (['en', 'ko', 'ja'], False)
    """
    found = {language: read_words(language, folder) for language in LANGUAGES}
    for language in LANGUAGES:
        check_words(found[language], found["en"], f"words/{language}.yaml")
    return found


def words_for(lessons: Sequence[Lesson]) -> dict[str, dict[str, Any]]:
    """Return every language's words; of lessons, what is said of these alone.

    Translations are of the shipped lessons. One of another folder is another lesson, whatever it is
    called: it is in English until somebody translates it.

    Examples
    --------
    >>> from sim.lesson.read import read_lesson
    >>> list(words_for([read_lesson("who_pays")])["ja"]["lessons"])
    ['who_pays']
    """
    shipped = lesson_names()
    ours = {one.name for one in lessons if one.name in shipped and one == read_lesson(one.name)}
    found = words()
    for said in found.values():
        said.pop("story", None)  # of `sim.story`; no page has it
        if "lessons" in said:
            said["lessons"] = {name: of for name, of in said["lessons"].items() if name in ours}
    return found


def check_words(other: Mapping[str, Any], english: Mapping[str, Any], place: str) -> None:
    """Raise unless a language has the page's words under the same keys with the same {names}.

    Examples
    --------
    >>> check_words({"page": {"bet": "{n} 중"}}, {"page": {"bet": "of {count}"}}, "words/ko.yaml")
    Traceback (most recent call last):
    sim.errors.MalformedFile: words/ko.yaml: page.bet: found the names {n}, wanted {count}
    """
    kept = {key: value for key, value in other.items() if key not in _ADDED}
    _same(kept, english, place, "")


def _same(other: Any, english: Any, place: str, field: str) -> None:
    """Raise unless two pieces of plain data have one shape, and their texts the same names."""
    if isinstance(english, Mapping):
        if not isinstance(other, Mapping):
            raise WrongKind(shown(other), "a mapping, as in English", place=place, field=field)
        for key in other:
            if key not in english:
                raise UnknownName("key", key, english, place=place, field=field)
        for key, value in english.items():
            at = f"{field}.{key}" if field else key
            if key not in other:
                missing = f"'{value}'" if isinstance(value, str) else "what English has there"
                raise WrongKind("nothing", f"words for {missing}", place=place, field=at)
            _same(other[key], value, place, at)
    elif isinstance(english, list | tuple):
        if not isinstance(other, list) or len(other) != len(english):
            found = f"{len(other)} texts" if isinstance(other, list) else shown(other)
            wanted = f"a list of {len(english)} texts, as in English"
            raise WrongKind(found, wanted, place=place, field=field)
        for k, value in enumerate(english):
            _same(other[k], value, place, f"{field}[{k}]")
    elif isinstance(english, str):
        _same_names(other, english, place, field)
    elif not isinstance(other, bool):
        raise WrongKind(shown(other), "true or false", place=place, field=field)


def _same_names(other: Any, english: str, place: str, field: str) -> None:
    """Raise unless a text says something, with the same names in braces."""
    if not isinstance(other, str) or not other.strip():
        raise WrongKind(shown(other), "text", place=place, field=field)
    found, wanted = sorted(names_in(other)), sorted(names_in(english))
    if found != wanted:
        braces = [", ".join(f"{{{name}}}" for name in names) or "none" for names in (found, wanted)]
        message = f"found the names {braces[0]}, wanted {braces[1]}"
        raise MalformedFile(message, place=place, field=field)


def check_lessons(
    other: Mapping[str, Any], lessons: Sequence[Lesson], place: str, *, whole: bool = True
) -> None:
    """Raise unless a language says of lessons, roles, words and levers all that English does.

    Parameters
    ----------
    whole : bool
        Whether it may say of no other lesson.
    """
    said = other.get("lessons") or {}
    known = [lesson.name for lesson in lessons]
    for name in said:
        if whole and name not in known:
            raise UnknownName("lesson", name, known, place=place, field="lessons")
    for lesson in lessons:
        at = f"lessons.{lesson.name}"
        if lesson.name not in said:
            raise WrongKind("nothing", "what the lesson says", place=place, field=at)
        _same(said[lesson.name], _english(lesson), place, at)
    _same(other.get("roles"), _cards(roles()), place, "roles")
    _same(other.get("glossary"), _terms(glossary()), place, "glossary")
    _same(other.get("expected"), expectations(), place, "expected")


def _english(lesson: Lesson) -> dict[str, Any]:
    """Return what English says of a lesson and other languages say again."""
    found: dict[str, Any] = {name: getattr(lesson, name) for name in _SAID}
    found |= {
        "says": lesson.outcome.says,
        "puzzle": "" if lesson.puzzle is None else lesson.puzzle.says,
        "world_says": {} if lesson.world_says is None else vars(lesson.world_says),
        "reasons": lesson.reasons,
        "paths": {str(minutes): steps for minutes, steps in lesson.paths.items()},
        "labels": {lever.key: lever.label for lever in lesson.levers},
        "ends": {lever.key: vars(lever.ends) for lever in lesson.levers if lever.ends},
    }
    return {name: value for name, value in found.items() if value}


def _cards(found: Mapping[str, Role]) -> dict[str, Any]:
    """Return role cards as other languages have them; sources are in English alone."""
    return {
        capital: {part: list(getattr(role, part)) for part in ("wants", "fears", "can")}
        for capital, role in found.items()
    }


def _terms(found: Mapping[str, Term]) -> dict[str, Any]:
    """Return the glossary as other languages have it."""
    return {key: {"term": term.term, "says": term.says} for key, term in found.items()}


def of_lesson(said: Mapping[str, Any], name: str, numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return what a language says of a lesson, with its numbers in; empty where it says nothing.

    Parameters
    ----------
    said : mapping
        A language's words.
    numbers : mapping
        As `sim.lesson.numbers.numbers_of` returns them.

    Examples
    --------
    >>> said = {"lessons": {"one": {"finding": "100 중 {share_b}", "labels": {"months": "기간"}}}}
    >>> of_lesson(said, "one", {"share_b": "94"})
    {'finding': '100 중 94', 'labels': {'months': '기간'}}
    """
    lesson: dict[str, Any] = (said.get("lessons") or {}).get(name, {})
    return {key: _filled(value, numbers) for key, value in lesson.items()}


def _filled(value: Any, numbers: Mapping[str, str]) -> Any:
    """Return texts, and lists and mappings of texts, with their numbers in."""
    if isinstance(value, Mapping):
        return {key: _filled(item, numbers) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, numbers) for item in value]
    return filled(value, numbers)
