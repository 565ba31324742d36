// What a tenant says about second factors, as the form holds it.
import type {Experience, ExperienceChanges} from '../sign_in_experience/data.ts';

export type Factor = Experience['mfa']['factors'][number];

/** In the order in which users are offered them. */
export const factors = [
  'WebAuthn',
  'Totp',
  'PhoneVerificationCode',
  'EmailVerificationCode',
  'BackupCode',
] as const satisfies Factor[];

export const policies = [
  'PromptAtSignInAndSignUp',
  'PromptOnlyAtSignIn',
  'NoPrompt',
  'Mandatory',
  'PromptAtSignInAndSignUpMandatory',
  'PromptOnlyAtSignInMandatory',
] as const;
export type Policy = (typeof policies)[number];

// They differ from another one at registration alone.
const withoutRegistration = {
  PromptOnlyAtSignIn: 'PromptAtSignInAndSignUp',
  PromptOnlyAtSignInMandatory: 'PromptAtSignInAndSignUpMandatory',
} as const;
type Twin = keyof typeof withoutRegistration;
const isTwin = (policy: Policy): policy is Twin => policy in withoutRegistration;

/** The policy that means the same where nobody registers, as among administrators. */
export const policyOfAdministrators = (policy: Policy) => (isTwin(policy) ? withoutRegistration[policy] : policy);

/** Those that mean the same are one: the stored one stays. */
export const policiesOfAdministrators = (stored: Policy): Policy[] =>
  policies
    .filter((policy) => !isTwin(policy))
    .map((policy) => (policyOfAdministrators(stored) === policy ? stored : policy));

export interface Values {
  [name: string]: unknown;
  factors: Factor[];
  policy: Policy;
  isRequiredByOrganizations: boolean;
  passkey: boolean;
  passkeyButton: boolean;
  passkeyAutofill: boolean;
  trustedDevices: boolean;
  trustedDays: number | '';
}

// The server's default, Logto's too.
const defaultDays = 30;
export const longestDays = 365;

export const toValues = ({mfa, passkeySignIn, trustedDevice}: Experience): Values => ({
  factors: factors.filter((factor) => mfa.factors.includes(factor)),
  // Another one is an old name of the first.
  policy: policies.find((policy) => policy === mfa.policy) ?? policies[0],
  isRequiredByOrganizations: mfa.organizationRequiredMfaPolicy === 'Mandatory',
  passkey: passkeySignIn.enabled ?? false,
  passkeyButton: passkeySignIn.showPasskeyButton ?? false,
  passkeyAutofill: passkeySignIn.allowAutofill ?? false,
  trustedDevices: trustedDevice.enabled ?? false,
  trustedDays: trustedDevice.durationDays ?? defaultDays,
});

export const toChanges = (values: Values): ExperienceChanges => ({
  mfa: {
    factors: values.factors,
    policy: values.policy,
    organizationRequiredMfaPolicy: values.isRequiredByOrganizations ? 'Mandatory' : 'NoPrompt',
  },
  adaptiveMfa: {enabled: values.factors.length > 0 && isAdaptive(values.policy)},
  passkeySignIn: {
    enabled: values.passkey,
    showPasskeyButton: values.passkeyButton,
    allowAutofill: values.passkeyAutofill,
  },
  trustedDevice: {enabled: values.trustedDevices, durationDays: Number(values.trustedDays)},
});

/** Whether a factor is asked for only when a sign-in looks unusual. */
export const isAdaptive = (policy: Policy): boolean => policy.endsWith('Mandatory') && policy !== 'Mandatory';

/** Whether users may put the set-up off. */
export const isSkippable = (policy: Policy): boolean => !policy.endsWith('Mandatory');

/** Backup codes are for those who have lost another factor. */
export const isBackupAlone = (chosen: readonly Factor[]): boolean => chosen.length === 1 && chosen[0] === 'BackupCode';

/** Whether such a code is asked for as the first factor already, and so proves nothing more as the second. */
export function isFirstFactor(factor: Factor, {signIn}: Experience): boolean {
  const place = factor === 'EmailVerificationCode' ? 'email' : factor === 'PhoneVerificationCode' ? 'phone' : undefined;
  return signIn.methods.some(({identifier, verificationCode}) => identifier === place && verificationCode);
}

/** Whether an administrator could take the second step; the server has the last word (src/management/mfa_rules.cpp). */
export function hasUsableFactor(
  factors: readonly Factor[],
  own: readonly Factor[],
  {primaryEmail, primaryPhone}: {primaryEmail?: string | null; primaryPhone?: string | null},
): boolean {
  const usable = new Set<Factor>(own);
  if (primaryEmail) usable.add('EmailVerificationCode');
  if (primaryPhone) usable.add('PhoneVerificationCode');
  return factors.some((factor) => usable.has(factor));
}
