"""A table as LaTeX prints it, with rules of booktabs."""

from collections.abc import Sequence
from numbers import Integral, Real

import numpy as np
import pandas as pd

__all__ = ["Head", "escaped", "latex_table"]

#: Signs that LaTeX reads as its own, and letters that not every font of it has.
_LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "–": "--",
    "−": "$-$",
    "’": "'",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
    "×": r"$\times$",
    "±": r"$\pm$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
}

#: A column's title in a CSV, and in LaTeX.
Head = list[tuple[str, str]]


def escaped(text: object) -> str:
    r"""Return a text as LaTeX prints it.

    Examples
    --------
    >>> print(escaped("50 % of jpn_kor & more"), escaped("a-b^2"), escaped("−1 … 1"))
    50 \% of jpn\_kor \& more a-b\textasciicircum{}2 $-$1 \ldots{} 1
    """
    return "".join(_LATEX.get(sign, sign) for sign in str(text))


def latex_table(
    shown: pd.DataFrame, head: Head, digits: int, caption: str, label: str, note: str
) -> str:
    """Return a table of LaTeX with rules of booktabs."""
    numeric = [pd.api.types.is_numeric_dtype(shown[column]) for column in shown.columns]
    lines = [r"% \usepackage{booktabs}", r"\begin{table}[htbp]", r"\centering"]
    lines += [rf"\caption{{{escaped(caption)}}}"] if caption else []
    lines += [rf"\label{{{label}}}"] if label else []
    lines.append(rf"\begin{{tabular}}{{{''.join('r' if one else 'l' for one in numeric)}}}")
    lines += [r"\toprule", _row([escaped(title) for _, title in head]), r"\midrule"]
    chance = [str(column).startswith("p_") for column in shown.columns]
    for row in shown.itertuples(index=False):
        cells = zip(row, chance, strict=True)
        lines.append(_row([_cell(value, digits, chance=one) for value, one in cells]))
    lines += [r"\bottomrule", r"\end{tabular}"]
    lines += [rf"\par\smallskip{{\footnotesize Note. {escaped(note)}}}", r"\end{table}"]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return " & ".join(cells) + r" \\"


def _cell(value: object, digits: int, *, chance: bool = False) -> str:
    r"""Return a cell: numbers in so many digits with a true minus, all else escaped.

    Examples
    --------
    >>> _cell(-0.12345, 3), _cell(7, 3), _cell(float("nan"), 3), _cell("a_b", 3)
    ('$-$0.123', '7', '--', 'a\\_b')
    >>> _cell(1e-9, 3, chance=True)
    '$<$0.001'
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return f"{int(value):,}".replace("-", "$-$")
    if isinstance(value, Real):
        if not np.isfinite(float(value)):
            return "--"
        if chance and float(value) < 10.0**-digits:
            return f"$<${10.0**-digits:.{digits}f}"
        text = f"{float(value):.{digits}f}"
        return text.lstrip("-") if float(text) == 0.0 else text.replace("-", "$-$")
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m}"
    return escaped(value)
