"""What facts rest on, as a map: each change is written, and what chance may do is told apart."""

import pandas as pd

from sim.plots import ablation_map


def test_ablation__tells_changes_within_their_error_apart():
    facts = ["E01", "E02", "E03", "E04"]
    change = pd.DataFrame([[-0.90, 0.04, 0.005, 0.30]], index=["mediation"], columns=facts)
    se = pd.DataFrame([[0.03, 0.03, 0.03, 0.03]], index=["mediation"], columns=facts)
    fig = ablation_map(change, se, replicates=60, seed=1)
    written = {
        text.get_text(): text.get_gid()
        for text in fig.axes[0].texts
        if str(text.get_gid()).startswith("change")
    }
    assert written == {"−90": "change", "4": "change within error", "30": "change"}
    (caption,) = fig.findobj(lambda artist: artist.get_gid() == "caption")
    assert "95% interval contains 0" in caption.get_text().replace("\n", " ")
