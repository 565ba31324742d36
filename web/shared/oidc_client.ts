// A public OpenID Connect client for one page: authorization code flow with PKCE. Tokens live in
// the session storage of the tab, so a reload keeps them and closing the tab drops them.
import {readClaims, verifyIdToken, type Claims} from './id_token.ts';
import {challengeOf, randomToken} from './pkce.ts';

export interface ClientOptions {
  issuer: string;
  clientId: string;
  redirectUri: string;
  scope: string;
  prompt?: string;
}

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken?: string | undefined;
  scope: string;
  expiresAt: number;
}

interface Discovery {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  end_session_endpoint: string;
  jwks_uri: string;
}

interface Pending {
  state: string;
  nonce: string;
  verifier: string;
}

async function readJson<T>(address: string, init?: RequestInit): Promise<T> {
  const response = await fetch(address, {...init, signal: AbortSignal.timeout(20_000)});
  const body = (await response.json().catch(() => ({}))) as {error?: string; error_description?: string; message?: string};
  if (!response.ok) {
    throw new Error([body.error ?? `HTTP ${response.status}`, body.error_description ?? body.message].filter(Boolean).join(': '));
  }
  return body as T;
}

export class OidcClient {
  #options: ClientOptions;
  #discovery: Promise<Discovery> | undefined;
  #refreshing: Promise<Tokens> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get tokens(): Tokens | undefined {
    return this.#load<Tokens>('tokens');
  }

  get claims(): Claims | undefined {
    return this.tokens && readClaims(this.tokens.idToken);
  }

  /** Leaves the page. */
  async signIn(): Promise<void> {
    const {authorization_endpoint: endpoint} = await this.#discover();
    const pending: Pending = {state: randomToken(), nonce: randomToken(), verifier: randomToken()};
    this.#save('pending', pending);
    const {clientId, redirectUri, scope, prompt} = this.#options;
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      ...(prompt && {prompt}),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await challengeOf(pending.verifier),
      code_challenge_method: 'S256',
    });
    location.assign(`${endpoint}?${query}`);
  }

  /** Redeems the answer in the page's address, and takes it out of the address. Undefined if there is none. */
  async finishSignIn(): Promise<Tokens | undefined> {
    const answer = new URLSearchParams(location.search);
    if (!answer.has('code') && !answer.has('error')) return undefined;
    const pending = this.#load<Pending>('pending');
    // One answer, one try: neither a reload nor the history may send the code again.
    this.#remove('pending');
    history.replaceState(null, '', this.#options.redirectUri);

    if (!pending || answer.get('state') !== pending.state) throw new Error('the answer belongs to another request (state)');
    const discovery = await this.#discover();
    // RFC 9207: an answer of another server is no answer.
    if (answer.get('iss') !== discovery.issuer) throw new Error('the answer comes from another server (iss)');
    const error = answer.get('error');
    if (error) throw new Error([error, answer.get('error_description')].filter(Boolean).join(': '));
    return this.#redeem(
      {
        grant_type: 'authorization_code',
        code: answer.get('code') ?? '',
        redirect_uri: this.#options.redirectUri,
        code_verifier: pending.verifier,
      },
      pending.nonce,
    );
  }

  /** One at a time: a refresh token is good for one use. */
  refresh(): Promise<Tokens> {
    const {refreshToken} = this.tokens ?? {};
    if (!refreshToken) return Promise.reject(new Error('there is no refresh token'));
    this.#refreshing ??= this.#redeem({grant_type: 'refresh_token', refresh_token: refreshToken}, undefined).finally(
      () => (this.#refreshing = undefined),
    );
    return this.#refreshing;
  }

  async userinfo(): Promise<Claims> {
    const {userinfo_endpoint: endpoint} = await this.#discover();
    const info = await readJson<Claims>(endpoint, {headers: {authorization: `Bearer ${this.tokens?.accessToken}`}});
    // OpenID Connect Core 5.3.2
    if (info['sub'] !== this.claims?.['sub']) throw new Error('userinfo is about another user');
    return info;
  }

  /** Forgets the tokens and leaves the page. */
  async signOut(): Promise<void> {
    const {end_session_endpoint: endpoint} = await this.#discover();
    const query = new URLSearchParams({
      client_id: this.#options.clientId,
      post_logout_redirect_uri: this.#options.redirectUri,
      ...(this.tokens && {id_token_hint: this.tokens.idToken}),
    });
    this.forget();
    location.assign(`${endpoint}?${query}`);
  }

  forget() {
    this.#remove('tokens');
  }

  async #redeem(parameters: Record<string, string>, nonce: string | undefined): Promise<Tokens> {
    const discovery = await this.#discover();
    const answer = await readJson<{
      access_token: string;
      id_token?: string;
      refresh_token?: string;
      scope?: string;
      expires_in: number;
    }>(discovery.token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({client_id: this.#options.clientId, ...parameters}),
    });
    const before = this.tokens;
    const idToken = answer.id_token ?? before?.idToken;
    if (!idToken) throw new Error('the server sent no ID token');
    if (answer.id_token) {
      const {keys} = await readJson<{keys: (JsonWebKey & {kid?: string})[]}>(discovery.jwks_uri);
      const {issuer} = discovery;
      const claims = await verifyIdToken(idToken, {
        issuer,
        audience: this.#options.clientId,
        nonce,
        keys,
        now: new Date(),
      });
      // OpenID Connect Core 12.2
      if (nonce === undefined && claims['sub'] !== this.claims?.['sub']) throw new Error('ID token: another user');
    }
    const tokens: Tokens = {
      accessToken: answer.access_token,
      idToken,
      refreshToken: answer.refresh_token ?? before?.refreshToken,
      scope: answer.scope ?? before?.scope ?? this.#options.scope,
      expiresAt: Date.now() + answer.expires_in * 1000,
    };
    this.#save('tokens', tokens);
    return tokens;
  }

  #discover(): Promise<Discovery> {
    this.#discovery ??= this.#loadDiscovery().catch((error: unknown) => {
      this.#discovery = undefined;
      throw error;
    });
    return this.#discovery;
  }

  async #loadDiscovery(): Promise<Discovery> {
    const {issuer} = this.#options;
    const discovery = await readJson<Discovery>(`${issuer}/.well-known/openid-configuration`);
    // OpenID Connect Discovery 4.3
    if (discovery.issuer !== issuer) throw new Error(`the server calls itself ${discovery.issuer}, not ${issuer}`);
    return discovery;
  }

  #key = (name: string) => `daemun:${this.#options.clientId}:${name}`;
  #save = (name: string, value: unknown) => sessionStorage.setItem(this.#key(name), JSON.stringify(value));
  #remove = (name: string) => sessionStorage.removeItem(this.#key(name));
  #load<T>(name: string): T | undefined {
    const text = sessionStorage.getItem(this.#key(name));
    return text === null ? undefined : (JSON.parse(text) as T);
  }
}
