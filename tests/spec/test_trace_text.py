"""TRACE.md says what there is: its counts are the code's, its files and commands exist."""

import calendar
import re
from pathlib import Path

import pytest

from sim.methods.attribution import rests_on
from sim.scenario import assumed, load
from sim.spec.parameters import PARAMETERS
from sim.study.claims import claims
from sim.study.patterns import facts

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "sim/spec/TRACE.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:sim|tests|scenarios|conf)/[\w./]*)`", TEXT)))
COMMANDS = sorted(set(re.findall(r"`python -m sim\.(\w+)", TEXT)))

#: Elements of a TRACE document, in order (Grimm et al. 2014).
ELEMENTS = (
    "Problem formulation",
    "Model description",
    "Data evaluation",
    "Conceptual model evaluation",
    "Implementation verification",
    "Model output verification",
    "Model analysis",
    "Model output corroboration",
)


def counted():
    """Return the rows of the table of counts, from the code."""
    world = load("baseline_hindcast")
    traits = [span for leader in world.leaders.values() for span in leader.traits.values()]
    sources = [spec.source for spec in PARAMETERS]
    named = [bool(rests_on(source) - {"elsewhere"}) for source in sources]
    sized = ["assumed" not in source for source in sources]
    pairs = list(zip(named, sized, strict=True))
    core = [claim for claim in claims() if claim.tier == "core"]
    tested = [fact for fact in facts() if fact.pattern is not None]
    bare = [name.partition(".")[0] for name in assumed(world)]
    return [
        ("parameters of behaviour", len(PARAMETERS)),
        ("… with a direction or order from an article, size assumed", pairs.count((True, False))),
        (
            "… with the number itself, or the reason for it, from an article",
            pairs.count((True, True)),
        ),
        ("… from literature, data or definition alone", pairs.count((False, True))),
        ("… assumed altogether", pairs.count((False, False))),
        ("trait codes of the hindcast's leaders", len(traits)),
        ("… stated in an article", sum(span.status == "stated" for span in traits)),
        ("… inferred from one", sum(span.status == "inferred" for span in traits)),
        ("… silent: the capital's prior", sum(span.status == "silent" for span in traits)),
        ("start values of the hindcast", len(world.start_values)),
        ("… assumed", bare.count("start_values")),
        ("structural series", len(world.series)),
        ("… assumed", bare.count("series")),
        ("dated rulings given to the hindcast", len(world.events["court"])),
        ("dated months with tests given to it", len(world.events["test"])),
        ("claims in the table", len(claims())),
        ("… core, each with a contrast of its own", len(core)),
        ("… that cannot be simulated, with the reason", sum(bool(c.cannot) for c in claims())),
        ("stylised facts", len(facts())),
        ("… with a test", len(tested)),
        ("… that follow from inputs, counted apart", sum(bool(fact.by_input) for fact in tested)),
    ]


def test_elements__are_those_of_the_protocol_in_order():
    headings = re.findall(r"^## (\d+)\. (.*)$", TEXT, re.MULTILINE)
    assert [words for _, words in headings][: len(ELEMENTS)] == list(ELEMENTS)
    assert [int(number) for number, _ in headings] == list(range(1, len(headings) + 1))


def test_counts__are_the_codes():
    table = TEXT[TEXT.index("<!-- counts") : TEXT.index("<!-- /counts -->")]
    rows = re.findall(r"^\| (.*?) \| (\d+) \|$", table, re.MULTILINE)
    assert [(words, int(number)) for words, number in rows] == counted()


@pytest.mark.parametrize("path", PATHS)
def test_path__exists(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_command__exists_with_its_configuration(command):
    assert (ROOT / f"sim/{command}.py").is_file()
    assert (ROOT / f"conf/{command}.yaml").is_file()


def test_tests_named__exist():
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    found = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert named
    assert not {name for name in named if f"def {name}(" not in found}


def test_all_works_cited__are_in_one_of_the_two_lists():
    both = TEXT[TEXT.index("## 10.") :]
    both += (
        (ROOT / "sim/spec/MODEL.md").read_text(encoding="utf-8").partition("## 11. References")[2]
    )
    body = TEXT.partition("## 10.")[0]
    cited = set(re.findall(r"([A-Z]\w+)(?: and [A-Z]\w+)*(?: et al\.)? (\d{4})(?=[);,])", body))
    assert ("Grimm", "2014") in cited
    cited = {(who, year) for who, year in cited if who not in calendar.month_name}
    missing = {
        (who, year) for who, year in cited if not re.search(rf"{who}\b.*?{year}", both, re.S)
    }
    assert not missing
