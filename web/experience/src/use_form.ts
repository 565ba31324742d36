// One form of a step: checked here, sent once, its refusals shown at their fields or above them all.
import {type FormEvent, type ReactNode, useState} from 'react';

import {ApiError, type Identifier} from './api.ts';
import {fieldError} from './components/failure.tsx';
import {context} from './context.ts';
import {explain, type Failure} from './errors.ts';
import {ssoStepAfter} from './sso.ts';
import {type Step, useSteps} from './steps.ts';
import {useErrors} from './use_errors.ts';
import {useSubmit} from './use_submit.ts';

export interface Options {
  /** faults by the name of their field, given those that are shown; none sends the form */
  check?: (shown: Record<string, ReactNode>) => Record<string, ReactNode> | Promise<Record<string, ReactNode>>;
  act: () => Promise<'leaving' | 'staying'>;
  /** true: the refusal is dealt with */
  onError?: (error: unknown) => boolean;
  /** names of the fields; a refusal that is about another one stands above the form */
  fields: string[];
  /** what refusals of this form say, where that differs from the usual; undefined where it does not */
  explain?: (error: unknown) => Failure | undefined;
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

export function useForm({check, act, onError, fields, identifier, ...options}: Options) {
  const steps = useSteps();
  const {errors, setErrors, clear} = useErrors();
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);

  const fail = (error: unknown) => {
    if (onError?.(error)) return;
    const step = stepAfter(error, identifier?.());
    if (step) return steps.go(step);
    const explained = options.explain?.(error) ?? explain(error, context.signInExperience.passwordPolicy);
    const field = explained?.field;
    if (explained && field && fields.includes(field)) setErrors({[field]: fieldError(explained)});
    else setFailure(explained && {text: explained.text});
    setAttempt((count) => count + 1);
  };

  const {busy, submit} = useSubmit(async () => {
    const found = (await check?.(errors)) ?? {};
    setErrors(found);
    setFailure(undefined);
    setAttempt((count) => count + 1);
    return Object.keys(found).length ? 'staying' : act();
  }, fail);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return {busy, submit, onSubmit, fail, errors, clear, failure, attempt};
}

export type StepForm = ReturnType<typeof useForm>;
