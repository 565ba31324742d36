// Backup codes stand in for another second step. When the last one goes they go with it: else each sign-in would use one
// up, and the one after the tenth would be impossible.
import {type Account, type FactorView, listFactors, removeFactor} from './api.ts';
import {hasFactor} from './controls.ts';

/** Whether codes by email or text message are a second step of the account. */
const hasSentCodes = ({primaryEmail, primaryPhone}: Account) =>
  (Boolean(primaryEmail) && hasFactor('EmailVerificationCode')) ||
  (Boolean(primaryPhone) && hasFactor('PhoneVerificationCode'));

/** The sets of backup codes that go with a factor. */
export function codesWith(id: string, factors: FactorView[], account: Account): FactorView[] {
  const isAnotherLeft = factors.some((factor) => factor.type !== 'BackupCode' && factor.id !== id);
  return isAnotherLeft || hasSentCodes(account) ? [] : factors.filter(({type}) => type === 'BackupCode');
}

export async function removeWithCodes(id: string, account: Account): Promise<void> {
  const codes = codesWith(id, await listFactors(), account);
  // The factor last: an account is never left with codes alone.
  for (const set of codes) await removeFactor(set.id);
  await removeFactor(id);
}
