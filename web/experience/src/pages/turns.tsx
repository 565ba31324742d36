// Where a dialogue turns out to be another one: an account that is not there, is there already, must not be
// used, or has a password that is too old.
import {useState} from 'react';

import type {Address, Identifier} from '../api.ts';
import {Form} from '../components/form.tsx';
import {forgotStep} from '../components/forgot_link.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {StepPage, Way, Ways} from '../components/step_page.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type InteractionEvent} from '../context.ts';
import {switchTo} from '../flow.ts';
import {canRegisterWith, canSignInWith, resetIdentifiers} from '../methods.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

/** Goes on with the same proof as the other event. */
function useSwitch(event: InteractionEvent, verificationId: string, check?: () => Record<string, true>) {
  const steps = useSteps();
  return useForm({
    fields: [],
    ...(check && {check}),
    act: async () => {
      const pause = await switchTo(event, verificationId);
      if (!pause) return 'leaving';
      steps.replace(stepOf(pause));
      return 'staying';
    },
  });
}

interface TurnProps {
  address: Address;
  verificationId: string;
}

const OtherAddress = ({address: {type}, back}: {address: Address; back: () => void}) => (
  <Ways>
    <Way onClick={back}>{t(type === 'email' ? 'code.otherEmail' : 'code.otherPhone')}</Way>
  </Ways>
);

export function NoAccount({address, verificationId, purpose}: TurnProps & {purpose: 'enter' | 'link' | 'reset'}) {
  const steps = useSteps();
  const [agreed, setAgreed] = useState(false);
  // Where signing in needs the agreement too, it was given on the way here.
  const hasAgreed = mustAgree('SignIn');
  const form = useSwitch('Register', verificationId, () =>
    !hasAgreed && mustAgree('Register') && !agreed ? {terms: true} : {},
  );
  const isOffered =
    purpose === 'link' || (purpose === 'enter' && canRegisterWith(context.signInExperience, address.type));
  const text = rich(isOffered ? 'noAccount.offer' : 'noAccount.text', {address: <IdentifierText identifier={address} />});
  return (
    <StepPage headline={t('noAccount.headline')} title={t('noAccount.headline')} lead={text}>
      {isOffered && (
        <Form form={form} button={t('register.button')}>
          {!hasAgreed && (
            <Terms event="Register" agreed={agreed} onAgree={setAgreed} forms={[form]} />
          )}
        </Form>
      )}
      {purpose !== 'link' && (
        <OtherAddress
          address={address}
          back={() => (purpose === 'reset' ? steps.back() : steps.restart({name: 'start'}))}
        />
      )}
    </StepPage>
  );
}

export function HasAccount({address, verificationId}: TurnProps) {
  const steps = useSteps();
  const form = useSwitch('SignIn', verificationId);
  const isOffered = canSignInWith(context.signInExperience, address.type);
  const text = rich(isOffered ? 'hasAccount.offer' : 'hasAccount.text', {address: <IdentifierText identifier={address} />});
  return (
    <StepPage headline={t('hasAccount.headline')} title={t('hasAccount.headline')} lead={text}>
      {isOffered && <Form form={form} button={t('signIn.button')} />}
      <OtherAddress address={address} back={() => steps.restart({name: 'start'})} />
    </StepPage>
  );
}

export function Expired({identifier}: {identifier: Identifier}) {
  const steps = useSteps();
  const canReset = resetIdentifiers(context.signInExperience).length > 0;
  return (
    <StepPage
      headline={t('expired.headline')}
      title={t('expired.headline')}
      lead={t(canReset ? 'expired.text' : 'error.passwordExpired')}
    >
      {canReset && (
        <button type="button" className="button" onClick={() => steps.go(forgotStep(identifier))}>
          {t('expired.button')}
        </button>
      )}
    </StepPage>
  );
}

export function Suspended() {
  const steps = useSteps();
  return (
    <StepPage headline={t('suspended.headline')} title={t('suspended.headline')} lead={t('suspended.text')}>
      <Ways>
        <Way onClick={() => steps.restart({name: 'start'})}>{t('suspended.other')}</Way>
      </Ways>
    </StepPage>
  );
}
