import {Group, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateProfile} from './data.ts';

const toValues = (user: User) => ({
  name: user.name ?? '',
  username: user.username ?? '',
  primaryEmail: user.primaryEmail ?? '',
  avatar: user.avatar ?? '',
});
type Values = ReturnType<typeof toValues>;

const toChanges = (values: Values) => ({
  name: values.name.trim() || null,
  username: values.username.trim() || null,
  primaryEmail: values.primaryEmail.trim() || null,
  avatar: values.avatar.trim() || null,
});

export function AccountForm({user}: {user: User}) {
  const {t} = useTranslation(['profile', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(user),
    validate: {
      name: check.atMost(128),
      // Or nobody could sign in.
      username: (value, {primaryEmail}) =>
        value.trim() || primaryEmail.trim() ? check.username(value) : t('account.identifier'),
      primaryEmail: check.email,
      avatar: check.webAddress,
    },
    fieldOfCode: {
      'user.username_already_in_use': 'username',
      'user.email_already_in_use': 'primaryEmail',
    },
    save: (values) => updateProfile(user.id, toChanges(values)),
  });
  const {name, username, avatar} = form.values;
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:user.account')} description={t('account.text')}>
        <TextInput label={t('common:name')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={t('common:user.username')}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          {...form.getInputProps('username')}
        />
        <TextInput
          type="email"
          label={t('common:user.email')}
          autoComplete="email"
          {...form.getInputProps('primaryEmail')}
        />
        <Group gap="sm" align="flex-end" wrap="nowrap">
          <EntityAvatar name={name || username || '?'} picture={avatar} size={36} />
          <TextInput
            type="url"
            flex={1}
            label={t('common:user.avatar')}
            placeholder="https://"
            {...form.getInputProps('avatar')}
          />
        </Group>
      </FormSection>
    </EditForm>
  );
}
