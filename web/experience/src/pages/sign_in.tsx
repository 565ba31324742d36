import type {Identifier} from '../api.ts';
import {CurrentPassword, useCurrentPassword} from '../components/current_password.tsx';
import {Journey} from '../components/journey.tsx';
import {siblingPage} from '../components/layout.tsx';
import {ForgotLink} from '../components/forgot_link.tsx';
import {context} from '../context.ts';
import {loadFactorPages} from '../factors/load.ts';
import {signIn} from '../flow.ts';
import {findLink} from '../link.ts';
import {isPasswordOnly, proofsOf, signInIdentifiers, toAddress} from '../methods.ts';
import {stepOf} from '../next_step.ts';
import {remembersPasskey} from '../passkey_memory.ts';
import {t} from '../phrases.ts';
import {enterWithCode} from '../send_code.ts';
import {ssoConnectors} from '../sso.ts';
import {useSteps} from '../steps.ts';
import {passkeyEntry} from '../use_passkey_entry.ts';
import {invitedLead} from './invited.tsx';
import {askedIdentifiers, StartForm} from './start_form.tsx';

const RegisterLink = () => (
  <>
    {t('signIn.noAccount')} <a href={siblingPage('/register')}>{t('signIn.register')}</a>
  </>
);

function Start() {
  const steps = useSteps();
  const settings = context.signInExperience;
  const password = useCurrentPassword();
  const allowed = askedIdentifiers(signInIdentifiers(settings));
  const passkeys = passkeyEntry();
  // Without a button, a passkey is asked for once the identifier is known.
  const isOneForm = isPasswordOnly(settings, allowed) && (!passkeys || passkeys.hasButton);
  const isFocusOnPassword = isOneForm && Boolean(context.loginHint);
  const app = context.application?.name;

  const enterWithPassword = async (identifier: Identifier) => {
    const pause = await signIn(identifier, password.take());
    if (!pause) return 'leaving';
    steps.go(stepOf(pause));
    return 'staying';
  };
  const chooseProof = async (identifier: Identifier) => {
    if (passkeys && remembersPasskey()) {
      await loadFactorPages().catch(() => undefined);
      steps.go({name: 'sign-in-passkey', identifier});
      return 'staying' as const;
    }
    const address = toAddress(identifier);
    const [proof] = proofsOf(settings, identifier.type);
    steps.go(address && proof === 'code' ? await enterWithCode('SignIn', address) : {name: 'password', identifier});
    return 'staying' as const;
  };

  return (
    <StartForm
      event="SignIn"
      allowed={allowed}
      lead={invitedLead('signIn') ?? (context.isSecondSignIn && (app ? t('signIn.againApp', {app}) : t('signIn.again')))}
      aside={settings.signInMode !== 'SignIn' && <RegisterLink />}
      isFocusOnPassword={isFocusOnPassword}
      passkeys={passkeys}
      findFaults={(identifier) => ({
        ...(typeof identifier === 'string' && {identifier: t(`invalid.${identifier}`)}),
        ...(isOneForm && password.check()),
      })}
      enter={isOneForm ? enterWithPassword : chooseProof}
      passwords={
        isOneForm
          ? (form) => (
              <div>
                <CurrentPassword form={form} {...password.field} autoFocus={isFocusOnPassword} />
                <ForgotLink />
              </div>
            )
          : undefined
      }
    />
  );
}

export const SignIn = () => <Journey start={Start} />;

/** For an application whose people have their companies' sign-ins. */
export const SingleSignOn = () => (
  <Journey start={Start} {...(ssoConnectors().length > 0 && {initial: {name: 'sso-email'}})} />
);

/** For an application that sends people here because they forgot the password. */
export const Forgot = () => <Journey start={Start} initial={{name: findLink() ? 'reset-link' : 'forgot'}} />;
