// Signing in and registering with codes, on the built pages in Chromium against the fake server.
import {describe, expect, test} from 'vitest';

import {bodies, calls, enterCode, focused, heading, identify, inPage, origin, visit, way} from './browser_pages.ts';

const begun = ['PUT ', 'POST /verification/verification-code'];
const verified = ['POST /verification/verification-code/verify', 'POST /identification'];

describe('signing in with a code', () => {
  test('works with the keyboard alone, and leaves nothing of itself behind', () =>
    visit('/sign-in?with=all,codes', async (page) => {
      const made = calls(page);
      await page.keyboard.type('ann@example.com');
      await page.keyboard.press('Enter');
      await heading(page, 'Enter the code').waitFor();
      expect(await page.textContent('.lead')).toBe('Enter the code that we sent to ann@example.com.');
      expect(await page.title()).toBe('Enter the code · Marble Notes');
      await expect.poll(() => focused(page)).toBe('code');
      await page.keyboard.type('123456');
      await page.waitForURL(`${origin}/signed-out`);
      expect(made).toEqual([...begun, ...verified, 'POST /submit']);
      // The step of the code was an entry of its own; the one before was replaced.
      await page.goBack({waitUntil: 'commit'}).catch(() => undefined);
      expect(page.url()).not.toContain('/sign-in');
    }));

  test('sends what the contract says', () =>
    visit('/sign-in?with=phone,only_codes', async (page) => {
      const sent = bodies(page, '/verification/verification-code');
      const verify = bodies(page, '/verification/verification-code/verify');
      await page.selectOption('select', 'KR');
      await identify(page, '010-1234-5678');
      await enterCode(page);
      await page.waitForURL(`${origin}/signed-out`);
      const identifier = {type: 'phone', value: '821012345678'};
      expect(sent).toEqual([{identifier, interactionEvent: 'SignIn'}]);
      expect(verify).toEqual([{identifier, verificationId: expect.any(String), code: '123456'}]);
    }));

  test('takes a code that is pasted with more around it, and tells browsers and phones what it is', () =>
    visit('/sign-in?with=email,only_codes', async (page) => {
      await identify(page, 'ann@example.com');
      const code = page.locator('[name=code]');
      await code.waitFor();
      expect(await code.getAttribute('inputmode')).toBe('numeric');
      expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
      const described = (await code.getAttribute('aria-describedby'))!.split(' ');
      expect(await page.locator(`[id="${described.at(-1)}"]`).textContent()).toContain('ann@example.com');
      await code.fill('Your code is 123456. It works for 10 minutes.');
      expect(await code.inputValue()).toBe('123456');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('takes the code from the message where the browser can read it', () =>
    inPage(async (page) => {
      await page.addInitScript(() => {
        Object.assign(window, {OTPCredential: class {}});
        navigator.credentials.get = () => Promise.resolve({code: '123456'} as unknown as Credential);
      });
      await page.goto(`${origin}/sign-in?with=phone,only_codes`);
      await identify(page, '+82 10 1234 5678');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('shows a wrong code at its field, empties it, and takes the next one', () =>
    visit('/sign-in?with=email,only_codes', async (page) => {
      const made = calls(page);
      await identify(page, 'ann@example.com');
      await enterCode(page, '654321');
      await page.locator('.field-error').filter({hasText: 'This code is not right'}).waitFor();
      const code = page.locator('[name=code]');
      expect(await code.getAttribute('aria-invalid')).toBe('true');
      expect(await code.inputValue()).toBe('');
      expect(await focused(page)).toBe('code');
      expect(await page.getByText('You can request a new code in').count()).toBe(1);
      await page.keyboard.press('Enter');
      expect(await page.textContent('.field-error')).toContain('This code is not right');
      await enterCode(page);
      await page.waitForURL(`${origin}/signed-out`);
      expect(made.filter((call) => call.endsWith('/verify')).length).toBe(2);
    }));

  test.each([
    ['111111', 'has expired'],
    ['222222', 'too often'],
  ])('offers a new code at once after %s', (code, text) =>
    visit('/sign-in?with=email,only_codes', async (page) => {
      await identify(page, 'ann@example.com');
      await enterCode(page, code);
      await page.locator('.field-error').filter({hasText: text}).waitFor();
      await way(page, 'Send a new code').click();
      await page.getByRole('status').filter({hasText: 'We have sent a new code'}).waitFor();
      expect(await page.locator('.field-error').count()).toBe(0);
      expect(await focused(page)).toBe('code');
      await enterCode(page);
      await page.waitForURL(`${origin}/signed-out`);
    }),
  );

  test('says how long to wait after too many attempts', () =>
    visit('/sign-in?with=email,only_codes', async (page) => {
      await identify(page, 'ann@example.com');
      await enterCode(page, '333333');
      await page.getByRole('alert').filter({hasText: 'Please try again in 5 minutes.'}).waitFor();
    }));

  test('counts down to a new code, and says when it is time', () =>
    inPage(async (page) => {
      await page.clock.install();
      await page.goto(`${origin}/sign-in?with=email,only_codes`);
      await identify(page, 'ann@example.com');
      await page.getByText(/^You can request a new code in 5\d s\.$/).waitFor();
      expect(await page.getByRole('status').innerText()).toBe('');
      await page.clock.fastForward(50_000);
      await page.getByText(/^You can request a new code in \d s\.$/).waitFor();
      await page.clock.fastForward(10_000);
      await page.getByRole('status').filter({hasText: 'You can request a new code now.'}).waitFor({state: 'attached'});
      const sent = bodies(page, '/verification/verification-code');
      await way(page, 'Send a new code').click();
      await page.getByText(/^You can request a new code in 5\d s\.$/).waitFor();
      expect(sent).toEqual([{identifier: {type: 'email', value: 'ann@example.com'}, interactionEvent: 'SignIn'}]);
    }));

  test.each([
    ['nobody@nowhere.example', '[role=alert]', 'Codes cannot be sent here'],
    ['failing@example.com', '[role=alert]', 'We could not send the code'],
    ['often@example.com', '[role=alert]', 'Too many codes were requested'],
    ['me+shop@example.com', '.field-error', 'plus sign'],
    ['me@throwaway.example', '.field-error', 'cannot be used here'],
    ['+82 10-9999-0000', '.field-error', 'text messages to this country'],
    ['ann@', '.field-error', 'valid email address'],
  ])('says why no code is sent to %s', (address, place, text) =>
    visit('/sign-in?with=mail_or_phone,only_codes', async (page) => {
      await identify(page, address);
      await page.locator(place).filter({hasText: text}).waitFor();
      expect(await page.locator('[name=code]').count()).toBe(0);
    }),
  );

  test('changes between password and code, and back to another account', () =>
    visit('/sign-in?with=all,password_first', async (page) => {
      await identify(page, 'ann@example.com');
      await heading(page, 'Enter your password').waitFor();
      await expect.poll(() => focused(page)).toBe('password');
      expect(await page.inputValue('[autocomplete=username]')).toBe('ann@example.com');
      await way(page, 'Email me a code instead').click();
      await heading(page, 'Enter the code').waitFor();
      await way(page, 'Use your password instead').click();
      await heading(page, 'Enter your password').waitFor();
      await way(page, 'Use another account').click();
      await page.locator('[name=identifier]').waitFor();
      expect(await page.inputValue('[name=identifier]')).toBe('ann@example.com');
      await identify(page, 'mina');
      await heading(page, 'Enter your password').waitFor();
      expect(await way(page, 'Email me a code instead').count()).toBe(0);
      await page.fill('[name=password]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('goes back step by step with the browser, and stays where it was after a reload', () =>
    visit('/sign-in?with=email,codes', async (page) => {
      await identify(page, 'ann@example.com');
      await heading(page, 'Enter the code').waitFor();
      await page.reload();
      await heading(page, 'Enter the code').waitFor();
      await page.goBack();
      await page.locator('[name=identifier]').waitFor();
      expect(await page.inputValue('[name=identifier]')).toBe('ann@example.com');
      expect(await page.title()).toBe('Sign in · Marble Notes');
      await page.goForward();
      await enterCode(page);
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('tries again without the code after the connection was lost behind it', () =>
    visit('/sign-in?with=email,codes', async (page) => {
      await identify(page, 'ann@example.com');
      await page.locator('[name=code]').waitFor();
      await page.route('**/identification', (route) => route.abort());
      await enterCode(page);
      await page.getByRole('alert').filter({hasText: 'cannot be reached'}).waitFor();
      await page.unroute('**/identification');
      await page.click('[type=submit]');
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('does not say whether the address has an account where nobody can register', () =>
    visit('/sign-in?with=email,only_codes,no_register', async (page) => {
      await identify(page, 'new@example.com');
      await heading(page, 'Enter the code').waitFor();
      expect(await page.textContent('.lead')).toContain('If new@example.com belongs to an account');
      await enterCode(page);
      await heading(page, 'No account found').waitFor();
      expect(await page.locator('[type=submit]').count()).toBe(0);
      await way(page, 'Use another email address').click();
      await page.locator('[name=identifier]').waitFor();
    }));

  test('of a suspended account ends at a page about that', () =>
    visit('/sign-in?with=email,only_codes', async (page) => {
      await identify(page, 'suspended@example.com');
      await enterCode(page);
      await heading(page, 'This account is suspended').waitFor();
    }));
});

describe('an address without an account', () => {
  test('becomes one with the same proof, if the person wants', () =>
    visit('/sign-in?with=email,only_codes', async (page) => {
      const made = calls(page);
      await identify(page, 'new@example.com');
      await enterCode(page);
      await heading(page, 'No account found').waitFor();
      await expect.poll(() => focused(page)).toBe('H1');
      await page.getByRole('button', {name: 'Create account'}).click();
      await page.waitForURL(`${origin}/signed-out`);
      const switched = ['PUT /interaction-event', 'POST /identification', 'POST /submit'];
      expect(made).toEqual([...begun, ...verified, ...switched]);
    }));

  test.each([
    ['terms', 0],
    ['terms,manual_register', 1],
    ['terms,manual', 0],
  ])('asks for what is still to be agreed to: %s', (words, boxes) =>
    visit(`/sign-in?with=email,only_codes,${words}`, async (page) => {
      if (words.endsWith('manual')) await page.getByRole('checkbox').check();
      await identify(page, 'new@example.com');
      await enterCode(page);
      await heading(page, 'No account found').waitFor();
      expect(await page.getByRole('checkbox').count()).toBe(boxes);
      if (boxes) {
        await page.getByRole('button', {name: 'Create account'}).click();
        await page.getByText('Please agree to the terms').waitFor();
        await page.getByRole('checkbox').check();
      }
      await page.getByRole('button', {name: 'Create account'}).click();
      await page.waitForURL(`${origin}/signed-out`);
    }),
  );
});

describe('registering with a code', () => {
  test('proves the address first, then asks for a password', () =>
    visit('/register?with=email,needs_password', async (page) => {
      const made = calls(page);
      const sent = bodies(page, '/verification/verification-code');
      await identify(page, 'new@example.com');
      await enterCode(page);
      await heading(page, 'Set a password').waitFor();
      await expect.poll(() => focused(page)).toBe('new-password');
      await page.fill('[name=new-password]', 'right-horse-9');
      await page.fill('[name=new-password-again]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${origin}/signed-out`);
      expect(made).toEqual([...begun, ...verified, 'POST /submit', 'POST /profile', 'POST /submit']);
      expect(sent).toMatchObject([{interactionEvent: 'Register'}]);
    }));

  test.each(['codes', 'password_first'])('with an address that has an account signs in with the same proof: %s', (words) =>
    visit(`/register?with=email,${words}`, async (page) => {
      const made = calls(page);
      await identify(page, 'ann@example.com');
      await enterCode(page);
      await heading(page, 'You already have an account').waitFor();
      await page.getByRole('button', {name: 'Sign in'}).click();
      await page.waitForURL(`${origin}/signed-out`);
      expect(made.slice(-3)).toEqual(['PUT /interaction-event', 'POST /identification', 'POST /submit']);
    }),
  );

  test('does not offer to sign in where a code is not enough', () =>
    visit('/register?with=email', async (page) => {
      await identify(page, 'ann@example.com');
      await enterCode(page);
      await heading(page, 'You already have an account').waitFor();
      expect(await page.locator('[type=submit]').count()).toBe(0);
      await way(page, 'Use another email address').click();
      await page.locator('[name=identifier]').waitFor();
    }));

  test('with a username shows at once that it is taken, and asks for the password after', () =>
    visit('/register?with=all,codes', async (page) => {
      const made = calls(page);
      await identify(page, 'taken');
      await page.locator('.field-error').filter({hasText: 'already taken'}).waitFor();
      await identify(page, 'mina');
      await heading(page, 'Set a password').waitFor();
      await page.fill('[name=new-password]', 'right-horse-9');
      await page.fill('[name=new-password-again]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${origin}/signed-out`);
      const done = ['POST /profile', 'POST /identification', 'POST /submit'];
      expect(made).toEqual(['PUT ', 'POST /profile', 'PUT ', 'POST /profile', ...done]);
    }));

  test('with a username alone, where accounts have no password', () =>
    visit('/register?with=no_password', async (page) => {
      const identification = bodies(page, '/identification');
      await identify(page, 'mina');
      await page.waitForURL(`${origin}/signed-out`);
      expect(identification).toEqual([{}]);
    }));
});

describe('what the account still lacks', () => {
  test('is asked for one part after another; an address is proven by a code', () =>
    visit('/sign-in', async (page) => {
      const made = calls(page);
      const sent = bodies(page, '/verification/verification-code');
      const added = bodies(page, '/profile');
      await page.fill('[name=identifier]', 'missing');
      await page.fill('[name=password]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await heading(page, 'Add your email address or phone number').waitFor();
      await identify(page, '+82 10-1234-9999');
      await enterCode(page);
      await heading(page, 'Set a password').waitFor();
      await page.fill('[name=new-password]', 'right-horse-9');
      await page.fill('[name=new-password-again]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${origin}/signed-out`);
      expect(sent).toEqual([{identifier: {type: 'phone', value: '821012349999'}, interactionEvent: 'SignIn'}]);
      expect(added).toEqual([
        {type: 'phone', verificationId: expect.any(String)},
        {type: 'password', value: 'right-horse-9'},
      ]);
      expect(made.filter((call) => call === 'POST /identification').length).toBe(1);
    }));

  test('an address of another account is refused at its field', () =>
    visit('/sign-in?with=needs_email', async (page) => {
      await page.fill('[name=identifier]', 'mina');
      await page.fill('[name=password]', 'right-horse-9');
      await page.keyboard.press('Enter');
      await heading(page, 'Add your email address').waitFor();
      await identify(page, 'ann@example.com');
      await enterCode(page);
      await page.locator('.field-error').filter({hasText: 'belongs to another account'}).waitFor();
      await expect.poll(() => focused(page)).toBe('identifier');
      await identify(page, 'new@example.com');
      await enterCode(page);
      await page.waitForURL(`${origin}/signed-out`);
    }));

  test('a username is checked like a new one', () =>
    visit('/sign-in?with=email,only_codes,needs_username', async (page) => {
      await identify(page, 'ann@example.com');
      await enterCode(page);
      await heading(page, 'Choose a username').waitFor();
      await identify(page, '1ann');
      await page.locator('.field-error').filter({hasText: 'cannot start with a digit'}).waitFor();
      await identify(page, 'taken');
      await page.locator('.field-error').filter({hasText: 'already taken'}).waitFor();
      await identify(page, 'ann');
      await page.waitForURL(`${origin}/signed-out`);
    }));
});
