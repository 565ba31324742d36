import {useState} from 'react';

import {siblingPage} from '../components/layout.tsx';
import {newPasswordFaults, NewPasswordFields} from '../components/new_password_fields.tsx';
import {context, type IdentifierType} from '../context.ts';
import {register} from '../flow.ts';
import {t} from '../phrases.ts';
import {newIdentifierFault} from '../username.ts';
import {askedIdentifiers, EntryPage} from './entry_page.tsx';

function allowedIdentifiers(): IdentifierType[] {
  const {signInMode, signUp} = context.signInExperience;
  return signUp.password && signInMode !== 'SignIn' ? askedIdentifiers(signUp.identifiers) : [];
}

export function Register() {
  const [chosen, setChosen] = useState({password: '', repeated: ''});
  return (
    <EntryPage
      event="Register"
      allowed={allowedIdentifiers()}
      aside={
        context.signInExperience.signInMode !== 'Register' && (
          <>
            {t('register.haveAccount')} <a href={siblingPage('/sign-in')}>{t('register.signIn')}</a>
          </>
        )
      }
      findFaults={(identifier) => {
        const fault = newIdentifierFault(identifier);
        return {...(fault && {identifier: fault}), ...newPasswordFaults(chosen)};
      }}
      enter={(identifier) => register(identifier, chosen.password)}
      passwords={(part) => <NewPasswordFields {...part} value={chosen} onChange={setChosen} />}
    />
  );
}
