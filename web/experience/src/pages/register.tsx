import {type FormEvent, type ReactNode, useState} from 'react';

import {FailureNotice, fieldError} from '../components/failure.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {Brand, Notice, Page, siblingPage, SubmitButton} from '../components/layout.tsx';
import {PasswordField} from '../components/password_field.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type IdentifierType} from '../context.ts';
import {explain, type Failure} from '../errors.ts';
import {type Pause, register} from '../flow.ts';
import {parseIdentifier} from '../identifier.ts';
import {codeOf} from '../phone.ts';
import {t} from '../phrases.ts';
import {rulesOf} from '../policy.ts';
import {useSubmit} from '../use_submit.ts';
import {usernameFault} from '../username.ts';
import {CompleteProfile} from './complete_profile.tsx';

/** What may be typed: what the application asks for, if the settings let it register. */
function allowedIdentifiers(): IdentifierType[] {
  const {identifiers} = context.signInExperience.signUp;
  const asked = identifiers.filter((identifier) => context.identifiers?.includes(identifier));
  return asked.length ? asked : identifiers;
}

/** What is wrong with a new password and its repetition, in words. */
export function newPasswordFaults(password: string, repeated: string): {password?: string; repeated?: string} {
  const met = rulesOf(context.signInExperience.passwordPolicy).every((rule) => rule.met(password));
  return {
    ...(!password ? {password: t('invalid.required')} : !met && {password: t('invalid.password')}),
    ...(password !== repeated && {repeated: t('invalid.confirm')}),
  };
}

interface Errors {
  identifier?: ReactNode;
  password?: ReactNode;
  repeated?: string;
  terms?: boolean;
}

export function Register() {
  const [identifier, setIdentifier] = useState(() => emptyIdentifier(context.loginHint));
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [shown, setShown] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);
  const [pause, setPause] = useState<Pause>();
  const {signUp, signInMode, passwordPolicy} = context.signInExperience;
  const allowed = allowedIdentifiers();
  // What is being corrected is not wrong any more until it is sent again.
  const clear = (...fields: (keyof Errors)[]) =>
    setErrors((found) => Object.fromEntries(Object.entries(found).filter(([name]) => !fields.includes(name as keyof Errors))));

  const act = async () => {
    const parsed = parseIdentifier(identifier.text, allowed, codeOf(identifier.region));
    const fault =
      typeof parsed === 'string'
        ? t(`invalid.${parsed}`)
        : parsed.type === 'username'
          ? usernameFault(parsed.value)
          : undefined;
    const found: Errors = {
      ...(fault && {identifier: fault}),
      ...newPasswordFaults(password, repeated),
      ...(mustAgree('Register') && !agreed && {terms: true}),
    };
    setErrors(found);
    setFailure(undefined);
    setAttempt(attempt + 1);
    if (typeof parsed === 'string' || Object.keys(found).length) return 'staying';
    setShown(false);
    const paused = await register(parsed, password);
    setPause(paused);
    return paused ? 'staying' : 'leaving';
  };
  const {busy, submit} = useSubmit(act, (error) => {
    const explained = explain(error, passwordPolicy);
    setFailure(explained);
    if (explained?.field) setErrors({[explained.field]: fieldError(explained)});
    setAttempt((count) => count + 1);
  });

  if (pause) return <CompleteProfile pause={pause} event="Register" />;

  const app = context.application?.name;
  const possible = allowed.length > 0 && signUp.password && signInMode !== 'SignIn';
  return (
    <Page>
      <Brand />
      <h1>{app ? t('register.headlineApp', {app}) : t('register.headline')}</h1>
      {possible ? (
        <form
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
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
            error={errors.identifier}
            attempt={attempt}
            withPassword
            isNew
            autoFocus
          />
          <PasswordField
            label={t('field.newPassword')}
            purpose="new"
            value={password}
            onChange={(value) => {
              setPassword(value);
              clear('password', 'repeated');
            }}
            error={errors.password}
            policy={passwordPolicy ?? {}}
            shown={shown}
            onShow={setShown}
            attempt={attempt}
          />
          <PasswordField
            label={t('field.confirmPassword')}
            purpose="new"
            value={repeated}
            onChange={(value) => {
              setRepeated(value);
              clear('repeated');
            }}
            error={errors.repeated}
            shown={shown}
            attempt={attempt}
          />
          <Terms
            event="Register"
            agreed={agreed}
            onChange={(value) => {
              setAgreed(value);
              clear('terms');
            }}
            error={Boolean(errors.terms)}
            attempt={attempt}
          />
          <SubmitButton busy={busy}>{t('register.button')}</SubmitButton>
        </form>
      ) : (
        <Notice text={t('register.unavailable')} />
      )}
      {signInMode !== 'Register' && (
        <p className="aside">
          {t('register.haveAccount')} <a href={siblingPage('/sign-in')}>{t('register.signIn')}</a>
        </p>
      )}
    </Page>
  );
}
