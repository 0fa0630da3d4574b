"""Strange words: each ends in one line that says what was found, or does what it says."""

import os
import re
import shlex

import pytest

from sim.cli import (
    articles_command,
    calibrate_command,
    claims_command,
    disputed_command,
    hindcast_command,
    levers_command,
)
from sim.cli.argv import read_argv
from sim.cli.compose import compose
from sim.cli.settings import settings
from sim.errors import nearest
from tests.cli.dry_run import dry_run, up_to_the_run
from tests.cli.written import everything

#: What a parser's author needs and nobody else.
JARGON = re.compile(
    r"Lexer|Error parsing|Error merging|DictConfig|ListConfig|config group|full_key|object_type"
    r"|<EOF>|BRACKET|UNQUOTED|Traceback|Errno|looks like"
)

LONG, DEEP = "a" * 300, 900

#: What is said of it, and the words.
REFUSED = [
    ("unknown key '_target_'", "_target_=os.system"),
    ("unknown key '_target_'", "+_target_=os.system"),
    ("leaders._target_: found the text 'os.system'", "++leaders._target_=os.system"),
    ("leaders._target_: found the text 'os.system'", "leaders={_target_:os.system}"),
    ("unknown experiment '../../etc/passwd'", "experiment=../../etc/passwd"),
    ("unknown experiment", "experiment=/etc/passwd"),
    ("experiment: found ['a', 'b'], wanted the name of a question", "experiment=[a,b]"),
    ("experiment: found the text ''", "experiment="),
    # Hydra's own part
    ("hydra.callbacks.x._target_: is not used", "+hydra.callbacks.x._target_=os.system"),
    ("is not used", "+hydra.callbacks.x._target_=os.system", "--cfg", "job"),
    ("hydra.launcher._target_: is not used here: points run", "hydra.launcher._target_=os.system"),
    ("found joblib, which is not used here: points run side by side", "hydra/launcher=joblib"),
    ("threads=8", "-m", "hydra/launcher=submitit_local"),
    ("found optuna, which is not used here: write a grid", "hydra/sweeper=optuna"),
    ("hydra.sweeper.n_trials: is not used here: write a grid", "hydra.sweeper.n_trials=5"),
    ("results go where output.folder says", "hydra.run.dir=../PWNED"),
    ("results go where output.folder says", "hydra.sweep.dir=../out", "-m", "seed=1"),
    ("runs in the current folder", "hydra.job.chdir=true", "hydra.run.dir=elsewhere"),
    ("hydra.job.env_set: is not used", "hydra.job.env_set={HOME:/x}"),
    ("provenance.json", "hydra.output_subdir=.hydra"),
    ("nothing is logged", "hydra/job_logging=default"),
    ("nothing is logged", "hydra/hydra_logging=default"),
    ("nothing is logged", "hydra.verbose=true"),
    ("hydra.foo: is not used here: of Hydra's own part hydra.mode and", "hydra.foo=1"),
    ("hydra: is not used", "hydra=1"),
    ("hydra.run: is not used", "~hydra.run"),
    ("hydra.mode: unknown mode 'X'; known: MULTIRUN, RUN", "hydra.mode=X"),
    ("hydra.searchpath: found os, wanted a folder that exists", "hydra.searchpath=[pkg://os]"),
    ("hydra.sweeper.params: is not used here: write a grid", "hydra.sweeper.params={seed:'1,2'}"),
    ("hydra.sweeper.params.seed: is not used", "hydra.sweeper.params.seed='1,2'"),
    # grids
    ("seed: found the text 'x', wanted a whole number", "-m", "seed=1,x"),
    ("seed: found -1, wanted", "--multirun", "seed=range(-1,10)"),
    (
        "replicates: found 2, 4, wanted one for the whole study: say the most",
        "-m",
        "replicates=2,4",
    ),
    ("found 999,999 design points, wanted at most 100,000", "-m", "months=range(1,1000000)"),
    ("found 10,000,001 design", "-m", "leaders.seoul.rivalry=range(0,1,0.0000001)"),
    ("found 160,000 design", "-m", "months=range(1,401)", "traits.rivalry=range(0,400)"),
    ("months: found glob(*), wanted the values themselves", "-m", "months=glob(*)"),
    ("seed: found interval(0,1), which has no list of values", "-m", "seed=interval(0,1)"),
    ("or [low,high] for each replicate", "-m", "leaders.seoul.rivalry=interval(0,1)"),
    ("months: found range(1,0), which holds no value", "-m", "months=range(1,0)"),
    ("months: found range(0,1,0), wanted range(start,stop,step)", "-m", "months=range(0,1,0)"),
    ("months: found range(0,inf), wanted range(start,stop,step)", "-m", "months=range(0,inf)"),
    ("months: found choice(1,2), several values: -m runs each", "months=choice(1,2)"),
    ("traits.rivalry: found 1,2, several values: -m runs each of them, [", "traits.rivalry=1,2"),
    ("seed: found choice(1,2), several values: -m runs each", "seed=choice(1,2)"),
    ("seed: found 1,2, several values: -m runs each", "seed=1,2"),
    ("months: found extend_list(1), where extend_list() is none of", "months=extend_list(1)"),
    ("experiment: found several, wanted one", "-m", "experiment=main_sweep,vacuum_length"),
    ("found b behind a space", "-m", "scenario=a,", "b"),
    ("found 0.2] behind a space", "leaders.seoul.rivalry=[0.1,", "0.2]"),
    ("found ,b behind a space", "-m", "scenario=a", ",b"),
    ("found scenario, wanted key=value without spaces", "scenario", "=", "neglect"),
    ("found neglect behind a space", "scenario=", "neglect"),
    ("scenario: found a,, where a comma has no value beside it (a space", "-m", "scenario=a,"),
    # numbers
    ("replicates: found inf, wanted a whole number", "replicates=1e400"),
    ("threads: found 100000, wanted a number in [1, 1024]", "replicates=1e7", "threads=100000"),
    ("replicates: found a number of 5001 digits", "replicates=9" + "0" * 5000),
    ("seed: found 18446744073709551616", "seed=18446744073709551616"),
    ("seed: found -1", "seed=-1"),
    ("seed: found nan, wanted a whole number", "seed=nan"),
    ("months: found 9999", "months=99999999999999999999"),
    ("first: found the text '0000-01'", "first=0000-01"),
    ("first: found the text '9999-12'", "first=9999-12"),
    ("last: found the text '2025-1'", "last=2025-1"),
    ("threads: found 0", "threads=0"),
    ("replicates: found é, where 'é' cannot stand", "replicates=é"),
    # output, worlds, tables
    ("output: found None, wanted output.folder", "output=null"),
    ("output: found [1], wanted output.folder", "output=[1]"),
    ("output.study: is not in the configuration", "output=null", "output.folder=x"),
    ("unknown key 'output.x'", "output={x:1}"),
    ("output.folder: found the text ''", "output.folder=''"),
    ("output.study: found the text ''", "output.study=''"),
    ("study: found the text '../x'", "output.study=../x"),
    ("study: found the text 'x/y'", "output.study=x/y"),
    ("study: found the text '..'", "output.study=.."),
    ("is a file), wanted a folder", "output.folder=/dev/null"),
    ("is a file), wanted a folder", "output.folder=/dev/null/x"),
    ("output.folder: found aaaaa", f"output.folder={LONG}"),
    ("output.folder: found a/a/a", "output.folder=" + "a/" * 2500),
    ("wanted a folder; nobody of that name", "output.folder='~nosuchuser'"),
    ("worlds: found nowhere, wanted a folder of worlds that exists", "worlds=nowhere"),
    ("wanted a folder of worlds; nobody of that name", "worlds='~nosuchuser/x'"),
    ("worlds: found aaaaa", f"worlds={LONG}"),
    ("worlds: found a/a/a", "worlds=" + "a/" * 2500),
    ("unknown scenario 'passwd'", "worlds=/etc", "scenario=passwd"),
    ("design: found nope.csv, wanted a table (CSV) that exists", "design=nope.csv"),
    ("design: found aaaaa", f"design={LONG}"),
    ("wanted a table (CSV); nobody of that name", "design='~nosuchuser/p.csv'"),
    ("design: found /dev/zero, wanted a table (CSV) that exists", "design=/dev/zero"),
    ("parameter_set: found '../x'", "parameter_set=../x"),
    ("parameter_set: found '/etc/passwd'", "parameter_set=/etc/passwd"),
    ("parameter_set", "parameter_set=[a]"),
    ("parameter_set: found '2030', wanted a name that does not read", "parameter_set=2030"),
    ("report: unknown report '../x'", "report=../x"),
    ("report: found [main_sweep], wanted the name of a report", "report=[main_sweep]"),
    ("report: found 1,1, wanted one; in quotes a comma is text: 'report=\"1,1\"'", "report=1,1"),
    # names and numbers of the world
    ("found '2030', wanted a name that does not read as a number", "scenario=2030"),
    ("found '1e3', wanted a name that does not read as a number", "scenario=1e3"),
    ("found 'null', wanted a name that does not read as a number", "scenario=null"),
    ("found 'true', wanted a name that does not read as a number", "-m", "scenario=neglect,true"),
    ("unknown scenario", "scenario=nope"),
    ("wanted a name of lower-case letters", "scenario=../../etc/passwd"),
    ("wanted a name of lower-case letters", "scenario=/etc/passwd"),
    ("wanted a name of lower-case letters", "scenario=.."),
    ("wanted a name of lower-case letters", "scenario=second_trump_term.yaml"),
    ("wanted a name of lower-case letters", "scenario=SECOND_TRUMP_TERM"),
    ("wanted a name of lower-case letters", "scenario=" + "a" * 5000),
    ("scenario: Environment variable 'NOPE' not found", "scenario=${oc.env:NOPE}"),
    ("scenario: Recursive interpolation", "scenario=${scenario}"),
    ("scenario: Interpolation key 'nothing' not found", "scenario=${nothing}"),
    ("scenario: found {'_target_'", "scenario={_target_:os.system,_args_:[touch PWNED]}"),
    ("scenario: found ${, where '{' needs quotes", "scenario=${"),
    ("scenario: found ['a', 'b'], wanted the name of a world", "scenario=[a,b]"),
    ("scenario", "scenario='a\u202eb'"),
    ("scenario", "scenario='a\nb'"),
    (r"\x1b[31mx", "scenario='\x1b[31mx'"),
    ("leaders.seoul.rivalry: found {'a': 1}", "leaders.seoul.rivalry={a:1}"),
    ("leaders.seoul.rivalry: found nan", "leaders.seoul.rivalry=[nan,1]"),
    ("leaders.seoul.rivalry: found nan", "leaders.seoul.rivalry=nan"),
    ("leaders.seoul.rivalry: found inf", "leaders.seoul.rivalry=inf"),
    ("leaders.seoul.rivalry: found [0.1]", "leaders.seoul.rivalry=[0.1]"),
    ("the lower end first", "leaders.seoul.rivalry=[0.9,0.1]"),
    ("leaders.seoul.rivalry: found []", "leaders.seoul.rivalry=[]"),
    ("found the text '0.1', wanted a number", "leaders.seoul.rivalry='0.1'"),
    ("leaders.seoul: found ['moon'], wanted leaders.seoul.<trait>", "leaders.seoul=[moon]"),
    ("leaders: found [1], wanted leaders.<leader or capital>.<trait>", "leaders=[1]"),
    ("switches: found false, wanted switches.<mechanism>", "switches=false"),
    ("switches.mediation: found 0, wanted true or false", "switches.mediation=0"),
    ("switches.mediation: found the text 'yes'", "switches.mediation=yes"),
    ("unknown source of a stream 'on'", "events.test=on"),
    ("found nan", "events.test={month:2025-02,size:nan}"),
    ("events.test", "events.test={month:[1],size:{}}"),
    ("events.court.2018-10", "events.court.2018-10=0"),
    ("us_china_tension: found 1e+308", "series.us_china_tension=1e308"),
    ("us_china_tension.2025-01: found 2", "series.us_china_tension={2025-01:2}"),
    ("turnover: found 7, wanted turnover.tokyo: a whole number", "turnover=7"),
    ("turnover.tokyo: found -1, wanted a number in [1, 1000000]", "turnover.tokyo=-1"),
    ("turnover.tokyo: found 0, wanted a number in [1, 1000000]", "turnover.tokyo=0"),
    ("turnover.tokyo: found 1000001, wanted a number", "turnover.tokyo=1000001"),
    ("turnover.tokyo: found 1.5, wanted a whole number", "turnover.tokyo=1.5"),
    ("turnover.tokyo: found nan, wanted a whole number", "turnover.tokyo=nan"),
    ("turnover.tokyo: found the text 'seven', wanted a whole", "turnover.tokyo=seven"),
    ("turnover.tokyo: found true, wanted a whole number", "turnover.tokyo=true"),
    ("turnover.tokyo: found [1, 2], wanted a whole number", "turnover.tokyo=[1,2]"),
    ("turnover.tokyo: found 1,2, several values: -m runs each of them", "turnover.tokyo=1,2"),
    ("turnover.seoul: found 'turnover.seoul', wanted 'turnover.tokyo'", "turnover.seoul=7"),
    ("unknown capital 'tokio'; did you mean 'tokyo'?", "turnover.tokio=7"),
    ("unknown key 'turnovr'; did you mean 'turnover'?", "turnovr.tokyo=7"),
    ("start.turnover.tokyo: found 'start.turnover.tokyo', wanted", "start.turnover.tokyo=7"),
    ("memory_gain: found {'value': 0.1}", "parameters.memory_gain={value:0.1}"),
    # keys
    ("~leaders: there is nothing of the kind to take away", "~leaders"),
    ("scenario: cannot be taken away", "~scenario"),
    ("seed: cannot be taken away; give it another value", "~seed=1"),
    ("threads: cannot be taken away; set it to null", "~threads"),
    ("unknown key 'leader'; did you mean 'leaders'?", "leader.seoul.rivalry=0.2"),
    ("unknown flag '--lst'; did you mean '--list'?", "--lst"),
    ("output.study: found the text '../x', wanted a name of small letters", "output.study=../x"),
    ("found ++=1, wanted key=value", "++=1"),
    ("found =1, wanted key=value", "=1"),
    ("found ==, wanted key=value", "=="),
    ("unknown key 'a'", "a=b=c"),
    ("scenario: found @ behind a key", "scenario@x=1"),
    ("leaders: found @ behind a key", "leaders@x=1"),
    ("leaders: found @ behind a key", "+leaders@hydra=1"),
    ("series.be: found @ behind a key", "~series.be@jing_pressure=1"),
    ("wanted dots between names: leaders.seoul.rivalry", "leaders/seoul.rivalry=1"),
    ("found leaders.a.a.a", "leaders." + "a." * 5000 + "b=1"),
    ("found xxxxxxx", "x" * 100_000 + "=1"),
    (r"unknown key '\udcff'", "\udcff=1"),
    ("leaders.seoul.rivalry: found brackets 5000 deep", "leaders.seoul.rivalry=" + "[" * 5000),
    ("found brackets 900 deep", "leaders.seoul.rivalry=" + "[" * DEEP + "]" * DEEP),
    ("found brackets 300 deep", "leaders.seoul.rivalry=" + "{a:" * 300 + "1" + "}" * 300),
    # quotes
    ('traits.deterrence: found ", where a quote (") is opened', 'traits.deterrence="'),
    ("last: found 1,, where a comma has no value beside it", "last=1,"),
    ("last: found bool(x), where bool() cannot make anything of", "last=bool(x)"),
    ("rivalry: found (0.1), where '(' cannot stand", "leaders.seoul.rivalry=(0.1)"),
    ("rivalry: found 0.1), where ')' closes nothing", "leaders.seoul.rivalry=0.1)"),
    (r"output.folder: found \udcff\udcfe", "output.folder=\udcff\udcfe"),
    (
        r"output.folder: found \udcff, wanted a folder whose name can be seen",
        "output.folder='\udcff'",
    ),
    # flags
    ("--config-path: found no config.yaml in /etc", "-cp", "/etc"),
    ("--config-path: found no config.yaml", f"--config-path={LONG}"),
    ("unknown configuration '../../etc/passwd'", "-cn", "../../etc/passwd"),
    ("wanted the name of a world", "-cn", "claims"),
    ("--config-dir: found nowhere, wanted a folder that exists", "-cd", "nowhere"),
    ("--cfg: found nothing, wanted job, hydra, all", "--cfg"),
    ("unknown value of --cfg 'jobs'; did you mean 'job'?", "--cfg", "jobs"),
    ("--cfg: shows one point, wanted no -m", "--cfg", "job", "-m", "months=2,3"),
    ("unknown package 'outpu'; did you mean 'output'?", "--cfg", "job", "-p", "outpu"),
    ("unknown value of --info 'nope'", "--info", "nope"),
    ("--package: goes with --cfg", "--package", "x"),
    ("--package: found nothing, wanted a value", "--package"),
    ("--resolve: goes with --cfg or --help", "--resolve"),
    ("unknown key 'x'", "-h", "x=1"),
    (
        "Environment variable 'SECRET' not found",
        "-c",
        "job",
        "scenario=${oc.env:SECRET}",
        "--resolve",
    ),
    ("install", "--shell-completion", "x=1"),
    ("--shell-completion: query is for a shell", "-sc", "query=bash"),
    ("unknown flag '--nothing'", "--nothing"),
    ("unknown flag '--'", "--"),
    ("unknown list 'nope'", "--list", "nope"),
    ("unknown list 'studeis'; did you mean 'studies'?", "--list", "studeis"),
    ("worlds: found nowhere", "--list", "scenarios", "worlds=nowhere"),
    ("nobody of that name has a home", "--list", "scenarios", "worlds=~nosuchuser"),
    ("worlds: found aaaaa", "--list", "scenarios", f"worlds={LONG}"),
    ("worlds: goes with --list scenarios or parameter_sets", "--list", "traits", "worlds=."),
    ("--list: stands first", "seed=1", "--list", "traits"),
    ("found , wanted key=value", ""),
]

