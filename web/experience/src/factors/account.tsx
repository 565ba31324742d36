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

/** Why a factor is asked for, on a page that no choice has led to. */
export function reasonOf({demand: {factors, skip}}: DemandPause<'bind'>): string | undefined {
  if (usable(factors).length > 1) return undefined;
  return t(skip === 'suggestion' ? 'twoStep.chooseMoreText' : 'twoStep.reason');
}
