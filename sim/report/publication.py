"""A table for a paper: long names, units, and a note of seed and replicates, as LaTeX and CSV.

LaTeX asks for the package booktabs. A CSV holds nothing but its header and rows, so that any reader
takes it as it is; its note lies beside it, `NAME.note.txt`.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis import Effect, Effects
from sim.errors import SimError, UnknownName, WrongKind
from sim.report.files import write
from sim.report.latex import Head, latex_table
from sim.spec.outcomes import OUTCOME_BY_NAME, OutcomeSpec
from sim.spec.parse_override import MOST_SEED, check_whole
from sim.spec.recorded import RECORDED_BY_NAME

__all__ = ["table"]

_KINDS = (".tex", ".csv")

_PAIR = re.compile(r"\b(Tokyo|Seoul|Japan|Korea|US|Washington)-(?=[A-Z])")

#: Words of keys that are names.
_PROPER = re.compile(r"\b(trump|biden|tokyo|seoul|washington|beijing|pyongyang|china|quad)\b")

#: Columns of an effect, by what stands above them.
_NUMBERS = {
    "difference": "Difference",
    "low": "Interval, from",
    "high": "Interval, to",
    "d": "Standardised difference",
    "p_holm": "p (Holm)",
}


def table(
    what: Effect | Effects | pd.DataFrame,
    path: str | Path,
    *,
    outcomes: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    digits: int = 3,
    caption: str = "",
    label: str = "",
    note: str = "",
    replicates: int | None = None,
    seed: int | None = None,
) -> list[Path]:
    r"""Write an effect, several, or a table of numbers for a paper; return the files' paths.

    Parameters
    ----------
    what : what `sim.compare` returns, or any DataFrame, whose `attrs` may hold `units` and
        `long_name` by column, `replicates` and `seed`
    path : ends in .tex or in .csv, else both are written
    outcomes : of effects, in their order; all if none are given
    columns : of a DataFrame, in their order; all if none are given
    names, units : long name and unit of a column, before what the registry and `attrs` say
    digits : after the point, in LaTeX; a CSV holds every digit
    caption, label : of the LaTeX table
    note : what its note says more, after replicates, seed and level
    replicates, seed : of a DataFrame whose `attrs` do not say them

    Raises
    ------
    UnknownName
        If an outcome or column is not there.
    SimError
        If nothing says replicates and seed, there is no row, or something is said of effects that
        is of a table, or the other way round.

    Examples
    --------
    >>> import tempfile, sim
    >>> world = sim.load("neglect")
    >>> effect = sim.compare(world, world.replace(**{"switches.thaw": False}), replicates=20)
    >>> tex, csv, said = table(effect, Path(tempfile.mkdtemp()) / "thaw", outcomes=["summits"])
    >>> print(csv.read_text().splitlines()[0][:44])
    Outcome,Unit,"Thaw as it is, mean [of the ro
    >>> said.read_text().startswith("20 paired replicates, seed 1; 95% intervals.")
    True
    """
    if not isinstance(path, str | Path) or not Path(path).name:
        wanted = "a file's path, such as 'effects.tex'"
        raise WrongKind(path, wanted, place="table", field="path", given=True)
    path = Path(path)
    digits = check_whole(digits, "digits", 0, 17)  # a float has no more
    if path.suffix not in (*_KINDS, ""):
        raise UnknownName("format", path.suffix, _KINDS, place="table", field="path")
    if isinstance(what, Effect | Effects):
        own = {"columns": columns, "names": names, "units": units}
        _none_of(own | {"replicates": replicates, "seed": seed}, "a table: an effect has its own")
        shown, head, said = _of_effects(what, outcomes)
    elif isinstance(what, pd.DataFrame):
        _none_of({"outcomes": outcomes}, "effects; a table has columns")
        shown, head, said = _of_frame(what, columns, names or {}, units or {}, replicates, seed)
    else:
        kind = f"an object of type {type(what).__name__}"
        wanted = "an effect, effects, or a table (DataFrame)"
        raise WrongKind(kind, wanted, place="table", field="what")
    if shown.empty:
        raise SimError("found no row, wanted one or more", place="table", field="rows")
    said = " ".join(part for part in (said, note) if part)
    written = []
    for kind in _KINDS if path.suffix == "" else (path.suffix,):
        file = path.with_name(f"{path.name}{kind}") if path.suffix == "" else path
        if kind == ".tex":
            write(file, latex_table(shown, head, digits, caption, label, said))
            written.append(file)
        else:
            plain = shown.set_axis([title for title, _ in head], axis=1)
            write(file, str(plain.to_csv(index=False, lineterminator="\n")))
            beside = file.with_name(f"{file.stem}.note.txt")
            write(beside, f"{said}\n")
            written += [file, beside]
    return written


def _none_of(asked: Mapping[str, Any], of: str) -> None:
    """Raise for what is said of another kind of table, so that nothing is dropped in silence."""
    for field, value in asked.items():
        if value is not None:
            raise WrongKind(
                value, f"nothing: it is of {of}", place="table", field=field, given=True
            )


def _of_effects(
    what: Effect | Effects, outcomes: Sequence[str] | None
) -> tuple[pd.DataFrame, Head, str]:
    """Return rows of effects, with titles of their columns and what the note says."""
    effects = {what.alternative: what} if isinstance(what, Effect) else dict(what)
    first = next(iter(effects.values()))
    known = list(first.table.index)
    outcomes = [outcomes] if isinstance(outcomes, str) else outcomes
    for name in outcomes or ():
        if name not in known:
            raise UnknownName("outcome", name, known, place="table", field="outcomes")
    rows = []
    for name, effect in effects.items():
        for outcome in known if outcomes is None else outcomes:
            row = effect[outcome]
            cells: dict[str, Any] = {"World": _words(name)} if len(effects) > 1 else {}
            cells["Outcome"] = _paired(str(row["label"]))
            cells["Unit"] = _counted_in(effect.specs[outcome])
            cells |= {"base": row["base"], "alternative": row["alternative"]}
            rows.append(cells | {key: row[key] for key in _NUMBERS})
    shown = pd.DataFrame(rows)
    if len(shown) and shown["p_holm"].isna().all():
        shown = shown.drop(columns="p_holm")
    other = _words(first.alternative) if len(effects) == 1 else "World"
    titles = {"base": f"{_words(first.base)}, mean", "alternative": f"{other}, mean", **_NUMBERS}
    own = {"d": "standard deviations", "p_holm": "probability"}
    head = [
        (f"{titles[key]} [{own.get(key, 'of the row')}]", titles[key])
        if key in titles
        else (key, key)
        for key in map(str, shown.columns)
    ]
    said = (
        f"{first.replicates:,} paired replicates, seed {first.seed}; {first.level:.0%} intervals. "
        "The model explores and teaches; it does not predict."
    )
    changed = [
        f"{_words(name)}: {', '.join(effect.sides[1].asked())}" for name, effect in effects.items()
    ]
    if len(effects) > 1:
        said += f" Changed: {'; '.join(changed)}."
    shared = f" Both: {first.shared}." if first.shared else ""
    return shown, head, f"{said}{shared}{' ' + first.left_out if first.left_out else ''}"


def _of_frame(
    frame: pd.DataFrame,
    columns: Sequence[str] | None,
    names: Mapping[str, str],
    units: Mapping[str, str],
    replicates: int | None,
    seed: int | None,
) -> tuple[pd.DataFrame, Head, str]:
    """Return a table's rows with its index as columns, titles, and what the note says."""
    told: dict[str, Any] = {
        "replicates": frame.attrs.get("replicates") if replicates is None else replicates,
        "seed": frame.attrs.get("seed") if seed is None else seed,
    }
    for field, number in told.items():
        if number is None:
            lacking = f"found none, wanted a number: a note says it; give {field}=…"
            raise SimError(lacking, place="table", field=field)
        told[field] = check_whole(number, field, 0, MOST_SEED)
    indexed = [str(name) for name in frame.index.names if name is not None]
    shown = frame.reset_index() if indexed else frame
    known = [str(column) for column in shown.columns]
    for name in columns or ():
        if name not in known:
            raise UnknownName("column", name, known, place="table", field="columns")
    if columns is not None:
        shown = shown[list(dict.fromkeys((*indexed, *columns)))]
    head = []
    for column in map(str, shown.columns):
        meaning, unit = _declared(column, frame.attrs)
        title = names.get(column) or meaning or _words(column)
        unit = units.get(column, unit)
        head.append((f"{title} [{unit}]" if unit else title,) * 2)
    said = f"{int(told['replicates']):,} replicates, seed {told['seed']}."
    if "level" in frame.attrs:
        said += f" {float(frame.attrs['level']):.0%} intervals."
    return shown, head, said


