// The built pages with a fake server behind them: node experience/dev/mock.mjs [port] [dist folder]
//
// Pages by their address. The query chooses what the server would know:
//   lang=ko theme=dark|auto color=%23ff8800  with=<names of `variants`, comma-separated>
// The input chooses the answer: experience_api.mjs says how.
import {createHash, createSign, generateKeyPairSync, randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

import {AccountApi, accountContext, variants as accountVariants} from './account_api.mjs';
import {organizationToken} from './organization_api.mjs';
import {ExperienceApi} from './experience_api.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const types = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const settings = () => ({
  languageInfo: {autoDetect: true, fallbackLanguage: 'en'},
  color: {primaryColor: '#6139F6', isDarkModeEnabled: true, darkPrimaryColor: '#8768F8'},
  branding: {},
  termsOfUseUrl: null,
  privacyPolicyUrl: null,
  agreeToTermsPolicy: 'Automatic',
  signIn: {methods: [{identifier: 'username', password: true, verificationCode: false, isPasswordPrimary: true}]},
  signUp: {identifiers: ['username'], password: true, verify: false},
  signInMode: 'SignInAndRegister',
  passwordPolicy: {},
  usernamePolicy: {
    caseSensitive: true,
    minLength: 1,
    maxLength: 128,
    allowedChars: {lowercase: true, uppercase: true, numbers: true, underscore: true},
  },
  customCss: null,
  supportEmail: null,
  supportWebsiteUrl: null,
});

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte';
const logo =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40"><rect width="40" height="40" rx="20" fill="#e4572e"/><text x="50" y="28" font-family="sans-serif" font-size="24" fill="#888">Marble</text></svg>',
  );

// With a password; registering takes a username, or proves the address.
const methods = (...identifiers) => ({signInExperience: {signIn, signUp}}) => {
  const method = {password: true, verificationCode: false, isPasswordPrimary: true};
  signIn.methods = identifiers.map((identifier) => ({identifier, ...method}));
  Object.assign(signUp, {identifiers, verify: !identifiers.includes('username')});
};

// How addresses sign in, beside or instead of a password.
const codes = (changes) => ({signInExperience}) => {
  for (const method of signInExperience.signIn.methods) {
    if (method.identifier !== 'username') Object.assign(method, {verificationCode: true}, changes);
  }
  signInExperience.signUp.verify = true;
};

const text = (name, required, more = {}) => ({name, type: 'Text', required, enabled: true, ...more});

// A field of every type.
const form = [
  {name: 'fullname', type: 'Fullname', required: true, config: {parts: [text('givenName', true), text('familyName', true), {...text('middleName', true), enabled: false}]}},
  {name: 'birthdate', type: 'Date', required: true, config: {format: 'yyyy-MM-dd'}},
  {name: 'company', type: 'Text', label: 'Company', description: 'As it stands on invoices.', required: true, config: {placeholder: 'Marble Ltd.', minLength: 2, maxLength: 20}},
  {name: 'seats', type: 'Number', label: 'Seats', required: false, config: {minValue: 1, maxValue: 500}},
  {name: 'plan', type: 'Select', label: 'Plan', required: true, config: {options: [{value: 'free', label: 'Free'}, {value: 'pro'}]}},
  {name: 'website', type: 'Url', required: false, config: {placeholder: 'https://'}},
  {name: 'badge', type: 'Regex', label: 'Badge number', required: false, config: {format: '^[A-Z]{2}[0-9]{3}$', placeholder: 'AB123'}},
  {name: 'address', type: 'Address', description: 'Where we send the badge.', required: false, config: {parts: [text('streetAddress', true), text('locality', true), text('postalCode', false)]}},
  {name: 'news', type: 'Checkbox', label: 'Send me the newsletter', required: false, config: {defaultValue: 'true'}},
  {name: 'rules', type: 'Checkbox', label: 'I have read the house rules', required: true},
];

