import {useState} from 'react';

import {FailureNotice} from '../../components/failure.tsx';
import {SubmitButton} from '../../components/layout.tsx';
import {newPasswordFaults, NewPasswordFields} from '../../components/new_password_fields.tsx';
import {setPassword} from '../api.ts';
import {Confirmed} from '../components/gate.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at} from '../phrases.ts';
import {finish} from '../return.ts';
import {dropProof} from '../step_up.ts';
import {nameOf, reloadAccount, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

export function PasswordTask() {
  const account = useAccount();
  const [value, setValue] = useState({password: '', repeated: ''});
  const [shown, setShown] = useState(false);
  const form = useTask({
    fields: ['password'],
    check: () => newPasswordFaults(value) as Record<string, string>,
    act: async () => {
      await setPassword(value.password);
      // What was proved with the old password is no proof any more.
      dropProof();
      await reloadAccount();
      finish('/password/success');
      return 'staying';
    },
  });
  return (
    <Confirmed isFree>
      <TaskPage
        headline={at(account.hasPassword ? 'task.passwordChange' : 'task.passwordAdd')}
        lead={at('task.passwordText')}
        back="away"
      >
        <form noValidate onSubmit={form.onSubmit}>
          <FailureNotice failure={form.failure} attempt={form.attempt} />
          {/* For password managers: whose password it is. */}
          <input type="text" className="hidden" name="username" autoComplete="username" value={nameOf(account)} readOnly tabIndex={-1} aria-hidden="true" />
          <NewPasswordFields
            value={value}
            onChange={setValue}
            errors={form.errors}
            clear={form.clear}
            shown={shown}
            onShow={setShown}
            attempt={form.attempt}
            autoFocus
          />
          <SubmitButton busy={form.busy}>{at('account.save')}</SubmitButton>
        </form>
      </TaskPage>
    </Confirmed>
  );
}
