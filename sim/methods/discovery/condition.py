"""A condition on a table's columns, such as `jpn_kor_final < 0 & settlements >= 1`."""

import ast
import functools
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import MalformedFile, SimError, UnknownName, WrongKind
from sim.spec.measure import ARITHMETIC, COMPARED

__all__ = ["holds"]

_WANTED = "comparisons of outcomes and numbers, joined by & and |, such as 'summits >= 3'"


def holds(condition: Any, table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return in which rows of a table a condition holds, (row,).

    Parameters
    ----------
    condition : text, or a flag a row
        Columns and numbers, `+ - * /`, `< <= > >= == !=`, `&`, `|`, `~` (or and, or, not), and
        brackets; comparisons bind closer than `&` does.
    table : a column an outcome

    Raises
    ------
    SimError
        For an unknown column (with the nearest), text that is no condition, or a row without an
        answer.

    Examples
    --------
    >>> table = pd.DataFrame({"ties": [-0.2, 0.4, 0.6], "summits": [0, 3, 5]})
    >>> holds("ties > 0 & summits < 4", table).tolist()
    [False, True, False]
    >>> holds("tie > 0", table)
    Traceback (most recent call last):
    sim.errors.UnknownName: condition: unknown outcome 'tie'; did you mean 'ties'?
    """
    if not isinstance(condition, str):
        return _flags(condition, len(table))
    # In Python `&` binds closer than `<`: what is meant is said by `and`.
    text = condition.replace("&&", "&").replace("||", "|")
    text = " and ".join(text.split("&"))
    text = " or ".join(text.split("|")).replace("~", " not ")
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise WrongKind(condition, _WANTED, field="condition", given=True) from None
    try:
        found = _value(tree, table, condition)
    except (TypeError, OverflowError):  # a flag less a flag, say
        raise WrongKind(condition, _WANTED, field="condition", given=True) from None
    if not isinstance(found, np.ndarray) or found.dtype != np.bool_:
        raise WrongKind(condition, _WANTED, field="condition", given=True)
    return found


def _flags(condition: Any, count: int) -> NDArray[np.bool_]:
    """Return a condition given as a flag a row."""
    wanted = f"a text such as 'summits >= 3', or {count:,} flags, one a row"
    if condition is None:
        raise WrongKind("nothing", wanted, field="condition")
    flags = np.asarray(condition)
    binary = flags.dtype.kind in "biuf" and np.isin(flags, (0, 1)).all()
    if flags.shape != (count,) or not binary:
        raise WrongKind(condition, wanted, field="condition", given=True)
    return flags.astype(np.bool_)


def _value(node: ast.expr, table: pd.DataFrame, whole: str) -> Any:
    """Return what an expression is: numbers or flags by row, or one number."""
    match node:
        case ast.BoolOp(op=op, values=values):
            join = np.logical_and if isinstance(op, ast.And) else np.logical_or
            parts = [_value(one, table, whole) for one in values]
            if all(isinstance(part, np.ndarray) and part.dtype == np.bool_ for part in parts):
                return join.reduce(parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            part = _value(operand, table, whole)
            if isinstance(part, np.ndarray) and part.dtype == np.bool_:
                return ~part
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, table, whole)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            with np.errstate(divide="ignore", invalid="ignore"):
                return ARITHMETIC[type(op)](_value(left, table, whole), _value(right, table, whole))
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [_value(one, table, whole) for one in (left, *others)]
            found = [
                COMPARED[type(op)](one, other)
                for op, one, other in zip(ops, sides, sides[1:], strict=False)
                if type(op) in COMPARED
            ]
            if len(found) == len(ops):
                return functools.reduce(np.logical_and, found)
        case ast.Name(id=name):
            return _column(name, table)
        case ast.Constant(value=int() | float() as number):
            return float(number)
    raise WrongKind(whole, _WANTED, field="condition", given=True)


def _column(name: str, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return a column of numbers, each there."""
    if name not in table:
        known = [str(one) for one in table if "." not in str(one)]
        raise UnknownName("outcome", name, known, field="condition")
    try:
        found = table[name].to_numpy(dtype=np.float64)
    except (TypeError, ValueError):
        raise MalformedFile("holds no numbers", field=f"condition: {name}") from None
    lacking = int(np.isnan(found).sum())
    if lacking:
        raise SimError(
            f"has no answer in {lacking:,} of {len(found):,} cases: say what they count as, such "
            "as given(first_month(…), 99) in a measure of your own",
            field=f"condition: {name}",
        )
    return found
