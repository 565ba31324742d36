// The switch in the foot of a page.
import {expect, test} from 'vitest';

import {inPage, keepApart, origin, overflow, picture, violations, visit} from './browser_pages.ts';

const phone = {viewport: {width: 360, height: 720}};

test('another language takes the place of this one, and what was typed stays', async () => {
  await inPage(async (page) => {
    await page.goto(`${origin}/sign-in`);
    await page.fill('[name=identifier]', 'mina');
    const field = page.getByRole('combobox', {name: 'Language'});
    await field.focus();
    await field.selectOption('ko');
    await page.getByRole('heading', {name: 'Marble Notes에 로그인'}).waitFor();
    expect(await page.inputValue('[name=identifier]')).toBe('mina');
    expect(await page.title()).toBe('로그인 · Marble Notes');
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['ko', 'ltr']);
    const chosen = page.getByRole('combobox', {name: '언어'});
    expect(await chosen.inputValue()).toBe('ko');
    expect(await chosen.evaluate((select) => select === document.activeElement)).toBe(true);
    expect(await violations(page)).toEqual([]);
    // The next page begins in it.
    await page.goto(`${origin}/register`);
    await page.getByRole('heading', {name: 'Marble Notes에서 사용할 계정 만들기'}).waitFor();
  }, phone);
});

test('a later step changes its language without losing its place', async () => {
  await visit('/sign-in?with=email,codes', async (page) => {
    keepApart(page);
    await page.fill('[name=identifier]', 'mina@example.com');
    await page.getByRole('button', {name: 'Continue', exact: true}).click();
    await page.getByRole('heading', {name: 'Enter the code'}).waitFor();
    await page.getByRole('combobox', {name: 'Language'}).selectOption('ko');
    await page.getByRole('heading', {name: '인증번호 입력'}).waitFor();
    expect(await page.title()).toContain('인증번호 입력');
  });
});

test('texts that cannot be loaded leave the page as it is', async () => {
  await visit('/sign-in?with=no_phrases', async (page) => {
    const field = page.getByRole('combobox', {name: 'Language'});
    const answer = page.waitForResponse(/phrases/);
    await field.selectOption('ko');
    await answer;
    await expect.poll(() => field.inputValue()).toBe('en');
    expect(await page.evaluate(() => document.cookie)).not.toContain('_language');
    expect(await page.textContent('h1')).toBe('Sign in to continue to Marble Notes');
  });
});

test('the switch offers what the tenant adds, and is gone where the tenant fixes the language', async () => {
  await visit('/sign-in?with=added_language', async (page) => {
    const options = await page.getByRole('combobox', {name: 'Language'}).getByRole('option').allTextContents();
    expect(options).toContain('한국어');
    expect(options.at(-1)).toBe('Nederlands');
  });
  await visit('/sign-in?with=fixed_language', async (page) => {
    expect(await page.getByRole('combobox', {name: 'Language'}).count()).toBe(0);
    expect(await page.locator('footer').count()).toBe(0);
  });
});

test('the foot with all links and the switch fits on a narrow screen', async () => {
  await visit(
    '/sign-in?with=terms',
    async (page) => {
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
      await picture(page, 'language_foot');
    },
    phone,
  );
});
