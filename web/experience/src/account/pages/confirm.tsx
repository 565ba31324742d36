// "Confirm that it's you": by the password, or by a code to an address of the account.
import {useState} from 'react';

import type {Address} from '../../api.ts';
import {CurrentPassword, useCurrentPassword} from '../../components/current_password.tsx';
import {Form} from '../../components/form.tsx';
import {IdentifierText} from '../../components/identifier_text.tsx';
import {Notice} from '../../components/layout.tsx';
import {OwnerName} from '../../components/owner_name.tsx';
import {Forward, Mail, Message} from '../../factors/icons.tsx';
import {rich, t} from '../../phrases.ts';
import {type Account, type NewRecord, verifyPassword} from '../api.ts';
import {CodeForm, type Sent, send} from '../components/code_form.tsx';
import {Lock} from '../components/icons.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at, richly} from '../phrases.ts';
import {cancel, confirm, keepProof} from '../step_up.ts';
import {nameOf, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';
import {sendsCodes} from '../ways_in.ts';

type Way = 'password' | Address['type'];

function waysOf({hasPassword, primaryEmail, primaryPhone}: Account): Way[] {
  const ways: Way[] = [];
  if (hasPassword) ways.push('password');
  if (primaryEmail && sendsCodes('email')) ways.push('email');
  if (primaryPhone && sendsCodes('phone')) ways.push('phone');
  return ways;
}

const prove = ({verificationRecordId, expiresAt}: NewRecord) => {
  keepProof(verificationRecordId, expiresAt);
  confirm();
};

function ByPassword() {
  const account = useAccount();
  const password = useCurrentPassword();
  const form = useTask({
    fields: ['password'],
    check: password.check,
    act: async () => {
      prove(await verifyPassword(password.take()));
      return 'staying';
    },
  });
  return (
    <Form form={form} button={t('common.continue')}>
      <OwnerName name={nameOf(account)} />
      <CurrentPassword form={form} {...password.field} autoFocus />
    </Form>
  );
}

function SendCode({address, onSent}: {address: Address; onSent: (sent: Sent) => void}) {
  const form = useTask({
    fields: [],
    act: async () => {
      onSent(await send(address));
      return 'staying';
    },
  });
  return (
    <Form form={form} button={at('task.sendCode')}>
      <p>{richly('confirm.willSend', {address: <IdentifierText identifier={address} />})}</p>
    </Form>
  );
}

const ByCode = ({address, sent}: {address: Address; sent: Sent}) => (
  <CodeForm
    address={address}
    sent={sent}
    then={(record) => {
      prove(record);
      return Promise.resolve();
    }}
  />
);

const icons = {password: Lock, email: Mail, phone: Message};
const labels = {password: 'confirm.byPassword', email: 'confirm.byEmail', phone: 'confirm.byPhone'} as const;

const addressOf = ({primaryEmail, primaryPhone}: Account, type: Address['type']): Address => ({
  type,
  value: (type === 'email' ? primaryEmail : primaryPhone) ?? '',
});

const Choice = ({account, ways, onChoose}: {account: Account; ways: Way[]; onChoose: (way: Way) => void}) => (
  <ul className="factors">
    {ways.map((way) => {
      const Icon = icons[way];
      return (
        <li key={way}>
          <button type="button" onClick={() => onChoose(way)}>
            <Icon />
            <span>
              <strong>{at(labels[way])}</strong>
              {way !== 'password' && (
                <small>
                  <IdentifierText identifier={addressOf(account, way)} />
                </small>
              )}
            </span>
            <Forward />
          </button>
        </li>
      );
    })}
  </ul>
);

export function Confirm() {
  const account = useAccount();
  const ways = waysOf(account);
  const hasAddress = Boolean(account.primaryEmail ?? account.primaryPhone);
  const [chosen, setChosen] = useState<Way | undefined>(ways.length === 1 ? ways[0] : undefined);
  const [sent, setSent] = useState<Sent>();
  const choose = (way: Way | undefined) => {
    setSent(undefined);
    setChosen(way);
  };
  const back = chosen && ways.length > 1 ? () => choose(undefined) : cancel;
  const address = chosen && chosen !== 'password' ? addressOf(account, chosen) : undefined;
  if (address && sent) {
    const lead = rich('code.text', {address: <IdentifierText identifier={address} />});
    return (
      <TaskPage headline={t('code.headline')} lead={lead} back={back}>
        <ByCode address={address} sent={sent} />
      </TaskPage>
    );
  }
  return (
    <TaskPage key={chosen} headline={at('confirm.title')} lead={at('confirm.text')} back={back}>
      {ways.length === 0 && <Notice text={hasAddress ? t('error.noCodes') : at('confirm.impossible')} />}
      {!chosen && ways.length > 0 && <Choice account={account} ways={ways} onChoose={choose} />}
      {chosen === 'password' && <ByPassword />}
      {address && <SendCode address={address} onSent={setSent} />}
    </TaskPage>
  );
}
