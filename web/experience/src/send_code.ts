// From an address to the step that asks for the code.
import type {Address, Identifier} from './api.ts';
import {beginWithCode} from './flow.ts';
import {formatDigits} from './phone.ts';
import type {Purpose, Step, Typed} from './steps.ts';

/** An identifier as it could have been typed. */
export const toText = ({type, value}: Identifier): string => (type === 'phone' ? formatDigits(value) : value);

export const retyped = (identifier: Identifier, {region}: Pick<Typed, 'region'>): Typed => ({
  text: toText(identifier),
  region,
});

export const codeStep = (address: Address, purpose: Purpose, verificationId: string): Step => ({
  name: 'code',
  address,
  purpose,
  verificationId,
  sentAt: Date.now(),
});

/** Begins to sign in or register with a code. */
export const enterWithCode = async (event: 'SignIn' | 'Register', address: Address): Promise<Step> =>
  codeStep(address, {kind: 'enter', event}, await beginWithCode(event, address));
