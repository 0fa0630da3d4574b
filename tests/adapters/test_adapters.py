"""Each adapter with the package itself: the same numbers as `sim.evaluate`, in its own words."""

import ast
import inspect
import logging
import pickle
import sys

import numpy as np
import pytest

import sim
from sim import adapters
from sim.errors import SimError, UnknownName
from sim.methods.extra import extra, quiet

WORLD = sim.load("second_trump_term")
KEYS = ["leaders.washington.mediation", "parameters.memory_gain", "switches.mediation"]
OUT = ["jpn_kor_final", "summits"]
HOW = {"replicates": 8, "seed": 3, "threads": 1}


def by_hand(points):
    return sim.evaluate(WORLD, points, OUT, 8, 3, notices=False)[OUT].to_numpy()


def test_salib__samples_evaluates_and_analyses():
    from SALib import ProblemSpec

    spec = ProblemSpec(adapters.salib_problem(KEYS, OUT))
    spec.sample_latin(6, seed=1).evaluate(adapters.salib_evaluate(WORLD, KEYS, OUT, **HOW))
    points = [dict(zip(KEYS, (*row[:2], row[2] >= 0.5), strict=True)) for row in spec.samples]
    assert spec.results.tolist() == by_hand(points).tolist()
    own = sim.design("sobol", 8, over=KEYS[:2], seed=1)
    spec = ProblemSpec(adapters.salib_problem(KEYS[:2], "jpn_kor_final"))
    spec.set_samples(own.to_numpy())
    spec.evaluate(adapters.salib_evaluate(WORLD, KEYS[:2], "jpn_kor_final", replicates=8))
    spec.analyze_sobol(calc_second_order=False, seed=2)
    told = sim.sensitivity(WORLD, KEYS[:2], "jpn_kor_final", n=8, replicates=8)
    found = told.loc["jpn_kor_final"].loc[KEYS[:2], "ST"].to_numpy()
    assert found == pytest.approx(spec.analysis["ST"])


@pytest.mark.slow
def test_salib__evaluates_in_processes():
    from SALib import ProblemSpec

    run = adapters.salib_evaluate(WORLD, KEYS[:2], OUT, **HOW)
    one, two = (
        ProblemSpec(adapters.salib_problem(KEYS[:2], OUT)).sample_latin(8, seed=1) for _ in range(2)
    )
    one.evaluate(run)
    with pytest.warns(UserWarning, match="experimental"):  # SALib says so itself
        two.evaluate(run, nprocs=2)
    assert one.results.tolist() == two.results.tolist()


def test_ema__performs_experiments():
    ema = extra("ema_workbench")
    ema.ema_logging.log_to_stderr(logging.CRITICAL)
    model = adapters.ema_model(WORLD, KEYS[:2], OUT, levers=KEYS[2:], **HOW)
    with quiet("ema_workbench"), ema.SequentialEvaluator(model) as evaluator:
        x, y = evaluator.perform_experiments(scenarios=3, policies=2)
    names = [key.replace(".", "__") for key in KEYS]
    points = [
        dict(zip(KEYS, row, strict=True)) for row in x[names].astype(object).to_numpy().tolist()
    ]
    assert np.column_stack([y[name] for name in OUT]).tolist() == by_hand(points).tolist()
    assert {one.name for one in model.levers} == {"switches__mediation"}


def test_optuna__finds_the_better_end():
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    asked = adapters.optuna_objective(WORLD, KEYS, "jpn_kor_final", **HOW)
    sampler = optuna.samplers.TPESampler(seed=1)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(asked, n_trials=12)
    best = by_hand([study.best_params])[0, 0]
    assert study.best_value == best == max(trial.value for trial in study.trials)
    two = adapters.optuna_objective(WORLD, KEYS[:1], OUT, **HOW)
    study = optuna.create_study(directions=["maximize", "minimize"])
    study.optimize(two, n_trials=2)
    assert len(study.trials[0].values) == 2


def test_pyabc__fits(tmp_path):
    import pyabc

    logging.getLogger("ABC").setLevel("ERROR")
    np.random.seed(1)  # noqa: NPY002
    prior = adapters.pyabc_prior(KEYS[:1], WORLD)
    model = adapters.pyabc_model(WORLD, KEYS[:1], "jpn_kor_final", replicates=8, threads=1)

    def distance(x, y):
        return abs(x["jpn_kor_final"] - y["jpn_kor_final"])

    abc = pyabc.ABCSMC(model, prior, distance, population_size=8, sampler=pyabc.SingleCoreSampler())
    abc.new(f"sqlite:///{tmp_path}/a.db", {"jpn_kor_final": 0.3})
    history = abc.run(max_nr_populations=2)
    assert history.n_populations == 2
    assert history.get_distribution()[0][KEYS[0]].between(0, 1).all()
    own = {model({KEYS[0]: 0.5})["jpn_kor_final"] for _ in range(3)}
    assert len(own) > 1
    fixed = adapters.pyabc_model(WORLD, KEYS[:1], OUT, **HOW)
    assert list(fixed({KEYS[0]: 0.5}).values()) == by_hand([{KEYS[0]: 0.5}])[0].tolist()


def test_adapter__travels_to_other_processes():
    run = adapters.salib_evaluate(WORLD, KEYS[:2], OUT, **HOW)
    again = pickle.loads(pickle.dumps(run))
    assert again(np.array([[0.2, 0.1]])).tolist() == run(np.array([[0.2, 0.1]])).tolist()


@pytest.mark.parametrize("name", ["salib", "ema", "optuna", "pyabc"])
def test_adapter__is_at_most_thirty_lines(name):
    """Lines of code: without docstrings, comments, blanks, imports and names."""
    module = sys.modules[f"sim.adapters.{name}"]
    tree = ast.parse(inspect.getsource(module))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    count = 0
    for node in functions:
        body = node.body[1:] if ast.get_docstring(node) else node.body
        count += body[0].lineno - node.lineno if not ast.get_docstring(node) else 1
        count += node.end_lineno - body[0].lineno + 1
    assert 0 < count <= 30


def test_wrong_key__is_one_line():
    for make in (adapters.salib_evaluate, adapters.optuna_objective, adapters.pyabc_model):
        with pytest.raises(UnknownName, match="did you mean"):
            make(WORLD, ["traits.mediaton"], OUT)


@pytest.mark.parametrize(
    ("package", "make", "group"),
    [
        ("ema_workbench", lambda: adapters.ema_model(WORLD, KEYS, OUT), "drivers"),
        ("pyabc", lambda: adapters.pyabc_prior(KEYS), "calibration"),
    ],
)
def test_package_that_is_not_there__is_one_line(monkeypatch, package, make, group):
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SimError, match=rf'pip install "alliance-triangle\[{group}\]"'):
        make()
