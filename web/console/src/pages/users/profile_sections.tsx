import {Autocomplete, Button, SimpleGrid, TextInput} from '@mantine/core';
import {IconPlus} from '@tabler/icons-react';
import {useState} from 'react';
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

/** Rarely known: shown when one of them is, or on demand. */
const rare = personMembers.filter((name) => !['nickname', 'givenName', 'familyName'].includes(name));

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
  const [isWhole, setWhole] = useState(() => rare.some((name) => form.values.profile[name]));
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
        {isWhole && (
            <>
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
            </>
          )}
        </SimpleGrid>
        {!isWhole && <More label={t('person.more')} onClick={() => setWhole(true)} />}
      </FormSection>
    );
  }
  
  const More = ({label, onClick}: {label: string; onClick: () => void}) => (
    <div>
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={onClick}>
        {label}
      </Button>
    </div>
  );
  
  export function AddressSection({form}: Props) {
    const {t} = useTranslation('users');
    const [isWhole, setWhole] = useState(() => addressMembers.some((name) => form.values.profile.address[name]));
    return (
      <FormSection title={t('address.title')} description={t('address.text')}>
        {!isWhole && <More label={t('address.add')} onClick={() => setWhole(true)} />}
        {isWhole && (
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
      )}
    </FormSection>
  );
}
