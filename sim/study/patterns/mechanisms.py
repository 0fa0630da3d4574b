"""What the facts rest on, and the shares of mechanisms in the trough and in the recovery."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from sim.methods import attribution
from sim.methods.attribution import Ablation, Shares
from sim.methods.changed import changed_world
from sim.methods.statement import Fact
from sim.spec.measure import Measure
from sim.spec.override import apply
from sim.spec.switches import SWITCHES
from sim.study.home import HOME
from sim.study.patterns.facts import patterns_of

__all__ = ["QUESTIONS", "ablate", "shapley"]

#: What is shared out, each a mean over replicates: how far ties fell to 2018-20 from the two years
#: before, and how far they rose from then to 2023.
_TROUGH = "mean(relation_jpn_kor, '2018-01', '2020-12')"
QUESTIONS = {
    "trough": Measure.parse(f"{_TROUGH} - mean(relation_jpn_kor, '2016-01', '2017-12')"),
    "recovery": Measure.parse(f"mean(relation_jpn_kor, '2023-01', '2023-12') - {_TROUGH}"),
}


def ablate(
    known: Sequence[Fact], *, overrides: Mapping[str, Any] | None = None, **runs: Any
) -> Ablation:
    """Run the hindcast with each mechanism off in turn; `runs` go to `sim.methods.attribution`."""
    world = changed_world(HOME, overrides or {})
    without = attribution.each_switch_off(world)
    return attribution.ablate(world, without, patterns_of(known), **runs)


def shapley(*, overrides: Mapping[str, Any] | None = None, **runs: Any) -> Shares:
    """Return what mechanisms share of `QUESTIONS`; `runs` go to `sim.methods.attribution`."""
    base = changed_world(HOME, overrides or {})
    found = attribution.shapley(
        SWITCHES,
        lambda on: apply(base, {f"switches.{name}": name in on for name in SWITCHES}),
        QUESTIONS,
        **runs,
    )
    return dataclasses.replace(found, table=found.table.rename_axis("mechanism"))
