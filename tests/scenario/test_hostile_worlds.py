"""Hostile worlds and folders: each is plain text, or refused in one line; nothing is run."""

import os
import re
import socket

import pytest

import sim
from sim.cli import main
from sim.errors import SimError, hidden
from sim.scenario.document import DEEPEST
from sim.scenario.inherit import LONGEST_LINE
from sim.scenario.text import LARGEST

HEAD = 'title: t\ndescription: d\nsources: ["003 P7"]\ninherits: second_trump_term\n'


def gain(value: str) -> str:
    return HEAD + f"parameters:\n  memory_gain: {{{value}, source: assumed, because: x}}\n"


def titled(title: str) -> str:
    return HEAD.replace("title: t", f"title: {title}")


def under(parent: str) -> str:
    return HEAD.replace("second_trump_term", parent)


#: Name of the case, what the file holds, and words of the line that refuses it; None: it is read.
WORLDS = [
    ("plain child", HEAD, None),
    ("byte order mark", "\ufeff" + HEAD, None),
    ("comment of 990 kB", HEAD + "#" * 990_000 + "\n", None),
    ("990,000 blank lines", HEAD + "\n" * 990_000, None),
    ("one text of 990 kB", HEAD + "expects: " + "x" * 990_000, None),
    ("text with an interpolation", titled('"${oc.env:HOME}"'), None),
    ("negative zero", gain("value: -0.0"), None),
    ("the least number above 0", gain("value: 1e-400"), None),
    ("a range of the least numbers", gain("range: [1e-320, 1e-310]"), None),
    # Size and depth.
    ("50 MB", None, f"found 50000000 bytes, wanted at most {LARGEST}"),
    ("billion laughs", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "found the anchor '&a'"),
    ("deep [", HEAD + "expects: " + "[" * 490_000 + "]" * 490_000 + "\n", "nested deeper"),
    ("deep {", HEAD + "expects: " + "{a: " * 100_000 + "}" * 100_000, f"than {DEEPEST} levels"),
    (
        "deep block",
        HEAD + "expects:\n" + "".join(" " * k + "-\n" for k in range(1, 400)),
        f"than {DEEPEST} levels",
    ),
    ("deep -", HEAD + "expects:\n  " + "- " * 330_000 + "x\n", "nested deeper"),
    ("deep ?", "? " * 200_000 + "x\n", "line 1: found a key that is not a plain word"),
    (
        "30,000 leaders",
        HEAD + "leaders:\n" + "".join(f"  k{k}: {{}}\n" for k in range(30_000)),
        "leaders.k0: unknown leader 'k0'",
    ),
    (
        "14,000 events",
        HEAD
        + "events:\n  test:\n"
        + "".join(
            f"    - {{month: 2025-{k % 12 + 1:02d}, size: 0.1, source: assumed, because: x}}\n"
            for k in range(14_000)
        ),
        "events.test[12]: 2025-01 stands there twice",
    ),
    ("a key of 1 kB", HEAD + "a" * 1_000 + ": 1\n", "unknown key 'aaaaaaaa"),
    ("a key of 100 kB", HEAD + "a" * 100_000 + ": 1\n", "line 5: not YAML"),
    ("40 letters too many", under("a" * 81), "inherits: found 'aaaa"),
    # Nothing is run.
    ("a tag that would run", HEAD + "expects: !!python/object/apply:os.system [x]\n", "the tag"),
    ("a tag that would name", HEAD + "expects: !!python/name:os.system ''\n", "found the tag"),
    ("a tag on a key", HEAD + "!!python/object/new:os.system [x]: 1\n", "not a plain word"),
    (
        "a tag by directive",
        "%TAG ! tag:yaml.org,2002:python/\n---\n" + HEAD + "expects: !object/apply:os.system [x]",
        "found the tag",
    ),
    ("a tag with an escape in it", HEAD + "expects: !<%1b[31m> x\n", ("found the tag", "not YAML")),
    ("binary tag", HEAD + "expects: !!binary aGVsbG8=\n", "found the tag"),
    ("an anchor alone", HEAD + "expects: &a x\n", "found the anchor '&a'"),
    ("_target_", HEAD + "_target_: os.system\n", "unknown key '_target_'"),
    ("a merge key", HEAD + "switches: {<<: {mediation: false}}\n", "unknown switch '<<'"),
    ("a key twice", HEAD + "title: again\n", "the key 'title' is given twice"),
    ("a key twice, quoted", HEAD + "'title': again\n", "the key 'title' is given twice"),
    ("a leader of Python's", HEAD + "leaders: {__class__: {}}\n", "unknown leader '__class__'"),
    # Numbers.
    ("40 digits", gain("value: " + "9" * 40), "parameters.memory_gain.value: found 9999"),
    (
        "41 digits",
        gain("value: " + "9" * 41),
        "memory_gain.value: found a number of 41",
    ),
    ("900,000 digits", gain("value: " + "9" * 900_000), "found a number of 900000 digits"),
    ("too large for a number", gain("value: 1e400"), "found inf, wanted a number"),
    ("infinity", gain("value: .inf"), "found the text '.inf', wanted a number"),
    ("less than nothing", gain("value: -.inf"), "found the text '-.inf', wanted a number"),
    ("no number", gain("value: .nan"), "found the text '.nan', wanted a number"),
    ("a word", gain("value: nan"), "found the text 'nan', wanted a number"),
    ("base 16", gain("value: 0x10"), "found the text '0x10', wanted a number"),
    ("base 8", gain("value: 0o17"), "found the text '0o17', wanted a number"),
    ("an underscore", gain("value: 0.1_0"), "found the text '0.1_0', wanted a number"),
    ("base 60", gain("value: 1:30"), "found the text '1:30', wanted a number"),
    ("another script", gain("value: \u0967"), "wanted a number"),
    ("true", gain("value: true"), "found true, wanted a number"),
    ("null", gain("value: null"), "found nothing, wanted a number"),
    ("an empty text", gain("value: ''"), "found the text '', wanted a number"),
    ("a list", gain("value: [0.2, 0.1]"), "found [0.2, 0.1], wanted a number"),
    (
        "an interpolation",
        gain('value: "${oc.env:HOME}"'),
        "found the text '${oc.env:HOME}'",
    ),
    (
        "a range of no number",
        gain("range: [.nan, 1]"),
        "range[0]: found the text '.nan'",
    ),
    # What is not seen.
    ("NUL", HEAD + "expects: a\0b\n", "line 5: found the invisible character U+0000"),
    ("right to left", HEAD + "expects: a\u202eb\n", "line 5: found the invisible character U+202E"),
    ("zero width", HEAD + "expects: a\u200bb\n", "line 5: found the invisible character U+200B"),
    (
        "line separator",
        HEAD + "expects: a\u2028b\n",
        "line 5: found the invisible character U+2028",
    ),
    ("next line", HEAD + "expects: a\u0085b\n", "line 5: found the invisible character U+0085"),
    ("filler", HEAD + "expects: a\u3164b\n", "line 5: found the invisible character U+3164"),
    ("lone surrogate", HEAD + "expects: a\ud800b\n", "line 5: not UTF-8 text"),
    ("terminal codes", titled('"\\e[31mred\\a"'), "line 1: found the invisible character U+001B"),
    ("terminal title", titled('"\\e]0;PWN\\a\\rfake"'), "the invisible character U+001B"),
    ("carriage return", titled('"a\\rfake"'), "line 1: found the invisible character U+000D"),
    ("NUL, escaped", titled('"a\\0b"'), "line 1: found the invisible character U+0000"),
    ("right to left, escaped", titled('"a\\u202eb"'), "the invisible character U+202E"),
    ("separator, escaped", titled('"a\\Lb"'), "line 1: found the invisible character U+2028"),
    ("next line, escaped", titled('"a\\Nb"'), "line 1: found the invisible character U+0085"),
    ("surrogate, escaped", titled('"a\\ud800b"'), ("U+D800", "line 1: not YAML")),
    ("an escaped key", HEAD + '"switches\\e[31m": {}\n', "line 5: found the invisible"),
    ("a line break in a key", HEAD + '"a\\nb": 1\n', "found 'a b' in the place of a key"),
    # Not a world.
    ("UTF-16", HEAD.encode("utf-16"), "line 1: not UTF-8 text"),
    ("binary", bytes(range(128, 256)) * 8, "line 1: not UTF-8 text"),
    ("nothing", "", "found nothing, wanted a mapping"),
    ("a list", "- a\n", "found list, wanted a mapping"),
    ("a number", "1\n", "found int, wanted a mapping"),
    ("two documents", HEAD + "---\n" + HEAD, "found a second document"),
    ("tabs", "title:\tt\n\tdescription: d\n", "line 2: not YAML; look at indentation"),
    ("a text without its indentation", HEAD + "fear of war: so it is\n", "line 5: found 'fear of"),
    # Ways out of the folder.
    ("a parent above", under("../../etc/passwd"), "inherits: found '../../etc/passwd', wanted"),
    ("an absolute parent", under("/etc/passwd"), "inherits: found '/etc/passwd', wanted a name"),
    ("a parent by a drive", under("'C:\\\\worlds\\\\x'"), "inherits: found 'C:\\\\worlds"),
    ("a parent by backslashes", under("..\\\\x"), "inherits: found '..\\\\x', wanted a name"),
    ("the folder above", under(".."), "inherits: found '..', wanted a name"),
    ("parents", under("[a, b]"), "inherits: found ['a', 'b'], wanted text"),
    ("itself", under("x"), "inherits: worlds inherit in a ring: x > x"),
    ("interpolated", under("${oc.env:HOME}"), "inherits: found '${oc.env:HOME}', wanted a name"),
    ("a table above", HEAD + 'tables: ["../../etc/passwd"]\n', "tables[0]: found '../../etc"),
    ("a table twice", HEAD + "tables: [leaders, leaders]\n", "tables[1]: found 'leaders' twice"),
    ("a start above", HEAD + "start: ../x\n", "start: found '../x', wanted a name"),
    ("itself as start", HEAD + "start: x\n", "start: worlds start from one another in a ring"),
    # Months.
    ("a window of ages", HEAD + "window: {first: 0001-01, last: 999999999-12}\n", "window.first"),
    (
        "a 13th month",
        HEAD + "window: {first: 2025-13, last: 2026-12}\n",
        "found the text '2025-13'",
    ),
    ("another script's month", HEAD + "window: {first: ٢٠٢٥-01, last: 2026-12}\n", "window.first"),
    (
        "a date by week",
        HEAD + "calendar: {tokyo: [{leader: ishiba, from: 2025-W01-1, source: assumed}]}\n",
        "calendar.tokyo[0].from: found the text '2025-W01-1', wanted a date",
    ),
]


