"""Rows of values beside rows of a design: they are read by their place."""

import numpy as np
import pandas as pd

from sim.errors import WrongKind

__all__ = ["check_order"]


def check_order(values: object, design: pd.DataFrame) -> None:
    """Raise where values carry a design's labels in another order than it does.

    Labels that are not the design's say nothing of an order.

    Raises
    ------
    WrongKind
        For rows that were sorted or shuffled on one side alone.

    Examples
    --------
    >>> design = pd.DataFrame({"traits.rivalry": [0.1, 0.9]})
    >>> check_order(pd.Series([1.0, 2.0], index=[0, 1]), design)
    >>> check_order(pd.Series([2.0, 1.0], index=[1, 0]), design)
    Traceback (most recent call last):
    sim.errors.WrongKind: values: found rows in another order, wanted that of the design: \
values.loc[design.index] has it
    """
    if not isinstance(values, pd.DataFrame | pd.Series) or len(values) != len(design):
        return
    same = set(values.index) == set(design.index)
    if same and not np.array_equal(values.index, design.index):
        wanted = "that of the design: values.loc[design.index] has it"
        raise WrongKind("rows in another order", wanted, field="values")