#: Words that do what they say: what they ask for differs from the first line.
ACCEPTED = [
    ("scenario=neglect",),
    ("hydra.mode=MULTIRUN", "traits.rivalry=0.1,0.2"),
    ("hydra/launcher=basic", "hydra/sweeper=basic"),
    ("hydra.searchpath=[file:///etc]",),
    ("-cd", "/etc"),
    ("seed=18446744073709551615",),
    ("threads=null",),
    ("output={}",),
    ("output.study=con",),
    ("output.study=1",),
    ("output.folder='a\\0b'",),
    ("output.folder=../up",),
    ("parameter_set=null",),
    ("leaders=null",),
    ("leaders.seoul=moon",),
    ("leaders={seoul:{rivalry:0.1}}",),
    ("switches.mediation=null",),
    ("events.test={month:2025-02,size:0.5}",),
    ("traits.rivalry=[0,1]",),
    ("turnover.tokyo=7",),
    ("turnover={tokyo:7}",),
    ("-m", "turnover.tokyo=null,1,2"),
    ("traits.rivalry= 0.1",),
    ("+seed=2", "++replicates=3"),
    ("experiment=null",),
    ("+experiment=vacuum_length", "months=3"),
    ("scenario=${oc.decode:neglect}",),
]


@pytest.fixture(scope="module", autouse=True)
def _up_to_the_run():
    with up_to_the_run():
        yield


