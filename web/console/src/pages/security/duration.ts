// Seconds as people say them: a number and a unit.
export const units = {seconds: 1, minutes: 60, hours: 3600, days: 86_400} as const;
export type Unit = keyof typeof units;

export interface Duration {
  amount: number | '';
  unit: Unit;
}

/** In the largest unit of which it is a whole number. */
export function toDuration(seconds: number): Duration {
  const unit = (['days', 'hours', 'minutes'] as const).find((one) => seconds % units[one] === 0) ?? 'seconds';
  return {amount: seconds / units[unit], unit};
}

export const toSeconds = ({amount, unit}: Duration): number => Number(amount) * units[unit];
