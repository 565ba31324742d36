import {Alert, Switch} from '@mantine/core';
import {IconShieldExclamation} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {updateSsoConnector} from './data.ts';

/** What becomes of users who sign in with the provider. */
export function AccountsTab({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const isOidc = connector.providerType === 'oidc';
  const {syncProfile, enableTokenStorage, trustsMfa} = connector;
  const {form, ...edit} = useEditForm({
    stored: {syncProfile, enableTokenStorage, trustsMfa},
    fieldOfCode: {
      'request.feature_not_supported': 'enableTokenStorage',
      'connector.token_storage_not_supported': 'enableTokenStorage',
    },
    save: ({enableTokenStorage: storesTokens, ...others}) =>
      updateSsoConnector(connector.id, {
        ...others,
        // Sent only to change it: off deletes the tokens that are stored.
        ...(isOidc && storesTokens !== enableTokenStorage && {enableTokenStorage: storesTokens}),
      }),
  });
  const drops = enableTokenStorage && !form.values.enableTokenStorage;
  return (
    <EditForm form={edit}>
      <FormSection title={t('accounts.profile')} description={t('accounts.profile_text')}>
        <Switch
          label={t('accounts.sync')}
          description={t('accounts.sync_text')}
          {...form.getInputProps('syncProfile', {type: 'checkbox'})}
        />
      </FormSection>
      <FormSection title={t('accounts.factor')} description={t('accounts.factor_text')}>
        <Switch
          label={t('accounts.trust')}
          description={t('accounts.trust_text')}
          {...form.getInputProps('trustsMfa', {type: 'checkbox'})}
        />
        {form.values.trustsMfa && (
          <Alert color="yellow" icon={<IconShieldExclamation size={18} />} p="sm">
            {t('accounts.trust_warning')}
          </Alert>
        )}
      </FormSection>
      {isOidc && (
        <FormSection title={t('accounts.tokens')} description={t('accounts.tokens_text')}>
          <Switch
            label={t('accounts.store')}
            description={t('accounts.store_text')}
            {...form.getInputProps('enableTokenStorage', {type: 'checkbox'})}
          />
          {drops && (
            <Alert color="red" p="sm">
              {t('accounts.drop')}
            </Alert>
          )}
        </FormSection>
      )}
    </EditForm>
  );
}
