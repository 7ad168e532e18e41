/**
 * The distance of round numbers that divide a range into about `count` parts: 1, 2 or 5 times a power of ten, as whole
 * parts or as parts of one, so that multiples have no digits of their own (3 ÷ 10, never 3 × 0.1).
 */
interface Distance {
  times: number;
  over: number;
}

function distanceOf(range: number, count: number): Distance {
  const rough = range / count;
  const power = Math.floor(Math.log10(rough));
  const size = rough / 10 ** power;
  // the geometric means between 1, 2, 5 and 10
  const factor =
    size >= Math.sqrt(50) ? 10 : size >= Math.sqrt(10) ? 5 : size >= Math.sqrt(2) ? 2 : 1;
  return power < 0
    ? { times: 1, over: 10 ** -power / factor }
    : { times: factor * 10 ** power, over: 1 };
}

const at = (step: number, { times, over }: Distance) => (step * times) / over;

/** The smallest range between round numbers that holds this one. */
export function roundRange(low: number, high: number, count: number): [number, number] {
  let [start, end] = [low, high];
  // a wider range may have a larger distance
  for (let known = NaN; end > start;) {
    const distance = distanceOf(end - start, count);
    const length = at(1, distance);
    if (length === known) break;
    known = length;
    start = at(Math.floor((start * distance.over) / distance.times), distance);
    end = at(Math.ceil((end * distance.over) / distance.times), distance);
  }
  return [start, end];
}

/** The round numbers of a range, about `count` of them. */
export function roundNumbers(low: number, high: number, count: number): number[] {
  if (high <= low) return [low];
  const distance = distanceOf(high - low, count);
  const steps = (value: number) => (value * distance.over) / distance.times;
  const first = at(Math.round(steps(low)), distance) < low ? 1 : 0;
  const last = at(Math.round(steps(high)), distance) > high ? 1 : 0;
  const start = Math.round(steps(low)) + first;
  const length = Math.round(steps(high)) - last - start + 1;
  return Array.from({ length }, (_, index) => at(start + index, distance));
}