// A picture, with the field that comes after it.
const picture = [
  {name: 'avatar', type: 'Url', required: true},
  {name: 'company', type: 'Text', label: 'Company', required: false},
];

const passkeys = (changes) => ({signInExperience}) =>
  (signInExperience.passkeySignIn = {...signInExperience.passkeySignIn, enabled: true, ...changes});

const service = (id, name, more = {}) => ({id, target: id, name: {en: name}, logo, logoDark: null, platform: 'Universal', ...more});
const services = (...connectors) => ({signInExperience}) => (signInExperience.socialConnectors = connectors);

const company = (id, connectorName, more = {}) => ({id, connectorName, logo, ...more});

const variants = {
  sso: ({signInExperience}) =>
    Object.assign(signInExperience, {
      singleSignOnEnabled: true,
      ssoConnectors: [company('acme', 'Acme'), company('globex', 'Globex', {logo: 'nothing'}), company('saml', 'Initech')],
    }),
  one_tap: ({signInExperience}) =>
    (signInExperience.googleOneTap = {isEnabled: true, autoSelect: false, closeOnTapOutside: true, itpSupport: true, clientId: 'client-1', connectorId: 'google'}),
  one_tap_off: ({signInExperience}) => (signInExperience.googleOneTap.isEnabled = false),
  sso_off: ({signInExperience}) => (signInExperience.singleSignOnEnabled = false),
  social: services(service('google', 'Google'), service('github', 'GitHub', {logo: 'nothing'})),
  many_social: services(...['Google', 'GitHub', 'Apple', 'Naver', 'Kakao'].map((name) => service(name.toLowerCase(), name))),
  platforms: services(
    service('all', 'Everywhere', {target: 'one'}),
    service('web', 'Browser', {target: 'one', platform: 'Web'}),
    service('native', 'Phone', {platform: 'Native'}),
  ),
  links: ({signInExperience}) => (signInExperience.socialSignIn = {automaticAccountLinking: true}),
  email: methods('email'),
  phone: methods('phone'),
  mail_or_phone: methods('email', 'phone'),
  all: methods('username', 'email', 'phone'),
  no_method: methods(),
  fixed_language: ({signInExperience}) => (signInExperience.languageInfo.autoDetect = false),
  added_language: (context) => (context.languages = ['nl']),
  codes: codes({isPasswordPrimary: false}),
  password_first: codes({}),
  only_codes: codes({password: false}),
  no_password: ({signInExperience}) => (signInExperience.signUp.password = false),
  forgot: ({signInExperience}) => (signInExperience.forgotPassword = {email: true, phone: true}),
  forgot_email: ({signInExperience}) => (signInExperience.forgotPassword = {email: true, phone: false}),
  only_register: ({signInExperience}) => (signInExperience.signInMode = 'Register'),
  invited: (context) => (context.invitation = {organization: '한옥 스튜디오', email: 'new@example.com'}),
  pending: (context) =>
    (context.invitation = {
      id: 'invited',
      status: 'Pending',
      organization: context.application?.name === long ? long : '한옥 스튜디오',
      inviter: '김민아',
      email: 'new@example.com',
      roles: ['editor', 'member'],
    }),
  accepted: (context) => (context.invitation = {status: 'Accepted', organization: '한옥 스튜디오'}),
  ended: (context) => (context.invitation = {status: 'Revoked'}),
  used: (context) => (context.link = {problem: 'used'}),
  hint: (context) => (context.loginHint = 'mina'),
  again: (context) => (context.isSecondSignIn = true),
  terms: ({signInExperience}) => {
    signInExperience.termsOfUseUrl = 'https://example.com/terms';
    signInExperience.privacyPolicyUrl = 'https://example.com/privacy';
    signInExperience.supportEmail = 'help@example.com';
  },
  manual_register: ({signInExperience}) => (signInExperience.agreeToTermsPolicy = 'ManualRegistrationOnly'),
  manual: ({signInExperience}) => (signInExperience.agreeToTermsPolicy = 'Manual'),
  strict: ({signInExperience}) =>
    (signInExperience.passwordPolicy = {length: {min: 12, max: 40}, characterTypes: {min: 3}}),
  no_app: (context) => delete context.application,
  no_register: ({signInExperience}) => (signInExperience.signInMode = 'SignIn'),
  long: (context) => (context.application.name = long),
  logo: ({signInExperience}) => (signInExperience.branding.logoUrl = logo),
  form: ({signInExperience}) => (signInExperience.customProfileFields = form),
  picture: ({signInExperience}) => (signInExperience.customProfileFields = picture),
  passkeys: passkeys({}),
  passkey_button: passkeys({showPasskeyButton: true}),
  autofill: passkeys({allowAutofill: true}),
  broken_logo: ({signInExperience}) => (signInExperience.branding.logoUrl = '/assets/none.png'),
};

