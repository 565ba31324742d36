// Signing in with a passkey, with and without an identifier.
import {type Identifier, request, startInteraction, type Verification} from './api.ts';
import {enter, isRefusal} from './flow.ts';
import type {Pause} from './pause.ts';
import {type Assertion, getPasskey, offerPasskeys, PasskeyError, type RequestOptions} from './webauthn.ts';

const path = '/experience/verification/sign-in-passkey/authentication';

interface Options {
  authenticationOptions: RequestOptions;
}

async function signIn(payload: Assertion, verificationId?: string): Promise<Pause | undefined> {
  const verified = await request<Verification>('POST', `${path}/verify`, {
    ...(verificationId && {verificationId}),
    payload,
  }).catch((error: unknown) => {
    // Here it is not the dialogue that has no account, but the passkey.
    throw isRefusal(error, 'session.identifier_not_found') ? new PasskeyError('unknown') : error;
  });
  return enter('SignIn', verified.verificationId);
}

const loadOptions = async () =>
  (await request<Options>('POST', '/experience/preflight/sign-in-passkey/authentication', {})).authenticationOptions;

/** With any passkey that the person picks. The dialogue begins once there is one. */
export async function signInWithPasskey(): Promise<Pause | undefined> {
  const payload = await getPasskey(await loadOptions());
  await startInteraction('SignIn');
  return signIn(payload);
}

/** Waits until a passkey is picked among what the browser fills in; gives what then signs in. */
export async function waitForPasskey(until: AbortSignal): Promise<() => Promise<Pause | undefined>> {
  const payload = await offerPasskeys(await loadOptions(), until);
  return async () => {
    await startInteraction('SignIn');
    return signIn(payload);
  };
}

const loadOptionsOf = async (identifier: Identifier) => {
  await startInteraction('SignIn');
  return request<Verification & Options>('POST', path, {identifier});
};

/** Whether the identifier has a passkey, as far as the server says. */
export async function hasPasskey(identifier: Identifier): Promise<boolean> {
  try {
    await loadOptionsOf(identifier);
    return true;
  } catch (error) {
    if (isRefusal(error, 'session.mfa.webauthn_verification_not_found')) return false;
    throw error;
  }
}

export async function signInWithPasskeyOf(identifier: Identifier): Promise<Pause | undefined> {
  const {verificationId, authenticationOptions} = await loadOptionsOf(identifier);
  return signIn(await getPasskey(authenticationOptions), verificationId);
}
