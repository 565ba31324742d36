// WebAuthn Level 3: between the server's JSON and the browser's credentials, and the faults of a ceremony.
import {base64url, fromBase64url} from '../../shared/base64url.ts';

interface Descriptor {
  type: 'public-key';
  id: string;
  transports?: string[];
}

/** PublicKeyCredentialRequestOptions with base64url for bytes. */
export interface RequestOptions {
  challenge: string;
  timeout?: number;
  rpId?: string;
  allowCredentials?: Descriptor[];
  userVerification?: UserVerificationRequirement;
  extensions?: AuthenticationExtensionsClientInputs;
}

/** PublicKeyCredentialCreationOptions with base64url for bytes. */
export interface CreationOptions {
  rp: {name: string; id?: string};
  user: {id: string; name: string; displayName: string};
  challenge: string;
  pubKeyCredParams: {type: 'public-key'; alg: number}[];
  timeout?: number;
  excludeCredentials?: Descriptor[];
  authenticatorSelection?: AuthenticatorSelectionCriteria;
  attestation?: AttestationConveyancePreference;
  extensions?: AuthenticationExtensionsClientInputs;
}

const transports = ['usb', 'nfc', 'ble', 'internal', 'cable', 'hybrid', 'smart-card'];

const toDescriptor = ({type, id, transports: known}: Descriptor): PublicKeyCredentialDescriptor => ({
  type,
  id: fromBase64url(id),
  ...(known && {transports: known as AuthenticatorTransport[]}),
});

export const toRequest = ({challenge, allowCredentials, ...rest}: RequestOptions): PublicKeyCredentialRequestOptions => ({
  ...rest,
  challenge: fromBase64url(challenge),
  ...(allowCredentials && {allowCredentials: allowCredentials.map(toDescriptor)}),
});

export const toCreation = ({
  challenge,
  user,
  excludeCredentials,
  ...rest
}: CreationOptions): PublicKeyCredentialCreationOptions => ({
  ...rest,
  challenge: fromBase64url(challenge),
  user: {...user, id: fromBase64url(user.id)},
  ...(excludeCredentials && {excludeCredentials: excludeCredentials.map(toDescriptor)}),
});

const common = (credential: PublicKeyCredential) => ({
  type: 'WebAuthn' as const,
  id: credential.id,
  rawId: base64url(credential.rawId),
  ...(credential.authenticatorAttachment && {authenticatorAttachment: credential.authenticatorAttachment}),
  clientExtensionResults: credPropsOf(credential),
});

/** No more of the extensions' results than was asked for; some cannot be written as JSON. */
function credPropsOf(credential: PublicKeyCredential): object {
  const {credProps} = credential.getClientExtensionResults();
  return credProps?.rk === undefined ? {} : {credProps: {rk: credProps.rk}};
}

export type Assertion = ReturnType<typeof toAssertion>;

export function toAssertion(credential: PublicKeyCredential) {
  const {clientDataJSON, authenticatorData, signature, userHandle} =
    credential.response as AuthenticatorAssertionResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      ...(userHandle?.byteLength && {userHandle: base64url(userHandle)}),
    },
  };
}

export type Attestation = ReturnType<typeof toAttestation>;

export function toAttestation(credential: PublicKeyCredential) {
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: base64url(response.clientDataJSON),
      attestationObject: base64url(response.attestationObject),
      transports: response.getTransports().filter((name) => transports.includes(name)),
    },
  };
}

export type PasskeyFault =
  | 'cancelled'
  | 'exists'
  | 'unsupported'
  | 'noScreenLock'
  | 'address'
  | 'unknown'
  | 'otherAccount'
  | 'failed'
  | 'aborted';

/** A ceremony that came to nothing. `unknown` and `otherAccount`: so says the server; `aborted`: by the page itself, so nothing is said. */
export class PasskeyError extends Error {
  constructor(readonly fault: PasskeyFault) {
    super(fault);
  }
}

const faults: Record<string, PasskeyFault> = {
  AbortError: 'aborted',
  // Refused, out of time, or no such passkey here: the browser does not tell which.
  NotAllowedError: 'cancelled',
  // `excludeCredentials` has one of this authenticator.
  InvalidStateError: 'exists',
  NotSupportedError: 'unsupported',
  // The device cannot verify its user.
  ConstraintError: 'noScreenLock',
  // The address of the page is not the one that passkeys are for.
  SecurityError: 'address',
};

export const faultOf = (error: unknown): PasskeyFault =>
  (error instanceof DOMException && Object.hasOwn(faults, error.name) && faults[error.name]) || 'failed';

/** False where the page is not served securely, too. */
export const canUsePasskeys = (): boolean => typeof PublicKeyCredential === 'function';

// A browser has one ceremony at a time: the next one ends it.
let running: AbortController | undefined;

async function ceremony(
  begin: (signal: AbortSignal) => Promise<Credential | null>,
  until?: AbortSignal,
): Promise<PublicKeyCredential> {
  if (!canUsePasskeys()) throw new PasskeyError('unsupported');
  if (until?.aborted) throw new PasskeyError('aborted');
  running?.abort();
  const own = (running = new AbortController());
  until?.addEventListener('abort', () => own.abort(), {once: true});
  try {
    const credential = await begin(own.signal);
    if (own.signal.aborted) throw new PasskeyError('aborted');
    if (!(credential instanceof PublicKeyCredential)) throw new PasskeyError('failed');
    return credential;
  } catch (error) {
    if (error instanceof PasskeyError) throw error;
    throw new PasskeyError(own.signal.aborted ? 'aborted' : faultOf(error));
  } finally {
    if (running === own) running = undefined;
  }
}

/** Asks for a passkey in a window of the browser's own. */
export const getPasskey = async (options: RequestOptions): Promise<Assertion> =>
  toAssertion(await ceremony((signal) => navigator.credentials.get({publicKey: toRequest(options), signal})));

/** Whether the browser has passkeys among what it fills in. */
export const canOfferPasskeys = async (): Promise<boolean> =>
  canUsePasskeys() && Boolean(await PublicKeyCredential.isConditionalMediationAvailable?.());

/** Offers passkeys among what the browser fills in; waits until one is picked. */
export const offerPasskeys = async (options: RequestOptions, until: AbortSignal): Promise<Assertion> =>
  toAssertion(
    await ceremony(
      (signal) => navigator.credentials.get({publicKey: toRequest(options), signal, mediation: 'conditional'}),
      until,
    ),
  );

/**
 * Lets the passkey's provider hide a passkey that the server has lost, so that it is not picked again (WebAuthn 3,
 * 5.1.10.1). Not every browser can, and nothing depends on it.
 */
export async function signalUnknown(rpId: string | undefined, credentialId: string): Promise<void> {
  if (!canUsePasskeys() || typeof PublicKeyCredential.signalUnknownCredential !== 'function') return;
  try {
    await PublicKeyCredential.signalUnknownCredential({rpId: rpId ?? location.hostname, credentialId});
  } catch {
    // The refusal is shown all the same.
  }
}

export const createPasskey = async (options: CreationOptions): Promise<Attestation> =>
  toAttestation(await ceremony((signal) => navigator.credentials.create({publicKey: toCreation(options), signal})));
