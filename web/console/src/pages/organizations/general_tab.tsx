import {Switch, Textarea, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Organization} from '../../api/types.ts';
import {CodeEditor, formatObject, parseObject} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateOrganization} from './data.ts';

export function GeneralTab({organization}: {organization: Organization}) {
  const {t} = useTranslation(['organizations', 'common']);
  const {form, ...edit} = useEditForm({
    stored: {
      name: organization.name,
      description: organization.description ?? '',
      isMfaRequired: organization.isMfaRequired,
      isTrustedDeviceAllowed: organization.isTrustedDeviceAllowed,
      customData: formatObject(organization.customData),
    },
    validate: {name: check.shortName, description: check.atMost(256), customData: check.jsonObject},
    save: ({name, description, isMfaRequired, isTrustedDeviceAllowed, customData}) =>
      updateOrganization(organization.id, {
        name: name.trim(),
        description: description.trim() || null,
        isMfaRequired,
        isTrustedDeviceAllowed,
        customData: parseObject(customData) as Record<string, unknown>,
      }),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:general')} description={t('basic.text')}>
        <TextInput label={t('common:name')} {...form.getInputProps('name')} />
        <Textarea label={t('common:description')} autosize minRows={2} {...form.getInputProps('description')} />
      </FormSection>
      <FormSection title={t('common:nav.security')} description={t('security.text')}>
        <Switch
          label={t('security.mfa')}
          description={t('security.mfa_text')}
          {...form.getInputProps('isMfaRequired', {type: 'checkbox'})}
        />
        <Switch
          label={t('security.devices')}
          description={t('security.devices_text')}
          {...form.getInputProps('isTrustedDeviceAllowed', {type: 'checkbox'})}
        />
      </FormSection>
      <FormSection title={t('common:custom_data.title')} description={t('custom_data.text')}>
        <CodeEditor label={t('common:custom_data.label')} minRows={4} {...form.getInputProps('customData')} />
      </FormSection>
    </EditForm>
  );
}
