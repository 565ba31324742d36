// Second factors in the console: chosen, with a policy and what users will see of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { button, heading, look, openConsole, saved } from '../lib/console.mjs';
import { Management } from '../lib/management.mjs';
import { Server } from '../lib/server.mjs';

let server;
let management;
let browser;
let page;

before(async () => {
  // The proxy tells bots and countries, and no coordinates.
  server = await Server.start({
    TRUST_PROXY_HEADER: '1',
    INJECTED_HEADER_MAPPING_JSON: JSON.stringify({ country: 'x-country', botScore: 'x-bot-score' }),
  });
  management = await Management.open(server);
  browser = await launch('console_mfa');
  page = await openConsole(browser, server, { path: '/mfa' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const tick = (name) => page.getByRole('checkbox', { name, exact: true }).check();
const choose = (name) => page.getByRole('radio', { name, exact: true }).check();
const steps = async (situation) =>
  (await page.getByRole('list', { name: situation, exact: true }).getByRole('listitem').allInnerTexts()).map(
    (text) => text.split('\n')[0],
  );

test('without a factor there is one step, and no policy to choose', async () => {
  await page.getByText('Choose a factor first').waitFor();
  assert.ok(await page.getByRole('radio', { name: 'Required', exact: true }).isDisabled());
  assert.deepEqual(await steps('Registration'), ['Password or code', 'Signed in']);
  await look(page, '01-off');
});

test('backup codes alone are refused beside the factors', async () => {
  await tick('Backup codes');
  await button(page, 'Save changes').click();
  await page.getByText('Backup codes need another factor').waitFor();
  await look(page, '02-alone');
});

test('the preview follows the policy', async () => {
  await tick('Authenticator app');
  assert.equal(await page.getByText('Backup codes need another factor').count(), 0);
  assert.deepEqual(await steps('Registration'), [
    'Password or code',
    'Set up a factor, or skip',
    'Save the backup codes',
    'Signed in',
  ]);
  await choose('Required');
  assert.equal((await steps('Registration'))[1], 'Set up a factor');
  await choose('Offered at sign-in');
  assert.deepEqual(await steps('Registration'), ['Password or code', 'Signed in']);
  assert.deepEqual(await steps('Sign-in with a factor'), ['Password or code', 'Use a factor', 'Signed in']);
  await look(page, '03-offered');
});

test('factors and policy are saved', async () => {
  await choose('Required');
  await page.getByRole('switch', { name: 'Ask members to set up a factor' }).check();
  await saved(page);
  const { mfa } = await management.get('/sign-in-exp');
  assert.deepEqual(mfa, {
    factors: ['Totp', 'BackupCode'],
    policy: 'Mandatory',
    organizationRequiredMfaPolicy: 'Mandatory',
  });
  await look(page, '04-saved');
});

test('a factor can be asked for only when a sign-in looks unusual', async () => {
  await choose('Ask only when a sign-in looks unusual');
  await page.getByText('the user has not signed in for more than 30 days').waitFor();
  await page.getByText('The server knows countries, but no distances').waitFor();
  const unchecked = page.getByRole('listitem').filter({ hasText: 'not checked' });
  assert.deepEqual(
    (await unchecked.allInnerTexts()).map((text) => text.slice(0, 25)),
    ['it is too far from the la'],
  );
  assert.deepEqual(await steps('Sign-in with a factor'), ['Password or code', 'Signed in']);
  assert.deepEqual(await steps('Unusual sign-in with a factor'), ['Password or code', 'Use a factor', 'Signed in']);
  await saved(page);
  const on = await management.get('/sign-in-exp');
  assert.equal(on.mfa.policy, 'PromptAtSignInAndSignUpMandatory');
  assert.deepEqual(on.adaptiveMfa, { enabled: true });
  await look(page, '07-adaptive');
  await choose('Required');
  await saved(page);
  assert.deepEqual((await management.get('/sign-in-exp')).adaptiveMfa, { enabled: false });
});

test('signing in with a passkey is one step', async () => {
  await page.getByRole('switch', { name: 'Users can sign in with a passkey' }).check();
  await page.getByRole('switch', { name: 'Suggest passkeys in the username field' }).check();
  assert.deepEqual(await steps('Sign-in with a passkey'), ['Fingerprint, face or screen lock', 'Signed in']);
  await button(page, 'Discard').click();
});

test('a code that signs in is not offered as the second factor', async () => {
  const { signIn } = await management.get('/sign-in-exp');
  const email = { identifier: 'email', password: true, verificationCode: true, isPasswordPrimary: true };
  await management.patch('/sign-in-exp', { signIn: { methods: [...signIn.methods, email] } });
  await page.reload();
  await page.getByText('This code is already the first step').waitFor();
  assert.ok(await page.getByRole('checkbox', { name: 'Code by email', exact: true }).isDisabled());
});

test('an organization requires a second factor of its members', async () => {
  const { id } = await management.post('/organizations', { name: 'Bank' });
  await page.goto(`${server.demo.adminEndpoint}/console/organizations/${id}`);
  await heading(page, 'Bank').waitFor();
  await page.getByRole('switch', { name: 'Require a second factor' }).check();
  await saved(page);
  assert.equal((await management.get(`/organizations/${id}`)).isMfaRequired, true);
});

test('administrators have factors of their own, and a policy that warns', async () => {
  await page.goto(`${server.demo.adminEndpoint}/console/mfa/administrators`);
  await tick('Authenticator app');
  assert.equal(await page.getByRole('checkbox', { name: 'Code by email', exact: true }).count(), 0);
  await page.getByText('What administrators can use as the second step').waitFor();
  // Nobody registers as an administrator: nothing is said of registration.
  assert.deepEqual(await page.getByRole('radio').evaluateAll((radios) => radios.map(({ value }) => value)), [
    'PromptAtSignInAndSignUp',
    'NoPrompt',
    'Mandatory',
    'PromptAtSignInAndSignUpMandatory',
  ]);
  assert.equal(await page.getByText(/registration/i).count(), 0);
  await choose('Offered at sign-in');
  assert.deepEqual((await steps('Sign-in without a factor yet'))[1], 'Set up a factor, or skip');
  await choose('Required');
  await page.getByText('Set up your own second factor first').waitFor();
  await look(page, '05-administrators');
  await button(page, 'Save changes').click();
  await page.getByText('Set up a second factor for your own account first').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('in Korean, dark and on a telephone', async () => {
  const window = await openConsole(browser, server, {
    path: '/mfa',
    locale: 'ko-KR',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await window.getByText('사용자가 보는 단계').waitFor();
  await look(window, '06-korean');
  assert.deepEqual(window.complaints, []);
  await window.context().close();
});
