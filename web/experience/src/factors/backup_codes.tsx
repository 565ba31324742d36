// Ten codes, shown once. They are made when the page is opened, and count once they are kept.
import * as api from '../api.ts';
import {FailureNotice} from '../components/failure.tsx';
import {StepPage} from '../components/step_page.tsx';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {makeBackupCodes} from './api.ts';
import {KeepCodes, useSaved} from './keep_codes.tsx';
import {useDemand} from './use_demand.ts';
import {useLoaded} from '../use_loaded.ts';

export function BackupCodes({pause}: {pause: DemandPause<'backup'>}) {
  const {value, failure, reload} = useLoaded(makeBackupCodes);
  const saved = useSaved();
  const {account} = pause.progress;
  const form = useDemand(pause, () => api.bindFactor('BackupCode', value!.verificationId), {
    check: saved.check,
  });
  return (
    <StepPage headline={t('backupCodes.headline')} title={t('backupCodes.headline')} lead={t('backupCodes.text')}>
      <FailureNotice failure={failure} attempt={0} />
      {failure && (
        <button type="button" className="button" onClick={() => void reload()}>
          {t('error.retry')}
        </button>
      )}
      {value && <KeepCodes form={form} codes={value.codes} account={account && toText(account)} {...saved.tick} />}
    </StepPage>
  );
}
