// Which factor to set up.
import type {ComponentType} from 'react';

import {Key} from '../components/icons.tsx';
import {StepPage} from '../components/step_page.tsx';
import type {Factor} from '../context.ts';
import {usable} from '../next_step.ts';
import type {DemandPause} from '../pause.ts';
import {type PhraseKey, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {offerOf} from './account.tsx';
import {Forward, Mail, Message, Phone} from './icons.tsx';
import {OtherThan} from './skip.tsx';

const looks: Partial<Record<Factor, {name: PhraseKey; text: PhraseKey; Icon: ComponentType}>> = {
  WebAuthn: {name: 'twoStep.passkey', text: 'twoStep.passkeyText', Icon: Key},
  Totp: {name: 'twoStep.totp', text: 'twoStep.totpText', Icon: Phone},
  PhoneVerificationCode: {name: 'twoStep.phone', text: 'twoStep.phoneText', Icon: Message},
  EmailVerificationCode: {name: 'twoStep.email', text: 'twoStep.emailText', Icon: Mail},
};

export function ChooseFactor({pause}: {pause: DemandPause<'bind'>}) {
  const steps = useSteps();
  const isMore = pause.demand.skip === 'suggestion';
  const headline = t(isMore ? 'twoStep.chooseMore' : 'twoStep.choose');
  return (
    <StepPage headline={headline} title={headline} lead={offerOf(pause) ?? t('twoStep.chooseText')}>
      <ul className="factors">
        {usable(pause.demand.factors).map((factor) => {
          const look = looks[factor];
          return (
            look && (
              <li key={factor}>
                <button type="button" onClick={() => steps.go({name: 'mfa-binding', pause, factor})}>
                  <look.Icon />
                  <span>
                    <strong>{t(look.name)}</strong>
                    <small>{t(look.text)}</small>
                  </span>
                  <Forward />
                </button>
              </li>
            )
          );
        })}
      </ul>
      <OtherThan pause={pause} isBusy={false} isList />
    </StepPage>
  );
}
