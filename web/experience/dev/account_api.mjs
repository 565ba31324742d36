// A fake Account API for the account center's pages. The scenario stands in the cookie `mock_account`, which the document's
// own query has set: with=<names of `variants`>. The input chooses the answer:
//   password "wrong" is wrong, "right" is the account's; code 000000 is wrong; "taken…" belongs to somebody else.
import {randomBytes} from 'node:crypto';

import {answerAsMember, answerAsUser, organizationVariants} from './organization_api.mjs';

const long = 'Wolfeschlegelsteinhausenbergerdorff-Schwarzenegger von und zu Hohenlohe-Langenburg';
const day = 86_400_000;

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

const session = (uid, daysAgo, userAgent, more = {}) => ({
  payload: {uid, loginTs: Math.floor((Date.now() - daysAgo * day) / 1000), kind: 'Session', accountId: 'u1'},
  lastSubmission: null,
  signInContext: {ip: '203.0.113.7', userAgent},
  clientId: 'account-center',
  accountId: 'u1',
  expiresAt: Date.now() + 14 * day,
  isCurrent: Boolean(more.isCurrent),
});

const grant = (id, application, scope) => ({
  id,
  payload: {exp: 0, iat: Math.floor((Date.now() - 40 * day) / 1000), jti: id, kind: 'Grant', clientId: application.id, accountId: 'u1', openid: {scope}},
  expiresAt: Date.now() + 30 * day,
  application,
});

const newState = () => ({
  account: {
    id: 'u1',
    username: 'mina',
    primaryEmail: 'mina@example.com',
    primaryPhone: '821012345678',
    name: '김민아',
    avatar: null,
    customData: {company: 'Marble', other: {kept: true}},
    identities: {google: {userId: 'g1', details: {email: 'mina@gmail.example', name: 'Mina Kim'}}},
    profile: {givenName: '민아', familyName: '김', birthdate: '1990-05-17', address: {streetAddress: '세종대로 1', locality: '서울'}},
    hasPassword: true,
    hasSecurityVerificationMethod: true,
  },
  factors: [
    {id: 'f1', type: 'Totp', createdAt: '2026-01-05T10:00:00.000Z'},
    {id: 'f2', type: 'WebAuthn', createdAt: '2026-03-01T10:00:00.000Z', lastUsedAt: '2026-11-20T08:00:00.000Z', agent: chrome},
    {id: 'f3', type: 'WebAuthn', createdAt: '2026-06-11T10:00:00.000Z', agent: iphone, name: '민아의 iPhone'},
    {id: 'f4', type: 'BackupCode', createdAt: '2026-01-05T10:00:00.000Z', remainCodes: 8},
  ],
  sessions: [
    session('s1', 0, chrome, {isCurrent: true}),
    session('s2', 3, iphone),
    session('s3', 12, 'curl/8.5.0'),
  ],
  grants: [
    grant('g1', {id: 'a1', name: 'Marble Notes'}, 'openid profile email offline_access'),
    grant('g2', {id: 'a1', name: 'Marble Notes'}, 'openid phone'),
    grant('g3', {id: 'a2', name: 'Globex Calendar'}, 'openid'),
  ],
  signIns: Array.from({length: 7}, (_, i) => ({
    id: `i${i}`,
    signedInAt: Date.now() - i * 40 * 3_600_000,
    ip: '203.0.113.7',
    userAgent: i === 1 ? iphone : chrome,
    ...(i < 3 && {country: 'KR', city: 'Seoul'}),
    applicationName: 'Marble Notes',
  })),
  devices: [{id: 'd1', userAgent: chrome, country: 'KR', city: 'Seoul', createdAt: Date.now(), lastUsedAt: Date.now(), expiresAt: Date.now() + 20 * day, isCurrent: true}],
  skipMfaOnSignIn: false,
  records: new Map(),
  token: 'good',
  memberships: {organizations: [], invitations: []},
});

const edit = ['name', 'avatar', 'profile', 'email', 'phone', 'password', 'username', 'social', 'customData', 'mfa', 'session'];

const service = (id, name, more = {}) => ({id, target: id, name: {en: name}, logo: '/nothing.svg', logoDark: null, platform: 'Universal', ...more});

