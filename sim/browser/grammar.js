// Overrides as text: the command line's own words, key=value, in an address joined by &.

import { Fault } from "./fault.js";

const LONGEST = 4000; // letters of an address; a lesson's own need some hundred

// Return overrides of a text such as 'leaders.washington.mediation=0.9&switches.thaw=false'.
export function parseOverrides(text) {
  if (text.length > LONGEST) throw new Fault("address", `found ${text.length} letters, wanted at most ${LONGEST}`);
  const found = {};
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    if (at < 1) throw new Fault("address", `found '${part.slice(0, 40)}', wanted key=value`);
    const key = decoded(part.slice(0, at));
    if (!/^[a-z][a-z0-9_.]*$/.test(key) || key.length > 120) throw new Fault("address", `found the key '${key.slice(0, 40)}', wanted small letters, digits, '_' and '.'`);
    if (Object.hasOwn(found, key)) throw new Fault(key, "stands there twice, wanted once");
    found[key] = parseValue(decoded(part.slice(at + 1)), key);
  }
  return found;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Fault("address", `found '${text.slice(0, 40)}', wanted an address that can be read`);
  }
}

// Return a value: a number, true, false, null, a word, [a, b], {month: 2018-10, size: 0.5}.
export function parseValue(text, key) {
  const reader = { text, at: 0, key, depth: 0 };
  const value = readValue(reader);
  skip(reader);
  if (reader.at < text.length) throw wrong(reader);
  return value;
}

function wrong(reader) {
  return new Fault(reader.key, `found '${reader.text.slice(0, 60)}', wanted a number, true, false, a word, [a, b] or {a: b}`);
}

function skip(reader) {
  while (reader.text[reader.at] === " ") reader.at++;
}

function take(reader, sign) {
  skip(reader);
  if (reader.text[reader.at] !== sign) return false;
  reader.at++;
  return true;
}

function readValue(reader) {
  if (++reader.depth > 4) throw wrong(reader);
  let value;
  if (take(reader, "[")) value = readList(reader);
  else if (take(reader, "{")) value = readMapping(reader);
  else value = readWord(reader);
  reader.depth--;
  return value;
}

function readList(reader) {
  const found = [];
  if (take(reader, "]")) return found;
  do found.push(readValue(reader)); while (take(reader, ","));
  if (!take(reader, "]")) throw wrong(reader);
  return found;
}

function readMapping(reader) {
  const found = Object.create(null);
  if (take(reader, "}")) return { ...found };
  do {
    const key = readWord(reader);
    if (!take(reader, ":")) throw wrong(reader);
    found[String(key)] = readValue(reader);
  } while (take(reader, ","));
  if (!take(reader, "}")) throw wrong(reader);
  return { ...found };
}

function readWord(reader) {
  skip(reader);
  const word = /^[A-Za-z0-9_.+-]+/.exec(reader.text.slice(reader.at))?.[0];
  if (!word) throw wrong(reader);
  reader.at += word.length;
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word);
  return { true: true, false: false, null: null }[word] ?? (word === "null" ? null : word);
}

// Return overrides as text, keys in order; what reads it gives the same back.
export function writeOverrides(overrides, joint = "&") {
  return Object.keys(overrides).sort().map((key) => `${key}=${writeValue(overrides[key])}`).join(joint);
}

export function writeValue(value) {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(",")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value).map(([key, one]) => `${key}:${writeValue(one)}`).join(",")}}`;
  }
  return String(value);
}
