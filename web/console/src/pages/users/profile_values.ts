// The profile form: from the user to the fields, and back to what differs.
import type {UseFormReturnType} from '@mantine/form';

import type {Body, ProfileField, User} from '../../api/types.ts';
import {i18n} from '../../i18n.ts';
import * as check from '../../components/validate.ts';
import type {CustomValues} from './custom_field_rules.ts';
import {showPhone, toDigits} from './identifiers.ts';

export const personMembers = [
  'givenName',
  'middleName',
  'familyName',
  'nickname',
  'preferredUsername',
  'gender',
  'birthdate',
  'website',
  'profile',
  'zoneinfo',
  'locale',
] as const;
export const addressMembers = ['streetAddress', 'locality', 'region', 'postalCode', 'country', 'formatted'] as const;

type Person = Record<(typeof personMembers)[number], string>;
type Address = Record<(typeof addressMembers)[number], string>;

export interface ProfileValues {
  [name: string]: unknown;
  username: string;
  primaryEmail: string;
  primaryPhone: string;
  name: string;
  avatar: string;
  profile: Person & {address: Address};
  custom: CustomValues;
}

export type ProfileForm = UseFormReturnType<ProfileValues>;

const pick = <Name extends string>(names: readonly Name[], from: Partial<Record<Name, string>> | undefined) =>
  Object.fromEntries(names.map((name) => [name, from?.[name] ?? ''])) as Record<Name, string>;

export const toValues = (user: User, fields: ProfileField[]): ProfileValues => ({
  username: user.username ?? '',
  primaryEmail: user.primaryEmail ?? '',
  primaryPhone: showPhone(user.primaryPhone),
  name: user.name ?? '',
  avatar: user.avatar ?? '',
  profile: {...pick(personMembers, user.profile), address: pick(addressMembers, user.profile.address)},
  custom: Object.fromEntries(
    fields.map(({name, type}) => [name, (user.customData[name] as string) ?? (type === 'Checkbox' ? false : '')]),
  ),
});

const filled = (values: object) =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === '' ? [] : [[name, value]])));

const trimmed = <T extends Record<string, string>>(values: T): T =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()])) as T;

const textMembers = ['username', 'primaryEmail', 'primaryPhone', 'name', 'avatar'] as const;

/** Only what differs: another may be changing the rest, and old values may be older than today's rules. */
export function toChanges(
  user: User,
  fields: ProfileField[],
  values: ProfileValues,
): Body<'/api/users/{userId}', 'patch'> {
  const before = toValues(user, fields);
  const differs = (name: 'profile' | 'custom') => JSON.stringify(before[name]) !== JSON.stringify(values[name]);
  const toText = (name: (typeof textMembers)[number]) =>
    (name === 'primaryPhone' ? toDigits(values[name]) : values[name].trim()) || null;
  const texts = textMembers.filter((name) => before[name] !== values[name]).map((name) => [name, toText(name)]);
  const {address, ...person} = values.profile;
  const filledAddress = filled(trimmed(address));
  const profile = {
    ...filled(trimmed(person)),
    ...(Object.keys(filledAddress).length > 0 && {address: filledAddress}),
  };
  // Replaced as a whole, so what has no field here is sent along.
  const others = Object.entries(user.customData).filter(([name]) => !fields.some((field) => field.name === name));
  return {
    ...Object.fromEntries(texts),
    ...(differs('profile') && {profile}),
    ...(differs('custom') && {customData: {...Object.fromEntries(others), ...filled(values.custom)}}),
  };
}

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', {timeZone: name});
    return true;
  } catch {
    return false;
  }
};

const isLocale = (name: string): boolean => {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
};

const unless = (isGood: boolean, key: 'birthdate_form' | 'zone_form' | 'locale_form') =>
  isGood ? null : i18n.t(`users:field.${key}`);

/** OpenID Connect Core 5.1: what applications expect of these claims. */
function findPersonFaults({birthdate, website, profile, zoneinfo, locale}: Person) {
  return {
    'profile.birthdate': unless(!birthdate || /^\d{4}(-\d{2}-\d{2})?$/.test(birthdate), 'birthdate_form'),
    'profile.website': check.webAddress(website),
    'profile.profile': check.webAddress(profile),
    'profile.zoneinfo': unless(!zoneinfo || isZone(zoneinfo), 'zone_form'),
    'profile.locale': unless(!locale || isLocale(locale), 'locale_form'),
  };
}

export function findFaults(values: ProfileValues): Record<string, string> {
  const faults = {
    username: check.username(values.username),
    primaryEmail: check.email(values.primaryEmail),
    primaryPhone: check.phone(values.primaryPhone),
    name: check.atMost(128)(values.name),
    avatar: check.allOf(check.atMost(2048), check.webAddress)(values.avatar),
    ...findPersonFaults(values.profile),
  };
  return Object.fromEntries(Object.entries(faults).filter((one): one is [string, string] => one[1] !== null));
}

const valueAt = (values: unknown, path: string): unknown =>
  path.split('.').reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], values);

/** Only faults of changed fields: a stored value may predate today's rules and stays as it is. */
export const ofChanged = (faults: Record<string, string>, values: ProfileValues, stored: ProfileValues) =>
  Object.fromEntries(Object.entries(faults).filter(([path]) => valueAt(values, path) !== valueAt(stored, path)));
