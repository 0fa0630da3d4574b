"""The four maps: world, contrast, axes, and which terms are direct in each."""

from sim.methods.effect_map.dispute import Dispute
from sim.methods.record import read_records
from sim.scenario import shipped_folder

__all__ = ["DISPUTES"]

#: By key.
DISPUTES = {
    one.key: one
    for one in read_records(Dispute, shipped_folder() / "disputes" / "maps.yaml", "maps")
}
