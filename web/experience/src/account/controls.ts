// What of the account this tenant lets people see, and what it lets them change.
import type {Factor} from '../context.ts';
import type {AccountCenter, Control, ControlName, Settings} from './context.ts';
import {context} from './context.ts';

export function controlOf(name: ControlName, {fields}: AccountCenter = context.accountCenter): Control {
  // Passkeys were second steps before they had a switch of their own.
  return fields[name] ?? (name === 'passkey' ? fields.mfa : undefined) ?? 'Off';
}

export const isShown = (name: ControlName, center?: AccountCenter) => controlOf(name, center) !== 'Off';
export const isEditable = (name: ControlName, center?: AccountCenter) => controlOf(name, center) === 'Edit';

export const hasFactor = (factor: Factor, {mfa}: Settings = context.signInExperience) =>
  mfa?.factors?.includes(factor) ?? false;

/** As a second step, or to sign in with. */
export const hasPasskeys = (settings: Settings = context.signInExperience) =>
  hasFactor('WebAuthn', settings) || settings.passkeySignIn?.enabled === true;

/** While the tenant has devices trusted: without that, none is. */
export const showsTrustedDevices = (
  center: AccountCenter = context.accountCenter,
  {trustedDevice}: Settings = context.signInExperience,
) => isShown('trustedDevice', center) && trustedDevice?.enabled === true;

const profileKeys = new Set([
  'familyName', 'givenName', 'middleName', 'nickname', 'preferredUsername', 'profile', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'address', 'fullname',
]);

/** The part of the account that a profile field belongs to. */
export function controlOfField(name: string): ControlName {
  if (name === 'name' || name === 'avatar') return name;
  return profileKeys.has(name) ? 'profile' : 'customData';
}

export const shownFields = (center: AccountCenter = context.accountCenter): string[] =>
  (center.profileFields ?? []).map(({name}) => name).filter((name) => isShown(controlOfField(name), center));

export type Section = 'profile' | 'security' | 'sessions' | 'organizations';

/** The pages of the account that have something to show, in the order of the navigation. */
export function sectionsOf(center: AccountCenter, settings: Settings): Section[] {
  const security: ControlName[] = ['username', 'email', 'phone', 'password', 'social'];
  const hasSteps = isShown('mfa', center) && (hasFactor('Totp', settings) || hasFactor('BackupCode', settings));
  const hasSecurity =
    security.some((name) => isShown(name, center)) ||
    hasSteps ||
    (isShown('passkey', center) && hasPasskeys(settings)) ||
    isEditable('accountDeletion', center) ||
    Boolean(center.deleteAccountUrl);
  const sections: Section[] = [];
  if (shownFields(center).length > 0) sections.push('profile');
  if (hasSecurity) sections.push('security');
  if (isShown('session', center) || showsTrustedDevices(center, settings)) sections.push('sessions');
  return sections;
}
