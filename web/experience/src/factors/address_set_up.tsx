// An address that codes go to from now on. It is proven on the page of the code.
import {useRef, useState} from 'react';

import * as api from '../api.ts';
import type {Address} from '../api.ts';
import {Form} from '../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {leadId, StepPage} from '../components/step_page.tsx';
import type {AddressType, Factor} from '../context.ts';
import {parseIdentifier} from '../identifier.ts';
import type {DemandPause} from '../pause.ts';
import {sentences, t} from '../phrases.ts';
import {codeStep, toAddress} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
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
  const steps = useSteps();
  const [typed, setTyped] = useState(() => emptyIdentifier());
  const [taken, setTaken] = useState(isTaken);
  const address = useRef<Address>(undefined);
  const form = useForm({
    fields: ['identifier'],
    check: () => {
      const found = parseIdentifier(typed.text, [type], typed.region);
      if (typeof found === 'string') return {identifier: t(`invalid.${found}`)};
      address.current = toAddress(found);
      return {};
    },
    act: async () => {
      const to = address.current!;
      const {verificationId} = await api.sendCode(to, pause.progress.event);
      steps.keep({name: 'mfa-binding', pause, factor});
      steps.go(codeStep(to, {kind: 'bind', pause}, verificationId));
      return 'staying';
    },
  });
  const {headline, lead} = texts[type];
  return (
    <StepPage headline={t(headline)} title={t(headline)} lead={sentences(reasonOf(pause), t(lead))}>
      <Form form={form} button={t('forgot.button')}>
        <IdentifierField
          allowed={[type]}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setTaken(false);
            form.clear('identifier');
          }}
          error={taken ? t('error.addressTaken') : form.errors['identifier']}
          attempt={form.attempt}
          withPassword={false}
          describedBy={leadId}
        />
      </Form>
      <OtherThan pause={pause} isBusy={form.busy} />
    </StepPage>
  );
}
