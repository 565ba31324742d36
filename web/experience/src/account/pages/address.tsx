// A new e-mail address or phone number: typed, proved by a code, then kept.
import {useState} from 'react';

import type {Address} from '../../api.ts';
import {Form} from '../../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../../components/identifier_field.tsx';
import {IdentifierText} from '../../components/identifier_text.tsx';
import {rich, t} from '../../phrases.ts';
import {useAddress} from '../../use_address.ts';
import {setAddress} from '../api.ts';
import {CodeForm, type Sent, send} from '../components/code_form.tsx';
import {Confirmed} from '../components/gate.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at} from '../phrases.ts';
import {finish, takeIdentifier} from '../return.ts';
import {reloadAccount, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

const phrases = {
  email: {change: 'task.emailChange', add: 'task.emailAdd', text: 'task.emailText', taken: 'error.sameEmail'},
  phone: {change: 'task.phoneChange', add: 'task.phoneAdd', text: 'task.phoneText', taken: 'error.samePhone'},
} as const;

interface Chosen {
  address: Address;
  sent: Sent;
}

function AddressForm({type, onSent}: {type: Address['type']; onSent: (chosen: Chosen) => void}) {
  const account = useAccount();
  const entry = useAddress([type], emptyIdentifier(takeIdentifier()));
  const known = type === 'email' ? account.primaryEmail : account.primaryPhone;
  const form = useTask({
    fields: ['identifier'],
    check: (): Record<string, string> => {
      const faults = entry.check();
      if (faults['identifier']) return faults;
      return entry.address().value === known ? {identifier: at(phrases[type].taken)} : {};
    },
    act: async () => {
      const address = entry.address();
      onSent({address, sent: await send(address)});
      return 'staying';
    },
  });
  return (
    <Form form={form} button={at('task.sendCode')}>
      <IdentifierField {...entry.field} form={form} autoFocus />
    </Form>
  );
}

export function AddressTask({type}: {type: Address['type']}) {
  const account = useAccount();
  const [chosen, setChosen] = useState<Chosen>();
  const hasOne = Boolean(type === 'email' ? account.primaryEmail : account.primaryPhone);
  if (chosen) {
    const {address, sent} = chosen;
    return (
      <TaskPage
        headline={t('code.headline')}
        lead={rich('code.text', {address: <IdentifierText identifier={address} />})}
        back={() => setChosen(undefined)}
      >
        <CodeForm
          address={address}
          sent={sent}
          then={async ({verificationRecordId}) => {
            await setAddress(address, verificationRecordId);
            await reloadAccount();
            finish(`/${type}/success`);
          }}
        />
      </TaskPage>
    );
  }
  const {change, add, text} = phrases[type];
  return (
    <Confirmed>
      <TaskPage headline={at(hasOne ? change : add)} lead={at(text)} back="away">
        <AddressForm type={type} onSent={setChosen} />
      </TaskPage>
    </Confirmed>
  );
}
