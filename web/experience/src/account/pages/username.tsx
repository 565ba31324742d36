import {useState} from 'react';

import {Form} from '../../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../../components/identifier_field.tsx';
import {parseIdentifier} from '../../identifier.ts';
import {newIdentifierFault} from '../../username.ts';
import {changeAccount} from '../api.ts';
import {Confirmed} from '../components/gate.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at} from '../phrases.ts';
import {finish, takeIdentifier} from '../return.ts';
import {reloadAccount, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

export function UsernameTask() {
  const account = useAccount();
  const [typed, setTyped] = useState(() => emptyIdentifier(takeIdentifier() || (account.username ?? '')));
  const form = useTask({
    fields: ['identifier'],
    check: (): Record<string, string> => {
      const fault = newIdentifierFault(parseIdentifier(typed.text, ['username'], typed.region));
      return fault ? {identifier: fault} : {};
    },
    act: async () => {
      const username = typed.text.trim();
      if (username !== account.username) await changeAccount({username});
      await reloadAccount();
      finish('/username/success');
      return 'staying';
    },
  });
  return (
    <Confirmed>
      <TaskPage headline={at(account.username ? 'task.usernameChange' : 'task.usernameAdd')} back="away">
        <Form form={form} button={at('account.save')}>
          <IdentifierField
            allowed={['username']}
            value={typed}
            onChange={setTyped}
            form={form}
            isNew
            autoFocus
          />
        </Form>
      </TaskPage>
    </Confirmed>
  );
}