@pytest.fixture(autouse=True)
def _shell(here, monkeypatch):
    for name in ("SECRET", "NOPE", "COMP_LINE"):
        monkeypatch.delenv(name, raising=False)


def name(case: tuple[str, ...]) -> str:
    return " ".join(case)[:60].encode("ascii", "backslashreplace").decode()


@pytest.mark.parametrize(("said", "words"), [(r[0], r[1:]) for r in REFUSED], ids=lambda _: "")
def test_strange_word__ends_in_one_line(said, words, here):
    found = dry_run(words)
    assert (found.status, found.out) == (2, ""), found
    assert found.err.startswith("error: ")
    assert found.err.count("\n") == 1
    assert said in found.err
    assert not JARGON.search(found.err)
    assert len(found.err) <= 410
    assert found.err.rstrip("\n").isprintable()
    assert everything(here) == []


@pytest.mark.parametrize("words", ACCEPTED, ids=name)
def test_plain_word__is_heard(words, here):
    found = dry_run(words)
    assert found.status is None, found.err
    assert found.points
    assert everything(here) == []


@pytest.mark.parametrize(
    "text",
    [
        "~/x",
        "/data/한국",
        "東京",
        "x=y",
        "[x]",
        "a,b",
        "it's",
        'say "so"',
        "a b",
        "(x)",
        "a#b",
        "$HOME",
        "a\\b",
    ],
)
def test_path__may_hold_anything_and_a_refusal_says_how(text, here, monkeypatch):
    """The form that the line gives, typed into a shell, is the path that was meant."""
    monkeypatch.setenv("HOME", str(here))
    found = dry_run([f"output.folder={text}"])
    if found.status is not None:
        form = re.search(r"""('output\.folder=.*'|"output\.folder=.*")$""", found.err.strip())
        assert form, found.err
        (word,) = shlex.split(form[0])
        found = dry_run([word])
        assert found.status is None, found.err
    else:
        word = f"output.folder={text}"
    folder = settings(compose(read_argv([word]))).folder
    assert folder == here / text.removeprefix("~/") if not text.startswith("/") else folder.name
    assert folder.is_absolute()


