// A public OpenID Connect client for one page: authorization code flow with PKCE. Tokens live in
// the session storage of the tab, so a reload keeps them and closing the tab drops them.
import {keyOf, readClaims, verifyIdToken, type Claims} from './id_token.ts';
import {challengeOf, randomToken} from './pkce.ts';

export interface ClientOptions {
  issuer: string;
  clientId: string;
  redirectUri: string;
  /** where to go after signing out; the redirect URI if there is none */
  signedOutUri?: string;
  scope: string;
  prompt?: string;
  /** seconds since the user last signed in; the ID token then says when that was (`auth_time`) */
  maxAge?: number;
  /** RFC 8707: what `accessToken(resource)` may be asked for */
  resources?: readonly string[];
  /** of a server that is known; discovery finds them otherwise */
  endpoints?: Endpoints;
}

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken?: string | undefined;
  scope: string;
  expiresAt: number;
}

export interface Endpoints {
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  end_session_endpoint: string;
  jwks_uri: string;
}

interface Discovery extends Endpoints {
  issuer: string;
}

/** What an access token is for, where that is not the user information. */
type Audience = {resource?: string; organization_id?: string};

const organizationKey = (id: string) => `urn:logto:organization:${id}`;

type Keys = (JsonWebKey & {kid?: string})[];

interface Pending {
  state: string;
  nonce: string;
  verifier: string;
}

/** The server's own word, in contrast to a server that cannot be reached. */
export class OidcError extends Error {
  readonly error: string;
  constructor(error: string, description?: string) {
    super([error, description].filter(Boolean).join(': '));
    this.error = error;
  }
}

// A token that ends while it travels is of no use.
const margin = 30_000;

async function readJson<T>(address: string, init?: RequestInit): Promise<T> {
  const response = await fetch(address, {...init, signal: AbortSignal.timeout(20_000)});
  const body = (await response.json().catch(() => ({}))) as {error?: string; error_description?: string; message?: string};
  if (!response.ok) {
    const text = body.error_description ?? body.message;
    if (body.error) throw new OidcError(body.error, text);
    throw new Error([`HTTP ${response.status}`, text].filter(Boolean).join(': '));
  }
  return body as T;
}

export class OidcClient {
  #options: ClientOptions;
  #discovery: Promise<Discovery> | undefined;
  #keys: Promise<Keys> | undefined;
  #refreshing: Promise<unknown> = Promise.resolve();
  #accessTokens = new Map<string, {token: string; expiresAt: number}>();
  #requests = new Map<string, Promise<string>>();

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get tokens(): Tokens | undefined {
    return this.#load<Tokens>('tokens');
  }

  get claims(): Claims | undefined {
    return this.tokens && readClaims(this.tokens.idToken);
  }

  /** Leaves the page. `hints` are further parameters of the authorization request. */
  async signIn(hints: Record<string, string> = {}): Promise<void> {
    location.assign(await this.prepareSignIn(hints));
  }

