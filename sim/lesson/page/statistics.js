// The statistics of the page. Each has its twin in sim/analysis, named beside it.

/** The normal quantile of a 95 % interval. */
const Z = 1.959963984540054;

export function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Return the value below which a share of sorted values lies, between neighbours in a straight line. */
export function quantile(sorted, share) {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** Return quantiles month by month of paths that lie one behind another: an array of T numbers a share. */
export function fanOf(paths, count, T, shares) {
  const column = new Float64Array(count);
  const fan = shares.map(() => new Float64Array(T));
  for (let m = 0; m < T; m++) {
    for (let r = 0; r < count; r++) column[r] = paths[r * T + m];
    column.sort();
    shares.forEach((share, k) => (fan[k][m] = quantile(column, share)));
  }
  return fan;
}

/**
 * Return the difference of two shares from pairs of yes and no, with a 95 % interval (Agresti and Min 2005, as
 * paired_prob_diff): half a pair more in each cell, so that no discordant pair still leaves doubt.
 */
export function pairedShare(gained, lost, pairs) {
  const difference = (gained - lost) / pairs;
  const up = gained + 0.5;
  const down = lost + 0.5;
  const of = pairs + 2;
  const half = (Z * Math.sqrt(up + down - (up - down) ** 2 / of)) / of;
  const middle = (up - down) / of;
  return { difference, half, low: Math.max(-1, middle - half), high: Math.min(1, middle + half) };
}

/** Return a share with its 95 % interval (Wilson 1927, as prob_ci). */
export function shareOf(happened, of) {
  const share = happened / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half =
    (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return {
    share,
    low: happened === 0 ? 0 : Math.max(0, middle - half),
    high: happened === of ? 1 : Math.min(1, middle + half),
  };
}

/**
 * Return Student's t below which 97.5 % lies, for so many degrees of freedom: to four digits from ten on (Abramowitz and
 * Stegun 1964, 26.7.5).
 */
function tOf(free) {
  const terms = [
    [(Z ** 3 + Z) / 4, 1],
    [(5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96, 2],
    [(3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384, 3],
  ];
  return terms.reduce((sum, [term, power]) => sum + term / free ** power, Z);
}

/** Return the mean of independent values with the half width of its 95 % interval (as paired_diff). */
export function meanOf(values) {
  const middle = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - middle) ** 2;
  const free = Math.max(1, values.length - 1);
  return { mean: middle, half: tOf(free) * Math.sqrt(squares / free / values.length) };
}

/** Return so many quantiles at the middle of equal parts: the dots of a quantile dot plot. */
export function quantileDots(values, dots) {
  const sorted = Float64Array.from(values).sort();
  return Float64Array.from({ length: dots }, (_, k) => quantile(sorted, (k + 0.5) / dots));
}

/**
 * Return ten groups from the lowest to the highest outcomes with the means of both worlds, each in its own order (as
 * `_tenths` of sim/lesson/numbers.py): in the order of A the lowest would look helped by any change, since some are
 * low by chance alone.
 */
export function decilesOf(a, b) {
  const [ofA, ofB] = [a, b].map((values) => Float64Array.from(values).sort());
  const few = Math.floor(a.length / 10);
  const larger = a.length % 10; // the first groups take one more, as numpy's array_split has it
  let from = 0;
  return Array.from({ length: 10 }, (_, k) => {
    const size = few + (k < larger ? 1 : 0);
    const group = { size, a: mean(ofA.slice(from, from + size)), b: mean(ofB.slice(from, from + size)) };
    from += size;
    return group;
  });
}

/** Return round numbers between two bounds, about `wanted` of them. */
export function ticksOf(low, high, wanted = 5) {
  const rough = (high - low) / wanted || 1;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((k) => k * ten).find((size) => size >= rough * 0.999);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
    ticks.push(Math.abs(k) * step < 1e-12 ? 0 : k * step);
  return ticks;
}

/** Return how many places a step between ticks needs. */
export function placesOf(ticks) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 1;
  return (
    [0, 1, 2, 3].find(
      (places) => Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) < 1e-6,
    ) ?? 3
  );
}
