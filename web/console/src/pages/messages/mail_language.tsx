import {Select, type SelectProps} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {nameOfLanguage} from '../sign_in_experience/languages.ts';
import {builtInLanguages} from '../sign_in_experience/phrases.ts';

/** In which a mail is written. */
export function MailLanguage(props: SelectProps) {
  const {t, i18n} = useTranslation();
  return (
    <Select
      label={t('mail.language')}
      data={builtInLanguages.map((value) => ({value, label: nameOfLanguage(value, i18n.language)}))}
      allowDeselect={false}
      {...props}
    />
  );
}
