// The person's session with this page: signing in by our own OpenID Connect, as any application does.
import {OidcClient, OidcError} from '../../../shared/oidc_client.ts';
import {context, memberPermissions} from './context.ts';
import {addressOf, base, routeOf} from './route.ts';
import {drop, keep, recall, tab} from './storage.ts';

const {origin} = location;
const issuer = `${origin}/oidc`;

export const client = new OidcClient({
  issuer,
  // The server that this page comes from: asking it where they are would cost a round trip.
  endpoints: {
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    end_session_endpoint: `${issuer}/session/end`,
    jwks_uri: `${issuer}/jwks`,
  },
  clientId: 'account-center',
  redirectUri: origin + base,
  scope: [
    'openid profile email phone address identities custom_data',
    ...['sessions', 'trusted_devices', 'organizations', 'organization_roles'].map((name) => `urn:logto:scope:${name}`),
    ...Object.values(memberPermissions()),
  ].join(' '),
  // The permissions are of this resource: without it a token for an organization has none.
  resources: ['urn:logto:resource:organizations'],
});

/** Leaves for the sign-in page; this page's address is there again afterwards. */
export function signIn(prompt?: 'none' | 'login'): Promise<void> {
  keep(tab, 'route', routeOf(location.pathname));
  return client.signIn({ui_locales: context.language, ...(prompt && {prompt})});
}

/** From a page without a session: to the sign-in page, and to that route afterwards. */
export function signInAnew(hints: Record<string, string> = {}, route = '/'): Promise<void> {
  keep(tab, 'route', route);
  return client.signIn({ui_locales: context.language, prompt: 'login', ...hints});
}

/** Refusals of a silent sign-in: the person has to be asked (OpenID Connect Core 3.1.2.6). */
const mustAsk = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

/** The sign-in page's answer stands in the address. */
export const isSignInAnswer = (): boolean => location.pathname === base && new URLSearchParams(location.search).has('state');

/** `ready` with tokens; `leaving` when the page is about to be left. Errors: what the sign-in ended with. */
export async function start(): Promise<'ready' | 'leaving'> {
  try {
    const tokens = isSignInAnswer() ? await client.finishSignIn() : undefined;
    if (tokens) {
      history.replaceState(null, '', addressOf(recall<string>(tab, 'route') ?? '/'));
      drop(tab, 'route');
      return 'ready';
    }
  } catch (error) {
    if (!(error instanceof OidcError) || !mustAsk.includes(error.error)) throw error;
    client.forget();
    history.replaceState(null, '', addressOf(recall<string>(tab, 'route') ?? '/'));
    await signIn('login');
    return 'leaving';
  }
  if (client.tokens) return 'ready';
  await signIn();
  return 'leaving';
}

/** The server does not accept the token and gives no other: once without a word, then by the sign-in page. */
export async function renew(): Promise<void> {
  const hasTried = recall<boolean>(tab, 'silent') === true;
  client.forget();
  keep(tab, 'silent', true, 1);
  await signIn(hasTried ? 'login' : 'none');
}

export const settle = () => drop(tab, 'silent');

/** An access token that should still be good. Errors: OidcError when there is no way to one. */
export async function accessToken(): Promise<string> {
  const {tokens} = client;
  if (tokens && tokens.expiresAt - 30_000 > Date.now()) return tokens.accessToken;
  return (await client.refresh()).accessToken;
}

export const subject = (): string => String(client.claims?.['sub'] ?? '');

// The session has ended while the page is open: it says so, and keeps what is typed until it is left.
let hasEnded = false;
const listeners = new Set<() => void>();

export const ending = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  hasEnded: () => hasEnded,
};

export function end() {
  hasEnded = true;
  listeners.forEach((listener) => listener());
}
