import {expect, test} from 'vitest';

import type {AccountCenter} from '../src/pages/account_center/data.ts';
import {enable, toChanges, toValues} from '../src/pages/account_center/settings.ts';

const center = (more: Partial<AccountCenter> = {}): AccountCenter => ({
  tenantId: 'default',
  id: 'default',
  enabled: false,
  fields: {},
  webauthnRelatedOrigins: [],
  deleteAccountUrl: null,
  customCss: null,
  profileFields: null,
  ...more,
});

test('switched on for the first time, all that belongs to a person can be changed', () => {
  const values = enable(toValues(center()));
  expect(values.isEnabled).toBe(true);
  expect(values.fields).toMatchObject({name: 'Edit', mfa: 'Edit', session: 'Edit', customData: 'Off'});
  expect(values.profileFields).toEqual(['avatar', 'name']);
});

test('switched on again, the settings are those that it had', () => {
  const values = enable(toValues(center({fields: {email: 'ReadOnly'}})));
  expect(values.fields).toMatchObject({email: 'ReadOnly', name: 'Off'});
  expect(values.profileFields).toEqual([]);
});

test('passkeys follow the second factors until they have a setting', () => {
  expect(toValues(center({fields: {mfa: 'Edit'}})).fields.passkey).toBe('Edit');
  expect(toValues(center({fields: {mfa: 'Edit', passkey: 'Off'}})).fields.passkey).toBe('Off');
});

test('people delete their accounts only where it has been switched on', () => {
  expect(enable(toValues(center())).canDelete).toBe(false);
  expect(toChanges(toValues(center())).fields).toMatchObject({accountDeletion: 'Off'});
  const values = toValues(center({fields: {accountDeletion: 'Edit'}}));
  expect(values.canDelete).toBe(true);
  expect(toChanges(values).fields).toMatchObject({accountDeletion: 'Edit'});
});

test('what is empty is stored as none', () => {
  const changes = toChanges({...toValues(center()), origins: [' https://a.example ', ''], customCss: '  '});
  expect(changes).toMatchObject({
    profileFields: null,
    deleteAccountUrl: null,
    webauthnRelatedOrigins: ['https://a.example'],
    customCss: null,
  });
});
