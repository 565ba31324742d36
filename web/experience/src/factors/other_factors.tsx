import {Way, Ways} from '../components/step_page.tsx';
import type {Factor} from '../context.ts';
import {usable} from '../next_step.ts';
import type {DemandPause} from '../pause.ts';
import {type PhraseKey, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';

const names: Record<Factor, PhraseKey> = {
  Totp: 'twoStep.useTotp',
  WebAuthn: 'twoStep.usePasskey',
  BackupCode: 'twoStep.useBackup',
  EmailVerificationCode: 'twoStep.useEmail',
  PhoneVerificationCode: 'twoStep.usePhone',
};

/** The person's other factors. One takes the place of the other: going back leaves them all. */
export function OtherFactors({pause, factor}: {pause: DemandPause<'verify'>; factor: Factor}) {
  const steps = useSteps();
  const others = usable(pause.demand.factors).filter((other) => other !== factor);
  if (others.length === 0) return null;
  return (
    <nav className="others" aria-labelledby="others">
      <h2 id="others">{t('twoStep.others')}</h2>
      <Ways>
        {others.map((other) => (
          <Way key={other} onClick={() => steps.replace({name: 'mfa-verification', pause, factor: other})}>
            {t(names[other])}
          </Way>
        ))}
      </Ways>
    </nav>
  );
}