const catalog = [
  {name: 'fullname', type: 'Fullname', label: '', required: false, config: {parts: [{name: 'givenName', type: 'Text', required: true, enabled: true}, {name: 'familyName', type: 'Text', required: true, enabled: true}]}},
  {name: 'birthdate', type: 'Date', required: false, config: {format: 'yyyy-MM-dd'}},
  {name: 'company', type: 'Text', label: 'Company', description: 'As it stands on invoices.', required: true, config: {maxLength: 20}},
];

export function accountContext() {
  return {
    accountCenter: {
      enabled: true,
      fields: Object.fromEntries(edit.map((name) => [name, 'Edit'])),
      deleteAccountUrl: null,
      profileFields: ['avatar', 'name', 'fullname', 'birthdate', 'address', 'company'].map((name) => ({name})),
    },
    signInExperience: {
      mfa: {factors: ['Totp', 'WebAuthn', 'BackupCode'], policy: 'PromptAtSignInAndSignUp'},
      socialConnectors: [service('google', 'Google'), service('github', 'GitHub')],
      customProfileFieldCatalog: catalog,
    },
  };
}

/** What a scenario changes: the document's context, or the fake's data. */
export const variants = {
  off: {context: ({accountCenter}) => (accountCenter.enabled = false)},
  nothing: {context: ({accountCenter}) => Object.assign(accountCenter, {fields: {}, profileFields: null})},
  readonly: {context: ({accountCenter}) => Object.keys(accountCenter.fields).forEach((name) => (accountCenter.fields[name] = 'ReadOnly'))},
  only_profile: {context: ({accountCenter}) => (accountCenter.fields = {name: 'Edit', avatar: 'Edit'})},
  trusted: {
    context: ({accountCenter, signInExperience}) => {
      accountCenter.fields.trustedDevice = 'Edit';
      signInExperience.trustedDevice = {enabled: true, durationDays: 30};
    },
  },
  trusts_none: {context: ({accountCenter}) => (accountCenter.fields.trustedDevice = 'Edit')},
  self_deletion: {context: ({accountCenter}) => (accountCenter.fields.accountDeletion = 'Edit')},
  last_administrator: {state: (state) => (state.isLastAdministrator = true)},
  deletion: {context: ({accountCenter}) => (accountCenter.deleteAccountUrl = 'https://example.com/delete')},
  may_return: {context: (context) => (context.returnTo = 'http://localhost:1/back')},
  dark: {context: ({signInExperience}) => (signInExperience.color.isDarkModeEnabled = true)},
  terms: {context: ({signInExperience}) => Object.assign(signInExperience, {termsOfUseUrl: 'https://example.com/terms', privacyPolicyUrl: 'https://example.com/privacy'})},
  long: {
    state: ({account, grants}) => {
      Object.assign(account, {name: long, username: 'w'.repeat(120), primaryEmail: `${'very-long-address.'.repeat(6)}@subdomain.example.com`});
      grants.forEach(({application}) => (application.name = long));
    },
  },
  email_only: {state: ({account}) => Object.assign(account, {hasPassword: false, primaryPhone: null, username: null})},
  no_codes: {context: (context) => (context.codes = {email: false, phone: false})},
  // Linked to a service, and no password.
  one_way: {
    context: (context) => (context.codes = {email: false, phone: false}),
    state: ({account}) => Object.assign(account, {hasPassword: false, primaryPhone: null}),
  },
  bare: {
    state: (state) => {
      Object.assign(state.account, {username: null, primaryEmail: null, primaryPhone: null, hasPassword: false, hasSecurityVerificationMethod: false, name: null, identities: {}, profile: {}, customData: {}});
      Object.assign(state, {factors: [], grants: []});
    },
  },
  alone: {state: (state) => Object.assign(state, {sessions: state.sessions.slice(0, 1), grants: [], factors: []})},
  ...organizationVariants,
  failing: {state: (state) => (state.isFailing = true)},
};

/** The token chooses the answer: "used", "late" (between the check and the button), "taken", "kept" (the password stays); others are good. */
function undoEmailChange(path, {token}) {
  if (token === 'used') return refuse(404, 'verification_record.not_found');
  if (path.endsWith('/check')) return [200, {email: 'm***@example.com'}];
  if (token === 'late') return refuse(404, 'verification_record.not_found');
  return token === 'taken' ? refuse(422, 'user.email_already_in_use') : [200, {keepsPassword: token === 'kept'}];
}