#: Names with something in them that is not seen.
SEEN = ("x\x1b[31m", "x\nx", "x\u202ex", "x\0", "x\ud800")


@pytest.fixture
def folder(tmp_path):
    """A folder of worlds."""
    (tmp_path / "w").mkdir()
    return tmp_path / "w"


def refusal(call) -> str:
    """The one line that refuses a call."""
    with pytest.raises(SimError) as caught:
        call()
    said = str(caught.value)
    assert hidden(said) is None
    assert len(said) <= 400
    return said


@pytest.mark.parametrize(
    ("content", "words"), [one[1:] for one in WORLDS], ids=[w[0] for w in WORLDS]
)
def test_world__is_plain_text_or_refused_in_one_line(folder, content, words):
    file = folder / "x.yaml"
    if content is None:
        with file.open("wb") as large:
            large.truncate(50_000_000)
    else:
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        file.write_bytes(raw)
    if words is None:
        assert sim.load("x", folder).name == "x"
        return
    said = refusal(lambda: sim.load("x", folder))
    assert re.match(r"w/x\.yaml(, line [0-9]+)?: ", said)
    assert any(one in said for one in ([words] if isinstance(words, str) else words)), said


def test_text_with_an_interpolation__stays_as_it_is_written(folder):
    (folder / "x.yaml").write_text(titled('"${oc.env:HOME}"'))
    assert sim.load("x", folder).title == "${oc.env:HOME}"


