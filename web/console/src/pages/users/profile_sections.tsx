import {Autocomplete, SimpleGrid, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {addressMembers, type ProfileForm} from './profile_values.ts';

interface Props {
  form: ProfileForm;
}

export function IdentifierSection({form}: Props) {
  const {t} = useTranslation('users');
  return (
    <FormSection title={t('identifiers.title')} description={t('identifiers.text')}>
      <TextInput label={t('field.username')} autoComplete="off" {...form.getInputProps('username')} />
      <TextInput
        type="email"
        label={t('field.primaryEmail')}
        autoComplete="off"
        {...form.getInputProps('primaryEmail')}
      />
      <TextInput
        type="tel"
        label={t('field.primaryPhone')}
        placeholder="+82 10 1234 5678"
        autoComplete="off"
        {...form.getInputProps('primaryPhone')}
      />
    </FormSection>
  );
}

const timeZones = Intl.supportedValuesOf('timeZone');

export function PersonSection({form}: Props) {
  const {t} = useTranslation('users');
  const text = (name: 'givenName' | 'middleName' | 'familyName' | 'nickname' | 'preferredUsername' | 'gender') => (
    <TextInput label={t(`field.${name}`)} autoComplete="off" {...form.getInputProps(`profile.${name}`)} />
  );
  return (
    <FormSection title={t('person.title')} description={t('person.text')}>
      <TextInput label={t('field.name')} autoComplete="off" {...form.getInputProps('name')} />
      <TextInput
        type="url"
        label={t('field.avatar')}
        placeholder="https://"
        autoComplete="off"
        leftSection={
          <EntityAvatar name={form.values.name || form.values.username || '?'} picture={form.values.avatar} size={22} />
        }
        {...form.getInputProps('avatar')}
      />
      <SimpleGrid cols={{base: 1, sm: 2}}>
        {text('givenName')}
        {text('familyName')}
        {text('middleName')}
        {text('nickname')}
        {text('preferredUsername')}
        {text('gender')}
        <TextInput
          label={t('field.birthdate')}
          placeholder="1990-04-01"
          autoComplete="off"
          {...form.getInputProps('profile.birthdate')}
        />
        <Autocomplete
          size="sm"
          label={t('field.zoneinfo')}
          placeholder="Asia/Seoul"
          data={timeZones}
          limit={50}
          autoComplete="off"
          {...form.getInputProps('profile.zoneinfo')}
        />
        <TextInput
          label={t('field.locale')}
          placeholder="ko-KR"
          autoComplete="off"
          {...form.getInputProps('profile.locale')}
        />
      </SimpleGrid>
      <TextInput
        type="url"
        label={t('field.website')}
        placeholder="https://"
        autoComplete="off"
        {...form.getInputProps('profile.website')}
      />
      <TextInput
        type="url"
        label={t('field.profile')}
        placeholder="https://"
        autoComplete="off"
        {...form.getInputProps('profile.profile')}
      />
    </FormSection>
  );
}

export function AddressSection({form}: Props) {
  const {t} = useTranslation('users');
  return (
    <FormSection title={t('address.title')} description={t('address.text')}>
      <SimpleGrid cols={{base: 1, sm: 2}}>
        {addressMembers.map((name) => (
          <TextInput
            key={name}
            label={t(`field.${name}`)}
            autoComplete="off"
            {...form.getInputProps(`profile.address.${name}`)}
          />
        ))}
      </SimpleGrid>
    </FormSection>
  );
}
