import {Textarea, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {FormSection} from '../../components/form_section.tsx';
import type {SettingsForm} from './settings.ts';

export function BasicSection({form, isMachine}: {form: SettingsForm; isMachine: boolean}) {
  const {t} = useTranslation(['applications', 'common']);
  return (
    <FormSection title={t('common:general')} description={isMachine ? undefined : t('basic.text')}>
      <TextInput label={t('common:name')} {...form.getInputProps('name')} />
      <Textarea label={t('common:description')} autosize minRows={2} {...form.getInputProps('description')} />
    </FormSection>
  );
}

export function CustomDataSection({form}: {form: SettingsForm}) {
  const {t} = useTranslation(['applications', 'common']);
  return (
    <FormSection title={t('common:custom_data.title')} description={t('custom_data.text')}>
      <CodeEditor label={t('common:custom_data.label')} minRows={4} {...form.getInputProps('customData')} />
    </FormSection>
  );
}
