"""What statements ask of the model: the worlds of their arms, each once, and what of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import SimError
from sim.methods.changed import Read, changed_world
from sim.methods.statement.arm import world_of
from sim.methods.statement.statement import Arm, Statement
from sim.scenario import load
from sim.spec.measure import Measure
from sim.spec.world import World

__all__ = ["Asked"]


@dataclass(frozen=True)
class Asked:
    """Statements with a test, and the worlds that they ask for.

    Attributes
    ----------
    statements : tuple of Statement
    worlds : mapping
        Digest to the world, and what is measured of it by the measure's text.
    digests : mapping
        Place of a statement and name of an arm to the digest of its world.
    """

    statements: tuple[Statement, ...]
    worlds: Mapping[str, tuple[World, Mapping[str, Measure]]]
    digests: Mapping[tuple[str, str], str]

    @classmethod
    def of(
        cls,
        statements: Sequence[Statement],
        worlds: Path | None = None,
        overrides: Mapping[str, Any] | None = None,
        read: Read = load,
    ) -> "Asked":
        """Return what statements ask for; every arm is made and checked.

        Parameters
        ----------
        statements : those without a test are left out
        worlds : path, optional
            A folder of one's own worlds.
        overrides : mapping, optional
            Changes by name that hold in every arm, unless the arm itself says otherwise.
        read : gives the world of a name before it is changed

        Raises
        ------
        SimError
            For an arm that cannot be made, with its place.
        """
        tested = tuple(statement for statement in statements if statement.checks)
        # Many arms are alike, and most name the same few worlds: each is made once. Worlds that
        # start from one and the same object hold its digest together.
        made: dict[str, World] = {}
        bases: dict[tuple[str, ...], World] = {}

        def changed(name: str, asked: Mapping[str, Any], folder: Path | None) -> World:
            key = (name, *asked)
            if key not in bases:
                bases[key] = changed_world(name, asked, folder, read)
            return bases[key]

        def world(arm: Arm) -> World:
            if repr(arm) not in made:
                made[repr(arm)] = world_of(arm, worlds, overrides or {}, changed)
            return made[repr(arm)]

        digests: dict[tuple[str, str], str] = {}
        asked: dict[str, tuple[World, dict[str, Measure]]] = {}
        for statement in tested:
            for name, arm in statement.arms.items():
                try:
                    found = world(arm)
                except SimError as fault:
                    place = statement.place.below(f"test.arms.{name}", name)
                    raise SimError(str(fault), place=place) from fault
                digests[statement.place, name] = found.digest()
                _, measures = asked.setdefault(found.digest(), (found, {}))
                for check in statement.checks:
                    if name in check.arm.names:
                        both = [check.measure, *([check.against] if check.against else [])]
                        measures.update({measure.text: measure for measure in both})
        return cls(tested, asked, digests)
