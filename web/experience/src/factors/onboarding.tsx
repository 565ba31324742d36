// Two-step verification is proposed.
import {Form} from '../components/form.tsx';
import {StepPage, Ways} from '../components/step_page.tsx';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {Account} from './account.tsx';
import * as api from './api.ts';
import {Skip} from './skip.tsx';
import {useDemand} from './use_demand.ts';

export function Onboarding({pause}: {pause: DemandPause<'suggest'>}) {
  const form = useDemand(pause, () => api.answer('mfa-enabled'));
  return (
    <StepPage headline={t('twoStep.headline')} title={t('twoStep.headline')} lead={t('twoStep.text')}>
      <Form form={form} button={t('twoStep.turnOn')} />
      <Ways>
        <Skip pause={pause} answer="mfa-skipped" isBusy={form.busy} />
        <Account pause={pause} />
      </Ways>
    </StepPage>
  );
}
