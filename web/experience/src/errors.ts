// Refusals of the API as the page shows them.
import {ApiError} from './api.ts';
import {context, type PasswordPolicy} from './context.ts';
import {type PhraseKey, t} from './phrases.ts';
import {issuesOf} from './policy.ts';
import {PasskeyError} from './webauthn.ts';

export interface Failure {
  text: string;
  /** the field it is about; the form as a whole if missing */
  field?: 'identifier' | 'password' | 'code';
  /** The code is spent: only a new one helps. */
  isCodeSpent?: true;
  hints?: string[];
}

const spentCodes: Record<string, PhraseKey> = {
  'verification_code.expired': 'code.expired',
  'verification_code.exceed_max_try': 'code.tooMany',
  'verification_code.not_found': 'code.spent',
  'verification_code.email_mismatch': 'code.spent',
  'verification_code.phone_mismatch': 'code.spent',
  'session.verification_session_not_found': 'code.spent',
};

const known: Record<string, [phrase: PhraseKey, field?: Failure['field']]> = {
  network: ['error.network'],
  unexpected: ['error.unexpected'],
  'session.invalid_credentials': ['error.invalidCredentials'],
  'session.verification_blocked_too_many_attempts': ['error.blocked'],
  'user.suspended': ['error.suspended'],
  'user.username_already_in_use': ['error.usernameTaken', 'identifier'],
  'user.email_already_in_use': ['error.emailTaken', 'identifier'],
  'user.phone_already_in_use': ['error.phoneTaken', 'identifier'],
  'user.invalid_email': ['invalid.email', 'identifier'],
  'user.invalid_phone': ['invalid.phone', 'identifier'],
  'user.missing_profile': ['profile.unsupported'],
  'user.same_password': ['error.samePassword', 'password'],
  'user.sign_in_method_not_enabled': ['error.methodDisabled'],
  'session.not_supported_for_forgot_password': ['error.methodDisabled'],
  'verification_code.code_mismatch': ['code.mismatch', 'code'],
  'request.message_rate_limited': ['error.tooManyCodes'],
  'request.sms_country_not_allowed': ['invalid.phoneCountry', 'identifier'],
  'session.email_blocklist.email_not_allowed': ['invalid.emailNotAllowed', 'identifier'],
  'session.email_blocklist.email_subaddressing_not_allowed': ['invalid.emailPlus', 'identifier'],
  'session.email_blocklist.invalid_email': ['invalid.email', 'identifier'],
  'guard.invalid_input': ['invalid.identifier', 'identifier'],
  'one_time_token.token_not_found': ['link.invalid'],
  'one_time_token.email_mismatch': ['link.invalid'],
  'one_time_token.interaction_event_mismatch': ['link.invalid'],
  'one_time_token.token_expired': ['link.expired'],
  'one_time_token.token_consumed': ['link.used'],
  'one_time_token.token_revoked': ['link.invalid'],
  'password.expired': ['error.passwordExpired'],
  'auth.forbidden': ['error.registerDisabled'],
  'session.identifier_not_found': ['error.startAgain'],
  'session.interaction_not_found': ['error.startAgain'],
  'session.mfa.invalid_totp_code': ['twoStep.totpWrong', 'code'],
  'session.mfa.invalid_backup_code': ['twoStep.backupWrong', 'code'],
  'session.mfa.mfa_factor_not_enabled': ['twoStep.disabled'],
  'session.mfa.mfa_policy_not_user_controlled': ['twoStep.required'],
  'session.mfa.pending_info_not_found': ['twoStep.tooLate'],
  'session.mfa.webauthn_verification_failed': ['passkey.failed'],
  'session.mfa.webauthn_verification_not_found': ['passkey.unknown'],
  'session.passkey_sign_in.conflict_rp_id': ['passkey.address'],
  'session.passkey_sign_in.pending_info_not_found': ['twoStep.tooLate'],
  'session.passkey_sign_in.sso_users_not_allowed': ['passkey.notAllowed'],
  'user.totp_already_in_use': ['twoStep.totpTaken'],
};

/** The server says times in English and Korean; other languages make theirs of the English one. */
function inPageLanguage(time: string): string {
  const [, count, unit] = /^in (\d+) (minute|hour)s?$/.exec(time) ?? [];
  if (!count || !unit || context.language.startsWith('en')) return time;
  const format = new Intl.RelativeTimeFormat([`${context.language}-u-nu-latn`, 'en']);
  return format.format(Number(count), unit as 'minute' | 'hour');
}

/** Undefined if there is nothing to say, or the page is about to be left. */
export function explain(error: unknown, policy?: PasswordPolicy): Failure | undefined {
  if (error instanceof PasskeyError) return error.fault === 'aborted' ? undefined : {text: t(`passkey.${error.fault}`)};
  if (!(error instanceof ApiError)) {
    console.error(error);
    return {text: t('error.unexpected')};
  }
  if (error.code === 'session.not_found') {
    location.replace(`/unknown-session${location.search}`);
    return undefined;
  }
  if (error.code === 'password.rejected') {
    const hints = issuesOf(error.data, policy).map(({phrase, values}) => t(`policy.${phrase}`, values));
    return {text: t('error.passwordRejected'), field: 'password', hints: hints.length ? hints : [t('policy.other')]};
  }
  const spent = Object.hasOwn(spentCodes, error.code) && spentCodes[error.code];
  if (spent) return {text: t(spent), field: 'code', isCodeSpent: true};
  // An enterprise connector that is gone is another matter: 404.
  if (error.code === 'connector.not_found' && error.status === 501) return {text: t('error.noCodes')};
  // Delivery: the connector's settings are wrong, or its provider refuses.
  if (error.code.startsWith('connector.')) return {text: t('error.codeNotSent')};
  const time = (error.data as {relativeTime?: unknown} | undefined)?.relativeTime;
  if (error.code === 'session.verification_blocked_too_many_attempts' && typeof time === 'string' && time) {
    return {text: t('error.blockedFor', {time: inPageLanguage(time)})};
  }
  const [phrase, field] = (Object.hasOwn(known, error.code) && known[error.code]) || [];
  // The server's message is in the language of the page where the server speaks it, else in English.
  const text = phrase ? t(phrase) : error.status < 500 && error.message ? error.message : t('error.unexpected');
  return {text, ...(field && {field})};
}
