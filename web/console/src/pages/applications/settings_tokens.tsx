import {NumberInput, Select, Switch} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import type {SettingsForm} from './settings.ts';

const algorithms = ['ES256', 'RS256', 'ES384'];

export function TokenSection({form}: {form: SettingsForm}) {
  const {t} = useTranslation(['applications', 'common']);
  const path = (name: string) => `customClientMetadata.${name}`;
  return (
    <FormSection title={t('tokens.title')} description={t('tokens.text')}>
      <NumberInput
        label={t('tokens.days')}
        placeholder="14"
        allowDecimal={false}
        allowNegative={false}
        styles={{wrapper: {maxWidth: 220}}}
        {...form.getInputProps(path('refreshTokenTtlInDays'))}
      />
      <Switch
        label={t('tokens.rotate')}
        description={t('tokens.rotate_text')}
        {...form.getInputProps(path('rotateRefreshToken'), {type: 'checkbox'})}
      />
      <NumberInput
        label={t('tokens.grace')}
        description={t('tokens.grace_text')}
        placeholder="30"
        allowDecimal={false}
        allowNegative={false}
        styles={{wrapper: {maxWidth: 220}}}
        {...form.getInputProps(path('refreshTokenRotationGrace'))}
      />
      <Switch
        label={t('tokens.always')}
        description={t('tokens.always_text')}
        {...form.getInputProps(path('alwaysIssueRefreshToken'), {type: 'checkbox'})}
      />
      <Select
        label={t('tokens.algorithm')}
        description={t('tokens.algorithm_text')}
        data={[{value: '', label: t('common:tenant_default')}, ...algorithms]}
        allowDeselect={false}
        styles={{wrapper: {maxWidth: 220}}}
        {...form.getInputProps(path('idTokenSignedResponseAlg'))}
      />
      <Select
        label={t('common:dialect.title')}
        description={t('tokens.dialect_text')}
        data={[
          {value: '', label: t('common:tenant_default')},
          {value: 'logto', label: t('common:dialect.logto')},
          {value: 'standard', label: t('common:dialect.standard')},
        ]}
        allowDeselect={false}
        styles={{wrapper: {maxWidth: 220}}}
        {...form.getInputProps(path('claimsDialect'))}
      />
    </FormSection>
  );
}
