// An authenticator app, for people who have never seen one.
import {useState} from 'react';

import {codeLength} from '../../code_text.ts';
import {CodeField} from '../../components/code_field.tsx';
import {FailureNotice} from '../../components/failure.tsx';
import {Notice, SubmitButton} from '../../components/layout.tsx';
import {CopyButton} from '../../factors/copy_button.tsx';
import {t} from '../../phrases.ts';
import {useAutoSubmit} from '../../use_auto_submit.ts';
import {listFactors, makeTotpSecret, replaceTotp} from '../api.ts';
import {Confirmed} from '../components/gate.tsx';
import {Loaded, useLoading} from '../components/loaded.tsx';
import {QrPicture} from '../components/qr_picture.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {at} from '../phrases.ts';
import {finish} from '../return.ts';
import {useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';
import type {Account} from '../api.ts';

const enterId = 'totp-enter';

// On a phone, the app is most likely on the same one: there is nothing to scan with.
const isPhone = () => matchMedia('(pointer: coarse)').matches;

function keyUri(secret: string, {username, primaryEmail, primaryPhone}: Account): string {
  const issuer = encodeURIComponent(location.hostname);
  const name = encodeURIComponent(username || primaryEmail || primaryPhone || 'User');
  return `otpauth://totp/${issuer}:${name}?secret=${secret}&issuer=${issuer}`;
}

const inFours = (secret: string) => secret.replace(/.{4}(?=.)/g, '$& ');

function Secret({secret, account}: {secret: string; account: Account}) {
  const uri = keyUri(secret, account);
  return (
    <li>
      {isPhone() && (
        <a className="button quiet" href={uri}>
          {t('twoStep.totpOpen')}
        </a>
      )}
      <p>{t(isPhone() ? 'twoStep.totpScanOther' : 'twoStep.totpScan')}</p>
      <div className="qr-code">
        <QrPicture text={uri} label={t('twoStep.qrCode')} />
      </div>
      <details open={isPhone()}>
        <summary>{t('twoStep.totpKey')}</summary>
        <p>{t('twoStep.totpKeyText')}</p>
        <code className="secret" dir="ltr">
          {inFours(secret)}
        </code>
        <CopyButton text={secret} label={t('twoStep.copyKey')} />
      </details>
    </li>
  );
}

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
  return (
    <form noValidate onSubmit={form.onSubmit}>
      <FailureNotice failure={form.failure} attempt={form.attempt} />
      <ol className="set-up">
        <li>{t('twoStep.totpApp')}</li>
        <Secret secret={secret} account={account} />
        <li>
          <p id={enterId}>{t('twoStep.totpEnter')}</p>
          <CodeField
            value={code}
            onChange={(value) => {
              setCode(value);
              form.clear('code');
            }}
            error={form.errors['code']}
            attempt={form.attempt}
            describedBy={enterId}
          />
        </li>
      </ol>
      <SubmitButton busy={form.busy}>{t('common.continue')}</SubmitButton>
    </form>
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
