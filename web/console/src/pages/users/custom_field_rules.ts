// Profile fields that the tenant has defined, and whose home is the custom data: the server's rules,
// so that a wrong value is said to be wrong while it is typed.
import type {ProfileField} from '../../api/types.ts';
import {i18n} from '../../i18n.ts';
import * as check from '../../components/validate.ts';

export type CustomValues = Record<string, string | number | boolean>;

// These have fields of their own on the page.
const standard = new Set([
  'name',
  'avatar',
  'givenName',
  'middleName',
  'familyName',
  'nickname',
  'preferredUsername',
  'profile',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'address',
  'fullname',
]);

export const isCustom = ({name, type}: ProfileField): boolean =>
  !standard.has(name) && type !== 'Address' && type !== 'Fullname';

function checkLength(text: string, {minLength = 0, maxLength = 4096}: ProfileField['config']): string | null {
  if (text.length < minLength) return i18n.t('common:field.too_short', {min: minLength});
  return check.atMost(maxLength)(text);
}

function hasFormat(text: string, format: string): boolean {
  try {
    return new RegExp(format).test(text);
  } catch {
    // The server decides.
    return true;
  }
}

function checkValue({type, config}: ProfileField, value: string): string | null {
  switch (type) {
    case 'Text':
      return checkLength(value, config);
    case 'Number':
      return check.between(config.minValue ?? -Infinity, config.maxValue ?? Infinity)(value);
    case 'Url':
      return check.webAddress(value);
    case 'Regex':
      return hasFormat(value, config.format ?? '') ? null : i18n.t('users:field.format');
    default:
      return null;
  }
}

export function checkCustomFields(fields: ProfileField[], values: CustomValues): Record<string, string> {
  const faults = fields.flatMap((field): [string, string][] => {
    const value = values[field.name];
    const fault = value === '' || typeof value === 'boolean' ? null : checkValue(field, String(value ?? ''));
    return fault ? [[`custom.${field.name}`, fault]] : [];
  });
  return Object.fromEntries(faults);
}
