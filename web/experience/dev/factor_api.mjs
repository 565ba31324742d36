// Second steps and passkeys of the fake server. `with=` says what an account has and what the settings ask for:
//   has_totp has_passkey has_email has_phone has_backup    a second step is asked for; the first one comes first
//   suggest bind_all bind_totp bind_passkey bind_email bind_phone bind_skippable more    what is to be set up
//   trust    the browser can be trusted for 30 days, after the second step
//   forgetful    a second step is forgotten at once
//   backup    backup codes are to be kept        passkey_prompt    a passkey is proposed
// The code 123456 is right for apps and addresses, 0123456789 for a backup code; experience_api.mjs has the others.
import {randomInt} from 'node:crypto';

import {qrCode} from './qr_code.mjs';
import {Passkeys} from './passkeys.mjs';

const words = {
  has_totp: 'Totp',
  has_passkey: 'WebAuthn',
  has_email: 'EmailVerificationCode',
  has_phone: 'PhoneVerificationCode',
  has_backup: 'BackupCode',
};
const bindable = {
  bind_all: ['WebAuthn', 'Totp', 'PhoneVerificationCode', 'EmailVerificationCode'],
  bind_totp: ['Totp'],
  bind_passkey: ['WebAuthn'],
  bind_email: ['EmailVerificationCode'],
  bind_phone: ['PhoneVerificationCode'],
};
const masked = {EmailVerificationCode: 'mina****@example.com', PhoneVerificationCode: '****5678'};

const random = (characters, length) => Array.from({length}, () => characters[randomInt(characters.length)]).join('');

export class FactorApi {
  #passkeys = new Passkeys();
  #refuse;
  #find;
  #record;
  #codes;

  constructor({refuse, find, record, codes}) {
    this.#refuse = refuse;
    this.#find = find;
    this.#record = record;
    this.#codes = codes;
  }

  fresh = () => ({bound: new Set(), verified: false, said: new Set()});

