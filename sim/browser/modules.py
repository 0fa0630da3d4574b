"""The JavaScript that runs the model in a browser: modules by name, as text."""

from importlib.resources import files

from sim.browser.program import java_script

__all__ = ["modules"]


def modules() -> dict[str, str]:
    """Return every module by its file's name; 'month.js' is printed from the trace.

    They are plain ES modules that import one another by './name.js'; 'model.js' is the one to begin
    with.

    Examples
    --------
    >>> sorted(modules())[:3]
    ['event.js', 'fault.js', 'form.js']
    """
    here = files("sim.browser")
    found = {
        one.name: one.read_text(encoding="utf-8")
        for one in here.iterdir()
        if one.name.endswith(".js")
    }
    return found | {"month.js": java_script()}
