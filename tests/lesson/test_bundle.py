"""Modules become one script: in order, with one owner a name, and nothing that it cannot carry."""

import re
import subprocess

import pytest

from sim.browser.modules import modules
from sim.errors import WrongKind
from sim.lesson.build import ENTRY, page_modules
from sim.lesson.bundle import bundle
from tests.browser.machine import NODE


def of(**texts: str) -> dict[str, str]:
    """Return modules by path."""
    return {f"{name}.js": text for name, text in texts.items()}


def fault(entry: str = "a.js", **texts: str) -> str:
    """Return what a bundle is refused with."""
    with pytest.raises(WrongKind) as caught:
        bundle(of(**texts), entry)
    return str(caught.value)


def run(script: str) -> str:
    """Return what node prints of a script."""
    done = subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_bundle__puts_what_is_imported_before_what_imports_it() -> None:
    found = bundle(
        of(
            a='import { b } from "./b.js";\nimport { c } from "./c.js";\nconsole.log(b + c);',
            b='import { c } from "./c.js";\nexport const b = c + 1;',
            c="export const c = 20;",
        ),
        "a.js",
    )
    assert found.index("const c") < found.index("const b") < found.index("console.log")
    assert "import" not in found
    assert "export" not in found


def test_bundle__does_what_the_modules_do() -> None:
    box = "export class Box {\n  constructor(held) {\n    this.held = held;\n  }\n}"
    twice = "export function twice(x) {\n  return two * x;\n}"
    script = bundle(
        {
            "a.js": 'import {\n  twice,\n  Box,\n} from "./deep/b.js";\n'
            "console.log(new Box(twice(4)).held);",
            "deep/b.js": f'import {{ two }} from "../c.js";\n{twice}\n{box}',
            "c.js": "export const two = 2;",
        },
        "a.js",
    )
    assert run(script) == "8"


def test_bundle__leaves_a_module_out_that_nobody_imports() -> None:
    assert "lonely" not in bundle(of(a="f();", b="export const lonely = 1;"), "a.js")


def test_bundle__takes_a_module_in_once() -> None:
    found = bundle(
        of(
            a='import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);',
            b='import { c } from "./c.js";\nexport const b = () => c;',
            c="export const c = 1;",
        ),
        "a.js",
    )
    assert found.count("const c = 1") == 1


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("const x = 1;", "x"),
        ("let x;", "x"),
        ("function x() {}", "x"),
        ("async function x() {}", "x"),
        ("export function* x() {}", "x"),
        ("class x {}", "x"),
        ("const { y, z: x } = f();", "x"),
        ("const [y, x] = f();", "x"),
    ],
)
def test_bundle__refuses_a_name_that_two_modules_have(declared: str, name: str) -> None:
    said = fault(a=f'import {{ b }} from "./b.js";\n{declared}', b="export const b = 1;\nlet x;")
    assert said == f"a.js: found '{name}', which b.js has too, wanted another name"


@pytest.mark.parametrize(
    "inner",
    [
        "function f() {\nconst x = 1;\n}",
        'const s = "{";\nfunction f() {\nconst x = s;\n}',
        "const s = `{${1}`;\nfunction f() {\nconst x = s;\n}",
        "const r = /[{]/;\nfunction f() {\nconst x = r;\n}",
        "function f(s) {\nif (s) return /[{(]/;\nconst x = 1;\n}",
        "// {\nfunction f() {\nconst x = 1;\n}",
    ],
)
def test_bundle__knows_a_name_within_brackets_from_one_at_the_top(inner: str) -> None:
    found = bundle(of(a=f'import {{ x }} from "./b.js";\n{inner}', b="export const x = 1;"), "a.js")
    assert found.count("const x") == 2


def test_bundle__refuses_a_default_export() -> None:
    assert "found a default export" in fault(a="export default 1;")


def test_bundle__refuses_a_list_of_exports() -> None:
    assert "found a list of exports" in fault(a="const b = 1;\nexport { b };")


def test_bundle__refuses_a_renamed_import() -> None:
    said = fault(a='import { b as c } from "./b.js";', b="export const b = 1;")
    assert said == "a.js: found import of 'b as c', wanted plain names, none renamed"


@pytest.mark.parametrize(
    "form", ['import * as b from "./b.js";', 'import "./b.js";', 'import b from "./b.js";']
)
def test_bundle__refuses_another_form_of_import(form: str) -> None:
    assert "found another form of import" in fault(a=form, b="export const b = 1;")


def test_bundle__refuses_a_module_that_is_not_there() -> None:
    said = fault(a='import { b } from "./c.js";', b="export const b = 1;")
    assert said == "a.js: found 'c.js', wanted one of a.js, b.js"


def test_bundle__refuses_a_name_that_is_not_exported() -> None:
    said = fault(a='import { b } from "./b.js";', b="const b = 1;")
    assert said == "a.js: found import of 'b' from b.js, wanted a name exported there"


def test_bundle__refuses_a_ring() -> None:
    said = fault(
        a='import { b } from "./b.js";\nexport const a = 1;',
        b='import { a } from "./a.js";\nexport const b = 1;',
    )
    assert "a ring of imports (a.js -> b.js -> a.js)" in said


def test_bundle__keeps_comments_out_and_texts_as_they_are() -> None:
    found = bundle(
        of(a='/** What it does. */\n// why\n  const a = "// no comment"; // at the end\nf(a);'),
        "a.js",
    )
    assert "What it does" not in found
    assert "// why" not in found
    assert '"// no comment"' in found


def test_bundle__keeps_the_blanks_of_a_text_over_several_lines() -> None:
    text = "const a = `one\n    two`;\nconsole.log(a.length);"
    assert run(bundle(of(a=text), "a.js")) == "11"


def test_page_modules__make_one_script_that_a_browser_can_read() -> None:
    everything = page_modules() | {f"browser/{name}": text for name, text in modules().items()}
    script = bundle(everything, ENTRY)
    subprocess.run([NODE, "--check", "-"], input=script, text=True, check=True)
    for name, text in page_modules().items():
        exported = re.search(
            r"^export (?:async )?(?:function|const|class) (\w+)", text, re.MULTILINE
        )
        # Each of them is on the page: none is left over.
        assert exported is None or re.search(rf"\b{exported[1]}\b", script), name
