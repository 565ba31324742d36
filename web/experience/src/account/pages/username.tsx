import {useState} from 'react';

import {FailureNotice} from '../../components/failure.tsx';
import {emptyIdentifier, IdentifierField} from '../../components/identifier_field.tsx';
import {SubmitButton} from '../../components/layout.tsx';
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
        <form noValidate onSubmit={form.onSubmit}>
          <FailureNotice failure={form.failure} attempt={form.attempt} />
          <IdentifierField
            allowed={['username']}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              form.clear('identifier');
            }}
            error={form.errors['identifier']}
            attempt={form.attempt}
            withPassword={false}
            isNew
            autoFocus
          />
          <SubmitButton busy={form.busy}>{at('account.save')}</SubmitButton>
        </form>
      </TaskPage>
    </Confirmed>
  );
}
