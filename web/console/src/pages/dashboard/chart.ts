// The numbers of a line chart: where its points, its lines and its labels are.

export interface Point {
  x: number;
  y: number;
}

/** Round values from zero to at least `most`, at most six of them. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough) ?? 1);
  const count = Math.ceil(Math.max(most, 1) / step);
  return Array.from({length: count + 1}, (_, index) => index * step);
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A line that never overshoots its points: the tangent is flat where it turns (Fritsch and Carlson). */
export function smoothPath(points: Point[]): string {
  const [first] = points;
  if (!first) return '';
  const slope = (index: number) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    const here = points[index]!;
    if (!before || !after) return 0;
    const left = (here.y - before.y) / (here.x - before.x);
    const right = (after.y - here.y) / (after.x - here.x);
    return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
  };
  const curves = points.slice(1).map((to, index) => {
    const from = points[index]!;
    const third = (to.x - from.x) / 3;
    const [one, two] = [from.y + slope(index) * third, to.y - slope(index + 1) * third];
    return `C${[from.x + third, one, to.x - third, two, to.x, to.y].map(round).join(' ')}`;
  });
  return `M${round(first.x)} ${round(first.y)}${curves.join('')}`;
}

/** Which of `count` labels are shown, so that each has `room`; the last one always is. */
export function labelsFor(count: number, width: number, room: number): number[] {
  const every = Math.max(1, Math.ceil((count * room) / Math.max(width, 1)));
  return Array.from({length: count}, (_, index) => index).filter((index) => (count - 1 - index) % every === 0);
}
