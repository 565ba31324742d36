// The Experience API: same-origin JSON, the interaction in a cookie. Which of the browser's it is stands in the
// address of the page: another tab may have begun a newer one.
import {type AddressType, context, type Factor, type IdentifierType, type InteractionEvent} from './context.ts';

export interface Identifier {
  type: IdentifierType;
  value: string;
}

/** An identifier that a code can be sent to. */
export interface Address {
  type: AddressType;
  value: string;
}

/** One part that a person adds to the account. */
export type ProfileStep =
  | {type: 'username' | 'password'; value: string}
  | {type: AddressType; verificationId: string}
  | {type: 'extraProfile'; values: Record<string, unknown>};

/** A refusal; `network` if no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message = '',
    readonly data: unknown = undefined,
    readonly status = 0,
  ) {
    super(message);
  }
}

const timeout = 20_000;
// A picture takes its time on a slow line.
const uploadTimeout = 120_000;

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

/** Sends JSON, or a form with a file, and reads JSON. `onHeaders` is told those of a success. Errors: ApiError. */
export async function send<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: object | undefined,
  headers: Record<string, string>,
  onHeaders?: (headers: Headers) => void,
): Promise<Answer> {
  const isForm = body instanceof FormData;
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': document.documentElement.lang,
        ...(body && !isForm && {'content-type': 'application/json'}),
        ...headers,
      },
      signal: AbortSignal.timeout(isForm ? uploadTimeout : timeout),
      ...(body && {body: isForm ? body : JSON.stringify(body)}),
    });
    answer = await readBody(response);
  } catch {
    throw new ApiError('network');
  }
  if (response.ok) {
    onHeaders?.(response.headers);
    return answer as Answer;
  }
  const {code, message, data} = (answer ?? {}) as {code?: string; message?: string; data?: unknown};
  throw new ApiError(code ?? `http_${response.status}`, message, data, response.status);
}

export function request<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> {
  // A preview has no dialogue that this could be about.
  if (context.preview) return Promise.reject(new ApiError('network'));
  const query = new URLSearchParams(location.search);
  const appId = query.get('app_id');
  const interaction = query.get('interaction');
  return send<Answer>(method, path, body, {
    ...(appId && {'logto-app-id': appId}),
    ...(interaction && {'daemun-interaction': interaction}),
  });
}

export interface Verification {
  verificationId: string;
}
export interface Redirection {
  redirectTo: string;
}

export const changeInteractionEvent = (interactionEvent: InteractionEvent) =>
  request<void>('PUT', '/experience/interaction-event', {interactionEvent});

export const startInteraction = (interactionEvent: InteractionEvent) =>
  request<void>('PUT', '/experience', {interactionEvent});

export const verifyPassword = (identifier: Identifier, password: string) =>
  request<Verification>('POST', '/experience/verification/password', {identifier, password});

export const createPasswordIdentity = (identifier: Identifier, password: string) =>
  request<Verification>('POST', '/experience/verification/new-password-identity', {identifier, password});

/** Sends a code; gives the ID of what is to be verified. */
export const sendCode = (identifier: Address, interactionEvent: InteractionEvent) =>
  request<Verification>('POST', '/experience/verification/verification-code', {identifier, interactionEvent});

export const verifyCode = (identifier: Address, verificationId: string, code: string) =>
  request<Verification>('POST', '/experience/verification/verification-code/verify', {
    identifier,
    verificationId,
    code,
  });

export const verifyOneTimeToken = (email: string, token: string) =>
  request<Verification>('POST', '/experience/verification/one-time-token/verify', {
    identifier: {type: 'email', value: email},
    token,
  });

/** Begins the dialogue that ends in the membership. */
export const openInvitation = (invitationId: string, token: string) =>
  request<Redirection>('POST', '/experience/invitation', {invitationId, token});

/** `social`: a service that anybody may use; `sso`: the sign-in of a company. */
export type VisitMethod = 'social' | 'sso';

const visitPath = (method: VisitMethod, connectorId: string) =>
  `/experience/verification/${method}/${encodeURIComponent(connectorId)}`;

export const beginVisit = (method: VisitMethod, connectorId: string, state: string, redirectUri: string) =>
  request<Verification & {authorizationUri: string}>('POST', `${visitPath(method, connectorId)}/authorization-uri`, {
    state,
    redirectUri,
  });

export const verifyVisit = (
  method: VisitMethod,
  connectorId: string,
  connectorData: Record<string, string>,
  /** of the visit; missing where none has begun here */
  verificationId?: string,
) => request<Verification>('POST', `${visitPath(method, connectorId)}/verify`, {
    connectorData,
    ...(verificationId !== undefined && {verificationId}),
  });

/** The IDs of the companies' connectors whose domains the address is in. */
export const findSsoConnectors = (email: string) =>
  request<{connectorIds: string[]}>('GET', `/experience/sso-connectors?${new URLSearchParams({email})}`);

/** As the account that has the address which the service has verified; the identity is linked to it. */
export const identifyLinked = (verificationId: string) =>
  request<void>('POST', '/experience/identification', {verificationId, linkSocialIdentity: true});

/** The link that began the dialogue proves its address. */
export const verifyInvitation = () => request<Verification>('POST', '/experience/verification/invitation/verify', {});

/** Without an ID: by what the profile holds, when registering. */
export const identify = (verificationId?: string) =>
  request<void>('POST', '/experience/identification', verificationId === undefined ? {} : {verificationId});

export const addToProfile = (step: ProfileStep) => request<void>('POST', '/experience/profile', step);

/** For the account that is being made; gives the address of the picture, which the profile names. */
export async function uploadAvatar(file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  return (await request<{url: string}>('POST', '/experience/user-assets/avatar', form)).url;
}

/** A second step for the account, proven just now. */
export const bindFactor = (type: Factor, verificationId: string) =>
  request<void>('POST', '/experience/profile/mfa', {type, verificationId});

export const setNewPassword = (password: string) =>
  request<void>('PUT', '/experience/profile/password', {password});

export const submitInteraction = () => request<Redirection>('POST', '/experience/submit', {});

/** The end of a forgotten password: nobody is signed in by it. */
export const submitNewPassword = () => request<void>('POST', '/experience/submit', {});

export interface ConsentScope {
  id: string;
  name: string;
  description?: string | null;
}
export interface ConsentResource {
  resource: {id: string; name: string; indicator: string};
  scopes: ConsentScope[];
}
export interface ConsentRequest {
  application: {
    id: string;
    name: string;
    displayName?: string | null;
    branding?: {logoUrl?: string | null; darkLogoUrl?: string | null} | null;
    termsOfUseUrl?: string | null;
    privacyPolicyUrl?: string | null;
  };
  user: {
    id: string;
    name?: string | null;
    avatar?: string | null;
    username?: string | null;
    primaryEmail?: string | null;
    primaryPhone?: string | null;
  };
  organizations?: {id: string; name: string; missingResourceScopes?: ConsentResource[]}[];
  missingOIDCScope?: string[];
  missingResourceScopes?: ConsentResource[];
  redirectUri?: string;
}

export const loadConsent = () => request<ConsentRequest>('GET', '/interaction/consent');

export const grantConsent = (organizationIds: string[]) =>
  request<Redirection>('POST', '/interaction/consent', organizationIds.length ? {organizationIds} : {});

export const cancelConsent = () => request<Redirection>('POST', '/interaction/consent/cancel', {});
