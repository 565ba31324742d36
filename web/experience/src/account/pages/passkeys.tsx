import {useState} from 'react';

import {parseAgent} from '../../../../shared/agent.ts';
import {Field} from '../../components/field.tsx';
import {Form} from '../../components/form.tsx';
import {Notice} from '../../components/layout.tsx';
import {rememberPasskey} from '../../passkey_memory.ts';
import {sentences, t} from '../../phrases.ts';
import type {FieldForm} from '../../use_plain_form.ts';
import {canUsePasskeys, createPasskey} from '../../webauthn.ts';
import {addPasskey, beginPasskey, type FactorView, listFactors, renamePasskey, verifyPasskey} from '../api.ts';
import {ConfirmDialog} from '../components/confirm_dialog.tsx';
import {Dialog, dialogActions} from '../components/dialog.tsx';
import {Confirmed} from '../components/gate.tsx';
import {Loaded, type Loading, useLoading} from '../components/loaded.tsx';
import {Action, Nothing, Row, Rows, Section} from '../components/rows.tsx';
import {TaskPage, toSecurity} from '../components/task_page.tsx';
import {say} from '../components/toast.tsx';
import {isEditable} from '../controls.ts';
import {at, formatDay} from '../phrases.ts';
import {codesWith, removeWithCodes} from '../factor_removal.ts';
import {finish} from '../return.ts';
import {navigate} from '../route.ts';
import {Shell} from '../shell.tsx';
import {useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

function describe(text: string | undefined): string {
  const {browser, system} = parseAgent(text ?? '');
  return system ? at('sessions.browserOn', {browser, system}) : browser;
}

const nameOf = ({name, agent}: FactorView) => name || describe(agent) || t('twoStep.passkey');

interface NameFieldProps {
  value: string;
  onChange: (name: string) => void;
  form: FieldForm;
}

const NameField = ({value, onChange, form}: NameFieldProps) => (
  <Field label={at('passkeys.name')} hint={at('passkeys.nameHint')} error={form.errors['name']} attempt={form.attempt}>
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

/** Makes one with the browser and has the server check it; gives the record that it can be kept by. */
async function make(): Promise<string> {
  const {verificationRecordId, registrationOptions} = await beginPasskey();
  const payload = await createPasskey(registrationOptions);
  const verified = await verifyPasskey(verificationRecordId, payload);
  rememberPasskey();
  return verified.verificationRecordId;
}

function MakeForm({onMade}: {onMade: (record: string) => void}) {
  const form = useTask({
    fields: [],
    act: async () => {
      onMade(await make());
      return 'staying';
    },
  });
  return (
    <Form form={form} button={t('passkey.createButton')}>
      <p className="fine-print">{t('passkey.ownDevice')}</p>
    </Form>
  );
}

function NameForm({record}: {record: string}) {
  const [name, setName] = useState(() => describe(navigator.userAgent));
  const form = useTask({
    fields: [],
    act: async () => {
      await addPasskey(record, name.trim());
      finish('/passkey/success');
      return 'staying';
    },
  });
  return (
    <Form form={form} button={at('account.save')}>
      <NameField value={name} onChange={setName} form={form} />
    </Form>
  );
}

/** Made, then named. */
function Making() {
  const [record, setRecord] = useState<string>();
  if (record) {
    return (
      <TaskPage headline={at('passkeys.nameHeadline')} lead={at('passkeys.nameText')} back="away">
        <NameForm record={record} />
      </TaskPage>
    );
  }
  return (
    <TaskPage headline={t('passkey.create')} lead={t('passkey.createText')} isReadFirst back="away">
      {canUsePasskeys() ? <MakeForm onMade={setRecord} /> : <Notice text={t('passkey.unsupported')} />}
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
      <Form form={form} button={at('account.save')} place={dialogActions(() => void onDone(false))}>
        <NameField value={name} onChange={setName} form={form} />
      </Form>
    </Dialog>
  );
}

interface RowProps {
  passkey: FactorView;
  onRename: (passkey: FactorView) => void;
  onRemove: (passkey: FactorView) => void;
}

const PasskeyRow = ({passkey, onRename, onRemove}: RowProps) => (
  <Row
    label={nameOf(passkey)}
    actions={
      isEditable('passkey') && (
        <>
          <Action about={nameOf(passkey)} kind="danger" onClick={() => onRemove(passkey)}>
            {at('account.remove')}
          </Action>
          <Action about={nameOf(passkey)} onClick={() => onRename(passkey)}>
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
);

function PasskeyRows({loading, factors}: {loading: Loading<FactorView[]>; factors: FactorView[]}) {
  const account = useAccount();
  const passkeys = factors.filter(({type}) => type === 'WebAuthn');
  const [renamed, setRenamed] = useState<FactorView>();
  const [removed, setRemoved] = useState<FactorView>();
  if (passkeys.length === 0) return <Nothing>{at('passkeys.none')}</Nothing>;
  const endRenaming = async (hasChanged: boolean) => {
    if (hasChanged) {
      await loading.reload();
      say(at('passkeys.renamed'));
    }
    setRenamed(undefined);
  };
  const remove = async ({id}: FactorView) => {
    await removeWithCodes(id, account);
    await loading.reload();
    say(at('passkeys.removed'));
  };
  return (
    <Rows>
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} onRename={setRenamed} onRemove={setRemoved} />
      ))}
      {renamed && <RenameDialog passkey={renamed} onDone={endRenaming} />}
      {removed && (
        <ConfirmDialog
          title={at('passkeys.removeTitle')}
          text={sentences(
            at('passkeys.removeText', {name: nameOf(removed)}),
            codesWith(removed.id, factors, account).length > 0 ? at('backup.goToo') : undefined,
          )}
          button={at('account.remove')}
          act={() => remove(removed)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </Rows>
  );
}

function Manage() {
  const loading = useLoading(listFactors);
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
        <Loaded loading={loading}>{(factors) => <PasskeyRows loading={loading} factors={factors} />}</Loaded>
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
