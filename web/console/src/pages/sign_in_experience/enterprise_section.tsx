import {Switch} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';

/** Whether users sign in with the identity provider of their company. */
export function EnterpriseSection({value, onChange}: {value: boolean; onChange: (value: boolean) => void}) {
  const {t} = useTranslation('sign_in_experience');
  return (
    <FormSection title={t('sso.title')} description={t('sso.text')}>
      <Switch
        label={t('sso.on')}
        description={t('sso.on_text')}
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </FormSection>
  );
}
