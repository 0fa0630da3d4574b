"""Labels: recorded rows become named variables with dimensions, months, units and meanings.

The one place where flat columns turn into what readers see. A batch, a replay and a study read from
disk pass through here alike.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.spec.instruments import INSTRUMENTS
from sim.spec.kept import ALL, Kept
from sim.spec.levels import key_of
from sim.spec.recorded import LABELLED, Labelled

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["DIMENSIONS", "flags", "label", "month_dates"]

#: Long names of the coordinates.
_LONG_NAMES = {
    "scenario": "Name of the scenario",
    "point": "Point of the study",
    "replicate": "Replicate: the same number means the same random numbers in every world",
    "month": "Month, by its first day",
    "dyad": "Pair of countries, ISO 3166 codes in alphabetical order",
    "capital": "Country by ISO 3166 code",
    "issue": "Issue on which Washington may demand burden",
    "instrument": "Instrument: what a capital chooses each month",
    "options": "Options of the instrument in the order of their numbers, from 0",
}

#: Coordinate labels of each further dimension.
DIMENSIONS: dict[str, tuple[str, ...]] = {item.dim: item.labels for item in LABELLED if item.dim}

_EPOCH = 1970 * 12  # month number from which datetime64 counts


def month_dates(first: int, count: int) -> np.ndarray:
    """Return the first days of `count` months from month number `first` on, as datetime64[ms].

    Examples
    --------
    >>> month_dates(2017 * 12, 2).astype("datetime64[M]").astype(str).tolist()
    ['2017-01', '2017-02']
    """
    months = np.arange(first - _EPOCH, first - _EPOCH + count)
    return months.astype("datetime64[M]").astype("datetime64[ms]")


def _columns(item: Labelled, kept: Kept) -> tuple[list[int], list[bool]]:
    """Return where the columns of a variable stand, and which are read with turned sign."""
    turned = [field.startswith("-") for field in item.fields]
    return [kept.columns.index(field.removeprefix("-")) for field in item.fields], turned


def _values(records: np.ndarray, item: Labelled, kept: Kept) -> np.ndarray:
    """Return a variable's values (…) or (…, labels): a view of the records wherever that can be."""
    places, turned = _columns(item, kept)
    if not item.dim:
        return records[..., places[0]]
    if not any(turned) and places == list(range(places[0], places[0] + len(places))):
        return records[..., places[0] : places[-1] + 1]
    values = records[..., places]
    for number, turn in enumerate(turned):
        if turn:
            values[..., number] = 0.0 - values[..., number]  # not -x, which would make -0.0 of 0.0
    values.flags.writeable = False
    return values


def flags(levels: Mapping[int, str]) -> dict[str, Any]:
    """Return the attributes by which the CF conventions say what the numbers of a code mean.

    Plain lists and text, so that netCDF, Zarr and JSON hold them.

    Examples
    --------
    >>> flags({0: "none", 1: "working groups", 2: "full"})
    {'flag_values': [0.0, 1.0, 2.0], 'flag_meanings': 'none working_groups full'}
    >>> flags({})
    {}
    """
    if not levels:
        return {}
    meanings = " ".join(key_of(word) for word in levels.values())
    return {"flag_values": [float(number) for number in levels], "flag_meanings": meanings}


def _attributes(item: Labelled) -> dict[str, Any]:
    """Return a variable's attributes, named as the CF conventions name them."""
    return {"units": item.unit, "long_name": item.meaning, **flags(item.levels)}


def label(
    records: np.ndarray,
    dims: Sequence[str],
    coords: Mapping[str, Any],
    attributes: Mapping[str, Any] | None = None,
    kept: Kept = ALL,
) -> "xr.Dataset":
    """Return recorded rows as a Dataset of named variables.

    Parameters
    ----------
    records : (*dims, columns of `kept`) float64
        Not copied: the variables are read-only views of it wherever their columns are neighbours.
    dims : names of the leading dimensions, such as ('replicate', 'month')
    coords : their coordinates, and scalar ones
    attributes : of the whole Dataset
    kept : which variables the rows have; where they are not all, an attribute `kept` names them

    Examples
    --------
    >>> import numpy as np
    >>> from sim.spec.recorded import RECORDED
    >>> months = month_dates(2017 * 12, 3)
    >>> made = label(np.zeros((3, len(RECORDED))), ("month",), {"month": months})
    >>> made["relation"].dims, made["relation"].sizes["dyad"]
    (('month', 'dyad'), 10)
    """
    import xarray as xr

    seen = records.view()
    seen.flags.writeable = False
    variables = {
        item.name: (
            (*dims, item.dim) if item.dim else tuple(dims),
            _values(seen, item, kept),
            _attributes(item),
        )
        for item in kept.items
    }
    used = {item.dim for item in kept.items}
    named = {**coords, **{dim: list(own) for dim, own in DIMENSIONS.items() if dim in used}}
    if "instrument" in used:
        # CF's flag attributes cannot say it: each instrument has options of its own.
        named["options"] = ("instrument", [" ".join(one.options) for one in INSTRUMENTS])
    told = {} if kept.whole else {"kept": " ".join(kept.names)}
    made = xr.Dataset(variables, coords=named, attrs={**(attributes or {}), **told})
    for name in made.coords:
        if str(name) in _LONG_NAMES:  # keys of a design bring their own
            made[name].attrs["long_name"] = _LONG_NAMES[str(name)]
    return made