@pytest.mark.parametrize(
    ("key", "head", "words"),
    [
        ("inherits", "title: t\n", f"more than {LONGEST_LINE} worlds inherit in a line, from 'x0'"),
        ("start", HEAD, f"more than {LONGEST_LINE} worlds start in a line, from 'x0'"),
    ],
)
def test_worlds_that_hang_on_one_another__are_bounded(folder, key, head, words):
    for k in range(1500 if key == "inherits" else 120):
        (folder / f"x{k}.yaml").write_text(f"{head}{key}: x{k + 1}\n")
    assert words in refusal(lambda: sim.load("x0", folder))


def special(kind: str, at) -> None:
    """Lay something that is no file of its own."""
    match kind:
        case "folder":
            at.mkdir()
        case "pipe":
            os.mkfifo(at)
        case "socket":
            with socket.socket(socket.AF_UNIX) as one:
                one.bind(str(at))
        case link:
            at.symlink_to(link)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="wants pipes and devices")
@pytest.mark.parametrize("name", ["x.yaml", "sources.bib"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("folder", "found a folder, wanted a text file"),
        ("pipe", "found a pipe, wanted a text file"),
        ("/dev/zero", "found a device, wanted a text file"),
        ("nowhere.yaml", "cannot be opened: a link that leads nowhere"),
        ("itself", "cannot be opened"),
        ("socket", "found a socket, wanted a text file"),
        ("/dev/null", "found a device, wanted a text file"),
    ],
)
def test_file_that_is_none__is_named_and_not_read(folder, monkeypatch, name, kind, words):
    if name == "sources.bib":
        (folder / "x.yaml").write_text(HEAD)
    special(name if kind == "itself" else kind, folder / name)
    said = refusal(lambda: sim.load("x", folder))
    assert said.startswith(f"w/{name}: ")
    assert any(one in said for one in ([words] if isinstance(words, str) else words)), said
    assert refusal(lambda: sim.scenarios(folder)) == said


