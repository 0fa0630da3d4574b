"""The twenty switches, one a mechanism, M01 to M20. Off is the mechanism's exact neutral limit."""

__all__ = ["NEUTRAL", "SWITCHES"]

#: Each mechanism's switch, and what is left of it when that is off; MODEL.md gives it exactly.
NEUTRAL = {
    "hub_and_spokes": "no pull to balance; the neighbour weighs 1; alliances move like Tokyo-Seoul",
    "mediation": "no effort, no pressure, no meeting of the three; nobody reads brokerage",
    "loyalty_contest": "no prize, no bid; standing fades with pressure and talks",
    "favour_perception": "each ally believes its true standing",
    "influence_learning": "Seoul believes its true influence; no neglect, no fork",
    "joint_hedging": "no gain from acting together, no saving, no shield",
    "threat_overlap": "overlap ½; tests do not touch cooperation",
    "abandonment": "no fear, no entrapment; reliability stands still",
    "strategic_ambiguity": "alignment ½ for both; no cost, no displeasure, no Quad",
    "dprk_talks": "no talks; postures and lines toward the North have no motive here",
    "history_dispute": "no shock, no litigation; the dispute there is decays",
    "retaliation": "no ladder, no reaction; dialogue and drills run",
    "thaw": "no settlement, summit or document; no pull of priority or rapport",
    "domestic_politics": "approval and support ½; no reversal",
    "institutions": "no institutions, no buffer; turnovers cost nothing; trust stands still",
    "vacuum": "an acting leader is a leader",
    "signalling": "no fear of the other, no pledge",
    "interdependence": "trade and society ties stand still; no restraint, no benefit",
    "grand_strategy": "priority is the trait",
    "settlement": "settlements have no quality and heal nothing; grievance caps nothing",
}

SWITCHES = tuple(NEUTRAL)
