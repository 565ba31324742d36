// A fake of the Experience API with one dialogue at a time. What is sent chooses the answer:
//   the password `right-horse-9` is right, `old-horse-9` has expired; the code 123456 is right, 111111 has
//   expired, 222222 was tried too often, 333333 blocks; addresses that begin with "new" (or numbers that end with
//   9999) have no account; the names in `refusals` do what they say.
// For companies' sign-ins see sso_api.mjs.
// `with=` in the page's address: form, needs_password, needs_email ... is what an account has to have; for second
// steps and passkeys see factor_api.mjs.
import {FactorApi} from './factor_api.mjs';
import {SsoApi} from './sso_api.mjs';

const rightCode = '123456';
const rightPassword = 'right-horse-9';

const refusals = {
  taken: [422, 'user.username_already_in_use'],
  refused: [400, 'guard.invalid_input'],
  suspended: [401, 'user.suspended'],
  'suspended@example.com': [401, 'user.suspended'],
  blocked: [400, 'session.verification_blocked_too_many_attempts', {relativeTime: 'in 5 minutes'}],
  expired: [400, 'session.not_found'],
  broken: [500, 'entity.not_found'],
  rejected: [
    422,
    'password.rejected',
    {issues: [{code: 'password_rejected.pwned'}, {code: 'password_rejected.too_short', interpolation: {min: 8}}]},
  ],
};

const sending = {
  'nobody@nowhere.example': [501, 'connector.not_found'],
  'failing@example.com': [400, 'connector.general'],
  'often@example.com': [429, 'request.message_rate_limited'],
  'me+shop@example.com': [422, 'session.email_blocklist.email_subaddressing_not_allowed'],
  '821099990000': [422, 'request.sms_country_not_allowed'],
  'me@throwaway.example': [422, 'session.email_blocklist.email_not_allowed'],
};

const codes = {
  [rightCode]: undefined,
  111111: [400, 'verification_code.expired'],
  222222: [400, 'verification_code.exceed_max_try'],
  333333: [400, 'session.verification_blocked_too_many_attempts', {relativeTime: 'in 5 minutes'}],
};

const isNew = (value) => /^new|9999$/.test(value);

class Refusal extends Error {
  constructor(status, code, data) {
    super(code);
    Object.assign(this, {status, code, data});
  }
}

const refuse = (...answer) => {
  throw new Refusal(...answer);
};