@pytest.mark.skipif(os.name == "nt", reason="a colon ends a drive's name there")
@pytest.mark.parametrize("text", ["a:b", "s3:x", "file:x", "tokyo:2025", "12:30"])
def test_colon__is_part_of_a_folders_name(text, here):
    assert settings(compose(read_argv([f"output.folder={text}"]))).folder == here / text


@pytest.mark.parametrize(
    "command",
    [
        articles_command,
        calibrate_command,
        claims_command,
        disputed_command,
        hindcast_command,
        levers_command,
    ],
    ids=lambda module: module.__name__.rpartition(".")[2],
)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hydra/launcher=joblib"], "is not used here"),
        (["output.folder=~/x"], "needs quotes: 'output.folder=\"~/x\"'"),
        (["seed=[1"], "'[' is opened and not closed"),
        (["--cfg"], "--cfg: found nothing"),
        (["experiment=main_sweep"], "unknown key 'experiment'"),
        (["~seed"], "cannot be taken away"),
    ],
    ids=lambda value: "",
)
def test_every_command__has_the_same_door(command, words, said, here):
    found = dry_run(words, command.main)
    assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
    assert said in found.err


def test_no_name__is_far_fetched():
    assert nearest("nope", ["hanoi_repeat"]) is None
    assert "did you mean" not in dry_run(["scenario=nope"]).err
