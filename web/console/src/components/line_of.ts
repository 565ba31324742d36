/** Where a line of a text begins and ends; lines are counted from 1, and one beyond the last is the last. */
export function lineOf(text: string, line: number): [from: number, to: number] {
  const lines = text.split('\n');
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const from = lines.slice(0, index).reduce((sum, {length}) => sum + length + 1, 0);
  return [from, from + lines[index]!.length];
}
