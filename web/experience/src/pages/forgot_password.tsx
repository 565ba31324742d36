// Where to send the code that allows to set a new password. The answer is the same for every address.
import {AddressForm} from '../components/address_form.tsx';
import {Notice} from '../components/layout.tsx';
import {StepPage, Way, Ways} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {beginWithCode} from '../flow.ts';
import {resetIdentifiers} from '../methods.ts';
import {t} from '../phrases.ts';
import {type Typed, useSteps} from '../steps.ts';

export function ForgotPassword({typed}: {typed?: Typed}) {
  const steps = useSteps();
  const allowed = resetIdentifiers(context.signInExperience);
  return (
    <StepPage headline={t('forgot.headline')} title={t('forgot.headline')} lead={t('forgot.text')}>
      {allowed.length > 0 ? (
        <AddressForm
          allowed={allowed}
          first={typed}
          button={t('forgot.button')}
          send={(to) => beginWithCode('ForgotPassword', to)}
          purpose={{kind: 'reset'}}
          kept={(kept) => ({name: 'forgot', typed: kept})}
          autoFocus
        />
      ) : (
        <Notice text={t('forgot.unavailable')} />
      )}
      <Ways>
        <Way onClick={() => steps.restart({name: 'start'})}>{t('forgot.back')}</Way>
      </Ways>
    </StepPage>
  );
}
