// The administrator's session with the admin tenant, and access tokens for the APIs.
import {OidcClient, OidcError, type Tokens} from '../../../shared/oidc_client.ts';
import {base, context} from '../context.ts';
import {takeInvitation} from './invitation.ts';

export const resources = {
  default: 'https://default.logto.app/api',
  admin: 'https://admin.logto.app/api',
} as const;
export type Tenant = keyof typeof resources;

const adminIssuer = `${context.adminEndpoint}/oidc`;

export const client = new OidcClient({
  issuer: adminIssuer,
  // The server that this page comes from: asking it where they are would cost a round trip.
  endpoints: {
    authorization_endpoint: `${adminIssuer}/auth`,
    token_endpoint: `${adminIssuer}/token`,
    userinfo_endpoint: `${adminIssuer}/me`,
    end_session_endpoint: `${adminIssuer}/session/end`,
    jwks_uri: `${adminIssuer}/jwks`,
  },
  clientId: 'admin-console',
  redirectUri: `${context.adminEndpoint}${base}/callback`,
  signedOutUri: `${context.adminEndpoint}${base}`,
  scope: 'openid profile email offline_access all',
  // OpenID Connect Core 11: without it there is no refresh token.
  prompt: 'consent',
  // As long as a session lasts. What it brings is `auth_time`, by which this session is found among others.
  maxAge: 14 * 86_400,
  resources: Object.values(resources),
});

// Before the router reads the address.
let invitation = takeInvitation();

/** An invitation link signs its recipient in, even when another user is signed in. */
export const isSignedIn = (): boolean => client.tokens !== undefined && invitation === undefined;

export interface Me {
  id: string;
  name: string;
  email?: string | undefined;
  picture?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export const whoAmI = (): Me | undefined => {
  const claims = client.claims;
  const id = text(claims?.['sub']);
  if (!claims || !id) return undefined;
  return {
    id,
    name: text(claims['name']) ?? text(claims['username']) ?? text(claims['email']) ?? id,
    email: text(claims['email']),
    picture: text(claims['picture']),
  };
};

// While the session is over, whoever needs a token waits here, and the form that is being edited stays.
let waiting: {ended: Promise<void>; resume: () => void} | undefined;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export const expiry = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isExpired: () => waiting !== undefined,
};

function waitForSignIn(): Promise<void> {
  if (!waiting) {
    let resume = () => undefined as void;
    const ended = new Promise<void>((resolve) => (resume = resolve));
    waiting = {ended, resume};
    tell();
  }
  return waiting.ended;
}

/** Errors: what `fetch` throws, when the server cannot be reached. */
export async function accessToken(tenant: Tenant): Promise<string> {
  for (;;) {
    try {
      return await client.accessToken(resources[tenant]);
    } catch (error) {
      if (!(error instanceof OidcError)) throw error;
      await waitForSignIn();
    }
  }
}

// The window that signs in again tells its tokens to the one that waits.
interface SignedInAgain {
  sub: string;
  tokens: Tokens;
}
const channel = new BroadcastChannel('daemun-console');
// In that window's own storage: its name and its opener do not outlive the sign-in pages, which are apart
// from this page by their opener policy.
const againKey = 'daemun:console:again';

channel.onmessage = ({data}: MessageEvent<SignedInAgain>) => {
  if (!waiting) return;
  // Another user must not continue with the unsaved changes of this one.
  if (data.sub !== client.claims?.['sub']) return location.reload();
  client.adopt(data.tokens);
  const {resume} = waiting;
  waiting = undefined;
  tell();
  resume();
};

/** True if a window could be opened; a browser may forbid it. */
export function openSignIn(): boolean {
  return window.open(`${base}/callback`, '', 'popup,width=480,height=720') !== null;
}

/** In that window. */
export function signInAgain(): Promise<void> {
  sessionStorage.setItem(againKey, 'yes');
  return client.signIn();
}

/** This is that window: its tokens are for another. */
export const isSigningInAgain = (): boolean => sessionStorage.getItem(againKey) !== null;

/** In that window, after the sign-in. */
export function reportSignIn(tokens: Tokens): boolean {
  const sub = client.claims?.['sub'];
  const isAgain = isSigningInAgain();
  sessionStorage.removeItem(againKey);
  if (!isAgain || typeof sub !== 'string') return false;
  channel.postMessage({sub, tokens} satisfies SignedInAgain);
  window.close();
  return true;
}

// An answer is redeemed once, however often the page that waits for it is drawn.
let finishing: ReturnType<typeof client.finishSignIn> | undefined;

export const finishSignIn = () => (finishing ??= client.finishSignIn());

const returnKey = 'daemun:console:return';

export function signIn(): Promise<void> {
  sessionStorage.setItem(returnKey, location.pathname + location.search + location.hash);
  const hints = {...invitation};
  invitation = undefined;
  return client.signIn(hints);
}

/** Where the next sign-in leads. */
export const returnTo = (path: string) => sessionStorage.setItem(returnKey, path);

/** Where the person wanted to go; only ever a page of the console. */
export function takeReturnPath(): string {
  const path = sessionStorage.getItem(returnKey) ?? base;
  sessionStorage.removeItem(returnKey);
  return path.startsWith(`${base}/`) && !path.startsWith(`${base}/callback`) ? path : base;
}
