"""The word about compiling: said when there is something to compile, and once."""

import pytest

from sim.runner import compiling


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of compiled code that exists and is empty."""
    monkeypatch.setattr(compiling, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(compiling, "_said", set())
    return tmp_path


def test_announce__speaks_once_where_the_folder_is_there_but_no_code(cache, capsys):
    compiling.announce(compiling.ROWS)
    compiling.announce(compiling.ROWS)
    assert capsys.readouterr().err == "compiling the model: about a minute, once\n"


def test_announce__tells_the_functions_apart(cache, capsys):
    (cache / "engine_1").mkdir()
    (cache / "engine_1" / f"compiled.{compiling.ROWS}-55.py311.nbi").touch()
    compiling.announce(compiling.ROWS)
    assert capsys.readouterr().err == ""
    compiling.announce(compiling.ONE)
    assert "compiling" in capsys.readouterr().err


@pytest.mark.parametrize("name", [compiling.ROWS, compiling.ONE])
def test_names__are_those_of_the_compiled_functions(name):
    from sim.engine import compiled

    made = (compiled.run_rows_compiled, compiled.march_compiled)
    assert name in {function.py_func.__name__ for function in made}
