"""The month is a straight line: expressions, assignments, one return; no branch, no loop.

So it can be run once on symbols and its operations listed, for any machine. The grammar is held
here before somebody adds what only Python can run.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.mechanisms

MODULES = sorted(Path(sim.mechanisms.__file__).parent.glob("*.py"))

#: Functions that are no part of the month's text: the marker itself, and four primitives with
#: twins for Numba. Everything else in the room is held to the grammar.
PRIMITIVES = {"kernel", "where", "two_to", "split", "sqrt"}
TWINS = {"overload", "intrinsic"}

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitAnd)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq)


def faults(function: ast.FunctionDef) -> Iterator[str]:
    """Yield a line for everything in a function that is not of the month's grammar."""
    if [ast.unparse(one) for one in function.decorator_list] != ["kernel"]:
        yield f"{function.name} is not marked @kernel"
    given = function.args
    if given.vararg or given.kwarg or given.defaults or any(given.kw_defaults):
        yield f"{function.name}: parameters are plain names"
    first, *body = function.body
    if not isinstance(first, ast.Expr) or ast.get_docstring(function) is None:
        yield f"{function.name} opens with a docstring"
    if not body or not isinstance(body[-1], ast.Return):
        yield f"{function.name} ends with its return"
    for statement in body:
        last = statement is body[-1]
        if isinstance(statement, ast.Assign) and not last:
            for target in statement.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                if len(statement.targets) > 1 or not all(isinstance(n, ast.Name) for n in names):
                    yield _fault(function, target, "an assignment gives names, once")
        elif not (isinstance(statement, ast.Return) and last and statement.value is not None):
            yield _fault(function, statement, "a line is an assignment, the last one a return")
            continue
        yield from _expression(function, statement.value)


def _fault(function: ast.FunctionDef, node: ast.AST, wanted: str) -> str:
    return f"{function.name}, line {node.lineno}: {ast.unparse(node)!r:.60}: {wanted}"


def _expression(function: ast.FunctionDef, node: ast.expr) -> Iterator[str]:
    """Yield what is wrong with an expression and with its parts."""
    match node:
        case ast.Name() | ast.Constant(value=bool() | int() | float()):
            return
        case ast.Attribute(value=ast.Name()):
            return
        case ast.Subscript(value=ast.Name() | ast.Call() as whole, slice=ast.Constant(value=int())):
            parts = [whole]
        case ast.BinOp(op=op) if isinstance(op, OPERATORS):
            parts = [node.left, node.right]
        case ast.UnaryOp(op=ast.USub()):
            parts = [node.operand]
        case ast.Compare(ops=[op]) if isinstance(op, COMPARISONS):
            parts = [node.left, *node.comparators]
        case ast.Tuple():
            parts = list(node.elts)
        case ast.Call(func=ast.Name() | ast.Attribute(value=ast.Name())) if all(
            keyword.arg for keyword in node.keywords
        ):
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        case _:
            yield _fault(function, node, "outside the month's grammar")
            return
    for part in parts:
        yield from _expression(function, part)


def functions(text: str) -> list[ast.FunctionDef]:
    """Return the functions of a module that are part of the month, nested ones as well."""
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name not in PRIMITIVES:
            marks = {ast.unparse(one).split("(")[0] for one in node.decorator_list}
            if not marks & TWINS:
                found.append(node)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_mechanism__is_a_straight_line(path):
    text = path.read_text(encoding="utf-8")
    assert [fault for one in functions(text) for fault in faults(one)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module__holds_functions_names_and_numbers_only(path):
    kinds = (ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef, ast.Expr)
    body = ast.parse(path.read_text(encoding="utf-8")).body
    others = [ast.unparse(node)[:60] for node in body if not isinstance(node, kinds)]
    # What a further type of number answers stands beside the primitives that ask it, and the list
    # of all kernels beside their mark.
    allowed = ["KERNELS: list[Callable[..., Any]] = []", "class Number:"]
    assert [one.split("\n")[0] for one in others] == allowed * (path.stem == "primitive")


def test_month__has_many_functions_and_primitives_only_in_one_file():
    by_file = {path.stem: functions(path.read_text(encoding="utf-8")) for path in MODULES}
    assert sum(map(len, by_file.values())) > 180
    for path in MODULES:
        names = {
            n.name for n in ast.parse(path.read_text(encoding="utf-8")).body if hasattr(n, "name")
        }
        assert path.stem == "primitive" or not names & PRIMITIVES


@pytest.mark.parametrize(
    "line",
    [
        "if s > 0.0:\n        s = 1.0",
        "for k in range(3):\n        s = s + k",
        "while s < 1.0:\n        s = s + 1.0",
        "s = 1.0 if s > 0.0 else 0.0",
        "s = s > 0.0 and p > 0.0",
        "s = not s",
        "s = 0.0 < s < 1.0",
        "s = max(x for x in p)",
        "s = (lambda x: x)(s)",
        "s = s ** 2.0",
        "s = s // 2.0",
        "s += 1.0",
        "s.trust = 1.0",
        "s[0] = 1.0",
        "s = p[s]",
        "s = f'{s}'",
        "s = relation.move(*p)",
        "s = relation.move(**p)",
        "s = s.a.b",
        "a = b = s",
        "print(s)",
        "return s",
        "assert s",
        "s = (t := p)",
        "import math",
        "def inner():\n        return 1.0",
    ],
)
def test_grammar__fires_at_what_is_no_straight_line(line):
    text = f'@kernel\ndef f(s, p):\n    """Return."""\n    {line}\n    return s\n'
    (function,) = functions(text)
    assert list(faults(function))


@pytest.mark.parametrize(
    "head",
    [
        "def f(s, p):",
        "@kernel\ndef f(s, p=1.0):",
        "@kernel\ndef f(*s):",
        "@kernel\n@kernel\ndef f(s):",
    ],
)
def test_grammar__fires_at_the_head_of_a_function(head):
    (function,) = functions(f'{head}\n    """Return."""\n    return s\n')
    assert list(faults(function))
