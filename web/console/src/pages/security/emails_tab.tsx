import {Switch, TagsInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {updateExperience, type Experience} from '../sign_in_experience/data.ts';
import {faultyItems, listsWith} from './address_lists.ts';

const toValues = ({emailBlocklistPolicy: policy}: Experience) => ({
  disposable: policy.blockDisposableAddresses ?? false,
  subaddressing: policy.blockSubaddressing ?? false,
  allowed: policy.customAllowlist ?? [],
  blocked: policy.customBlocklist ?? [],
});
type Values = ReturnType<typeof toValues>;

const fieldOfPath = {
  'emailBlocklistPolicy.customAllowlist': 'allowed',
  'emailBlocklistPolicy.customBlocklist': 'blocked',
};

/** Which email addresses may register. */
export function EmailsTab({experience}: {experience: Experience}) {
  const {t} = useTranslation('security');
  const checkItems = (items: string[]) => {
    const faulty = faultyItems(items);
    return faulty.length > 0 ? t('emails.faulty', {items: faulty.join(', ')}) : null;
  };
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {allowed: checkItems, blocked: checkItems},
    fieldOfPath,
    errorsOf: (error) => {
      if (error.code === 'request.invalid_input') return {disposable: messageOf(error)};
      if (error.code !== 'sign_in_experiences.invalid_custom_email_blocklist_format') return undefined;
      const names = listsWith(error.data, form.values);
      return Object.fromEntries(names.map((name) => [name, messageOf(error)]));
    },
    save: ({disposable, subaddressing, allowed, blocked}) =>
      updateExperience({
        emailBlocklistPolicy: {
          blockDisposableAddresses: disposable,
          blockSubaddressing: subaddressing,
          customAllowlist: allowed,
          customBlocklist: blocked,
        },
      }),
  });
  const list = (name: 'allowed' | 'blocked') => (
    <TagsInput
      label={t(`emails.${name}`)}
      description={t(`emails.${name}_text`)}
      placeholder={form.values[name].length === 0 ? '@example.com' : ''}
      acceptValueOnBlur
      splitChars={[',', ' ', '\n']}
      {...form.getInputProps(name)}
    />
  );
  return (
    <EditForm form={edit}>
      <FormSection title={t('emails.title')} description={t('emails.text')}>
        <Switch
          label={t('emails.disposable')}
          description={t('emails.disposable_text')}
          {...form.getInputProps('disposable', {type: 'checkbox'})}
        />
        <Switch
          label={t('emails.subaddressing')}
          description={t('emails.subaddressing_text')}
          {...form.getInputProps('subaddressing', {type: 'checkbox'})}
        />
        {list('allowed')}
        {list('blocked')}
      </FormSection>
    </EditForm>
  );
}
