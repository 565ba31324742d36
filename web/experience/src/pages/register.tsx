import type {Identifier} from '../api.ts';
import {Journey} from '../components/journey.tsx';
import {siblingPage} from '../components/layout.tsx';
import {NewPasswordFields, useNewPassword} from '../components/new_password_fields.tsx';
import {context} from '../context.ts';
import {register, registerUsername} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import type {Pause} from '../pause.ts';
import {signUpIdentifiers, toAddress} from '../methods.ts';
import {t} from '../phrases.ts';
import {enterWithCode} from '../send_code.ts';
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
  const chosen = useNewPassword();
  const allowed = askedIdentifiers(signUpIdentifiers(settings));
  const isOneForm = settings.signUp.password && allowed.every((type) => type === 'username');

  const goOn = (pause: Pause | undefined) => {
    if (!pause) return 'leaving';
    steps.go(stepOf(pause));
    return 'staying';
  };
  const enter = async (identifier: Identifier) => {
    const password = chosen.take();
    const address = toAddress(identifier);
    if (isOneForm) return goOn(await register(identifier.value, password));
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
        return {...(fault && {identifier: fault}), ...(isOneForm && chosen.check())};
      }}
      enter={enter}
      passwords={isOneForm ? (form) => <NewPasswordFields form={form} {...chosen.fields} /> : undefined}
    />
  );
}

export const Register = () => <Journey start={context.invitation ? InvitedRegister : Start} />;
