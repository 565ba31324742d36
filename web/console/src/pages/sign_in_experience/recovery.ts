// How users replace a forgotten password. Null in the settings: in every way that there is a connector for.
import type {Experience, Identifier} from './data.ts';

type Stored = Experience['forgotPasswordMethods'];
export type RecoveryMethod = NonNullable<Stored>[number];

export const recoveryMethods = ['EmailVerificationCode', 'PhoneVerificationCode'] as const satisfies RecoveryMethod[];

export function toRecovery(stored: Stored, canSend: (identifier: Identifier) => boolean): RecoveryMethod[] {
  if (stored) return recoveryMethods.filter((method) => stored.includes(method));
  return recoveryMethods.filter((method) => canSend(method === 'EmailVerificationCode' ? 'email' : 'phone'));
}

/** What is stored stays as it is while it means the same. */
export function fromRecovery(chosen: RecoveryMethod[], stored: Stored, before: RecoveryMethod[]): Stored {
  return chosen.join() === before.join() ? stored : chosen;
}
