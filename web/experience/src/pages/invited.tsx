// The dialogue that an invitation's link began: a new account for its address, or the account that has it.
import {type ReactNode, useState} from 'react';

import {Form} from '../components/form.tsx';
import {siblingPage} from '../components/layout.tsx';
import {StepPage, Way, Ways} from '../components/step_page.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context} from '../context.ts';
import {isRefusal, registerInvited} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

const invitedEmail = () => <strong dir="ltr">{context.invitation?.email}</strong>;

/** Undefined if no invitation began the dialogue. */
export const invitedLead = (phrase: 'register' | 'signIn'): ReactNode =>
  context.invitation &&
  rich(`invitation.${phrase}`, {
    email: invitedEmail(),
    organization: <bdi>{context.invitation.organization ?? ''}</bdi>,
  });

export function InvitedRegister() {
  const steps = useSteps();
  const [agreed, setAgreed] = useState(false);
  const form = useForm({
    fields: [],
    check: () => (mustAgree('Register') && !agreed ? {terms: true} : {}),
    act: async () => {
      const pause = await registerInvited();
      if (!pause) return 'leaving';
      steps.go(stepOf(pause));
      return 'staying';
    },
    // The address has become somebody's since the link was opened.
    onError: (error) => {
      if (!isRefusal(error, 'user.email_already_in_use')) return false;
      location.replace(siblingPage('/sign-in'));
      return true;
    },
  });
  return (
    <StepPage headline={t('register.headline')} lead={invitedLead('register')}>
      <Form form={form} button={t('register.button')}>
        <Terms event="Register" agreed={agreed} onAgree={setAgreed} forms={[form]} />
      </Form>
    </StepPage>
  );
}

export function OtherAccount() {
  const steps = useSteps();
  return (
    <StepPage
      headline={t('invitation.otherHeadline')}
      title={t('invitation.otherHeadline')}
      lead={rich('invitation.otherText', {email: invitedEmail()})}
    >
      <Ways>
        <Way onClick={() => steps.restart({name: 'start'})}>{t('invitation.otherButton')}</Way>
      </Ways>
    </StepPage>
  );
}

export const InvitationEnded = () => (
  <StepPage
    headline={t('invitation.endedHeadline')}
    title={t('invitation.endedHeadline')}
    lead={t('invitation.endedText')}
  />
);
