// Refusals of the Account API in words, where they differ from the sign-in pages'.
import {ApiError} from '../api.ts';
import {explain as explainUsual, type Failure} from '../errors.ts';
import {context} from './context.ts';
import {type AccountKey, at} from './phrases.ts';
import {Cancelled} from './step_up.ts';

const known: Record<string, [phrase: AccountKey, field?: Failure['field']]> = {
  'auth.unauthorized': ['error.signedOut'],
  'auth.forbidden': ['error.forbidden'],
  'account_center.not_enabled': ['error.forbidden'],
  'account_center.field_not_editable': ['error.forbidden'],
  'account_center.field_not_enabled': ['error.forbidden'],
  'verification_record.permission_denied': ['error.notConfirmed'],
  'verification_record.not_found': ['error.tooLate'],
  'session.invalid_credentials': ['error.wrongPassword', 'password'],
  'user.last_sign_in_method_required': ['error.lastWayIn'],
  'user.identity_already_in_use': ['error.serviceTaken'],
  'user.same_password': ['error.samePassword', 'password'],
  'user.username_already_in_use': ['error.usernameTaken', 'identifier'],
  'user.email_already_in_use': ['error.emailTaken', 'identifier'],
  'user.phone_already_in_use': ['error.phoneTaken', 'identifier'],
  'user.backup_code_already_in_use': ['error.codesLeft'],
  'session.mfa.backup_code_can_not_be_alone': ['error.codesAlone'],
  'session.mfa.mfa_factor_not_enabled': ['error.forbidden'],
  'console.last_administrator': ['error.lastAdministrator'],
  'email_change.taken': ['error.addressTaken'],
  'organization.member_protected': ['error.memberProtected'],
  'organization.already_member': ['error.alreadyMember', 'identifier'],
  'organization.already_invited': ['error.alreadyInvited', 'identifier'],
  'organization_invitation.exceed_invitation_limit': ['error.tooManyInvitations'],
  'organization.too_many_mails': ['error.tooManyMails'],
  'organization.no_mail': ['error.noMail'],
  'organization.invitation_ended': ['error.invitationEnded'],
};

/** Undefined if there is nothing to say: the person went back. */
export function explain(error: unknown): Failure | undefined {
  if (error instanceof Cancelled) return undefined;
  const [phrase, field] = (error instanceof ApiError && Object.hasOwn(known, error.code) && known[error.code]) || [];
  if (phrase) return {text: at(phrase), ...(field && {field})};
  return explainUsual(error, context.signInExperience.passwordPolicy);
}
