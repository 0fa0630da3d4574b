"""Hydra's own part of a configuration: what of it a command may say, and what to use for the rest.

Points of a grid share one composition and run in one process, so Hydra's launchers, sweepers, run
folders and logs have nothing to do. A word that asks for them is refused rather than ignored.
"""

from collections.abc import Mapping

from sim.errors import SimError, UnknownName

__all__ = ["check_choices", "hydra_word", "unused"]

_APP = "or a short Hydra program of one's own (docs/pages/howto/launchers.md)"

#: What to use in place of a part, by its name below `hydra`.
_INSTEAD = {
    "launcher": f"points run side by side here (threads=8); elsewhere write an array job, {_APP}",
    "sweeper": f"write a grid, -m key=a,b, or a table, design=; for a search a loop, {_APP}",
    "run": "results go where output.folder says",
    "sweep": "results go where output.folder says",
    "output_subdir": "results go where output.folder says, with what was run in provenance.json",
    "job": "a command runs in the current folder; results go where output.folder says",
    "job_logging": "nothing is logged; provenance.json of a study says what was run",
    "hydra_logging": "nothing is logged; provenance.json of a study says what was run",
    "verbose": "nothing is logged; provenance.json of a study says what was run",
    "callbacks": "nothing is called back; a program of one's own reads the results, sim.open(PATH)",
}

_MODES = ("RUN", "MULTIRUN")
_USED = ("hydra.mode", "hydra.searchpath")
_GROUPS = ("launcher", "sweeper")


def hydra_word(sign: str, key: str, rest: str) -> str:
    """Return a word about Hydra's own part, if anything here hears it.

    Parameters
    ----------
    sign : `~`, `+`, `++` or nothing
    key : hydra.<part>.… or hydra/<group>
    rest : `=value`, or nothing

    Raises
    ------
    SimError
        With what to use in its place.

    Examples
    --------
    >>> hydra_word("", "hydra.mode", "=MULTIRUN")
    'hydra.mode=MULTIRUN'
    """
    value = rest.removeprefix("=").strip()
    if key == "hydra.mode" and value not in _MODES:
        raise UnknownName("mode", value, _MODES, field=key)
    group = key.removeprefix("hydra/")
    if sign != "~" and (key in _USED or (group in _GROUPS and value == "basic")):
        return f"{key}{rest}"
    part = key.replace("/", ".").removeprefix("hydra").removeprefix(".").split(".")[0]
    raise unused(key, part, value if group in _GROUPS else "")


def check_choices(choices: Mapping[str, str | None]) -> None:
    """Raise if a configuration chooses a launcher or sweeper that is not used here.

    Parameters
    ----------
    choices : what is chosen, by group, such as {"hydra/launcher": "basic"}
    """
    for group in _GROUPS:
        chosen = choices.get(f"hydra/{group}")
        if chosen not in (None, "basic"):
            raise unused(f"hydra/{group}", group, str(chosen))


def unused(key: str, part: str, value: str = "") -> SimError:
    """Return the error for a part that is not used, with what to use in its place.

    Examples
    --------
    >>> print(unused("hydra.run.dir", "run"))
    hydra.run.dir: is not used here: results go where output.folder says
    """
    subject = f"found {value}, which " if value else ""
    known = f"of Hydra's own part {' and '.join(_USED)} are"
    return SimError(f"{subject}is not used here: {_INSTEAD.get(part, known)}", field=key)
