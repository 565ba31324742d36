// How long certificates and keys still last.
const day = 86_400_000;

/** So early that there is time to agree on the next one with the company. */
export const warningDays = 30;

export const daysLeft = (expiresAt: number, now: number): number => Math.floor((expiresAt - now) / day);

export type Standing = 'expired' | 'ending' | 'good';

export function standingOf(expiresAt: number, now: number): Standing {
  if (expiresAt <= now) return 'expired';
  return daysLeft(expiresAt, now) < warningDays ? 'ending' : 'good';
}
