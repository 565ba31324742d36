import {SimpleGrid, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CopyField} from '../../components/copy_field.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {callbackOf, isSaml} from './social_form.ts';
import type {ConfigForm} from './use_config_form.ts';

/** What the service needs of us. */
export function CallbackSection({id, factoryId}: {id: string; factoryId: string}) {
  const {t} = useTranslation('connectors');
  return (
    <FormSection title={t('callback.title')} description={t('callback.text')}>
      <CopyField
        label={isSaml(factoryId) ? t('callback.saml_field') : t('callback.field')}
        value={callbackOf(id, factoryId)}
      />
    </FormSection>
  );
}

interface Props {
  form: ConfigForm;
  isStandard: boolean | undefined;
  /** that its target can still be chosen */
  isNew: boolean;
}

export const SocialFields = ({form, isStandard, isNew}: Props) => (
  <>
    {isStandard && <ButtonSection form={form} isNew={isNew} />}
    <ProfileSection form={form} />
  </>
);

function ButtonSection({form, isNew}: Omit<Props, 'isStandard'>) {
  const {t} = useTranslation('connectors');
  return (
    <FormSection title={t('social.button')} description={t('social.button_text')}>
      <SimpleGrid cols={{base: 1, sm: 2}}>
        <TextInput
          label={t('social.name')}
          description={t('social.name_text')}
          withAsterisk
          autoComplete="off"
          {...form.getInputProps('own.name')}
        />
        <TextInput
          label={t('social.name_ko')}
          description={t('social.name_ko_text')}
          autoComplete="off"
          {...form.getInputProps('own.nameKo')}
        />
        <TextInput type="url" label={t('social.logo')} placeholder="https://" {...form.getInputProps('own.logo')} />
        <TextInput
          type="url"
          label={t('social.logo_dark')}
          placeholder="https://"
          {...form.getInputProps('own.logoDark')}
        />
      </SimpleGrid>
      <TextInput
        label={t('social.target')}
        description={t(isNew ? 'social.target_text' : 'social.target_fixed')}
        withAsterisk={isNew}
        readOnly={!isNew}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('own.target')}
      />
    </FormSection>
  );
}

function ProfileSection({form}: Pick<Props, 'form'>) {
  const {t} = useTranslation('connectors');
  return (
    <FormSection title={t('social.profile')} description={t('social.profile_text')}>
      <Switch
        label={t('social.sync')}
        description={t('social.sync_text')}
        {...form.getInputProps('own.syncProfile', {type: 'checkbox'})}
      />
    </FormSection>
  );
}
