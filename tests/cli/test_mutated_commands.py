"""A thousand command lines with something wrong in most: no traceback, one line each, no file."""

import random
from collections import Counter

import pytest

from sim.scenario.folder import names
from sim.spec.events import STREAM_BY_NAME
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import LEADERS, TRAITS
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from tests.cli.dry_run import dry_run, up_to_the_run
from tests.cli.test_hostile_words import JARGON
from tests.cli.written import everything

LINES, PARTS = 1000, 4

NAMES = {
    "who": [*LEADERS, *(leader for leaders in LEADERS.values() for leader in leaders)],
    "trait": [*(trait.name for trait in TRAITS), "ideology"],
    "switch": list(SWITCHES),
    "parameter": [parameter.name for parameter in PARAMETERS],
    "series": list(SERIES),
    "event": list(STREAM_BY_NAME),
}

OTHER_KEYS = (
    *("replicates", "seed", "threads", "worlds", "design", "report", "output.folder", "output"),
    *(
        "output.study",
        "output.trajectories",
        "output.keep",
        "parameter_set",
        "experiment",
        "hydra.mode",
    ),
    *("hydra.run.dir", "leaders", "switches", "events"),
)

VALUES = (
    *("0", "1", "0.5", "-0.1", "1.1", "nan", "inf", "-inf", "1e400", "-0.0", "1e-320", "1e3"),
    *("[0.2,0.4]", "[0.4,0.2]", "[nan,1]", "[0,1,2]", "[]", "{}", "{a:1}", "{month:x}", "1_0"),
    *("true", "false", "True", "null", "NULL", "''", "'0.5'", "x", "off", "on", "given", "0x10"),
    *("generated", "{month:2025-02,size:0.5}", "{month:2025-02,size:9}", "2025-01", "2025-1"),
    *("{month:2099-02,size:0.5}", "[{month:2025-02,size:0.5},{month:2025-02,size:0.4}]"),
    *("2025-02-30", "${seed}", "${oc.env:HOME}", "${x", "a,b", "1,1", ",", "1,", "=", "a=b"),
    *("choice(0.1,0.2)", "range(0,1,0.5)", "range(0,1,0)", "range(1,0,1)", "glob(*)", "@x", ":x"),
    *("interval(0,1)", "sort(1,2)", "shuffle(1,2)", "tag(a,1)", "int(0.5)", "float(1)", "str(1)"),
    *("bool(x)", "json_str({a:1})", "extend_list(1)", "\\", "'", '"', "a b", "é", "\u202e", "~"),
    *("9" * 50, "9" * 5000, "[" * 50, "(", ")", "?", "???", "%20", "$HOME", "a:b", "\x1b[31m"),
)


class Typist(random.Random):
    """Somebody who types commands without looking."""

    def line(self) -> list[str]:
        words = []
        for _ in range(self.choice((1, 1, 2, 3))):
            key = self.key()
            words.append(key if self.random() < 0.03 else f"{key}={self.value(key)}")
        if self.random() < 0.2:
            words.insert(self.randrange(len(words) + 1), "-m")
        if self.random() < 0.05:
            flags = (
                "--cfg",
                "--help",
                "--info",
                "-c job",
                "--version",
                "--resolve",
                "-x",
                "--",
                "-",
            )
            words.append(self.choice(flags))
        return words

    def key(self) -> str:
        one = {kind: self.choice(known) for kind, known in NAMES.items()}
        key = self.choice(
            [
                *("scenario", "months", "first", "last", self.choice(OTHER_KEYS)),
                *(f"leaders.{one['who']}.{one['trait']}", f"leaders.{one['who']}"),
                *(f"traits.{one['trait']}", f"switches.{one['switch']}"),
                *(f"parameters.{one['parameter']}", f"series.{one['series']}"),
                f"events.{one['event']}",
            ]
        )
        if self.random() < 0.2:
            key = f"start.{key}"
        if self.random() < 0.12:
            place = self.randrange(len(key))
            slip = self.choice(("", "x", ".", "/", "@", "~", "+", " ", "é"))
            key = key[:place] + slip + key[place + 1 :]
        return self.choice(("", "", "", "", "+", "++", "~")) + key

    def value(self, key: str) -> str:
        if self.random() < 0.25:
            if key.endswith("scenario"):
                return self.choice(names())
            return str(round(self.uniform(-0.3, 1.3), 2))
        return self.choice(VALUES)


@pytest.mark.parametrize("part", range(PARTS))
def test_mutated_lines__are_heard_or_end_in_one_line(part, here):
    typist, became = Typist(part), Counter()
    with up_to_the_run():
        for _ in range(LINES // PARTS):
            words = typist.line()
            found = dry_run(words)
            became[found.status] += 1
            if found.status == 2:
                assert found.out == "", words
                assert found.err.startswith("error: "), (words, found.err)
                assert found.err.count("\n") == 1, (words, found.err)
                assert len(found.err) <= 400 + len("error: \n"), (words, found.err)
                assert found.err.rstrip("\n").isprintable(), (words, found.err)
                assert not JARGON.search(found.err), (words, found.err)
                signed = any(word.startswith("++") for word in words)
                assert signed or "++" not in found.err, (words, found.err)
            else:
                assert found.status in (None, 0), words
                lines = found.err.splitlines()
                assert all(line.startswith("note: ") for line in lines), (words, found.err)
    assert everything(here) == []
    assert became[2] > LINES // PARTS // 2
    assert became[None] > 2
