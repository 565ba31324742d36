// Ten codes, shown once. They are made when the page is opened, and count once they are kept.
import {useState} from 'react';

import * as api from '../api.ts';
import {CheckField} from '../components/check_field.tsx';
import {FailureNotice} from '../components/failure.tsx';
import {Form} from '../components/form.tsx';
import {StepPage} from '../components/step_page.tsx';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {makeBackupCodes} from './api.ts';
import {Codes} from './code_list.tsx';
import {useDemand} from './use_demand.ts';
import {useLoaded} from './use_loaded.ts';

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
