// One memory that both forms of the month read and write, handed out from low addresses to high.

const PAGE = 65536;

export class Memory {
  // grow: takes the bytes wanted in all, returns the buffer that has them
  constructor(grow) {
    this.grow = grow;
    this.taken = 64; // address 0 stays free: it reads as nothing
    this.size = 0;
    this.reserve(PAGE);
  }

  reserve(bytes) {
    if (bytes <= this.size) return;
    this.size = Math.ceil(Math.max(bytes, 1.5 * this.size) / PAGE) * PAGE;
    const buffer = this.grow(this.size);
    this.F = new Float64Array(buffer);
    this.I = new Int32Array(buffer);
    this.U = new Uint8Array(buffer);
  }

  // Return the address of so many bytes; where two lanes lie, a vector begins at 16.
  take(bytes) {
    const at = this.taken;
    this.taken += Math.ceil(bytes / 16) * 16;
    this.reserve(this.taken);
    return at;
  }

  // Give back all that was taken since an address was.
  release(address) {
    this.taken = address;
  }
}