def test_link__to_what_is_no_world_shows_nothing_of_it(folder, tmp_path):
    (tmp_path / "secret").write_text("root:x:0:0:a secret:/root:/bin/sh\nand: another\n")
    (folder / "x.yaml").symlink_to(tmp_path / "secret")
    said = refusal(lambda: sim.load("x", folder))
    assert "secret" not in said
    assert said.startswith("w/x.yaml, line 2: not YAML")


@pytest.mark.parametrize(
    "name", [*SEEN, *("../x", "/etc/passwd", "..", "C:\\x", "tables\\leaders", "a" * 5_000)]
)
def test_name__leads_nowhere_and_is_shown_as_it_is_written(folder, name):
    assert "scenario: found '" in refusal(lambda: sim.load(name, folder))
    assert "parameter_set: found '" in refusal(lambda: sim.parameter_set(name, folder))


@pytest.mark.parametrize(
    "title", ['"\\e]0;PWN\\a"', '"\\e[31mred\\rfake"', '"a\\u202eb"', '"a\\u2028b"']
)
def test_list__sends_nothing_hidden_to_the_terminal(folder, capsys, title):
    (folder / "x.yaml").write_text(titled(title))
    assert main(["--list", "scenarios", f"worlds={folder}"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: w/x.yaml, line 1: found the invisible character U+")
    assert hidden(told.err, kept="\n") is None
