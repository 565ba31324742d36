// One form of a step. A refusal that is a step of its own leads there.
import {ApiError, type Identifier} from './api.ts';
import {ssoStepAfter} from './sso.ts';
import {type Step, useSteps} from './steps.ts';
import {type PlainOptions, usePlainForm} from './use_plain_form.ts';

export interface Options extends PlainOptions {
  /** what the form is about: for the step after an expired password */
  identifier?: () => Identifier | undefined;
}

/** Refusals that are a step of their own, whatever was tried. */
export function stepAfter(error: unknown, identifier?: Identifier): Step | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'user.suspended') return {name: 'suspended'};
  if (error.code === 'organization_invitation.email_mismatch') return {name: 'other-account'};
  if (error.code === 'organization_invitation.ended') return {name: 'invitation-ended'};
  if (error.code === 'password.expired' && identifier) return {name: 'expired', identifier};
  return ssoStepAfter(error);
}

export function useForm({identifier, onError, ...options}: Options) {
  const steps = useSteps();
  return usePlainForm({
    ...options,
    onError: (error) => {
      if (onError?.(error)) return true;
      const step = stepAfter(error, identifier?.());
      if (step) steps.go(step);
      return step !== undefined;
    },
  });
}

export type StepForm = ReturnType<typeof useForm>;
