"""Walk a built site: every link inside leads somewhere, and nothing is fetched from outside."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

__all__ = ["Page", "faults", "read_page"]

#: Attributes by which a browser fetches something for the page, by tag.
_FETCHED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}

#: What a `link` of these kinds names is not fetched.
_NAMED = {"canonical", "next", "prev", "alternate", "edit"}

_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?(https?:|//)", re.IGNORECASE)


@dataclass
class Page:
    """What a page links to, what it fetches, and the places in it that have a name."""

    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    styles: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if found.get("id"):
            self.page.names.add(found["id"])
        if tag == "a" and found.get("name"):
            self.page.names.add(found["name"])
        if tag in ("a", "area") and "href" in found:
            self.page.links.append(found["href"])
        attribute = _FETCHED.get(tag)
        if attribute and found.get(attribute) and not _NAMED & set(found.get("rel", "").split()):
            self.page.fetched.append(found[attribute])
        if "srcset" in found:
            self.page.fetched += [part.split()[0] for part in found["srcset"].split(",")]
        self.page.styles += found.get("style", "")
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.page.styles += data


def read_page(text: str) -> Page:
    """Return what a page links to, fetches and names.

    Examples
    --------
    >>> page = read_page('<p id="a"><a href="#a">a</a><img src="b.png"></p>')
    >>> page.links, page.fetched, page.names
    (['#a'], ['b.png'], {'a'})
    """
    reader = _Reader()
    reader.feed(text)
    return reader.page


def faults(folder: Path, *, absent: str = "") -> list[str]:
    """Return a line for each fault of a built site.

    A fault is a link to a file or a place that is not there, an address that begins at a server's
    root, or anything that a browser would fetch from elsewhere. Links outside, for a reader to
    follow, are none.

    Parameters
    ----------
    folder : the site
    absent : a folder of it, such as `live`, whose pages are another's: what they link to is not
        looked at, and where the folder is not there, what links to it is not either
    """
    # A folder that is not there at all is made elsewhere, and links to it cannot be followed.
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {
        name: read_page((folder / name).read_text(encoding="utf-8"))
        for name in sorted(files)
        if name.endswith(".html") and not (absent and name.startswith(f"{absent}/"))
    }
    found = []
    unmade = absent if not any(name.startswith(f"{absent}/") for name in files) else ""
    for name, page in pages.items():
        for to in page.links:
            fault = _fault(to, name, files, pages, unmade)
            if fault:
                found.append(f"{name}: {to}: {fault}")
        for to in page.fetched:
            if _outside(to):
                found.append(f"{name}: {to}: fetched from outside")
            elif not to.startswith("data:") and _target(to, name) not in files:
                found.append(f"{name}: {to}: no such file")
        if _STYLE.search(page.styles):
            found.append(f"{name}: a style fetches from outside")
    return found + list(_in_styles(folder))


def _in_styles(folder: Path) -> Iterator[str]:
    """Yield a line for each style sheet that fetches from outside."""
    for path in sorted(folder.rglob("*.css")):
        if _STYLE.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder).as_posix()}: fetches from outside"


def _outside(to: str) -> bool:
    return to.startswith("//") or urlsplit(to).scheme in ("http", "https", "ftp")


def _target(to: str, name: str) -> str:
    """Return the path within the site that a link on a page leads to."""
    path = unquote(urlsplit(to).path)
    return normpath(join(dirname(name), path)) if path else name


def _fault(
    to: str, name: str, files: AbstractSet[str], pages: Mapping[str, Page], absent: str
) -> str:
    """Return what is wrong with a link on a page; '' where nothing is."""
    parts = urlsplit(to)
    if _outside(to) or parts.scheme in ("mailto", "data"):
        return ""
    if parts.scheme or to.startswith("/"):
        return "leads to no file of the site"
    target = _target(to, name)
    if target.startswith(".."):
        return "leads out of the site"
    if absent and target.startswith(f"{absent}/"):
        return ""
    if target not in files:
        return "no such file"
    anchor = unquote(parts.fragment)
    there = pages.get(target)
    if anchor and there is not None and anchor not in there.names and anchor != "__top":
        return "no such place on the page"
    return ""
