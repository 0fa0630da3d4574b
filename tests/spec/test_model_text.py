"""MODEL.md says what the code says: blocks, numbers of equations, and every name in them."""

import re
from pathlib import Path

import pytest

from sim.spec.instruments import CHOICE_FIELDS, ISSUES
from sim.spec.parameters import PARAMETER_FIELDS, PARAMETERS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.records import Draw
from sim.spec.switches import SWITCHES
from sim.spec.variables import FLOWS, INPUTS, STATE_FIELDS, STATES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "sim/spec/MODEL.md").read_text(encoding="utf-8")
MECHANISMS = ROOT / "sim/mechanisms"

#: Text by block: {0: E0, 1: E1, …, 20: E20}.
BLOCKS = {
    int(number): body
    for number, body in re.findall(
        r"^### E(\d+) (.*?)(?=^### |^## )", TEXT, re.MULTILINE | re.DOTALL
    )
}
EQUATIONS = {
    number: "\n".join(re.findall(r"^```equations\n(.*?)^```", body, re.MULTILINE | re.DOTALL))
    for number, body in BLOCKS.items()
}
#: Equations and names in code font: where a name counts as used.
USED = "\n".join(EQUATIONS.values()) + "\n".join(re.findall(r"`[^`\n]+`", TEXT))

INPUT_FIELDS = [variable.name for variable in INPUTS]
PREFIXED = {
    "p": set(PARAMETER_FIELDS),
    "s": set(STATE_FIELDS),
    # `next.approval(own)` stands for both allies.
    "next": {*STATE_FIELDS, *(field[:-4] for field in STATE_FIELDS if field.endswith("_jpn"))},
    "i": set(INPUT_FIELDS),
    "t": {field for field, _, _ in TRAIT_FIELDS},
    "d": set(Draw._fields),
    "c": set(CHOICE_FIELDS),
}


def named(prefix: str, text: str) -> set[str]:
    """Names that follow a prefix, without those that a placeholder ends (`d.coordination_<k>`)."""
    return set(re.findall(rf"(?<![\w.]){prefix}\.([a-z]\w*)(?![\w<*]|_<)", text))


def families(prefix: str, text: str) -> set[str]:
    """Beginnings of names that a placeholder ends: `noise_` of `d.noise_<dyad>`."""
    return set(re.findall(rf"(?<![\w.]){prefix}\.([a-z]\w*_)(?=<)", text))


def test_sections__follow_the_odd_protocol():
    headings = re.findall(r"^## \d+\. (.*)$", TEXT, re.MULTILINE)
    assert headings[:7] == [
        "Purpose and patterns",
        "Entities, state variables and scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialisation",
        "Input data",
        "Submodels",
    ]


def test_purpose__is_no_prediction():
    assert "It does not predict" in TEXT.split("## 2.")[0]


def test_blocks__are_e0_to_e20_in_order():
    assert list(BLOCKS) == list(range(21))


@pytest.mark.parametrize(("number", "switch"), list(enumerate(SWITCHES, start=1)))
def test_block__names_its_mechanism_file_switch_and_limits(number, switch):
    heading, body = BLOCKS[number].split("\n", 1)
    body = " ".join(body.split())
    assert f"M{number:02d} `{switch}.py`" in heading
    assert (MECHANISMS / f"{switch}.py").is_file()
    assert re.search(rf"\*\*Switch\*\*: `{switch}`", body)
    for word in ("**Built in**", "**Emergent**"):
        assert word in body
    assert re.search(r"Articles: 00[0-4] P\d", body)
    if switch != "vacuum":  # the only block that a work of theory does not stand behind
        assert re.search(r"\(\d{4}\)|[A-Z][a-zü]+ (and [A-Z]\w+ )?\d{4}|et al\. \(\d{4}\)", body)
    assert "{off: " in EQUATIONS[number]


@pytest.mark.parametrize("number", range(21))
def test_equations__are_numbered_without_gap(number):
    numbers = [int(k) for k in re.findall(rf"^E{number}\.(\d+) ", EQUATIONS[number], re.MULTILINE)]
    first = 2 if number == 0 else 1  # E0.1 is the table of an ally's view
    assert numbers == list(range(first, first + len(numbers)))


def test_relations__have_their_own_numbers():
    numbers = [int(k) for k in re.findall(r"^E1\.r(\d+) ", EQUATIONS[1], re.MULTILINE)]
    assert numbers == list(range(1, 11))


def test_references__lead_to_an_equation():
    there = set(re.findall(r"^(E\d+\.r?\d+) ", "\n".join(EQUATIONS.values()), re.MULTILINE))
    there |= {"E0.1", "E0.28"}  # a table and a paragraph
    assert set(re.findall(r"E\d+\.r?\d+", TEXT)) - there == set()


def test_code__refers_to_blocks_that_exist():
    for variable in (*STATES, *FLOWS):
        assert int(variable.equation[1:]) in BLOCKS
    for path in sorted(MECHANISMS.glob("*.py")):
        for number in re.findall(r"\bE(\d+)\b", path.read_text(encoding="utf-8").split('"""')[1]):
            assert int(number) in BLOCKS, path.name


@pytest.mark.parametrize("prefix", sorted(PREFIXED))
def test_names__exist(prefix):
    assert named(prefix, USED) - PREFIXED[prefix] == set()


