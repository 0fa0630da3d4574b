"""What Mesa collected as tables for reading: real months, words for codes, units in `attrs`.

Mesa counts steps, and its versions count them differently; a month is the same in all. What a
number codes is an ordered categorical of words, what is 0 or 1 is true or false.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from sim.errors import SimError, short
from sim.mesa_face.model import TriangleModel
from sim.mesa_face.twins import SIDES, Twins
from sim.spec.instruments import INSTRUMENTS
from sim.spec.levels import NO_YES, levels_of
from sim.spec.preferences import ISO
from sim.spec.recorded import LABELLED, RECORDED
from sim.spec.world import World
from sim.store.column_labels import Labels

__all__ = ["batch_frame", "capital_frame", "month_frame"]

#: Unit, meaning and words of codes, by column: of a quantity as recorded, of one that both allies
#: have without its country.
_SPECS = {each.name: (each.unit, each.meaning, levels_of(each)) for each in RECORDED} | {
    each.name: (each.unit, each.meaning, each.levels) for each in LABELLED if each.dim == "capital"
}

#: Collected of agents as mappings; each entry becomes a column.
_MAPPINGS = {"choices": "choice", "relations": "relation"}


def month_frame(model: TriangleModel | Twins) -> pd.DataFrame:
    """Return what the collector kept of the months of a model, or of two with the same draws.

    Returns
    -------
    DataFrame
        Index `month`, the first day of each; columns as collected. `attrs` has units and long names
        by column, as tables of results have, and world, seed and replicate.

    Examples
    --------
    >>> model = TriangleModel("second_trump_term", replicate=3, compiled=False, months=2)
    >>> model.run_model()
    >>> frame = month_frame(model)
    >>> frame.index[-1], frame["triangle"].iloc[-1], frame.attrs["units"]["trust"]
    (Timestamp('2025-02-01 00:00:00'), 'ménage à trois', '1')
    """
    frame = model.datacollector.get_model_vars_dataframe()
    run = frame.columns.intersection(["seed", "replicate", "apart"])
    return _named(_worded(frame).set_index("month").drop(columns=run), model)


def capital_frame(model: TriangleModel) -> pd.DataFrame:
    """Return what the collector kept of the five capitals.

    Returns
    -------
    DataFrame
        Index (month, capital); columns `country` (ISO 3166 code), `leader`, what only Tokyo and
        Seoul have (missing elsewhere), `choice_<instrument>` in words, the instrument without its
        country, and `relation_<country>`. `attrs` as `month_frame` has them.

    Examples
    --------
    >>> model = TriangleModel("second_trump_term", replicate=3, compiled=False, months=2)
    >>> model.run_model()
    >>> seoul = capital_frame(model).xs("seoul", level="capital")
    >>> seoul["country"].iloc[0], seoul["leader"].iloc[0], seoul["choice_china"].iloc[0]
    ('KOR', 'acting', 'alignment')
    """
    if isinstance(model, Twins):
        raise SimError(
            "found Twins, wanted a TriangleModel: their collector keeps no capitals; twins.a and "
            "twins.b show them month by month",
            field="model",
        )
    frame = model.datacollector.get_agent_vars_dataframe()
    # Agents of a user's own have no name of a capital.
    frame = frame[frame["name"].isin(list(ISO))]
    steps = frame.index.get_level_values(0)
    collected = model.datacollector.get_model_vars_dataframe()["month"]
    frame = frame.assign(month=steps.map(dict(zip(steps.unique(), collected, strict=True))))
    return _named(_worded(frame).set_index(["month", "capital"]), model)


def batch_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the rows of `mesa.batch_run`.

    Parameters
    ----------
    rows : iterable of mapping
        What `mesa.batch_run` returned for `TriangleModel`, or for `Twins`.

    Returns
    -------
    DataFrame
        One row for a run, month and capital; for twins, for a run and month. Columns as
        `month_frame` and `capital_frame` have them, `month` among them, after `RunId`, `iteration`
        and what was asked. Mesa's own numbers of steps and agents are left out. `attrs` has units
        and long names.

    Raises
    ------
    sim.errors.SimError
        If the rows are of another model.

    Examples
    --------
    >>> import mesa
    >>> rows = mesa.batch_run(
    ...     TriangleModel,
    ...     parameters={
    ...         "world": "second_trump_term",
    ...         "replicate": range(2),
    ...         "leaders.washington.mediation": [0.1, 0.9],
    ...         "months": 2,
    ...         "compiled": False,
    ...     },
    ...     display_progress=False,
    ... )
    >>> frame = batch_frame(rows)
    >>> frame["month"].unique().tolist() == [pd.Timestamp("2025-02-01")]
    True
    >>> frame.groupby("leaders.washington.mediation")["replicate"].nunique().tolist()
    [2, 2]
    """
    frame = pd.DataFrame(list(rows))
    if len(frame) and not {"month", "replicate"} <= set(frame):
        raise SimError(
            f"found columns {short(list(frame.columns))}, wanted 'month' and 'replicate' among "
            "them: rows that mesa.batch_run returned for TriangleModel",
            field="rows",
        )
    frame = _worded(frame)
    if "world" in frame:
        worlds = [world.name if isinstance(world, World) else world for world in frame["world"]]
        frame["world"] = worlds
    frame = frame.drop(columns=["Step", "AgentID"], errors="ignore")
    frame.attrs = _labels(tuple(frame.columns))
    return frame


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with months for their names, words for codes, a column for each entry."""
    worded = {}
    for name in map(str, frame.columns):
        column = frame[name]
        if name in ("month", "apart"):
            worded[name] = pd.to_datetime(column.replace("", None), format="%Y-%m")
        elif name == "name":
            worded["capital"] = column
            worded["country"] = column.map(ISO)
        elif name in _MAPPINGS:
            worded |= _entries(column, _MAPPINGS[name])
        else:
            spec = _spec(name)
            worded[name] = _coded(column, spec[2]) if spec else column
    return pd.DataFrame(worded, index=frame.index)


def _entries(column: pd.Series, stem: str) -> dict[str, pd.Series]:
    """Return a column of mappings as columns: choices by instrument, relations by country."""
    taken: dict[str, list[Any]] = {}
    for row, entries in enumerate(column):
        for key, value in (entries or {}).items():  # none of an agent of a user's own
            name = f"{stem}_{key[4:] if stem == 'choice' else key}"
            taken.setdefault(name, [None] * len(column))[row] = value
    kind = "str" if stem == "choice" else "float64"
    return {name: pd.Series(taken[name], column.index, kind) for name in sorted(taken)}


def _coded(column: pd.Series, words: Mapping[int, str]) -> pd.Series:
    """Return a column of codes as words, of flags as true or false; any other as it is."""
    if not words:
        return column
    if tuple(words.values()) == NO_YES:
        return column.astype(bool)
    return column.map(words).astype(pd.CategoricalDtype(list(words.values()), ordered=True))


def _spec(name: str) -> tuple[str, str, Mapping[int, str]] | None:
    """Return unit, meaning and words of a column; of either world, of one of twins."""
    side = f"_{name[-1:]}" if name[-1:] in SIDES else ""
    return _SPECS.get(name) or _SPECS.get(name.removesuffix(side) if side else "")


@cache
def _labels(names: tuple[str, ...]) -> dict[Any, Any]:
    """Return units and long names of columns; those that are no quantities have none."""
    units, long_names = {}, {}
    for name in names:
        if spec := _spec(name):
            units[name], long_names[name] = spec[:2]
        elif name.startswith("relation_"):
            units[name], long_names[name] = "1", f"Relation with {name[9:]}: -1 hostile, 1 close"
        elif name.startswith("choice_"):
            meanings = (each.meaning for each in INSTRUMENTS if each.name[4:] == name[7:])
            long_names[name] = " ".join(dict.fromkeys(meanings))
    return {"units": Labels(units), "long_name": Labels(long_names)}


def _named(frame: pd.DataFrame, model: TriangleModel | Twins) -> pd.DataFrame:
    """Return a table that says what its columns mean and which run it is of."""
    world = (model.a if isinstance(model, Twins) else model).world
    run = {"world": world.name, "seed": model.seed, "replicate": model.replicate}
    frame.attrs = _labels(tuple(frame.columns)) | run
    return frame
