// Shows the step that a dialogue is at.
import type {ComponentType} from 'react';

import {CodePage} from '../pages/code.tsx';
import {Complete} from '../pages/complete.tsx';
import {ForgotPassword} from '../pages/forgot_password.tsx';
import {InvitationEnded, OtherAccount} from '../pages/invited.tsx';
import {ResetLink} from '../pages/reset_link.tsx';
import {Expired, HasAccount, NoAccount, Suspended} from '../pages/turns.tsx';
import {SsoConnectors, SsoEmail, SsoLink} from '../pages/single_sign_on.tsx';
import {PasswordPage} from '../pages/password.tsx';
import {ResetPassword} from '../pages/reset_password.tsx';
import {type FactorStep, type Step, StepsContext, useHistorySteps} from '../steps.ts';
import {FactorGate} from './factor_gate.tsx';

/** Another factor is another page. */
const keyOf = (step: FactorStep) => `${step.name} ${'factor' in step ? step.factor : ''}`;

function Shown({step, start: Start}: {step: Step; start: ComponentType}) {
  switch (step.name) {
    case 'password':
      return <PasswordPage {...step} />;
    case 'code':
      return <CodePage {...step} />;
    case 'no-account':
      return <NoAccount {...step} />;
    case 'has-account':
      return <HasAccount {...step} />;
    case 'complete':
      return <Complete key={JSON.stringify(step.pause.missing[0])} {...step} />;
    case 'forgot':
      return <ForgotPassword {...step} />;
    case 'sso-email':
      return <SsoEmail {...step} />;
    case 'sso-connectors':
      return <SsoConnectors {...step} />;
    case 'sso-link':
      return <SsoLink {...step} />;
    case 'reset':
      return <ResetPassword {...step} />;
    case 'expired':
      return <Expired {...step} />;
    case 'suspended':
      return <Suspended />;
    case 'reset-link':
      return <ResetLink />;
    case 'other-account':
      return <OtherAccount />;
    case 'invitation-ended':
      return <InvitationEnded />;
    case 'start':
      return <Start />;
    default:
      return <FactorGate key={keyOf(step)} step={step} />;
  }
}

/** `initial`: where it begins, if not at `start`. */
export function Journey({start, initial}: {start: ComponentType; initial?: Step}) {
  const steps = useHistorySteps(initial);
  return (
    <StepsContext.Provider value={steps}>
      <Shown step={steps.step} start={start} />
    </StepsContext.Provider>
  );
}