const titles = {'identifier-sign-in': 'sign-in', 'identifier-register': 'register'};
const pages = new Set([
  'sign-in', 'register', 'identifier-sign-in', 'identifier-register', 'forgot-password', 'reset-password', 'single-sign-on', 'one-time-token', 'consent', 'device', 'device-success', 'invitation', 'magic-link', 'signed-in', 'signed-out', 'unknown-session', 'home', 'error', 'demo-app',
]);

const previewed = ['sign-in', 'register', 'consent'];

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function phrasesOf(dist, language, folder = 'phrases') {
  const path = join(dist, folder, `${language}.json`);
  return JSON.parse(readFileSync(existsSync(path) ? path : join(dist, folder, 'en.json'), 'utf8'));
}

const directionOf = (language) => (/^(ar|fa|he)\b/.test(language) ? 'rtl' : 'ltr');

function shell(dist, page, query, {preview = false, cookie = ''} = {}) {
  const cookieLanguage = /(?:^|; )_language=([\w-]+)/.exec(cookie)?.[1];
  const language = query.get('lang') ?? cookieLanguage ?? 'en';
  const phrases = phrasesOf(dist, language);
  const context = {
    page,
    language,
    phrases,
    signInExperience: settings(),
    application: {id: 'app', name: 'Marble Notes'},
  };
  if (page === 'signed-out' || page === 'device-success' || page === 'unknown-session' || page === 'demo-app') delete context.application;
  if (page === 'device') {
    const known = query.get('with')?.includes('known');
    context.device = {xsrf: 'mock', ...(known && {code: 'BCDF-GHJK', ip: '2001:db8:85a3::8a2e:370:7334'})};
    if (query.has('error')) context.device = {xsrf: 'mock', code: 'BCDF-GHJK', error: query.get('error')};
    if (!known) delete context.application;
  }
  if (page === 'home') {
    delete context.application;
    context.home = {host: 'auth.example.com', isKnown: !query.has('unknown'), demo: '/demo-app'};
  }
  if (page === 'error') {
    context.error = {
      code: 'invalid_redirect_uri',
      message: language === 'ko' ? '애플리케이션의 리디렉션 URI가 등록되어 있지 않습니다.' : 'The application used a redirect URI that is not registered.',
      description: "redirect_uri did not match any of the client's registered redirect_uris",
      requestId: 'k3v9t2m8qx7d1c5b',
    };
  }
  for (const name of (query.get('with') ?? '').split(',')) if (Object.hasOwn(variants, name)) variants[name](context);
  if (preview) context.preview = true;
  const {color} = context.signInExperience;
  if (query.has('color')) color.primaryColor = color.darkPrimaryColor = query.get('color');

  const nonce = randomBytes(16).toString('base64url');
  const values = {
    lang: language,
    dir: query.get('dir') ?? directionOf(language),
    theme: query.get('theme') ?? 'light',
    title: escapeHtml(phrases.title[titles[page] ?? page]),
    noscript: escapeHtml(phrases.common.noScript),
    nonce,
    context: JSON.stringify(context).replaceAll('<', '\\u003c'),
  };
  const style = preview ? '' : `<style nonce="${nonce}">:root{--primary:${color.primaryColor};--primary-dark:${color.darkPrimaryColor}}</style>`;
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
    .replace('</head>', () => `${style}</head>`)
    .replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  const hasOneTap = !preview && ['sign-in', 'register'].includes(page) && context.signInExperience.googleOneTap?.isEnabled;
  return {html, nonce, hasOneTap};
}

