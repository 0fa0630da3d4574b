"""The part of the page on observed series: scores, rivals, and points against bands."""

import html
from pathlib import Path

from sim.plots import observed_bands, save
from sim.plots.label import words as mechanism_words
from sim.study.files import write
from sim.study.patterns.web import picture, table
from sim.study.scoring import MEASURES, NOT_SCORED, ObservedScore

__all__ = ["observed_section"]


def observed_section(score: ObservedScore, folder: Path) -> list[str]:
    """Return the section on observed series."""
    write(folder / "observed_score.csv", score.table.to_csv(index=False))
    write(folder / "observed_difference.csv", score.differences.to_csv(index=False))
    for one in MEASURES.values():
        drawn = observed_bands(
            score.bands,
            one.name,
            label=f"{one.label} [{one.unit}]",
            title=one.label,
            replicates=score.replicates,
            seed=score.seed,
            bounds=(one.low, one.high),
        )
        save(drawn, folder / "figures", f"observed_{one.name}")
    held = score.table[score.table["block"] == "held out"]
    main = ("model", "persistence", "leaders_only", "heider_balance")
    rows = []
    for (measure, dyad), group in held.groupby(["measure", "dyad"], sort=False):
        by = {str(row["contender"]): row for row in group.to_dict("records")}
        cells = [f"{float(by[name]['crps']):.3f}" if name in by else "–" for name in main]
        cover = [f"{100 * float(by['model'][key]):.0f}%" for key in ("coverage50", "coverage90")]
        rows.append([str(measure), str(dyad), *cells, *cover, f"{int(by['model']['n'])}"])
    verdict = score.differences[score.differences["block"] == "held out"]
    beaten = verdict.groupby("rival")["better"].value_counts().unstack(fill_value=0)
    lines = [
        [mechanism_words(str(rival))]
        + [str(int(beaten.loc[rival].get(side, 0))) for side in ("model", "neither", "rival")]
        for rival in beaten.index
    ]
    missing = "".join(
        f"<li>{html.escape(what)}: {html.escape(why)}</li>" for what, why in NOT_SCORED
    )
    return [
        "<h2>Observed series</h2>",
        "<p>Mean CRPS over years held out in turn (lower is better), and how much of what was "
        "observed lies in the model's 50 % and 90 % bands.</p>",
        table(
            [
                "measure",
                "dyad",
                "model",
                "persistence",
                "leaders only",
                "balance alone",
                "in 50%",
                "in 90%",
                "n",
            ],
            rows,
            7,
        ),
        *(picture(f"observed_{name}", one.label) for name, one in MEASURES.items()),
        "<p>In how many series the model is better than, no different from, or worse than each "
        "rival, by the interval of the difference:</p>",
        table(["rival", "model better", "neither", "rival better"], lines, 3),
        f"<p>Not scored:</p><ul>{missing}</ul>",
    ]
