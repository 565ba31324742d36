// The account center's settings as the page edits them.
import type {AccountCenter, AccountCenterChanges} from './data.ts';

/** in the order of the account center's own pages */
export const controlled = [
  'name',
  'avatar',
  'profile',
  'customData',
  'username',
  'email',
  'phone',
  'password',
  'social',
  'mfa',
  'passkey',
  'session',
  'trustedDevice',
] as const;
export type Controlled = (typeof controlled)[number];

export const controls = ['Off', 'ReadOnly', 'Edit'] as const;
export type Control = (typeof controls)[number];

export interface Values {
  [name: string]: unknown;
  isEnabled: boolean;
  fields: Record<Controlled, Control>;
  profileFields: string[];
  canDelete: boolean;
  deleteAccountUrl: string;
  origins: string[];
  customCss: string;
}

/** Passkeys follow the second factors until they have a setting of their own. */
const controlOf = (stored: AccountCenter['fields'], field: Controlled): Control =>
  stored[field] ?? (field === 'passkey' ? stored.mfa : undefined) ?? 'Off';

export const toValues = (center: AccountCenter): Values => ({
  isEnabled: center.enabled,
  fields: Object.fromEntries(controlled.map((field) => [field, controlOf(center.fields, field)])) as Values['fields'],
  profileFields: center.profileFields?.map(({name}) => name) ?? [],
  canDelete: center.fields.accountDeletion === 'Edit',
  deleteAccountUrl: center.deleteAccountUrl ?? '',
  origins: center.webauthnRelatedOrigins,
  customCss: center.customCss ?? '',
});

export const toChanges = (values: Values): AccountCenterChanges => ({
  enabled: values.isEnabled,
  fields: {...values.fields, accountDeletion: values.canDelete ? 'Edit' : 'Off'},
  profileFields: values.profileFields.length > 0 ? values.profileFields.map((name) => ({name})) : null,
  deleteAccountUrl: values.deleteAccountUrl.trim() || null,
  webauthnRelatedOrigins: values.origins.map((origin) => origin.trim()).filter(Boolean),
  customCss: values.customCss.trim() ? values.customCss : null,
});

/** Switched on for the first time, people can change all that is theirs. What an application keeps about them is not. */
export function enable(values: Values): Values {
  const isNew = controlled.every((field) => values.fields[field] === 'Off');
  if (!isNew) return {...values, isEnabled: true};
  const fields = Object.fromEntries(controlled.map((field) => [field, field === 'customData' ? 'Off' : 'Edit']));
  const profileFields = values.profileFields.length > 0 ? values.profileFields : ['avatar', 'name'];
  return {...values, isEnabled: true, fields: fields as Values['fields'], profileFields};
}
