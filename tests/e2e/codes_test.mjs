// People help themselves: register with a code, sign in by password, forget it and set a new one, by e-mail
// and by text message, with what a new installation has: the demo app and the development mailbox.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openWindow, shoot } from './lib/chromium.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Management } from './lib/management.mjs';
import { Server } from './lib/server.mjs';

const first = 'Gate-keeper 4711';
const second = 'Roof-tiles 1592';

let server;
let management;
let mailbox;
let browser;

before(async () => {
  server = await Server.start({ LOG_LEVEL: 'error' });
  management = await Management.open(server);
  mailbox = new Mailbox(management);
  browser = await launch('codes');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const method = (identifier, proofs = {}) => ({
  identifier,
  password: true,
  verificationCode: identifier !== 'username',
  isPasswordPrimary: true,
  ...proofs,
});

const allow = (identifier, changes = {}) =>
  management.patch('/sign-in-exp', {
    signIn: { methods: [method('username'), method(identifier)] },
    signUp: { identifiers: [identifier], password: true, verify: true },
    forgotPasswordMethods: null,
    ...changes,
  });

const heading = (page, name) => page.getByRole('heading', { name, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const signedIn = (page) => heading(page, 'You are signed in').waitFor();

async function open(options = {}) {
  const page = await openWindow(browser, options);
  await page.goto(`${server.endpoint}/demo-app`);
  await button(page, options.locale === 'ko-KR' ? '로그인' : 'Sign in').click();
  await page.locator('[name=identifier]').waitFor();
  return page;
}

async function identify(page, text) {
  await page.fill('[name=identifier]', text);
  await page.keyboard.press('Enter');
}

async function enterCode(page, code) {
  await page.locator('[name=code]').waitFor();
  await page.locator('[name=code]').pressSequentially(code);
}

async function choosePassword(page, password) {
  await page.locator('[name=new-password]').waitFor();
  await page.fill('[name=new-password]', password);
  await page.fill('[name=new-password-again]', password);
  await page.keyboard.press('Enter');
}

async function enterPassword(page, password) {
  await page.locator('[name=password]').waitFor();
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
}

async function signOut(page) {
  await button(page, 'Sign out').click();
  await heading(page, 'Try signing in').waitFor();
}

async function signInAgain(page, identifier) {
  await button(page, 'Sign in').click();
  await page.locator('[name=identifier]').waitFor();
  await identify(page, identifier);
  await heading(page, 'Enter your password').waitFor();
}

const ways = [
  { kind: 'email', typed: 'Ann@Example.com', stored: 'ann@example.com', other: 'bea@example.com' },
  { kind: 'phone', typed: '+82 10-1234-5678', stored: '821012345678', other: '+82 10-8765-4321' },
];

for (const { kind, typed, stored, other } of ways) {
  const field = kind === 'email' ? 'primaryEmail' : 'primaryPhone';
  let page;

  test(`${kind}: somebody registers with a code, and chooses a password`, async () => {
    await allow(kind);
    page = await open({ viewport: { width: 360, height: 740 } });
    await page.getByRole('link', { name: 'Create account' }).click();
    await page.waitForURL(`${server.endpoint}/register**`);
    await identify(page, typed);
    await heading(page, 'Enter the code').waitFor();
    await shoot(page, `${kind}-01-code`);
    const code = await mailbox.nextCode(stored);
    assert.match(code, /^\d{6}$/);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    await enterCode(page, wrong);
    await page.getByText('This code is not right').waitFor();
    await shoot(page, `${kind}-02-wrong-code`);
    await enterCode(page, code);
    await heading(page, 'Set a password').waitFor();
    await choosePassword(page, first);
    await signedIn(page);
    const users = await management.get(`/users?search=${encodeURIComponent(`%${stored}%`)}`);
    assert.deepEqual(users.map((user) => user[field]), [stored]);
    assert.equal(users[0].hasPassword, true);
  });

  test(`${kind}: and signs in by password, and with a code instead`, async () => {
    await signOut(page);
    await signInAgain(page, typed);
    await shoot(page, `${kind}-03-password`);
    await enterPassword(page, first);
    await signedIn(page);
    await signOut(page);
    await signInAgain(page, typed);
    await button(page, kind === 'email' ? 'Email me a code instead' : 'Text me a code instead').click();
    await enterCode(page, await mailbox.nextCode(stored));
    await signedIn(page);
  });

  test(`${kind}: forgets it, and sets a new one`, async () => {
    await signOut(page);
    await signInAgain(page, typed);
    await button(page, 'Forgot your password?').click();
    await heading(page, 'Reset your password').waitFor();
    assert.notEqual(await page.inputValue('[name=identifier]'), '');
    await page.keyboard.press('Enter');
    await enterCode(page, await mailbox.nextCode(stored));
    await heading(page, 'Set a new password').waitFor();
    await shoot(page, `${kind}-04-reset`);
    await choosePassword(page, second);
    await page.getByText('Your password was changed').waitFor();
    await shoot(page, `${kind}-05-changed`);
    await page.keyboard.press('Enter');
    await heading(page, 'Enter your password').waitFor();
    await enterPassword(page, first);
    await page.getByText('Incorrect sign-in details').waitFor();
    await enterPassword(page, second);
    await signedIn(page);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test(`${kind}: an address without an account gets the same answer, and no code`, async () => {
    const window = await open({ locale: 'ko-KR', colorScheme: 'dark', viewport: { width: 360, height: 740 } });
    await identify(window, typed);
    await heading(window, '비밀번호 입력').waitFor();
    await button(window, '비밀번호를 잊으셨나요?').click();
    const before = await mailbox.countTo(stored);
    await identify(window, other);
    await heading(window, '인증번호 입력').waitFor();
    await shoot(window, `${kind}-06-unknown-korean-dark`);
    // The known one, asked for after it, arrives: the unknown one would have been there before.
    await window.goBack();
    await heading(window, '비밀번호 재설정').waitFor();
    await identify(window, typed);
    await heading(window, '인증번호 입력').waitFor();
    await mailbox.nextCode(stored);
    assert.equal(await mailbox.countTo(stored), before + 1);
    const digits = other.replace(/[^\d]/g, '');
    assert.equal(await mailbox.countTo(kind === 'email' ? other : digits), 0);
    assert.deepEqual(window.complaints, []);
    await window.context().close();
  });

  test(`${kind}: somebody without an account gets one on the way to sign in`, async () => {
    await allow(kind, {
      signIn: { methods: [method(kind, { password: false })] },
      signUp: { identifiers: [kind], password: false, verify: true },
    });
    const window = await open();
    await identify(window, other);
    const to = kind === 'email' ? other : other.replace(/[^\d]/g, '');
    await enterCode(window, await mailbox.nextCode(to));
    await heading(window, 'No account found').waitFor();
    await shoot(window, `${kind}-07-no-account`);
    await button(window, 'Create account').click();
    await signedIn(window);
    await signOut(window);
    await button(window, 'Sign in').click();
    await window.getByRole('link', { name: 'Create account' }).click();
    await window.waitForURL(`${server.endpoint}/register**`);
    await identify(window, other);
    await enterCode(window, await mailbox.nextCode(to));
    await heading(window, 'You already have an account').waitFor();
    await button(window, 'Sign in').click();
    await signedIn(window);
    assert.deepEqual(window.complaints, []);
    await window.context().close();
  });
}
