import {useState} from 'react';

import type {Identifier} from '../api.ts';
import {Journey} from '../components/journey.tsx';
import {siblingPage} from '../components/layout.tsx';
import {newPasswordFaults, NewPasswordFields} from '../components/new_password_fields.tsx';
import {context} from '../context.ts';
import {register, registerUsername} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import type {Pause} from '../pause.ts';
import {signUpIdentifiers} from '../methods.ts';
import {t} from '../phrases.ts';
import {enterWithCode, toAddress} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {newIdentifierFault} from '../username.ts';
import {InvitedRegister} from './invited.tsx';
import {askedIdentifiers, StartForm} from './start_form.tsx';

const SignInLink = () => (
  <>
    {t('register.haveAccount')} <a href={siblingPage('/sign-in')}>{t('register.signIn')}</a>
  </>
);

function Start() {
  const steps = useSteps();
  const settings = context.signInExperience;
  const [chosen, setChosen] = useState({password: '', repeated: ''});
  const [shown, setShown] = useState(false);
  const allowed = askedIdentifiers(signUpIdentifiers(settings));
  const isOneForm = settings.signUp.password && allowed.every((type) => type === 'username');

  const goOn = (pause: Pause | undefined) => {
    if (!pause) return 'leaving';
    steps.go(stepOf(pause));
    return 'staying';
  };
  const enter = async (identifier: Identifier) => {
    setShown(false);
    const address = toAddress(identifier);
    if (isOneForm) return goOn(await register(identifier.value, chosen.password));
    if (!address) return goOn(await registerUsername(identifier.value, settings.signUp.password));
    steps.go(await enterWithCode('Register', address));
    return 'staying';
  };

  return (
    <StartForm
      event="Register"
      allowed={allowed}
      aside={settings.signInMode !== 'Register' && <SignInLink />}
      findFaults={(identifier) => {
        const fault = newIdentifierFault(identifier);
        return {...(fault && {identifier: fault}), ...(isOneForm && newPasswordFaults(chosen))};
      }}
      enter={enter}
      passwords={
        isOneForm
          ? ({errors, clear, attempt}) => (
              <NewPasswordFields
                value={chosen}
                onChange={setChosen}
                errors={errors}
                clear={clear}
                attempt={attempt}
                shown={shown}
                onShow={setShown}
              />
            )
          : undefined
      }
    />
  );
}

export const Register = () => <Journey start={context.invitation ? InvitedRegister : Start} />;
