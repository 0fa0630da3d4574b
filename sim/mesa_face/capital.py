"""The five capitals as Mesa agents: windows on the model's state that own no number."""

from typing import TYPE_CHECKING

import mesa

from sim.spec.instruments import INSTRUMENTS
from sim.spec.preferences import ISO, TRAIT_FIELDS

if TYPE_CHECKING:
    from sim.mesa_face.model import TriangleModel

__all__ = ["ALLIES", "Ally", "Capital"]

#: Capitals of which the model keeps stocks of their own.
ALLIES = ("tokyo", "seoul")

# Where the model keeps what a capital chose and how it stands with each other one: collected month
# by month, so names are put together once.
_CHOSEN = {
    capital: [(i.name, f"chosen_{i.name}", i.options) for i in INSTRUMENTS if i.capital == capital]
    for capital in ISO
}
_RELATION = {
    one: {
        other: f"relation_{'_'.join(sorted((one, other))).lower()}"
        for other in ISO.values()
        if other != one
    }
    for one in ISO.values()
}


class Capital(mesa.Agent):
    """One capital and the leader who holds it.

    Every property reads the model when asked, so it is always that of the month last run. Before
    the first step, leaders are those of the month to come, the rest is what the world starts from.
    Agents have no `step`: the five choose at once, inside the month.

    Attributes
    ----------
    name, iso : str
        The capital, 'seoul', and its country's code, 'KOR'.

    Examples
    --------
    >>> from sim.mesa_face import TriangleModel
    >>> model = TriangleModel("second_trump_term", replicate=3, compiled=False)
    >>> model.step()
    >>> model.capital("washington").leader
    'trump_2'
    >>> sorted(model.capital("seoul").choices)
    ['kor_china', 'kor_neighbour', 'kor_pyongyang', 'kor_washington']
    """

    def __init__(self, model: "TriangleModel", name: str) -> None:
        super().__init__(model)
        self.name, self.iso = name, ISO[name]

    def __repr__(self) -> str:
        return f"<{self.name}: {self.leader}>"

    @property
    def leader(self) -> str:
        """Name of the leader in office."""
        return str(self.model.world.holder(self.name, self.model.month_number))

    @property
    def traits(self) -> dict[str, float]:
        """Traits of the leader in office as drawn in this replicate; none in Beijing, Pyongyang."""
        drawn = self.model.traits
        return {
            trait: float(value)
            for (_, capital, trait), value in zip(TRAIT_FIELDS, drawn, strict=True)
            if capital == self.name
        }

    @property
    def choices(self) -> dict[str, str]:
        """Option chosen last, by instrument."""
        return {
            name: options[int(self.model[stock])] for name, stock, options in _CHOSEN[self.name]
        }

    @property
    def relations(self) -> dict[str, float]:
        """Relation with each of the other four by country code: -1 hostile, 1 close."""
        return {other: self.model[stock] for other, stock in _RELATION[self.iso].items()}


class Ally(Capital):
    """Tokyo or Seoul: a capital of which the model also keeps approval, beliefs, threats and bids.

    Examples
    --------
    >>> from sim.mesa_face import TriangleModel
    >>> seoul = TriangleModel("second_trump_term", compiled=False).capital("seoul")
    >>> 0.0 <= seoul.approval <= 1.0
    True
    """

    def _own(self, stem: str) -> float:
        return float(self.model[f"{stem}_{self.iso.lower()}"])

    @property
    def approval(self) -> float:
        """Approval of the leader, 0 to 1."""
        return self._own("approval")

    @property
    def support(self) -> float:
        """Public support for reconciling with the neighbour, 0 to 1."""
        return self._own("support")

    @property
    def favour(self) -> float:
        """True standing over the other ally in Washington, -1 to 1."""
        standing = float(self.model["favour_jpn"])
        return standing if self.name == "tokyo" else -standing

    @property
    def favour_belief(self) -> float:
        """That standing as the ally itself believes it, -1 to 1."""
        return self._own("favour_belief")

    @property
    def concern(self) -> float:
        """Fear that the other ally turns hostile, 0 to 1."""
        return self._own("concern")

    @property
    def china_alignment(self) -> float:
        """Realised alignment against China, 0 to 1."""
        return self._own("china_alignment")

    @property
    def retaliation_level(self) -> float:
        """Rung of the retaliation ladder, 0 to 3."""
        return self._own("retaliation_level")

    @property
    def threat_chn(self) -> float:
        """Perceived threat from China, 0 to 1."""
        return self._own("threat_chn")

    @property
    def threat_prk(self) -> float:
        """Threat from North Korea as both allies perceive it, 0 to 1."""
        return self.model["threat_prk"]

    @property
    def bid(self) -> float:
        """Effort bid for Washington's favour, 0 to 3; nan before the first month."""
        return self._own("bid")
