import {useState} from 'react';

import {Form} from '../../components/form.tsx';
import {faultsOf, nameOf as usualNameOf, ProfileFields} from '../../components/profile_fields.tsx';
import type {ProfileField} from '../../context.ts';
import {t} from '../../phrases.ts';
import {inputsOf} from '../../profile_form.ts';
import {changeAccount, changeProfile} from '../api.ts';
import {Avatar} from '../components/avatar.tsx';
import {AvatarDialog} from '../components/avatar_dialog.tsx';
import {Dialog, dialogActions} from '../components/dialog.tsx';
import {Action, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {context} from '../context.ts';
import {controlOfField, isEditable, shownFields} from '../controls.ts';
import {at} from '../phrases.ts';
import {answersOf, changeOf, fieldOf, shownValue} from '../profile_values.ts';
import {Shell} from '../shell.tsx';
import {nameOf, reloadAccount, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';

/** Here the picture itself is shown, not its address. */
const nameOfField = (field: ProfileField) =>
  field.name === 'avatar' && !field.label ? t('profile.picture') : usualNameOf(field);

const fields = () =>
  shownFields().map((name) => fieldOf(name, context.signInExperience.customProfileFieldCatalog ?? []));

function EditDialog({field, onClose}: {field: ProfileField; onClose: () => void}) {
  const account = useAccount();
  const inputs = inputsOf([field]);
  const [answers, setAnswers] = useState(() => answersOf(account, field));
  const form = useTask({
    fields: [],
    check: () => faultsOf(inputs, answers),
    act: async () => {
      const change = changeOf(account, field, answers);
      await (change.to === 'account' ? changeAccount(change.changes) : changeProfile(change.changes));
      await reloadAccount();
      say(at('profile.saved'));
      onClose();
      return 'staying';
    },
  });
  return (
    <Dialog title={nameOfField(field)} onClose={onClose}>
      <Form form={form} button={at('account.save')} place={dialogActions(onClose)}>
        <ProfileFields
          inputs={inputs}
          answers={answers}
          onChange={(key, answer) => setAnswers((before) => ({...before, [key]: answer}))}
          form={form}
        />
      </Form>
    </Dialog>
  );
}

export function Profile() {
  const account = useAccount();
  const [editing, setEditing] = useState<ProfileField>();
  const close = () => setEditing(undefined);
  const words = {language: context.language, yes: at('account.yes'), no: at('account.no')};
  return (
    <Shell headline={at('nav.profile')} text={at('profile.text')}>
      <Section title={at('profile.about')}>
        <Rows>
          {fields().map((field) => {
            const value = field.name === 'avatar' ? '' : shownValue(account, field, words);
            const label = nameOfField(field);
            return (
              <Row
                key={field.name}
                label={label}
                actions={
                  isEditable(controlOfField(field.name)) && (
                    <Action about={label} onClick={() => setEditing(field)}>
                      {value || (field.name === 'avatar' && account.avatar) ? at('account.change') : at('account.add')}
                    </Action>
                  )
                }
              >
                {field.name === 'avatar' ? (
                  <Avatar url={account.avatar} name={nameOf(account)} isLarge />
                ) : (
                  value || <span className="ac-none">{at('account.notSet')}</span>
                )}
              </Row>
            );
          })}
        </Rows>
      </Section>
      {editing?.name === 'avatar' && <AvatarDialog title={nameOfField(editing)} onClose={close} />}
      {editing && editing.name !== 'avatar' && <EditDialog field={editing} onClose={close} />}
    </Shell>
  );
}