  /** The address of an authorization request, whose answer this tab then takes. */
  async prepareSignIn(hints: Record<string, string> = {}): Promise<string> {
    const {authorization_endpoint: endpoint} = await this.#discover();
    const pending: Pending = {state: randomToken(), nonce: randomToken(), verifier: randomToken()};
    this.#save('pending', pending);
    const {clientId, redirectUri, scope, prompt, maxAge, resources = []} = this.#options;
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      ...(prompt && {prompt}),
      ...(maxAge !== undefined && {max_age: String(maxAge)}),
      ...hints,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await challengeOf(pending.verifier),
      code_challenge_method: 'S256',
    });
    for (const resource of resources) query.append('resource', resource);
    return `${endpoint}?${query}`;
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
    if (error) throw new OidcError(error, answer.get('error_description') ?? undefined);
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

  refresh(): Promise<Tokens> {
    return this.#inTurn(() => this.#refresh());
  }

  /** A token for one of the resources: the known one until it ends, then one request for all who wait. */
  accessToken(resource: string): Promise<string> {
    return this.#tokenFor(resource, {resource});
  }

  /** A token for one of the user's organizations, in the same way. */
  organizationToken(id: string): Promise<string> {
    return this.#tokenFor(organizationKey(id), {organization_id: id});
  }

  #tokenFor(key: string, audience: Audience): Promise<string> {
    const known = this.#accessTokens.get(key);
    if (known && known.expiresAt - margin > Date.now()) return Promise.resolve(known.token);
    const waiting = this.#requests.get(key);
    if (waiting) return waiting;
    const request = this.#inTurn(() => this.#refresh(audience)).then(({accessToken: token, expiresAt}) => {
      this.#accessTokens.set(key, {token, expiresAt});
      return token;
    });
    const done = () => this.#requests.delete(key);
    this.#requests.set(key, request);
    request.then(done, done);
    return request;
  }

  /** The server did not accept the token. */
  drop(resource: string) {
    this.#accessTokens.delete(resource);
  }

  /** As `drop`; also when the user's roles there have changed. */
  dropOrganization(id: string) {
    this.drop(organizationKey(id));
  }

  /** Takes over what another window has been given. */
  adopt(tokens: Tokens) {
    this.#accessTokens.clear();
    this.#save('tokens', tokens);
  }

  /** One at a time: a refresh token is good for one use. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#refreshing.then(act, act);
    this.#refreshing = turn.catch(() => undefined);
    return turn;
  }

  #refresh(audience: Audience = {}): Promise<Tokens> {
    const {refreshToken} = this.tokens ?? {};
    if (!refreshToken) return Promise.reject(new OidcError('invalid_grant', 'there is no refresh token'));
    const parameters = {grant_type: 'refresh_token', refresh_token: refreshToken, ...audience};
    return this.#redeem(parameters, undefined);
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
      post_logout_redirect_uri: this.#options.signedOutUri ?? this.#options.redirectUri,
      ...(this.tokens && {id_token_hint: this.tokens.idToken}),
    });
    this.forget();
    location.assign(`${endpoint}?${query}`);
  }

  forget() {
    this.#accessTokens.clear();
    this.#remove('tokens');
  }

  async #redeem(parameters: Record<string, string>, nonce: string | undefined): Promise<Tokens> {
    const discovery = await this.#discover();
    // An answer with an ID token comes next: its keys travel at the same time.
    if (nonce !== undefined) this.#loadKeys(discovery).catch(() => undefined);
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
      const claims = await this.#verify(idToken, nonce, discovery);
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
    // The plain access token stays: userinfo takes no other.
    const isPlain = !('resource' in parameters || 'organization_id' in parameters) || !before;
    const {accessToken, scope, expiresAt} = isPlain ? tokens : before;
    this.#save('tokens', {...tokens, accessToken, scope, expiresAt});
    return tokens;
  }

  async #verify(idToken: string, nonce: string | undefined, discovery: Discovery): Promise<Claims> {
    const {issuer} = discovery;
    let keys = await this.#loadKeys(discovery);
    if (!keys.some(({kid}) => kid === keyOf(idToken))) {
      // The server has a new key since.
      this.#keys = undefined;
      keys = await this.#loadKeys(discovery);
    }
    return verifyIdToken(idToken, {issuer, audience: this.#options.clientId, nonce, keys, now: new Date()});
  }

  #loadKeys(discovery: Discovery): Promise<Keys> {
    this.#keys ??= readJson<{keys: Keys}>(discovery.jwks_uri).then(
      ({keys}) => keys,
      (error: unknown) => {
        this.#keys = undefined;
        throw error;
      },
    );
    return this.#keys;
  }

  #discover(): Promise<Discovery> {
    const {endpoints, issuer} = this.#options;
    if (endpoints) return Promise.resolve({...endpoints, issuer});
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
