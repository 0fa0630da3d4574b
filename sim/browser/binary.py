"""WebAssembly's binary format: instructions, functions and a module, as bytes.

Written out by hand: a compiler would be a tool to install for what is a list of numbers. Core
specification 2.0, chapter 5; the numbers of instructions are those of its index.
"""

import struct
from collections.abc import Iterable, Sequence

__all__ = [
    "F64",
    "I32",
    "I64",
    "V128",
    "Function",
    "get",
    "instruction",
    "module",
    "simd",
    "unsigned",
]

#: Types of a value.
I32, I64, F64, V128 = 0x7F, 0x7E, 0x7C, 0x7B

_HEAD = b"\0asm\1\0\0\0"
_FUNCTION_TYPE, _FUNCTION, _MEMORY = 0x60, 0x00, 0x02
_TYPES, _FUNCTIONS, _MEMORIES, _EXPORTS, _CODE = 1, 3, 5, 7, 10
_END = b"\x0b"


def unsigned(number: int) -> bytes:
    """Return a whole number as LEB128.

    Examples
    --------
    >>> unsigned(624485).hex()
    'e58e26'
    """
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def _signed(number: int) -> bytes:
    """Return a whole number of either sign as LEB128."""
    out = bytearray()
    while True:
        low, number = number & 0x7F, number >> 7
        done = (number == 0 and not low & 0x40) or (number == -1 and low & 0x40)
        out.append(low if done else low | 0x80)
        if done:
            return bytes(out)


def _vector(items: Sequence[bytes]) -> bytes:
    return unsigned(len(items)) + b"".join(items)


def _section(number: int, items: Sequence[bytes]) -> bytes:
    body = _vector(items)
    return bytes([number]) + unsigned(len(body)) + body


def _name(text: str) -> bytes:
    data = text.encode()
    return unsigned(len(data)) + data


#: Instructions by the names of the text format.
_CODES = {
    "local.get": 0x20, "local.set": 0x21, "local.tee": 0x22, "select": 0x1B,
    "i32.load": 0x28, "i64.load": 0x29, "f64.load": 0x2B, "f64.store": 0x39,
    "i32.store8": 0x3A,
    "i32.const": 0x41, "i64.const": 0x42, "f64.const": 0x44,
    "f64.eq": 0x61, "f64.lt": 0x63, "f64.gt": 0x64, "f64.le": 0x65, "f64.ge": 0x66,
    "i32.add": 0x6A, "i32.and": 0x71, "i32.or": 0x72,
    "i64.add": 0x7C, "i64.sub": 0x7D, "i64.mul": 0x7E, "i64.and": 0x83, "i64.or": 0x84,
    "i64.xor": 0x85, "i64.shl": 0x86, "i64.shr_u": 0x88,
    "f64.neg": 0x9A, "f64.sqrt": 0x9F, "f64.add": 0xA0, "f64.sub": 0xA1, "f64.mul": 0xA2,
    "f64.div": 0xA3,
    "i32.wrap_i64": 0xA7, "i64.extend_i32_u": 0xAD, "i64.reinterpret_f64": 0xBD,
    "f64.reinterpret_i64": 0xBF,
}  # fmt: skip

#: Those of two lanes of 64 bits.
_SIMD = {
    "v128.load": 0, "v128.load64_splat": 10, "v128.store": 11,
    "i32x4.extract_lane": 27, "i64x2.splat": 18, "f64x2.splat": 20,
    "f64x2.eq": 71, "f64x2.lt": 73, "f64x2.gt": 74, "f64x2.le": 75, "f64x2.ge": 76,
    "v128.and": 78, "v128.or": 80, "v128.bitselect": 82,
    "i64x2.shl": 203, "i64x2.shr_u": 205, "i64x2.add": 206, "i64x2.sub": 209,
    "f64x2.neg": 237, "f64x2.sqrt": 239, "f64x2.add": 240, "f64x2.sub": 241, "f64x2.mul": 242,
    "f64x2.div": 243, "i32x4.trunc_sat_f64x2_s_zero": 252,
}  # fmt: skip


def simd(name: str) -> bytes:
    """Return an instruction on two lanes, without what follows it."""
    return b"\xfd" + unsigned(_SIMD[name])


def instruction(name: str, value: float | None = None, offset: int | None = None) -> bytes:
    """Return an instruction with its constant, its local, its lane, or the offset of its address.

    Examples
    --------
    >>> instruction("f64.const", 1.0).hex(), instruction("f64.load", offset=8).hex()
    ('44000000000000f03f', '2b0308')
    """
    if name == "i32.trunc_sat_f64_s":
        return b"\xfc\x02"
    if name == "memory.copy":
        return b"\xfc\x0a\x00\x00"
    code = bytes([_CODES[name]]) if name in _CODES else simd(name)
    if offset is not None:
        # Alignment is a hint; all that is read here stands at 8 bytes, or at 16 in two lanes.
        size = 0 if name == "i32.store8" else 2 if name == "i32.load" else 3
        wide = name in ("v128.load", "v128.store")
        return code + unsigned(4 if wide else size) + unsigned(offset)
    if value is None:
        return code
    if name == "f64.const":
        return code + struct.pack("<d", value)
    whole = int(value)
    if name == "i32x4.extract_lane":
        return code + bytes([whole])
    return code + (_signed(whole) if name.endswith("const") else unsigned(whole))


def get(local: int) -> bytes:
    """Return the instruction that puts a local on the stack."""
    return instruction("local.get", local)


class Function:
    """The code of one function that takes some values and returns nothing.

    Parameters
    ----------
    name : under which it is exported
    takes : the type of each argument
    """

    def __init__(self, name: str, takes: Sequence[int]) -> None:
        self.name, self.takes = name, tuple(takes)
        self.code = bytearray()
        self._locals: list[int] = []

    def local(self, type: int) -> int:
        """Return the number of a new local."""
        self._locals.append(type)
        return len(self.takes) + len(self._locals) - 1

    def body(self) -> bytes:
        """Return declarations of locals, runs of one type together, and the code."""
        runs: list[list[int]] = []
        for type_ in self._locals:
            if runs and runs[-1][1] == type_:
                runs[-1][0] += 1
            else:
                runs.append([1, type_])
        code = _vector([unsigned(count) + bytes([t]) for count, t in runs])
        code += bytes(self.code) + _END
        return unsigned(len(code)) + code


def module(functions: Iterable[Function]) -> bytes:
    """Return a module that exports its functions, and a memory of one page that may grow."""
    all_ = list(functions)
    kinds = list(dict.fromkeys(function.takes for function in all_))
    types = [bytes([_FUNCTION_TYPE]) + _vector([bytes([t]) for t in k]) + b"\0" for k in kinds]
    exports = [_name("memory") + bytes([_MEMORY, 0])]
    exports += [_name(one.name) + bytes([_FUNCTION]) + unsigned(k) for k, one in enumerate(all_)]
    return b"".join(
        (
            _HEAD,
            _section(_TYPES, types),
            _section(_FUNCTIONS, [unsigned(kinds.index(one.takes)) for one in all_]),
            _section(_MEMORIES, [b"\0" + unsigned(1)]),
            _section(_EXPORTS, exports),
            _section(_CODE, [one.body() for one in all_]),
        )
    )
