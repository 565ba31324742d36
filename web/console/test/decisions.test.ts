import {expect, it} from 'vitest';

import {toDecisions, toDecisionValues, type Decisions} from '../src/pages/users/decisions.ts';

const decisions = (mfa: object, passkey = false): Decisions => ({
  mfa: {skipped: false, skipMfaOnSignIn: false, ...mfa},
  passkeySignIn: {skipped: passkey},
});

it('an account that was never asked counts as enabled', () => {
  expect(toDecisionValues(decisions({}))).toEqual({asks: true, offers: true, offersPasskey: true});
  expect(toDecisionValues(decisions({enabled: false, skipped: true}, true))).toEqual({
    asks: false,
    offers: false,
    offersPasskey: false,
  });
  expect(toDecisionValues(decisions({enabled: true, skipMfaOnSignIn: true})).asks).toBe(false);
});

const all = {asks: true, offers: true, offersPasskey: true};

it('only what has changed is sent', () => {
  expect(toDecisions(all, all)).toEqual({});
  expect(toDecisions({...all, offers: false}, all)).toEqual({mfa: {skipped: true}});
  expect(toDecisions({...all, offersPasskey: false}, all)).toEqual({passkeySignIn: {skipped: true}});
});

it('asking again undoes both ways to say no', () => {
  expect(toDecisions(all, {...all, asks: false})).toEqual({mfa: {enabled: true, skipMfaOnSignIn: false}});
  // What the user has enabled stays so.
  expect(toDecisions({...all, asks: false}, all)).toEqual({mfa: {skipMfaOnSignIn: true}});
});
