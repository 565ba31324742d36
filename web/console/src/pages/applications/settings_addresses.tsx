import {TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {ApplicationType} from '../../api/types.ts';
import {FormSection} from '../../components/form_section.tsx';
import {UriList} from '../../components/uri_list.tsx';
import type {SettingsForm} from './settings.ts';

const examples = {Native: 'io.example.app://callback', other: 'https://app.example.com/callback'};

export function AddressSection({form, type}: {form: SettingsForm; type: ApplicationType}) {
  const {t} = useTranslation('applications');
  const {oidcClientMetadata: client, customClientMetadata: custom} = form.values;
  const field = (path: string, value: string[]) => ({
    path,
    value,
    errors: form.errors,
    onChange: (next: string[]) => form.setFieldValue(path, next as never),
    onBlur: (item: string) => form.validateField(item),
  });
  return (
    <FormSection title={t('addresses.title')} description={t('addresses.text')}>
      <UriList
        label={t('addresses.redirect')}
        description={t('addresses.redirect_text')}
        placeholder={type === 'Native' ? examples.Native : examples.other}
        {...field('oidcClientMetadata.redirectUris', client.redirectUris)}
      />
      <UriList
        label={t('addresses.post_logout')}
        description={t('addresses.post_logout_text')}
        placeholder="https://app.example.com"
        {...field('oidcClientMetadata.postLogoutRedirectUris', client.postLogoutRedirectUris)}
      />
      <UriList
        label={t('addresses.cors')}
        description={t('addresses.cors_text')}
        placeholder="https://app.example.com"
        {...field('customClientMetadata.corsAllowedOrigins', custom.corsAllowedOrigins)}
      />
    </FormSection>
  );
}

export function LogoutSection({form}: {form: SettingsForm}) {
  const {t} = useTranslation('applications');
  return (
    <FormSection title={t('logout.title')} description={t('logout.text')}>
      <TextInput
        label={t('logout.uri')}
        type="url"
        placeholder="https://app.example.com/backchannel-logout"
        {...form.getInputProps('oidcClientMetadata.backchannelLogoutUri')}
      />
    </FormSection>
  );
}
