// What a user has answered when second factors were offered, as switches.
import type {Body, Reply} from '../../api/types.ts';

export type Decisions = Reply<'/api/users/{userId}/logto-configs', 'get'>;
export type DecisionChanges = Body<'/api/users/{userId}/logto-configs', 'patch'>;

export interface DecisionValues {
  [name: string]: unknown;
  asks: boolean;
  offers: boolean;
  offersPasskey: boolean;
}

/** `enabled` is not there until the user is asked, and counts as true. */
export const toDecisionValues = ({mfa, passkeySignIn}: Decisions): DecisionValues => ({
  asks: mfa.enabled !== false && !mfa.skipMfaOnSignIn,
  offers: !mfa.skipped,
  offersPasskey: !passkeySignIn.skipped,
});

/** Only what has changed: the others may be undecided. */
export function toDecisions(values: DecisionValues, stored: DecisionValues): DecisionChanges {
  const {asks, offers, offersPasskey} = values;
  const mfa = {
    ...(asks !== stored.asks && (asks ? {enabled: true, skipMfaOnSignIn: false} : {skipMfaOnSignIn: true})),
    ...(offers !== stored.offers && {skipped: !offers}),
  };
  return {
    ...(Object.keys(mfa).length > 0 && {mfa}),
    ...(offersPasskey !== stored.offersPasskey && {passkeySignIn: {skipped: !offersPasskey}}),
  };
}
