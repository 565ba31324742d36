// The settings in the console: the sign-in pages beside their preview, security, keys, and the tenant as a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, field, heading, look, openConsole, pick, saved, tab } from '../lib/console.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;

before(async () => {
  server = await Server.start();
  management = await Management.open(server);
  browser = await launch('console_settings');
  page = await openConsole(browser, server, {
    path: '/sign-in-experience',
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const dialog = () => page.getByRole('dialog');
const submit = () => dialog().locator('[type=submit]').click();
const previewed = () => page.frameLocator('iframe');
const experience = () => management.get('/sign-in-exp');
const open = (path) => page.goto(`${server.demo.adminEndpoint}/console/${path}`);

// Computed styles of the framed page, which is redrawn a moment after an input.
const eventually = async (read, wanted) => {
  const deadline = Date.now() + 10_000;
  let seen = await read();
  while (seen !== wanted && Date.now() < deadline) {
    await page.waitForTimeout(100);
    seen = await read();
  }
  assert.equal(seen, wanted);
};
const variable = (name) => () =>
  previewed()
    .locator('html')
    .evaluate((html, property) => getComputedStyle(html).getPropertyValue(property), name);
const spacing = () => previewed().locator('h1').evaluate((h1) => getComputedStyle(h1).letterSpacing);

test('the preview is the real page, drawn with what is not saved', async () => {
  await previewed().locator('[name=password]').waitFor();
  await field(page, 'Brand color').fill('#d9480f');
  await eventually(variable('--primary'), '#d9480f');
  await page.getByRole('textbox', { name: 'CSS' }).fill('h1 {letter-spacing: 4px}');
  await eventually(spacing, '4px');
  await page.getByText(/^Buttons use #/).first().waitFor();
  await button(page, 'Preview in dark mode').click();
  await button(page, 'Preview on a desktop').click();
  await page.getByText('Register', { exact: true }).click();
  await previewed().locator('html[data-theme=dark] h1').waitFor();
  await eventually(spacing, '4px');
  await look(page, '01-branding');
  assert.equal((await experience()).color.primaryColor, '#2f6f5e');
});

test('an address that is none is told, and leaving asks', async () => {
  await field(page, 'Logo').fill('not an address');
  await field(page, 'Brand color').focus();
  await page.getByText('Enter a full URL').waitFor();
  await tab(page, 'Content').click();
  await page.getByText('Leave without saving?').waitFor();
  await look(page, '02-leave');
  await button(page, 'Stay').click();
  await field(page, 'Logo').fill('');
  await saved(page);
  const { color, customCss } = await experience();
  assert.equal(color.primaryColor, '#d9480f');
  assert.equal(customCss, 'h1 {letter-spacing: 4px}');
  await page.reload();
  await field(page, 'Brand color').waitFor();
  assert.equal(await field(page, 'Brand color').inputValue(), '#d9480f');
  await eventually(variable('--primary'), '#d9480f');
});

// One red point.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

async function chooseLogo(file) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    button(page, 'Upload a picture: Logo').click(),
  ]);
  await chooser.setFiles(file);
}

test('a logo comes from this computer', async () => {
  const svg = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') };
  await chooseLogo(svg);
  await page.getByText('Files of this type cannot be uploaded.').waitFor();
  await chooseLogo({ name: 'logo.png', mimeType: 'image/png', buffer: png });
  const begin = `${server.endpoint}/user-assets/`;
  await eventually(async () => (await field(page, 'Logo').inputValue()).startsWith(begin), true);
  await saved(page);
  const { logoUrl } = (await experience()).branding;
  const shown = await fetch(logoUrl);
  assert.equal(shown.status, 200);
  assert.equal(shown.headers.get('content-type'), 'image/png');
  await look(page, '02-logo');
});

test('who registers has to be able to come back', async () => {
  await tab(page, 'Sign-up and sign-in').click();
  await button(page, 'Add a method').click();
  await page.getByRole('menuitem', { name: 'Email', exact: true }).click();
  await previewed().getByText('Username or email address').waitFor();
  assert.equal(await button(page, 'Users register with it: Username').isDisabled(), true);
  await page.getByLabel('Email: Password').uncheck();
  await button(page, 'Save changes').click();
  await page.getByText('Choose a password or a verification code for each method.').waitFor();
  await look(page, '03-sign-in');
  await page.getByLabel('Email: Password').check();
  await field(page, 'Terms of use').fill('https://shop.example/terms');
  await page.getByLabel('Checkbox at registration', { exact: true }).check();
  await previewed().getByText('Terms of use').waitFor();
  await saved(page);
  const stored = await experience();
  assert.deepEqual(stored.signIn.methods.map(({ identifier }) => identifier), ['username', 'email']);
  assert.deepEqual(stored.signUp.identifiers, ['username']);
  assert.equal(stored.agreeToTermsPolicy, 'ManualRegistrationOnly');
});

test('addresses register, sign in with codes, and recover', async () => {
  await page.getByLabel('Email address', { exact: true }).first().check();
  await page.getByRole('checkbox', { name: 'Username', exact: true }).check();
  await page.getByLabel('Email: Verification code').check();
  await page.getByText('Code first').click();
  await button(page, 'Move Email up').click();
  await page.getByLabel('Code by email').check();
  await page.getByLabel('Code by text message').uncheck();
  await look(page, '03b-codes');
  await saved(page);
  const { signUp, signIn, forgotPasswordMethods } = await experience();
  assert.deepEqual(signUp, {
    identifiers: ['email'],
    password: true,
    verify: true,
    secondaryIdentifiers: [{ identifier: 'username', verify: false }],
  });
  assert.deepEqual(signIn.methods, [
    { identifier: 'email', password: true, verificationCode: true, isPasswordPrimary: false },
    { identifier: 'username', password: true, verificationCode: false, isPasswordPrimary: true },
  ]);
  assert.deepEqual(forgotPasswordMethods, ['EmailVerificationCode']);
});

test('without a password, codes are all there is', async () => {
  await page.getByRole('switch', { name: 'Ask for a password' }).uncheck();
  assert.equal(await page.getByLabel('Email: Verification code').isDisabled(), true);
  await button(page, 'Discard').click();
  assert.equal(await page.getByRole('switch', { name: 'Ask for a password' }).isChecked(), true);
});

test('texts are said in a tenant’s own words, also in a new language', async () => {
  await tab(page, 'Content').click();
  await page.getByLabel('Search names and texts').fill('create account');
  await page.getByLabel('Your text for signIn.register').fill('Join us');
  await previewed().getByText('Join us').waitFor();
  await look(page, '04-texts');
  await button(page, 'Add a language').click();
  await dialog().locator('input').first().fill('Dutch');
  await page.getByRole('option', { name: 'Dutch · nl', exact: true }).click();
  await look(page, '05-language');
  await submit();
  await page.getByLabel('Search names and texts').fill('signIn.headline');
  await page.getByLabel('Your text for signIn.headlineApp').fill('Inloggen');
  await page.getByText('Missing {app}').waitFor();
  await page.getByLabel('Your text for signIn.headlineApp').fill('');
  await page.getByLabel('Your text for signIn.headline', { exact: true }).fill('Inloggen');
  await previewed().getByText('Inloggen').waitFor();
  await look(page, '06-dutch');
  await saved(page);
  assert.deepEqual((await management.get('/custom-phrases/nl')).translation, { signIn: { headline: 'Inloggen' } });
  assert.equal((await management.get('/custom-phrases/en')).translation.signIn.register, 'Join us');
});

test('a language can go again', async () => {
  await button(page, 'Remove this language').click();
  await saved(page);
  assert.deepEqual((await management.get('/custom-phrases')).map(({ languageTag }) => languageTag), ['en']);
});

const addField = async (name, fill) => {
  await button(page, 'Add field').click();
  await dialog().locator('[data-path=name]').fill(name);
  await fill();
  await submit();
  await dialog().waitFor({ state: 'detached' });
};

test('profile fields are made, ordered, left out and deleted', async () => {
  await tab(page, 'Profile fields').click();
  await heading(page, 'No profile fields yet').waitFor();
  await look(page, '07-no-fields');
  await addField('fullname', () => page.getByRole('option', { name: 'fullname', exact: true }).click());
  await addField('company', () => dialog().locator('[data-path=label]').fill('Company'));
  await button(page, 'Add field').click();
  await dialog().locator('[data-path=name]').fill('username');
  await submit();
  await dialog().locator('[aria-invalid=true]').waitFor();
  await look(page, '08-reserved-name');
  await dialog().locator('[data-path=name]').fill('birthdate');
  await page.getByRole('option', { name: 'birthdate', exact: true }).click();
  await submit();
  await dialog().waitFor({ state: 'detached' });
  await button(page, 'Move birthdate up').click();
  await page.getByRole('listitem').filter({ hasText: 'Company' }).getByRole('switch').uncheck();
  await look(page, '09-fields');
  await saved(page);
  assert.deepEqual((await experience()).signUpProfileFields, [{ name: 'fullname' }, { name: 'birthdate' }]);
  await button(page, 'Delete company').click();
  await submit();
  await page.getByText('Company').first().waitFor({ state: 'detached' });
  const fields = await management.get('/custom-profile-fields');
  assert.deepEqual(fields.map(({ name }) => name), ['fullname', 'birthdate']);
});

test('a password is tried by the rules that were saved', async () => {
  await open('security');
  await field(page, 'Minimum length').fill('12');
  await field(page, 'Maximum length').fill('10');
  await field(page, 'Minimum length').focus();
  await page.getByText('Enter a number from 12 to 256.').waitFor();
  await field(page, 'Maximum length').fill('64');
  await page.locator('input[type=password]').fill('alice123');
  await page.getByText('The saved rules are used.').waitFor();
  await saved(page);
  await button(page, 'Check').click();
  await page.getByText('Use at least 12 characters.').waitFor();
  await look(page, '10-passwords');
  await page.locator('input[type=password]').fill('correct horse battery');
  await button(page, 'Check').click();
  await page.getByText('Password accepted').waitFor();
  assert.deepEqual((await experience()).passwordPolicy.length, { min: 12, max: 64 });
  assert.equal((await experience()).signOutOnPasswordChange, true);
  await page.getByRole('switch', { name: 'Sign out everywhere else' }).uncheck();
  await saved(page);
  assert.equal((await experience()).signOutOnPasswordChange, false);
});

test('attempts, sessions and user names have limits', async () => {
  await tab(page, 'Lockout').click();
  await field(page, 'Maximum attempts').fill('5');
  await saved(page);
  await field(page, 'Identifiers').fill('alice');
  await page.keyboard.press('Enter');
  await button(page, 'Unlock').click();
  await page.getByText('1 identifier unlocked').waitFor();
  await look(page, '11-lockout');
  await tab(page, 'Sessions').click();
  await field(page, 'Lifetime').fill('400');
  await button(page, 'Save changes').click();
  await page.getByText('Enter a number from 1 to 365.').waitFor();
  await field(page, 'Lifetime').fill('7');
  await saved(page);
  assert.equal((await management.get('/configs/oidc/session')).ttl, 7 * 24 * 3600);
  await tab(page, 'Usernames').click();
  for (const kind of ['Lowercase letters', 'Uppercase letters', 'Underscore']) await page.getByLabel(kind).uncheck();
  await button(page, 'Save changes').click();
  await page.getByText('Allow letters or the underscore').waitFor();
  await page.getByLabel('Lowercase letters').check();
  await saved(page);
  assert.equal((await experience()).usernamePolicy.allowedChars.uppercase, false);
  assert.equal((await experience()).sentinelPolicy.maxAttempts, 5);
});

test('passwords expire only while they can be replaced', async () => {
  await tab(page, 'Passwords').click();
  await page.getByRole('switch', { name: 'Passwords expire' }).check();
  await field(page, 'Valid for (days)').fill('30');
  await saved(page);
  assert.equal((await experience()).passwordExpiration.validPeriodDays, 30);
  await open('sign-in-experience/sign-in');
  await page.getByLabel('Code by email').uncheck();
  await button(page, 'Save changes').click();
  await page.getByText('Password expiration needs a way to reset passwords.').waitFor();
  await look(page, '11a-recovery');
  await button(page, 'Discard').click();
  await open('security');
  await page.getByRole('switch', { name: 'Passwords expire' }).uncheck();
  await saved(page);
  assert.equal((await experience()).passwordExpiration.enabled, false);
});

test('codes have a lifetime, and addresses are kept out', async () => {
  await open('security/codes');
  await field(page, 'Lifetime (minutes)').fill('90');
  await button(page, 'Save changes').click();
  await page.getByText('Enter a number from 1 to 60.').waitFor();
  await field(page, 'Lifetime (minutes)').fill('2.5');
  await field(page, 'Maximum attempts').fill('3');
  await saved(page);
  assert.deepEqual((await experience()).verificationCodePolicy, { expirationDuration: 150, maxRetryAttempts: 3 });
  await tab(page, 'Email addresses').click();
  await page.getByRole('switch', { name: 'Block subaddresses' }).check();
  await field(page, 'Blocked addresses').fill('example');
  await page.keyboard.press('Enter');
  await button(page, 'Save changes').click();
  await page.getByText('begins with @: example').waitFor();
  await look(page, '11b-addresses');
  await field(page, 'Blocked addresses').press('Backspace');
  await field(page, 'Blocked addresses').fill('@*.example.com');
  await page.keyboard.press('Enter');
  await saved(page);
  const { emailBlocklistPolicy } = await experience();
  assert.deepEqual(emailBlocklistPolicy.customBlocklist, ['@*.example.com']);
  assert.equal(emailBlocklistPolicy.blockSubaddressing, true);
});

test('keys are rotated, and a previous one is deleted', async () => {
  await open('signing-keys');
  const ring = page.getByRole('region', { name: 'Elliptic curve (EC)' });
  await ring.getByRole('button', { name: 'Rotate' }).click();
  await dialog().getByLabel('After a custom delay').check();
  await look(page, '12-rotate');
  await submit();
  await ring.getByText('Next', { exact: true }).waitFor();
  await ring.getByRole('button', { name: 'Rotate' }).click();
  await dialog().getByLabel('Immediately').check();
  await submit();
  await ring.getByText('Previous', { exact: true }).waitFor();
  await look(page, '13-keys');
  await ring.getByRole('button', { name: /^Delete key/ }).click();
  await submit();
  await ring.getByText('Previous', { exact: true }).waitFor({ state: 'detached' });
  const keys = await management.get('/configs/oidc/private-keys');
  assert.deepEqual(keys.map(({ signingKeyAlgorithm, status }) => `${signingKeyAlgorithm} ${status}`).sort(), [
    'EC Current',
    'RSA Current',
  ]);
});

test('ID tokens hold what is chosen', async () => {
  await tab(page, 'ID token claims').click();
  await page.getByRole('switch', { name: 'custom_data' }).check();
  await pick(page, 'Format', 'Standard (OpenID Connect)');
  await look(page, '13b-id-token');
  await saved(page);
  const { enabledExtendedClaims } = await management.get('/configs/id-token');
  assert.ok(enabledExtendedClaims.includes('custom_data'));
  assert.equal((await experience()).claimsDialect, 'standard');
});

let exported;

test('the tenant is exported, with secrets only after a warning', async () => {
  await open('tenant');
  await look(page, '14-endpoints');
  await tab(page, 'Export').click();
  const secrets = page.getByRole('switch', { name: 'Include secrets' });
  await secrets.check();
  await page.getByText('Anyone with this file can act as your applications').waitFor();
  await look(page, '15-export');
  await secrets.uncheck();
  await button(page, 'Export').click();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
  assert.match(download.suggestedFilename(), /^tenant-\d{4}-\d\d-\d\d\.yaml$/);
  exported = await readFile(await download.path(), 'utf8');
  assert.match(exported, /name: shopper/);
  assert.doesNotMatch(exported, /secrets:/);
});

test('a file is applied as its plan says', async () => {
  await tab(page, 'Import').click();
  const file = page.getByRole('textbox', { name: 'YAML' });
  const plan = button(page, 'Preview changes');
  await file.fill('roles: [\n');
  await plan.click();
  await page.getByText(/The file is not a valid tenant file\. line /).waitFor();
  const upload = page.locator('input[type=file]');
  await upload.setInputFiles({ name: 'tenant.yaml', mimeType: 'application/yaml', buffer: Buffer.from(exported) });
  await plan.click();
  await page.getByText('No changes: the tenant already matches the file.').waitFor();
  await file.fill('roles:\n  - name: shopper\n    description: Shops\n  - name: guest\n    description: Looks\n');
  await page.getByRole('switch', { name: 'Delete items missing from the file' }).check();
  await plan.click();
  await page.getByText('1 to create').waitFor();
  await look(page, '16-plan');
  await button(page, 'Apply 4 changes').click();
  const act = dialog().locator('[type=submit]');
  assert.equal(await act.isDisabled(), true);
  await dialog().getByRole('textbox').fill('remove 2');
  await look(page, '17-confirm');
  await act.click();
  await page.getByText('Changes applied').waitFor();
  await look(page, '18-applied');
  const names = (await management.get('/roles')).map(({ name }) => name);
  assert.ok(names.includes('guest') && names.includes('shopper') && !names.includes('manager'), names.join());
});

const paths = [
  'sign-in-experience',
  'sign-in-experience/sign-in',
  'sign-in-experience/content',
  'security',
  'security/codes',
  'security/emails',
  'signing-keys',
  'tenant',
  'tenant/apply',
];

const visit = async (name, options) => {
  const wide = page;
  page = await openConsole(browser, server, { path: '/tenant', ...options });
  for (const path of paths) {
    await open(path);
    await page.getByRole('tab').first().waitFor();
    await look(page, `${name}-${path.replaceAll('/', '-')}`);
  }
  const { complaints } = page;
  return { narrow: page, wide, complaints };
};

test('the pages fit a telephone, where the preview is a drawer', async () => {
  const { narrow, wide, complaints } = await visit('phone', { viewport: { width: 360, height: 740 } });
  await open('sign-in-experience');
  await button(page, 'Preview').click();
  await previewed().locator('[name=identifier]').waitFor();
  await look(page, 'phone-preview');
  await narrow.context().close();
  page = wide;
  assert.deepEqual(complaints, []);
});

test('the pages are dark and Korean where the reader is', async () => {
  const { narrow, wide, complaints } = await visit('dark-korean', {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    locale: 'ko-KR',
  });
  await open('security');
  await heading(page, '보안').waitFor();
  await narrow.context().close();
  page = wide;
  assert.deepEqual(complaints, []);
});

test('no page has broken its own policy', () => {
  assert.deepEqual(page.complaints, []);
});
