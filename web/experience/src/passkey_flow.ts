// Signing in with a passkey, with and without an identifier.
import {ApiError, type Identifier, request, startInteraction, type Verification} from './api.ts';
import type {Failure} from './errors.ts';
import {enter, isRefusal} from './flow.ts';
import {rememberPasskey} from './passkey_memory.ts';
import type {Pause} from './pause.ts';
import {t} from './phrases.ts';
import {
  type Assertion,
  getPasskey,
  offerPasskeys,
  PasskeyError,
  type RequestOptions,
  signalUnknown,
} from './webauthn.ts';

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

/** The browser does not say whether there was a passkey to choose. */
export const explainSignIn = (error: unknown): Failure | undefined =>
  error instanceof PasskeyError && error.fault === 'cancelled' ? {text: t('passkey.noneFits')} : undefined;

interface Proof {
  payload: Assertion;
  rpId: string | undefined;
  verificationId?: string;
  account?: Identifier;
}

async function signIn({payload, rpId, verificationId, account}: Proof): Promise<Pause | undefined> {
  const verified = await request<Verification>('POST', `${path}/verify`, {
    ...(verificationId && {verificationId}),
    payload,
  }).catch((error: unknown) => {
    const meaning = meaningOf(error);
    if (meaning instanceof PasskeyError && meaning.fault === 'unknown') void signalUnknown(rpId, payload.id);
    throw meaning;
  });
  rememberPasskey();
  return enter('SignIn', verified.verificationId, account);
}

const loadOptions = async () =>
  (await request<Options>('POST', '/experience/preflight/sign-in-passkey/authentication', {})).authenticationOptions;

/** With any passkey that the person picks. The dialogue begins once there is one. */
export async function signInWithPasskey(): Promise<Pause | undefined> {
  const options = await loadOptions();
  const payload = await getPasskey(options);
  await startInteraction('SignIn');
  return signIn({payload, rpId: options.rpId});
}

/** Waits until a passkey is picked among what the browser fills in; gives what then signs in. */
export async function waitForPasskey(until: AbortSignal): Promise<() => Promise<Pause | undefined>> {
  const options = await loadOptions();
  const payload = await offerPasskeys(options, until);
  return async () => {
    await startInteraction('SignIn');
    return signIn({payload, rpId: options.rpId});
  };
}

/** With a passkey of the account that was typed. The server does not tell beforehand whether there is one. */
export async function signInWithPasskeyOf(identifier: Identifier): Promise<Pause | undefined> {
  await startInteraction('SignIn');
  const {verificationId, authenticationOptions} = await request<Verification & Options>('POST', path, {identifier});
  const payload = await getPasskey(authenticationOptions);
  return signIn({payload, rpId: authenticationOptions.rpId, verificationId, account: identifier});
}