def _declared(column: str, attrs: Mapping[Any, Any]) -> tuple[str, str]:
    """Return a column's long name and unit, from a table's attributes or the registry."""
    found = []
    for kind in ("long_name", "units"):
        given = attrs.get(kind)
        found.append(str(given.get(column, "")) if isinstance(given, Mapping) else "")
    spec = OUTCOME_BY_NAME.get(column) or RECORDED_BY_NAME.get(column)
    if spec is not None:
        own = spec.unit if not isinstance(spec, OutcomeSpec) else _counted_in(spec)
        found = [found[0] or spec.meaning, found[1] if found[1] not in ("", "1") else own]
    return _paired(found[0]), _unit(found[1]) if found[1] else ""


def _counted_in(spec: OutcomeSpec) -> str:
    """Return what an outcome is counted in; a pure number by its bounds.

    Examples
    --------
    >>> _counted_in(OUTCOME_BY_NAME["jpn_kor_final"]), _counted_in(OUTCOME_BY_NAME["summits"])
    ('−1 to 1', 'count')
    """
    if spec.unit != "1":
        return spec.unit
    if spec.kind in ("count", "share", "flag"):
        return "probability" if spec.kind == "flag" else spec.kind
    return f"{spec.low:g} to {spec.high:g}".replace("-", "−") if np.isfinite(spec.high) else "1"


def _unit(unit: str) -> str:
    return "pure number" if unit == "1" else unit


def _paired(text: str) -> str:
    """Return a meaning with a dash between two countries.

    Examples
    --------
    >>> _paired("Mean relation Japan-Korea")
    'Mean relation Japan–Korea'
    """
    return _PAIR.sub(r"\1–", text)


def _words(name: str) -> str:
    """Return a key as words that begin a line.

    Examples
    --------
    >>> _words("second_trump_term"), _words("traits.rivalry=0.1")
    ('Second Trump term', 'Traits rivalry = 0.1')
    """
    text = re.sub(r"(?<=[a-z])\.(?=[a-z])", " ", name).replace("_", " ").replace("=", " = ")
    text = _PROPER.sub(lambda match: match[0].capitalize(), text.strip())
    return text[:1].upper() + text[1:]
