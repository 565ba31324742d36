import {Switch} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import type {SettingsForm} from './settings.ts';

export function MachineSection({form}: {form: SettingsForm}) {
  const {t} = useTranslation(['applications', 'common']);
  return (
    <FormSection title={t('common:endpoint.management')} description={t('machine.text')}>
      <Switch
        label={t('machine.admin')}
        description={t('machine.admin_text')}
        {...form.getInputProps('isAdmin', {type: 'checkbox'})}
      />
    </FormSection>
  );
}
