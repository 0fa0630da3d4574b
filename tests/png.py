"""What a PNG says of itself."""

from pathlib import Path


def texts_of(path: Path) -> dict[str, str]:
    """Return a PNG's texts by keyword (PNG, third edition, 11.3.3): plain ones and Unicode ones."""
    data, at, found = path.read_bytes(), 8, {}
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        key, _, rest = data[at + 8 : at + 8 + size].partition(b"\0")
        if kind == b"tEXt":
            found[key.decode("latin-1")] = rest.decode("latin-1")
        elif kind == b"iTXt":
            assert rest[0] == 0, "compressed"
            found[key.decode("latin-1")] = rest[2:].split(b"\0", 2)[2].decode()
        at += 12 + size
    return found
