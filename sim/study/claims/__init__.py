"""The articles' claims: a table of all, the tests of them, and what became of each.

`null` puts them to models that know less, `distance` says how far the model lies from those.
"""

from sim.study.claims.distance import TABLE, null_table
from sim.study.claims.null import NULLS, check_draws, put
from sim.study.claims.null_section import HEAD, distance_lines
from sim.study.claims.report import counts, report
from sim.study.claims.table import ARTICLES, Claim, claims, expectations

__all__ = [
    "ARTICLES",
    "HEAD",
    "NULLS",
    "TABLE",
    "Claim",
    "check_draws",
    "claims",
    "counts",
    "distance_lines",
    "expectations",
    "null_table",
    "put",
    "report",
]
