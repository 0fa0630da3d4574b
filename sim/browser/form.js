// The month in the form that this browser allows: WebAssembly with two lanes, or plain JavaScript.

import { Memory } from "./memory.js";
import { javaScriptForm } from "./month.js";

// Return {kind, lanes, memory, draws, drawn, step, observe, conclude}.
export async function createForm(wasm) {
  if (wasm && typeof WebAssembly === "object") {
    try {
      if (WebAssembly.validate(wasm)) {
        const { instance } = await WebAssembly.instantiate(wasm, {});
        return webAssemblyForm(instance.exports);
      }
    } catch (fault) {
      if (!(fault instanceof WebAssembly.CompileError)) throw fault; // a policy forbids it
    }
  }
  return plainForm();
}

function webAssemblyForm(exports) {
  const memory = new Memory((bytes) => {
    const more = bytes - exports.memory.buffer.byteLength;
    if (more > 0) exports.memory.grow(Math.ceil(more / 65536));
    return exports.memory.buffer;
  });
  return { ...exports, kind: "WebAssembly", lanes: 2, memory };
}

export function plainForm() {
  const form = javaScriptForm();
  let held = new ArrayBuffer(0);
  const memory = new Memory((bytes) => {
    const wider = new ArrayBuffer(bytes);
    new Uint8Array(wider).set(new Uint8Array(held));
    held = wider;
    form.bind(new Float64Array(wider), new Int32Array(wider), new Uint8Array(wider));
    return wider;
  });
  return { ...form, kind: "JavaScript", lanes: 1, memory };
}
