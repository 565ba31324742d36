import {Alert, PasswordInput, Switch, TextInput} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {IconShieldExclamation} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {Markdown} from '../../components/markdown.tsx';
import {hasSignOut, type Values} from './connection.ts';
import type {ProviderName} from './data.ts';

interface Props {
  provider: ProviderName;
  form: UseFormReturnType<Values>;
}

const issuers: Partial<Record<ProviderName, string>> = {
  OIDC: 'https://id.example.com',
  Okta: 'https://example.okta.com',
  AzureAdOidc: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
};

export function OidcSections({provider, form}: Props) {
  const {t} = useTranslation('enterprise_sso');
  const text = {autoComplete: 'off', spellCheck: false} as const;
  const isGoogle = provider === 'GoogleWorkspace';
  return (
    <>
      <FormSection title={t('connection.title')} description={<Markdown text={t(`guide.${provider}`)} />}>
        {!isGoogle && (
          <TextInput
            {...text}
            type="url"
            label={t('connection.issuer')}
            description={t('connection.issuer_text')}
            placeholder={issuers[provider]}
            withAsterisk
            {...form.getInputProps('issuer')}
          />
        )}
        <TextInput {...text} label={t('connection.client_id')} withAsterisk {...form.getInputProps('clientId')} />
        <PasswordInput
          label={t('connection.client_secret')}
          withAsterisk
          autoComplete="new-password"
          {...form.getInputProps('clientSecret')}
        />
        <TextInput
          {...text}
          label={t('connection.scope')}
          description={t('connection.scope_text')}
          {...form.getInputProps('scope')}
        />
        {isGoogle && (
          <Switch
            label={t('connection.offline')}
            description={t('connection.offline_text')}
            {...form.getInputProps('offlineAccess', {type: 'checkbox'})}
          />
        )}
      </FormSection>
      <FormSection title={t('connection.email')} description={t('connection.email_text')}>
        <Switch
          label={t('connection.trust_email')}
          description={t('connection.trust_email_text')}
          {...form.getInputProps('trustUnverifiedEmail', {type: 'checkbox'})}
        />
        {form.values.trustUnverifiedEmail && (
          <Alert color="yellow" icon={<IconShieldExclamation size={18} />} p="sm">
            {t('connection.trust_email_warning')}
          </Alert>
        )}
      </FormSection>
      {hasSignOut(provider) && (
        <FormSection title={t('connection.sign_out')} description={t('connection.sign_out_text')}>
          <Switch
            label={t('connection.sign_out_there')}
            description={t('connection.sign_out_there_text')}
            {...form.getInputProps('signOutAtProvider', {type: 'checkbox'})}
          />
        </FormSection>
      )}
    </>
  );
}
