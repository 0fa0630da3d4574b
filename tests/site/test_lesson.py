"""A lesson's page: its text and code, what the code shows, and not run again for nothing."""

import pytest

import sim.site.lesson as room
from sim.errors import SimError
from sim.site.lesson import lesson_pages, render, title_of

TEXT = """# %% [markdown]
# # A question
#
# Why?

# %%
# %matplotlib inline
import os
import pandas as pd

print("replicates", os.environ["LESSON_REPLICATES"])

# %%
pd.DataFrame({"a": [1, 2]})

# %%
from sim.plots.frame import figure, set_caption, set_title
fig = figure(2.0)
fig.add_axes((0, 0, 1, 1))
set_title(fig, "Ties [of *two*] end higher")
set_caption(fig, "9 replicates, seed 1.", beyond=False)
fig

# %%
1 + 1
"""


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "notebooks" / "01_question.py"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.slow
def test_lesson__shows_what_its_code_shows(lesson):
    made = render(lesson)
    page = made["01_question.md"].decode()
    assert page.startswith("# A question\n\nWhy?")
    assert f"replicates {room.REPLICATES}" in page
    assert "matplotlib inline" not in page
    (table,) = [part for part in page.split("\n\n") if "<table" in part]
    assert table.startswith('<div class="shown" ')  # one block: no empty line ends it
    assert "<style" not in page
    assert "```text { .shown }\n2\n```" in page
    (picture,) = [name for name in made if name.endswith(".png")]
    assert made[picture].startswith(b"\x89PNG")
    # What it shows is said in words, none of which Markdown reads as its own.
    says = "Ties &#91;of &#42;two&#42;&#93; end higher. 9 replicates, seed 1. Explores and teaches;"
    assert f"![{says} does not predict.]({picture})" in page
    assert "get_ipython" not in page


@pytest.mark.slow
def test_lesson__that_ends_in_an_error_is_one_line(lesson):
    lesson.write_text(TEXT + "\n# %%\nraise ValueError('no world')\n", encoding="utf-8")
    with pytest.raises(SimError) as fault:
        render(lesson)
    assert str(fault.value) == "notebooks/01_question.py: ValueError: no world"


def test_lesson__is_run_again_only_where_what_it_rests_on_changed(lesson, tmp_path, monkeypatch):
    runs = []

    def counted(path, *, run=True):
        runs.append(path.stem)
        return room.Rendered({f"{path.stem}.md": path.read_bytes(), "a.png": b"\x89PNG"})

    monkeypatch.setattr(room, "render", counted)
    first = lesson_pages(tmp_path, tmp_path / "kept")
    assert lesson_pages(tmp_path, tmp_path / "kept") == first
    assert runs == ["01_question"]
    assert set(first) == {"lessons/01_question.md", "lessons/a.png"}
    lesson.write_text(TEXT + "\n# %%\n2 + 2\n", encoding="utf-8")
    assert lesson_pages(tmp_path, tmp_path / "kept") != first
    assert len(runs) == 2
    assert len(list((tmp_path / "kept").iterdir())) == 1  # what no lesson rests on goes


def test_bare_lesson__is_text_and_code(lesson):
    page = render(lesson, run=False)["01_question.md"].decode()
    assert "pd.DataFrame" in page
    assert "<table" not in page
    assert "LESSON_REPLICATES=" not in page.split("```")[-1]


def test_title__is_the_first_heading(lesson):
    assert title_of(lesson) == "A question"
