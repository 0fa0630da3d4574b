"""The numbers that a lesson's texts may name: every name with what it stands for.

`share_b` in braces in a text is filled with the number when the lesson is built. Levers count from
1 in the lesson's order; only those with a `to` have numbers of their own.
"""

from collections.abc import Iterable, Mapping

__all__ = ["OF_CELL", "OF_LESSON", "OF_LEVER", "OF_OUTCOME", "OF_PUZZLE", "SHOWN", "TOLD", "names"]

#: Worlds that a page shows at first, and pairs that sentences with means are told of.
SHOWN, TOLD = 100, 1000

OF_LESSON: Mapping[str, str] = {
    "share_a": "of 100 worlds as A, how many meet the question",
    "share_b": "of 100 worlds as B, how many meet the question",
    "both": "of 100 pairs, in how many both worlds do",
    "only_a": "of 100 pairs, in how many only A does",
    "only_b": "of 100 pairs, in how many only B does",
    "neither": "of 100 pairs, in how many neither does",
    "share_difference": "of 100 worlds, share_b less share_a",
    "share_margin": "to either side of share_difference, 95 %",
    "thousand_a": "of 1,000 worlds as A, how many meet the question",
    "thousand_b": "of 1,000 worlds as B, how many meet the question",
    "thousand_difference": "of 1,000 worlds, thousand_b less thousand_a",
    "thousand_margin": "to either side of thousand_difference, 95 %",
    "mean_a": "mean of the outcome over 1,000 worlds as A",
    "mean_b": "mean of the outcome over 1,000 worlds as B",
    "difference": "mean over 1,000 pairs of the outcome in B less that in A",
    "margin": "to either side of difference, 95 %",
    "size": "difference without its sign",
    "worst_a": "mean outcome of the lowest tenth of 1,000 worlds as A",
    "worst_b": "mean outcome of the lowest tenth of 1,000 worlds as B",
    "worst_difference": "worst_b less worst_a",
    "middle_a": "mean outcome of the middle fifth of 1,000 worlds as A",
    "middle_b": "mean outcome of the middle fifth of 1,000 worlds as B",
    "middle_difference": "middle_b less middle_a",
    "best_a": "mean outcome of the highest tenth of 1,000 worlds as A",
    "best_b": "mean outcome of the highest tenth of 1,000 worlds as B",
    "best_difference": "best_b less best_a",
    "unchanged": "of 1,000 pairs, in how many the answer to the question is the same",
    "alike": "of 1,000 pairs, in how many the outcome is the same to the last digit",
    "sum_alone": "sum of the effects of the changed levers, each pulled alone",
    "months": "months of the window",
    "shown": "how many worlds of each kind the page opens with",
    "told": "how many pairs stand behind means and differences",
    "scale_low": "lowest that the outcome can be",
    "scale_high": "highest that the outcome can be",
    "prior_up": "percent of draws of all parameters in which B is above A",
    "prior_down": "percent of draws of all parameters in which B is below A",
    "prior_median": "median over these draws of the mean difference of the outcome",
    "prior_draws": "how many draws of all parameters",
}

OF_LEVER: Mapping[str, str] = {
    "to": "what the lever is set to in B",
    "alone_share": "of 100 worlds with this lever alone as in B, how many meet the question",
    "alone": "mean over 1,000 pairs of the outcome with this lever alone as in B, less that in A",
    "alone_margin": "to either side of alone, 95 %",
}

OF_OUTCOME: Mapping[str, str] = {
    "a": "mean of this outcome over 1,000 worlds as A",
    "b": "mean of this outcome over 1,000 worlds as B",
    "difference": "mean over 1,000 pairs of B less A",
    "margin": "to either side of that difference, 95 %",
    "size": "that difference without its sign",
}

OF_CELL: Mapping[str, str] = {
    "share": "of 100 worlds of this cell, how many meet the question",
    "mean": "mean of the outcome over 1,000 worlds of this cell",
    "worst": "mean outcome of the lowest tenth of 1,000 worlds of this cell",
    "difference": "mean over 1,000 pairs of the outcome in this cell less that in A",
    "margin": "to either side of that difference, 95 %",
}

OF_PUZZLE: Mapping[str, str] = {
    "puzzle_reach": "how many of 100 worlds the puzzle asks for",
    "puzzle_share": "how many of 100 worlds the puzzle's own way reaches",
}


def names(changed: Iterable[int], also: Iterable[str], cells: Iterable[str]) -> Mapping[str, str]:
    """Return every name that a lesson's texts may use, with its meaning.

    Parameters
    ----------
    changed : numbers of the levers that have a `to`, from 1
    also : further outcomes
    cells : names of further worlds

    Examples
    --------
    >>> found = names([1], ["summits"], ["rivals"])
    >>> [name for name in found if name not in OF_LESSON | OF_PUZZLE]  # doctest: +ELLIPSIS
    ['to_1', 'alone_share_1', 'alone_1', 'alone_margin_1', 'summits_a', ..., 'summits_rivals']
    """
    also, cells = tuple(also), tuple(cells)
    found = {**OF_LESSON, **OF_PUZZLE}
    found |= {
        f"{stem}_{k}": f"{words}; lever {k}" for k in changed for stem, words in OF_LEVER.items()
    }
    found |= {
        f"{one}_{end}": f"{words}; {one}" for one in also for end, words in OF_OUTCOME.items()
    }
    for cell in cells:
        found |= {f"{stem}_{cell}": f"{words}; {cell}" for stem, words in OF_CELL.items()}
        found |= {f"{one}_{cell}": f"mean of {one} over 1,000 worlds of {cell}" for one in also}
    return found
