// The link of the mail to an old address. Its reader may be signed out, or may no longer be able to sign in.
import {useState} from 'react';

import {ApiError} from '../../api.ts';
import {Check} from '../../components/icons.tsx';
import {Form} from '../../components/form.tsx';
import {checkEmailUndo, undoEmailChange} from '../api.ts';
import {Loaded, useLoading} from '../components/loaded.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at, richly} from '../phrases.ts';
import {client, signInAnew} from '../session.ts';
import {dropProof} from '../step_up.ts';
import {drop, recall, tab} from '../storage.ts';
import {useTask} from '../use_task.ts';

/** Another account has taken the address since. */
const explained = (error: unknown) =>
  error instanceof ApiError && error.code === 'user.email_already_in_use' ? new ApiError('email_change.taken', '', undefined, 422) : error;

const isGone = (error: unknown) => error instanceof ApiError && error.status === 404;

const Gone = () => <TaskPage headline={at('undo.goneTitle')} lead={at('undo.goneText')} />;

/** A password that is kept may be known to a thief. */
type Password = 'ended' | 'kept';
type End = Password | 'gone';

const Done = ({password}: {password: Password}) => (
  <TaskPage headline={at('undo.doneTitle')} lead={at(password === 'kept' ? 'undo.keptText' : 'undo.doneText')}>
    <p className="ac-done">
      <Check />
    </p>
    {password === 'kept' ? (
      <button type="button" className="button" onClick={() => void signInAnew({}, '/password')}>
        {at('undo.keptButton')}
      </button>
    ) : (
      <button type="button" className="button" onClick={() => void signInAnew({first_screen: 'reset_password'})}>
        {at('undo.doneButton')}
      </button>
    )}
  </TaskPage>
);

function Offer({token, email, onEnd}: {token: string; email: string; onEnd: (end: End) => void}) {
  const end = (how: End) => {
    drop(tab, 'email-undo');
    onEnd(how);
  };
  const form = useTask({
    fields: [],
    act: async () => {
      const {keepsPassword} = await undoEmailChange(token).catch((error: unknown) => {
        throw explained(error);
      });
      dropProof();
      client.forget();
      end(keepsPassword ? 'kept' : 'ended');
      return 'staying';
    },
    onError: (error) => {
      if (isGone(error)) end('gone');
      return isGone(error);
    },
  });
  return (
    <TaskPage
      headline={at('undo.title')}
      lead={richly('undo.text', {email: <strong dir="ltr">{email}</strong>})}
      isReadFirst
    >
      <Form form={form} button={at('undo.button')}>
        <p>{at('undo.effect')}</p>
      </Form>
    </TaskPage>
  );
}

function Checked({token}: {token: string}) {
  const [end, setEnd] = useState<End>();
  const loading = useLoading(async () => {
    try {
      return await checkEmailUndo(token);
    } catch (error) {
      if (isGone(error)) return {email: undefined};
      throw error;
    }
  });
  if (end === 'ended' || end === 'kept') return <Done password={end} />;
  if (end === 'gone' || (loading.value && !loading.value.email)) return <Gone />;
  if (!loading.value) {
    return (
      <TaskPage headline={at('undo.title')}>
        <Loaded loading={loading}>{() => null}</Loaded>
      </TaskPage>
    );
  }
  return <Offer token={token} email={loading.value.email!} onEnd={setEnd} />;
}

export function EmailUndo() {
  const [token] = useState(() => recall<string>(tab, 'email-undo'));
  return token ? <Checked token={token} /> : <Gone />;
}
