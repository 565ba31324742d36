import {beforeAll, expect, it, vi} from 'vitest';

import type {AccountCenter, Settings} from '../src/account/context.ts';
import type {ProfileField} from '../src/context.ts';

// The modules read the page's context when they are loaded.
beforeAll(() => {
  const text = JSON.stringify({phrases: {}, accountPhrases: {}, accountCenter: {enabled: true, fields: {}}, signInExperience: {}});
  vi.stubGlobal('document', {getElementById: () => ({textContent: text})});
});

const center = (fields: AccountCenter['fields'], more: Partial<AccountCenter> = {}): AccountCenter => ({enabled: true, fields, ...more});
const settings = (more: object = {}) => more as Settings;
const rules = () => import('../src/account/controls.ts');
const values = () => import('../src/account/profile_values.ts');

it('hides what the tenant has not switched on, and lets passkeys follow the second steps', async () => {
  const {controlOf} = await rules();
  expect(controlOf('email', center({}))).toBe('Off');
  expect(controlOf('passkey', center({mfa: 'ReadOnly'}))).toBe('ReadOnly');
  expect(controlOf('passkey', center({mfa: 'Edit', passkey: 'Off'}))).toBe('Off');
});

it('offers the pages that have something to show', async () => {
  const {sectionsOf} = await rules();
  expect(sectionsOf(center({}), settings())).toEqual([]);
  expect(sectionsOf(center({name: 'Edit'}, {profileFields: [{name: 'name'}, {name: 'plan'}]}), settings())).toEqual(['profile']);
  expect(sectionsOf(center({profile: 'Edit'}, {profileFields: [{name: 'plan'}]}), settings())).toEqual([]);
  expect(sectionsOf(center({mfa: 'Edit'}), settings())).toEqual([]);
  expect(sectionsOf(center({mfa: 'Edit'}), settings({mfa: {factors: ['Totp']}}))).toEqual(['security']);
  expect(sectionsOf(center({mfa: 'Edit'}), settings({passkeySignIn: {enabled: true}}))).toEqual(['security']);
  expect(sectionsOf(center({}, {deleteAccountUrl: 'https://a.example'}), settings())).toEqual(['security']);
  expect(sectionsOf(center({accountDeletion: 'Edit'}), settings())).toEqual(['security']);
  expect(sectionsOf(center({session: 'ReadOnly'}), settings())).toEqual(['sessions']);
  // Trusted devices are there while the tenant has devices trusted.
  const trusting = center({trustedDevice: 'Edit'});
  expect(sectionsOf(trusting, settings())).toEqual([]);
  expect(sectionsOf(trusting, settings({trustedDevice: {}}))).toEqual([]);
  expect(sectionsOf(trusting, settings({trustedDevice: {enabled: true}}))).toEqual(['sessions']);
});

const account = {
  id: 'u1',
  name: 'Mina',
  customData: {company: 'Marble', other: {kept: true}},
  profile: {givenName: 'Mina', familyName: 'Kim', birthdate: '17.05.1990', address: {locality: 'Seoul', formatted: 'Seoul 1'}},
};
const words = {language: 'en', yes: 'Yes', no: 'No'};
const field = (name: string, type: ProfileField['type'], config: ProfileField['config'] = {}): ProfileField => ({name, type, required: false, config});

it('reads a date in the form that the tenant wants it written', async () => {
  const {toIsoDate} = await values();
  expect(toIsoDate('17.05.1990', {format: 'custom', customFormat: 'dd.MM.yyyy'})).toBe('1990-05-17');
  expect(toIsoDate('5/7/1990', {format: 'custom', customFormat: 'M/d/yyyy'})).toBe('1990-05-07');
  expect(toIsoDate('1990-05-17', {})).toBe('1990-05-17');
  for (const text of ['', 'soon', '1990-13-41', '17.05.1990', '1990-05']) expect(toIsoDate(text, {})).toBe('');
});