/** The account center, as the query of its first document chose it: later ones have it from a cookie. */
function accountShell(dist, query, cookie = '') {
  const language = /(?:^|; )_language=([\w-]+)/.exec(cookie)?.[1] ?? query.get('lang') ?? 'en';
  const own = accountContext();
  const context = {
    page: 'account',
    language,
    phrases: phrasesOf(dist, language),
    accountPhrases: phrasesOf(dist, language, 'phrases/account'),
    ...own,
    signInExperience: {...settings(), ...own.signInExperience},
  };
  for (const name of (query.get('with') ?? '').split(',')) accountVariants[name]?.context?.(context);
  const nonce = randomBytes(16).toString('base64url');
  const {color} = context.signInExperience;
  if (query.has('color')) color.primaryColor = color.darkPrimaryColor = query.get('color');
  const values = {
    lang: language,
    dir: query.get('dir') ?? directionOf(language),
    theme: query.get('theme') ?? 'auto',
    title: escapeHtml(context.accountPhrases.account.title),
    noscript: escapeHtml(context.phrases.common.noScript),
    nonce,
    context: JSON.stringify(context).replaceAll('<', '\\u003c'),
  };
  const html = readFileSync(join(dist, 'account.html'), 'utf8')
    .replace('</head>', () => `<style nonce="${nonce}">:root{--primary:${color.primaryColor};--primary-dark:${color.darkPrimaryColor}}</style></head>`)
    .replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  return {html, nonce};
}

const key = generateKeyPairSync('ec', {namedCurve: 'P-256'});
const nonces = new Map();

