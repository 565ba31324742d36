import {Alert, Autocomplete, Radio, Select, Skeleton, Stack, Switch, TextInput} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {IconShieldExclamation} from '@tabler/icons-react';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import type {Application} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {saveIdpInitiated, useIdpInitiated, type IdpInitiated} from './data.ts';
import {toSettings, toValues, typesFor, type Start, type Values} from './idp_initiated.ts';

const codes = {
  invalidType: 'single_sign_on.idp_initiated_authentication_invalid_application_type',
  notRegistered: 'single_sign_on.idp_initiated_authentication_redirect_uri_not_registered',
};

/** Sign-ins that begin in the company's portal instead of the application. */
export function IdpInitiatedTab({connector: {id}}: {connector: SsoConnector}) {
  const stored = useIdpInitiated(id);
  const applications = useQuery({
    queryKey: ['applications', 'idp-initiated'],
    queryFn: () => take(api.GET('/api/applications')),
  });
  const failed = [stored, applications].find(({error, data}) => error && data === undefined);
  if (failed?.error) return <QueryError error={failed.error} retry={() => void failed.refetch()} />;
  if (stored.data === undefined || !applications.data) return <Skeleton height={240} radius="lg" />;
  return <IdpInitiatedForm id={id} stored={stored.data} applications={applications.data as Application[]} />;
}

interface Props {
  id: string;
  stored: IdpInitiated | null;
  applications: Application[];
}

function IdpInitiatedForm({id, stored, applications}: Props) {
  const {t} = useTranslation('enterprise_sso');
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(stored),
    validate: {
      applicationId: (chosen, {isOn}) => (isOn && !chosen ? t('idp.application_required') : null),
      callbackUri: (uri, {isOn, start}) =>
        isOn && start === 'application' ? (check.required(uri) ?? check.webAddress(uri)) : null,
    },
    fieldOfCode: {[codes.invalidType]: 'applicationId'},
    errorsOf: (error) =>
      error.code === codes.notRegistered ? {redirectUri: error.message, callbackUri: error.message} : undefined,
    save: async (values) => {
      const settings = toSettings(values);
      if (settings || stored) await saveIdpInitiated(id, settings);
    },
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('idp.title')} description={t('idp.text')}>
        <Switch
          label={t('idp.on')}
          description={t('idp.on_text')}
          {...form.getInputProps('isOn', {type: 'checkbox'})}
        />
        {form.values.isOn && (
          <>
            <Alert color="yellow" icon={<IconShieldExclamation size={18} />} p="sm">
              {t('idp.warning')}
            </Alert>
            <Target form={form} applications={applications} />
          </>
        )}
      </FormSection>
    </EditForm>
  );
}

function Target({form, applications}: {form: UseFormReturnType<Values>; applications: Application[]}) {
  const {t} = useTranslation('enterprise_sso');
  const {start, applicationId} = form.values;
  const fitting = applications.filter(({type, isThirdParty}) => typesFor(start).includes(type) && !isThirdParty);
  const addresses = fitting.find(({id}) => id === applicationId)?.oidcClientMetadata.redirectUris ?? [];
  return (
    <>
      <Radio.Group label={t('idp.start')} {...form.getInputProps('start')}>
        <Stack gap="sm" mt={6}>
          {(['server', 'application'] as const satisfies Start[]).map((value) => (
            <Radio key={value} value={value} label={t(`idp.by.${value}`)} description={t(`idp.by_text.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        label={t('idp.application')}
        description={t(fitting.length > 0 ? 'idp.application_text' : 'idp.no_application')}
        data={fitting.map(({id, name}) => ({value: id, label: name}))}
        searchable
        allowDeselect={false}
        withAsterisk
        {...form.getInputProps('applicationId')}
        onChange={(value) => form.setValues({applicationId: value, redirectUri: null})}
      />
      {start === 'server' ? (
        <>
          <Select
            label={t('idp.redirect')}
            placeholder={addresses[0] ?? t('idp.first')}
            description={t('idp.redirect_text')}
            data={addresses}
            clearable
            {...form.getInputProps('redirectUri')}
          />
          <TextInput
            label={t('idp.scope')}
            description={t('idp.scope_text')}
            placeholder="openid profile"
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('scope')}
          />
        </>
      ) : (
        <Autocomplete
          label={t('idp.callback')}
          description={t('idp.callback_text')}
          data={addresses}
          placeholder="https://"
          withAsterisk
          {...form.getInputProps('callbackUri')}
        />
      )}
    </>
  );
}
