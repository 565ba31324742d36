// The part of the Experience API that second steps and passkeys use.
import {request, type Verification} from '../api.ts';
import type {AddressType} from '../context.ts';
import type {Assertion, Attestation, CreationOptions, RequestOptions} from '../webauthn.ts';

const verification = '/experience/verification';
const profile = '/experience/profile/mfa';

export interface TotpSecret extends Verification {
  secret: string;
  /** a data URL */
  secretQrCode: string;
}

export const makeTotpSecret = () => request<TotpSecret>('POST', `${verification}/totp/secret`, {});

/** With an ID: the secret that was made under it, which the account does not have yet. */
export const verifyTotp = (code: string, verificationId?: string) =>
  request<Verification>('POST', `${verification}/totp/verify`, {code, ...(verificationId && {verificationId})});

export const sendFactorCode = (identifierType: AddressType) =>
  request<Verification>('POST', `${verification}/mfa-verification-code`, {identifierType});

export const verifyFactorCode = (identifierType: AddressType, verificationId: string, code: string) =>
  request<Verification>('POST', `${verification}/mfa-verification-code/verify`, {verificationId, code, identifierType});

export const makeBackupCodes = () =>
  request<Verification & {codes: string[]}>('POST', `${verification}/backup-code/generate`, {});

export const verifyBackupCode = (code: string) =>
  request<Verification>('POST', `${verification}/backup-code/verify`, {code});

export const loadCreationOptions = () =>
  request<Verification & {registrationOptions: CreationOptions}>('POST', `${verification}/web-authn/registration`, {});

export const verifyAttestation = (verificationId: string, payload: Attestation) =>
  request<Verification>('POST', `${verification}/web-authn/registration/verify`, {verificationId, payload});

export const loadRequestOptions = () =>
  request<Verification & {authenticationOptions: RequestOptions}>(
    'POST',
    `${verification}/web-authn/authentication`,
    {},
  );

export const verifyAssertion = (verificationId: string, payload: Assertion) =>
  request<Verification>('POST', `${verification}/web-authn/authentication/verify`, {verificationId, payload});

/** A passkey to sign in with; it turns no second step on. */
export const keepPasskey = (verificationId: string) => request<void>('POST', `${profile}/passkey`, {verificationId});

/** From the end of this sign-in on, the browser is not asked for the second step for some days. */
export const trustDevice = () => request<void>('POST', `${profile}/trusted-device`, {});

export type Answer = 'mfa-enabled' | 'mfa-skipped' | 'mfa-suggestion-skipped' | 'passkey-skipped';

/** What the person says to a proposal. */
export const answer = (word: Answer) => request<void>('POST', `${profile}/${word}`, {});
