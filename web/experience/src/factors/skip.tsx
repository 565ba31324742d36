import {useId} from 'react';

import {FailureNotice} from '../components/failure.tsx';
import {Way, Ways} from '../components/step_page.tsx';
import {usable} from '../next_step.ts';
import type {AnyDemandPause, DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {Account} from './account.tsx';
import * as api from './api.ts';
import {useDemand} from './use_demand.ts';

interface Props {
  pause: AnyDemandPause;
  answer: api.Answer;
  /** Something else of the page is on its way. */
  isBusy: boolean;
}

/** The way past something that is only proposed. */
export function Skip({pause, answer, isBusy}: Props) {
  const {busy, submit, failure, attempt} = useDemand(pause, () => api.answer(answer));
  const id = useId();
  return (
    <div>
      <FailureNotice failure={failure} attempt={attempt} />
      <Way busy={busy || isBusy} describedBy={id} onClick={() => !isBusy && void submit()}>
        {t('twoStep.notNow')}
      </Way>
      {/* The server remembers the answer. */}
      <p className="way-text" id={id}>
        {t(answer === 'passkey-skipped' ? 'passkey.notNowText' : 'twoStep.notNowText')}
      </p>
    </div>
  );
}

/** The ways out of setting a factor up: another one, none, or another account. */
export function OtherThan({pause, isBusy, isList}: {pause: DemandPause<'bind'>; isBusy: boolean; isList?: true}) {
  const steps = useSteps();
  const {skip, factors} = pause.demand;
  const hasList = !isList && usable(factors).length > 1;
  return (
    <Ways>
      {hasList && <Way onClick={steps.back}>{t('twoStep.other')}</Way>}
      {skip && (
        <Skip pause={pause} answer={skip === 'mfa' ? 'mfa-skipped' : 'mfa-suggestion-skipped'} isBusy={isBusy} />
      )}
      <Account pause={pause} />
    </Ways>
  );
}
