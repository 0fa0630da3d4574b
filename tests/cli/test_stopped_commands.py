"""Long commands that are stopped go on from finished parts, and leave the same files."""

import importlib

import pytest

from sim.cli import articles_command, claims_command, disputed_command, hindcast_command
from sim.errors import InterruptedStudy

# Both packages carry a function of the module's name.
answers = importlib.import_module("sim.methods.statement.answers")
articles = importlib.import_module("sim.methods.attribution.leave_out")
cells = importlib.import_module("sim.methods.effect_map.cells")
observed = importlib.import_module("sim.methods.scoring.observed_score")
shapley = importlib.import_module("sim.methods.attribution.shapley")

QUICK = ["observed=false", "replicates=30"]


class StopsAt:
    """Stands in for the run of a world: counts its calls, and is stopped at one of them."""

    def __init__(self, run, last=None):
        self.run, self.last, self.calls = run, last, 0

    def __call__(self, *args, **kwargs):
        if self.calls == self.last:
            raise InterruptedStudy("stopped; nothing is kept of a study without a folder")
        self.calls += 1
        return self.run(*args, **kwargs)


#: A command, its words, where it finds what runs its worlds, most of them that a part takes, and
#: what the command counts.
LONG = {
    "claims": (
        claims_command,
        ["ids=[C010,C045]", "replicates=30"],
        (answers, "measured"),
        1,
        "replicates",
    ),
    "nulls": (
        *(claims_command, ["ids=[C010]", "replicates=30", "nulls=2"]),
        *((answers, "measured"), 20, "replicates"),
    ),
    "orders": (
        *(hindcast_command, [*QUICK, "ablations=false", "orders=4"]),
        *((shapley, "measured"), 40, "4 of 4 orders"),
    ),
    "series": (
        *(hindcast_command, ["ablations=false", "orders=0", "replicates=30"]),
        *((observed, "balance_paths"), 2, "of 5 contenders"),
    ),
    "articles": (
        *(articles_command, ["articles=003", "replicates=4"]),
        *((articles, "run"), 1, "worlds"),
    ),
    "maps": (
        *(disputed_command, ["maps=commitment", "size=3", "replicates=4"]),
        *((cells, "measured"), 2 * 3 * 3, "replicates"),
    ),
}


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.slow if kind == "series" else ()) for kind in LONG],
)
def test_stopped__goes_on_from_finished_parts(here, capsys, monkeypatch, kind):
    command, words, (module, name), most, counted = LONG[kind]
    runs_a_world = getattr(module, name)

    def run(folder, last=None):
        stand_in = StopsAt(runs_a_world, last)
        monkeypatch.setattr(module, name, stand_in)
        status = command.main([*words, "threads=1", f"output.folder={folder}"])
        return status, stand_in.calls, capsys.readouterr()

    status, worlds, calm = run("calm")
    assert status == 0
    assert counted in calm.err
    status, before, told = run("mine", worlds - 3)
    assert (status, before) == (130, worlds - 3)
    assert told.out == ""
    assert told.err.splitlines()[-1] == (
        "stopped; finished parts are kept, and the same command goes on from there"
    )
    (folder,) = (here / "mine").iterdir()
    assert [path.name for path in folder.iterdir()] == ["parts"]

    status, after, told = run("mine")
    assert status == 0
    assert 3 <= after < 3 + most
    assert "finished parts in mine/" in told.err
    assert told.out.replace("mine/", "calm/") == calm.out
    pages = [path for path in folder.rglob("*") if path.suffix in (".html", ".csv", ".md")]
    assert pages
    for page in pages:
        twin = here / "calm" / page.relative_to(here / "mine")
        assert page.read_text(encoding="utf-8") == twin.read_text(encoding="utf-8"), page.name


def test_part__that_is_damaged_is_made_anew(here, capsys):
    words = ["ids=[C045]", "replicates=30", "threads=1"]
    assert claims_command.main(words) == 0
    before = capsys.readouterr().out
    part = next(here.rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:100])
    assert claims_command.main(words) == 0
    told = capsys.readouterr()
    assert told.out == before
    (note,) = (line for line in told.err.splitlines() if line.startswith("note: "))
    assert f"made anew: {part.name} is damaged or cut short; set aside as damaged/" in note
