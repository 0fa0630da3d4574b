"""Opening a study says what is not as it should be, and never leaves out rows without a word."""

import json
import shutil

import pytest

from sim.errors import MalformedFile, MissingResult, SimWarning, WrongKind
from sim.store import open_study
from sim.store.folder import StudyFolder
from sim.store.points import FORMAT
from sim.store.provenance import describe_run
from sim.store.sealed import sealed
from tests.store.made import made_record, made_records, made_study, made_tables, made_world


@pytest.fixture(scope="module", params=["a file a point", "a file for both"])
def whole(tmp_path_factory, request):
    """A study of two points."""
    folder = StudyFolder(tmp_path_factory.mktemp("results") / "study-1a2b")
    world = made_world()
    with folder.writing():
        asked = [made_record(world, overrides={"x": k}, asked=5) for k in (1, 2)]
        both = folder.register(asked, [world, world])
        for some in [both] if "both" in request.param else [both[:1], both[1:]]:
            rows = [made_records(5)] * len(some)
            folder.write_chunk(some, 0, 5, made_tables(some, 0, *rows))
        folder.close(describe_run(5, [1], True, 2))
    return folder.path


@pytest.fixture
def study(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "results" / whole.name)
    return tmp_path / "results" / whole.name


def lines(study):
    return (study / "manifest.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def write(study, *texts):
    (study / "manifest.jsonl").write_text("".join(texts), encoding="utf-8")


def test_open__of_a_whole_study_says_nothing(study):
    assert open_study(study).points["replicates"].tolist() == [5, 5]
    assert open_study(str(study)).path == study


def test_open__of_no_study_says_what_is_there_or_near(study):
    for path, hint in [
        (study.parent, "studies in it: study-1a2b"),
        (study.parent / "stuby-1a2b", r"did you mean study-1a2b\?"),
        (study / "nowhere", "is no study: it has no manifest.jsonl$"),
        (study.parent / ("a" * 300), "is no study: File name too long"),
    ]:
        with pytest.raises(MissingResult, match=hint):
            open_study(path)
    with pytest.raises(WrongKind, match="the path of a study's folder"):
        open_study(3)


def test_open__by_the_first_letters_of_a_name_wants_only_one_that_begins_so(study):
    for name in ("study", "study-1a2"):
        assert open_study(study.parent / name).path == study
    shutil.copytree(study, study.parent / "study-1a2c")
    with pytest.raises(MissingResult, match=r"did you mean study-1a2b or study-1a2c\?"):
        open_study(study.parent / "study")


def test_open__before_the_first_row_says_so(tmp_path):
    folder = StudyFolder(tmp_path / "study")
    world = made_world()
    with folder.writing():
        folder.register([made_record(world)], [world])
    with pytest.raises(MissingResult, match="holds no rows yet"):
        open_study(folder.path)


def test_open__never_leaves_out_a_point_whose_rows_are_gone(study):
    key = open_study(study).data[0].record.key
    (file,) = StudyFolder(study).files("outcomes", key)
    shutil.rmtree(study / "outcomes" / file.block)
    with pytest.raises(MissingResult, match=r"has 0 of the 5 replicates .* of point 0: run the"):
        open_study(study)


def test_open__of_a_study_that_goes_on_names_what_is_not_complete(tmp_path):
    folder = StudyFolder(tmp_path / "study")
    world = made_world()
    with folder.writing():
        asked = [made_record(world, overrides={"x": k}, asked=9) for k in range(3)]
        one, _, failed = folder.register(asked, [world] * 3)
        folder.write_chunk([one], 0, 5, made_tables([one], 0, made_records(5)))
        folder.close(describe_run(9, [1], False, 3), {failed.key: "failed in replicates 0: x"})
    with pytest.warns(SimWarning, match="is not complete") as told:
        found = open_study(folder.path)
    text = str(told[0].message)
    assert "point 0 (baseline_hindcast) has 5 of 9 replicates" in text
    assert "point 1 (baseline_hindcast) has 0 of 9 replicates" in text
    assert "point 2 (baseline_hindcast) failed in replicates 0: x" in text
    assert found.points["point"].tolist() == [0]


@pytest.mark.parametrize("change", ["kernel", "layout_version"])
def test_open__of_another_models_study_names_both_models(tmp_path, change):
    folder = StudyFolder(tmp_path / "study")
    world = made_world()
    other = {"kernel": "0123456789abcdef"} if change == "kernel" else {"layout_version": 9}
    with folder.writing():
        (record,) = folder.register([made_record(world, **other)], [world])
        folder.write_chunk([record], 0, 5, made_tables([record], 0, made_records(5)))
        folder.close(describe_run(5, [1], True, 1))
    with pytest.warns(SimWarning, match="was run by model .*, and this is model .* not replayed"):
        assert open_study(folder.path).replicates == 5


@pytest.mark.slow
def test_manifest__whose_line_is_gone_or_doubled_is_refused(study):
    one, other = lines(study)
    write(study, one)
    with pytest.raises(MalformedFile, match="does not name the points of outcomes/"):
        open_study(study)
    write(study, one, other, one)
    with pytest.raises(MalformedFile, match=r"line 3: .*names a point that stands there already"):
        open_study(study)
    data = json.loads(other)
    del data["sum"]
    write(study, one, sealed({**data, "point": 0}) + "\n")
    with pytest.raises(MalformedFile, match="names a point that stands there already"):
        open_study(study)


@pytest.mark.parametrize("field", ["months", "first_month", "scenario", "replicates", "key"])
def test_manifest__of_which_a_letter_changed_is_refused(study, field):
    one, other = lines(study)
    value = json.loads(one)[field]
    changed = one.replace(json.dumps(value), json.dumps(value + 1 if field[0] in "mfr" else "z"), 1)
    assert changed != one
    write(study, changed, other)
    with pytest.raises(MalformedFile, match=r"line 1: is damaged or cut short .*: run the same"):
        open_study(study)


@pytest.mark.parametrize("text", ["", "{", '{"point": 0}\n', "[]\n", "\x00\x00", "\xff\xfe"])
def test_manifest__that_is_damaged_is_named_in_one_line(study, text):
    (study / "manifest.jsonl").write_bytes(text.encode("latin-1"))
    with pytest.raises(MalformedFile) as raised:
        open_study(study)
    line = str(raised.value)
    assert line.startswith(str(study / "manifest.jsonl"))
    assert "run the same study again" in line
    assert "\n" not in line


def first_edition(study):
    data = json.loads(lines(study)[0])
    del data["sum"], data["format"]
    return json.dumps(data)


def former_edition(study):
    data = json.loads(lines(study)[0])
    del data["sum"]
    return sealed({**data, "format": FORMAT - 1})


def later_edition(study):
    data = json.loads(lines(study)[0])
    del data["sum"]
    return sealed({**data, "format": FORMAT + 1})


@pytest.mark.parametrize("edition", [first_edition, former_edition, later_edition])
def test_study__of_another_edition_is_refused_and_left_as_it_is(study, edition):
    write(study, edition(study) + "\n")
    before = {path: path.read_bytes() for path in study.rglob("*.*")}
    with pytest.raises(MalformedFile, match="was written by another edition of this package"):
        open_study(study)
    folder = StudyFolder(study)
    world = made_world()
    with folder.writing(), pytest.raises(MalformedFile, match="run the study under another name"):
        folder.register([made_record(world)], [world])
    assert {path: path.read_bytes() for path in study.rglob("*.*")} == before


def test_overrides__with_ends_of_lines_of_unicode_can_be_read_again(tmp_path):
    folder = StudyFolder(tmp_path / "study")
    world = made_world()
    overrides = {"events.test": [{"source": "Yonhap\u2028 2025\u2029\u0085"}]}
    with folder.writing():
        (record,) = folder.register([made_record(world, overrides=overrides, asked=5)], [world])
        folder.write_chunk([record], 0, 5, made_tables([record], 0, made_records(5)))
        folder.close(describe_run(5, [1], True, 1))
    assert json.loads(open_study(folder.path).points["overrides"][0]) == overrides
    for line in folder.manifest_path.read_text(encoding="utf-8").splitlines():
        json.loads(line)


def test_study__of_an_only_point_reads_as_before(tmp_path):
    folder = made_study(tmp_path / "study")
    assert open_study(folder.path).world() == made_world()


def test_open__beside_a_writer_who_enters_a_point_looks_again(study, monkeypatch):
    """Rows of a point that the manifest, as it was read, does not name yet."""
    looked = []
    whole = StudyFolder.states

    def states(self):
        looked.append(self.path)
        if len(looked) == 1:
            raise MalformedFile("does not name the points of outcomes/x")
        return whole(self)

    monkeypatch.setattr(StudyFolder, "states", states)
    assert len(open_study(study).outcomes)
    assert len(looked) == 2
