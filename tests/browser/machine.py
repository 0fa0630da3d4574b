"""The two printed forms run outside a page: WebAssembly by Cranelift, JavaScript by V8."""

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import wasmtime
from playwright._impl._driver import compute_driver_executable

from sim.browser.modules import modules
from sim.browser.program import FUNCTIONS, java_script, web_assembly

#: The runtime that comes with Playwright: no other needs to be installed.
NODE = compute_driver_executable()[0]


@cache
def folder() -> Path:
    """Return a folder with the modules as files."""
    path = Path(tempfile.mkdtemp(prefix="triangle-modules-"))
    for name, text in modules().items():
        (path / name).write_text(text, encoding="utf-8")
    (path / "package.json").write_text('{"type": "module"}')
    return path


def node(script: str, **given: Any) -> Any:
    """Run a module's text beside the model's; it sees `given`, and what it `tell`s comes back."""
    head = (
        'import fs from "node:fs";\n'
        'const given = JSON.parse(fs.readFileSync(0, "utf8"));\n'
        "const tell = (found) => process.stdout.write(JSON.stringify(found));\n"
    )
    with tempfile.NamedTemporaryFile("w", dir=folder(), suffix=".mjs", encoding="utf-8") as file:
        file.write(head + script)
        file.flush()
        done = subprocess.run(
            [NODE, file.name], input=json.dumps(given), capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Memory:
    """Arrays laid one after the other, as a form's memory has them."""

    def __init__(self) -> None:
        self.bytes = bytearray(64)

    def take(self, array: np.ndarray) -> int:
        """Lay an array in; return its address."""
        while len(self.bytes) % 16:
            self.bytes.append(0)
        at = len(self.bytes)
        self.bytes += np.ascontiguousarray(array).tobytes()
        return at

    def room(self, numbers: int) -> int:
        """Return the address of so many zeros."""
        return self.take(np.zeros(numbers))

    def read(self, at: int, *shape: int) -> np.ndarray:
        """Return floats from an address on."""
        return np.frombuffer(self.bytes, np.float64, int(np.prod(shape)), at).reshape(shape)


def cranelift(name: str, memory: Memory, arguments: list[float], lanes: int, traces=None) -> None:
    """Run a function of the WebAssembly module once on a memory."""
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    module = wasmtime.Module(engine, web_assembly(lanes, traces))
    exports = wasmtime.Instance(store, module, []).exports(store)
    held = exports["memory"]
    held.grow(store, len(memory.bytes) // 65536 + 1)
    held.write(store, memory.bytes, 0)
    whole = len(FUNCTIONS[name][0])
    signed = [int(np.uint32(one).astype(np.int32)) for one in arguments[:whole]]
    exports[name](store, *signed, *map(float, arguments[whole:]))
    memory.bytes[:] = held.read(store, 0, len(memory.bytes))


_V8 = """
const { javaScriptForm } = await import(given.module);
const bytes = new Uint8Array(given.memory.match(/../g).map((two) => parseInt(two, 16)));
const form = javaScriptForm();
form.bind(new Float64Array(bytes.buffer), new Int32Array(bytes.buffer), bytes);
form[given.name](...given.arguments);
tell(Buffer.from(bytes).toString("hex"));
"""


def v8(name: str, memory: Memory, arguments: list[float], traces=None) -> None:
    """Run a function of the JavaScript module once on a memory."""
    while len(memory.bytes) % 8:
        memory.bytes.append(0)
    with tempfile.NamedTemporaryFile("w", dir=folder(), suffix=".mjs", encoding="utf-8") as file:
        file.write(java_script(traces))
        file.flush()
        given = {"module": file.name, "memory": memory.bytes.hex(), "arguments": arguments}
        memory.bytes[:] = bytes.fromhex(node(_V8, name=name, **given))