const refuse = (status, code, data) => [status, {code, message: `(${code})`, ...(data && {data})}];

export class AccountApi {
  #state = newState();

  /** A new visit begins: as if nothing had been done before. */
  reset(names) {
    this.#state = newState();
    for (const name of names) variants[name]?.state?.(this.#state);
  }

  /** For tests: the account as it stands. */
  get state() {
    return this.#state;
  }

  answer(method, path, body, headers) {
    const state = this.#state;
    if (path.startsWith('/my-account/email-change/undo')) return undoEmailChange(path, body);
    const asMember = answerAsMember(state, method, path, body, headers);
    if (asMember) return asMember;
    if (headers.authorization !== `Bearer ${state.token}`) return refuse(401, 'auth.unauthorized');
    const record = state.records.get(headers['logto-verification-id']);
    const isProved = record !== undefined && ['Password', 'Code'].includes(record.type) && record.isVerified;
    const key = `${method} ${path.replace(/\?.*/, '')}`;
    if (path.startsWith('/verifications/')) return this.#verify(path, body);
    if (state.isFailing && method !== 'GET') return refuse(500, 'mock.failure');
    return answerAsUser(state, method, path, body) ?? this.#operate(key, body, isProved);
  }

  #record(value) {
    const id = randomBytes(9).toString('base64url');
    this.#state.records.set(id, value);
    return {verificationRecordId: id, expiresAt: new Date(Date.now() + 600_000).toISOString()};
  }

