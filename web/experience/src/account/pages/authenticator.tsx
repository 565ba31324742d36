// An authenticator app: the first one, or another in its place.
import {useState} from 'react';

import {codeLength} from '../../code_text.ts';
import {Form} from '../../components/form.tsx';
import {Notice} from '../../components/layout.tsx';
import {keyUri, TotpSteps} from '../../factors/totp_steps.tsx';
import {t} from '../../phrases.ts';
import {useAutoSubmit} from '../../use_auto_submit.ts';
import {type Account, listFactors, makeTotpSecret, replaceTotp} from '../api.ts';
import {Confirmed} from '../components/gate.tsx';
import {Loaded, useLoading} from '../components/loaded.tsx';
import {QrPicture} from '../components/qr_picture.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at} from '../phrases.ts';
import {finish} from '../return.ts';
import {useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

const nameOf = ({username, primaryEmail, primaryPhone}: Account) => username || primaryEmail || primaryPhone || 'User';

function SetUp({secret, success}: {secret: string; success: string}) {
  const account = useAccount();
  const [code, setCode] = useState('');
  const form = useTask({
    fields: ['code'],
    check: (): Record<string, string> =>
      code.length === codeLength ? {} : {code: t(code ? 'code.invalid' : 'invalid.required')},
    act: async () => {
      await replaceTotp(secret, code);
      finish(success);
      return 'staying';
    },
    onError: () => {
      setCode('');
      return false;
    },
  });
  useAutoSubmit(code.length === codeLength, code, form.submit);
  const name = nameOf(account);
  return (
    <Form form={form} button={t('common.continue')}>
      <TotpSteps
        secret={secret}
        account={name}
        picture={<QrPicture text={keyUri(secret, name)} label={t('twoStep.qrCode')} />}
        code={code}
        onCode={setCode}
        form={form}
      />
    </Form>
  );
}

function Steps({replaces}: {replaces: boolean}) {
  const loading = useLoading(async () => {
    const factors = await listFactors();
    const hasApp = factors.some(({type}) => type === 'Totp');
    return hasApp && !replaces ? undefined : {secret: (await makeTotpSecret()).secret, hasApp};
  });
  const headline = t('twoStep.setUpTotp');
  const isTaken = !loading.failure && loading.isDone && loading.value === undefined;
  return (
    <TaskPage headline={replaces ? at('task.appChange') : headline} lead={at(replaces ? 'task.appChangeText' : 'task.appText')} isReadFirst back="away">
      {isTaken ? (
        <Notice text={t('twoStep.totpTaken')} />
      ) : (
        <Loaded loading={loading}>
          {({secret}) => (
            <SetUp secret={secret} success={replaces ? '/authenticator-app/replace/success' : '/authenticator-app/success'} />
          )}
        </Loaded>
      )}
    </TaskPage>
  );
}

export const AuthenticatorTask = ({replaces}: {replaces: boolean}) => (
  <Confirmed>
    <Steps replaces={replaces} />
  </Confirmed>
);
