// A refusal of the Management API, or the lack of any answer. The server's message is in the reader's
// language already.
import {i18n} from '../i18n.ts';

export interface ErrorBody {
  code?: string;
  message?: string;
  details?: string;
  data?: unknown;
  [further: string]: unknown;
}

export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: string | undefined;
  readonly data: unknown;
  /** as it came: a few refusals have members of their own */
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message || body.code || `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.details = body.details;
    this.data = body.data;
    this.body = body;
  }

  /** There was no answer. */
  get isUnreachable() {
    return this.status === 0;
  }
}

export const readApiError = async (response: Response): Promise<ApiError> => {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  return new ApiError(response.status, body);
};

/** `body.oidcClientMetadata.redirectUris[0] cannot be used` is about `oidcClientMetadata.redirectUris.0`. */
export function fieldOf(error: ApiError): string | undefined {
  const match = /^body\.([\w.[\]]+)/.exec(error.details ?? '');
  return match?.[1]?.replaceAll(/\[(\d+)\]/g, '.$1');
}

export interface PasswordFault {
  code: string;
  interpolation?: Record<string, string | number>;
}

const passwordFaults = [
  'too_short',
  'too_long',
  'character_types',
  'unsupported_characters',
  'pwned',
  'repetition',
  'sequence',
  'words',
  'user_info',
] as const;

/** A refused password says which rules it breaks: `password_rejected.restricted.words`. */
export function describePasswordFault({code, interpolation}: PasswordFault): string | undefined {
  const fault = passwordFaults.find((name) => code.endsWith(`.${name}`));
  return fault && i18n.t(`common:password_fault.${fault}`, interpolation ?? {});
}

/** The text of an error that is not about a single field. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const data = error.code === 'password.rejected' && Array.isArray(error.data) ? error.data : [];
  const faults = data.flatMap((fault) => describePasswordFault(fault) ?? []);
  if (faults.length > 0) return [error.message, ...faults].join(' ');
  return error.details ? `${error.message} (${error.details})` : error.message;
};