  #verify(path, body) {
    const {records, account} = this.#state;
    switch (path) {
      case '/verifications/password':
        if (body.password === 'wrong') return refuse(422, 'session.invalid_credentials');
        return [201, this.#record({type: 'Password', isVerified: true})];
      case '/verifications/verification-code': {
        if (body.identifier.value.startsWith('unsendable')) return refuse(501, 'connector.not_found');
        const own = [account.primaryEmail, account.primaryPhone].includes(body.identifier.value);
        return [201, this.#record({type: own ? 'Code' : 'New', ...body.identifier})];
      }
      case '/verifications/verification-code/verify': {
        const record = records.get(body.verificationId);
        if (!record) return refuse(400, 'verification_record.not_found');
        if (body.code === '000000') return refuse(400, 'verification_code.code_mismatch');
        record.isVerified = true;
        return [200, {verificationRecordId: body.verificationId}];
      }
      case '/verifications/social':
        return [201, {...this.#record({type: 'Social'}), authorizationUri: `${body.redirectUri}?${new URLSearchParams({code: 'c1', state: body.state})}`}];
      case '/verifications/social/verify':
        records.get(body.verificationRecordId).isVerified = body.connectorData.code === 'c1';
        return [200, {verificationRecordId: body.verificationRecordId}];
      default:
        return refuse(404, 'entity.not_found');
    }
  }

  #operate(key, body, isProved) {
    const state = this.#state;
    const {account} = state;
    const proved = (act) => (isProved || !account.hasSecurityVerificationMethod ? act() : refuse(401, 'verification_record.permission_denied'));
    const id = key.split('/').at(-1);
    const bound = (name, column) =>
      proved(() => {
        if (!state.records.get(body.newIdentifierVerificationRecordId)?.isVerified) return refuse(400, 'verification_record.not_found');
        if (body[name].startsWith('taken')) return refuse(422, `user.${name}_already_in_use`);
        account[column] = body[name];
        return [204];
      });
    const link = () => {
      account.identities.github = {userId: 'h1', details: {name: 'mina'}};
      return [204];
    };
    const removed = (list, of = (one) => one.id) =>
      proved(() => {
        state[list] = state[list].filter((one) => of(one) !== id);
        return [204];
      });
    switch (key) {
      case 'GET /my-account':
        return [200, account];
      case 'PATCH /my-account':
        if (!('username' in body)) return [200, Object.assign(account, body)];
        return proved(() => (body.username.startsWith('taken') ? refuse(422, 'user.username_already_in_use') : [200, Object.assign(account, body)]));
      case 'POST /my-account/user-assets/avatar':
        return body.includes('name="file"') ? [200, {url: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=='}] : refuse(400, 'guard.mime_type_not_allowed');
      case 'PATCH /my-account/profile':
        return [200, Object.assign(account.profile, body)];
      case 'POST /my-account/password':
        if (body.password.startsWith('leaked')) return refuse(422, 'password.rejected', [{code: 'password_rejected.pwned'}]);
        return proved(() => {
          Object.assign(account, {hasPassword: true, hasSecurityVerificationMethod: true});
          return [204];
        });
      case 'POST /my-account/primary-email':
        return bound('email', 'primaryEmail');
      case 'POST /my-account/primary-phone':
        return bound('phone', 'primaryPhone');
      case 'DELETE /my-account/primary-email':
        return proved(() => ((account.primaryEmail = null), [204]));
      case 'DELETE /my-account/primary-phone':
        return proved(() => refuse(400, 'user.last_sign_in_method_required'));
      case 'POST /my-account/identities':
      case 'PUT /my-account/identities':
        return proved(link);
      case 'GET /my-account/mfa-verifications':
        return [200, state.factors];
      case 'GET /my-account/mfa-settings':
        return [200, {skipMfaOnSignIn: state.skipMfaOnSignIn}];
      case 'PATCH /my-account/mfa-settings':
        return proved(() => [200, {skipMfaOnSignIn: (state.skipMfaOnSignIn = body.skipMfaOnSignIn)}]);
      case 'POST /my-account/mfa-verifications/totp-secret/generate':
        return [200, {secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'}];
      case 'PUT /my-account/mfa-verifications/totp':
        if (body.code === '000000') return refuse(400, 'session.mfa.invalid_totp_code');
        return proved(() => [204]);
      case 'POST /my-account/mfa-verifications/backup-codes/generate':
        return [200, {codes: Array.from({length: 10}, () => randomBytes(5).toString('hex'))}];
      case 'GET /my-account/mfa-verifications/backup-codes':
        return proved(() => [200, {codes: Array.from({length: 10}, (_, i) => ({code: `••••••${1000 + i}`, usedAt: i < 2 ? '2026-10-01T10:00:00.000Z' : null}))}]);
      case 'POST /my-account/mfa-verifications':
        return proved(() => [204]);
      case 'GET /my-account/export':
        return proved(() => [200, {exportedAt: '2026-11-30T10:00:00.000Z', account}]);
      case 'POST /my-account/deletion':
        return proved(() => {
          if (state.isLastAdministrator) return refuse(422, 'console.last_administrator');
          return [200, {deletesAt: Date.UTC(2026, 11, 14, 12)}];
        });
      case 'GET /my-account/sessions':
        return proved(() => [200, {sessions: state.sessions}]);
      case 'DELETE /my-account/sessions':
        return proved(() => ((state.sessions = state.sessions.filter(({isCurrent}) => isCurrent)), [204]));
      case 'GET /my-account/grants':
        return proved(() => [200, {grants: state.grants}]);
      case 'GET /my-account/sign-ins':
        return proved(() => [200, {signIns: state.signIns}]);
      case 'GET /my-account/trusted-devices':
        return proved(() => [200, state.devices]);
      default:
        break;
    }
    if (/^POST .*\/report$/.test(key)) return proved(() => [200, {isPasswordExpired: !account.primaryPhone}]);
    if (key.startsWith('DELETE /my-account/sessions/')) return removed('sessions', ({payload}) => payload.uid);
    if (key.startsWith('DELETE /my-account/grants/')) return removed('grants');
    if (key.startsWith('DELETE /my-account/trusted-devices/')) return removed('devices');
    if (key.startsWith('DELETE /my-account/mfa-verifications/')) return removed('factors');
    if (key.startsWith('DELETE /my-account/identities/')) return proved(() => (delete account.identities[id], [204]));
    if (/^PATCH .*\/name$/.test(key)) {
      return proved(() => {
        state.factors.find((factor) => key.includes(`/${factor.id}/`)).name = body.name;
        return [200];
      });
    }
    return refuse(404, 'entity.not_found');
  }
}
