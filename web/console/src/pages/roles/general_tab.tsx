import {Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Role} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {isBuiltIn, updateRole} from './data.ts';

export function GeneralTab({role}: {role: Role}) {
  return isBuiltIn(role) ? <ReadOnly role={role} /> : <GeneralForm role={role} />;
}

function ReadOnly({role}: {role: Role}) {
  const {t} = useTranslation(['roles', 'common']);
  return (
    <FormSection title={t('common:general')}>
      <Facts
        facts={[
          [t('common:name'), role.name],
          [t('common:description'), role.description],
        ]}
      />
    </FormSection>
  );
}

function GeneralForm({role}: {role: Role}) {
  const {t} = useTranslation(['roles', 'common']);
  const {form, ...edit} = useEditForm({
    stored: {name: role.name, description: role.description, isDefault: role.isDefault},
    validate: {name: check.shortName, description: check.shortName},
    fieldOfCode: {'role.name_in_use': 'name', 'role.internal_role_violation': 'name'},
    save: ({name, description, isDefault}) =>
      updateRole(role.id, {
        name: name.trim(),
        description: description.trim(),
        ...(isDefault !== role.isDefault && {isDefault}),
      }),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:general')} description={t('general.text')}>
        <TextInput label={t('common:name')} {...form.getInputProps('name')} />
        <TextInput label={t('common:description')} {...form.getInputProps('description')} />
        {role.type === 'User' && (
          <Switch
            label={t('default.label')}
            description={t('default.text')}
            {...form.getInputProps('isDefault', {type: 'checkbox'})}
          />
        )}
      </FormSection>
    </EditForm>
  );
}
