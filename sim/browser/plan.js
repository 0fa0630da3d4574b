// From a world to numbers: the twin of sim/engine/plan.py, equal to the bit.

// The block of a draw that holds for a twin: CRC-32 of its name (sim/spec/streams.py).
export function namedBlock(name) {
  return checksum(new TextEncoder().encode(name));
}

// CRC-32 of bytes, as zlib has it.
export function checksum(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

// The worlds that a run goes through, earliest first, each with the last month that is run of it.
export function segmentsOf(world) {
  const before = world.start ? segmentsOf(world.start) : [];
  return [
    ...before.map(([part, last]) => [part, Math.min(last, world.first - 1)]),
    [world, world.last],
  ];
}

export function holder(world, capital, month) {
  let found = "";
  for (const [leader, first] of world.calendar[capital]) if (first <= month) found = leader;
  return found;
}

// A structural series: linear between its points, constant beyond; numpy's interp, step by step.
function path(points, first, last) {
  const found = [];
  let j = 0;
  for (let month = first; month <= last; month++) {
    while (j + 1 < points.length && points[j + 1][0] <= month) j++;
    const [x, y] = points[j];
    if (month <= points[0][0]) found.push(points[0][1]);
    else if (j + 1 === points.length) found.push(y);
    else if (month === x) found.push(y);
    else {
      const [x1, y1] = points[j + 1];
      found.push(((y1 - y) / (x1 - x)) * (month - x) + y);
    }
  }
  return found;
}

// Every input of a segment by name, month by month.
function inputsOf(world, first, last, registry) {
  const months = last - first + 1, found = {};
  for (const stream of registry.streams) {
    const source = world.streams[stream.name];
    const dated = source === "given" ? world.events[stream.name] ?? [] : [];
    const given = new Array(months).fill(stream.name === "talks" ? -1 : 0); // -1 leaves talks alone
    for (const [month, size] of dated) {
      if (first <= month && month <= last) given[month - first] = size;
    }
    found[stream.given] = given;
    found[stream.generate] = new Array(months).fill(source === "generated" ? 1 : 0);
  }
  for (const [capital, iso] of Object.entries(registry.iso)) {
    const names = [];
    for (let month = first - 1; month <= last; month++) names.push(holder(world, capital, month));
    const now = names.slice(1), code = iso.toLowerCase();
    found[`ideology_${code}`] = now.map((name) => world.leaders[name].ideology[0]);
    found[`vacuum_${code}`] = now.map((name) => (world.leaders[name].caretaker ? 1 : 0));
    found[`turnover_${code}`] = now.map((name, k) => (name !== (names[k] || now[k]) ? 1 : 0));
  }
  for (const [name, series] of Object.entries(world.series)) {
    found[name] = path(series.points, first, last);
  }
  return found;
}

function startOf(world, registry) {
  return registry.state.map((name) => world.start_values[name] ?? registry.opening[name]);
}

// What one segment is, apart from its place among others. Kept for as long as its world is: a lever
// of the window leaves the worlds before it as they are.
const SEGMENTS = new WeakMap();

function segmentOf(part, until, registry) {
  const known = SEGMENTS.get(part);
  if (known?.until === until) return known;
  const { traitFields, parameters: declared, switches, inputs } = registry;
  const found = { part, until, months: [], elapsed: [], slots: [], inputs: [], traits: [], parameters: declared.map((one) => one.default), ranged: [] };
  found.switches = switches.map((name) => part.switches[name] ?? true);
  declared.forEach(({ name }, place) => {
    if (!Object.hasOwn(part.parameters, name)) return;
    const [low, high] = part.parameters[name];
    found.parameters[place] = low;
    if (high > low) found.ranged.push({ place, low, span: high - low, block: namedBlock(`parameter.${name}`) });
  });
  const byName = inputsOf(part, part.first, until, registry), slotOf = new Map();
  const columns = inputs.map((name) => byName[name]);
  for (let month = part.first; month <= until; month++) {
    const office = {};
    for (const capital of Object.keys(registry.iso)) office[capital] = holder(part, capital, month);
    found.months.push(month);
    found.elapsed.push(month - part.first + 1);
    for (const column of columns) found.inputs.push(column[month - part.first]);
    for (const { capital, trait } of traitFields) {
      const leader = office[capital], key = `leader.${leader}.${trait}`;
      if (!slotOf.has(key)) {
        const [low, high] = part.leaders[leader].traits[trait];
        slotOf.set(key, found.traits.length);
        found.traits.push({ leader, trait, low, span: high - low, block: namedBlock(key) });
      }
      found.slots.push(slotOf.get(key));
    }
  }
  SEGMENTS.set(part, found);
  return found;
}

// Return the plan of a world.
export function compile(world, registry) {
  const segments = segmentsOf(world).map(([part, until]) => segmentOf(part, until, registry));
  const { parameters: declared } = registry, size = declared.length;
  const plan = {
    world, registry, segments, set: world.set, setTakes: [], setBlock: namedBlock("parameter_set"),
    parameterCount: size, switchCount: registry.switches.length,
    traitCount: registry.traitFields.length, inputCount: registry.inputs.length,
    segment: [], slots: [], traitLow: [], rangedTraits: [], ranged: [],
    monthNumber: segments.flatMap((one) => one.months), elapsed: segments.flatMap((one) => one.elapsed),
    inputs: segments.flatMap((one) => one.inputs), switches: segments.flatMap((one) => one.switches),
    parameters: segments.flatMap((one) => one.parameters),
    start: startOf(segments[0].part, registry),
  };
  const place = new Map(declared.map((one, k) => [one.name, k]));
  segments.forEach((one, number) => {
    const before = plan.traitLow.length;
    one.months.forEach(() => plan.segment.push(number));
    for (const slot of one.slots) plan.slots.push(before + slot);
    one.traits.forEach(({ low, span, block }, k) => {
      plan.traitLow.push(low);
      if (span > 0) plan.rangedTraits.push({ place: before + k, segment: number, low, span, block });
    });
    for (const range of one.ranged) plan.ranged.push({ ...range, place: number * size + range.place });
    (world.set?.names ?? []).forEach((name, k) => {
      if (!Object.hasOwn(one.part.parameters, name)) plan.setTakes.push([number * size + place.get(name), k]);
    });
  });
  plan.firstRecorded = plan.segment.indexOf(segments.length - 1);
  plan.months = Int32Array.from(segments.at(-1).months);
  // Of a set, each segment takes what its own world leaves unsaid: a number stated at its default is
  // not drawn.
  const drawn = plan.setTakes.filter(([place]) => place < size * (segments.length - 1));
  plan.before = [...segments.slice(0, -1).map(courseOf), world.set?.name, ...drawn].join();
  return plan;
}

// Name a course of months: segments alike in all that acts have one name. Worlds are told apart by
// their numbers, since a change that is taken back makes another world of the same numbers.
const COURSES = new WeakMap();

function courseOf(segment) {
  if (!COURSES.has(segment)) {
    const { months, slots, inputs, traits, parameters, ranged, switches, part } = segment;
    COURSES.set(segment, JSON.stringify([months, slots, inputs, traits, parameters, ranged, switches, part.start_values]));
  }
  return COURSES.get(segment);
}
