import {Select, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';

const day = 86_400_000;
const lifetimes = [7, 30, 90, 365];
const fieldOfCode = {'user.personal_access_token_name_exists': 'name'};

interface CreateProps {
  opened: boolean;
  onClose: () => void;
  create: (token: {name: string; expiresAt: number | null}) => Promise<void>;
}

export function CreateToken({opened, onClose, create}: CreateProps) {
  const {t} = useTranslation(['users', 'common']);
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('tokens.create')}
      initialValues={{name: '', days: '90'}}
      validate={{name: check.name}}
      fieldOfCode={fieldOfCode}
      create={({name, days}) =>
        create({name: name.trim(), expiresAt: days === 'never' ? null : Date.now() + Number(days) * day})
      }
    >
      {(form) => (
        <>
          <TextInput
            label={t('common:name')}
            description={t('tokens.name_text')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Select
            label={t('common:expiry.expires')}
            data={[
              ...lifetimes.map((count) => ({value: String(count), label: t('common:expiry.in_days', {count})})),
              {value: 'never', label: t('common:expiry.never')},
            ]}
            allowDeselect={false}
            {...form.getInputProps('days')}
          />
        </>
      )}
    </CreateDialog>
  );
}

interface RenameProps {
  opened: boolean;
  onClose: () => void;
  current: string;
  rename: (name: string) => Promise<void>;
}

export function RenameToken({opened, onClose, current, rename}: RenameProps) {
  const {t} = useTranslation(['users', 'common']);
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('tokens.rename_what', {name: current})}
      action={t('tokens.rename')}
      initialValues={{name: current}}
      validate={{name: check.name}}
      fieldOfCode={fieldOfCode}
      create={({name}) => rename(name.trim())}
    >
      {(form) => <TextInput label={t('common:name')} data-autofocus {...form.getInputProps('name')} />}
    </CreateDialog>
  );
}
