import {describe, expect, it} from 'vitest';

import {baseOf, ownTexts, toGroups, toTexts, withTexts} from '../src/pages/sign_in_experience/phrases.ts';

const known = {'signIn.button': 'Sign in', 'signIn.headline': 'Sign in', 'terms.agree': 'I agree'};
const custom = (translation: Record<string, unknown>) => ({tenantId: 't', id: 'i', languageTag: 'en', translation});

describe('the texts of a language', () => {
  it('are flat for the editor and grouped for the API', () => {
    const grouped = {signIn: {button: 'Go', headline: 'Hello'}, terms: {agree: 'Yes'}};
    expect(toGroups(toTexts(grouped))).toEqual(grouped);
  });

  it('are only those that the pages have', () => {
    const stored = custom({signIn: {button: 'Go'}, action: {sign_in: 'In'}});
    expect(ownTexts(stored, known)).toEqual({'signIn.button': 'Go'});
  });

  it('keep what the pages do not know, and lose what is emptied', () => {
    const stored = {signIn: {button: 'Go', headline: 'Hello'}, action: {sign_in: 'In'}};
    const edited = {'signIn.headline': 'Welcome', 'terms.agree': 'Yes'};
    expect(withTexts(stored, known, edited)).toEqual({
      signIn: {headline: 'Welcome'},
      terms: {agree: 'Yes'},
      action: {sign_in: 'In'},
    });
    expect(stored.signIn.button).toBe('Go');
  });

  it('begin as those of the same language elsewhere, else as the English ones', () => {
    expect(baseOf('ko')).toBe('ko');
    expect(baseOf('ko-KR')).toBe('ko');
    expect(baseOf('nl')).toBe('en');
  });
});
