// What is said of a request that cannot be done, and how the values of requests are read.

// What was asked cannot be done: one line, and the key that it is about.
export class Fault extends Error {
  constructor(field, message) {
    super(message);
    this.name = "Fault";
    this.field = field;
  }
}

// Changes between two words, one letter at a time.
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

// Return the known name nearest to a word, if any is near.
export function nearest(word, known) {
  const short = String(word).slice(0, 60);
  const [best] = known.map((name) => [distance(short, name), name]).sort((a, b) => a[0] - b[0]);
  return best && best[0] <= Math.max(2, short.length / 3) ? best[1] : "";
}

export function unknown(field, kind, word, known) {
  const near = nearest(word, known);
  return new Fault(field, `unknown ${kind} '${String(word).slice(0, 60)}'${near ? `; did you mean '${near}'?` : ""}`);
}

export function number(value, low, high, field) {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new Fault(field, `found ${shown(value)}, wanted a number from ${low} to ${high}`);
  }
  if (value < low || value > high) throw new Fault(field, `found ${value}, wanted ${low} to ${high}`);
  return value;
}

export function shown(value) {
  const text = typeof value === "string" ? `'${value}'` : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

// Return a month number of 'YYYY-MM'.
export function monthOf(text, field) {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  if (!found || found[2] < "01" || found[2] > "12") {
    throw new Fault(field, `found ${shown(text)}, wanted a month written YYYY-MM`);
  }
  return Number(found[1]) * 12 + Number(found[2]) - 1;
}

export function monthName(month) {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