function idToken(issuer, nonce, audience) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({alg: 'ES256', kid: 'mock'})}.${part({
    sub: '6upzcsjib3yy',
    name: '김민아',
    username: 'mina',
    picture: null,
    email: 'mina@example.com',
    email_verified: true,
    phone_number: null,
    phone_number_verified: false,
    updated_at: Date.now(),
    created_at: 1760000000000,
    roles: ['editor', 'member'],
    organizations: ['x9k2m4'],
    organization_roles: ['x9k2m4:admin'],
    ...(nonce && {nonce}),
    aud: audience,
    exp: now + 3600,
    iat: now,
    iss: issuer,
  })}`;
  const signature = createSign('sha256').update(signed).sign({key: key.privateKey, dsaEncoding: 'ieee-p1363'});
  return `${signed}.${signature.toString('base64url')}`;
}

const consent = (query) => ({
  application: {
    id: 'app',
    name: query.get('with')?.includes('long') ? long : 'Marble Notes',
    branding: {logoUrl: logo},
    ...(query.get('with')?.includes('terms') && {termsOfUseUrl: 'https://example.com/t', privacyPolicyUrl: 'https://example.com/p'}),
  },
  user: {id: '6upzcsjib3yy', name: query.get('with')?.includes('long') ? long : '김민아', username: 'mina', avatar: null, primaryEmail: 'mina@example.com', primaryPhone: null},
  ...(!query.get('with')?.includes('bare') && {
    missingOIDCScope: ['openid', 'profile', 'email', 'offline_access', 'urn:logto:scope:organizations'],
    missingResourceScopes: [
      {
        resource: {id: 'r', name: 'Documents API', indicator: 'https://docs.example'},
        scopes: [
          {id: '1', name: 'read:docs', description: 'Read your documents'},
          {id: '2', name: 'write:docs', description: null},
        ],
      },
    ],
    organizations: [
      {id: 'o1', name: '한옥 스튜디오', missingResourceScopes: [{resource: {id: 'r', name: 'Documents API', indicator: ''}, scopes: [{id: '3', name: 'invite', description: 'Invite members'}]}]},
      {id: 'o2', name: 'Acme International'},
    ],
  }),
  redirectUri: 'https://notes.marble.example/callback',
});

function consentApi(method, query) {
  if (method !== 'GET') return [200, {redirectTo: '/signed-out'}];
  const isFailing = query.get('with')?.includes('failing');
  return isFailing ? [500, {code: 'mock.failure', message: '(mock.failure)'}] : [200, consent(query)];
}

function oidc(path, url, body, origin, done, redirect) {
  const issuer = `${origin}/oidc`;
  const audience = body.client_id ?? 'demo-app';
  const tokens = (nonce) => ({
    access_token: body.organization_id ? organizationToken(body.organization_id) : audience === 'account-center' ? 'good' : randomBytes(20).toString('base64url'),
    refresh_token: randomBytes(20).toString('base64url'),
    id_token: idToken(issuer, nonce, audience),
    scope: 'openid offline_access profile email roles',
    expires_in: 3600,
    token_type: 'Bearer',
  });
  switch (path) {
    case '/.well-known/openid-configuration':
      return done(200, {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        end_session_endpoint: `${issuer}/session/end`,
        jwks_uri: `${issuer}/jwks`,
      });
    case '/jwks':
      return done(200, {keys: [{...key.publicKey.export({format: 'jwk'}), kid: 'mock', alg: 'ES256', use: 'sig'}]});
    case '/auth': {
      const code = randomBytes(16).toString('base64url');
      nonces.set(code, url.searchParams);
      const page = url.searchParams.get('client_id') === 'account-center' ? 'account' : 'demo-app';
      return redirect(`/${page}?code=${code}&state=${url.searchParams.get('state')}&iss=${encodeURIComponent(issuer)}`);
    }
    case '/token': {
      if (body.grant_type === 'refresh_token') return done(200, tokens());
      const request = nonces.get(body.code);
      nonces.delete(body.code);
      const challenge = createHash('sha256').update(body.code_verifier ?? '').digest('base64url');
      if (request?.get('code_challenge') !== challenge) return done(400, {error: 'invalid_grant', error_description: 'grant request is invalid'});
      return done(200, tokens(request.get('nonce')));
    }
    case '/me':
      return done(200, {
        sub: '6upzcsjib3yy',
        name: '김민아',
        username: 'mina',
        email: 'mina@example.com',
        custom_data: {plan: 'pro', seats: 12, features: {beta: true}},
        organization_data: [{id: 'x9k2m4', name: '한옥 스튜디오', description: null}],
      });
    case '/device':
      if (body.abort) return redirect('/device?error=aborted');
      return redirect(body.confirm ? '/device-success' : '/device?with=known');
    case '/session/end':
      return redirect(url.searchParams.get('post_logout_redirect_uri') ?? '/signed-out');
    default:
      return done(404, {error: 'invalid_request', error_description: 'unrecognized route or not allowed method'});
  }
}

/** JSON, or a form with a file as it came. */
function bodyOf({headers}, text) {
  if (headers['content-type']?.startsWith('multipart/')) return text;
  return text ? JSON.parse(text) : undefined;
}

export function startMock(port = 0, dist = resolve(here, '../dist')) {
  const experience = new ExperienceApi();
  const accounts = new AccountApi();
  const server = createServer(async (request, response) => {
    const origin = `http://${request.headers.host}`;
    const url = new URL(request.url, origin);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const done = (status, body, headers) => {
      response.writeHead(status, {'content-type': types['.json'], 'cache-control': 'no-store', ...headers});
      response.end(body && JSON.stringify(body));
    };
    const redirect = (location) => response.writeHead(303, {location}).end();

    if (/^\/api\/(my-account|my-organization|verifications)/.test(url.pathname)) {
      const path = url.pathname.slice(4) + url.search;
      const answer = () => accounts.answer(request.method, path, bodyOf(request, text), request.headers);
      return void setTimeout(() => done(...answer()), Number(process.env.DELAY ?? 150));
    }
    if (url.pathname.startsWith('/api/')) {
      // The scenario is in the query of the page that asks.
      const query = new URL(request.headers.referer ?? origin).searchParams;
      const path = url.pathname.slice(4);
      const wants = (query.get('with') ?? '').split(',');
      if (path === '/.well-known/phrases') {
        const language = url.searchParams.get('lng');
        if (wants.includes('no_phrases')) return done(500);
        response.setHeader('content-language', language);
        return done(200, {translation: phrasesOf(dist, language)});
      }
      const answer = () =>
        path.startsWith('/interaction/consent')
          ? consentApi(request.method, query)
          : experience.answer(request.method, path, bodyOf(request, text), wants, {origin, host: url.hostname, query: url.searchParams, cookie: request.headers.cookie ?? '', page: query});
      return void setTimeout(() => done(...answer()), Number(process.env.DELAY ?? 150));
    }
    if (url.pathname.startsWith('/oidc/')) {
      return oidc(url.pathname.slice(5), url, Object.fromEntries(new URLSearchParams(text)), origin, done, redirect);
    }
    const preview = url.pathname.startsWith('/console/preview/');
    const page = url.pathname.slice(preview ? '/console/preview/'.length : 1);
    const show = (shown) => {
      const scenario = decodeURIComponent(/mock_account=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
      const isNew = url.searchParams.has('with') || url.searchParams.has('lang');
      const query = shown === 'account' && !isNew ? new URLSearchParams(scenario) : url.searchParams;
      if (shown === 'account' && isNew) accounts.reset((query.get('with') ?? '').split(','));
      const {html, nonce, hasOneTap} = shown === 'account' ? accountShell(dist, query, isNew ? '' : request.headers.cookie) : shell(dist, shown, query, {preview, cookie: request.headers.cookie});
      response.writeHead(200, {
        ...(shown === 'account' && isNew && {'set-cookie': `mock_account=${encodeURIComponent(url.search.slice(1))}; path=/`}),
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          `default-src 'none'; script-src 'nonce-${nonce}'${hasOneTap ? ' https://accounts.google.com/gsi/client' : ''}; ` +
          `style-src 'nonce-${nonce}'; img-src 'self' https: data:; ` +
          (preview
            ? "connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
            : "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
      });
      return response.end(html);
    };
    if (page === 'picture.svg') {
      response.writeHead(200, {'content-type': types['.svg']});
      return response.end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="2" height="2" fill="#e4572e"/></svg>');
    }
    if (page === '') return redirect('/sign-in');
    if (page === 'account' || page.startsWith('account/')) return show('account');
    // As the server does with a service's form.
    if (page.startsWith('callback/') && request.method === 'POST') return redirect(`/${page}?${new URLSearchParams(text)}`);
    if (page.startsWith('callback/')) return show('callback');
    if (page.startsWith('single-sign-on/')) return show('single-sign-on');
    if (page.startsWith('direct/')) return show('direct');
    if (preview ? previewed.includes(page) : pages.has(page)) return show(page);
    const file = resolve(dist, page);
    if (!file.startsWith(`${dist}/`) || !existsSync(file) || !types[extname(file)]) return done(404, {code: 'not_found'});
    response.writeHead(200, {'content-type': types[extname(file)]});
    response.end(readFileSync(file));
  });
  return new Promise((ready) => server.listen(port, '127.0.0.1', () => ready(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startMock(Number(process.argv[2] ?? 3900), process.argv[3] && resolve(process.argv[3]));
  console.log(`http://localhost:${server.address().port}/sign-in`);
}
