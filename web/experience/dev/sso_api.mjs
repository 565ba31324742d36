// Companies' sign-ins of the fake server, with `with=sso`. The domain acme.example has the connector "acme",
// initech.example the SAML connector "saml", and two.example has two.
//   sso_unknown    nobody has the identity    sso_down    the provider cannot be asked    sso_cancel    it refuses
//   sso_related    somebody else's account may have its address, mina@acme.example, until a code has proven it
//   sso_unasked    the domains cannot be looked up
const domains = {'acme.example': ['acme'], 'initech.example': ['saml'], 'two.example': ['acme', 'globex']};
const connectors = new Set(['acme', 'globex', 'saml']);

export class SsoApi {
  #refuse;
  #find;
  #record;

  constructor({refuse, find, record}) {
    this.#refuse = refuse;
    this.#find = find;
    this.#record = record;
  }

  #connectorsOf(email, wants) {
    const domain = /^\S+@(\S+\.\S+)$/.exec(email ?? '')?.[1]?.toLowerCase();
    return wants.includes('sso') && !wants.includes('sso_off') && Object.hasOwn(domains, domain ?? '') ? domains[domain] : [];
  }

  /** Undefined if the route is another one's. */
  answer(method, path, body, wants, {origin, query, page}) {
    if (`${method} ${path}` === 'GET /experience/sso-connectors') {
      if (wants.includes('sso_unasked')) this.#refuse(500, 'entity.not_found');
      if (!/^\S+@\S+\.\S+$/.test(query.get('email') ?? '')) this.#refuse(400, 'guard.invalid_input');
      return [200, {connectorIds: this.#connectorsOf(query.get('email'), wants)}];
    }
    const [, id, act] = /^\/experience\/verification\/sso\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
    if (method !== 'POST' || !id) return undefined;
    if (!connectors.has(id)) this.#refuse(404, 'entity.not_found');
    if (act === 'authorization-uri') return this.#begin(id, body, wants, {origin, page});
    return act === 'verify' ? this.#verify(id, body, wants, origin) : undefined;
  }

  #begin(id, {state, redirectUri}, wants, {origin, page}) {
    if (!state || redirectUri !== `${origin}/callback/${id}`) this.#refuse(400, 'guard.invalid_input');
    if (wants.includes('sso_down')) this.#refuse(500, 'connector.general');
    const verificationId = this.#record({type: 'sso', id, state, isVerified: false});
    // An assertion goes to the server itself, and the browser comes back without a code.
    const answer = id === 'saml' ? {state} : {state, code: 'right', iss: 'https://idp.example'};
    if (wants.includes('sso_cancel')) Object.assign(answer, {error: 'access_denied'});
    return [200, {verificationId, authorizationUri: `${redirectUri}?${new URLSearchParams(answer)}&${page}`}];
  }

  #verify(id, {verificationId, connectorData}, wants, origin) {
    const record = this.#find(verificationId);
    if (record.type !== 'sso' || record.id !== id) this.#refuse(404, 'session.verification_session_not_found');
    if (connectorData.state !== record.state || connectorData.redirectUri !== `${origin}/callback/${id}`) {
      this.#refuse(400, 'session.connector_validation_session_not_found');
    }
    if (id !== 'saml' && connectorData.code !== 'right') this.#refuse(500, 'connector.authorization_failed');
    Object.assign(record, {isVerified: true, isKnown: !wants.includes('sso_unknown')});
    if (wants.includes('sso_related')) record.related = {type: 'email', value: 'mina@acme.example'};
    return [200, {verificationId}];
  }

  /** Refuses every other proof of an address that a company signs in, and identities that nobody has. */
  check({type, value, isKnown, related}, {event, records}, wants) {
    if (type === 'sso') {
      const isProven = ({type, value, isVerified}) => type === 'email' && value === related.value && isVerified;
      if (event === 'SignIn' && related && ![...records.values()].some(isProven)) {
        this.#refuse(404, 'user.sso_identity_not_exist', {relatedUser: related});
      }
      if (event === 'SignIn' && !isKnown) this.#refuse(404, 'user.sso_identity_not_exist');
      if (event === 'Register' && isKnown) this.#refuse(422, 'user.identity_already_in_use');
      return;
    }
    const ids = this.#connectorsOf(value, wants);
    if (ids.length > 0) this.#refuse(422, 'session.sso_enabled', {ssoConnectors: ids.map((id) => ({id}))});
  }
}
