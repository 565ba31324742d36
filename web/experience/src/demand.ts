// What a refusal asks for beside the first proof (Logto's names of errors and their data).
import {ApiError} from './api.ts';
import {type Factor, factors as known} from './context.ts';
import type {Demand, Masked} from './pause.ts';

const isFactor = (name: unknown): name is Factor => (known as readonly unknown[]).includes(name);

const factorsOf = ({availableFactors}: Record<string, unknown>): Factor[] =>
  Array.isArray(availableFactors) ? [...new Set(availableFactors.filter(isFactor))] : [];

function maskedOf({maskedIdentifiers}: Record<string, unknown>): Masked {
  const masked: Masked = {};
  for (const [name, text] of Object.entries((maskedIdentifiers ?? {}) as Record<string, unknown>)) {
    if (isFactor(name) && typeof text === 'string') masked[name] = text;
  }
  return masked;
}

function trustDaysOf({trustedDevice}: Record<string, unknown>): number | undefined {
  const days = (trustedDevice as {durationDays?: unknown} | null | undefined)?.durationDays;
  return typeof days === 'number' && Number.isInteger(days) && days > 0 ? days : undefined;
}

/** The ones that the person does not have yet: a suggestion names all that the settings have. */
function additional(data: Record<string, unknown>): Factor[] {
  const owned = maskedOf(data);
  const all = factorsOf(data);
  const missing = all.filter(
    (factor) => !(factor in owned) && !(factor === 'WebAuthn' && data['isWebAuthnUsedAsSignInPasskey'] === true),
  );
  return missing.length ? missing : all;
}

/** Undefined if the error is no such demand, or names nothing that these pages can ask for. */
export function demandOf(error: unknown): Demand | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const data = (error.data ?? {}) as Record<string, unknown>;
  switch (error.code) {
    case 'user.suggest_mfa':
      return {kind: 'suggest'};
    case 'user.passkey_preferred':
      return {kind: 'passkey'};
    case 'session.mfa.backup_code_required':
      return {kind: 'backup'};
    case 'user.missing_mfa': {
      const factors = factorsOf(data).filter((factor) => factor !== 'BackupCode');
      return factors.length ? {kind: 'bind', factors, ...(data['skippable'] === true && {skip: 'mfa'})} : undefined;
    }
    case 'session.mfa.suggest_additional_mfa': {
      const factors = additional(data).filter((factor) => factor !== 'BackupCode');
      return factors.length ? {kind: 'bind', factors, skip: 'suggestion'} : undefined;
    }
    case 'session.mfa.require_mfa_verification': {
      const factors = factorsOf(data);
      const trustDays = trustDaysOf(data);
      return factors.length ? {kind: 'verify', factors, masked: maskedOf(data), ...(trustDays && {trustDays})} : undefined;
    }
    default:
      return undefined;
  }
}
