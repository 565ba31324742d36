// Ten codes, shown once. They are made when the page is opened, and count once they are kept.
import {useState} from 'react';

import * as api from '../api.ts';
import {CheckField} from '../components/check_field.tsx';
import {FailureNotice} from '../components/failure.tsx';
import {Form} from '../components/form.tsx';
import {StepPage} from '../components/step_page.tsx';
import {context} from '../context.ts';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {makeBackupCodes} from './api.ts';
import {CopyButton} from './copy_button.tsx';
import {Download} from './icons.tsx';
import {useDemand} from './use_demand.ts';
import {useLoaded} from './use_loaded.ts';

const inFileName = (text: string) => text.replace(/[^\p{L}\p{N}.@_-]+/gu, '-').slice(0, 60);

function download(codes: string[], account: string | undefined) {
  const name = context.application?.name ?? location.host;
  const head = [t('backupCodes.file', {name}), location.origin, account].filter(Boolean).join('\n');
  const text = `${head}\n\n${codes.join('\n')}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: 'text/plain'}));
  link.download = `${['backup-codes', name, account].filter((part) => part !== undefined).map(inFileName).join('-')}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const Codes = ({codes, account}: {codes: string[]; account: string | undefined}) => (
  <div>
    <ul className="backup-codes" aria-label={t('backupCodes.list')}>
      {codes.map((code) => (
        <li key={code}>
          <code dir="ltr">{code}</code>
        </li>
      ))}
    </ul>
    <div className="actions">
      <CopyButton text={codes.join('\n')} label={t('backupCodes.copy')} />
      <button type="button" className="button quiet" onClick={() => download(codes, account)}>
        <Download />
        <span>{t('backupCodes.download')}</span>
      </button>
    </div>
  </div>
);

export function BackupCodes({pause}: {pause: DemandPause<'backup'>}) {
  const {value, failure, reload} = useLoaded(makeBackupCodes);
  const [isSaved, setSaved] = useState(false);
  const {account} = pause.progress;
  const form = useDemand(pause, () => api.bindFactor('BackupCode', value!.verificationId), {
    check: () => (isSaved ? {} : {saved: true}),
  });
  return (
    <StepPage headline={t('backupCodes.headline')} title={t('backupCodes.headline')} lead={t('backupCodes.text')}>
      <FailureNotice failure={failure} attempt={0} />
      {failure && (
        <button type="button" className="button" onClick={() => void reload()}>
          {t('error.retry')}
        </button>
      )}
      {value && (
        <Form form={form} button={t('common.continue')}>
          <Codes codes={value.codes} account={account && toText(account)} />
          <CheckField
            checked={isSaved}
            onChange={(checked) => {
              setSaved(checked);
              form.clear('saved');
            }}
            error={form.errors['saved'] ? t('invalid.tick') : undefined}
            attempt={form.attempt}
          >
            {t('backupCodes.saved')}
          </CheckField>
        </Form>
      )}
    </StepPage>
  );
}
