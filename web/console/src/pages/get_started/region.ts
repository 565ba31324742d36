// Parts of example files: what stands between `#region name` and the next `#endregion`, or the whole
// without such marks.

const isMark = (line: string) => /#(end)?region\b/.test(line);

/** At the left margin, wherever it stands in the file. Errors: the file has no such region. */
export function region(source: string, name: string): string {
  const lines = source.split('\n');
  const start = lines.findIndex((line) => line.trim().endsWith(`#region ${name}`));
  const end = lines.findIndex((line, at) => at > start && /#endregion\b/.test(line));
  if (start < 0 || end < 0) throw new Error(`there is no region ${name}`);
  const part = lines.slice(start + 1, end);
  const margin = Math.min(...part.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return part.map((line) => line.slice(margin)).join('\n');
}

export const whole = (source: string): string =>
  source
    .split('\n')
    .filter((line) => !isMark(line))
    .join('\n')
    .trim();
