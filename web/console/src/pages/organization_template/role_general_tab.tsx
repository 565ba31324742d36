import {Textarea, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateRole, type OrganizationRole} from './data.ts';

export function RoleGeneralTab({role}: {role: OrganizationRole}) {
  const {t} = useTranslation(['organization_template', 'common']);
  const {form, ...edit} = useEditForm({
    stored: {name: role.name, description: role.description ?? ''},
    validate: {name: check.shortName, description: check.atMost(256)},
    fieldOfCode: {'entity.unique_integrity_violation': 'name'},
    save: ({name, description}) => updateRole(role.id, {name: name.trim(), description: description.trim() || null}),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:general')} description={t('role.name_text')}>
        <TextInput label={t('common:name')} {...form.getInputProps('name')} />
        <Textarea label={t('common:description')} autosize minRows={2} {...form.getInputProps('description')} />
      </FormSection>
    </EditForm>
  );
}
