import type {Failure} from '../errors.ts';
import {isRefusal} from '../flow.ts';
import {t} from '../phrases.ts';

/** The server waits a few minutes for what a device says. Here it is not a code that is spent. */
export const explainLate = (error: unknown): Failure | undefined =>
  isRefusal(error, 'session.verification_session_not_found') ? {text: t('twoStep.tooLate')} : undefined;
