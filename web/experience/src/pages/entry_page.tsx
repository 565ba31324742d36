// Signing in and registering: a form with an identifier, a password and the terms.
import {type FormEvent, type ReactNode, useRef, useState} from 'react';

import type {Identifier} from '../api.ts';
import {FailureNotice, fieldError} from '../components/failure.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {Brand, Notice, Page, SubmitButton} from '../components/layout.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type IdentifierType, type InteractionEvent} from '../context.ts';
import {explain, type Failure} from '../errors.ts';
import type {Pause} from '../flow.ts';
import {type IdentifierFault, parseIdentifier} from '../identifier.ts';
import {t} from '../phrases.ts';
import {useErrors} from '../use_errors.ts';
import {useSubmit} from '../use_submit.ts';
import {CompleteProfile} from './complete_profile.tsx';

export interface PasswordPart {
  errors: Record<string, ReactNode>;
  clear: (...names: string[]) => void;
  shown: boolean;
  onShow: (shown: boolean) => void;
  attempt: number;
}

interface Props {
  event: InteractionEvent;
  /** identifiers that can be typed; none: the form is not shown */
  allowed: IdentifierType[];
  lead?: ReactNode;
  aside: ReactNode;
  isFocusOnPassword?: boolean;
  passwords: (part: PasswordPart) => ReactNode;
  findFaults: (identifier: Identifier | IdentifierFault) => Record<string, ReactNode>;
  enter: (identifier: Identifier) => Promise<Pause | undefined>;
}

/** The allowed identifiers that the application asks for, or all of them. */
export function askedIdentifiers(allowed: IdentifierType[]): IdentifierType[] {
  const asked = allowed.filter((identifier) => context.identifiers?.includes(identifier));
  return asked.length ? asked : allowed;
}

export function EntryPage({event, allowed, lead, aside, isFocusOnPassword = false, passwords, ...props}: Props) {
  const [identifier, setIdentifier] = useState(() => emptyIdentifier(context.loginHint));
  const [shown, setShown] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const {errors, setErrors, clear} = useErrors();
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);
  const [pause, setPause] = useState<Pause>();
  const form = useRef<HTMLFormElement>(null);

  const act = async () => {
    const parsed = parseIdentifier(identifier.text, allowed, identifier.region);
    const found = {
      ...props.findFaults(parsed),
      ...(mustAgree(event) && !agreed && {terms: true}),
    };
    setErrors(found);
    setFailure(undefined);
    setAttempt(attempt + 1);
    if (typeof parsed === 'string' || Object.keys(found).length) return 'staying';
    // Typed text must not stay readable while the page waits.
    setShown(false);
    const paused = await props.enter(parsed);
    setPause(paused);
    return paused ? 'staying' : 'leaving';
  };
  const {busy, submit} = useSubmit(act, (error) => {
    const explained = explain(error, context.signInExperience.passwordPolicy);
    setFailure(explained);
    if (explained?.field) setErrors({[explained.field]: fieldError(explained)});
    setAttempt((count) => count + 1);
    // Most likely it was the password: the next key press replaces it.
    form.current?.querySelector<HTMLInputElement>('[name="password"]')?.select();
  });

  if (pause) return <CompleteProfile pause={pause} event={event} />;

  const app = context.application?.name;
  const words = event === 'SignIn' ? 'signIn' : 'register';
  return (
    <Page>
      <Brand />
      <h1>{app ? t(`${words}.headlineApp`, {app}) : t(`${words}.headline`)}</h1>
      {lead}
      {allowed.length > 0 ? (
        <form
          noValidate
          ref={form}
          onSubmit={(submitted: FormEvent) => {
            submitted.preventDefault();
            void submit();
          }}
        >
          <FailureNotice failure={failure} attempt={attempt} />
          <IdentifierField
            allowed={allowed}
            value={identifier}
            onChange={(value) => {
              setIdentifier(value);
              clear('identifier');
            }}
            error={errors['identifier']}
            attempt={attempt}
            withPassword
            isNew={event === 'Register'}
            autoFocus={!isFocusOnPassword}
          />
          {passwords({errors, clear, shown, onShow: setShown, attempt})}
          <Terms
            event={event}
            agreed={agreed}
            onChange={(value) => {
              setAgreed(value);
              clear('terms');
            }}
            error={Boolean(errors['terms'])}
            attempt={attempt}
          />
          <SubmitButton busy={busy}>{t(`${words}.button`)}</SubmitButton>
        </form>
      ) : (
        <Notice text={t(`${words}.unavailable`)} />
      )}
      {aside && <p className="aside">{aside}</p>}
    </Page>
  );
}
