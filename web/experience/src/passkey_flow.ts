// Signing in with a passkey, with and without an identifier.
import {ApiError, type Identifier, request, startInteraction, type Verification} from './api.ts';
import {enter, isRefusal} from './flow.ts';
import {rememberPasskey} from './passkey_memory.ts';
import type {Pause} from './pause.ts';
import {type Assertion, getPasskey, offerPasskeys, PasskeyError, type RequestOptions} from './webauthn.ts';

const path = '/experience/verification/sign-in-passkey/authentication';

interface Options {
  authenticationOptions: RequestOptions;
}

/** Refusals that mean something else here than on other pages. */
function meaningOf(error: unknown): unknown {
  // Not the dialogue has no account, but the passkey.
  if (isRefusal(error, 'session.identifier_not_found')) return new PasskeyError('unknown');
  if (isRefusal(error, 'session.identity_conflict')) return new PasskeyError('otherAccount');
  // The server has waited long enough for the device; no code is spent.
  if (isRefusal(error, 'session.verification_session_not_found')) return new ApiError('session.mfa.pending_info_not_found');
  return error;
}

async function signIn(payload: Assertion, verificationId?: string): Promise<Pause | undefined> {
  const verified = await request<Verification>('POST', `${path}/verify`, {
    ...(verificationId && {verificationId}),
    payload,
  }).catch((error: unknown) => {
    throw meaningOf(error);
  });
  rememberPasskey();
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

/** With a passkey of the account that was typed. The server does not tell beforehand whether there is one. */
export async function signInWithPasskeyOf(identifier: Identifier): Promise<Pause | undefined> {
  await startInteraction('SignIn');
  const {verificationId, authenticationOptions} = await request<Verification & Options>('POST', path, {identifier});
  return signIn(await getPasskey(authenticationOptions), verificationId);
}
