// An address that codes go to from now on. It is proven on the page of the code.
import * as api from '../api.ts';
import {AddressForm} from '../components/address_form.tsx';
import {leadId} from '../components/layout.tsx';
import {StepPage} from '../components/step_page.tsx';
import type {AddressType, Factor} from '../context.ts';
import type {DemandPause} from '../pause.ts';
import {sentences, t} from '../phrases.ts';
import {reasonOf} from './account.tsx';
import {OtherThan} from './skip.tsx';

interface Props {
  pause: DemandPause<'bind'>;
  factor: Factor;
  type: AddressType;
  /** The address that was proven belongs to another account. */
  isTaken: boolean;
}

const texts = {
  email: {headline: 'twoStep.setUpEmail', lead: 'twoStep.setUpEmailText'},
  phone: {headline: 'twoStep.setUpPhone', lead: 'twoStep.setUpPhoneText'},
} as const;

export function AddressSetUp({pause, factor, type, isTaken}: Props) {
  const {headline, lead} = texts[type];
  return (
    <StepPage headline={t(headline)} title={t(headline)} lead={sentences(reasonOf(pause), t(lead))}>
      <AddressForm
        allowed={[type]}
        isTaken={isTaken}
        button={t('forgot.button')}
        send={async (to) => (await api.sendCode(to, pause.progress.event)).verificationId}
        purpose={{kind: 'bind', pause}}
        kept={() => ({name: 'mfa-binding', pause, factor})}
        describedBy={leadId}
      >
        {(form) => <OtherThan pause={pause} isBusy={form.busy} />}
      </AddressForm>
    </StepPage>
  );
}
