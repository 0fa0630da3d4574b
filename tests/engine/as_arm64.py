"""The month as code for arm64, run under emulation: the same bits as here.

`make arm` runs it, with Debian's qemu-user, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross.
"""

import shutil
import subprocess

import llvmlite.binding as llvm
import numpy as np
import pytest

from sim.engine.code import LANES, traced_code
from sim.engine.llvm import assembled
from sim.engine.native import Processor
from sim.engine.plan import compile_world
from sim.engine.replicate import begin
from sim.engine.step import module_text
from sim.engine.table import DRAW, ROWS, TALLY, new_table, new_work
from sim.scenario import load
from sim.spec.recorded import HISTOGRAMMED

TRIPLE = "aarch64-linux-gnu"
TOOLS = {"qemu-aarch64": "qemu-user", f"{TRIPLE}-gcc": "gcc-aarch64-linux-gnu"}

# Reads its arguments from a file, moves all months, writes the table after each of them.
DRIVER = """
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
typedef int64_t I;
void draw(double*, I, I, I, I);
void step(double*, double*, double*, I*, I*, double*, I*, char*, double*, I, I, I, I);
void observe(double*, char*, double, double);
void conclude(double*, double);

static void* part(FILE* from) {
  I size; if (fread(&size, 8, 1, from) != 1) exit(3);
  void* at = aligned_alloc(64, (size + 127) / 64 * 64);
  if (fread(at, 1, size, from) != (size_t)size) exit(4);
  return at;
}

int main(int count, char** names) {
  FILE* from = fopen(names[1], "rb"); FILE* to = fopen(names[2], "wb");
  I* n = part(from);
  double *table = part(from), *traits = part(from), *parameters = part(from);
  I *segment = part(from), *number = part(from); double* elapsed = part(from);
  I* slots = part(from); char* on = part(from); double* inputs = part(from);
  char* bins = part(from);
  for (I block = 0; block < 300; ++block) {
    draw(table + n[7] * n[2], n[4], n[5], n[6], block * 14741);
    fwrite(table + n[7] * n[2], 8, n[2], to);
  }
  for (I m = 0; m < n[0]; ++m) {
    step(table, traits, parameters, segment, number, elapsed, slots, on, inputs,
         n[4], n[5], n[6], m);
    observe(table, bins, (double)m, (double)n[0]);
    fwrite(table, 8, n[1] * n[2], to); fwrite(bins, 1, n[3] * n[2], to);
  }
  conclude(table, (double)n[0]);
  fwrite(table, 8, n[1] * n[2], to);
  return fclose(to);
}
"""


@pytest.fixture(scope="module", autouse=True)
def _tools():
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    assert not missing, f"apt-get install {' '.join(missing)} libc6-dev-arm64-cross"


def foreign(lanes, monkeypatch):
    """The object file of a month for arm64."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    other = llvm.Target.from_triple(TRIPLE).create_target_machine(
        cpu="generic", opt=2, reloc="pic", codemodel="small"
    )
    monkeypatch.setattr("sim.engine.llvm.machine", lambda target: other)
    monkeypatch.setattr("llvmlite.binding.get_process_triple", lambda: TRIPLE)
    return assembled(module_text(lanes), Processor("generic", ""))


@pytest.mark.parametrize("lanes", [1, LANES])
@pytest.mark.parametrize("world", ["second_trump_term", "baseline_hindcast"])
def test_month__of_another_processor_has_the_same_bits(tmp_path, monkeypatch, world, lanes):
    timeline = compile_world(load(world)).timeline
    how, work = traced_code(lanes), new_work(timeline, lanes)
    seed = (7, 1, 90)
    begin(how.draw, timeline, work, *seed)
    months = len(timeline.segment)
    bins = np.zeros((len(HISTOGRAMMED), lanes), dtype=np.uint8)
    memory = (
        *(work.table, work.traits, work.parameters, timeline.segment, timeline.month_number),
        *(timeline.elapsed, timeline.trait_slot, timeline.switches, timeline.inputs),
    )
    numbers = np.array((months, ROWS, lanes, len(HISTOGRAMMED), *seed, DRAW))
    given = (numbers, *memory, bins)
    with (tmp_path / "given").open("wb") as file:
        for one in given:
            file.write(np.int64(one.nbytes).tobytes() + one.tobytes())
    (tmp_path / "month.o").write_bytes(foreign(lanes, monkeypatch))
    (tmp_path / "main.c").write_text(DRIVER)
    parts = ("main.c", "month.o", "-o", "month", "-O1", "-static")
    subprocess.run([f"{TRIPLE}-gcc", *parts], cwd=tmp_path, check=True)
    subprocess.run(["qemu-aarch64", "./month", "given", "made"], cwd=tmp_path, check=True)

    expected, u = [], new_table(1, lanes)[0]
    for block in range(300):
        how.draw(u, *seed, block * 14741)
        expected.append(u.tobytes())
    work.table[DRAW] = u
    for m in range(months):
        how.step(*memory, *seed, m)
        how.observe(work.table, bins, float(m), float(months))
        expected += [work.table.tobytes(), bins.tobytes()]
    how.conclude(work.table, float(months))
    expected.append(work.table.tobytes())
    assert np.isfinite(work.table[TALLY:]).all()
    assert (tmp_path / "made").read_bytes() == b"".join(expected)
