// "in 14 days": how far away a moment is, in the reader's language.

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Rounded, so that a time is of the next unit as soon as it is rounded to a whole one: "in 1 hour", not "in 60
 * minutes". Less than a minute is now. `at` and `now` in milliseconds. */
export function relativeTime(at: number, language: string, now = Date.now()): string {
  const seconds = (at - now) / 1000;
  const distance = Math.abs(seconds);
  const format = new Intl.RelativeTimeFormat(language, {numeric: 'auto'});
  const found = units.find(([, length], index) => distance >= length - (units[index + 1]?.[1] ?? 0) / 2);
  if (!found) return format.format(0, 'second');
  const [unit, length] = found;
  return format.format(Math.sign(seconds) * Math.round(distance / length), unit);
}
