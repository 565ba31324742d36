// Seconds as people say them: a number and a unit.
export const units = {minutes: 60, hours: 3600, days: 86_400} as const;
export type Unit = keyof typeof units;

export interface Duration {
  amount: number | '';
  unit: Unit;
}

/** The largest unit of which it is a whole number; seconds that make no minute are a fraction of one. */
export function toDuration(seconds: number): Duration {
  const unit = (['days', 'hours'] as const).find((one) => seconds % units[one] === 0) ?? 'minutes';
  return {amount: seconds / units[unit], unit};
}

export const toSeconds = ({amount, unit}: Duration): number => Math.round(Number(amount) * units[unit]);