it('shows values as people write them', async () => {
  const {fieldOf, shownValue} = await values();
  const date = field('birthdate', 'Date', {format: 'custom', customFormat: 'dd.MM.yyyy'});
  expect(shownValue(account, date, words)).toBe('May 17, 1990');
  expect(shownValue(account, fieldOf('fullname', []), words)).toBe('Mina Kim');
  expect(shownValue(account, fieldOf('nickname', []), words)).toBe('');
  expect(shownValue({...account, customData: {plan: 'pro'}}, field('plan', 'Select', {options: [{value: 'pro', label: 'Professional'}]}), words)).toBe('Professional');
  expect(shownValue({...account, customData: {news: false}}, field('news', 'Checkbox'), words)).toBe('No');
});

it('sends each field where it is kept, and leaves the rest as it is', async () => {
  const {changeOf, fieldOf} = await values();
  expect(changeOf(account, fieldOf('name', []), {name: ' Min '})).toEqual({to: 'account', changes: {name: 'Min'}});
  expect(changeOf(account, fieldOf('avatar', []), {avatar: ''})).toEqual({to: 'account', changes: {avatar: null}});
  expect(changeOf(account, field('company', 'Text'), {company: 'Globex'})).toEqual({
    to: 'account',
    changes: {customData: {company: 'Globex', other: {kept: true}}},
  });
  expect(changeOf(account, field('company', 'Text'), {company: ''})).toEqual({to: 'account', changes: {customData: {other: {kept: true}}}});
  expect(changeOf(account, field('seats', 'Number'), {seats: '12'})).toMatchObject({changes: {customData: {seats: 12}}});
  expect(changeOf(account, field('nickname', 'Text'), {nickname: ''})).toEqual({to: 'profile', changes: {nickname: ''}});
  const address = fieldOf('address', []);
  expect(changeOf(account, address, {'address.locality': 'Busan'})).toMatchObject({
    to: 'profile',
    changes: {address: {locality: 'Busan', formatted: 'Seoul 1'}},
  });
});

it('knows whether an account could still be signed in to, and what would help', async () => {
  const {hasWayIn, remediesFor, without} = await import('../src/account/ways_in.ts');
  const method = (identifier: string, password: boolean, verificationCode: boolean) => ({identifier, password, verificationCode});
  const known = (codes: object, more: object = {}) => ({
    codes,
    signInExperience: settings({
      signIn: {methods: [method('username', true, false), method('email', false, true)]},
      socialConnectors: [{target: 'google'}],
      forgotPassword: {email: false, phone: false},
      ...more,
    }),
  });
  const none = known({email: false, phone: false});
  const mails = known({email: true, phone: false});
  const linked = {id: 'u1', username: 'mina', primaryEmail: 'm@example.com', identities: {google: {userId: 'g1'}}};
  expect(hasWayIn(linked, none)).toBe(true);
  const alone = without(linked, 'google');
  expect(hasWayIn(alone, none)).toBe(false);
  expect(hasWayIn(alone, mails)).toBe(true);
  expect(hasWayIn({...alone, hasPassword: true}, none)).toBe(true);
  expect(hasWayIn({...alone, ssoIdentities: [{}]}, none)).toBe(true);
  expect(hasWayIn({...alone, identities: {gone: {userId: 'x'}}}, none)).toBe(false);
  const onlyNames = {signIn: {methods: [method('username', true, false)]}};
  expect(hasWayIn(alone, known({email: true}, onlyNames))).toBe(false);
  expect(hasWayIn(alone, known({email: true}, {...onlyNames, forgotPassword: {email: true, phone: false}}))).toBe(true);
  expect(hasWayIn({...alone, username: null}, none)).toBe(false);
  // What the tenant lets nobody change is no remedy.
  expect(remediesFor(alone, none)).toEqual([]);
  const {context} = await import('../src/account/context.ts');
  context.accountCenter.fields = {password: 'Edit', email: 'Edit', phone: 'Edit'};
  expect(remediesFor(alone, none)).toEqual(['password']);
  expect(remediesFor({...alone, username: null, primaryEmail: null}, mails)).toEqual(['email']);
  context.accountCenter.fields = {};
});
