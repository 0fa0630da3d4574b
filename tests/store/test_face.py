"""Results in a notebook: right numbers, whole HTML, a picture in words too, few rows read."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

import sim
from sim.scenario import load
from sim.store import face, fan_svg, open_study
from sim.store.fan_svg import Fan
from tests.runner.studies import FOUR

WORLD = load("second_trump_term")
SVG = "{http://www.w3.org/2000/svg}"


def html(results):
    """The HTML of results as a tree: it is whole, and nothing in it is loaded from elsewhere."""
    text = results._repr_html_()
    assert not re.search(r"href|src=|url\(|<script|<style", text)
    return ET.fromstring(f"<div>{text}</div>")


def cells(tree):
    return [["".join(cell.itertext()) for cell in row] for row in tree.iter("tr")]


@pytest.fixture(scope="module")
def found():
    return sim.run(WORLD, replicates=300, seed=1, keep=["trust"])


def test_one_point__has_its_leading_outcomes(found):
    rows = {row[0]: row for row in cells(html(found))}
    assert rows["outcome"] == ["outcome", "", "mean", "5%", "95%"]
    for name in ("jpn_kor_final", "rent_mean"):
        values = found.outcome_values([name], 0)[name]
        low, high = np.quantile(values, (0.05, 0.95))
        assert rows[name][2:] == [f"{values.mean():.3f}", f"{low:.3f}", f"{high:.3f}"]
    fall = found.outcomes["jpn_kor_fall"].mean()
    assert rows["jpn_kor_fall"][2:] == [f"{fall:.3f}", "", ""]
    summits = np.sort(found.outcomes["summits"])
    assert rows["summits"][3:] == [str(summits[14]), str(summits[284])]
    text = "".join(html(found).itertext())
    assert "trajectories: trust" in text
    assert "of the first" not in text


def test_picture__has_the_months_quantiles_and_says_them(found):
    (picture,) = html(found).iter(f"{SVG}svg")
    told = picture.get("aria-label")
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == told
    table = found.quantiles.query("variable == 'relation_jpn_kor'")
    first, last = table.iloc[0], table.iloc[-1]
    assert "2025-01 to 2028-12" in told
    assert f"median {first.q50:.2f} at first, {last.q50:.2f} at last" in told
    assert f"from {last.q05:.2f} to {last.q95:.2f}" in told
    (line,) = picture.iter(f"{SVG}polyline")
    points = [tuple(map(float, one.split(","))) for one in line.get("points").split()]
    assert len(points) == 48
    heights = 1 + (110 - 14 - 2) * (1 - (table["q50"].to_numpy() + 1) / 2)
    np.testing.assert_allclose([y for _, y in points], heights, atol=0.051)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    outer, inner = picture.iter(f"{SVG}polygon")
    assert float(outer.get("fill-opacity")) < float(inner.get("fill-opacity"))
    words = [one.text for one in picture.iter(f"{SVG}text")]
    assert words == ["close", "hostile", "2025-01", "2028-12"]
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', found._repr_html_()))
    assert colours == {"currentColor", "none"}  # light and dark pages alike


def test_several_points__stand_beside_one_another():
    run = sim.run_study(FOUR, replicates=20, seed=1)
    tree = html(run)
    rows = cells(tree)
    assert rows[0][:4] == ["point", "scenario", "traits.rivalry", "replicates"]
    assert [row[2] for row in rows[1:]] == ["0.2", "0.8", "0.4", "0.6"]
    mean = run.outcome_values(["jpn_kor_final"], 2)["jpn_kor_final"].mean()
    assert rows[3][4].startswith(f"{mean:.3f} (")
    assert len(list(tree.iter(f"{SVG}svg"))) == 4
    many = [sim.Point("a", FOUR[0].world, {"traits.rivalry": k / 100}) for k in range(15)]
    told = "".join(html(sim.run_study(many, replicates=2, seed=1)).itertext())
    assert "and 3 more points: see points" in told
    seeds = [sim.Point("a", FOUR[0].world, seed=seed) for seed in (5, 6)]
    assert [row[2] for row in cells(html(sim.run_study(seeds, replicates=2, seed=1)))] == [
        *("seed", "5", "6"),
    ]


def test_large_study__is_opened_and_shown_without_reading_its_rows(tmp_path, monkeypatch):
    short = WORLD.replace(months=2)
    sim.run(short, replicates=5000, seed=1, folder=tmp_path, study="s")
    monkeypatch.setattr(face, "_READ", 2000)
    read = []
    for name in ("read_file", "read_values"):
        own = getattr(sim.store.folder.StudyFolder, name)

        def counted(self, file, *more, own=own):
            read.append(file)
            return own(self, file, *more)

        monkeypatch.setattr(sim.store.folder.StudyFolder, name, counted)
    run = open_study(tmp_path / "s")
    assert "5000 replicates" in repr(run)
    assert not read
    tree = html(run)
    told = "".join(tree.itertext())
    assert "outcomes of the first 2,000 of 5,000 replicates" in told
    assert [(one.table, one.first) for one in read if one.table == "outcomes"] == [
        *(("outcomes", 0), ("outcomes", 1000)),
    ]
    assert {one.table for one in read} == {"outcomes", "quantiles"}
    rows = {row[0]: row for row in cells(tree)}
    first = run.outcome_values(["jpn_kor_final"], 0)["jpn_kor_final"][:2000]
    assert rows["jpn_kor_final"][2] == f"{first.mean():.3f}"
    assert len(list(tree.iter(f"{SVG}svg"))) == 1
    for path in (tmp_path / "s" / "quantiles").iterdir():
        path.unlink()
    assert not list(html(open_study(tmp_path / "s")).iter(f"{SVG}svg"))  # histograms are not read


def test_damage__is_said_in_place_of_the_table(tmp_path):
    sim.run(WORLD.replace(months=2), replicates=5, seed=1, folder=tmp_path, study="s")
    run = open_study(tmp_path / "s")
    for path in (tmp_path / "s" / "outcomes").rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-100])
    told = "".join(html(run).itertext())
    assert "run the same study again" in told
    assert "Results of second_trump_term" in told


def test_words__of_others_are_no_html():
    own = {"odd": {"measure": "mean(trust)", "meaning": "<b>& less</b>", "unit": "<i>"}}
    run = sim.run(WORLD.replace(months=2), replicates=3, outcomes=own)
    rows = {row[0]: row for row in cells(html(run))}
    assert rows["odd"][1] == "<b>& less</b> [<i>]"
    points = [sim.Point("<s>", WORLD.replace(months=2), {"a<b": k}) for k in (1, 2)]
    rows = cells(html(sim.run_study(points, replicates=2, seed=1)))
    assert rows[0][2] == "a<b"
    assert rows[1][1] == "<s>"


def test_own_outcome__without_an_answer():
    own = {"never": "first_month(trust > 2)", "some": "first_month(settlement_event)"}
    run = sim.run(WORLD, replicates=40, seed=1, outcomes=own)
    rows = {row[0]: row for row in cells(html(run))}
    assert rows["never"][2:] == ["no answer", "", ""]
    answers = np.isfinite(run.outcome_values(["some"], 0)["some"]).sum()
    assert rows["some"][2].endswith(f"(in {answers} runs)")


@pytest.mark.parametrize("months", [1, 2, 1000])
def test_fan__of_few_and_of_very_many_months(months):
    levels = {name: np.linspace(-1, 1, months) for name in ("q05", "q25", "q50", "q75", "q95")}
    for small in (True, False):
        text = fan_svg.fan_svg(Fan("A", ("a", "b"), -1, 1, ("c", "d"), levels), small=small)
        (line,) = ET.fromstring(text).iter(f"{SVG}polyline")
        points = line.get("points").split()
        assert len(points) == min(max(months, 2), 240)
        assert float(points[-1].split(",")[1]) == (
            1.0 if months > 1 else float(points[0].split(",")[1])
        )


def test_fan__outside_its_bounds_stays_in_the_picture():
    levels = dict.fromkeys(("q05", "q25", "q50", "q75", "q95"), np.array([-5.0, 5.0]))
    text = fan_svg.fan_svg(Fan("A", ("a", "b"), 0, 1, ("c", "d"), levels))
    heights = [float(y) for y in re.findall(r"\d,(-?[\d.]+)", text)]
    assert 0 <= min(heights) < max(heights) <= 96
    assert "<line" not in text  # no zero within the bounds


def test_worlds_and_sets__have_faces_too():
    for one in (WORLD, sim.parameter_set("posterior_2024")):
        text = one._repr_html_()
        ET.fromstring(f"<div>{text}</div>")
        assert len(text) < 10_000
