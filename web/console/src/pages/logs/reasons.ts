// Why a sign-in at another service or a company failed, as the audit log has it, in words.
import {useTranslation} from 'react-i18next';

// The server has more of them; those are shown as they are.
const known = [
  'blocked_address',
  'resolve_failed',
  'connect_failed',
  'tls_failed',
  'timed_out',
  'too_large',
  'protocol_error',
  'provider_unavailable',
  'rate_limited',
  'unexpected_status',
  'unexpected_content_type',
  'bad_json',
  'missing_member',
  'bad_member',
  'refused_by_provider',
  'bad_url',
  'insecure_url',
  'wrong_issuer',
  'wrong_provider',
  'expired_authorization',
  'missing_state',
  'wrong_state',
  'missing_issuer',
  'missing_code',
  'missing_id_token',
  'unsupported_token_type',
  'token_not_valid',
  'missing_nonce',
  'wrong_nonce',
  'wrong_subject',
  'no_usable_keys',
  'social_invalid_access_token',
  'invalid_config',
  'invalid_metadata',
  'invalid_certificate',
] as const;
type Reason = (typeof known)[number];

const isKnown = (code: string): code is Reason => (known as readonly string[]).includes(code);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export interface Failure {
  reason?: string;
  /** the service's own code, such as invalid_client */
  providerError?: string;
}

export function failureOf(payload: object): Failure {
  const {reason, providerError} = payload as Record<string, unknown>;
  return {reason: textOf(reason), providerError: textOf(providerError)};
}

export function useReason() {
  const {t} = useTranslation('logs');
  return (code: string): string => (isKnown(code) ? t(`reason.${code}`) : code);
}
