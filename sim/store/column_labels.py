"""What tables of results say of their columns: units, long names, what codes mean.

It rides in `DataFrame.attrs`, which pandas copies in full with every step. So it is read-only here,
and a copy is the same object: two hundred words would else take a quarter of the time.
"""

from collections.abc import Hashable
from functools import cache
from typing import Any, NoReturn

from sim.spec.levels import levels_of
from sim.spec.outcomes import OUTCOMES, OutcomeSpec
from sim.store.key_words import KeyWords
from sim.store.labels import flags

__all__ = ["Labels", "column_labels"]


class Labels(dict[str, Any]):
    """A mapping that is read, and shared by all that copy it; `dict(labels)` may be changed.

    Examples
    --------
    >>> import copy
    >>> units = Labels(summits="1")
    >>> copy.deepcopy(units) is units
    True
    >>> units["summits"] = "count"
    Traceback (most recent call last):
    TypeError: labels of results are shared: change a copy, dict(labels)
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("labels of results are shared: change a copy, dict(labels)")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> "Labels":
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> "Labels":
        return self

    def __reduce__(self) -> tuple[type["Labels"], tuple[dict[str, Any]]]:
        return Labels, (dict(self),)


@cache
def column_labels(
    specs: tuple[OutcomeSpec, ...] = OUTCOMES, keys: tuple[tuple[str, KeyWords], ...] = ()
) -> dict[Hashable | None, Labels]:
    """Return units and long names of outcomes, and of codes their numbers and words, by column.

    Parameters
    ----------
    specs : declarations of the outcomes, the shipped ones if not said
    keys : those of a design, each with its unit and meaning where they are known

    Examples
    --------
    >>> column_labels()["units"]["jpn_kor_low_month"]
    'month'
    """
    coded = {outcome.name: flags(levels_of(outcome)) for outcome in specs if outcome.levels}
    return {
        "units": Labels(
            {one.name: one.unit for one in specs}
            | {key: told.unit for key, told in keys if told.unit}
        ),
        "long_name": Labels(
            {one.name: one.meaning for one in specs}
            | {key: told.meaning for key, told in keys if told.meaning}
        ),
        **{
            kind: Labels({name: told[kind] for name, told in coded.items()})
            for kind in ("flag_values", "flag_meanings")
        },
    }
