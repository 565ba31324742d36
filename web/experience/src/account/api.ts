// The Account API and the Verification API: same-origin JSON with the person's access token.
import type {Address} from '../api.ts';
import {ApiError, send} from '../api.ts';
import type {CreationOptions} from '../webauthn.ts';
import {OidcError} from '../../../shared/oidc_client.ts';
import {accessToken, client, end, signIn} from './session.ts';
import {askForProof, dropProof, proofId} from './step_up.ts';

export interface Account {
  id: string;
  username?: string | null;
  primaryEmail?: string | null;
  primaryPhone?: string | null;
  name?: string | null;
  avatar?: string | null;
  customData?: Record<string, unknown>;
  identities?: Record<string, {userId: string; details?: Record<string, unknown>}>;
  ssoIdentities?: unknown[];
  profile?: Record<string, unknown> & {address?: Record<string, string>};
  hasPassword?: boolean;
  hasSecurityVerificationMethod?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where access tokens come from. */
interface Tokens {
  load: () => Promise<string>;
  /** The last one was refused. */
  renew: () => Promise<unknown>;
}

interface Request {
  method: Method;
  path: string;
  body?: object | undefined;
  onHeaders?: (headers: Headers) => void;
}

const isRefusal = (error: unknown, code: string) => error instanceof ApiError && error.code === code;
const isTokenRefused = (error: unknown) => isRefusal(error, 'auth.unauthorized') && (error as ApiError).status === 401;

/** With a new token where the old one is refused. */
async function sendWith<Answer>(tokens: Tokens, {method, path, body, onHeaders}: Request): Promise<Answer> {
  const sendOnce = async () => {
    const proof = proofId();
    const authorization = `Bearer ${await tokens.load()}`;
    return send<Answer>(method, path, body, {authorization, ...(proof && {'logto-verification-id': proof})}, onHeaders);
  };
  return sendOnce().catch(async (error: unknown) => {
    if (!isTokenRefused(error)) throw error;
    await tokens.renew();
    return sendOnce();
  });
}

async function sendAsAccount<Answer>(request: Request): Promise<Answer> {
  try {
    return await sendWith<Answer>({load: accessToken, renew: () => client.refresh()}, request);
  } catch (error) {
    const isOver = error instanceof OidcError || isTokenRefused(error);
    throw isOver ? new ApiError('auth.unauthorized', '', undefined, 401) : error;
  }
}

/** An account with nothing to prove itself with signs in again: the page is left, and never goes on. */
async function signInAgain(): Promise<void> {
  const {hasSecurityVerificationMethod} = await sendAsAccount<Account>({method: 'GET', path: '/my-account'});
  if (hasSecurityVerificationMethod !== false) return;
  await signIn('login');
  await new Promise<never>(() => {});
}

/** `free`: an account with nothing to prove may do it after a sign-in of the last minutes. */
type Proof = 'needed' | 'free';

/** Once more behind a proof where the server wants one. */
async function proven<Answer>(sendOnce: () => Promise<Answer>, proof: Proof = 'needed'): Promise<Answer> {
  return sendOnce().catch(async (error: unknown) => {
    if (!isRefusal(error, 'verification_record.permission_denied')) throw error;
    if (proof === 'free') await signInAgain();
    dropProof();
    await askForProof();
    return sendOnce();
  });
}

/** Asks for a proof where the server wants one. Errors: ApiError; Cancelled when the person gives none. */
export async function call<Answer = void>(
  method: Method,
  path: string,
  body?: object,
  proof: Proof = 'needed',
): Promise<Answer> {
  const request = {method, path, body};
  try {
    return await proven(() => sendAsAccount<Answer>(request), proof);
  } catch (error) {
    if (isRefusal(error, 'auth.unauthorized') && isLoaded) end();
    throw error;
  }
}

/** With a token for that organization. Errors: as `call`; 403 as well for a person who is no member any more. */
export async function callFor<Answer = void>(organization: string, request: Request): Promise<Answer> {
  const tokens = {
    load: () => client.organizationToken(organization),
    renew: () => Promise.resolve(client.dropOrganization(organization)),
  };
  try {
    return await proven(() => sendWith<Answer>(tokens, request));
  } catch (error) {
    const isNoMember = error instanceof OidcError || isTokenRefused(error);
    throw isNoMember ? new ApiError('auth.forbidden', '', undefined, 403) : error;
  }
}

// Before the account is there, a refused token leads to the sign-in page at once.
let isLoaded = false;

export async function loadAccount(): Promise<Account> {
  const account = await call<Account>('GET', '/my-account');
  isLoaded = true;
  return account;
}

export const changeAccount = (changes: Partial<Pick<Account, 'name' | 'avatar' | 'username' | 'customData'>>) =>
  call<Account>('PATCH', '/my-account', changes);

/** Gives the address of the picture, which the account does not name yet. */
export function uploadAvatar(file: File): Promise<{url: string}> {
  const form = new FormData();
  form.append('file', file);
  return call<{url: string}>('POST', '/my-account/user-assets/avatar', form);
}

export const changeProfile = (changes: Record<string, unknown>) => call('PATCH', '/my-account/profile', changes);

export const setPassword = (password: string) => call('POST', '/my-account/password', {password}, 'free');

const addressPath = {email: '/my-account/primary-email', phone: '/my-account/primary-phone'} as const;

export const setAddress = ({type, value}: Address, recordId: string) =>
  call('POST', addressPath[type], {[type]: value, newIdentifierVerificationRecordId: recordId});

export const removeAddress = (type: Address['type']) => call('DELETE', addressPath[type]);

export interface NewRecord {
  verificationRecordId: string;
  expiresAt: string;
}

export const verifyPassword = (password: string) => call<NewRecord>('POST', '/verifications/password', {password});

export const sendCode = (identifier: Address) =>
  call<NewRecord>('POST', '/verifications/verification-code', {identifier});

export const verifyCode = (identifier: Address, verificationId: string, code: string) =>
  call<{verificationRecordId: string}>('POST', '/verifications/verification-code/verify', {
    identifier,
    verificationId,
    code,
  });

export const beginSocial = (connectorId: string, state: string, redirectUri: string) =>
  call<NewRecord & {authorizationUri: string}>('POST', '/verifications/social', {connectorId, state, redirectUri});

export const verifySocial = (verificationRecordId: string, connectorData: Record<string, string>) =>
  call<{verificationRecordId: string}>('POST', '/verifications/social/verify', {verificationRecordId, connectorData});

export const linkIdentity = (method: 'POST' | 'PUT', recordId: string) =>
  call(method, '/my-account/identities', {newIdentifierVerificationRecordId: recordId}, 'free');

export const removeIdentity = (target: string) =>
  call('DELETE', `/my-account/identities/${encodeURIComponent(target)}`, undefined, 'free');

export interface FactorView {
  id: string;
  type: 'Totp' | 'WebAuthn' | 'BackupCode' | 'EmailVerificationCode' | 'PhoneVerificationCode';
  createdAt: string;
  lastUsedAt?: string;
  agent?: string;
  name?: string;
  remainCodes?: number;
}

const factorPath = '/my-account/mfa-verifications';

export const listFactors = () => call<FactorView[]>('GET', factorPath);
export const makeTotpSecret = () => call<{secret: string}>('POST', `${factorPath}/totp-secret/generate`);
export const replaceTotp = (secret: string, code: string) => call('PUT', `${factorPath}/totp`, {secret, code});
export const makeBackupCodes = () => call<{codes: string[]}>('POST', `${factorPath}/backup-codes/generate`);
export const addBackupCodes = (codes: string[]) => call('POST', factorPath, {type: 'BackupCode', codes});
export const listBackupCodes = () =>
  call<{codes: {code: string; usedAt?: string | null}[]}>('GET', `${factorPath}/backup-codes`);
export const removeFactor = (id: string) => call('DELETE', `${factorPath}/${encodeURIComponent(id)}`);
export const renamePasskey = (id: string, name: string) =>
  call('PATCH', `${factorPath}/${encodeURIComponent(id)}/name`, {name});
export const addPasskey = (recordId: string, name: string) =>
  call('POST', factorPath, {type: 'WebAuthn', newIdentifierVerificationRecordId: recordId, ...(name && {name})});

export const beginPasskey = () =>
  call<NewRecord & {registrationOptions: CreationOptions}>('POST', '/verifications/web-authn/registration');
export const verifyPasskey = (verificationRecordId: string, payload: object) =>
  call<{verificationRecordId: string}>('POST', '/verifications/web-authn/registration/verify', {
    verificationRecordId,
    payload,
  });

export interface FactorSettings {
  skipMfaOnSignIn: boolean;
}
export const loadFactorSettings = () => call<FactorSettings>('GET', '/my-account/mfa-settings');
export const changeFactorSettings = (settings: FactorSettings) =>
  call<FactorSettings>('PATCH', '/my-account/mfa-settings', settings);

export interface SessionView {
  payload: {uid: string; loginTs: number};
  /** Where the person signed in; empty for what is not known. */
  signInContext: {ip?: string; userAgent?: string};
  expiresAt: number;
  isCurrent?: boolean;
}
export const listSessions = async () =>
  (await call<{sessions: SessionView[]}>('GET', '/my-account/sessions')).sessions;
/** With all that its applications were given. */
export const endSession = (uid: string) =>
  call('DELETE', `/my-account/sessions/${encodeURIComponent(uid)}?revokeGrantsTarget=all`);

/** All but this one, with what their applications were given. */
export const endOtherSessions = () => call('DELETE', '/my-account/sessions');

/** `signedInAt` in milliseconds */
export interface SignInView {
  id: string;
  signedInAt: number;
  ip?: string;
  userAgent?: string;
  country?: string;
  city?: string;
  applicationName?: string;
}
export const listSignIns = async () =>
  (await call<{signIns: SignInView[]}>('GET', '/my-account/sign-ins')).signIns;
export const reportSignIn = (id: string) =>
  call('POST', `/my-account/sign-ins/${encodeURIComponent(id)}/report`);

export interface GrantView {
  id: string;
  /** `openid.scope`: what the application may see of the person */
  payload: {iat: number; openid?: {scope?: string}};
  application: {id: string; name: string};
}
export const listGrants = async () =>
  (await call<{grants: GrantView[]}>('GET', '/my-account/grants?appType=thirdParty')).grants;
export const revokeGrant = (id: string) => call('DELETE', `/my-account/grants/${encodeURIComponent(id)}`);

export interface TrustedDevice {
  id: string;
  userAgent: string | null;
  country: string | null;
  city: string | null;
  lastUsedAt: number;
  expiresAt: number;
  isCurrent: boolean;
}
export const listTrustedDevices = () => call<TrustedDevice[]>('GET', '/my-account/trusted-devices?page_size=100');
export const removeTrustedDevice = (id: string) =>
  call('DELETE', `/my-account/trusted-devices/${encodeURIComponent(id)}`);

export const exportData = () => call<object>('GET', '/my-account/export');

/** `deletesAt` in milliseconds. The proof is used up, and every session has ended. */
export const scheduleDeletion = () => call<{deletesAt: number}>('POST', '/my-account/deletion');

const undoPath = '/my-account/email-change/undo';

/** Without being signed in: the link is the proof. `email` is masked. */
export const checkEmailUndo = (token: string) => send<{email: string}>('POST', `${undoPath}/check`, {token}, {});

/** `keepsPassword`: the one of before still opens the account, because no code can reset it. */
export const undoEmailChange = (token: string) => send<{keepsPassword: boolean}>('POST', undoPath, {token}, {});
