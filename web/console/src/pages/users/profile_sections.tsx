import {Autocomplete, SimpleGrid, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {addressMembers, personMembers, type ProfileForm} from './profile_values.ts';

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

type TextMember = Exclude<(typeof personMembers)[number], 'zoneinfo'>;

const timeZones = Intl.supportedValuesOf('timeZone');

export function PersonSection({form}: Props) {
  const {t} = useTranslation('users');
  const text = (name: TextMember, placeholder?: string) => (
    <TextInput
      label={t(`field.${name}`)}
      placeholder={placeholder}
      autoComplete="off"
      {...form.getInputProps(`profile.${name}`)}
    />
  );
  return (
    <FormSection title={t('person.title')} description={t('person.text')}>
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
        <TextInput label={t('field.name')} autoComplete="off" {...form.getInputProps('name')} />
        {text('nickname')}
        {text('givenName')}
        {text('familyName')}
        {text('middleName')}
        {text('preferredUsername')}
        {text('gender')}
        {text('birthdate', '1990-04-01')}
        <Autocomplete
          size="sm"
          label={t('field.zoneinfo')}
          placeholder="Asia/Seoul"
          data={timeZones}
          limit={50}
          autoComplete="off"
          {...form.getInputProps('profile.zoneinfo')}
        />
        {text('locale', 'ko-KR')}
        {text('website', 'https://')}
        {text('profile', 'https://')}
      </SimpleGrid>
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
