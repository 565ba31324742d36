import {useState} from 'react';

import {siblingPage} from '../components/layout.tsx';
import {PasswordField} from '../components/password_field.tsx';
import {context, type IdentifierType} from '../context.ts';
import {signIn} from '../flow.ts';
import {t} from '../phrases.ts';
import {askedIdentifiers, EntryPage} from './entry_page.tsx';

function allowedIdentifiers(): IdentifierType[] {
  const {signInMode, signIn: {methods}} = context.signInExperience;
  if (signInMode === 'Register') return [];
  return askedIdentifiers(methods.filter(({password}) => password).map(({identifier}) => identifier));
}

export function SignIn() {
  const [password, setPassword] = useState('');
  const app = context.application?.name;
  return (
    <EntryPage
      event="SignIn"
      allowed={allowedIdentifiers()}
      lead={
        context.isSecondSignIn && <p className="lead">{app ? t('signIn.againApp', {app}) : t('signIn.again')}</p>
      }
      aside={
        context.signInExperience.signInMode !== 'SignIn' && (
          <>
            {t('signIn.noAccount')} <a href={siblingPage('/register')}>{t('signIn.register')}</a>
          </>
        )
      }
      isFocusOnPassword={Boolean(context.loginHint)}
      findFaults={(identifier) => ({
        ...(typeof identifier === 'string' && {identifier: t(`invalid.${identifier}`)}),
        ...(!password && {password: t('invalid.required')}),
      })}
      enter={(identifier) => signIn(identifier, password)}
      passwords={({errors, clear, ...part}) => (
        <PasswordField
          {...part}
          label={t('field.password')}
          purpose="current"
          value={password}
          onChange={(value) => {
            setPassword(value);
            clear('password');
          }}
          error={errors['password']}
          autoFocus={Boolean(context.loginHint)}
        />
      )}
    />
  );
}
