// The server writes this into the shell, so that pages need no request before they can be used.
import type en from '../phrases/en.json';

export type Phrases = typeof en;

export type PageName =
  | 'sign-in'
  | 'register'
  | 'identifier-sign-in'
  | 'identifier-register'
  | 'forgot-password'
  | 'reset-password'
  | 'single-sign-on'
  | 'one-time-token'
  | 'callback'
  | 'consent'
  | 'device'
  | 'direct'
  | 'device-success'
  | 'invitation'
  | 'magic-link'
  | 'signed-in'
  | 'signed-out'
  | 'unknown-session'
  | 'home'
  | 'error'
  | 'demo-app';

export type InteractionEvent = 'SignIn' | 'Register' | 'ForgotPassword';

/** An identifier that a code can be sent to. */
export type AddressType = 'email' | 'phone';

export type IdentifierType = 'username' | AddressType;

export interface Branding {
  logoUrl?: string | null;
  darkLogoUrl?: string | null;
  favicon?: string | null;
  darkFavicon?: string | null;
}

export interface PasswordPolicy {
  length?: {min?: number; max?: number};
  characterTypes?: {min?: number};
  rejects?: {pwned?: boolean; repetitionAndSequence?: boolean; userInfo?: boolean; words?: string[]};
}

export interface UsernamePolicy {
  minLength?: number;
  maxLength?: number;
  allowedChars?: {lowercase?: boolean; uppercase?: boolean; numbers?: boolean; underscore?: boolean};
}

export type ProfileFieldType =
  | 'Text'
  | 'Number'
  | 'Date'
  | 'Checkbox'
  | 'Select'
  | 'Url'
  | 'Regex'
  | 'Address'
  | 'Fullname';

/** A field of the profile form, or a part of an address or full name. */
export interface ProfileField {
  name: string;
  type: ProfileFieldType;
  label?: string;
  description?: string | null;
  required: boolean;
  config?: {
    placeholder?: string;
    minLength?: number;
    maxLength?: number;
    minValue?: number;
    maxValue?: number;
    format?: string;
    customFormat?: string;
    options?: {label?: string; value: string}[];
    defaultValue?: string;
    parts?: (ProfileField & {enabled: boolean})[];
  };
}

/** What a second step can be done with, by the API's names. */
export const factors = ['Totp', 'WebAuthn', 'BackupCode', 'EmailVerificationCode', 'PhoneVerificationCode'] as const;
export type Factor = (typeof factors)[number];

/** One way to sign in. */
export interface SignInMethod {
  identifier: IdentifierType;
  password: boolean;
  verificationCode: boolean;
  isPasswordPrimary: boolean;
}

/** A button to sign in with another service. */
export interface SocialConnector {
  id: string;
  target: string;
  name: Record<string, string>;
  logo: string;
  logoDark?: string | null;
  platform?: 'Native' | 'Universal' | 'Web' | null;
}

/** The sign-in of a company, for addresses of its domains. */
export interface SsoConnector {
  id: string;
  connectorName: string;
  logo?: string | null;
  darkLogo?: string | null;
}

/** Google's own offer of an account on the first pages. */
export interface OneTap {
  isEnabled?: boolean;
  autoSelect?: boolean;
  closeOnTapOutside?: boolean;
  itpSupport?: boolean;
  clientId: string;
  connectorId: string;
}

/** The part of GET /api/.well-known/sign-in-exp that these pages use. */
export interface SignInExperience {
  /** absent only where no server has written the page */
  languageInfo?: {autoDetect: boolean; fallbackLanguage: string};
  color: {primaryColor: string; isDarkModeEnabled: boolean; darkPrimaryColor: string};
  branding?: Branding;
  termsOfUseUrl?: string | null;
  privacyPolicyUrl?: string | null;
  agreeToTermsPolicy?: 'Automatic' | 'ManualRegistrationOnly' | 'Manual';
  signIn: {methods: SignInMethod[]};
  signUp: {identifiers: IdentifierType[]; password: boolean; verify?: boolean};
  /** The recipients that a code to set a new password can go to. */
  forgotPassword?: {email: boolean; phone: boolean};
  passkeySignIn?: {enabled?: boolean; showPasskeyButton?: boolean; allowAutofill?: boolean};
  /** in the order of their buttons */
  socialConnectors?: SocialConnector[];
  googleOneTap?: OneTap;
  singleSignOnEnabled?: boolean;
  ssoConnectors?: SsoConnector[];
  socialSignIn?: {automaticAccountLinking?: boolean};
  signInMode: 'SignIn' | 'Register' | 'SignInAndRegister';
  passwordPolicy?: PasswordPolicy;
  usernamePolicy?: UsernamePolicy;
  customProfileFields?: ProfileField[];
  supportEmail?: string | null;
  supportWebsiteUrl?: string | null;
  customCss?: string | null;
}

export interface PageError {
  code?: string;
  message?: string;
  description?: string;
  requestId?: string;
}

/** The content of the form on the page `device`. */
export interface DeviceContext {
  xsrf: string;
  /** "BCDF-GHJK" */
  code?: string;
  /** of the device, once the code is known to be one */
  ip?: string;
  error?: string;
}

/** The page at `/` and at addresses that lead nowhere. */
export interface HomeContext {
  host: string;
  isKnown: boolean;
  /** the demo app's address, if there is one */
  demo?: string;
}

/** What a person is invited to join: on the page of the mail's link, and in the dialogue that it begins. */
export interface InvitationContext {
  /** of the link's page alone */
  id?: string;
  status?: 'Pending' | 'Accepted' | 'Expired' | 'Revoked' | 'Unknown';
  email?: string;
  organization?: string;
  inviter?: string;
  roles?: string[];
}

export interface Context {
  page: PageName;
  language: string;
  phrases: Phrases;
  /** that the tenant adds to the built-in ones */
  languages?: string[];
  signInExperience: SignInExperience;
  application?: {id: string; name: string; branding?: Branding};
  loginHint?: string;
  /** The application asks somebody who is signed in to sign in again. */
  isSecondSignIn?: true;
  identifiers?: IdentifierType[];
  error?: PageError;
  home?: HomeContext;
  device?: DeviceContext;
  invitation?: InvitationContext;
  /** why a magic link leads nowhere */
  link?: {problem: 'invalid' | 'expired' | 'used'};
  supportEmail?: string;
  /** The server says so at /console/preview/… and nowhere else: the page draws what its frame sends. */
  preview?: true;
}

export const context = JSON.parse(
  document.getElementById('daemun-context')?.textContent ?? '',
) as Context;
