// One form: checked here, sent once, its refusals shown at their fields or above them all.
import {type FormEvent, type ReactNode, useState} from 'react';

import {fieldError} from './components/failure.tsx';
import {context} from './context.ts';
import {explain, type Failure} from './errors.ts';
import {useErrors} from './use_errors.ts';
import {useSubmit} from './use_submit.ts';

export interface PlainOptions {
  /** faults by the name of their field, given those that are shown; none sends the form */
  check?: (shown: Record<string, ReactNode>) => Record<string, ReactNode> | Promise<Record<string, ReactNode>>;
  act: () => Promise<'leaving' | 'staying'>;
  /** true: the refusal is dealt with */
  onError?: (error: unknown) => boolean;
  /** names of the fields; a refusal that is about another one stands above the form */
  fields: string[];
  /** what refusals of this form say, where that differs from the usual; undefined where it does not */
  explain?: (error: unknown) => Failure | undefined;
}

export function usePlainForm({check, act, onError, fields, ...options}: PlainOptions) {
  const {errors, setErrors, clear} = useErrors();
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);

  const fail = (error: unknown) => {
    if (onError?.(error)) return;
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

export type PlainForm = ReturnType<typeof usePlainForm>;

/** What a field needs to know of its form. */
export type FieldForm = Pick<PlainForm, 'errors' | 'clear' | 'attempt'>;
