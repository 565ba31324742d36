// Ten codes for the day when the phone is lost. They are shown once, and count once they are kept.
import {KeepCodes, useSaved} from '../../factors/keep_codes.tsx';
import {t} from '../../phrases.ts';
import {addBackupCodes, listBackupCodes, listFactors, makeBackupCodes, removeFactor} from '../api.ts';
import {Confirmed} from '../components/gate.tsx';
import {Loaded, useLoading} from '../components/loaded.tsx';
import {TaskPage} from '../components/task_page.tsx';
import {isEditable} from '../controls.ts';
import {at, formatDay} from '../phrases.ts';
import {finish} from '../return.ts';
import {navigate} from '../route.ts';
import {nameOf, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

const sets = async () => (await listFactors()).filter(({type}) => type === 'BackupCode');

async function replace(codes: string[]) {
  // The server takes a new set only where none has codes left.
  for (const {id, remainCodes = 0} of await sets()) if (remainCodes > 0) await removeFactor(id);
  await addBackupCodes(codes);
}

function Keep({codes, replaces}: {codes: string[]; replaces: boolean}) {
  const account = useAccount();
  const saved = useSaved();
  const form = useTask({
    fields: [],
    check: saved.check,
    act: async () => {
      await (replaces ? replace(codes) : addBackupCodes(codes));
      finish('/backup-codes/success');
      return 'staying';
    },
  });
  return <KeepCodes form={form} codes={codes} account={nameOf(account)} {...saved.tick} />;
}

function Generate({replaces}: {replaces: boolean}) {
  const loading = useLoading(async () => {
    const hasCodes = !replaces && (await sets()).some(({remainCodes = 0}) => remainCodes > 0);
    if (!hasCodes) return makeBackupCodes();
    navigate('/backup-codes/manage', {replace: true});
    return undefined;
  });
  return (
    <TaskPage
      headline={t('backupCodes.headline')}
      lead={replaces ? at('backup.replaceText') : t('backupCodes.text')}
      isReadFirst
      back="away"
    >
      <Loaded loading={loading}>{({codes}) => <Keep codes={codes} replaces={replaces} />}</Loaded>
    </TaskPage>
  );
}

export const BackupCodesTask = ({replaces}: {replaces: boolean}) => (
  <Confirmed>
    <Generate key={String(replaces)} replaces={replaces} />
  </Confirmed>
);

function List() {
  const loading = useLoading(listBackupCodes);
  return (
    <TaskPage headline={at('backup.title')} lead={at('backup.manageText')} isReadFirst back="away">
      <Loaded loading={loading}>
        {({codes}) => (
          <>
            <ul className="backup-codes" aria-label={at('backup.title')}>
              {codes.map(({code, usedAt}, index) => (
                <li key={index} data-used={usedAt ? true : undefined}>
                  <code dir="ltr">{code}</code>
                  {usedAt && <small>{at('backup.used', {day: formatDay(usedAt)})}</small>}
                </li>
              ))}
            </ul>
            {isEditable('mfa') && (
              <button type="button" className="button quiet" onClick={() => navigate('/backup-codes/regenerate')}>
                {at('backup.replace')}
              </button>
            )}
          </>
        )}
      </Loaded>
    </TaskPage>
  );
}

export const BackupCodesList = () => (
  <Confirmed>
    <List />
  </Confirmed>
);
