import {TextInput} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import {SecretOnce} from '../../components/secret_once.tsx';
import * as check from '../../components/validate.ts';
import {createAdministrator} from './data.ts';

/** The second way, for whoever has no e-mail address: a user name, and a password that is handed over. */
export function CreateAdministrator({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['administrators', 'common']);
  const [made, setMade] = useState<{username: string; password: string}>();
  return (
    <>
      <CreateDialog
        opened={opened}
        onClose={onClose}
        title={t('create.title')}
        initialValues={{username: '', name: ''}}
        validate={{username: check.allOf(check.required, check.username), name: check.atMost(128)}}
        fieldOfCode={{'user.username_already_in_use': 'username'}}
        create={async (values) => {
          const username = values.username.trim();
          setMade({username, password: await createAdministrator({username, name: values.name.trim()})});
        }}
      >
        {(form) => (
          <>
            <TextInput
              label={t('common:user.username')}
              description={t('create.text')}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              data-autofocus
              {...form.getInputProps('username')}
            />
            <TextInput label={t('create.name')} autoComplete="off" {...form.getInputProps('name')} />
          </>
        )}
      </CreateDialog>
      <SecretOnce
        value={made?.password}
        title={t('create.done')}
        label={t('create.password_of', {name: made?.username})}
        onClose={() => setMade(undefined)}
      >
        {t('create.once')}
      </SecretOnce>
    </>
  );
}
