import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {CodeEditor, formatObject, parseObject} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateUser} from './data.ts';
import {users} from './people.ts';

/** The data that applications keep about a user. */
export function CustomDataTab({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const {form, ...edit} = useEditForm({
    stored: {customData: formatObject(user.customData)},
    validate: {customData: check.jsonObject},
    // As a whole: merging could not take a member away.
    save: ({customData}) => updateUser(users, user.id, {customData: parseObject(customData) as Record<string, unknown>}),
  });
  const {value, error, ...input} = form.getInputProps('customData');
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:custom_data.title')} description={t('custom_data.text')}>
        <CodeEditor
          label={t('common:custom_data.label')}
          minRows={14}
          value={value}
          error={error ?? check.jsonObject(value)}
          {...input}
        />
      </FormSection>
    </EditForm>
  );
}
