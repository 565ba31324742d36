import {type ReactNode, useState} from 'react';

import {parseAgent} from '../../../../shared/agent.ts';
import {FailureNotice} from '../../components/failure.tsx';
import {Field} from '../../components/field.tsx';
import {Notice, SubmitButton} from '../../components/layout.tsx';
import {rememberPasskey} from '../../passkey_memory.ts';
import {sentences, t} from '../../phrases.ts';
import {canUsePasskeys, createPasskey} from '../../webauthn.ts';
import {addPasskey, beginPasskey, type FactorView, listFactors, removeFactor, renamePasskey, verifyPasskey} from '../api.ts';
import {ConfirmDialog} from '../components/confirm_dialog.tsx';
import {Dialog} from '../components/dialog.tsx';
import {Confirmed} from '../components/gate.tsx';
import {Loaded, type Loading, useLoading} from '../components/loaded.tsx';
import {Action, Nothing, Row, Rows, Section} from '../components/rows.tsx';
import {TaskPage, toSecurity} from '../components/task_page.tsx';
import {say} from '../components/toast.tsx';
import {isEditable} from '../controls.ts';
import {at, formatDay} from '../phrases.ts';
import {finish} from '../return.ts';
import {navigate} from '../route.ts';
import {Shell} from '../shell.tsx';
import {useTask} from '../use_task.ts';

function describe(text: string | undefined): string {
  const {browser, system} = parseAgent(text ?? '');
  return system ? at('sessions.browserOn', {browser, system}) : browser;
}

const nameOf = ({name, agent}: FactorView) => name || describe(agent) || t('twoStep.passkey');

interface NameFieldProps {
  value: string;
  onChange: (name: string) => void;
  error: ReactNode;
  attempt: number;
}

const NameField = ({value, onChange, error, attempt}: NameFieldProps) => (
  <Field label={at('passkeys.name')} hint={at('passkeys.nameHint')} error={error} attempt={attempt}>
    {(input) => (
      <div className="control">
        <input
          {...input}
          name="passkey-name"
          type="text"
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
          autoComplete="off"
          maxLength={64}
        />
      </div>
    )}
  </Field>
);

/** Made by the browser and proved to the server; then it gets its name. */
function Making() {
  const [record, setRecord] = useState<string>();
  const [name, setName] = useState(() => describe(navigator.userAgent));
  const making = useTask({
    fields: [],
    act: async () => {
      const {verificationRecordId, registrationOptions} = await beginPasskey();
      const payload = await createPasskey(registrationOptions);
      setRecord((await verifyPasskey(verificationRecordId, payload)).verificationRecordId);
      rememberPasskey();
      return 'staying';
    },
  });
  const naming = useTask({
    fields: [],
    act: async () => {
      await addPasskey(record!, name.trim());
      finish('/passkey/success');
      return 'staying';
    },
  });
  if (record) {
    return (
      <TaskPage headline={at('passkeys.nameHeadline')} lead={at('passkeys.nameText')} back="away">
        <form noValidate onSubmit={naming.onSubmit}>
          <FailureNotice failure={naming.failure} attempt={naming.attempt} />
          <NameField value={name} onChange={setName} error={naming.errors['name']} attempt={naming.attempt} />
          <SubmitButton busy={naming.busy}>{at('account.save')}</SubmitButton>
        </form>
      </TaskPage>
    );
  }
  const canUse = canUsePasskeys();
  return (
    <TaskPage headline={t('passkey.create')} lead={sentences(t('passkey.createText'))} isReadFirst back="away">
      {canUse ? (
        <form noValidate onSubmit={making.onSubmit}>
          <FailureNotice failure={making.failure} attempt={making.attempt} />
          <p className="fine-print">{t('passkey.ownDevice')}</p>
          <SubmitButton busy={making.busy}>{t('passkey.createButton')}</SubmitButton>
        </form>
      ) : (
        <Notice text={t('passkey.unsupported')} />
      )}
    </TaskPage>
  );
}

export const PasskeyTask = () => (
  <Confirmed>
    <Making />
  </Confirmed>
);

function RenameDialog({passkey, onDone}: {passkey: FactorView; onDone: (changed: boolean) => Promise<void> | void}) {
  const [name, setName] = useState(nameOf(passkey));
  const form = useTask({
    fields: [],
    check: (): Record<string, string> => (name.trim() ? {} : {name: t('invalid.required')}),
    act: async () => {
      await renamePasskey(passkey.id, name.trim());
      await onDone(true);
      return 'staying';
    },
  });
  return (
    <Dialog title={at('passkeys.rename')} onClose={() => void onDone(false)}>
      <form noValidate onSubmit={form.onSubmit}>
        <FailureNotice failure={form.failure} attempt={form.attempt} />
        <NameField value={name} onChange={setName} error={form.errors['name']} attempt={form.attempt} />
        <div className="dialog-actions">
          <button type="button" className="button quiet" onClick={() => void onDone(false)}>
            {at('account.cancel')}
          </button>
          <SubmitButton busy={form.busy}>{at('account.save')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

function PasskeyRows({loading, passkeys}: {loading: Loading<FactorView[]>; passkeys: FactorView[]}) {
  const [renamed, setRenamed] = useState<FactorView>();
  const [removed, setRemoved] = useState<FactorView>();
  if (passkeys.length === 0) return <Nothing>{at('passkeys.none')}</Nothing>;
  return (
    <Rows>
      {passkeys.map((passkey) => (
        <Row
          key={passkey.id}
          label={nameOf(passkey)}
          actions={
            isEditable('passkey') && (
              <>
                <Action about={nameOf(passkey)} isDanger onClick={() => setRemoved(passkey)}>
                  {at('account.remove')}
                </Action>
                <Action about={nameOf(passkey)} onClick={() => setRenamed(passkey)}>
                  {at('passkeys.renameAction')}
                </Action>
              </>
            )
          }
        >
          <span className="ac-none">
            {sentences(
              at('passkeys.added', {day: formatDay(passkey.createdAt)}),
              passkey.lastUsedAt && at('passkeys.used', {day: formatDay(passkey.lastUsedAt)}),
            )}
          </span>
        </Row>
      ))}
      {renamed && (
        <RenameDialog
          passkey={renamed}
          onDone={async (changed) => {
            if (changed) {
              await loading.reload();
              say(at('passkeys.renamed'));
            }
            setRenamed(undefined);
          }}
        />
      )}
      {removed && (
        <ConfirmDialog
          title={at('passkeys.removeTitle')}
          text={at('passkeys.removeText', {name: nameOf(removed)})}
          button={at('account.remove')}
          act={async () => {
            await removeFactor(removed.id);
            await loading.reload();
            say(at('passkeys.removed'));
          }}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </Rows>
  );
}

function Manage() {
  const loading = useLoading(async () => (await listFactors()).filter(({type}) => type === 'WebAuthn'));
  return (
    <Shell headline={at('passkeys.title')} text={at('passkeys.manageText')}>
      <Section
        title={at('passkeys.yours')}
        action={
          isEditable('passkey') && (
            <button type="button" className="ac-action" onClick={() => navigate('/passkey/add')}>
              {at('passkeys.add')}
            </button>
          )
        }
      >
        <Loaded loading={loading}>{(passkeys) => <PasskeyRows loading={loading} passkeys={passkeys} />}</Loaded>
      </Section>
      <p className="ac-back">
        <button type="button" className="link" onClick={toSecurity}>
          {at('account.backToSecurity')}
        </button>
      </p>
    </Shell>
  );
}

export const PasskeyManager = () => (
  <Confirmed>
    <Manage />
  </Confirmed>
);
