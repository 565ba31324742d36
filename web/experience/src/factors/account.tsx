// Whose account a factor is set up for, and the way to another one.
import {IdentifierText} from '../components/identifier_text.tsx';
import {StartAgain} from '../components/other_ways.tsx';
import {usable} from '../next_step.ts';
import type {AnyDemandPause, DemandPause} from '../pause.ts';
import {rich, t} from '../phrases.ts';

export const Account = ({pause: {progress}}: {pause: AnyDemandPause}) => (
  <div>
    {progress.account && (
      <p>{rich('twoStep.account', {account: <IdentifierText identifier={progress.account} />})}</p>
    )}
    <StartAgain>{t('password.other')}</StartAgain>
  </div>
);

/** What is only offered demands nothing. */
const reasons = {suggestion: 'twoStep.chooseMoreText', mfa: 'twoStep.text'} as const;

export const offerOf = ({demand: {skip}}: DemandPause<'bind'>): string | undefined => skip && t(reasons[skip]);

/** Why a factor is asked for, on a page that no choice has led to. */
export const reasonOf = (pause: DemandPause<'bind'>): string | undefined =>
  usable(pause.demand.factors).length > 1 ? undefined : (offerOf(pause) ?? t('twoStep.reason'));
