import {type FormEvent, useRef, useState} from 'react';

import {FailureNotice} from '../components/failure.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {Brand, Notice, Page, siblingPage, SubmitButton} from '../components/layout.tsx';
import {PasswordField} from '../components/password_field.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type IdentifierType} from '../context.ts';
import {explain, type Failure} from '../errors.ts';
import {type Pause, signIn} from '../flow.ts';
import {parseIdentifier} from '../identifier.ts';
import {codeOf} from '../phone.ts';
import {t} from '../phrases.ts';
import {useSubmit} from '../use_submit.ts';
import {CompleteProfile} from './complete_profile.tsx';

/** What may be typed: what the application asks for, if the settings let it sign in. */
function allowedIdentifiers(): IdentifierType[] {
  const {methods} = context.signInExperience.signIn;
  const withPassword = methods.filter(({password}) => password).map(({identifier}) => identifier);
  const asked = withPassword.filter((identifier) => context.identifiers?.includes(identifier));
  return asked.length ? asked : withPassword;
}

export function SignIn() {
  const [identifier, setIdentifier] = useState(() => emptyIdentifier(context.loginHint));
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const [errors, setErrors] = useState<{identifier?: string; password?: string; terms?: boolean}>({});
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);
  const [pause, setPause] = useState<Pause>();
  const form = useRef<HTMLFormElement>(null);
  const {signInMode} = context.signInExperience;
  const allowed = allowedIdentifiers();
  const clear = (field: 'identifier' | 'password' | 'terms') => setErrors(({[field]: _, ...others}) => others);

  const act = async () => {
    const parsed = parseIdentifier(identifier.text, allowed, codeOf(identifier.region));
    const found = {
      ...(typeof parsed === 'string' && {identifier: t(`invalid.${parsed}`)}),
      ...(!password && {password: t('invalid.required')}),
      ...(mustAgree('SignIn') && !agreed && {terms: true}),
    };
    setErrors(found);
    setFailure(undefined);
    setAttempt(attempt + 1);
    if (typeof parsed === 'string' || Object.keys(found).length) return 'staying';
    // Typed text must not stay readable while the page waits.
    setShown(false);
    const paused = await signIn(parsed, password);
    setPause(paused);
    return paused ? 'staying' : 'leaving';
  };
  const {busy, submit} = useSubmit(act, (error) => {
    const explained = explain(error);
    setFailure(explained);
    if (explained?.field === 'identifier') setErrors({identifier: explained.text});
    setAttempt((count) => count + 1);
    // Most likely it was the password: the next key press replaces it.
    form.current?.querySelector<HTMLInputElement>('[name="password"]')?.select();
  });

  if (pause) return <CompleteProfile pause={pause} event="SignIn" />;

  const app = context.application?.name;
  const possible = allowed.length > 0 && signInMode !== 'Register';
  return (
    <Page>
      <Brand />
      <h1>{app ? t('signIn.headlineApp', {app}) : t('signIn.headline')}</h1>
      {context.isSecondSignIn && (
        <p className="lead">{app ? t('signIn.againApp', {app}) : t('signIn.again')}</p>
      )}
      {possible ? (
        <form
          noValidate
          ref={form}
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
            autoFocus={!context.loginHint}
          />
          <PasswordField
            label={t('field.password')}
            purpose="current"
            value={password}
            onChange={(value) => {
              setPassword(value);
              clear('password');
            }}
            error={errors.password}
            shown={shown}
            onShow={setShown}
            attempt={attempt}
            autoFocus={Boolean(context.loginHint)}
          />
          <Terms
            event="SignIn"
            agreed={agreed}
            onChange={(value) => {
              setAgreed(value);
              clear('terms');
            }}
            error={Boolean(errors.terms)}
            attempt={attempt}
          />
          <SubmitButton busy={busy}>{t('signIn.button')}</SubmitButton>
        </form>
      ) : (
        <Notice text={t('signIn.unavailable')} />
      )}
      {signInMode !== 'SignIn' && (
        <p className="aside">
          {t('signIn.noAccount')} <a href={siblingPage('/register')}>{t('signIn.register')}</a>
        </p>
      )}
    </Page>
  );
}
