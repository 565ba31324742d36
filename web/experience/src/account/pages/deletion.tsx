// The end of the account: what it means, who asks for it, and the last word. Signing in takes it back for 14 days.
import {useState} from 'react';

import {CheckField} from '../../components/check_field.tsx';
import {FailureNotice} from '../../components/failure.tsx';
import {Form} from '../../components/form.tsx';
import {t} from '../../phrases.ts';
import {scheduleDeletion} from '../api.ts';
import {TaskPage, toSecurity} from '../components/task_page.tsx';
import {at, formatDay} from '../phrases.ts';
import {addressOf} from '../route.ts';
import {client, signInAnew} from '../session.ts';
import {dropProof, ensureProof} from '../step_up.ts';
import {drop, keep, tab} from '../storage.ts';
import {useTask} from '../use_task.ts';
import {useExport} from './own_data.tsx';

function Copy() {
  const form = useExport();
  return (
    <>
      <p className="fine-print">{at('deletion.copy')}</p>
      <FailureNotice failure={form.failure} attempt={form.attempt} />
      <button type="button" className="button quiet" aria-disabled={form.busy} onClick={() => void form.submit()}>
        {at('data.download')}
      </button>
    </>
  );
}

function Explained({onProved}: {onProved: () => void}) {
  const form = useTask({
    fields: [],
    act: async () => {
      await ensureProof();
      onProved();
      return 'staying';
    },
  });
  return (
    <TaskPage headline={at('deletion.title')} lead={at('deletion.text')} isReadFirst back={toSecurity}>
      <ul className="ac-points">
        <li>{at('deletion.signOut')}</li>
        <li>{at('deletion.keep')}</li>
        <li>{at('deletion.gone')}</li>
      </ul>
      <div className="ac-buttons">
        <Copy />
        <Form form={form} button={t('common.continue')} />
      </div>
    </TaskPage>
  );
}

function LastWord() {
  const [isUnderstood, setUnderstood] = useState(false);
  const form = useTask({
    fields: [],
    check: (): Record<string, string> => (isUnderstood ? {} : {understood: t('invalid.tick')}),
    act: async () => {
      const {deletesAt} = await scheduleDeletion();
      keep(tab, 'deletes-at', deletesAt, 60);
      dropProof();
      client.forget();
      location.replace(addressOf('/deletion/success'));
      return 'leaving';
    },
  });
  return (
    <TaskPage headline={at('deletion.title')} lead={at('deletion.text')} isReadFirst back={toSecurity}>
      <Form form={form} button={at('deletion.button')} place={(submit) => <div className="danger">{submit}</div>}>
        <CheckField
          checked={isUnderstood}
          onChange={(checked) => {
            setUnderstood(checked);
            form.clear('understood');
          }}
          error={form.errors['understood']}
          attempt={form.attempt}
        >
          {at('deletion.understood')}
        </CheckField>
      </Form>
    </TaskPage>
  );
}

export function DeletionTask() {
  const [isProved, setProved] = useState(false);
  return isProved ? <LastWord /> : <Explained onProved={() => setProved(true)} />;
}

function keepAccount() {
  drop(tab, 'deletes-at');
  void signInAnew();
}

export const DeletionPlanned = ({time}: {time: number}) => (
  <TaskPage headline={at('deletion.doneTitle')} lead={at('deletion.doneText', {day: formatDay(time)})}>
    <button type="button" className="button quiet" onClick={keepAccount}>
      {at('deletion.doneButton')}
    </button>
  </TaskPage>
);