  #checkCode(code, fault) {
    if (!Object.hasOwn(this.#codes, code)) this.#refuse(400, fault);
    if (this.#codes[code]) this.#refuse(...this.#codes[code]);
  }

  #owner(dialogue) {
    return dialogue.name ?? 'mina';
  }

  /** Undefined if the route is another one's. */
  answer(route, body, {dialogue, wants, origin, host}) {
    const step = dialogue.factors;
    const remember = () => (step.verified = !wants.includes('forgetful'));
    switch (route) {
      case 'POST /experience/verification/totp/secret': {
        const secret = random('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32);
        const verificationId = this.#record({type: 'Totp', secret});
        return [200, {verificationId, secret, secretQrCode: qrCode(secret)}];
      }
      case 'POST /experience/verification/totp/verify':
        if (body.verificationId) this.#find(body.verificationId);
        this.#checkCode(body.code, 'session.mfa.invalid_totp_code');
        if (!body.verificationId) remember();
        return [200, {verificationId: body.verificationId ?? this.#record({type: 'Totp'})}];
      case 'POST /experience/verification/mfa-verification-code':
        if (wants.includes('unsendable')) this.#refuse(429, 'request.message_rate_limited');
        return [200, {verificationId: this.#record({type: `Mfa ${body.identifierType}`})}];
      case 'POST /experience/verification/mfa-verification-code/verify':
        if (this.#find(body.verificationId).type !== `Mfa ${body.identifierType}`) this.#refuse(404, 'session.verification_session_not_found');
        this.#checkCode(body.code, 'verification_code.code_mismatch');
        remember();
        return [200, {verificationId: body.verificationId}];
      case 'POST /experience/verification/backup-code/generate': {
        const codes = Array.from({length: 10}, () => random('0123456789abcdef', 10));
        return [200, {verificationId: this.#record({type: 'BackupCode'}), codes}];
      }
      case 'POST /experience/verification/backup-code/verify':
        if (body.code !== '0123456789') this.#refuse(400, 'session.mfa.invalid_backup_code');
        remember();
        return [200, {verificationId: this.#record({type: 'BackupCode'})}];
      case 'POST /experience/profile/mfa':
        this.#find(body.verificationId);
        step.bound.add(body.type);
        return [204];
      case 'POST /experience/profile/mfa/passkey':
        this.#find(body.verificationId);
        step.bound.add('WebAuthn');
        return [204];
      case 'POST /experience/profile/mfa/trusted-device':
        if (!wants.includes('trust') || !step.verified) this.#refuse(403, 'auth.forbidden');
        return [204];
      case 'POST /experience/profile/mfa/mfa-enabled':
      case 'POST /experience/profile/mfa/mfa-skipped':
      case 'POST /experience/profile/mfa/mfa-suggestion-skipped':
      case 'POST /experience/profile/mfa/passkey-skipped':
        step.said.add(route.split('/').at(-1));
        return [204];
      default:
        return this.#passkey(route, body, {dialogue, wants, origin, host});
    }
  }

  #passkey(route, body, {dialogue, origin, host}) {
    const verify = (record) => {
      const owner = this.#passkeys.get(body.payload, record.options, origin);
      if (owner === undefined) this.#refuse(400, 'session.identifier_not_found');
      if (owner === false) this.#refuse(400, 'session.mfa.webauthn_verification_failed');
      return owner;
    };
    switch (route) {
      case 'POST /experience/preflight/sign-in-passkey/authentication':
        this.offered = {options: this.#passkeys.request(host, [])};
        return [200, {authenticationOptions: this.offered.options}];
      case 'POST /experience/verification/sign-in-passkey/authentication': {
        // Alike whether or not there is one.
        const options = this.#passkeys.request(host, []);
        const record = this.#record({type: 'SignInPasskey', options, owner: body.identifier.value});
        return [200, {verificationId: record, authenticationOptions: options}];
      }
      case 'POST /experience/verification/sign-in-passkey/authentication/verify': {
        const record = body.verificationId ? this.#find(body.verificationId) : this.offered;
        if (!record) this.#refuse(404, 'session.verification_session_not_found');
        const value = verify(record);
        if (record.owner !== undefined && record.owner !== value) this.#refuse(409, 'session.identity_conflict');
        dialogue.factors.verified = true;
        return [200, {verificationId: this.#record({type: 'password', value, isVerified: true})}];
      }
      case 'POST /experience/verification/web-authn/registration': {
        const options = this.#passkeys.creation(host, this.#owner(dialogue));
        return [200, {verificationId: this.#record({type: 'WebAuthn', options}), registrationOptions: options}];
      }
      case 'POST /experience/verification/web-authn/registration/verify': {
        const {options} = this.#find(body.verificationId);
        const isRight = this.#passkeys.create(body.payload, options, origin, this.#owner(dialogue));
        if (!isRight) this.#refuse(400, 'session.mfa.webauthn_verification_failed', {message: ''});
        return [200, {verificationId: body.verificationId}];
      }
      case 'POST /experience/verification/web-authn/authentication': {
        const options = this.#passkeys.request(host, this.#passkeys.ids(this.#owner(dialogue)));
        return [200, {verificationId: this.#record({type: 'WebAuthn', options}), authenticationOptions: options}];
      }
      case 'POST /experience/verification/web-authn/authentication/verify':
        verify(this.#find(body.verificationId));
        dialogue.factors.verified = true;
        return [200, {verificationId: body.verificationId}];
      default:
        return undefined;
    }
  }

  /** Refuses a submission that lacks a second step, in the order of the server. */
  checkVerified({factors}, wants) {
    const has = Object.keys(words).filter((word) => wants.includes(word)).sort((a, b) => wants.indexOf(a) - wants.indexOf(b));
    if (has.length === 0 || factors.verified) return;
    const availableFactors = has.map((word) => words[word]);
    const maskedIdentifiers = Object.fromEntries(Object.entries(masked).filter(([name]) => availableFactors.includes(name)));
    this.#refuse(403, 'session.mfa.require_mfa_verification', {
      availableFactors,
      maskedIdentifiers,
      ...(wants.includes('trust') && {trustedDevice: {durationDays: 30}}),
    });
  }

  checkSetUp({factors: {bound, said}}, wants) {
    if (wants.includes('passkey_prompt') && !bound.has('WebAuthn') && !said.has('passkey-skipped')) {
      this.#refuse(422, 'user.passkey_preferred');
    }
    const isSkipped = said.has('mfa-skipped');
    if (wants.includes('suggest') && !said.has('mfa-enabled') && !isSkipped && bound.size === 0) {
      this.#refuse(422, 'user.suggest_mfa');
    }
    const availableFactors = wants.flatMap((word) => bindable[word] ?? []);
    if (availableFactors.length > 0 && bound.size === 0 && !isSkipped) {
      const skippable = wants.includes('suggest') || wants.includes('bind_skippable');
      this.#refuse(422, 'user.missing_mfa', {availableFactors, ...(skippable && {skippable})});
    }
    if (wants.includes('more') && bound.size === 0 && !said.has('mfa-suggestion-skipped')) {
      this.#refuse(422, 'session.mfa.suggest_additional_mfa', {
        availableFactors: bindable.bind_all,
        maskedIdentifiers: {EmailVerificationCode: masked.EmailVerificationCode},
        isWebAuthnUsedAsSignInPasskey: false,
        skippable: true,
        suggestion: true,
      });
    }
    if (wants.includes('backup') && !bound.has('BackupCode')) this.#refuse(422, 'session.mfa.backup_code_required');
  }
}