export class ExperienceApi {
  // What a dialogue has so far; a new one begins with each PUT.
  #dialogue;
  #sent = 0;
  #factors = new FactorApi({
    refuse,
    codes,
    find: (verificationId) => this.#find(verificationId),
    record: (record) => this.#record(record),
  });

  #sso = new SsoApi({
    refuse,
    find: (verificationId) => this.#find(verificationId),
    record: (record) => this.#record(record),
  });

  constructor() {
    this.#begin('SignIn');
  }

  #begin(event) {
    this.#dialogue = {event, records: new Map(), has: new Set(), isIdentified: false, factors: this.#factors.fresh()};
  }

  /** Gives [status, body]. `wants`: the words of the page's `with=`; `where`: the page's origin and host. */
  answer(method, path, body = {}, wants = [], where = {}) {
    try {
      return this.#answer(method, path, body, wants, where);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const {status, code, data} = error;
      return [status, {code, message: `(${code})`, ...(data && {data})}];
    }
  }

  #record(record) {
    const verificationId = `record-${(this.#sent += 1)}`;
    this.#dialogue.records.set(verificationId, record);
    return verificationId;
  }

  #find(verificationId) {
    return this.#dialogue.records.get(verificationId) ?? refuse(404, 'session.verification_session_not_found');
  }

  #answer(method, path, body, wants, where) {
    const dialogue = this.#dialogue;
    const name = body.identifier?.value ?? body.value;
    if (Object.hasOwn(refusals, name ?? '') && !path.includes('verification-code')) refuse(...refusals[name]);
    switch (`${method} ${path}`) {
      case 'PUT /experience':
        this.#begin(body.interactionEvent);
        return [204];
      case 'PUT /experience/interaction-event':
        dialogue.event = body.interactionEvent;
        return [204];
      case 'POST /experience/verification/password':
        if (body.password === 'old-horse-9') refuse(422, 'password.expired');
        if (body.password !== rightPassword) refuse(422, 'session.invalid_credentials');
        return [200, {verificationId: this.#record({type: 'password', value: name, isVerified: true})}];
      case 'POST /experience/verification/new-password-identity':
        return [200, {verificationId: this.#record({type: 'username', value: name, isVerified: true})}];
      case 'POST /experience/verification/verification-code':
        if (Object.hasOwn(sending, name)) refuse(...sending[name]);
        return [200, {verificationId: this.#record({...body.identifier, isVerified: false})}];
      case 'POST /experience/verification/verification-code/verify':
        return this.#verify(body);
      case 'POST /experience/verification/one-time-token/verify':
        if (body.token === 'used') refuse(400, 'one_time_token.token_consumed');
        if (body.token === 'invitation' && dialogue.event !== 'Register') {
          refuse(400, 'one_time_token.interaction_event_mismatch');
        }
        return [200, {verificationId: this.#record({type: 'email', value: name, isVerified: true})}];
      case 'POST /experience/invitation':
        if (body.token !== 'good') refuse(422, 'organization_invitation.ended');
        return [200, {redirectTo: '/register?with=invited,no_app'}];
      case 'POST /experience/verification/invitation/verify':
        if (wants.includes('taken')) refuse(422, 'user.email_already_in_use');
        return [200, {verificationId: this.#record({type: 'email', value: 'new@example.com', isVerified: true})}];
      case 'POST /experience/identification':
        return this.#identify(body, wants);
      case 'POST /experience/user-assets/avatar':
        if (dialogue.event !== 'Register') refuse(400, 'session.invalid_interaction_type');
        if (!body.includes('image/png')) refuse(400, 'guard.mime_type_not_allowed');
        return [200, {url: `${where.origin}/picture.svg`}];
      case 'POST /experience/profile':
        return this.#extend(body);
      case 'PUT /experience/profile/password':
        if (!dialogue.isIdentified) refuse(404, 'session.identifier_not_found');
        if (body.password === rightPassword) refuse(422, 'user.same_password');
        dialogue.has.add('password');
        return [204];
      case 'POST /experience/submit':
        return this.#submit(wants);
      default:
        return (
          this.#social(method, path, body, wants, where) ??
          this.#sso.answer(method, path, body, wants, where) ??
          this.#factors.answer(`${method} ${path}`, body, {dialogue, wants, ...where}) ?? refuse(404, 'entity.not_found')
        );
    }
  }

  // `with=provider_down`: the service cannot be asked; `unknown`, `related`: whom it knows.
  #social(method, path, body, wants, {origin, cookie, page}) {
    const [, id, act] = /^\/experience\/verification\/social\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
    if (method !== 'POST' || !id) return undefined;
    if (act === 'authorization-uri') {
      if (wants.includes('provider_down')) refuse(400, 'connector.general');
      const verificationId = this.#record({type: 'social', id, isVerified: false});
      if (wants.includes('bad_uri')) return [200, {verificationId, authorizationUri: 'javascript:alert(1)'}];
      const query = new URLSearchParams({code: wants.includes('wrong_code') ? 'wrong' : 'right', state: body.state});
      if (wants.includes('cancel')) query.set('error', 'access_denied');
      if (wants.includes('other_state')) query.set('state', 'other');
      return [200, {verificationId, authorizationUri: `${body.redirectUri}?${query}&${page}`}];
    }
    // Google One Tap: no visit has begun.
    if (body.verificationId === undefined) {
      const {credential, g_csrf_token: token} = body.connectorData;
      const kept = cookie.split('; ');
      // Of an application's page, or of the script on ours.
      if (token === undefined) {
        if (!kept.includes(`_logto_google_one_tap_credential=${credential}`)) refuse(400, 'session.google_one_tap.cookie_mismatch');
      } else if (!token || !kept.includes(`g_csrf_token=${token}`)) refuse(400, 'session.csrf_token_mismatch');
      if (credential !== 'an.id.token') refuse(401, 'connector.social_invalid_id_token');
      return [200, {verificationId: this.#record({type: 'social', id, isVerified: true, isKnown: !wants.includes('unknown')})}];
    }
    const record = this.#find(body.verificationId);
    if (record.id !== id || body.connectorData.redirectUri !== `${origin}/callback/${id}`) refuse(400, 'guard.invalid_input');
    // Many services bind their code by nothing else.
    if (!body.connectorData.state) refuse(400, 'guard.invalid_input');
    if (body.connectorData.code !== 'right') refuse(401, 'connector.social_auth_code_invalid');
    Object.assign(record, {isVerified: true, isKnown: !wants.includes('unknown') && !wants.includes('related')});
    if (wants.includes('related')) record.related = {type: 'email', value: 'm***@example.com'};
    return [200, {verificationId: body.verificationId}];
  }

  #verify({identifier, verificationId, code}) {
    const record = this.#find(verificationId);
    if (record.value !== identifier.value) refuse(400, `verification_code.${record.type}_mismatch`);
    if (record.isVerified) refuse(400, 'verification_code.not_found');
    if (!Object.hasOwn(codes, code)) refuse(400, 'verification_code.code_mismatch');
    if (codes[code]) refuse(...codes[code]);
    record.isVerified = true;
    return [200, {verificationId}];
  }

  #identify({verificationId, linkSocialIdentity}, wants) {
    const dialogue = this.#dialogue;
    const isRegistering = dialogue.event === 'Register';
    if (verificationId !== undefined) {
      const {type, value, isVerified, isKnown, related} = this.#find(verificationId);
      if (!isVerified) refuse(400, 'session.verification_failed');
      this.#sso.check({type, value, isKnown, related}, dialogue, wants);
      if (type === 'social' && !isRegistering && !isKnown && !(related && linkSocialIdentity)) {
        refuse(404, 'user.identity_not_exist', related ? {relatedUser: related} : {});
      }
      if (Object.hasOwn(refusals, value)) refuse(...refusals[value]);
      if (!isRegistering && isNew(value)) refuse(404, 'user.user_not_exist', {identifier: value});
      if (isRegistering && !['username', 'social', 'sso'].includes(type) && !isNew(value)) refuse(422, `user.${type}_already_in_use`);
      if (type !== 'password') dialogue.has.add(type);
      dialogue.name = value;
    }
    dialogue.isIdentified = true;
    return [isRegistering ? 201 : 204];
  }

  #extend({type, verificationId, value}) {
    if (type === 'email' || type === 'phone') {
      const record = this.#find(verificationId);
      if (!record.isVerified) refuse(400, 'session.verification_failed');
      if (!isNew(record.value)) refuse(422, `user.${type}_already_in_use`);
    }
    this.#dialogue.has.add(type);
    this.#dialogue.name ??= value;
    return [204];
  }

  #submit(wants) {
    const {event, has, isIdentified, name} = this.#dialogue;
    if (!isIdentified) refuse(404, 'session.identifier_not_found');
    if (name === 'other') refuse(422, 'organization_invitation.email_mismatch');
    if (name === 'late') refuse(422, 'organization_invitation.ended');
    if (event === 'ForgotPassword') return has.has('password') ? [204] : refuse(422, 'user.new_password_required_in_profile');
    if (event === 'SignIn') this.#factors.checkVerified(this.#dialogue, wants);
    const wanted = wants.filter((word) => word.startsWith('needs_')).map((word) => word.slice('needs_'.length));
    if (name === 'missing') wanted.push('emailOrPhone', 'password');
    const isThere = (part) => (part === 'emailOrPhone' ? has.has('email') || has.has('phone') : has.has(part));
    const missing = wanted.filter((part) => !isThere(part));
    if (missing.length === 0 && wants.includes('form') && !has.has('extraProfile')) missing.push('extraProfile');
    if (missing.length > 0) refuse(422, 'user.missing_profile', {missingProfile: missing});
    this.#factors.checkSetUp(this.#dialogue, wants);
    return [200, {redirectTo: '/signed-out'}];
  }
}
