// What the server writes into the account center's shell: the context of the sign-in pages, and the tenant's
// decisions about what people may see and change of their own account.
import type en from '../../phrases_account/en.json';
import {context as shared, type Context, type Factor, type ProfileField, type SignInExperience} from '../context.ts';

export type AccountPhrases = typeof en;

export type Control = 'Off' | 'ReadOnly' | 'Edit';

export type ControlName =
  | 'name'
  | 'avatar'
  | 'profile'
  | 'email'
  | 'phone'
  | 'password'
  | 'username'
  | 'social'
  | 'customData'
  | 'mfa'
  | 'passkey'
  | 'session'
  | 'trustedDevice'
  | 'accountDeletion';

export interface AccountCenter {
  enabled: boolean;
  /** a part that is missing is off */
  fields: Partial<Record<ControlName, Control>>;
  deleteAccountUrl?: string | null;
  /** the rows of the profile, in this order */
  profileFields?: {name: string}[] | null;
}

export interface Settings extends SignInExperience {
  trustedDevice?: {enabled?: boolean};
  mfa?: {factors?: Factor[]; policy?: string};
  /** the definition of each profile field */
  customProfileFieldCatalog?: ProfileField[];
}

/** Organization permissions with which members look after their organization. */
export interface MemberPermissions {
  read: string;
  invite: string;
  remove: string;
}

export interface AccountContext extends Omit<Context, 'signInExperience' | 'page'> {
  accountPhrases: AccountPhrases;
  accountCenter: AccountCenter;
  signInExperience: Settings;
  /** what the tenant calls the permissions of the members' pages, where that differs */
  memberPermissions?: Partial<MemberPermissions>;
  /** where the server can send codes */
  codes?: Partial<Record<'email' | 'phone', boolean>>;
  /** the parameter `redirect`, where it leads to an application of the tenant */
  returnTo?: string;
}

export const context = shared as unknown as AccountContext;

export const memberPermissions = (): MemberPermissions => ({
  read: 'member:read',
  invite: 'member:invite',
  remove: 'member:remove',
  ...context.memberPermissions,
});
