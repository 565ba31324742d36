import {Select} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {languageTags} from './language_tags.ts';
import {nameOfLanguage} from './languages.ts';

interface Props {
  opened: boolean;
  known: string[];
  onClose: () => void;
  onAdd: (tag: string) => void;
}

export function AddLanguage({opened, known, onClose, onAdd}: Props) {
  const {t, i18n} = useTranslation(['sign_in_experience', 'common']);
  const choices = languageTags
    .filter((tag) => !known.includes(tag))
    .map((value) => ({value, label: `${nameOfLanguage(value, i18n.language)} · ${value}`}))
    .toSorted((one, other) => one.label.localeCompare(other.label, i18n.language));
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('content.add_language')}
      initialValues={{tag: ''}}
      validate={{tag: check.required}}
      action={t('common:add')}
      create={async ({tag}) => onAdd(tag)}
    >
      {(form) => (
        <Select
          label={t('content.new_language')}
          description={t('content.new_language_text')}
          data={choices}
          searchable
          data-autofocus
          {...form.getInputProps('tag')}
        />
      )}
    </CreateDialog>
  );
}