@pytest.mark.parametrize("prefix", sorted(PREFIXED))
def test_families__have_members(prefix):
    for stem in families(prefix, USED):
        assert [name for name in PREFIXED[prefix] if name.startswith(stem)], stem


def test_every_parameter__enters_an_equation():
    in_blocks = set()
    for body in BLOCKS.values():
        in_blocks |= named("p", body)
    assert set(PARAMETER_FIELDS) - in_blocks == set()


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.name)
def test_parameter__stands_in_the_block_of_its_owner(parameter):
    numbers = {name: number for number, name in enumerate(SWITCHES, start=1)}
    homes = {
        "choice": [0],
        "schedule": [0],
        "beijing": [0],
        "relation": [0, 1, 3, 6, 11],
        "role": BLOCKS,
    }
    blocks = homes.get(parameter.owner) or [numbers[parameter.owner]]
    assert any(parameter.name in named("p", BLOCKS[number]) for number in blocks)


def test_parameters_that_the_mechanisms_read__are_those_of_the_registry():
    read = set()
    for path in MECHANISMS.glob("*.py"):
        read |= named("p", path.read_text(encoding="utf-8"))
    assert read == set(PARAMETER_FIELDS)


def test_every_stock__has_its_update():
    text = "\n".join(EQUATIONS.values())
    updated = named("next", text)
    for variable in STATES:
        stem = re.sub(r"_(jpn|kor)$", "", variable.name)
        assert variable.name in updated or stem in updated, variable.name
    for dyad in ("chn_prk", "chn_usa", "jpn_prk", "kor_prk", "prk_usa"):
        assert re.search(rf"relation_{dyad} += ", text)


def test_every_trait_and_input__enters_an_equation():
    text = "\n".join(EQUATIONS.values())
    views = {
        field for row in re.findall(r"^\| (.*?) \|", BLOCKS[0], re.M) for field in row.split(", ")
    }
    for field, capital, trait in TRAIT_FIELDS:
        if capital == "washington":
            assert field in named("t", text)
        else:
            assert trait in views
            assert re.search(rf"(own|seoul|tokyo)\.{trait}\b", text)
    ally = {f"{stem}_{iso}" for stem in views for iso in ("jpn", "kor")}
    without = set(INPUT_FIELDS) - named("i", text) - ally
    assert without == set()


def test_every_stream__is_compared_with_something():
    text = "\n".join(EQUATIONS.values()) + BLOCKS[0]
    known = named("d", text)
    for name in Draw._fields:
        family = name.startswith(("choose_", "coordination_"))
        assert family or name in known, name
    assert "d.coordination_<k>" in text
    assert "stream choose_<instrument>" in text


def test_every_instrument__has_its_utilities():
    for name in CHOICE_FIELDS:
        assert re.search(rf"^(E0\.\d+ +|.*, ){name}\b", EQUATIONS[0], re.MULTILINE), name


def test_bare_names__are_defined_by_an_equation():
    text = "\n".join(EQUATIONS.values())
    bare = set(re.findall(r"(?<![\w.<])([a-z]+(?:_[a-z]+)+)(?![\w<(]*\.)", text))
    defined = set(re.findall(r"([a-z]+(?:_[a-z]+)+)(?:\([^()]*\))?(?=\s*=(?!=)|,[^=\n]*=)", text))
    # Options and instruments as the registry names them; dyads; results of a rule in words.
    known = {*CHOICE_FIELDS, *ISSUES, *(v.name for v in FLOWS)}
    known |= {d.removeprefix("relation_") for d in STATE_FIELDS if d.startswith("relation_")}
    known |= {"months_elapsed", *(f"together_{issue}" for issue in ISSUES)}
    assert {name for name in bare - defined - known if not re.match("[a-z]_", name)} == set()


def test_glossary__has_one_entry_a_word():
    glossary = TEXT.split("## 9. Glossary")[1].split("## 10.")[0]
    entries = re.findall(r"^\| (?!word|---)(.*?) \|", glossary, re.MULTILINE)
    words = [word for entry in entries for word in entry.split(", ")]
    assert len(set(words)) == len(words)
    for word in (
        "favour",
        "influence",
        "standing",
        "alignment",
        "grievance",
        "rapport",
        "bid",
        "λ",
    ):
        assert word in words


def test_disputed_terms__have_zero_in_their_prior_unless_marked():
    section = TEXT.split("## 8. ")[1].split("## 9.")[0]
    priors = {parameter.name: parameter.prior for parameter in PARAMETERS}
    found = re.findall(r"`p\.(\w+)`(†?)", section)
    assert len(found) > 30
    for name, mark in found:
        low, high = priors[name]
        assert (low <= 0 <= high) is not bool(mark), name


def test_disputed_signs__are_all_twenty_six():
    section = TEXT.split("## 8. ")[1].split("## 9.")[0]
    assert sorted(set(re.findall(r"\bT(\d\d)\b", section))) == [f"{n:02d}" for n in range(1, 27)]


def test_works_cited__are_in_the_references():
    body, references = TEXT.split("## 11. References")
    cited = set(re.findall(r"([A-ZM][a-zöü]+)(?: and [A-Z][a-z]+| et al\.)? \(?(\d{4})\)", body))
    for author, year in cited:
        assert re.search(rf"{author}.{{0,30}}? {year}", references), (author, year)
