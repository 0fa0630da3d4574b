"""The articles' claims: a table of all, the tests of them, and what became of each."""

from sim.study.claims.report import counts, report
from sim.study.claims.table import ARTICLES, Claim, claims, expectations

__all__ = ["ARTICLES", "Claim", "claims", "counts", "expectations", "report"]
