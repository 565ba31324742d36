import {Form} from '../../components/form.tsx';
import {NewPasswordFields, useNewPassword} from '../../components/new_password_fields.tsx';
import {OwnerName} from '../../components/owner_name.tsx';
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
  const chosen = useNewPassword();
  const form = useTask({
    fields: ['password'],
    check: chosen.check,
    act: async () => {
      await setPassword(chosen.take());
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
        <Form form={form} button={at('account.save')}>
          <OwnerName name={nameOf(account)} />
          <NewPasswordFields form={form} {...chosen.fields} autoFocus />
        </Form>
      </TaskPage>
    </Confirmed>
  );
}
