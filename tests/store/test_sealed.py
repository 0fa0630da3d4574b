"""JSON carries a sum of its own text: what was changed is seen, and said in one line."""

import pytest

from sim.errors import MalformedFile, MissingResult
from sim.store.sealed import read_json, sealed, unsealed, write_json


def test_json__round_trips_and_names_a_damaged_file(tmp_path):
    path = tmp_path / "x.json"
    data = {"name": "ménage\u2028à \u0085 trois", "number": 0.1 + 0.2, "deep": {"sum": "x"}}
    write_json(path, data)
    assert read_json(path) == data
    with pytest.raises(MissingResult, match="is missing: run the same study again"):
        read_json(tmp_path / "none.json")
    text = path.read_text(encoding="utf-8")
    for damaged in (text[:-9], text.replace("0.3", "0.2"), "{", "", text + "x", "[]"):
        path.write_text(damaged, encoding="utf-8")
        with pytest.raises(MalformedFile) as raised:
            read_json(path)
        assert str(raised.value).startswith(f"{path}: is damaged or cut short: run the same study")


def test_json__sees_every_flipped_bit_or_says_the_same():
    data = {"seed": 1, "first_month": 24300, "title": "Tokyo–Seoul"}
    whole = sealed(data).encode()
    seen = 0
    for at in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            try:
                assert unsealed(changed.decode(errors="replace")) == data
            except ValueError:
                seen += 1
    assert seen > 7.9 * len(whole)


def test_json_line__is_one_line_for_every_reader():
    text = sealed({"source": "a\u2028b\u2029c\u0085d\x0be"})
    assert len(text.splitlines()) == 1
    assert unsealed(text) == {"source": "a\u2028b\u2029c\u0085d\x0be"}
