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
  return registry.state.map((name) => {
    if (name in world.start_values) return world.start_values[name];
    return registry.opening[name];
  });
}

// Return the plan of a world.
export function compile(world, registry) {
  const segments = segmentsOf(world), last = segments.length - 1;
  const { traitFields, parameters: declared, switches: switchNames, inputs: inputNames } = registry;
  const place = new Map(declared.map((one, k) => [one.name, k]));
  const plan = {
    world, registry, segments: segments.map(([part]) => part),
    parameterCount: declared.length, switchCount: switchNames.length,
    traitCount: traitFields.length, inputCount: inputNames.length,
    segment: [], monthNumber: [], elapsed: [], slots: [], inputs: [],
    traitLow: [], traitSpan: [], traitBlock: [], traitOf: [],
    parameters: [], ranged: [], switches: [], set: world.set, setTakes: [],
    setBlock: namedBlock("parameter_set"), firstRecorded: 0, before: "",
  };
  const slotOf = new Map();
  segments.forEach(([part, until], number) => {
    const numbers = declared.map((one) => one.default);
    for (const [name, [low, high]] of Object.entries(part.parameters)) {
      numbers[place.get(name)] = low;
      if (high > low) {
        const at = number * declared.length + place.get(name);
        plan.ranged.push({ place: at, span: high - low, block: namedBlock(`parameter.${name}`) });
      }
    }
    plan.parameters.push(...numbers);
    plan.switches.push(...switchNames.map((name) => part.switches[name] ?? true));
    (world.set?.names ?? []).forEach((name, k) => {
      if (!(name in part.parameters)) plan.setTakes.push([number * declared.length + place.get(name), k]);
    });
    const byName = inputsOf(part, part.first, until, registry);
    const columns = inputNames.map((name) => byName[name]);
    if (number === last) plan.firstRecorded = plan.segment.length;
    for (let month = part.first; month <= until; month++) {
      plan.monthNumber.push(month);
      plan.segment.push(number);
      plan.elapsed.push(month - part.first + 1);
      for (const column of columns) plan.inputs.push(column[month - part.first]);
      for (const { capital, trait } of traitFields) {
        const leader = holder(part, capital, month), key = `${number} ${leader} ${trait}`;
        if (!slotOf.has(key)) {
          const [low, high] = part.leaders[leader].traits[trait];
          slotOf.set(key, plan.traitLow.length);
          plan.traitLow.push(low);
          plan.traitSpan.push(high - low);
          plan.traitBlock.push(namedBlock(`leader.${leader}.${trait}`));
          plan.traitOf.push({ segment: number, leader, trait });
        }
        plan.slots.push(slotOf.get(key));
      }
    }
  });
  plan.start = startOf(segments[0][0], registry);
  plan.months = Int32Array.from(plan.monthNumber.slice(plan.firstRecorded));
  plan.before = beforeOf(plan);
  return plan;
}

// Name all that the months before the window rest on: plans alike in it share those months.
function beforeOf(plan) {
  const first = plan.firstRecorded, drawn = [];
  const within = (rows, count) => rows.slice(0, first * count);
  plan.traitOf.forEach(({ segment }, k) => {
    const used = segment < plan.segments.length - 1;
    if (used) drawn.push(plan.traitLow[k], plan.traitSpan[k], plan.traitBlock[k]);
  });
  const parts = plan.segments.length - 1;
  return JSON.stringify([
    plan.start, plan.monthNumber.slice(0, first), plan.segment.slice(0, first), drawn,
    within(plan.slots, plan.traitCount), within(plan.inputs, plan.inputCount),
    plan.parameters.slice(0, parts * plan.parameterCount),
    plan.ranged.filter(({ place }) => place < parts * plan.parameterCount),
    plan.setTakes.filter(([place]) => place < parts * plan.parameterCount), plan.set?.name ?? "",
    plan.switches.slice(0, parts * plan.switchCount),
  ]);
}
