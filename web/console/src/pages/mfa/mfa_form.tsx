import {Stack, Switch} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import type {Tenant} from '../../session/session.ts';
import type {Experience} from '../sign_in_experience/data.ts';
import {updateMfa} from './data.ts';
import {FactorsSection} from './factors_section.tsx';
import {FlowPreview} from './flow_preview.tsx';
import {PolicySection} from './policy_section.tsx';
import {isBackupAlone, longestDays, toChanges, toValues, type Values} from './settings.ts';
import {TrustedDeviceSection} from './trusted_device_section.tsx';

const fieldOfCode = {
  'sign_in_experiences.backup_code_cannot_be_enabled_alone': 'factors',
  'sign_in_experiences.email_verification_code_cannot_be_used_for_mfa': 'factors',
  'sign_in_experiences.phone_verification_code_cannot_be_used_for_mfa': 'factors',
  'sign_in_experiences.enabled_connector_not_found': 'factors',
  'sign_in_experiences.administrator_without_factor': 'policy',
};

const fieldOfPath = {'trustedDevice.durationDays': 'trustedDays'};

export function MfaForm({tenant, experience}: {tenant: Tenant; experience: Experience}) {
  const {t} = useTranslation('mfa');
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {
      factors: (chosen) => (isBackupAlone(chosen) ? t('factors.backup_alone') : null),
      trustedDays: (days) => check.required(String(days)) ?? check.between(1, longestDays)(days),
    },
    fieldOfCode,
    fieldOfPath,
    save: (values) => updateMfa(tenant, toChanges(values)),
  });
  const {values} = form;
  return (
    <EditForm form={edit}>
      <FactorsSection
        tenant={tenant}
        experience={experience}
        value={values.factors}
        onChange={(chosen) => form.setFieldValue('factors', chosen)}
        error={form.errors['factors']}
      />
      <PolicySection
        tenant={tenant}
        values={values}
        stored={toValues(experience).policy}
        onChange={(changes) => form.setValues(changes)}
        error={form.errors['policy']}
      />
      <FormSection title={t(tenant === 'admin' ? 'administrators.preview' : 'preview.title')} description={t('preview.text')}>
        <FlowPreview tenant={tenant} values={values} />
      </FormSection>
      {tenant === 'default' && (
        <FormSection title={t('organizations.title')} description={t('organizations.text')}>
          <Switch
            label={t('organizations.required')}
            description={t('organizations.required_text')}
            {...form.getInputProps('isRequiredByOrganizations', {type: 'checkbox'})}
          />
        </FormSection>
      )}
      <TrustedDeviceSection form={form} />
      <FormSection title={t('passkey.title')} description={t('passkey.text')}>
        <Stack gap="sm">
          <Switch label={t('passkey.enabled')} {...form.getInputProps('passkey', {type: 'checkbox'})} />
          <Switch
            label={t('passkey.button')}
            disabled={!values.passkey}
            {...form.getInputProps('passkeyButton', {type: 'checkbox'})}
          />
          <Switch
            label={t('passkey.autofill')}
            description={t('passkey.autofill_text')}
            disabled={!values.passkey}
            {...form.getInputProps('passkeyAutofill', {type: 'checkbox'})}
          />
        </Stack>
      </FormSection>
    </EditForm>
  );
}
