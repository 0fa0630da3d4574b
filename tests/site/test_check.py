"""The walk over a built site finds each kind of fault, and nothing where there is none."""

import pytest

from sim.site.check import faults, read_page


@pytest.fixture
def site(tmp_path):
    """A site of two pages without a fault."""
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/b.html#there">b</a> <a href="https://example.org">out</a> <img src="p.png">'
        '<a href="#top" id="top">top</a> <a href="mailto:a@example.org">mail</a>',
        encoding="utf-8",
    )
    (tmp_path / "a" / "b.html").write_text(
        '<h2 id="there">b</h2><a href="../index.html">home</a>'
        '<img src="data:image/png;base64,AA"><link rel="canonical" href="https://example.org">',
        encoding="utf-8",
    )
    (tmp_path / "p.png").write_bytes(b"")
    return tmp_path


def test_site_without_a_fault__has_none(site):
    assert faults(site) == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<a href="c.html">c</a>', "more.html: c.html: no such file"),
        ('<a href="a/b.html#here">b</a>', "more.html: a/b.html#here: no such place on the page"),
        ('<a href="#here">b</a>', "more.html: #here: no such place on the page"),
        ('<a href="/index.html">b</a>', "more.html: /index.html: leads to no file of the site"),
        ('<a href="../outside.html">b</a>', "more.html: ../outside.html: leads out of the site"),
        ('<a href="file:///etc/passwd">b</a>', "leads to no file of the site"),
        ('<a href="a/">folder</a>', "more.html: a/: no such file"),
        ('<img src="q.png">', "more.html: q.png: no such file"),
        (
            '<img src="https://example.org/p.png">',
            "https://example.org/p.png: fetched from outside",
        ),
        ('<script src="//example.org/x.js"></script>', "//example.org/x.js: fetched from outside"),
        ('<link rel="stylesheet" href="http://example.org/x.css">', "fetched from outside"),
        ('<iframe src="https://example.org"></iframe>', "fetched from outside"),
        ('<img srcset="p.png 1x, https://example.org/p.png 2x">', "fetched from outside"),
        ("<style>@import 'https://example.org/x.css'</style>", "a style fetches from outside"),
        ('<p style="background: url(//example.org/p.png)">a</p>', "a style fetches from outside"),
    ],
)
def test_fault__is_one_line(site, html, told):
    (site / "more.html").write_text(html, encoding="utf-8")
    (found,) = faults(site)
    assert found.endswith(told)


def test_style_sheet__that_fetches_is_a_fault(site):
    (site / "x.css").write_text('@font-face { src: url("https://example.org/f.woff") }')
    assert faults(site) == ["x.css: fetches from outside"]
    (site / "x.css").write_text("a { background: url('data:image/svg+xml;utf8,<svg>') }")
    assert faults(site) == []


def test_folder_made_elsewhere__is_passed_over(site):
    (site / "more.html").write_text('<a href="live/x.html">x</a>', encoding="utf-8")
    assert faults(site, absent="live") == []
    assert len(faults(site)) == 1
    (site / "live").mkdir()
    (site / "live" / "y.html").write_text('<a href="nowhere.html">x</a>', encoding="utf-8")
    assert faults(site, absent="live") == ["more.html: live/x.html: no such file"]


def test_page__tells_links_from_what_is_fetched():
    page = read_page('<a href="a.html"><img src="b.png" id="c"></a><script src="d.js"></script>')
    assert (page.links, page.fetched, page.names) == (["a.html"], ["b.png", "d.js"], {"c"})
