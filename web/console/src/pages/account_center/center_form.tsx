import {Anchor, MultiSelect, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {UriList} from '../../components/uri_list.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {context} from '../../context.ts';
import {ControlsSection} from './controls_section.tsx';
import {type AccountCenter, updateAccountCenter, useProfileFields} from './data.ts';
import {enable, toChanges, toValues, type Values} from './settings.ts';

const fieldOfPath = {webauthnRelatedOrigins: 'origins', deleteAccountUrl: 'deleteAccountUrl', profileFields: 'profileFields'};

export function CenterForm({center}: {center: AccountCenter}) {
  const {t} = useTranslation('account_center');
  const added = useProfileFields().data ?? [];
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(center),
    validate: {},
    fieldOfPath,
    save: (values) => updateAccountCenter(toChanges(values)),
  });
  const {values} = form;
  const names = [...new Set(['avatar', 'name', ...added, ...values.profileFields])];
  const address = `${context.endpoint}/account`;
  return (
    <EditForm form={edit}>
      <FormSection title={t('enabled.title')} description={t('enabled.text')}>
        <Switch
          label={t('enabled.label')}
          checked={values.isEnabled}
          onChange={({currentTarget: {checked}}) => form.setValues(checked ? enable(values) : {isEnabled: false})}
        />
        {center.enabled && (
          <Anchor href={address} target="_blank" rel="noopener" size="sm">
            {address}
          </Anchor>
        )}
      </FormSection>
      <ControlsSection value={values.fields} onChange={(fields) => form.setFieldValue('fields', fields)} />
      <FormSection title={t('profile.title')} description={t('profile.text')}>
        <MultiSelect
          label={t('profile.fields')}
          placeholder={values.profileFields.length === 0 ? t('profile.none') : undefined}
          data={names.map((name) => ({
            value: name,
            label: name === 'avatar' || name === 'name' ? t(`field.${name}.name`) : name,
          }))}
          clearable
          {...form.getInputProps('profileFields')}
        />
      </FormSection>
      <FormSection title={t('deletion.title')} description={t('deletion.text')}>
        <Switch
          label={t('deletion.own')}
          description={t('deletion.own_text')}
          {...form.getInputProps('canDelete', {type: 'checkbox'})}
        />
        <TextInput
          label={t('deletion.url')}
          description={t('deletion.url_text')}
          placeholder="https://example.com/delete-account"
          {...form.getInputProps('deleteAccountUrl')}
        />
      </FormSection>
      <FormSection title={t('passkeys.title')} description={t('passkeys.text')}>
        <UriList
          label={t('passkeys.origins')}
          placeholder="https://app.example.com"
          value={values.origins}
          onChange={(origins) => form.setFieldValue('origins', origins)}
          errors={form.errors}
          path="origins"
        />
      </FormSection>
      <FormSection title={t('css.title')} description={t('css.text')}>
        <CodeEditor label="CSS" {...form.getInputProps('customCss')} />
      </FormSection>
    </EditForm>
  );
}
