// From where a dialogue stopped to the step that is shown.
import type {Factor} from './context.ts';
import type {Pause} from './pause.ts';
import type {Step} from './steps.ts';
import {canUsePasskeys} from './webauthn.ts';

/** Without passkeys where the browser has none, as long as there is something else. */
export function usable(factors: Factor[]): Factor[] {
  const others = factors.filter((factor) => factor !== 'WebAuthn');
  return canUsePasskeys() || others.length === 0 ? factors : others;
}

export function stepOf(pause: Pause): Step {
  if ('missing' in pause) return {name: 'complete', pause};
  const {demand, progress} = pause;
  switch (demand.kind) {
    case 'suggest':
      return {name: 'mfa-onboarding', pause: {demand, progress}};
    case 'bind': {
      const factors = usable(demand.factors);
      const only = factors.length === 1 ? factors[0] : undefined;
      return {name: 'mfa-binding', pause: {demand, progress}, ...(only && {factor: only})};
    }
    case 'verify':
      return {name: 'mfa-verification', pause: {demand, progress}, factor: usable(demand.factors)[0]!};
    case 'backup':
      return {name: 'backup-codes', pause: {demand, progress}};
    case 'passkey':
      return {name: 'create-passkey', pause: {demand, progress}};
  }
}
