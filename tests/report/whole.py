"""What holds of every report's page, checked on the files that a study left."""

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from sim.scenario.reference import references

#: Ends of sentences: a full stop before a capital letter or a digit, or at the end.
SENTENCE = re.compile(r"[.!?](?=\s+[A-ZÀ-Þ“\d]|\s*$)")
VOID = {"img", "meta", "br", "hr"}


class Page(HTMLParser):
    """Reads a page: its tags, ids and links, its words, and those outside of code."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.ids, self.links = [], [], set(), []
        self.sources, self.words, self.prose, self.summary, self.loose = [], [], [], "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        self.tags.append((tag, of))
        self.ids |= {of["id"]} if "id" in of else set()
        if tag == "a":
            self.links.append(of["href"])
        if "src" in of:
            self.sources.append(of["src"])
            self.words.append(of["alt"])
        if tag not in VOID:
            self.open.append((tag, of))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        inside = [tag for tag, _ in self.open]
        if not {"head", "nav"} & set(inside):
            self.words.append(data)
            if not {"code", "pre"} & set(inside):
                self.prose.append(data)
            if "a" not in inside:
                self.loose.append(data)
        if any(of.get("class") == "summary" for _, of in self.open):
            self.summary += data


def markdown_words(text):
    """The words of a Markdown text, in order, read from its parse and not from any page."""
    words = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "fence":
            words.append(token.content)
        for child in token.children or ():
            words.append(" " if child.type == "softbreak" else child.content)
        words.append(" ")
    return "".join(words).split()


def check_page(path):
    """Both twins of a report are whole; `path` is the page that the study returned."""
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    # One file: nothing is fetched, and every link leads to a place on the page.
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert "url(" not in text
    assert "@import" not in text
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert all(link[0] == "#" and link[1:] in page.ids for link in page.links), page.links
    assert not re.search(r"""["']https?://|src="?figures""", text)
    # One title, three sentences on top.
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert len(SENTENCE.findall(page.summary)) == 3, page.summary
    assert all(of["alt"].strip() for tag, of in page.tags if tag == "img")
    assert "<th></th>" not in text
    # Keys of articles lead to the list of sources, and nothing is left of template or Markdown.
    articles = "|".join(key for key in references() if key.isdigit())
    loose = " ".join(page.loose)
    listed = loose.partition("Articles and sources")[0]
    assert not re.search(rf"\b({articles}) P\d", listed)
    prose = "\n".join(page.prose)
    assert not re.search(
        r"\{\{|\}\}|\{%|%\}|\*\*|`|\]\(|^\s*#|\||\\|Undefined|\bNone\b(?!\.)|\bnan\b",
        prose,
        re.MULTILINE,
    )
    # The twin says the same, word for word.
    twin = path.with_suffix(".md").read_text(encoding="utf-8")
    found = re.sub(r"\s+", "", "".join(page.words))
    assert found == "".join(markdown_words(twin))
    for link in re.findall(r"\]\(([^)#]+)\)", twin):
        assert (path.parent / link).is_file(), link
