"""What is said of scores: computed from them, in sentences, tables and pictures."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest

from sim.methods.scoring import HELD_OUT, MEASURES, POOLED, RIVALS, score_observed
from sim.report.page import part
from sim.scenario import load
from sim.study.patterns import score_lines, swing_lines, swing_words, verdict_words
from sim.study.patterns.observed_section import observed_section


@pytest.fixture(scope="module")
def scored():
    return score_observed(load("baseline_hindcast"), 30, 1, ablations=False, threads=1)


def told(scored, **better):
    """The scores with who is better as said, by CRPS and log score, for every measure and rival."""
    table = scored.differences.copy()
    for column, who in better.items():
        table[column] = [who.get(rival, "neither") for rival in table["rival"]]
    return dataclasses.replace(scored, differences=table)


def test_verdicts__count_and_name_who_is_better(scored):
    known = told(
        scored,
        better={"persistence": "model", "two_state_markov": "rival", "leaders_only": "rival"},
        log_better={"heider_balance": "rival"},
    )
    crps, log, *each = verdict_words(known)
    assert crps == (
        "By CRPS the model is better than a rival in 5 of 19 comparisons, beaten in 10, and "
        "neither in 4. Beaten by leaders only on 5 and two-state Markov on 5 of the measures."
    )
    assert log == (
        "By log score the model is better than a rival in 0 of 19 comparisons, beaten in 4, and "
        "neither in 15. Beaten by Heider balance on 4 of the measures."
    )
    assert len(each) == len(MEASURES)
    assert each[0] == (
        "Conflict share of acts, by quarter: by CRPS beaten by leaders only and two-state Markov, "
        "better than persistence; by log score beaten by Heider balance, better than none."
    )


def test_verdicts__of_a_model_that_nobody_beats_say_so(scored):
    crps, *_ = verdict_words(told(scored, better=dict.fromkeys(RIVALS, "model"), log_better={}))
    assert crps.endswith(
        "in 19 of 19 comparisons, beaten in 0, and neither in 0. Beaten by nobody."
    )


def swung(scored, **more):
    return dataclasses.replace(scored, swings=scored.swings.assign(**more))


@pytest.mark.parametrize(
    ("ratio", "said"), [(0.5, "below"), (0.7, "within"), (1.3, "within"), (2.0, "above")]
)
def test_swings__are_set_beside_the_aim(scored, ratio, said):
    words = swing_words(swung(scored, ratio=ratio, ratio_low=0.1, ratio_high=2.5, inside=0.25))
    assert len(words) == 2
    for one in words:
        assert f"swings {ratio:.2f} times as far as the record" in one
        assert f"(90% of replicates: 0.10 to 2.50), {said} the aim of 0.7 to 1.3; 25% of" in one


def test_swings__without_a_ratio_say_why(scored):
    words = swing_words(swung(scored, ratio=np.nan))
    assert all(
        one.endswith("the record does not move within terms, so there is no ratio.")
        for one in words
    )


def test_lines__have_every_contender_and_a_dash_for_what_is_not_scored(scored):
    head, *lines = score_lines(scored, "log_score")
    assert head == ["measure", "model", *RIVALS.values()]
    assert [line[0] for line in lines] == list(MEASURES)
    assert lines[-1][-1] == "–"
    row = scored.table.set_index(["measure", "dyad", "block", "contender"])
    value = row.loc[("tone", POOLED, HELD_OUT, "two_state_markov"), "log_score"]
    assert lines[1][head.index("two-state Markov")] == f"{value:.3f}".replace("-", "−")
    _, *swings = swing_lines(scored)
    assert [line[:2] for line in swings[:2]] == [
        ["conflict_share", POOLED],
        ["conflict_share", "CHN-JPN"],
    ]


def test_section__tells_all_in_tables_pictures_and_files(scored, tmp_path):
    text = part("hindcast_observed", {"observed": observed_section(scored, tmp_path)})
    for sentence in (*verdict_words(scored), *swing_words(scored, "heider_balance")):
        assert f"- {sentence}\n" in text
    tables = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    assert len(tables) == 5
    for words in RIVALS.values():
        assert f"| {words} |" in tables[0].splitlines()[0]
    assert tables[0].splitlines()[1].startswith("|---|---|--:|--:|")
    assert "two-state Markov" in tables[2]
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    wanted = {f"observed_{name}.csv" for name in ("score", "difference", "swing")}
    assert wanted | {"figures/observed_rivals.png", "figures/observed_tone.svg"} <= made
    swings = pd.read_csv(tmp_path / "observed_swing.csv")
    assert len(swings) == len(scored.swings)
